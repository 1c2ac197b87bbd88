import { desc, eq, max } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { Db } from './connect.ts';
import { negotiations } from './schema/deals.ts';

export type Negotiation = typeof negotiations.$inferSelect;

/** How often a number that somebody else has just taken is counted again. */
const TRIES = 5;

/** Adds a round: under the number that was said if it is free, else as the next. */
export async function addNegotiation(
  db: Db,
  { round: said, ...row }: Omit<typeof negotiations.$inferInsert, 'round'> & { round: number | undefined },
): Promise<Negotiation> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const [last] = await db
      .select({ round: max(negotiations.round) })
      .from(negotiations)
      .where(eq(negotiations.customerId, row.customerId));
    const next = (last?.round ?? 0) + 1;
    const round = said !== undefined && said >= next ? said : next;
    const [added] = await db
      .insert(negotiations)
      .values({ ...row, round })
      .onConflictDoNothing()
      .returning();
    if (added) return added;
  }
  throw new Error('no number for the round is free');
}

/** The rounds with a customer, the last first. */
export function listNegotiations(db: Db, customerId: CustomerId, limit: number): Promise<Negotiation[]> {
  return db
    .select()
    .from(negotiations)
    .where(eq(negotiations.customerId, customerId))
    .orderBy(desc(negotiations.round))
    .limit(limit);
}
