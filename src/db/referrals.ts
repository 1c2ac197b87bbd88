import { asc, count, eq, sql } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { Db } from './connect.ts';
import { CALLED } from './owed.ts';
import { customers } from './schema/customers.ts';
import { deliveries } from './schema/deals.ts';

/** Whom a customer brought (转介绍), and whether they ordered; an order that was cancelled is none. */
export function listReferred(db: Db, referrerId: CustomerId) {
  return db
    .select({
      called: CALLED,
      grade: customers.grade,
      hasOrdered: sql<boolean>`exists (select from orders o
        where o.customer_id = customers.id and o.state <> 'cancelled')`,
    })
    .from(customers)
    .where(eq(customers.referrerId, referrerId))
    .orderBy(asc(customers.id));
}
export type Referred = Awaited<ReturnType<typeof listReferred>>[number];

/** How many cars a customer has had from us. */
export async function countCars(db: Db, customerId: CustomerId): Promise<number> {
  const [row] = await db
    .select({ cars: count() })
    .from(deliveries)
    .where(eq(deliveries.customerId, customerId));
  return row?.cars ?? 0;
}
