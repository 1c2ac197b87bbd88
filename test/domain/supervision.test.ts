import { describe, expect, test } from 'vitest';
import type { StoreId } from '../../src/domain/ids.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import type { Role, UserId } from '../../src/domain/staff.ts';
import {
  type CaseOnLadder,
  climbsAt,
  type Colleague,
  type FirstTold,
  ladder,
  overduePatience,
  supervisorOf,
} from '../../src/domain/supervision.ts';
import { type Day, day, dayOf } from '../../src/domain/time.ts';

const FIRST = 2 as StoreId;
const SECOND = 3 as StoreId;
const id = (name: string) => name as UserId;

const somebody = (
  userId: string,
  roles: Role[],
  storeIds: StoreId[] = [],
  leaders: string[] = [],
): Colleague => ({ userId: id(userId), roles, storeIds, directLeaders: leaders.map(id) });

const liu = somebody('liu', ['consultant'], [FIRST], ['zhou']);
const he = somebody('he', ['consultant'], [SECOND], ['wu']);
const zhou = somebody('zhou', ['supervisor'], [FIRST], ['zhao']);
const wu = somebody('wu', ['supervisor'], [SECOND], ['zhao']);
const zhao = somebody('zhao', ['salesManager'], [], ['chen']);
const chen = somebody('chen', ['generalManager']);
const lin = somebody('lin', ['deskAgent']);
const COMPANY = [liu, he, zhou, wu, zhao, chen, lin];
const without = (...people: Colleague[]) => COMPANY.filter((person) => !people.includes(person));

describe('who is told of what somebody failed to do', () => {
  test.each([
    ['liu', FIRST, 'zhou'],
    ['he', SECOND, 'wu'],
    // The supervisor of the store where it happened, not of the one where he sits.
    ['zhou', FIRST, 'zhao'],
    // A manager's lapse is nothing that his own people hear of.
    ['zhao', FIRST, 'chen'],
  ])('of %s in store %i: %s', (about, store, told) => {
    expect(supervisorOf(COMPANY, id(about), store)?.userId).toBe(told);
  });

  test('in a store with two supervisors his own leader comes first', () => {
    const second = somebody('qian', ['supervisor'], [FIRST]);
    const his = somebody('sun', ['consultant'], [FIRST], ['qian']);
    expect(supervisorOf([zhou, second, his, zhao], his.userId, FIRST)?.userId).toBe('qian');
    expect(supervisorOf([second, zhou, liu, zhao], liu.userId, FIRST)?.userId).toBe('zhou');
  });

  test('a supervisor who sells himself is not supervised by a second one of his store (D38)', () => {
    const second = somebody('qian', ['supervisor'], [FIRST]);
    expect(supervisorOf([second, zhou, zhao], zhou.userId, FIRST)?.userId).toBe('zhao');
  });

  test('a store without a supervisor has the sales manager, then the general manager, then nobody', () => {
    expect(supervisorOf(without(zhou), liu.userId, FIRST)?.userId).toBe('zhao');
    expect(supervisorOf(without(zhou, zhao), liu.userId, FIRST)?.userId).toBe('chen');
    expect(supervisorOf([liu, he, wu], liu.userId, FIRST)).toBeUndefined();
  });
});

