import { and, eq, sql } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { Db } from './connect.ts';
import { deliveries, orders, payments } from './schema/deals.ts';

export type Order = typeof orders.$inferSelect;

export async function findOpenOrder(db: Db, customerId: CustomerId): Promise<Order | undefined> {
  const [order] = await db
    .select()
    .from(orders)
    .where(and(eq(orders.customerId, customerId), eq(orders.state, 'open')));
  return order;
}

export async function addOrder(db: Db, order: typeof orders.$inferInsert): Promise<Order> {
  const [added] = await db.insert(orders).values(order).returning();
  if (!added) throw new Error('no row came back from the insert');
  return added;
}

/** What was said of an order later: price, day of delivery. */
export async function changeOrder(
  db: Db,
  id: number,
  fields: Partial<Pick<Order, 'priceFen' | 'deliveryBy'>>,
): Promise<void> {
  if (Object.keys(fields).length > 0) await db.update(orders).set(fields).where(eq(orders.id, id));
}

/** Calls off an order that is still open; false when it is not any more. */
export async function cancelOrder(db: Db, id: number, at: Date): Promise<boolean> {
  const cancelled = await db
    .update(orders)
    .set({ state: 'cancelled', cancelledAt: at })
    .where(and(eq(orders.id, id), eq(orders.state, 'open')))
    .returning({ id: orders.id });
  return cancelled.length > 0;
}

export async function addPayment(db: Db, payment: typeof payments.$inferInsert): Promise<void> {
  await db.insert(payments).values(payment);
}

/** What has been paid on an order so far, in fen. */
export async function sumPaid(db: Db, orderId: number): Promise<number> {
  const [row] = await db
    .select({ paid: sql<number>`coalesce(sum(${payments.amountFen}), 0)::float8` })
    .from(payments)
    .where(eq(payments.orderId, orderId));
  return row?.paid ?? 0;
}

/** Delivers an order: once (a unique key settles it). */
export async function deliverOrder(db: Db, delivery: typeof deliveries.$inferInsert): Promise<void> {
  await db.insert(deliveries).values(delivery);
  await db.update(orders).set({ state: 'delivered' }).where(eq(orders.id, delivery.orderId));
}
