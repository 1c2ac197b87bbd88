import { expect, test } from 'vitest';
import { CHECK_WORDS, formatDeadline, STEP_CHECKS, stepClock } from '../../src/domain/steps.ts';
import { clockOf, day, dayOf } from '../../src/domain/time.ts';

const china = (text: string) => new Date(`${text}:00+08:00`);
const shown = (at: Date) => `${dayOf(at)} ${clockOf(at)}`;

test('all five checks belong to steps 1 and 2 and have words of their own', () => {
  expect(STEP_CHECKS.map((check) => CHECK_WORDS[check].step)).toEqual([1, 1, 1, 2, 2]);
  expect(new Set(STEP_CHECKS.map((check) => CHECK_WORDS[check].short)).size).toBe(5);
});

// D13: card 30 minutes, text 60, supervisor at two hours or at store close, never before the work is due.
test.each([
  ['cardLate', '2026-04-08T15:10', '2026-04-08 15:40', '2026-04-08 17:10'],
  ['textMissing', '2026-04-08T15:10', '2026-04-08 16:10', '2026-04-08 17:10'],
  ['gradeMissing', '2026-04-08T15:10', '2026-04-08 15:40', '2026-04-08 17:10'],
  ['textMissing', '2026-04-08T15:29', '2026-04-08 16:29', '2026-04-08 17:29'],
  ['textMissing', '2026-04-08T15:30', '2026-04-08 16:30', '2026-04-08 17:30'],
  ['textMissing', '2026-04-08T15:31', '2026-04-08 16:31', '2026-04-08 17:30'],
  ['textMissing', '2026-04-08T16:30', '2026-04-08 17:30', '2026-04-08 17:30'],
  ['textMissing', '2026-04-08T16:31', '2026-04-08 17:31', '2026-04-08 17:31'],
  ['cardLate', '2026-04-08T17:00', '2026-04-08 17:30', '2026-04-08 17:30'],
  ['cardLate', '2026-04-08T17:01', '2026-04-08 17:31', '2026-04-08 17:31'],
  // D14: two days for the rest of the card. D8: by store close on the day after the visit.
  ['cardThin', '2026-04-08T09:00', '2026-04-10 17:30', '2026-04-10 17:30'],
  ['cardThin', '2026-04-08T23:59', '2026-04-10 17:30', '2026-04-10 17:30'],
  ['firstCallMissing', '2026-04-08T00:00', '2026-04-09 17:30', '2026-04-09 17:30'],
  ['firstCallMissing', '2026-04-08T23:59', '2026-04-09 17:30', '2026-04-09 17:30'],
  ['firstCallMissing', '2026-04-30T12:00', '2026-05-01 17:30', '2026-05-01 17:30'],
] as const)('%s that began at %s is due at %s and told at %s', (check, start, due, told) => {
  const { dueAt, alertAt } = stepClock(check, china(start));
  expect([shown(dueAt), shown(alertAt)]).toEqual([due, told]);
});

test('nobody is told before the work is due, at whatever minute of the day it began', () => {
  for (let minute = 0; minute < 24 * 60; minute++) {
    const start = new Date(china('2026-04-08T00:00').getTime() + minute * 60_000);
    for (const check of STEP_CHECKS) {
      const { nudgeAt, dueAt, alertAt } = stepClock(check, start);
      expect(alertAt >= dueAt && dueAt >= nudgeAt && nudgeAt > start, `${check} from ${shown(start)}`).toBe(
        true,
      );
    }
  }
});

test.each([
  ['2026-04-08T12:20', '12:20'],
  ['2026-04-09T17:30', '明天17:30'],
  ['2026-04-10T17:30', '4/10 17:30'],
])('on 8 April the deadline %s is said as %s', (at, said) => {
  expect(formatDeadline(china(at), day('2026-04-08'))).toBe(said);
});
