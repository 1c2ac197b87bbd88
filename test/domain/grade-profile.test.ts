import { describe, expect, test } from 'vitest';
import {
  type Grade,
  type GradeCriterion,
  gradesShown,
  isHot,
  nextGrade,
  proposed,
  speaksFor,
  windowEnd,
  windowNow,
} from '../../src/domain/grade.ts';
import { gradesInUse, profileOfKey, prospectGrades, sameOfAll } from '../../src/domain/grade-profile.ts';
import { agreedCapDays, gapDays, type RuleChange, ruleBook, type RuleKey } from '../../src/domain/rules.ts';
import { addDays, day } from '../../src/domain/time.ts';

const WEDNESDAY = day('2026-04-08');
const TUESDAY = addDays(WEDNESDAY, -1);
const change = (key: RuleKey, value: number, since = WEDNESDAY): RuleChange => ({ key, value, since });
/** The trade's grades from Wednesday on. */
const BOOK = ruleBook([change('gradeProfile', 1)]);
const DECK = BOOK.on(TUESDAY);
const TRADE = BOOK.on(WEDNESDAY);

test('the grades are those of the profile that was in force on the day', () => {
  expect([gradesInUse(DECK), gradesInUse(TRADE)]).toEqual([
    ['O', 'A', 'B', 'C'],
    ['O', 'H', 'A', 'B', 'C'],
  ]);
  expect([prospectGrades(DECK), prospectGrades(TRADE)]).toEqual([
    ['A', 'B', 'C'],
    ['H', 'A', 'B', 'C'],
  ]);
});

test.each([
  ['O', 7, 11, undefined],
  ['H', 1, 2, '2026-04-15'],
  ['A', 3, 5, '2026-04-23'],
  ['B', 7, 11, '2026-05-08'],
  ['C', 15, 23, '2026-07-07'],
] as const)(
  'with H a %s is called every %i days, at most %i, and bought by %s (2.1)',
  (grade, gap, cap, end) => {
    expect([gapDays(TRADE, grade), agreedCapDays(TRADE, grade)]).toEqual([gap, cap]);
    expect(windowEnd(TRADE, grade, WEDNESDAY)).toBe(end);
  },
);

test.each(['H', 'A'] as const)('without H an %s that is left over is treated as an A', (grade) => {
  expect([gapDays(DECK, grade), windowEnd(DECK, grade, WEDNESDAY)]).toEqual([3, '2026-05-08']);
});

test('each profile keeps its own numbers, whichever is changed meanwhile', () => {
  const book = ruleBook([
    change('gapA', 2, addDays(WEDNESDAY, -9)),
    change('gradeProfile', 1),
    change('habcGapA', 4, addDays(WEDNESDAY, 1)),
    change('gradeProfile', 0, addDays(WEDNESDAY, 5)),
  ]);
  const gaps = [-10, -9, 0, 1, 5].map((days) => gapDays(book.on(addDays(WEDNESDAY, days)), 'A'));
  expect(gaps).toEqual([3, 2, 3, 4, 2]);
});

test.each<[RuleKey, RuleKey[]]>([
  ['gapA', ['gapA', 'habcGapA']],
  ['habcWindowC', ['windowC', 'habcWindowC']],
  ['gapO', ['gapO']],
  ['gapH', ['gapH']],
  ['cardMinutes', ['cardMinutes']],
])('%s stands beside %j', (key, all) => {
  expect(sameOfAll(key)).toEqual(all);
});

test.each<[RuleKey, string | undefined]>([
  ['gapA', 'OABC'],
  ['habcGapA', 'OHABC'],
  ['gapH', 'OHABC'],
  ['bossH', 'OHABC'],
  ['gapO', undefined],
  ['cardMinutes', undefined],
])('%s holds in %s alone', (key, profile) => {
  expect(profileOfKey(key)).toBe(profile);
});

