import { describe, expect, test } from 'vitest';
import { batchDays, countedSince, recallStep, warningDays } from '../../src/domain/recall.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { addDays, day, type Day } from '../../src/domain/time.ts';

const MARCH_1 = day('2026-03-01');
const rules = ruleBook().on(MARCH_1);
const after = (...days: number[]) => days.map((each) => addDays(MARCH_1, each));

describe('the days without a call are counted from', () => {
  const since = (known: Partial<Parameters<typeof countedSince>[0]>) =>
    countedSince(
      { createdOn: MARCH_1, lastEffectiveOn: null, attempts: [], freshFrom: null, ...known },
      rules,
    );

  test.each([
    ['the day of the card while nobody was reached', {}, 0],
    ['the last effective contact', { lastEffectiveOn: addDays(MARCH_1, 5) }, 5],
    ['the same, if it was tried twice since', { attempts: after(10, 11) }, 0],
    ['the third attempt', { attempts: after(10, 11, 12) }, 12],
    ['the same, if all three were on one day', { attempts: after(10, 10, 10) }, 0],
    ['the third on the second day', { attempts: after(10, 10, 11) }, 11],
    ['the last of two series', { attempts: after(10, 10, 11, 20, 20, 21) }, 21],
    [
      'the second series, whatever is tried after it',
      { attempts: after(10, 10, 11, 20, 20, 21, 30, 30, 31) },
      21,
    ],
    ['the day he came into these hands, when that is later', { freshFrom: addDays(MARCH_1, 9) }, 9],
    [
      'the last contact, when that is later',
      { lastEffectiveOn: addDays(MARCH_1, 12), freshFrom: addDays(MARCH_1, 9) },
      12,
    ],
  ] as const)('%s', (_, known, days) => {
    expect(since(known)).toBe(addDays(MARCH_1, days));
  });
});

describe('who is not called', () => {
  const step = (days: number, warned: readonly (readonly [number, number])[]) => {
    const made = recallStep(
      {
        since: MARCH_1,
        today: addDays(MARCH_1, days),
        warned: warned.map(([level, on]) => ({ level, on: addDays(MARCH_1, on) })),
      },
      rules,
    );
    return made.kind === 'warn' ? made.level : made.kind;
  };
  const ALL = [
    [1, 20],
    [2, 25],
    [3, 29],
  ] as const;

  test.each([
    [19, [], 'none'],
    [20, [], 1],
    [24, [[1, 20]], 'none'],
    [25, [[1, 20]], 2],
    [28, ALL.slice(0, 2), 'none'],
    [29, ALL.slice(0, 2), 3],
    [29, ALL, 'none'],
    [30, ALL, 'announce'],
    [45, ALL, 'announce'],
  ] as const)('after %i days, warned %j: %s', (days, warned, expected) => {
    expect(step(days, warned)).toBe(expected);
  });

  test.each([
    [180, [20, 25, 29]],
    [30, [20, 25, 29]],
    [29, [20, 25, 28]],
    [27, [20, 25, 26]],
    [26, [20, 24, 25]],
    [23, [20, 21, 22]],
    [22, [19, 20, 21]],
    [7, [4, 5, 6]],
  ])('is warned within a term of %i days on days %j', (recallDays, days) => {
    expect(warningDays({ ...rules, recallDays })).toEqual(days);
  });

  test('has all three warnings before the announcement, one a day, however long the bot was down', () => {
    expect(step(40, [])).toBe(1);
    expect(step(40, [[1, 40]])).toBe('none');
    expect(step(41, [[1, 40]])).toBe(2);
    expect(
      step(42, [
        [1, 40],
        [2, 41],
      ]),
    ).toBe(3);
    expect(
      step(42, [
        [1, 40],
        [2, 41],
        [3, 42],
      ]),
    ).toBe('none');
    expect(
      step(43, [
        [1, 40],
        [2, 41],
        [3, 42],
      ]),
    ).toBe('announce');
  });
});

describe('the batches of those taken back', () => {
  const days = (count: number) => Array.from({ length: count }, (_, index) => addDays(MARCH_1, index));
  const sizes = (count: number, over: number, planned: (on: Day) => number = () => 0) => {
    const made = batchDays(count, days(over), planned);
    return days(over).map((on) => made.filter((each) => each === on).length);
  };

  test.each([
    [1, 3, [1, 0, 0]],
    [3, 3, [1, 1, 1]],
    [4, 3, [2, 2, 0]],
    [5, 3, [2, 2, 1]],
    [6, 3, [2, 2, 2]],
    [0, 3, [0, 0, 0]],
  ])('%i over %i days', (count, over, expected) => {
    expect(sizes(count, over)).toEqual(expected);
  });

  test('fill up what is planned already, and nobody is left without a day', () => {
    expect(sizes(3, 3, (on) => (on === MARCH_1 ? 2 : 0))).toEqual([0, 2, 1]);
    expect(sizes(1, 3, (on) => (on === MARCH_1 ? 9 : 0))).toEqual([0, 1, 0]);
  });
});
