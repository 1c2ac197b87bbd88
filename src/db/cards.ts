import { eq } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { cards } from './schema/supervision.ts';

export type SentCard = typeof cards.$inferSelect;

export async function noteCard(db: Db, card: SentCard): Promise<void> {
  await db.insert(cards).values(card).onConflictDoNothing();
}

export async function findCard(db: Db, taskId: string): Promise<SentCard | undefined> {
  const [card] = await db.select().from(cards).where(eq(cards.taskId, taskId));
  return card;
}
