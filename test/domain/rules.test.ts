import { describe, expect, test } from 'vitest';
import { GRADE_PROFILES, profileOfKey } from '../../src/domain/grade-profile.ts';
import {
  agreedCapDays,
  formatClock,
  formatRuleValue,
  gapDays,
  RULE_GROUPS,
  RULE_KEYS,
  RULE_PARAMETERS,
  type RuleChange,
  ruleBook,
  type RuleKey,
} from '../../src/domain/rules.ts';
import { addDays, day } from '../../src/domain/time.ts';

const WEDNESDAY = day('2026-04-08');
const THURSDAY = addDays(WEDNESDAY, 1);
const change = (key: RuleKey, value: number, since = WEDNESDAY): RuleChange => ({ key, value, since });

// What the plan and the decisions on it say, written down a second time.
const REFERENCE: Record<RuleKey, number> = {
  gapO: 7,
  gapA: 3,
  gapB: 7,
  gapC: 14,
  agreedCap: 150,
  attemptsADay: 2,
  attemptsBeforeAsking: 3,
  backfillFree: 1,
  backfillDays: 7,
  windowA: 1,
  windowB: 3,
  windowC: 6,
  windowFirstWarning: 7,
  windowLastWarning: 1,
  windowManager: 3,
  cardMinutes: 30,
  textMinutes: 60,
  supervisorMinutes: 120,
  detailFields: 8,
  detailDays: 2,
  priceMinutes: 30,
  careFirst: 3,
  careSecond: 7,
  careThird: 30,
  climbO: 2,
  climbA: 2,
  climbB: 3,
  climbC: 5,
  supervisorSilent: 1,
  managerSilent: 2,
  lapseDays: 30,
  bossA: 0,
  bossB: 0,
  bossC: 0,
  closeOfDay: 17 * 60 + 30,
  pushFrom: 8 * 60 + 30,
  pushUntil: 20 * 60 + 30,
  lostAttempts: 3,
  lostDecisionHours: 24,
  cancelDecisionHours: 24,
  revisitFirst: 30,
  revisitSecond: 90,
  revisitThird: 180,
  recallDays: 30,
  recallFirstWarning: 20,
  recallSecondWarning: 25,
  recallLastWarning: 29,
  recallHours: 48,
  poolDays: 10,
  formerOwnerDays: 30,
  // The trade's grades (2.1), in force when a manager says so.
  gradeProfile: 0,
  gapH: 1,
  habcGapA: 3,
  habcGapB: 7,
  habcGapC: 15,
  windowH: 7,
  habcWindowA: 15,
  habcWindowB: 30,
  habcWindowC: 90,
  climbH: 2,
  bossH: 0,
  campaignCollectDate: 12,
  campaignFormDays: 3,
  campaignCallDays: 10,
  campaignEndDate: 23,
  // Where both are silent: what we proposed, so that nobody changes it unseen.
  gapBase: 90,
  loadCap: 25,
  loadDaysC: 3,
  loadDaysB: 2,
  pretextMinutes: 60,
  gradeMinutes: 30,
  visitReviewMinutes: 60,
  noShowMinutes: 120,
  negotiationDays: 2,
  assistMinutes: 10,
  unattendedMinutes: 5,
  orderFileDays: 1,
  careService: 90,
  careYearly: 365,
  lostSample: 10,
  recallSeries: 2,
  claimCap: 10,
  ownerHours: 24,
};

