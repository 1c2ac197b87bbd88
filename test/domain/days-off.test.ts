import { expect, test } from 'vitest';
import {
  type DaysOff,
  isOff,
  NO_DAYS_OFF,
  openDayFrom,
  openDaysLater,
  workDayBefore,
  workDayFrom,
} from '../../src/domain/days-off.ts';
import { addDays, type Day, day } from '../../src/domain/time.ts';

/** A day of April. */
const april = (date: string) => day(`2026-04-${date}`);
const off = (rest: readonly string[], closed: readonly string[]): DaysOff => ({
  rest: new Set<Day>(rest.map(april)),
  closed: new Set<Day>(closed.map(april)),
});

test.each([
  ['09', true],
  ['10', true],
  ['11', false],
  ['08', false],
])('resting on the 9th, closed on the 10th: off on the %sth: %s', (date, expected) => {
  expect(isOff(off(['09'], ['10']), april(date))).toBe(expected);
});

test.each([
  [[], [], '09'],
  // Somebody's rest day does not close the store.
  [['09'], [], '09'],
  [[], ['09'], '10'],
  [[], ['09', '10', '11'], '12'],
  [[], ['10'], '09'],
  [[], ['09', '11'], '10'],
])('resting on %j and closed on %j, the store is open from the 9th on the %sth', (rest, closed, expected) => {
  expect(openDayFrom(off(rest, closed), april('09'))).toBe(april(expected));
});

test.each([
  [[], [], '09'],
  [['09'], [], '10'],
  [[], ['09'], '10'],
  [['09'], ['10'], '11'],
  [['10'], ['09'], '11'],
  [['10', '11'], [], '09'],
])('resting on %j and closed on %j, he works from the 9th on the %sth', (rest, closed, expected) => {
  expect(workDayFrom(off(rest, closed), april('09'))).toBe(april(expected));
});

test.each([
  [[], [], '08'],
  // The day itself is never the answer.
  [['09'], [], '08'],
  [['08'], [], '07'],
  [[], ['08'], '07'],
  [['08'], ['07'], '06'],
  [['06'], [], '08'],
])('resting on %j and closed on %j, the last day he works before the 9th is the %sth', (...row) => {
  const [rest, closed, expected] = row;
  expect(workDayBefore(off(rest, closed), april('09'))).toBe(april(expected));
});

test.each([
  [[], 1, '09'],
  [[], 2, '10'],
  [['09'], 1, '10'],
  [['09'], 2, '11'],
  [['09', '10'], 1, '11'],
  [['10'], 1, '09'],
  [['10'], 2, '11'],
  // Whether the first day itself is closed changes nothing: days are counted from it on.
  [['08'], 1, '09'],
  [['09', '11'], 2, '12'],
])('closed on %j, %i open days after the 8th is the %sth', (closed, days, expected) => {
  expect(openDaysLater(off([], closed), april('08'), days)).toBe(april(expected));
});

test('months and years pass between the days', () => {
  const newYear = { ...NO_DAYS_OFF, closed: new Set([day('2026-12-31'), day('2027-01-01')]) };
  expect(openDayFrom(newYear, day('2026-12-31'))).toBe('2027-01-02');
  expect(workDayBefore(newYear, day('2027-01-02'))).toBe('2026-12-30');
  expect(openDaysLater(newYear, day('2026-12-30'), 1)).toBe('2027-01-02');
});

test('a calendar that was closed for a year by mistake ends the search', () => {
  const year = Array.from({ length: 366 }, (_, n) => addDays(april('01'), n - 183));
  const never: DaysOff = { rest: new Set(), closed: new Set(year) };
  expect(openDayFrom(never, april('08')) >= april('08')).toBe(true);
  expect(workDayFrom(never, april('08')) >= april('08')).toBe(true);
  expect(workDayBefore(never, april('08')) < april('08')).toBe(true);
  expect(openDaysLater(never, april('08'), 2) >= april('08')).toBe(true);
});

// A calendar that is closed for ever would be a mistake: the search ends after sixty days.
test.each([
  [59, 59],
  [60, 60],
  [61, 60],
])('of %i closed days in a row at most %i are gone over', (closed, over) => {
  const from = april('01');
  const days = Array.from({ length: closed }, (_, index) => addDays(from, index));
  const shut = { rest: new Set<Day>(), closed: new Set(days) };
  expect(openDayFrom(shut, from)).toBe(addDays(from, over));
  expect(workDayFrom(shut, from)).toBe(addDays(from, over));
  const before = {
    rest: new Set(Array.from({ length: closed }, (_, index) => addDays(from, -1 - index))),
    closed: new Set<Day>(),
  };
  expect(workDayBefore(before, from)).toBe(addDays(from, -1 - over));
});
