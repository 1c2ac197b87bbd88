import { describe, expect, test } from 'vitest';
import { type Calendar, type Due, type DueFacts, type DueReason, nextDue } from '../../src/domain/cadence.ts';
import type { Grade } from '../../src/domain/grade.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { type Day, day } from '../../src/domain/time.ts';

const WEDNESDAY = day('2026-04-08');
const RULES = ruleBook().on(WEDNESDAY);

/** A day of April: '12' is Sunday. */
const april = (date: string) => day(`2026-04-${date}`);
const daysOf = (dates: readonly string[]) => new Set<Day>(dates.map(april));

const facts = (known: Partial<DueFacts>): DueFacts => ({
  state: 'open',
  grade: 'A',
  doNotContact: false,
  inBaseGroup: false,
  putOffTo: null,
  lastEffectiveOn: null,
  firstCallOwedSince: null,
  agreedOn: null,
  deliveredOn: null,
  createdOn: april('01'),
  ...known,
});

interface Off {
  today?: string;
  rest?: readonly string[];
  closed?: readonly string[];
}
const seen = ({ today = '09', rest = [], closed = [] }: Off): Calendar => ({
  today: april(today),
  rules: RULES,
  daysOff: { rest: daysOf(rest), closed: daysOf(closed) },
});

/** What moved him and who does it, in a form that a table can hold: `2026-04-11 rest`. */
function shown(due: Due): string {
  if (due.kind === 'none') return `none ${due.why}`;
  return [due.on, due.moved?.why, due.standIn && 'standIn'].filter(Boolean).join(' ');
}

// An A who was talked with on Thursday the 9th is due on Sunday the 12th.
const CALLED_ON_THURSDAY = facts({ lastEffectiveOn: april('09') });

describe('a day due on which the consultant rests (D10)', () => {
  test.each<[string, Off, string]>([
    ['he works that day', { rest: ['11', '13'] }, '2026-04-12'],
    ['the last working day before', { rest: ['12'] }, '2026-04-11 rest'],
    ['two days before when he rests two days', { rest: ['11', '12'] }, '2026-04-10 rest'],
    [
      'the stand-in, when all days since the previous contact are rest days',
      { rest: ['10', '11', '12'] },
      '2026-04-12 standIn',
    ],
    ['on the day before itself that is still time', { rest: ['12'], today: '11' }, '2026-04-11 rest'],
    ['not on a closed day before either', { rest: ['12'], closed: ['11'] }, '2026-04-10 rest'],
  ])('%s', (_, off, expected) => {
    expect(shown(nextDue(CALLED_ON_THURSDAY, seen(off)))).toBe(expected);
  });

  test('says from which day it was moved', () => {
    expect(nextDue(CALLED_ON_THURSDAY, seen({ rest: ['12'] }))).toMatchObject({
      why: 'cadence',
      gapDays: 3,
      moved: { from: '2026-04-12', why: 'rest' },
    });
  });

  test('what was told too late to be done before is for the stand-in', () => {
    // On Saturday, a rest day himself, only Friday would have been a working day, and that is over.
    const due = nextDue(CALLED_ON_THURSDAY, seen({ today: '11', rest: ['11', '12'] }));
    expect(shown(due)).toBe('2026-04-12 standIn');
  });

  test('nor can what falls due on a rest day told on that very day', () => {
    const due = nextDue(CALLED_ON_THURSDAY, seen({ today: '12', rest: ['12'] }));
    expect(shown(due)).toBe('2026-04-12 standIn');
  });

  test.each<[string, Partial<DueFacts>, DueReason, string]>([
    [
      'what the customer agreed to stands, and the stand-in does it',
      { lastEffectiveOn: april('09'), agreedOn: april('12') },
      'agreed',
      '2026-04-12 standIn',
    ],
    [
      'a light touch is made the working day before',
      { lastEffectiveOn: april('07'), agreedOn: april('30') },
      'lightTouch',
      '2026-04-11 rest',
    ],
    [
      'so is the care of an owner',
      {
        state: 'delivered',
        grade: null,
        deliveredOn: april('09'),
        lastEffectiveOn: april('09'),
      },
      'care',
      '2026-04-11 rest',
    ],
    [
      'the first call cannot be earlier than the day after the visit',
      { lastEffectiveOn: april('11'), firstCallOwedSince: april('11') },
      'firstCall',
      '2026-04-12 standIn',
    ],
  ])('%s', (_, known, why, expected) => {
    const due = nextDue(facts(known), seen({ rest: ['12'] }));
    expect([due.why, shown(due)]).toEqual([why, expected]);
  });

  test('nor can the first call to somebody whom nobody has talked with yet', () => {
    const calledIn = facts({ firstCallOwedSince: april('08') });
    expect(shown(nextDue(calledIn, seen({ today: '08', rest: ['09'] })))).toBe('2026-04-09 standIn');
  });

  // D10 moves the task to the working day before: done there it is done. The third day asks again, of the stand-in.
  test('care that was made on the working day before the rest day is not asked for again', () => {
    const owner = facts({ state: 'delivered', grade: null, deliveredOn: april('09') });
    const cared = { ...owner, lastEffectiveOn: april('11') };
    // The rest day is the third day after delivery; the next care is on the seventh.
    expect(shown(nextDue(cared, seen({ today: '11', rest: ['12'] })))).toBe('2026-04-16');
  });
});

