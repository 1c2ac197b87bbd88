import { describe, expect, test } from 'vitest';
import {
  attemptsExhausted,
  CONTACT_RESULTS,
  isEffective,
  RESULT_WORDS,
  triesLeft,
} from '../../src/domain/contact.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { day } from '../../src/domain/time.ts';

const RULES = ruleBook().on(day('2026-04-08'));
const LONG = '聊了价格说周五再来看看';

test.each([
  ['connected', '九个字九个字九个字', false, false],
  ['connected', '十个字十个字十个字十', false, true],
  ['connected', '', true, true],
  ['connected', '', false, false],
  // Characters are counted as people see them, not in UTF-16 units.
  ['connected', '😀😀😀😀😀', false, false],
  ['visited', '', false, true],
  ['replied', '', false, true],
  ['no_answer', LONG, true, false],
  ['hung_up', LONG, true, false],
  ['call_later', LONG, true, false],
  ['sent_no_reply', LONG, true, false],
  ['dead_number', LONG, true, false],
  ['wrong_number', LONG, true, false],
] as const)('%s with %j, facts noted %s, is effective: %s (D6)', (result, content, factsNoted, effective) => {
  expect(isEffective({ result, content, factsNoted })).toBe(effective);
});

test('every result has a word of its own', () => {
  expect(new Set(CONTACT_RESULTS.map((result) => RESULT_WORDS[result])).size).toBe(CONTACT_RESULTS.length);
});

test.each([
  [[], false],
  [['2026-04-08', '2026-04-09'], false],
  [['2026-04-08', '2026-04-08', '2026-04-08'], false],
  [['2026-04-08', '2026-04-08', '2026-04-09'], true],
  [['2026-04-08', '2026-04-09', '2026-04-10'], true],
])('attempts on %j are enough to ask for a decision: %s (D7)', (days, exhausted) => {
  expect(attemptsExhausted(days.map(day), RULES)).toBe(exhausted);
});

describe('tries that are still owed when two were asked for (D7, D34)', () => {
  const tried = (...times: string[]) =>
    times.map((time) => ({ at: new Date(`2026-04-${time}:00+08:00`), effective: false }));

  test.each([
    ['nothing was tried', [], 2],
    ['once', ['09T10:00'], 1],
    ['twice in a morning', ['09T10:00', '09T11:59'], 1],
    ['at 11:59 and at 12:00', ['09T11:59', '09T12:00'], 0],
    ['twice in an afternoon', ['09T12:00', '09T17:29'], 1],
    ['before store close and at store close', ['09T17:29', '09T17:30'], 0],
    ['in two mornings', ['09T10:00', '10T10:00'], 0],
    ['more often than asked', ['09T10:00', '09T15:00', '10T10:00'], 0],
  ])('%s', (_what, times, left) => {
    expect(triesLeft(2, tried(...times), RULES)).toBe(left);
  });

  test('none of somebody who was reached', () => {
    const [at = new Date(0)] = tried('09T10:00').map((each) => each.at);
    expect(triesLeft(2, [{ at, effective: true }], RULES)).toBe(0);
  });
});
