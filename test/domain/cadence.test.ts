import { describe, expect, test } from 'vitest';
import { type Calendar, type DueFacts, isMissed, nextDue } from '../../src/domain/cadence.ts';
import { NO_DAYS_OFF } from '../../src/domain/days-off.ts';
import { agreedCapDays, gapDays, ruleBook } from '../../src/domain/rules.ts';
import { addDays, type Day, day, daysBetween, monthStart } from '../../src/domain/time.ts';

const WEDNESDAY = day('2026-04-08');
const RULES = ruleBook().on(WEDNESDAY);
const seenOn = (today: Day): Calendar => ({ today, rules: RULES, daysOff: NO_DAYS_OFF });

const facts = (known: Partial<DueFacts>): DueFacts => ({
  state: 'open',
  grade: 'B',
  doNotContact: false,
  inBaseGroup: false,
  putOffTo: null,
  lastEffectiveOn: null,
  firstCallOwedSince: null,
  agreedOn: null,
  deliveredOn: null,
  createdOn: WEDNESDAY,
  ...known,
});

test.each([
  ['O', 7, 11],
  ['A', 3, 5],
  ['B', 7, 11],
  ['C', 14, 21],
  // Not graded yet: as often as a B.
  [null, 7, 11],
] as const)('grade %s is contacted every %i days, an agreed day may put it off to %i (D5, D9)', (...row) => {
  const [grade, gap, cap] = row;
  expect([gapDays(RULES, grade), agreedCapDays(RULES, grade)]).toEqual([gap, cap]);
});

test('a gap of 3 gives an A two contacts in any seven days, and one of 14 a C two in every month (D5)', () => {
  const A = gapDays(RULES, 'A');
  const C = gapDays(RULES, 'C');
  for (let phase = 0; phase < 14; phase++) {
    const first = addDays(day('2026-01-01'), phase - 14);
    const daysOf = (gap: number) => Array.from({ length: 160 }, (_, n) => addDays(first, n * gap));
    for (let start = 0; start < 60; start++) {
      const since = addDays(day('2026-01-01'), start);
      const inWeek = daysOf(A).filter((on) => on >= since && daysBetween(since, on) < 7);
      expect(inWeek.length, `A in the week from ${since}`).toBeGreaterThanOrEqual(2);
    }
    for (const month of ['2026-02-01', '2026-04-01', '2028-02-01']) {
      const inMonth = daysOf(C).filter((on) => monthStart(on) === month);
      expect(inMonth.length, `C in ${month}`).toBeGreaterThanOrEqual(2);
    }
  }
});