describe('the ladder above somebody (D15, D16, D38)', () => {
  test.each<[FirstTold, Colleague, StoreId, string[][]]>([
    ['supervisor', liu, FIRST, [['zhou'], ['zhao'], ['chen']]],
    ['supervisor', he, SECOND, [['wu'], ['zhao'], ['chen']]],
    ['supervisorAndManager', liu, FIRST, [['zhou', 'zhao'], ['chen']]],
    ['manager', liu, FIRST, [['zhao'], ['chen']]],
    // The supervisor's own customers go to the manager.
    ['supervisor', zhou, FIRST, [['zhao'], ['chen']]],
    ['supervisorAndManager', zhou, FIRST, [['zhao'], ['chen']]],
    ['manager', zhou, FIRST, [['zhao'], ['chen']]],
    // The manager's own go to the general manager in the end.
    ['manager', zhao, FIRST, [['chen']]],
  ])('%s first, about %o in store %i', (first, about, store, rungs) => {
    const found = ladder(COMPANY, about.userId, store, first);
    expect(found.map((rung) => rung.toSorted())).toEqual(rungs.map((rung) => rung.toSorted()));
  });

  test.each<[string, Colleague[], FirstTold, string[][]]>([
    ['a supervisor', [zhou], 'supervisor', [['zhao'], ['chen']]],
    ['a supervisor', [zhou], 'supervisorAndManager', [['zhao'], ['chen']]],
    ['a manager', [zhao], 'supervisor', [['zhou'], ['chen']]],
    ['a manager', [zhao], 'supervisorAndManager', [['zhou'], ['chen']]],
    ['a manager', [zhao], 'manager', [['chen']]],
    ['a general manager', [chen], 'supervisor', [['zhou'], ['zhao']]],
    ['anybody above', [zhou, wu, zhao, chen], 'supervisor', []],
  ])('without %s a rung is left out (%#)', (_, gone, first, rungs) => {
    expect(ladder(without(...gone), liu.userId, FIRST, first)).toEqual(rungs);
  });

  test('of two managers it is the one whom the supervisor answers to', () => {
    const other = somebody('tang', ['salesManager']);
    expect(ladder([liu, zhou, other, zhao], liu.userId, FIRST, 'supervisor')).toEqual([['zhou'], ['zhao']]);
  });

  test.each<FirstTold>(['supervisor', 'supervisorAndManager', 'manager'])(
    'who holds two posts stands on one rung, the lower (%s)',
    (first) => {
      const both = somebody('zhou', ['supervisor', 'salesManager'], [FIRST]);
      const people = [liu, both, chen];
      expect(ladder(people, liu.userId, FIRST, first)).toEqual([['zhou'], ['chen']]);
    },
  );

  test.each<FirstTold>(['supervisor', 'supervisorAndManager', 'manager'])(
    'nobody is told of himself or twice, whoever it is about (%s)',
    (first) => {
      for (const about of COMPANY)
        for (const store of [FIRST, SECOND]) {
          const told = ladder(COMPANY, about.userId, store, first).flat();
          expect(told).not.toContain(about.userId);
          expect(new Set(told).size).toBe(told.length);
        }
    },
  );

  test('no rung is empty, and the supervisor of the other store is on none', () => {
    const rungs = ladder(COMPANY, liu.userId, FIRST, 'supervisor');
    expect(rungs.flat()).not.toContain('wu');
    expect(rungs.every((rung) => rung.length > 0)).toBe(true);
  });
});

const RULES = ruleBook().on(day('2026-04-08'));
const china = (text: string) => new Date(`${text}:00+08:00`);
const closed = (...days: string[]) => ({ closed: new Set<Day>(days.map((date) => day(`2026-04-${date}`))) });
const OPEN = closed();

