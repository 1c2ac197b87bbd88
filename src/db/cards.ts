import { and, arrayContains, desc, eq, sql } from 'drizzle-orm';
import type { MessageId } from '../domain/ids.ts';
import type { CardNotice } from '../domain/notice.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { post } from './outbox.ts';
import { cards } from './schema/supervision.ts';

export type SentCard = typeof cards.$inferSelect;

export async function findCard(db: Db, taskId: string): Promise<SentCard | undefined> {
  const [card] = await db.select().from(cards).where(eq(cards.taskId, taskId));
  return card;
}

/** The card of a kind that somebody was sent last: by its numbers he answers in words. */
export async function findLastCard(db: Db, toId: UserId, kind: string): Promise<SentCard | undefined> {
  const [card] = await db
    .select()
    .from(cards)
    .where(and(eq(cards.toId, toId), eq(cards.kind, kind)))
    .orderBy(desc(cards.createdAt), desc(cards.taskId))
    .limit(1);
  return card;
}

/** Who was sent a card of a kind about a subject. */
export async function listCardHolders(db: Db, kind: string, subject: number): Promise<UserId[]> {
  const sent = await db
    .selectDistinct({ toId: cards.toId })
    .from(cards)
    .where(and(eq(cards.kind, kind), arrayContains(cards.subjects, [subject])));
  return sent.map(({ toId }) => toId);
}

/** The last of them that is about several, and so numbers what it shows. */
export async function findLastNumbered(db: Db, toId: UserId, kind: string): Promise<SentCard | undefined> {
  const [card] = await db
    .select()
    .from(cards)
    .where(and(eq(cards.toId, toId), eq(cards.kind, kind), sql`cardinality(${cards.subjects}) > 1`))
    .orderBy(desc(cards.createdAt), desc(cards.taskId))
    .limit(1);
  return card;
}

/** Sends a card with buttons, and notes which command answers it and what it is about. Answers whether it was put in. */
export async function postCard(
  db: Db,
  body: CardNotice,
  card: { to: UserId; kind: string; subjects: readonly number[]; at: Date; cause?: MessageId },
): Promise<boolean> {
  const { to, kind, subjects, at, cause } = card;
  const { taskId } = body;
  await db
    .insert(cards)
    .values({ taskId, toId: to, kind, subjects: [...subjects], createdAt: at })
    .onConflictDoNothing();
  return post(db, { key: taskId, to, body, at, ...(cause !== undefined && { cause }) });
}

/** The name of a card for one reader: unique for ever, in the letters that a task may have. */
export function taskIdFor(subject: string, reader: UserId): string {
  return `${subject}-${reader.replaceAll(/[^\w@-]/g, '_')}`;
}