describe('the next day on which a customer is due', () => {
  test.each([
    ['A', '2026-04-11'],
    ['B', '2026-04-15'],
    ['C', '2026-04-22'],
    ['O', '2026-04-15'],
    [null, '2026-04-15'],
  ] as const)('grade %s after a talk on 8 April: %s', (grade, on) => {
    const due = nextDue(facts({ grade, lastEffectiveOn: WEDNESDAY }), seenOn(WEDNESDAY));
    expect(due).toMatchObject({ kind: 'due', on, why: 'cadence' });
  });

  test('the worked example of D45: called on Thursday, an A is due on Sunday', () => {
    const due = nextDue(facts({ grade: 'A', lastEffectiveOn: day('2026-04-09') }), seenOn(day('2026-04-09')));
    expect(due).toEqual({ kind: 'due', on: '2026-04-12', why: 'cadence', gapDays: 3 });
  });

  test.each(['O', 'A', 'B', 'C', null] as const)(
    'the first call is due on the day after the visit, whatever the grade and what was agreed (%s, D8)',
    (grade) => {
      const owed = facts({
        grade,
        lastEffectiveOn: WEDNESDAY,
        firstCallOwedSince: WEDNESDAY,
        agreedOn: day('2026-04-11'),
      });
      expect(nextDue(owed, seenOn(WEDNESDAY))).toMatchObject({ on: '2026-04-09', why: 'firstCall' });
    },
  );

  test.each([
    // Agreed on before the visit: the visit has taken its place.
    ['2026-04-07', '2026-04-09', 'firstCall'],
    // Agreed on for later that day.
    ['2026-04-08', '2026-04-08', 'agreed'],
    ['2026-04-10', '2026-04-09', 'firstCall'],
  ])('a day agreed on for %s puts the first call after a visit on the 8th on %s as %s', (...row) => {
    const [agreed, on, why] = row;
    const owed = facts({
      lastEffectiveOn: WEDNESDAY,
      firstCallOwedSince: WEDNESDAY,
      agreedOn: day(agreed),
    });
    expect(nextDue(owed, seenOn(WEDNESDAY))).toMatchObject({ on, why });
  });

  test('a card of somebody nobody has met is due on the day after it was made', () => {
    expect(nextDue(facts({}), seenOn(WEDNESDAY))).toMatchObject({ on: '2026-04-09', why: 'newCard' });
  });

  // Last talk on 8 April. A: cap 5 days, 13 April. B: 11 days, 19 April. C: 21 days, 29 April.
  test.each([
    ['A', '2026-04-12', '2026-04-12', 'agreed'],
    ['A', '2026-04-13', '2026-04-13', 'agreed'],
    ['A', '2026-04-14', '2026-04-13', 'lightTouch'],
    ['B', '2026-04-19', '2026-04-19', 'agreed'],
    ['B', '2026-04-20', '2026-04-19', 'lightTouch'],
    ['C', '2026-04-29', '2026-04-29', 'agreed'],
    ['C', '2026-04-30', '2026-04-29', 'lightTouch'],
    ['O', '2026-04-19', '2026-04-19', 'agreed'],
    ['O', '2026-04-20', '2026-04-19', 'lightTouch'],
    // Earlier than the cadence: what was agreed with the customer wins as well.
    ['C', '2026-04-09', '2026-04-09', 'agreed'],
  ] as const)('%s who agreed on %s is due on %s as %s (D9)', (grade, agreed, on, why) => {
    const known = facts({ grade, lastEffectiveOn: WEDNESDAY, agreedOn: day(agreed) });
    expect(nextDue(known, seenOn(WEDNESDAY))).toMatchObject({ kind: 'due', on, why });
  });

  test.each([
    ['2026-04-12', '2026-04-13', 'lightTouch'],
    // Whatever is written on its own day, or later, does not move it: it is overdue until the agreed day comes.
    ['2026-04-13', '2026-04-13', 'lightTouch'],
    ['2026-04-14', '2026-04-13', 'lightTouch'],
    ['2026-04-29', '2026-04-13', 'lightTouch'],
    ['2026-04-30', '2026-04-30', 'agreed'],
    ['2026-05-01', '2026-04-30', 'agreed'],
  ])('judged on %s, an A who agreed on 30 April is due on %s as %s', (today, on, why) => {
    const known = facts({ grade: 'A', lastEffectiveOn: WEDNESDAY, agreedOn: day('2026-04-30') });
    expect(nextDue(known, seenOn(day(today)))).toMatchObject({ on, why });
  });

  test('a light touch that was made puts the next one its whole cap later', () => {
    const known = facts({ grade: 'A', lastEffectiveOn: day('2026-04-13'), agreedOn: day('2026-04-30') });
    expect(nextDue(known, seenOn(day('2026-04-13')))).toMatchObject({ on: '2026-04-18', why: 'lightTouch' });
  });

  test('an agreed day that passed without a talk stays due', () => {
    const known = facts({ lastEffectiveOn: WEDNESDAY, agreedOn: day('2026-04-10') });
    expect(nextDue(known, seenOn(day('2026-04-20')))).toMatchObject({ on: '2026-04-10', why: 'agreed' });
  });

  test.each([
    ['2026-04-07', 'cadence'],
    // Later on the day of the talk: he is called again before the day is over.
    ['2026-04-08', 'agreed'],
    ['2026-04-09', 'agreed'],
  ])('an agreed day of %s counts unless it lies before the last talk: %s', (agreed, why) => {
    const known = facts({ lastEffectiveOn: WEDNESDAY, agreedOn: day(agreed) });
    expect(nextDue(known, seenOn(WEDNESDAY))).toMatchObject({ why });
  });

  test.each(['lostPending', 'lost', 'dead', 'closed'] as const)(
    'nobody calls a customer who is %s',
    (state) => {
      const known = facts({ state, firstCallOwedSince: WEDNESDAY, agreedOn: day('2026-04-10') });
      expect(nextDue(known, seenOn(WEDNESDAY))).toEqual({ kind: 'none', why: state });
    },
  );

  test.each(['open', 'ordered', 'delivered'] as const)(
    'do-not-contact goes over everything (%s, R100)',
    (state) => {
      const known = facts({ state, doNotContact: true, deliveredOn: WEDNESDAY, agreedOn: day('2026-04-10') });
      expect(nextDue(known, seenOn(WEDNESDAY))).toEqual({ kind: 'none', why: 'doNotContact' });
    },
  );

  // Delivered on 8 April: care on +3, +7 and +30 days (D37).
  test.each([
    [null, '2026-04-11'],
    ['2026-04-07', '2026-04-11'],
    ['2026-04-08', '2026-04-11'],
    ['2026-04-10', '2026-04-11'],
    ['2026-04-11', '2026-04-15'],
    ['2026-04-14', '2026-04-15'],
    ['2026-04-15', '2026-05-08'],
    ['2026-05-07', '2026-05-08'],
    // First service, then every year.
    ['2026-05-08', '2026-07-07'],
    ['2026-07-06', '2026-07-07'],
    ['2026-07-07', '2027-04-08'],
    ['2027-04-07', '2027-04-08'],
    ['2027-04-08', '2028-04-07'],
  ])('an owner last talked with on %s is due on %s', (last, on) => {
    const known = facts({
      state: 'delivered',
      grade: null,
      deliveredOn: WEDNESDAY,
      lastEffectiveOn: last === null ? null : day(last),
    });
    expect(nextDue(known, seenOn(WEDNESDAY))).toMatchObject({ kind: 'due', on, why: 'care' });
  });
});