describe('a day due on which the store is closed (D11)', () => {
  test.each<[string, Off, string]>([
    ['a neighbouring day closed moves nothing', { closed: ['11', '13'] }, '2026-04-12'],
    ['the last open day before', { closed: ['12'] }, '2026-04-11 closed'],
    ['over several closed days', { closed: ['11', '12', '13'] }, '2026-04-10 closed'],
    // The reference is silent on it; nobody can call from a closed store.
    [
      'the first open day after, when all days since the previous contact are closed',
      { closed: ['10', '11', '12'] },
      '2026-04-13 closed',
    ],
    ['and not to a day on which he rests', { closed: ['12'], rest: ['11'] }, '2026-04-10 closed'],
  ])('%s', (_, off, expected) => {
    expect(shown(nextDue(CALLED_ON_THURSDAY, seen(off)))).toBe(expected);
  });

  test('what the customer agreed to stands', () => {
    const agreed = facts({ lastEffectiveOn: april('09'), agreedOn: april('12') });
    expect(nextDue(agreed, seen({ closed: ['12'] }))).toMatchObject({ on: '2026-04-12', why: 'agreed' });
  });

  test.each<[string, Off, string]>([
    ['the day after the visit is open', { closed: ['10'] }, '2026-04-09'],
    ['it is closed', { closed: ['09'] }, '2026-04-10 closed'],
    ['two days are closed', { closed: ['09', '10'] }, '2026-04-11 closed'],
    [
      'the first open day is a rest day: the stand-in does it',
      { closed: ['09'], rest: ['10'] },
      '2026-04-10 closed standIn',
    ],
  ])('the first call moves to the first open day after: %s', (_, off, expected) => {
    const visited = facts({ lastEffectiveOn: april('08'), firstCallOwedSince: april('08') });
    expect(shown(nextDue(visited, seen({ ...off, today: '08' })))).toBe(expected);
  });

  test('a day without closure and rest is not moved on a public holiday: dealers trade on them', () => {
    // 1 May: last talk 28 April.
    const due = nextDue(facts({ lastEffectiveOn: april('28') }), seen({ today: '28' }));
    expect(shown(due)).toBe('2026-05-01');
  });
});

describe('the base group below C (D36)', () => {
  const base = (known: Partial<DueFacts> = {}) =>
    facts({ grade: null, inBaseGroup: true, lastEffectiveOn: april('08'), ...known });

  test('is contacted once in three months', () => {
    expect(nextDue(base(), seen({}))).toMatchObject({
      on: '2026-07-07',
      why: 'cadence',
      gapDays: RULES.gapBase,
    });
  });

  test('an agreed day within them wins', () => {
    expect(nextDue(base({ agreedOn: day('2026-05-20') }), seen({}))).toMatchObject({
      on: '2026-05-20',
      why: 'agreed',
    });
  });

  test('do-not-contact goes over it', () => {
    expect(shown(nextDue(base({ doNotContact: true }), seen({})))).toBe('none doNotContact');
  });
});

