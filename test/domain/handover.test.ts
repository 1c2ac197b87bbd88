import { describe, expect, test } from 'vitest';
import type { Calendar, Due } from '../../src/domain/cadence.ts';
import { NO_DAYS_OFF } from '../../src/domain/days-off.ts';
import type { Grade } from '../../src/domain/grade.ts';
import { shareOut, stagger } from '../../src/domain/handover.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { day, type Day } from '../../src/domain/time.ts';

const graded = (grades: string) =>
  [...grades].map((letter, id) => ({ id, grade: letter === '-' ? null : (letter as Grade) }));

describe('customers are shared out', () => {
  const shares = (grades: string, rules: Parameters<typeof shareOut<{ grade: Grade | null }, string>>[1]) =>
    shareOut(graded(grades), rules).map(({ customer, to }) => `${customer.grade ?? '-'}${to}`);

  test.each([
    ['all to one', 'AB-', [{ to: ['m'] }], ['Am', 'Bm', '-m']],
    ['in turn, of every grade alike', 'AABBC', [{ to: ['l', 'm'] }], ['Al', 'Am', 'Bl', 'Bm', 'Cl']],
    [
      'a grade that is named to one, the rest in turn',
      'AAABB',
      [{ grade: 'A', to: ['l'] }, { to: ['m', 's'] }],
      ['Al', 'Al', 'Al', 'Bm', 'Bs'],
    ],
    ['whom no rule fits stays', 'ABC', [{ grade: 'A', to: ['l'] }], ['Al']],
    ['who has no grade is among the rest', 'A-', [{ grade: 'A', to: ['l'] }, { to: ['m'] }], ['Al', '-m']],
  ] as const)('%s', (_, grades, rules, expected) => {
    expect(shares(grades, rules)).toEqual(expected);
  });
});

describe('the days of who is received', () => {
  const today = day('2026-04-08');
  const calendar = (loadCap: number, rest: Day[] = []): Calendar => ({
    today,
    rules: { ...ruleBook().on(today), loadCap },
    daysOff: { ...NO_DAYS_OFF, rest: new Set(rest) },
  });
  const due = (on: string, why: Extract<Due, { kind: 'due' }>['why'] = 'cadence'): Due => ({
    kind: 'due',
    on: day(on),
    why,
  });
  const moved = (
    received: readonly (readonly [Grade | null, Due])[],
    by: Calendar,
    planned: (on: Day) => number = () => 0,
  ) =>
    stagger(
      received.map(([grade, when], id) => ({ id, grade, due: when })),
      planned,
      by,
    ).map(({ id, to }) => `${id} ${to.slice(5)}`);

  test.each([
    ['who is late comes tomorrow', [['B', due('2026-04-01')]], 25, ['0 04-09']],
    ['who is due today comes tomorrow', [['C', due('2026-04-08')]], 25, ['0 04-09']],
    ['who is due tomorrow keeps his day', [['B', due('2026-04-09')]], 25, []],
    ['A keeps his day, though late', [['A', due('2026-04-01')]], 25, []],
    ['O keeps his day, though late', [['O', due('2026-04-01')]], 25, []],
    ['what was agreed keeps its day', [['B', due('2026-04-08', 'agreed')]], 25, []],
    ['a first call keeps its day', [['B', due('2026-04-08', 'firstCall')]], 25, []],
    [
      'no day gets more than its load',
      [
        ['B', due('2026-04-01')],
        ['B', due('2026-04-01')],
        [null, due('2026-04-01')],
      ],
      2,
      ['0 04-09', '1 04-09', '2 04-10'],
    ],
    [
      'who is not due is put off by a full day as well',
      [
        ['B', due('2026-04-10')],
        ['B', due('2026-04-10')],
      ],
      1,
      ['1 04-11'],
    ],
    [
      'what keeps its day counts as load',
      [
        ['A', due('2026-04-09')],
        ['B', due('2026-04-09')],
      ],
      1,
      ['1 04-10'],
    ],
    ['nobody who is due nowhere is moved', [['B', { kind: 'none', why: 'lostPending' }]], 1, []],
  ] as const)('%s', (_, received, cap, expected) => {
    expect(moved(received, calendar(cap))).toEqual(expected);
  });

  test('a rest day of the new owner is passed over, and so is one that is full already', () => {
    const rests = calendar(2, [day('2026-04-09')]);
    expect(moved([['B', due('2026-04-01')]], rests, (on) => (on === '2026-04-10' ? 2 : 0))).toEqual([
      '0 04-11',
    ]);
    expect(moved([['B', due('2026-04-01')]], rests, (on) => (on === '2026-04-10' ? 1 : 0))).toEqual([
      '0 04-10',
    ]);
  });
});
