import { and, asc, eq, gte, sql } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { OF_CUSTOMER } from './owed.ts';
import { customers } from './schema/customers.ts';
import { gradeChanges } from './schema/follow-up.ts';

/** It is the last word on a customer who still stands there. */
const STANDS = and(
  eq(gradeChanges.review, 'pending'),
  eq(customers.state, 'open'),
  eq(customers.grade, gradeChanges.to),
  sql`not exists (select from grade_changes later
    where later.customer_id = ${gradeChanges.customerId} and later.id > ${gradeChanges.id})`,
);

/** Grades that wait for somebody's second look, with their customers: an A or H without a criterion first, then the oldest. */
export function listReviews(db: Db, by: { customerId?: CustomerId } = {}) {
  return db
    .select({ change: gradeChanges, customer: customers })
    .from(gradeChanges)
    .innerJoin(customers, eq(customers.id, gradeChanges.customerId))
    .where(and(STANDS, by.customerId && eq(gradeChanges.customerId, by.customerId)))
    .orderBy(
      sql`(${gradeChanges.to} in ('H', 'A') and cardinality(${gradeChanges.criteria}) = 0) desc`,
      asc(gradeChanges.id),
    );
}
/** The same, as far as supervision has to know: who waits since when. */
export function listWaitingReviews(db: Db, since: Date) {
  return db
    .select({ ...OF_CUSTOMER, changeId: gradeChanges.id, startedAt: gradeChanges.at })
    .from(gradeChanges)
    .innerJoin(customers, eq(customers.id, gradeChanges.customerId))
    .where(and(STANDS, gte(gradeChanges.at, since)));
}

export type Review = Awaited<ReturnType<typeof listReviews>>[number];

/** Settles what waits of a customer; false when nothing did, or somebody was first. */
export async function settleReview(
  db: Db,
  customerId: CustomerId,
  verdict: { review: 'agreed' | 'changed'; reviewedBy: UserId; reviewedAt: Date },
): Promise<boolean> {
  const settled = await db
    .update(gradeChanges)
    .set(verdict)
    .where(and(eq(gradeChanges.customerId, customerId), eq(gradeChanges.review, 'pending')))
    .returning({ id: gradeChanges.id });
  return settled.length > 0;
}
