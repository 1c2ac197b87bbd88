import { type DaysOff, openDayFrom } from './days-off.ts';
import type { Rules } from './rules.ts';
import { addDays, type Day } from './time.ts';

/** So often another person looks again at somebody lost; after that he is no customer any more (D35). */
export const REVISITS = 3;

/** The days on which he is looked at again, none of them one on which the store is closed (D34). */
export function revisitDays(lostOn: Day, rules: Rules, daysOff: Pick<DaysOff, 'closed'>): Day[] {
  const { revisitFirst, revisitSecond, revisitThird } = rules;
  return [revisitFirst, revisitSecond, revisitThird]
    .toSorted((a, b) => a - b)
    .map((days) => openDayFrom({ rest: new Set(), closed: daysOff.closed }, addDays(lostOn, days)));
}

/** Whether an approved loss is shown to the manager for a look: always the same ones, by their number (D34). */
export function isSampled(applicationId: number, { lostSample }: Rules): boolean {
  // Steps of 37 visit every remainder of 100 before any comes again, and neighbours lie far apart.
  return (applicationId * 37) % 100 < lostSample;
}
