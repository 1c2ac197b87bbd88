import { expect, test } from 'vitest';
import {
  addDays,
  addMinutes,
  addMonths,
  clockOf,
  day,
  dayOf,
  daysBetween,
  formatDay,
  instantOf,
  isDay,
  monthStart,
  weekday,
  weekStart,
} from '../../src/domain/time.ts';

test.each([
  ['2026-04-08T15:59:59.999Z', '2026-04-08', '23:59'],
  ['2026-04-08T16:00:00.000Z', '2026-04-09', '00:00'],
  ['2025-12-31T15:59:59.999Z', '2025-12-31', '23:59'],
  ['2025-12-31T16:00:00.000Z', '2026-01-01', '00:00'],
  // Daylight saving elsewhere in the world: China keeps UTC+8 in summer too.
  ['2026-07-15T04:00:00.000Z', '2026-07-15', '12:00'],
])('%s is %s %s in China', (instant, on, clock) => {
  expect([dayOf(new Date(instant)), clockOf(new Date(instant))]).toEqual([on, clock]);
});

test.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2028-02-29', true],
  ['2026-04-30', true],
  ['2026-04-31', false],
  ['2026-12-31', true],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-01-00', false],
  ['2026-4-8', false],
  ['2026-04-08T00:00', false],
  ['20260408', false],
  ['', false],
])('%j is a day of the calendar: %s', (text, known) => {
  expect(isDay(text)).toBe(known);
  if (known) expect(day(text)).toBe(text);
  else expect(() => day(text)).toThrow(RangeError);
});

test('a time of a day in China is the instant at which clocks there show it', () => {
  const instant = instantOf(day('2026-04-09'), '00:30');
  expect(instant.toISOString()).toBe('2026-04-08T16:30:00.000Z');
  expect([dayOf(instant), clockOf(instant)]).toEqual(['2026-04-09', '00:30']);
  expect(clockOf(addMinutes(instant, -31))).toBe('23:59');
  expect(dayOf(addMinutes(instant, -31))).toBe('2026-04-08');
});

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-03-01', -1, '2026-02-28'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-04-08', 0, '2026-04-08'],
  ['2026-04-08', 365, '2027-04-08'],
])('%s and %i days is %s', (from, days, to) => {
  expect(addDays(day(from), days)).toBe(to);
  expect(daysBetween(day(from), day(to))).toBe(days);
});

test.each([
  ['2026-01-28', 1, '2026-02-28'],
  ['2026-01-29', 1, '2026-02-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-03-31', 1, '2026-04-30'],
  ['2026-04-30', 1, '2026-05-30'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2026-12-31', 1, '2027-01-31'],
  ['2026-04-08', 1, '2026-05-08'],
])('%s and %i months is %s', (from, months, to) => {
  expect(addMonths(day(from), months)).toBe(to);
});

test.each([
  ['2026-04-05', 7, '2026-03-30'],
  ['2026-04-06', 1, '2026-04-06'],
  ['2026-04-08', 3, '2026-04-06'],
  ['2026-04-12', 7, '2026-04-06'],
  ['2026-04-13', 1, '2026-04-13'],
  ['2026-01-01', 4, '2025-12-29'],
])('%s is day %i of the week that began on %s', (on, number, monday) => {
  expect([weekday(day(on)), weekStart(day(on))]).toEqual([number, monday]);
});

test.each([
  ['2026-04-01', '2026-04-01'],
  ['2026-04-30', '2026-04-01'],
  ['2026-05-01', '2026-05-01'],
])('the month of %s began on %s', (on, first) => {
  expect(monthStart(day(on))).toBe(first);
});

test.each([
  ['2026-04-11', '4/11周六'],
  ['2026-04-12', '4/12周日'],
  ['2026-10-01', '10/1周四'],
])('%s is said as %s', (on, said) => {
  expect(formatDay(day(on))).toBe(said);
});
