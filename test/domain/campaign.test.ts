import { describe, expect, test } from 'vitest';
import {
  type Alike,
  callingDays,
  campaignDates,
  dailyBatch,
  overseersOf,
  progressOf,
} from '../../src/domain/campaign.ts';
import { type DaysOff, NO_DAYS_OFF } from '../../src/domain/days-off.ts';
import type { StoreId } from '../../src/domain/ids.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addDays, type Day, day } from '../../src/domain/time.ts';

const rules = ruleBook().on(day('2026-04-08'));
const april = (date: number) => addDays(day('2026-03-31'), date);
const resting = (...days: Day[]): DaysOff => ({ rest: new Set(days), closed: new Set() });

describe('the days of a campaign', () => {
  test.each([
    ['2026-04-08', {}, '2026-04-12', '2026-04-11', '2026-04-23'],
    ['2026-04-12', {}, '2026-04-12', '2026-04-15', '2026-04-23'],
    ['2026-04-13', {}, '2026-05-12', '2026-04-16', '2026-05-23'],
    ['2026-12-13', {}, '2027-01-12', '2026-12-16', '2027-01-23'],
    ['2026-01-31', {}, '2026-02-12', '2026-02-03', '2026-02-23'],
    ['2026-04-08', { collectBy: day('2026-04-22') }, '2026-04-22', '2026-04-11', '2026-04-23'],
    ['2026-04-08', { collectBy: day('2026-04-23') }, '2026-04-23', '2026-04-11', '2026-05-23'],
    [
      '2026-04-08',
      { formsBy: day('2026-04-15'), endsOn: day('2026-04-20') },
      '2026-04-12',
      '2026-04-15',
      '2026-04-20',
    ],
  ] as const)('begun on %s with %o: collected by %s, forms by %s, done by %s', (today, said, ...expected) => {
    const { startsOn, collectBy, formsBy, endsOn } = campaignDates(said, day(today), rules);
    expect([startsOn, collectBy, formsBy, endsOn]).toEqual([today, ...expected]);
  });

  test.each([
    ['ten days', NO_DAYS_OFF, april(23), [13, 14, 15, 16, 17, 18, 19, 20, 21, 22]],
    ['ten working days', resting(april(14)), april(23), [13, 15, 16, 17, 18, 19, 20, 21, 22, 23]],
    ['none after the end', resting(april(14), april(20)), april(23), [13, 15, 16, 17, 18, 19, 21, 22, 23]],
    [
      'none when the store is closed',
      { rest: new Set<Day>(), closed: new Set([april(13)]) },
      april(15),
      [14, 15],
    ],
    ['none at all', resting(april(13)), april(13), []],
  ] as const)('are called on %s, from the day after all is collected', (_, off, endsOn, expected) => {
    expect(callingDays({ collectBy: april(12), endsOn }, off, rules)).toEqual(expected.map(april));
  });
});

