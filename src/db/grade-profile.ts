import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { nextDue } from '../domain/cadence.ts';
import type { DaysOff } from '../domain/days-off.ts';
import { type Grade, PROFILE_CHANGED, windowEnd, windowNow } from '../domain/grade.ts';
import { isInUse } from '../domain/grade-profile.ts';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import type { RuleBook } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { type Day, dayOf } from '../domain/time.ts';
import type { Db } from './connect.ts';
import type { Customer } from './customers.ts';
import { customers } from './schema/customers.ts';
import { gradeChanges } from './schema/follow-up.ts';

/** So many rows are in memory at a time. */
const CHUNK = 2_000;

/** Who still has a grade that is none of the profile of that day. */
export async function listOutOfUse(db: Db, book: RuleBook, on: Day): Promise<Customer[]> {
  if (isInUse(book.on(on), 'H')) return [];
  return db.select().from(customers).where(eq(customers.grade, 'H')).orderBy(asc(customers.id));
}

/**
 * Makes everybody an A whose H is none any more, each by a change of his own in the history, with a window of its own
 * and a new day. Done once: afterwards nobody is left. Answers how many there were.
 */
export async function leaveOldGrades(
  db: Db,
  by: {
    book: RuleBook;
    daysOff: (ownerId: UserId, storeId: StoreId) => DaysOff;
    /** Who changed the profile; null when its day has come. */
    who: UserId | null;
    at: Date;
  },
): Promise<number> {
  const { book, daysOff, who, at } = by;
  const today = dayOf(at);
  const rules = book.on(today);
  const leaving = await listOutOfUse(db, book, today);
  let left = 0;
  for (const customer of leaving) {
    const { id, ownerId, storeId, createdAt } = customer;
    const calendar = { today, rules, daysOff: daysOff(ownerId, storeId) };
    const due = nextDue({ ...customer, grade: 'A', createdOn: dayOf(createdAt) }, calendar);
    const changed = await db
      .update(customers)
      .set({
        grade: 'A',
        gradeSetOn: today,
        windowEndsOn: windowEnd(rules, 'A', today) ?? null,
        windowExtendedOn: null,
        nextDueOn: due.kind === 'due' ? due.on : null,
        nextDueWhy: due.kind === 'due' ? due.why : null,
        standIn: due.kind === 'due' && due.standIn === true,
      })
      .where(and(eq(customers.id, id), eq(customers.grade, 'H')))
      .returning({ id: customers.id });
    if (changed.length === 0) continue;
    const moved = { storeId, customerId: id, ownerId, from: 'H', to: 'A' } as const;
    await db.insert(gradeChanges).values({ ...moved, reason: PROFILE_CHANGED, by: who, at });
    left += 1;
  }
  return left;
}

/** Prospects whose window did not begin on the day on which it has to (`domain/grade.ts`, windowNow). */
function withOtherWindow(book: RuleBook, today: Day) {
  const { state, grade, gradeSetOn, windowSince } = customers;
  const changed = book.since('gradeProfile', today) ?? null;
  return and(
    inArray(state, ['open', 'lostPending']),
    inArray(grade, ['H', 'A', 'B', 'C']),
    sql`greatest(${windowSince}, ${gradeSetOn}) <> greatest(${gradeSetOn}, ${changed}::date)`,
  );
}

/** How many windows begin anew if the rules are these from a day on. */
export async function countOtherWindows(db: Db, book: RuleBook, on: Day): Promise<number> {
  return db.$count(customers, withOtherWindow(book, on));
}

/**
 * Begins the windows anew that another profile has given other lengths, or gives them back their old ends when it
 * was taken back; touches nobody else. Answers how many.
 */
export async function reckonWindows(db: Db, book: RuleBook, today: Day): Promise<number> {
  let reckoned = 0;
  for (let after = 0; ;) {
    const rows = await db
      .select({
        id: customers.id,
        grade: sql<Grade>`${customers.grade}`,
        gradeSetOn: sql<Day>`${customers.gradeSetOn}`,
        windowExtendedOn: customers.windowExtendedOn,
      })
      .from(customers)
      .where(and(gt(customers.id, after as CustomerId), withOtherWindow(book, today)))
      .orderBy(customers.id)
      .limit(CHUNK);
    const alike = new Map<
      string,
      { grade: Grade; since: Day | null; endsOn: Day | null; ids: CustomerId[] }
    >();
    for (const row of rows) {
      const { since: began, endsOn = null } = windowNow(row, book, today);
      const since = began === row.gradeSetOn ? null : began;
      const key = [row.grade, since, endsOn].join();
      const group = alike.get(key) ?? { grade: row.grade, since, endsOn, ids: [] };
      group.ids.push(row.id);
      alike.set(key, group);
    }
    for (const { grade, since, endsOn, ids } of alike.values()) {
      const changed = await db
        .update(customers)
        .set({ windowSince: since, windowEndsOn: endsOn })
        // Whoever was graded anew meanwhile has another window already.
        .where(and(inArray(customers.id, ids), eq(customers.grade, grade), withOtherWindow(book, today)))
        .returning({ id: customers.id });
      reckoned += changed.length;
    }
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return reckoned;
    after = last.id;
  }
}
