import { and, eq, gte, inArray, isNull, or } from 'drizzle-orm';
import type { DaysOff } from '../domain/days-off.ts';
import type { StoreId } from '../domain/ids.ts';
import { type RuleBook, ruleBook, type RuleChange } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { addDays, type Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { closedDays, restDays, ruleChanges } from './schema/rules.ts';

/** The numbers of all rules on any day. */
export async function readRules(db: Db): Promise<RuleBook> {
  const { key, value, since } = ruleChanges;
  return ruleBook(await db.select({ key, value, since }).from(ruleChanges).orderBy(ruleChanges.id));
}

export async function addRuleChange(db: Db, change: RuleChange & { by: UserId; at: Date }): Promise<void> {
  await db.insert(ruleChanges).values(change);
}

/** What was changed and by whom, in the order it was. */
export function listRuleChanges(db: Db) {
  return db.select().from(ruleChanges).orderBy(ruleChanges.id);
}

/** What days off have moved is still asked about months later. */
const LOOK_BACK_DAYS = 100;

/** Somebody's rest days and his store's closed days, those of the last months included. */
export async function readDaysOff(db: Db, userId: UserId, storeId: StoreId, today: Day): Promise<DaysOff> {
  const since = addDays(today, -LOOK_BACK_DAYS);
  const [rest, closed] = await Promise.all([
    db
      .select({ on: restDays.on })
      .from(restDays)
      .where(and(eq(restDays.userId, userId), gte(restDays.on, since))),
    db
      .select({ on: closedDays.on })
      .from(closedDays)
      .where(and(or(isNull(closedDays.storeId), eq(closedDays.storeId, storeId)), gte(closedDays.on, since))),
  ]);
  return { rest: new Set(rest.map(({ on }) => on)), closed: new Set(closed.map(({ on }) => on)) };
}

/** Everybody's days off, for jobs: whose, of which store, those of the last months included. */
export async function readAllDaysOff(
  db: Db,
  today: Day,
): Promise<(userId: UserId, storeId: StoreId) => DaysOff> {
  const since = addDays(today, -LOOK_BACK_DAYS);
  const [rest, closed] = await Promise.all([
    db.select().from(restDays).where(gte(restDays.on, since)),
    db.select().from(closedDays).where(gte(closedDays.on, since)),
  ]);
  const resting = new Map<UserId, Set<Day>>();
  for (const { userId, on } of rest) resting.set(userId, (resting.get(userId) ?? new Set()).add(on));
  const closedIn = new Map<StoreId, Set<Day>>();
  return (userId, storeId) => {
    const known =
      closedIn.get(storeId) ??
      new Set(closed.filter((row) => row.storeId === null || row.storeId === storeId).map(({ on }) => on));
    closedIn.set(storeId, known);
    return { rest: resting.get(userId) ?? NOTHING, closed: known };
  };
}

const NOTHING: ReadonlySet<Day> = new Set();

/** Who rests on a day, and who stands in for each. */
export function listResting(db: Db, on: Day) {
  return db
    .select({ userId: restDays.userId, delegateId: restDays.delegateId })
    .from(restDays)
    .where(eq(restDays.on, on));
}

/** Somebody's rest days from a day on, and who stands in for him. */
export function listRestDays(db: Db, userId: UserId, from: Day) {
  return db
    .select({ on: restDays.on, delegateId: restDays.delegateId })
    .from(restDays)
    .where(and(eq(restDays.userId, userId), gte(restDays.on, from)))
    .orderBy(restDays.on);
}

/** Notes rest days and answers them; without a new stand-in the one who was named before stays. */
export async function addRestDays(
  db: Db,
  days: readonly Day[],
  who: { userId: UserId; delegateId: UserId | null; by: UserId; at: Date },
): Promise<{ on: Day; delegateId: UserId | null }[]> {
  const { delegateId, by, at } = who;
  const noted = [];
  for (const on of days) {
    const [day] = await db
      .insert(restDays)
      .values({ ...who, on })
      .onConflictDoUpdate({
        target: [restDays.userId, restDays.on],
        set: { by, at, ...(delegateId !== null && { delegateId }) },
      })
      .returning({ on: restDays.on, delegateId: restDays.delegateId });
    if (day) noted.push(day);
  }
  return noted;
}

/** Answers which of the days had been noted, and who was to stand in. */
export function dropRestDays(db: Db, userId: UserId, days: readonly Day[]) {
  return db
    .delete(restDays)
    .where(and(eq(restDays.userId, userId), inArray(restDays.on, [...days])))
    .returning({ on: restDays.on, delegateId: restDays.delegateId });
}

export async function addClosedDays(
  db: Db,
  days: readonly Day[],
  what: { storeId: StoreId | null; reason: string | null; by: UserId; at: Date },
): Promise<void> {
  for (const on of days) {
    await db
      .insert(closedDays)
      .values({ ...what, on })
      .onConflictDoNothing();
  }
}