describe('the numbers of the rules', () => {
  test.each(Object.entries(REFERENCE))('%s is %i from the beginning', (key, value) => {
    expect(ruleBook().on(WEDNESDAY)).toMatchObject({ [key]: value });
    expect(ruleBook().on(day('2000-01-01'))).toMatchObject({ [key]: value });
  });

  test.each(RULE_KEYS)('%s lies within what may be set, says where it is from, and is whole', (key) => {
    const { value, min, max, source, label } = RULE_PARAMETERS[key];
    expect(min < max && min <= value && value <= max, `${min} ${value} ${max}`).toBe(true);
    expect([value, min, max].every(Number.isInteger)).toBe(true);
    expect(source).not.toBe('');
    expect(label).toMatch(/\p{Script=Han}/u);
  });

  test('no two have the same label', () => {
    const labels = RULE_KEYS.map((key) => RULE_PARAMETERS[key].label);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('clocks stay within a day', () => {
    const clocks = RULE_KEYS.map((key) => RULE_PARAMETERS[key]).filter(({ unit }) => unit === 'clock');
    expect(clocks.length).toBeGreaterThan(0);
    expect(clocks.filter(({ min, max }) => min < 0 || max >= 24 * 60)).toEqual([]);
  });
});

describe('the history of a number', () => {
  const changed = ruleBook([change('gapA', 2, THURSDAY)]);

  test.each([
    [WEDNESDAY, 3],
    [THURSDAY, 2],
    [day('2030-01-01'), 2],
    [day('2000-01-01'), 3],
  ])('a change for Thursday 9 April: on %s it is %i', (on, value) => {
    expect(changed.on(on).gapA).toBe(value);
  });

  test('asked again, and in whatever order, a day has the same answer', () => {
    const book = ruleBook([change('gapA', 2, THURSDAY)]);
    expect(
      [THURSDAY, WEDNESDAY, THURSDAY, addDays(THURSDAY, 9), WEDNESDAY].map((on) => book.on(on).gapA),
    ).toEqual([2, 3, 2, 2, 3]);
  });

  test('changes nothing else', () => {
    expect({ ...changed.on(THURSDAY), gapA: 3 }).toEqual(ruleBook().on(THURSDAY));
  });

  test('of two changes for one day the one made later holds', () => {
    expect(ruleBook([change('gapA', 2), change('gapA', 4)]).on(WEDNESDAY).gapA).toBe(4);
    expect(ruleBook([change('gapA', 4), change('gapA', 2)]).on(WEDNESDAY).gapA).toBe(2);
  });

  test('a change for a later day goes over one that was made after it for an earlier day', () => {
    const book = ruleBook([change('gapA', 2, THURSDAY), change('gapA', 4, WEDNESDAY)]);
    expect([WEDNESDAY, THURSDAY].map((on) => book.on(on).gapA)).toEqual([4, 2]);
  });

  test('changes of different numbers stand side by side', () => {
    const book = ruleBook([change('gapA', 2), change('gapB', 5, THURSDAY), change('cardMinutes', 20)]);
    expect(book.on(WEDNESDAY)).toMatchObject({ gapA: 2, gapB: 7, cardMinutes: 20 });
    expect(book.on(THURSDAY)).toMatchObject({ gapA: 2, gapB: 5, cardMinutes: 20 });
  });

  test('a change back to the first number is a change as well', () => {
    const book = ruleBook([change('gapA', 2), change('gapA', 3, THURSDAY)]);
    expect([WEDNESDAY, THURSDAY].map((on) => book.on(on).gapA)).toEqual([2, 3]);
  });

  test('the list of changes that was given is left as it was', () => {
    const changes = [change('gapA', 2, THURSDAY), change('gapA', 4, WEDNESDAY)];
    ruleBook(changes).on(THURSDAY);
    expect(changes.map(({ value }) => value)).toEqual([2, 4]);
  });
});

describe('gaps and caps', () => {
  test.each([
    // 1.5 times the gap, rounded up (D9).
    ['A', 1, 150, 2],
    ['A', 2, 150, 3],
    ['A', 3, 150, 5],
    ['A', 4, 150, 6],
    ['A', 3, 100, 3],
    ['A', 3, 101, 4],
    ['A', 3, 200, 6],
  ] as const)('%s every %i days, put off by %i %%: at most %i', (grade, gap, percent, cap) => {
    const rules = ruleBook([change('gapA', gap), change('agreedCap', percent)]).on(WEDNESDAY);
    expect([gapDays(rules, grade), agreedCapDays(rules, grade)]).toEqual([gap, cap]);
  });

  test('somebody who was not graded yet is contacted as often as a B, whatever that is', () => {
    const rules = ruleBook([change('gapB', 5)]).on(WEDNESDAY);
    expect(gapDays(rules, null)).toBe(5);
  });
});

describe('how a number is written', () => {
  test.each([
    ['gapA', 2, '2天'],
    ['windowA', 1, '1个月'],
    ['cardMinutes', 20, '20分钟'],
    ['lostDecisionHours', 24, '24小时'],
    ['attemptsADay', 2, '2次'],
    ['agreedCap', 150, '150%'],
    ['loadCap', 25, '25位'],
    ['detailFields', 8, '8项'],
    ['closeOfDay', 17 * 60 + 30, '17:30'],
  ] as const)('%s %i: %s', (key, value, words) => {
    expect(formatRuleValue(key, value)).toBe(words);
  });

  test.each([
    [0, '00:00'],
    [59, '00:59'],
    [60, '01:00'],
    [8 * 60 + 5, '08:05'],
    [23 * 60 + 59, '23:59'],
  ])('%i minutes after midnight are %s', (minutes, clock) => {
    expect(formatClock(minutes)).toBe(clock);
  });
});

test.each([
  [[5, 4, 2], 2],
  [[2, 4, 5], 5],
  [[4, 2, 5, 6], 6],
])('of several changes for one day (%j) the one made last holds: %i', (values, expected) => {
  const book = ruleBook(values.map((value) => change('gapA', value)));
  expect(book.on(WEDNESDAY).gapA).toBe(expected);
});

test('changes count by their days, in whatever order they were made', () => {
  const days = ['2026-04-10', '2026-04-08', '2026-04-09'].map((on) => day(on));
  const book = ruleBook(days.map((since, made) => change('gapA', made + 4, since)));
  expect(days.toSorted().map((on) => book.on(on).gapA)).toEqual([5, 6, 4]);
  expect(book.on(day('2026-05-01')).gapA).toBe(4);
});

test('every number stands in one group, and no group is longer than a phone screen', () => {
  const grouped = Object.values(RULE_GROUPS).flat();
  expect(grouped.toSorted()).toEqual(RULE_KEYS.toSorted());
  for (const profile of GRADE_PROFILES)
    for (const keys of Object.values(RULE_GROUPS)) {
      const shown = keys.filter((key) => [undefined, profile].includes(profileOfKey(key)));
      expect(shown.length).toBeLessThanOrEqual(14);
    }
});
