import { and, eq, gte, isNotNull, isNull, lt, lte, not, or, sql } from 'drizzle-orm';
import type { Grade } from '../domain/grade.ts';
import type { StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import { type Day, dayOf } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { customers } from './schema/customers.ts';
import { gradeChanges } from './schema/follow-up.ts';
import { handovers } from './schema/rules.ts';

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

/** A graded customer who went from one to another. */
export interface HandedOver {
  from: { storeId: StoreId; ownerId: UserId };
  to: { storeId: StoreId; ownerId: UserId };
  grade: Grade;
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

/** Whose somebody was at `at` who has been handed over since, and where. */
function handedSince(db: Db, at: Date) {
  return db
    .selectDistinctOn([handovers.customerId], {
      customerId: handovers.customerId,
      ownerId: handovers.fromId,
      storeId: handovers.fromStoreId,
    })
    .from(handovers)
    .where(gte(handovers.at, at))
    .orderBy(handovers.customerId, handovers.at, handovers.id)
    .as('handed');
}

function holderThen(handed: ReturnType<typeof handedSince>) {
  return {
    storeId: sql`coalesce(${handed.storeId}, ${customers.storeId})`.mapWith(customers.storeId),
    ownerId: sql<UserId>`coalesce(${handed.ownerId}, ${customers.ownerId})`,
  };
}

/** Graded customers by store, owner and grade, as they stood at `at`. */
export function countHeld(db: Db, at: Date): Promise<Held[]> {
  const changed = changedSince(db, at);
  const handed = handedSince(db, at);
  const grade = gradeThen(changed);
  const holder = holderThen(handed);
  return db
    .select({ ...holder, grade, customers: sql<number>`count(*)::int` })
    .from(customers)
    .leftJoin(changed, eq(changed.customerId, customers.id))
    .leftJoin(handed, eq(handed.customerId, customers.id))
    .where(isNotNull(grade))
    .groupBy(holder.storeId, holder.ownerId, grade);
}

/**
 * Graded customers handed over from `since` until before `until`, with the grade they had then. Whom the company took back
 * has none any more: he left the grades with it.
 */
export async function countHandedOver(db: Db, since: Date, until: Date): Promise<HandedOver[]> {
  const later = sql`from grade_changes g where g.customer_id = ${handovers.customerId} and g.at > ${handovers.at}`;
  const grade = sql<Grade>`case when exists (select ${later})
    then (select g."from" ${later} order by g.at, g.id limit 1) else ${customers.grade} end`;
  const rows = await db
    .select({
      fromStoreId: handovers.fromStoreId,
      fromId: handovers.fromId,
      storeId: handovers.storeId,
      toId: handovers.toId,
      grade,
      customers: sql<number>`count(*)::int`,
    })
    .from(handovers)
    .innerJoin(customers, eq(customers.id, handovers.customerId))
    .where(and(gte(handovers.at, since), lt(handovers.at, until), isNotNull(grade)))
    .groupBy(handovers.fromStoreId, handovers.fromId, handovers.storeId, handovers.toId, grade);
  return rows.map(({ fromStoreId, fromId, storeId, toId, ...row }) => ({
    ...row,
    from: { storeId: fromStoreId, ownerId: fromId },
    to: { storeId, ownerId: toId },
  }));
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
  const handed = handedSince(db, at);
  const holder = holderThen(handed);
  const isOpen = eq(customers.state, 'open');
  const overdue = and(isOpen, not(customers.inBaseGroup), lt(customers.nextDueOn, dayOf(at)));
  const windowEnds = and(isOpen, lte(customers.windowEndsOn, endsBy));
  const ungraded = and(
    isNull(gradeThen(changed)),
    or(and(isOpen, not(customers.inBaseGroup)), isNotNull(changed.customerId)),
  );
  return db
    .select({
      ...holder,
      overdue: sql<number>`(count(*) filter (where ${overdue}))::int`,
      windowEnds: sql<number>`(count(*) filter (where ${windowEnds}))::int`,
      ungraded: sql<number>`(count(*) filter (where ${ungraded}))::int`,
    })
    .from(customers)
    .leftJoin(changed, eq(changed.customerId, customers.id))
    .leftJoin(handed, eq(handed.customerId, customers.id))
    .where(lt(customers.createdAt, at))
    .groupBy(holder.storeId, holder.ownerId);
}