describe('what speaks for an H', () => {
  const met: GradeCriterion[] = ['车型车色已选定', '购车时间已确定'];
  test.each([
    [null, []],
    [addDays(WEDNESDAY, 7), ['车型车色已选定']],
    [addDays(WEDNESDAY, 8), []],
    [WEDNESDAY, ['车型车色已选定']],
  ])('is what makes an A, if he buys by %s within 7 days: %j', (purchaseBy, criteria) => {
    expect(speaksFor(TRADE, 'H', met, { purchaseBy, today: WEDNESDAY })).toEqual(criteria);
  });

  test('is not the day alone', () => {
    const when = { purchaseBy: WEDNESDAY, today: WEDNESDAY };
    expect(speaksFor(TRADE, 'H', ['购车时间已确定'], when)).toEqual([]);
  });

  test.each([
    [TRADE, addDays(WEDNESDAY, 7), 'H'],
    [TRADE, addDays(WEDNESDAY, 8), 'A'],
    [DECK, WEDNESDAY, 'A'],
  ])('is proposed where H is in use', (rules, purchaseBy, grade) => {
    expect(proposed(rules, 'A', met, { purchaseBy, today: WEDNESDAY })).toBe(grade);
  });

  test('makes no H of a B', () => {
    expect(proposed(TRADE, 'B', met, { purchaseBy: WEDNESDAY, today: WEDNESDAY })).toBe('B');
  });
});

describe('the window of a prospect after the profile was changed on Wednesday', () => {
  const of = (grade: Grade, gradeSetOn: string, windowExtendedOn: string | null = null, today = WEDNESDAY) =>
    windowNow(
      {
        grade,
        gradeSetOn: day(gradeSetOn),
        windowExtendedOn: windowExtendedOn ? day(windowExtendedOn) : null,
      },
      BOOK,
      today,
    );

  test.each([
    ['A', '2026-03-20', '2026-04-08', '2026-04-23'],
    ['B', '2026-04-07', '2026-04-08', '2026-05-08'],
    ['C', '2025-12-01', '2026-04-08', '2026-07-07'],
    ['A', '2026-04-08', '2026-04-08', '2026-04-23'],
    ['A', '2026-04-09', '2026-04-09', '2026-04-24'],
  ] as const)('of a %s set on %s began on %s and ends on %s', (grade, setOn, since, endsOn) => {
    expect(of(grade, setOn)).toEqual({ since, endsOn });
  });

  test('is as it was the day before', () => {
    expect(of('A', '2026-03-20', null, TUESDAY)).toEqual({ since: '2026-03-20', endsOn: '2026-04-20' });
  });

  test.each([
    ['2026-04-07', '2026-04-23'],
    ['2026-04-08', '2026-05-08'],
  ])('holds the extension of %s only if it was given in it: until %s', (extendedOn, endsOn) => {
    expect(of('A', '2026-03-20', extendedOn)).toMatchObject({ endsOn });
  });
});

describe('the first day of a value', () => {
  test('is none while it has been so from the beginning', () => {
    expect([BOOK.since('gradeProfile', TUESDAY), BOOK.since('gapA', WEDNESDAY)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('is the day of the change that brought it', () => {
    const back = ruleBook([
      change('gradeProfile', 1),
      change('gapA', 2, addDays(WEDNESDAY, 1)),
      change('gradeProfile', 0, addDays(WEDNESDAY, 3)),
    ]);
    const days = [0, 2, 3, 9].map((days) => back.since('gradeProfile', addDays(WEDNESDAY, days)));
    expect(days).toEqual(['2026-04-08', '2026-04-08', '2026-04-11', '2026-04-11']);
  });

  test('is none when it was changed and changed back on one day', () => {
    const book = ruleBook([change('gradeProfile', 1), change('gradeProfile', 0)]);
    expect(book.since('gradeProfile', WEDNESDAY)).toBeUndefined();
  });
});

test.each([
  ['H', undefined, 'A'],
  ['A', 'H', 'B'],
  ['B', 'A', 'C'],
  ['C', 'B', undefined],
  ['O', undefined, undefined],
] as const)('above a %s is %s, below %s', (grade, up, down) => {
  expect([nextGrade(TRADE, grade, 'up'), nextGrade(TRADE, grade, 'down')]).toEqual([up, down]);
});

test('nothing is above an A where H is not in use', () => {
  expect(nextGrade(DECK, 'A', 'up')).toBeUndefined();
});

test.each([
  ['O', true],
  ['H', true],
  ['A', true],
  ['B', false],
  ['C', false],
  [null, false],
] as const)('a %s keeps his day: %s', (grade, hot) => {
  expect(isHot(grade)).toBe(hot);
});

test('a table has a column of H where H is in use, or somebody still is one', () => {
  const nobody = () => false;
  expect(gradesShown(DECK, nobody)).toEqual(['O', 'A', 'B', 'C']);
  expect(gradesShown(TRADE, nobody)).toEqual(['O', 'H', 'A', 'B', 'C']);
  expect(gradesShown(DECK, (grade) => grade === 'H')).toEqual(['O', 'H', 'A', 'B', 'C']);
});
