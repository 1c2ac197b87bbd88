import { and, asc, eq, gt, gte, inArray, isNotNull, lt, lte, not, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Calendar, isMissed, nextDue, smoothLoad } from '../domain/cadence.ts';
import type { DaysOff } from '../domain/days-off.ts';
import { HOTTEST } from '../domain/grade.ts';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import type { Rules } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { addDays, type Day, dayOf } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { BY_GRADE, type Customer } from './customers.ts';
import { customers } from './schema/customers.ts';
import { restDays } from './schema/rules.ts';

/**
 * Whom stand-ins were to contact and did not, while their consultant is still away: they stay with whoever missed them, on
 * top of whoever stands in today, until somebody has reached them or the consultant is back and has them himself (D10).
 */
export function listMissedByStandIns(db: Db, today: Day, delegateId?: UserId) {
  const still = alias(restDays, 'still');
  return db
    .select({ delegateId: sql<UserId>`${restDays.delegateId}`, customerId: customers.id })
    .from(restDays)
    .innerJoin(still, and(eq(still.userId, restDays.userId), eq(still.on, today)))
    .innerJoin(
      customers,
      and(eq(customers.ownerId, restDays.userId), eq(customers.nextDueOn, restDays.on), customers.standIn),
    )
    .where(
      and(
        delegateId === undefined ? isNotNull(restDays.delegateId) : eq(restDays.delegateId, delegateId),
        lt(restDays.on, today),
      ),
    );
}

/** Whose day is asked for: somebody's own, those for whom he stands in, and whom he missed as a stand-in. */
export interface DueReader {
  userId: UserId;
  standsInFor: readonly UserId[];
  missed: readonly CustomerId[];
}

/** One reader; a job that reminds all of them knows from two questions for whom each stands in. */
export async function readDueReader(db: Db, userId: UserId, today: Day): Promise<DueReader> {
  const [resting, missed] = await Promise.all([
    db
      .select({ userId: restDays.userId })
      .from(restDays)
      .where(and(eq(restDays.delegateId, userId), eq(restDays.on, today))),
    listMissedByStandIns(db, today, userId),
  ]);
  return {
    userId,
    standsInFor: resting.map((each) => each.userId),
    missed: missed.map(({ customerId }) => customerId),
  };
}

/** What of somebody's customers is a stand-in's: the hottest, and whoever is overdue or could not be moved (D10). */
function leftBehind(today: Day): SQL {
  return or(
    customers.standIn,
    inArray(customers.grade, [...HOTTEST]),
    and(lt(customers.nextDueOn, today), not(customers.inBaseGroup)),
  ) as SQL;
}

/**
 * Whose day has come among somebody's customers, and those he stands in for: their hottest, the overdue and what fell on
 * that day.
 * Named one by one and not asked for within the statement: else no index is used, and a million rows are read for a list.
 */
function dueFor({ userId, standsInFor, missed }: DueReader, until: Day, today: Day): SQL {
  const stoodInFor =
    standsInFor.length === 0
      ? undefined
      : and(inArray(customers.ownerId, [...standsInFor]), leftBehind(today));
  return and(
    or(
      eq(customers.ownerId, userId),
      stoodInFor,
      missed.length === 0 ? undefined : inArray(customers.id, [...missed]),
    ),
    isNotNull(customers.nextDueOn),
    lte(customers.nextDueOn, until),
  ) as SQL;
}

/** Customers whose day has come, overdue ones first, then by grade and lateness; the base group at the end. */
export function listDue(
  db: Db,
  reader: DueReader,
  until: Day,
  today: Day,
  limit: number,
): Promise<Customer[]> {
  return db
    .select()
    .from(customers)
    .where(dueFor(reader, until, today))
    .orderBy(
      customers.inBaseGroup,
      sql`${customers.nextDueOn} >= ${today}`,
      BY_GRADE,
      asc(customers.nextDueOn),
      asc(customers.id),
    )
    .limit(limit);
}

/** Somebody's customers who fall on his rest days and could not be moved, and those overdue already. */
export function listCovered(db: Db, ownerId: UserId, days: readonly Day[], today: Day): Promise<Customer[]> {
  return db
    .select()
    .from(customers)
    .where(
      and(
        eq(customers.ownerId, ownerId),
        or(
          and(customers.standIn, inArray(customers.nextDueOn, [...days])),
          and(lt(customers.nextDueOn, today), not(customers.inBaseGroup)),
        ),
      ),
    )
    .orderBy(BY_GRADE, asc(customers.nextDueOn), asc(customers.id));
}

const DUE = sql<number>`count(*)::int`;

function overdueOn(today: Day) {
  // The base group is offered, not enforced: never overdue (D36).
  return sql<number>`(count(*) filter (where ${customers.nextDueOn} < ${today} and not ${customers.inBaseGroup}))::int`;
}

/** How many are due by a day for one person, stood in for others included, and how many were due before today. */
export async function countDueFor(
  db: Db,
  reader: DueReader,
  { on, today }: { on: Day; today: Day },
): Promise<{ due: number; overdue: number }> {
  const [row] = await db
    .select({ due: DUE, overdue: overdueOn(today) })
    .from(customers)
    .where(dueFor(reader, on, today));
  return row ?? { due: 0, overdue: 0 };
}

