import { describe, expect, test } from 'vitest';
import { type DueReason, type DueToday, smoothLoad } from '../../src/domain/cadence.ts';
import { type DaysOff, NO_DAYS_OFF } from '../../src/domain/days-off.ts';
import type { Grade } from '../../src/domain/grade.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { addDays, type Day, day, daysBetween } from '../../src/domain/time.ts';

const TODAY = day('2026-04-08');
const CAP = 5;
const RULES = { ...ruleBook().on(TODAY), loadCap: CAP };

/** 'A A C C' is the day's work, each due by the cadence; the number is his place in it. */
function dayOf(grades: string, each: Partial<DueToday<string>> = {}): DueToday<string>[] {
  const words = grades.split(' ').filter((word) => word !== '');
  return words.map((grade, place) => ({
    id: `${grade}${place}`,
    grade: grade === '-' ? null : (grade as Grade),
    why: 'cadence',
    isPutOff: false,
    ...each,
  }));
}

interface Later {
  /** Planned on the days after today, the first of them first; nothing where the list ends. */
  planned?: readonly number[];
  daysOff?: DaysOff;
  rules?: Partial<typeof RULES>;
}

const smooth = (due: readonly DueToday<string>[], { planned = [], daysOff, rules }: Later = {}) =>
  smoothLoad(
    { due, count: due.length, planned: (on: Day) => planned[daysBetween(TODAY, on) - 1] ?? 0 },
    { today: TODAY, rules: { ...RULES, ...rules }, daysOff: daysOff ?? NO_DAYS_OFF },
  );

/** How many of each grade were moved: { C: 2 }. */
function moved(due: readonly DueToday<string>[], later?: Later): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { id } of smooth(due, later)) counts[id[0] ?? ''] = (counts[id[0] ?? ''] ?? 0) + 1;
  return counts;
}

describe('who is moved from too full a day', () => {
  test.each([
    ['C C C C', {}],
    ['C C C C C', {}],
    ['C C C C C C', { C: 1 }],
    ['C C C C C C C C', { C: 3 }],
    // C before B, wherever they stand in the list.
    ['B B B B B C', { C: 1 }],
    ['B B B C B B', { C: 1 }],
    ['B B B B B C C', { C: 2 }],
    ['B B B B B B C', { C: 1, B: 1 }],
    ['B B B B B B', { B: 1 }],
    // Never an O or an A, and never somebody who is not graded yet.
    ['A A A A A A A', {}],
    ['O O O O O O', {}],
    ['- - - - - -', {}],
    ['A A A A A A B C', { B: 1, C: 1 }],
    ['O A O A O A O C', { C: 1 }],
  ])('of %s, five being enough: %j', (grades, expected) => {
    expect(moved(dayOf(grades))).toEqual(expected);
  });

  test.each<DueReason>(['firstCall', 'agreed', 'lightTouch', 'care', 'newCard', 'pool'])(
    'nobody who is due for another reason than the cadence: %s',
    (why) => {
      expect(moved(dayOf('C C C B B B', { why }))).toEqual({});
    },
  );

  test('nobody twice', () => {
    const putOff = dayOf('C C C', { isPutOff: true });
    const fresh = dayOf('B B B B').map((each) => ({ ...each, id: `${each.id} fresh` }));
    expect(moved(putOff)).toEqual({});
    expect(moved([...putOff, ...fresh])).toEqual({ B: 2 });
    expect(moved(dayOf('C C C C C C', { isPutOff: true }))).toEqual({});
  });

  test('each at most once in one run, and to a later day', () => {
    const moves = smooth(dayOf('C C C C C C C C B B B B'));
    expect(new Set(moves.map(({ id }) => id)).size).toBe(moves.length);
    expect(moves.every(({ to }) => to > TODAY)).toBe(true);
  });

  test('work beyond the customers shown counts as load too', () => {
    const due = dayOf('C C');
    const load = { due, count: CAP + 1, planned: () => 0 };
    expect(smoothLoad(load, { today: TODAY, rules: RULES, daysOff: NO_DAYS_OFF })).toHaveLength(1);
    const fits = { due, count: CAP, planned: () => 0 };
    expect(smoothLoad(fits, { today: TODAY, rules: RULES, daysOff: NO_DAYS_OFF })).toEqual([]);
  });
});

describe('to which day', () => {
  const after = (days: number) => addDays(TODAY, days);
  const daysTo = (due: readonly DueToday<string>[], later?: Later) =>
    smooth(due, later)
      .map(({ to }) => daysBetween(TODAY, to))
      .toSorted();

  test.each([
    // Six C, one too many.
    ['C C C C C C', [0], [1]],
    ['C C C C C C', [4], [1]],
    ['C C C C C C', [5], [2]],
    ['C C C C C C', [9, 5], [3]],
    ['C C C C C C', [5, 5, 4], [3]],
    // A C is put off for three days at most, a B for two: who finds no room stays.
    ['C C C C C C', [5, 5, 5], []],
    ['B B B B B B', [5], [2]],
    ['B B B B B B', [5, 4], [2]],
    ['B B B B B B', [5, 5], []],
    // What this run moves counts too.
    ['C C C C C C C C', [3], [1, 1, 2]],
    ['C C C C C C C C', [4, 4, 4], [1, 2, 3]],
    ['C C C C C C C C', [4, 4, 5], [1, 2]],
    ['A A A A A C B B', [4, 4, 4], [1, 2]],
  ])('%s with %j planned on the days after: %j', (grades, planned, expected) => {
    expect(daysTo(dayOf(grades), { planned })).toEqual(expected);
  });

  test('a C without room does not keep a B from moving', () => {
    const full = { planned: [5, 4, 5], rules: { loadDaysC: 1 } };
    expect(moved(dayOf('A A A A C B'), full)).toEqual({ B: 1 });
  });

  test.each<[string, DaysOff, number]>([
    ['rests', { rest: new Set([after(1)]), closed: new Set() }, 2],
    ['has a closed store', { rest: new Set(), closed: new Set([after(1)]) }, 2],
    ['rests and then has a closed store', { rest: new Set([after(1)]), closed: new Set([after(2)]) }, 3],
    ['rests only the day after', { rest: new Set([after(2)]), closed: new Set() }, 1],
  ])('not to a day on which he %s', (_, daysOff, expected) => {
    expect(daysTo(dayOf('C C C C C C'), { daysOff })).toEqual([expected]);
  });

  test.each([
    ['loadDaysC', 'C C C C C C'],
    ['loadDaysB', 'B B B B B B'],
  ] as const)('nobody is moved where the rule %s is 0', (key, grades) => {
    expect(moved(dayOf(grades), { rules: { [key]: 0 } })).toEqual({});
  });
});
