import { expect, test } from 'vitest';
import { NO_DAYS_OFF } from '../../src/domain/days-off.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import {
  byCloseOf,
  decidedWithin,
  firstCallClock,
  formatDeadline,
  noShowAt,
  soonAfter,
  toldMorningAfter,
  urgentAfter,
} from '../../src/domain/steps.ts';
import { type Day, clockOf, day, dayOf } from '../../src/domain/time.ts';

const BOOK = ruleBook();
const china = (text: string) => new Date(`${text}:00+08:00`);
const shown = (at: Date) => `${dayOf(at)} ${clockOf(at)}`;

// D13: card 30 minutes, text 60, supervisor at two hours or at store close, never before the work is due.
test.each([
  ['cardMinutes', '2026-04-08T15:10', '2026-04-08 15:40', '2026-04-08 17:10'],
  ['textMinutes', '2026-04-08T15:10', '2026-04-08 16:10', '2026-04-08 17:10'],
  ['gradeMinutes', '2026-04-08T15:10', '2026-04-08 15:40', '2026-04-08 17:10'],
  ['textMinutes', '2026-04-08T15:29', '2026-04-08 16:29', '2026-04-08 17:29'],
  ['textMinutes', '2026-04-08T15:30', '2026-04-08 16:30', '2026-04-08 17:30'],
  ['textMinutes', '2026-04-08T15:31', '2026-04-08 16:31', '2026-04-08 17:30'],
  ['textMinutes', '2026-04-08T16:30', '2026-04-08 17:30', '2026-04-08 17:30'],
  ['textMinutes', '2026-04-08T16:31', '2026-04-08 17:31', '2026-04-08 17:31'],
  ['cardMinutes', '2026-04-08T17:00', '2026-04-08 17:30', '2026-04-08 17:30'],
  ['cardMinutes', '2026-04-08T17:01', '2026-04-08 17:31', '2026-04-08 17:31'],
] as const)('%s from %s on: due at %s, told at %s', (work, start, due, told) => {
  const { nudgeAt, dueAt, alertAt } = soonAfter(BOOK, china(start), work);
  expect([shown(dueAt), shown(nudgeAt), shown(alertAt)]).toEqual([due, due, told]);
});

test('nobody is told before the work is due, at whatever minute of the day it began', () => {
  for (let minute = 0; minute < 24 * 60; minute++) {
    const start = new Date(china('2026-04-08T00:00').getTime() + minute * 60_000);
    for (const work of ['cardMinutes', 'textMinutes', 'gradeMinutes'] as const) {
      const { nudgeAt, dueAt, alertAt } = soonAfter(BOOK, start, work);
      expect(alertAt >= dueAt && dueAt >= nudgeAt && nudgeAt > start, `${work} from ${shown(start)}`).toBe(
        true,
      );
    }
  }
});

test('a shorter limit that a manager set holds from its day on', () => {
  const book = ruleBook([{ key: 'cardMinutes', value: 20, since: day('2026-04-09') }]);
  expect(shown(soonAfter(book, china('2026-04-08T15:10'), 'cardMinutes').dueAt)).toBe('2026-04-08 15:40');
  expect(shown(soonAfter(book, china('2026-04-09T15:10'), 'cardMinutes').dueAt)).toBe('2026-04-09 15:30');
});

// D34, D32, D28: a day to decide; whoever is above hears of it at the close of the day on which it is over.
test.each([
  ['lostDecisionHours', '2026-04-08T14:00', '2026-04-09 14:00', '2026-04-09 17:30'],
  ['ownerHours', '2026-04-08T17:30', '2026-04-09 17:30', '2026-04-09 17:30'],
  ['cancelDecisionHours', '2026-04-08T17:31', '2026-04-09 17:31', '2026-04-09 17:31'],
  ['cancelDecisionHours', '2026-04-08T09:00', '2026-04-09 09:00', '2026-04-09 17:30'],
] as const)('%s from %s on: due at %s, told at %s', (work, start, due, told) => {
  const { nudgeAt, dueAt, alertAt } = decidedWithin(BOOK, china(start), work);
  expect([shown(nudgeAt), shown(dueAt), shown(alertAt)]).toEqual([due, due, told]);
});

test('what was missed on a day is told in the morning after', () => {
  const { nudgeAt, dueAt, alertAt } = toldMorningAfter(BOOK, day('2026-04-30'));
  expect([nudgeAt, dueAt, alertAt].map(shown)).toEqual([
    '2026-04-30 17:30',
    '2026-04-30 17:30',
    '2026-05-01 09:30',
  ]);
});

test('work of a day is due at store close, and the consultant is nudged in the morning', () => {
  const { nudgeAt, dueAt, alertAt } = byCloseOf(BOOK, day('2026-04-10'));
  expect([shown(nudgeAt), shown(dueAt), shown(alertAt)]).toEqual([
    '2026-04-10 09:00',
    '2026-04-10 17:30',
    '2026-04-10 17:30',
  ]);
});

// D8, D11: by store close on the day after the visit, or on the first open day after.
test.each([
  ['2026-04-08', [], '2026-04-09 17:30'],
  ['2026-04-30', [], '2026-05-01 17:30'],
  ['2026-04-08', ['2026-04-09'], '2026-04-10 17:30'],
  ['2026-04-08', ['2026-04-09', '2026-04-10'], '2026-04-11 17:30'],
  ['2026-04-08', ['2026-04-10'], '2026-04-09 17:30'],
] as const)('the first call after a visit on %s, closed on %j, is due at %s', (visited, closed, due) => {
  const daysOff = { ...NO_DAYS_OFF, closed: new Set<Day>(closed.map(day)) };
  const { nudgeAt, dueAt, alertAt } = firstCallClock(BOOK, day(visited), daysOff);
  expect([shown(nudgeAt), shown(dueAt), shown(alertAt)]).toEqual([due, due, due]);
});

test.each([
  ['2026-04-08T12:20', '12:20'],
  ['2026-04-09T17:30', '明天17:30'],
  ['2026-04-10T17:30', '4/10 17:30'],
])('on 8 April the deadline %s is said as %s', (at, said) => {
  expect(formatDeadline(china(at), day('2026-04-08'))).toBe(said);
});

// R47: two hours after the time that was agreed; at store close where only the day was.
test.each([
  ['14:00', '2026-04-08 16:00'],
  ['16:45', '2026-04-08 18:45'],
  [null, '2026-04-08 17:30'],
])('who was expected at %s is taken not to come at %s', (time, missed) => {
  expect(shown(noShowAt(BOOK, day('2026-04-08'), time))).toBe(missed);
});

test('a manager may have a no-show told sooner, and the store may close later', () => {
  const book = ruleBook([
    { key: 'noShowMinutes', value: 45, since: day('2026-04-08') },
    { key: 'closeOfDay', value: 18 * 60, since: day('2026-04-08') },
  ]);
  expect(shown(noShowAt(book, day('2026-04-08'), '14:00'))).toBe('2026-04-08 14:45');
  expect(shown(noShowAt(book, day('2026-04-08'), null))).toBe('2026-04-08 18:00');
});

test.each([
  ['assistMinutes', '2026-04-08 15:20'],
  ['priceMinutes', '2026-04-08 15:40'],
  ['unattendedMinutes', '2026-04-08 15:15'],
] as const)('what is urgent (%s) is told as soon as it is late, at %s', (work, told) => {
  const { dueAt, alertAt } = urgentAfter(BOOK, china('2026-04-08T15:10'), work);
  expect([shown(dueAt), shown(alertAt)]).toEqual([told, told]);
});
