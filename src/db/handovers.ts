import { and, asc, eq, gt, gte, inArray, ne, sql } from 'drizzle-orm';
import type { UserId } from '../domain/staff.ts';
import type { Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { BY_GRADE, type Customer } from './customers.ts';
import { customers } from './schema/customers.ts';
import { priceRequests } from './schema/deals.ts';
import { tasks } from './schema/follow-up.ts';
import { handovers, ownershipCases, recalls } from './schema/rules.ts';
import { alerts } from './schema/supervision.ts';

export type Handover = typeof handovers.$inferSelect;
export type NewHandover = typeof handovers.$inferInsert;

/** Who still has to be looked after by somebody: lost and closed customers stay with whom they were. */
export const LOOKED_AFTER = ['open', 'ordered', 'lostPending', 'delivered', 'pooled'] as const;

/** All whom somebody looks after, the hottest first. */
export function listLookedAfter(db: Db, ownerId: UserId): Promise<Customer[]> {
  return db
    .select()
    .from(customers)
    .where(and(eq(customers.ownerId, ownerId), inArray(customers.state, [...LOOKED_AFTER])))
    .orderBy(BY_GRADE, asc(customers.nextDueOn), asc(customers.id));
}

/** How many customers of each day somebody has ahead of him. */
export async function plannedAhead(db: Db, ownerId: UserId, from: Day): Promise<Map<Day, number>> {
  const rows = await db
    .select({ on: customers.nextDueOn, due: sql<number>`count(*)::int` })
    .from(customers)
    .where(and(eq(customers.ownerId, ownerId), gt(customers.nextDueOn, from)))
    .groupBy(customers.nextDueOn);
  return new Map(rows.flatMap(({ on, due }) => (on ? [[on, due] as const] : [])));
}

/**
 * Notes that customers change hands, and lets go along what was theirs and the giver's: his tasks, what he asked for and
 * was not answered yet, and the cases about him. What the company was about to take back, and whose they are, is settled with it.
 */
export async function addHandovers(db: Db, rows: readonly NewHandover[]): Promise<void> {
  if (rows.length === 0) return;
  await db.insert(handovers).values([...rows]);
  const hands = new Map<string, NewHandover[]>();
  for (const row of rows) {
    const key = `${row.fromId} ${row.toId}`;
    hands.set(key, [...(hands.get(key) ?? []), row]);
  }
  for (const group of hands.values()) {
    const [first] = group;
    if (!first) continue;
    const { fromId, toId } = first;
    const ids = group.map(({ customerId }) => customerId);
    await db
      .update(tasks)
      .set({ ownerId: toId })
      .where(and(inArray(tasks.customerId, ids), eq(tasks.ownerId, fromId), eq(tasks.state, 'open')));
    await db
      .update(priceRequests)
      .set({ by: toId })
      .where(
        and(
          inArray(priceRequests.customerId, ids),
          eq(priceRequests.by, fromId),
          eq(priceRequests.state, 'pending'),
        ),
      );
    // What he missed of those the company took back is not the caller's: these cases end by themselves.
    if (first.why !== 'recalled')
      await db
        .update(alerts)
        .set({ aboutId: toId })
        .where(and(inArray(alerts.customerId, ids), eq(alerts.aboutId, fromId), ne(alerts.state, 'closed')));
    await db
      .update(recalls)
      .set({ state: 'spared' })
      .where(
        and(
          inArray(recalls.customerId, ids),
          eq(recalls.ownerId, fromId),
          inArray(recalls.state, ['announced', 'confirmed']),
        ),
      );
    await db
      .update(ownershipCases)
      .set({ state: 'dropped' })
      .where(and(inArray(ownershipCases.customerId, ids), eq(ownershipCases.state, 'open')));
  }
}

/** Work for customers who are not his, of somebody who is gone: who decides for him has it now. */
export async function passOnTasks(db: Db, fromId: UserId, toId: UserId): Promise<void> {
  await db
    .update(tasks)
    .set({ ownerId: toId })
    .where(and(eq(tasks.ownerId, fromId), eq(tasks.state, 'open')));
}

/** Whom somebody was given since then and still has, the hottest first. */
export async function listReceived(db: Db, toId: UserId, since: Date): Promise<Customer[]> {
  const received = db
    .select({ id: handovers.customerId })
    .from(handovers)
    .where(and(eq(handovers.toId, toId), gte(handovers.at, since)));
  return db
    .select()
    .from(customers)
    .where(
      and(
        eq(customers.ownerId, toId),
        inArray(customers.id, received),
        inArray(customers.state, [...LOOKED_AFTER]),
      ),
    )
    .orderBy(BY_GRADE, asc(customers.nextDueOn), asc(customers.id));
}
