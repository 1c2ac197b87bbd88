import { expect, test } from 'vitest';
import { attemptsExhausted, CONTACT_RESULTS, isEffective, RESULT_WORDS } from '../../src/domain/contact.ts';
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
