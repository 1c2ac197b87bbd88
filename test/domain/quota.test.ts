import { describe, expect, test } from 'vitest';
import type { Grade } from '../../src/domain/grade.ts';
import { daysOwed, monthOf, periodOf, quotaOf, weekOf } from '../../src/domain/quota.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { day } from '../../src/domain/time.ts';

const WEDNESDAY = day('2026-04-08');
const DECK = ruleBook().on(WEDNESDAY);
const TRADE = ruleBook([{ key: 'gradeProfile', value: 1, since: WEDNESDAY }]).on(WEDNESDAY);
const with_ = (key: 'gapA' | 'gapB' | 'gapC', value: number) =>
  ruleBook([{ key, value, since: WEDNESDAY }]).on(WEDNESDAY);

test.each([
  ['2026-04-06', '2026-04-06', '2026-04-12'],
  ['2026-04-12', '2026-04-06', '2026-04-12'],
  ['2026-04-13', '2026-04-13', '2026-04-19'],
])('the week of %s is %s to %s', (on, since, until) => {
  expect(weekOf(day(on))).toEqual({ kind: 'week', since, until });
});

test.each([
  ['2026-02-28', '2026-02-01', '2026-02-28'],
  ['2028-02-01', '2028-02-01', '2028-02-29'],
  ['2026-12-31', '2026-12-01', '2026-12-31'],
])('the month of %s is %s to %s', (on, since, until) => {
  expect(monthOf(day(on))).toEqual({ kind: 'month', since, until });
});

test.each<[Grade, 'week' | 'month']>([
  ['O', 'week'],
  ['H', 'week'],
  ['A', 'week'],
  ['B', 'week'],
  ['C', 'month'],
])('%s is counted by the %s (D5)', (grade, kind) => {
  expect(periodOf(TRADE, grade, WEDNESDAY).kind).toBe(kind);
});

test('what a manager makes rarer than once a week is counted by the month', () => {
  expect(periodOf(with_('gapB', 7), 'B', WEDNESDAY).kind).toBe('week');
  expect(periodOf(with_('gapB', 8), 'B', WEDNESDAY).kind).toBe('month');
  expect(daysOwed(with_('gapB', 10), 'B', null, monthOf(WEDNESDAY))).toBe(3);
});

describe('owed of a whole period', () => {
  test.each([
    [DECK, 'O', WEDNESDAY, 1],
    [DECK, 'A', WEDNESDAY, 2],
    [DECK, 'B', WEDNESDAY, 1],
    [DECK, 'C', WEDNESDAY, 2],
    [DECK, 'C', day('2026-02-01'), 2],
    [DECK, 'C', day('2026-05-01'), 2],
    [TRADE, 'H', WEDNESDAY, 7],
    [TRADE, 'A', WEDNESDAY, 2],
    [TRADE, 'C', WEDNESDAY, 2],
    // 15 days go into 28 once only.
    [TRADE, 'C', day('2026-02-01'), 1],
    [with_('gapA', 2), 'A', WEDNESDAY, 3],
    [with_('gapC', 90), 'C', WEDNESDAY, 0],
  ] as const)('(%#)', (rules, grade, on, owed) => {
    expect(daysOwed(rules, grade, null, periodOf(rules, grade, on))).toBe(owed);
  });
});

// The week of 6 April, a Monday.
test.each([
  ['A', '2026-04-05', 2],
  ['A', '2026-04-06', 2],
  // The worked example: graded on Wednesday, two owed; from Thursday on one.
  ['A', '2026-04-08', 2],
  ['A', '2026-04-09', 1],
  ['A', '2026-04-12', 1],
  ['A', '2026-04-13', 0],
  ['B', '2026-04-08', 1],
  ['B', '2026-04-12', 1],
  ['O', '2026-04-12', 1],
  // Never more than days are left.
  ['H', '2026-04-06', 7],
  ['H', '2026-04-07', 6],
  ['H', '2026-04-08', 5],
  ['H', '2026-04-09', 4],
  ['H', '2026-04-12', 1],
] as const)('a %s graded on %s owes %i in that week', (grade, gradedOn, owed) => {
  expect(daysOwed(TRADE, grade, day(gradedOn), weekOf(WEDNESDAY))).toBe(owed);
});

test.each([
  ['2026-03-31', 2],
  ['2026-04-15', 2],
  ['2026-04-16', 1],
  ['2026-04-30', 1],
  ['2026-05-01', 0],
])('a C graded on %s owes %i in April', (gradedOn, owed) => {
  expect(daysOwed(DECK, 'C', day(gradedOn), monthOf(WEDNESDAY))).toBe(owed);
});

describe('the sum', () => {
  const week = weekOf(WEDNESDAY);
  test('counts nobody for more than he owes, and each grade in its own period', () => {
    const met = [
      { grade: 'A', gradedOn: null, days: 5, customers: 1 },
      { grade: 'A', gradedOn: null, days: 1, customers: 2 },
      { grade: 'B', gradedOn: null, days: 0, customers: 3 },
      { grade: 'C', gradedOn: null, days: 1, customers: 4 },
    ] as const;
    expect(quotaOf(DECK, met, week)).toEqual({ owed: 2 + 4 + 3, done: 2 + 2 });
    expect(quotaOf(DECK, met, monthOf(WEDNESDAY))).toEqual({ owed: 8, done: 4 });
  });

  test('of nobody is nothing', () => {
    expect(quotaOf(DECK, [], week)).toEqual({ owed: 0, done: 0 });
  });
});