describe('when the next rung is told (D16)', () => {
  /** Told to the supervisor on Wednesday 8 April at 11:53; due the day before, and never late enough by itself. */
  const silent = (known: Partial<CaseOnLadder> = {}): CaseOnLadder => ({
    level: 1,
    toldAt: china('2026-04-08T11:53'),
    answeredAt: null,
    urgedAt: null,
    bySupervisor: true,
    dueOn: day('2026-04-07'),
    patience: [],
    ...known,
  });
  const dayIt = (each: CaseOnLadder, off = OPEN) => {
    const at = climbsAt(each, RULES, off);
    return at && dayOf(at);
  };

  test('never before somebody was told', () => {
    expect(climbsAt(silent({ level: 0, toldAt: null }), RULES, OPEN)).toBeUndefined();
    expect(climbsAt(silent({ level: 0, toldAt: null, patience: [2, 2] }), RULES, OPEN)).toBeUndefined();
  });

  test.each([
    ['a supervisor', true, [], '2026-04-09'],
    ['a supervisor', true, ['09'], '2026-04-10'],
    ['a supervisor', true, ['09', '10'], '2026-04-11'],
    ['a supervisor', true, ['10'], '2026-04-09'],
    ['a manager', false, [], '2026-04-10'],
    ['a manager', false, ['09'], '2026-04-11'],
    ['a manager', false, ['10'], '2026-04-11'],
    ['a manager', false, ['09', '10'], '2026-04-12'],
    ['a manager', false, ['11'], '2026-04-10'],
  ])('the silence of %s (%s) with the store closed on %j ends on %s', (_, bySupervisor, days, expected) => {
    expect(dayIt(silent({ bySupervisor }), closed(...days))).toBe(expected);
  });

  test('a working day is a whole one: told in the afternoon, he has until the next afternoon', () => {
    const at = climbsAt(silent({ toldAt: china('2026-04-08T17:23') }), RULES, OPEN);
    expect(at && at > china('2026-04-09T11:53')).toBe(true);
    expect(at && at <= china('2026-04-09T17:23')).toBe(true);
  });

  test.each([
    ['his day off', ['2026-04-09'], [], '2026-04-10'],
    ['his days off and a closed day', ['2026-04-09', '2026-04-11'], ['10'], '2026-04-12'],
    ['a day off before he was told', ['2026-04-07'], [], '2026-04-09'],
    ['a day off after the silence', ['2026-04-10'], [], '2026-04-09'],
  ])('is not hastened by %s', (_, awayOn, days, expected) => {
    expect(dayIt(silent({ awayOn: awayOn.map(day) }), closed(...days))).toBe(expected);
  });

  test('how long a manager is waited for is a rule', () => {
    const patient = { ...RULES, supervisorSilent: 3, managerSilent: 5 };
    const at = (bySupervisor: boolean) => climbsAt(silent({ bySupervisor }), patient, OPEN);
    expect([at(true), at(false)].map((each) => each && dayOf(each))).toEqual(['2026-04-11', '2026-04-13']);
  });

  test.each([
    ['later on the day he was told', '2026-04-08T17:00', '2026-04-09T17:00'],
    ['the day after', '2026-04-09T09:00', '2026-04-10T09:00'],
    ['by the rung below, before he was told', '2026-04-08T09:00', '2026-04-09T11:53'],
  ])('an urging %s lets the silence begin anew, and does not end it', (_, urgedAt, expected) => {
    expect(climbsAt(silent({ urgedAt: china(urgedAt) }), RULES, OPEN)).toEqual(china(expected));
  });

  test('an answer ends the silence', () => {
    expect(climbsAt(silent({ answeredAt: china('2026-04-08T12:10') }), RULES, OPEN)).toBeUndefined();
  });

  /** Answered at once, so that lateness alone counts. */
  const late = (known: Partial<CaseOnLadder> = {}) =>
    silent({ answeredAt: china('2026-04-08T12:10'), patience: [3, 6], ...known });

  test.each([
    [1, [], '2026-04-10'],
    [1, ['08'], '2026-04-11'],
    [1, ['08', '09'], '2026-04-12'],
    [1, ['11'], '2026-04-10'],
    // The same days are left out on the next rung.
    [2, [], '2026-04-13'],
    [2, ['09'], '2026-04-14'],
    [2, ['09', '12'], '2026-04-15'],
  ])('but not the lateness: told to %i, closed on %j, it climbs on %s', (level, days, expected) => {
    const bySupervisor = level === 1;
    expect(dayIt(late({ level, bySupervisor }), closed(...days))).toBe(expected);
  });

  test('lateness of which the rule says 0 never climbs', () => {
    expect(climbsAt(late({ patience: [0, 0] }), RULES, OPEN)).toBeUndefined();
    expect(climbsAt(late({ level: 2, bySupervisor: false, patience: [3, 0] }), RULES, OPEN)).toBeUndefined();
  });

  test('whichever is first counts, silence or lateness', () => {
    // Silence until the 9th.
    expect(dayIt(silent({ patience: [3] }))).toBe('2026-04-09');
    expect(dayIt(silent({ patience: [2] }))).toBe('2026-04-09');
    // A manager's silence until the 10th, lateness on the 9th or 11th.
    const manager = { level: 2, bySupervisor: false };
    expect(dayIt(silent({ ...manager, patience: [1, 2] }))).toBe('2026-04-09');
    expect(dayIt(silent({ ...manager, patience: [1, 4] }))).toBe('2026-04-10');
  });

  test.each([
    ['O', 2],
    ['A', 2],
    ['B', 3],
    ['C', 5],
    [null, 3],
  ] as const)('an overdue %s is the supervisor alone for %i working days', (grade, days) => {
    expect(overduePatience(RULES, grade)[0]).toBe(days);
  });

  test.each(['O', 'A', 'B', 'C', null] as const)(
    'the general manager hears of an overdue %s only where he set a rule',
    (grade) => {
      expect(overduePatience(RULES, grade)[1] ?? 0).toBe(0);
      const told = climbsAt(
        late({ level: 2, bySupervisor: false, patience: overduePatience(RULES, grade) }),
        RULES,
        OPEN,
      );
      expect(told).toBeUndefined();
    },
  );

  test('"A over 5 days at once" is such a rule (D16)', () => {
    const rules = { ...RULES, bossA: 5 };
    const patience = overduePatience(rules, 'A');
    const at = climbsAt(late({ level: 2, bySupervisor: false, patience }), rules, OPEN);
    expect(at && dayOf(at)).toBe('2026-04-12');
    expect(overduePatience(rules, 'B')[1] ?? 0).toBe(0);
  });
});