describe('the base group (D36)', () => {
  const based = facts({ grade: null, inBaseGroup: true });

  test.each([
    [null, '2026-07-07'],
    ['2026-04-20', '2026-07-19'],
  ])('last talked to on %s is due every 90 days, on %s', (last, on) => {
    const known = { ...based, lastEffectiveOn: last === null ? null : day(last) };
    expect(nextDue(known, seenOn(WEDNESDAY))).toMatchObject({ on, why: 'cadence', gapDays: 90 });
  });

  test('what was agreed comes first', () => {
    const known = { ...based, lastEffectiveOn: WEDNESDAY, agreedOn: day('2026-05-20') };
    expect(nextDue(known, seenOn(WEDNESDAY))).toMatchObject({ on: '2026-05-20', why: 'agreed' });
  });
});

test.each([
  // Due yesterday, talked with before: missed. On his day he still may be called, and whoever was called is not missed.
  ['2026-04-07', null, true],
  ['2026-04-07', '2026-04-06', true],
  ['2026-04-07', '2026-04-07', false],
  ['2026-04-08', null, false],
  ['2026-04-09', null, false],
  [null, null, false],
])('due on %s, last talked with on %s: missed on Wednesday %s', (due, last, missed) => {
  const nextDueOn = due === null ? null : day(due);
  const lastEffectiveOn = last === null ? null : day(last);
  expect(isMissed({ nextDueOn, lastEffectiveOn }, WEDNESDAY)).toBe(missed);
});
