import { eq } from 'drizzle-orm';
import type { MessageId } from '../domain/ids.ts';
import type { Notice } from '../domain/notice.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { post } from './outbox.ts';
import { cards } from './schema/supervision.ts';

export type SentCard = typeof cards.$inferSelect;

export async function noteCard(db: Db, card: SentCard): Promise<void> {
  await db.insert(cards).values(card).onConflictDoNothing();
}

export async function findCard(db: Db, taskId: string): Promise<SentCard | undefined> {
  const [card] = await db.select().from(cards).where(eq(cards.taskId, taskId));
  return card;
}

/** Sends a card with buttons, and notes which command answers it and what it is about. */
export async function postCard(
  db: Db,
  body: Extract<Notice, { kind: 'card' }>,
  card: { to: UserId; kind: string; subjects: number[]; at: Date; cause?: MessageId },
): Promise<void> {
  const { to, kind, subjects, at, cause } = card;
  await noteCard(db, { taskId: body.taskId, toId: to, kind, subjects, createdAt: at });
  await post(db, { key: body.taskId, to, body, at, ...(cause !== undefined && { cause }) });
}

/** The name of a card for one reader: unique for ever, in the letters that a task may have. */
export function taskIdFor(subject: string, reader: UserId): string {
  return `${subject}-${reader.replaceAll(/[^\w@-]/g, '_')}`;
}
