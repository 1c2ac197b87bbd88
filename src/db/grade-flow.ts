import { and, eq, gte, isNotNull, lt, lte, sql } from 'drizzle-orm';
import type { Grade } from '../domain/grade.ts';
import type { StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { customers } from './schema/customers.ts';
import { gradeChanges } from './schema/follow-up.ts';

export interface Held {
  storeId: StoreId;
  ownerId: UserId;
  grade: Grade;
  customers: number;
}

export interface Moved {
  storeId: StoreId;
  ownerId: UserId;
  from: Grade | null;
  to: Grade | null;
  reason: string | null;
  customers: number;
}

export interface Pressing {
  storeId: StoreId;
  ownerId: UserId;
  overdue: number;
  windowEnds: number;
  /** In the open without a grade: in none of the columns. */
  ungraded: number;
}

/** Graded customers by store, owner and grade, as they stand. */
export function countHeld(db: Db): Promise<Held[]> {
  return db
    .select({
      storeId: customers.storeId,
      ownerId: customers.ownerId,
      grade: sql<Grade>`${customers.grade}`,
      customers: sql<number>`count(*)::int`,
    })
    .from(customers)
    .where(isNotNull(customers.grade))
    .groupBy(customers.storeId, customers.ownerId, customers.grade);
}

/** Changes of grade from `since` until before `until`, by store, owner, kind of move and reason of leaving. */
export function countMoves(db: Db, since: Date, until: Date): Promise<Moved[]> {
  const leaving = sql<string | null>`case when ${gradeChanges.to} is null then ${gradeChanges.reason} end`;
  return db
    .select({
      storeId: gradeChanges.storeId,
      ownerId: gradeChanges.ownerId,
      from: gradeChanges.from,
      to: gradeChanges.to,
      reason: leaving,
      customers: sql<number>`count(*)::int`,
    })
    .from(gradeChanges)
    .where(and(gte(gradeChanges.at, since), lt(gradeChanges.at, until)))
    .groupBy(gradeChanges.storeId, gradeChanges.ownerId, gradeChanges.from, gradeChanges.to, leaving);
}

/** Customers past their due day, and those whose window ends by `endsBy` or has ended, by store and owner. */
export function countPressing(db: Db, today: Day, endsBy: Day): Promise<Pressing[]> {
  return db
    .select({
      storeId: customers.storeId,
      ownerId: customers.ownerId,
      overdue: sql<number>`(count(*) filter (where ${customers.nextDueOn} < ${today}))::int`,
      windowEnds: sql<number>`(count(*) filter (where ${lte(customers.windowEndsOn, endsBy)}))::int`,
      ungraded: sql<number>`(count(*) filter (where ${customers.grade} is null))::int`,
    })
    .from(customers)
    .where(eq(customers.state, 'open'))
    .groupBy(customers.storeId, customers.ownerId);
}