describe('the batch of a day', () => {
  const days = [13, 14, 15, 16].map(april);
  const waiting = (count: number, due: (index: number) => Day | null = () => null) =>
    Array.from({ length: count }, (_, id) => ({ id, nextDueOn: due(id), nextDueWhy: 'cadence' }));
  const batch = (count: number, today: Day, reachedToday = 0, daysOff = NO_DAYS_OFF) =>
    dailyBatch(waiting(count), { today, days, daysOff, reachedToday }).length;

  test.each([
    ['before the first calling day nobody', 8, april(12), 0],
    ['an equal share of four days', 8, april(13), 2],
    ['rounded up', 9, april(13), 3],
    ['what is left of fewer days', 9, april(15), 5],
    ['everybody on the last day', 9, april(16), 9],
    ['everybody after it', 9, april(17), 9],
    ['nobody when all are reached', 0, april(13), 0],
  ] as const)('%s', (_, count, today, expected) => {
    expect(batch(count, today)).toBe(expected);
  });

  test.each([
    [8, 0, 2],
    [8, 1, 2],
    [7, 1, 1],
    [6, 2, 0],
    [5, 3, 0],
  ])('of %i left with %i reached today %i are still to be called', (left, reached, expected) => {
    expect(batch(left, april(13), reached)).toBe(expected);
  });

  test('nobody on a day off, and the other days have more', () => {
    expect(batch(8, april(14), 0, resting(april(14)))).toBe(0);
    const off = resting(april(14));
    const three = days.filter((on) => on !== april(14));
    expect(
      dailyBatch(waiting(8), { today: april(13), days: three, daysOff: off, reachedToday: 0 }),
    ).toHaveLength(3);
  });

  test('those due soonest come first, those without a day last', () => {
    const one = waiting(4, (id) => (id === 0 ? null : april(20 - id)));
    const first = dailyBatch(one, { today: april(15), days, daysOff: NO_DAYS_OFF, reachedToday: 0 });
    expect(first.map(({ id }) => id)).toEqual([3, 2]);
  });

  test.each([
    ['on a calling day to come', april(14), 'agreed', 0],
    ['on the last one', april(16), 'agreed', 0],
    ['today', april(13), 'agreed', 1],
    ['after all calling days', april(17), 'agreed', 1],
    ['by cadence only', april(14), 'cadence', 1],
  ] as const)('who is due %s is left for it or not', (_, nextDueOn, nextDueWhy, expected) => {
    const one = [{ nextDueOn, nextDueWhy }];
    expect(dailyBatch(one, { today: april(13), days, daysOff: NO_DAYS_OFF, reachedToday: 0 })).toHaveLength(
      expected,
    );
  });

  test('over all days everybody is called once, whoever is not reached again on the last', () => {
    let left = waiting(10);
    const sizes = days.map((today) => {
      const called = dailyBatch(left, { today, days, daysOff: NO_DAYS_OFF, reachedToday: 0 });
      left = left.filter((each) => !called.includes(each));
      return called.length;
    });
    expect([sizes, left]).toEqual([[3, 3, 2, 2], []]);
  });
});

describe('the progress', () => {
  const LIU = 'liu' as UserId;
  const NONE = {
    total: 0,
    reached: 0,
    graded: 0,
    complete: 0,
    recalled: 0,
    toCall: 0,
    thin: 0,
    ungraded: 0,
    settled: 0,
  };
  const row = (known: Partial<Alike>): Alike => ({
    ...NONE,
    personId: LIU,
    gradeBefore: 'B',
    grade: 'B',
    ...known,
  });

  test('adds up who is alike, and tells what became of the grades of those evaluated', () => {
    const progress = progressOf([
      row({ total: 5, reached: 4, graded: 3, complete: 2, toCall: 1, thin: 3 }),
      row({ grade: 'A', total: 2, reached: 2, graded: 2 }),
      row({ grade: 'C', total: 1, reached: 1, graded: 1 }),
      row({ gradeBefore: null, grade: 'C', total: 4, reached: 1, graded: 1, ungraded: 0 }),
      row({ grade: null, total: 2, recalled: 1, settled: 1 }),
    ]);
    expect(progress).toEqual({
      total: 14,
      reached: 8,
      graded: 7,
      complete: 2,
      recalled: 1,
      toCall: 1,
      thin: 3,
      ungraded: 0,
      settled: 1,
      same: 3,
      up: 2,
      down: 1,
      first: 1,
    });
  });
});

describe('who is told', () => {
  const person = (
    userId: string,
    role: 'supervisor' | 'salesManager' | 'generalManager',
    store?: number,
  ) => ({
    userId: userId as UserId,
    roles: [role],
    storeIds: store === undefined ? [] : [store as StoreId],
    directLeaders: [],
  });
  const zhou = person('zhou', 'supervisor', 2);
  const wu = person('wu', 'supervisor', 3);
  const manager = person('manager', 'salesManager');
  const boss = person('boss', 'generalManager');
  const told = (people: (typeof zhou)[], by: string, what: 'milestone' | 'beginningOrEnd') =>
    overseersOf(people, { storeId: 2 as StoreId, by: by as UserId }, what);

  test.each([
    [
      'of what is missing the supervisor of the store and the manager',
      [zhou, wu, manager, boss],
      'manager',
      'milestone',
      'zhou manager',
    ],
    [
      'of its end the general manager too',
      [zhou, wu, manager, boss],
      'manager',
      'beginningOrEnd',
      'zhou manager boss',
    ],
    ['the general manager who started it', [zhou, manager, boss], 'boss', 'milestone', 'zhou manager boss'],
    ['the general manager where there is no other', [boss], 'gone', 'milestone', 'boss'],
  ] as const)('%s', (_, people, by, what, expected) => {
    expect(told([...people], by, what).join(' ')).toBe(expected);
  });
});
