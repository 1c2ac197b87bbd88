import { describe, expect, test } from 'vitest';
import { isSampled, revisitDays } from '../../src/domain/revisits.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { addDays, day } from '../../src/domain/time.ts';

const LOST_ON = day('2026-04-08');
const rules = ruleBook().on(LOST_ON);

describe('somebody lost is looked at again', () => {
  test('after 30, 90 and 180 days', () => {
    expect(revisitDays(LOST_ON, rules, { closed: new Set() })).toEqual(
      [30, 90, 180].map((days) => addDays(LOST_ON, days)),
    );
  });

  test('on the next open day, when the store is closed', () => {
    const closed = new Set([30, 31].map((days) => addDays(LOST_ON, days)));
    expect(revisitDays(LOST_ON, rules, { closed })[0]).toBe(addDays(LOST_ON, 32));
  });
});

describe('of a hundred losses', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index + 1);

  test.each([
    [10, 10],
    [0, 0],
    [100, 100],
  ])('%i percent are shown to the manager: %i', (lostSample, count) => {
    expect(numbers.filter((id) => isSampled(id, { ...rules, lostSample }))).toHaveLength(count);
  });
});
