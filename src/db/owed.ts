import { and, eq, inArray, not, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { CustomerId, StoreId, VisitId } from '../domain/ids.ts';
import type { Grade } from '../domain/grade.ts';
import type { UserId } from '../domain/staff.ts';
import { customers } from './schema/customers.ts';
import { handovers } from './schema/rules.ts';
import { visits } from './schema/showroom.ts';

/** How a customer is called in a line. */
export const CALLED = sql<string>`coalesce(${customers.alias}, ${customers.name}, '尾号' || right(${customers.phone}, 4), '')`;

/** Prospects somebody still has to work on. */
export const ACTIVE = and(inArray(customers.state, ['open', 'ordered']), not(customers.doNotContact)) as SQL;

/** Prospects who have not bought; the base group is befriended and owes nothing. */
export const PROSPECT = and(
  eq(customers.state, 'open'),
  not(customers.doNotContact),
  not(customers.inBaseGroup),
) as SQL;

/** Whether somebody gave the customer into other hands since then. */
export function gaveOn(by: PgColumn, since: PgColumn): SQL {
  return sql`exists (select from ${handovers} h
    where h.customer_id = ${customers.id} and h.from_id = ${by} and h.at >= ${since})`;
}

/** Whose the work is that somebody began: his, or the owner's since he gave the customer into other hands (R107). */
export function dutyOf(by: PgColumn, since: PgColumn): SQL<UserId> {
  return sql<UserId>`case when ${gaveOn(by, since)} then ${customers.ownerId} else ${by} end`;
}

/** Visits told on the day itself: of a past day's visit nothing is due at once (D23). */
export const TOLD_THAT_DAY =
  sql`(${visits.leftAt} at time zone 'Asia/Shanghai')::date = (${visits.enteredAt} at time zone 'Asia/Shanghai')::date` as SQL;

/** The columns of a customer that every case of his carries. */
export const OF_CUSTOMER = {
  storeId: customers.storeId,
  aboutId: customers.ownerId,
  customerId: customers.id,
  grade: customers.grade,
  called: CALLED,
} as const;

/** A case as a query found it; the rest of it is said by `key` and `startedAt`. */
export interface OwedRow {
  storeId: StoreId;
  aboutId: UserId;
  customerId: CustomerId | null;
  visitId?: VisitId | null;
  grade: Grade | null;
  called: string;
}