describe('a customer whom too full a day moved (putOffTo)', () => {
  // Last talk two weeks ago: due on the 8th.
  const putOff = (to: string, known: Partial<DueFacts> = {}) =>
    facts({ grade: 'C', lastEffectiveOn: day('2026-03-25'), putOffTo: april(to), ...known });

  test.each([
    ['07', '2026-04-08'],
    ['08', '2026-04-08'],
    ['09', '2026-04-09 load'],
    ['10', '2026-04-10 load'],
  ])('put off to the %sth he is due on %s', (to, expected) => {
    expect(shown(nextDue(putOff(to), seen({ today: '08' })))).toBe(expected);
  });

  test('says from which day he was moved', () => {
    const due = nextDue(putOff('10'), seen({ today: '08' }));
    expect(due).toMatchObject({ why: 'cadence', moved: { from: '2026-04-08', why: 'load' } });
  });

  test.each<[string, Partial<DueFacts>]>([
    ['a day agreed later', { agreedOn: april('09') }],
    ['a first call', { firstCallOwedSince: april('08') }],
  ])('%s is not put off', (_, known) => {
    expect(nextDue(putOff('10', known), seen({ today: '08' }))).toMatchObject({ on: '2026-04-09' });
  });

  test('a talk after it begins a new gap', () => {
    const talked = putOff('10', { lastEffectiveOn: april('10') });
    expect(shown(nextDue(talked, seen({ today: '10' })))).toBe('2026-04-24');
  });

  test('a rest day on that day moves him to the working day before', () => {
    expect(nextDue(putOff('10'), seen({ today: '08', rest: ['10'] }))).toMatchObject({
      on: '2026-04-09',
      moved: { from: '2026-04-08' },
    });
  });
});

describe('a customer whom the company took back', () => {
  const pooled = (known: Partial<DueFacts> = {}) =>
    facts({ state: 'pooled', lastEffectiveOn: day('2026-03-01'), ...known });

  test('is due on the day of his batch', () => {
    expect(nextDue(pooled({ putOffTo: april('10') }), seen({}))).toMatchObject({
      on: '2026-04-10',
      why: 'pool',
    });
  });

  test('and before he is in a batch on no day', () => {
    expect(shown(nextDue(pooled(), seen({})))).toBe('none pooled');
  });
});

test.each<Grade | null>(['O', 'A', 'B', 'C', null])(
  'rest days lower no quota: a %s resting on every other day is due no later than without rest days',
  (grade) => {
    const known = facts({
      state: grade === 'O' ? 'ordered' : 'open',
      grade,
      lastEffectiveOn: april('01'),
    });
    const plain = nextDue(known, seen({ today: '01' }));
    const resting = nextDue(known, seen({ today: '01', rest: ['04', '08', '15', '22'] }));
    if (plain.kind === 'none' || resting.kind === 'none') throw new Error('due on no day');
    expect(resting.on <= plain.on).toBe(true);
  },
);

describe('a day that was missed', () => {
  test.each<[string, Partial<DueFacts>, Off, string]>([
    [
      'stays before the rest day that had moved him',
      { nextDueOn: april('11') },
      { today: '12', rest: ['12'] },
      '2026-04-11 rest',
    ],
    ['and when that is over', { nextDueOn: april('11') }, { today: '13', rest: ['12'] }, '2026-04-11 rest'],
    [
      'on the day itself it is not missed yet',
      { nextDueOn: april('12') },
      { today: '12', rest: ['12'] },
      '2026-04-12 standIn',
    ],
    ["stays the stand-in's", { nextDueOn: april('12') }, { today: '13', rest: ['12'] }, '2026-04-12 standIn'],
    [
      "stays the stand-in's when it was agreed",
      { agreedOn: april('11'), nextDueOn: april('11') },
      { today: '12', rest: ['11'] },
      '2026-04-11 standIn',
    ],
    [
      'talked with since, he is due anew',
      { lastEffectiveOn: april('12'), nextDueOn: april('11') },
      { today: '13', rest: ['12'] },
      '2026-04-15',
    ],
    [
      'agreed since, on the agreed day',
      { agreedOn: april('14'), nextDueOn: april('11') },
      { today: '12', rest: ['12'] },
      '2026-04-14',
    ],
  ])('%s', (_, known, off, expected) => {
    expect(shown(nextDue({ ...CALLED_ON_THURSDAY, ...known }, seen(off)))).toBe(expected);
  });
});
