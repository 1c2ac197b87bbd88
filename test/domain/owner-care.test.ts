import { describe, expect, test } from 'vitest';
import { careWords, nextCare } from '../../src/domain/owner-care.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { type Day, day } from '../../src/domain/time.ts';

const RULES = ruleBook().on(day('2026-04-08'));
const next = (last: Day | null, more: { firstServiceOn?: Day; birthday?: string } = {}) => {
  const { on, care } = nextCare({ deliveredOn: day('2026-04-08'), lastEffectiveOn: last, ...more }, RULES);
  return `${care} ${on}`;
};

describe('an owner whose car was handed over on 8 April', () => {
  test.each([
    [null, 'first 2026-04-11'],
    // What was talked about before the delivery is not care.
    ['2026-04-01', 'first 2026-04-11'],
    ['2026-04-10', 'first 2026-04-11'],
    ['2026-04-11', 'second 2026-04-15'],
    ['2026-04-14', 'second 2026-04-15'],
    ['2026-04-15', 'third 2026-05-08'],
    ['2026-05-07', 'third 2026-05-08'],
    ['2026-05-08', 'service 2026-07-07'],
    ['2026-07-07', 'yearly 2027-04-08'],
    ['2027-04-07', 'yearly 2027-04-08'],
    ['2027-04-08', 'yearly 2028-04-07'],
  ])('and last talked to on %s is owed %s', (last, expected) => {
    expect(next(last === null ? null : day(last))).toBe(expected);
  });

  test('goes by the day of his first service where it is known', () => {
    expect(next(day('2026-05-08'), { firstServiceOn: day('2026-06-20') })).toBe('service 2026-06-20');
    expect(next(day('2026-06-20'), { firstServiceOn: day('2026-06-20') })).toBe('yearly 2027-04-08');
  });

  test.each([
    ['04-10', null, 'birthday 2026-04-10'],
    ['04-08', null, 'first 2026-04-11'],
    ['04-11', null, 'first 2026-04-11'],
    ['03-01', '2026-07-07', 'birthday 2027-03-01'],
    ['02-29', '2026-07-07', 'birthday 2027-02-28'],
    ['02-29', '2027-12-01', 'birthday 2028-02-29'],
  ])('and born on %s, last talked to on %s, is owed %s', (birthday, last, expected) => {
    expect(next(last === null ? null : day(last), { birthday })).toBe(expected);
  });
});

test('the second contact asks for a friend, and no other does', () => {
  const asks = (['first', 'second', 'third', 'service', 'yearly', 'birthday'] as const).filter((care) =>
    careWords(care, RULES).includes('介绍朋友'),
  );
  expect(asks).toEqual(['second']);
});