/** Of everybody: how many are due by a day, and how many of these were due before today. */
export function countDue(db: Db, { on, today }: { on: Day; today: Day }) {
  return db
    .select({ ownerId: customers.ownerId, due: DUE, overdue: overdueOn(today) })
    .from(customers)
    .where(and(isNotNull(customers.nextDueOn), lte(customers.nextDueOn, on)))
    .groupBy(customers.ownerId)
    .orderBy(customers.ownerId);
}

/**
 * Moves what is too much for one day of a consultant (`domain/cadence.ts`); answers whom it moved, and to when. A
 * customer whom somebody changes meanwhile stays.
 */
export async function smoothDay(
  db: Db,
  ownerId: UserId,
  count: number,
  calendar: Calendar,
): Promise<{ customer: Customer; to: Day }[]> {
  const { today, rules } = calendar;
  const movable = await db
    .select()
    .from(customers)
    .where(
      and(
        eq(customers.ownerId, ownerId),
        eq(customers.nextDueOn, today),
        eq(customers.nextDueWhy, 'cadence'),
        inArray(customers.grade, ['B', 'C']),
      ),
    )
    .orderBy(asc(customers.gradeSetOn), asc(customers.id));
  const ahead = await db
    .select({ on: customers.nextDueOn, due: DUE })
    .from(customers)
    .where(
      and(
        eq(customers.ownerId, ownerId),
        gt(customers.nextDueOn, today),
        lte(customers.nextDueOn, addDays(today, Math.max(rules.loadDaysB, rules.loadDaysC))),
      ),
    )
    .groupBy(customers.nextDueOn);
  const planned = new Map(ahead.map(({ on, due }) => [on, due]));
  const moves = smoothLoad(
    {
      due: movable.map(({ id, grade, putOffTo }) => ({
        id,
        grade,
        why: 'cadence',
        isPutOff: putOffTo !== null,
      })),
      count,
      planned: (on) => planned.get(on) ?? 0,
    },
    calendar,
  );
  const moved: { customer: Customer; to: Day }[] = [];
  for (const { id, to } of moves) {
    const customer = movable.find((each) => each.id === id);
    const changed = await db
      .update(customers)
      .set({ putOffTo: to, nextDueOn: to })
      .where(and(eq(customers.id, id), eq(customers.nextDueOn, today), eq(customers.ownerId, ownerId)))
      .returning({ id: customers.id });
    if (customer && changed.length > 0) moved.push({ customer, to });
  }
  return moved;
}

/** So many rows are in memory at a time. */
const CHUNK = 2_000;

/** What a customer's day depends on, and whose he is. */
const FACTS = {
  id: customers.id,
  ownerId: customers.ownerId,
  storeId: customers.storeId,
  state: customers.state,
  grade: customers.grade,
  doNotContact: customers.doNotContact,
  inBaseGroup: customers.inBaseGroup,
  lastEffectiveOn: customers.lastEffectiveOn,
  firstCallOwedSince: customers.firstCallOwedSince,
  agreedOn: customers.agreedOn,
  putOffTo: customers.putOffTo,
  deliveredOn: customers.deliveredOn,
  firstServiceOn: customers.firstServiceOn,
  birthday: customers.birthday,
  createdAt: customers.createdAt,
  nextDueOn: customers.nextDueOn,
  nextDueWhy: customers.nextDueWhy,
  standIn: customers.standIn,
} as const;

export interface Reckoned {
  id: CustomerId;
  ownerId: UserId;
  from: Day | null;
  to: Day | null;
}

/**
 * Reckons anew when customers are due, after what decides it has changed: the rules, days off, the owner. Answers those
 * whose day is another one, a day already missed stays; writes it unless it is only to be seen (`trial`).
 */
export async function reckonDue(
  db: Db,
  which: { ownerId?: UserId; storeId?: StoreId; dueFrom?: Day; dueUntil?: Day },
  by: {
    today: Day;
    rules: Rules;
    daysOff: (ownerId: UserId, storeId: StoreId) => DaysOff;
    trial?: boolean;
  },
): Promise<Reckoned[]> {
  const { today, rules, daysOff, trial = false } = by;
  const news: Reckoned[] = [];
  for (let after = 0; ;) {
    const rows = await db
      .select(FACTS)
      .from(customers)
      .where(
        and(
          gt(customers.id, after as CustomerId),
          isNotNull(customers.nextDueOn),
          which.ownerId && eq(customers.ownerId, which.ownerId),
          which.storeId && eq(customers.storeId, which.storeId),
          which.dueFrom && gte(customers.nextDueOn, which.dueFrom),
          which.dueUntil && lte(customers.nextDueOn, which.dueUntil),
        ),
      )
      .orderBy(customers.id)
      .limit(CHUNK);
    for (const row of rows) {
      // A light touch is called off by the agreed day when that comes; any other missed day stays.
      if (isMissed(row, today) && row.nextDueWhy !== 'lightTouch') continue;
      const due = nextDue(
        { ...row, createdOn: dayOf(row.createdAt) },
        { today, rules, daysOff: daysOff(row.ownerId, row.storeId) },
      );
      const to = due.kind === 'due' ? due.on : null;
      const standIn = due.kind === 'due' && due.standIn === true;
      if (to === row.nextDueOn && standIn === row.standIn) continue;
      news.push({ id: row.id, ownerId: row.ownerId, from: row.nextDueOn, to });
      if (trial) continue;
      await db
        .update(customers)
        .set({ nextDueOn: to, nextDueWhy: due.kind === 'due' ? due.why : null, standIn })
        .where(eq(customers.id, row.id));
    }
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return news;
    after = last.id;
  }
}
