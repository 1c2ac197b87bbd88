import { and, asc, eq, gte, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Grade } from '../domain/grade.ts';
import type { StoreId } from '../domain/ids.ts';
import type { Db } from './connect.ts';
import { LOOKED_AFTER } from './handovers.ts';
import { staff } from './schema/company.ts';
import { customers } from './schema/customers.ts';

/** Who has left and still has customers, store by store, with their grades. */
export function listLeavers(db: Db, since: Date) {
  return db
    .select({
      userId: staff.userId,
      name: staff.name,
      leftAt: sql<Date>`${staff.leftAt}`.mapWith(staff.leftAt),
      storeId: sql<StoreId>`${customers.storeId}`.mapWith(customers.storeId),
      customers: sql<{ grade: Grade | null; state: 'open' | 'delivered' }[]>`
        json_agg(json_build_object('grade', ${customers.grade}, 'state', ${customers.state}))`,
    })
    .from(staff)
    .innerJoin(customers, eq(customers.ownerId, staff.userId))
    .where(
      and(
        eq(staff.isActive, false),
        isNotNull(staff.leftAt),
        gte(staff.leftAt, since),
        inArray(customers.state, [...LOOKED_AFTER]),
      ),
    )
    .groupBy(staff.userId, staff.name, staff.leftAt, customers.storeId)
    .orderBy(asc(staff.userId), asc(customers.storeId));
}
