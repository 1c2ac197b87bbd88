import { and, asc, eq } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { customers } from './schema/customers.ts';
import { orderCancellations } from './schema/deals.ts';

export type OrderCancellation = typeof orderCancellations.$inferSelect;

const isPending = eq(orderCancellations.state, 'pending');

export async function addCancellation(
  db: Db,
  cancellation: typeof orderCancellations.$inferInsert,
): Promise<OrderCancellation> {
  const [added] = await db.insert(orderCancellations).values(cancellation).returning();
  if (!added) throw new Error('no row came back from the insert');
  return added;
}

export async function findPendingCancellation(db: Db, by: { id: number } | { customerId: CustomerId }) {
  const which =
    'id' in by ? eq(orderCancellations.id, by.id) : eq(orderCancellations.customerId, by.customerId);
  const [cancellation] = await db.select().from(orderCancellations).where(and(which, isPending));
  return cancellation;
}

/** Those that wait for a word, somebody's or anybody's, with their customers, oldest first. */
export function listPendingCancellations(db: Db, toId?: UserId) {
  return db
    .select({ cancellation: orderCancellations, customer: customers })
    .from(orderCancellations)
    .innerJoin(customers, eq(customers.id, orderCancellations.customerId))
    .where(and(toId && eq(orderCancellations.toId, toId), isPending))
    .orderBy(asc(orderCancellations.id));
}

/** Settles the step at which a cancellation stands, or hands it on; false when somebody was first. */
export async function moveCancellation(
  db: Db,
  { id, toId }: OrderCancellation,
  step: Partial<OrderCancellation>,
): Promise<boolean> {
  const moved = await db
    .update(orderCancellations)
    .set(step)
    .where(and(eq(orderCancellations.id, id), eq(orderCancellations.toId, toId), isPending))
    .returning({ id: orderCancellations.id });
  return moved.length > 0;
}
