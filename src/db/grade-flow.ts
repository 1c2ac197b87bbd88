import { and, eq, gte, isNotNull, isNull, lt, lte, not, or, sql } from 'drizzle-orm';
import type { Grade } from '../domain/grade.ts';
import type { StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import { type Day, dayOf } from '../domain/time.ts';
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

/** What the first change from `at` on found: the grade at `at` of everybody whose grade has changed since. */
export function changedSince(db: Db, at: Date) {
  return db
    .selectDistinctOn([gradeChanges.customerId], {
      customerId: gradeChanges.customerId,
      from: gradeChanges.from,
    })
    .from(gradeChanges)
    .where(gte(gradeChanges.at, at))
    .orderBy(gradeChanges.customerId, gradeChanges.at, gradeChanges.id)
    .as('changed');
}

export function gradeThen({ customerId, from }: ReturnType<typeof changedSince>) {
  return sql<Grade>`case when ${customerId} is null then ${customers.grade} else ${from} end`;
}

/** Graded customers by store, owner and grade, as they stood at `at`. */
export function countHeld(db: Db, at: Date): Promise<Held[]> {
  const changed = changedSince(db, at);
  const grade = gradeThen(changed);
  return db
    .select({
      storeId: customers.storeId,
      ownerId: customers.ownerId,
      grade,
      customers: sql<number>`count(*)::int`,
    })
    .from(customers)
    .leftJoin(changed, eq(changed.customerId, customers.id))
    .where(isNotNull(grade))
    .groupBy(customers.storeId, customers.ownerId, grade);
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

/**
 * By store and owner: customers past their due day at `at`, those whose window ends by `endsBy` or has ended, and those
 * without a grade. Days have no history: counted later, only who is still open and still late is seen to be late.
 */
export function countPressing(db: Db, at: Date, endsBy: Day): Promise<Pressing[]> {
  const changed = changedSince(db, at);
  const isOpen = eq(customers.state, 'open');
  const overdue = and(isOpen, not(customers.inBaseGroup), lt(customers.nextDueOn, dayOf(at)));
  const windowEnds = and(isOpen, lte(customers.windowEndsOn, endsBy));
  const ungraded = and(
    isNull(gradeThen(changed)),
    or(and(isOpen, not(customers.inBaseGroup)), isNotNull(changed.customerId)),
  );
  return db
    .select({
      storeId: customers.storeId,
      ownerId: customers.ownerId,
      overdue: sql<number>`(count(*) filter (where ${overdue}))::int`,
      windowEnds: sql<number>`(count(*) filter (where ${windowEnds}))::int`,
      ungraded: sql<number>`(count(*) filter (where ${ungraded}))::int`,
    })
    .from(customers)
    .leftJoin(changed, eq(changed.customerId, customers.id))
    .where(lt(customers.createdAt, at))
    .groupBy(customers.storeId, customers.ownerId);
}
