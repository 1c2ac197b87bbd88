import { expect, test } from 'vitest';
import { closeOfDay, isQuiet, nextPushTime } from '../../src/domain/business-hours.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { clockOf, day, dayOf } from '../../src/domain/time.ts';

const china = (text: string) => new Date(`${text}+08:00`);

const BOOK = ruleBook();
const RULES = BOOK.on(day('2026-04-08'));

test.each([
  ['2026-04-08T00:00:00', '2026-04-08T17:30:00'],
  ['2026-04-08T17:29:59', '2026-04-08T17:30:00'],
  ['2026-04-08T17:30:00', '2026-04-08T17:30:00'],
  ['2026-04-08T23:59:59', '2026-04-08T17:30:00'],
  ['2026-04-09T00:00:00', '2026-04-09T17:30:00'],
])('the store close of %s is %s', (at, close) => {
  expect(closeOfDay(BOOK, china(at))).toEqual(china(close));
});

// D17: push only 08:30-20:30; the last minute belongs to the night.
test.each([
  ['2026-04-08T00:00:00', true, '2026-04-08 08:30'],
  ['2026-04-08T08:29:59', true, '2026-04-08 08:30'],
  ['2026-04-08T08:30:00', false, '2026-04-08 08:30'],
  ['2026-04-08T14:00:00', false, '2026-04-08 14:00'],
  ['2026-04-08T20:29:59', false, '2026-04-08 20:29'],
  ['2026-04-08T20:30:00', true, '2026-04-09 08:30'],
  ['2026-04-08T20:31:00', true, '2026-04-09 08:30'],
  ['2026-04-08T23:59:59', true, '2026-04-09 08:30'],
  ['2026-04-30T21:00:00', true, '2026-05-01 08:30'],
])('%s is quiet: %s, and what is to be said then is said at %s', (at, quiet, pushed) => {
  const time = nextPushTime(RULES, china(at));
  expect([isQuiet(RULES, china(at)), `${dayOf(time)} ${clockOf(time)}`]).toEqual([quiet, pushed]);
});

test('a time outside the quiet hours is kept to the second', () => {
  expect(nextPushTime(RULES, china('2026-04-08T14:00:37'))).toEqual(china('2026-04-08T14:00:37'));
});
