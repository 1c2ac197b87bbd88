import { addDays, type Day } from './time.ts';

/** Days on which somebody does not work, and days on which his store is closed to customers. */
export interface DaysOff {
  rest: ReadonlySet<Day>;
  closed: ReadonlySet<Day>;
}

export const NO_DAYS_OFF: DaysOff = { rest: new Set(), closed: new Set() };

/** A holiday longer than this would be a mistake in the calendar; it bounds the search for the next open day. */
const LONGEST_CLOSURE = 60;

export function isOff({ rest, closed }: DaysOff, on: Day): boolean {
  return rest.has(on) || closed.has(on);
}

/** The first day from `from` on, itself included, on which the store is open. */
export function openDayFrom({ closed }: DaysOff, from: Day): Day {
  let on = from;
  for (let tried = 0; closed.has(on) && tried < LONGEST_CLOSURE; tried += 1) on = addDays(on, 1);
  return on;
}

/** The first day from `from` on, itself included, on which he works. */
export function workDayFrom(off: DaysOff, from: Day): Day {
  let on = from;
  for (let tried = 0; isOff(off, on) && tried < LONGEST_CLOSURE; tried += 1) on = addDays(on, 1);
  return on;
}

/** The last day before `before` on which he works and the store is open. */
export function workDayBefore(off: DaysOff, before: Day): Day {
  let on = addDays(before, -1);
  for (let tried = 0; isOff(off, on) && tried < LONGEST_CLOSURE; tried += 1) on = addDays(on, -1);
  return on;
}

/** The day on which so many open days of the store have passed since `from`. */
export function openDaysLater(off: Pick<DaysOff, 'closed'>, from: Day, days: number): Day {
  let on = from;
  for (let passed = 0; passed < days; passed += 1) {
    on = openDayFrom({ rest: new Set(), closed: off.closed }, addDays(on, 1));
  }
  return on;
}
