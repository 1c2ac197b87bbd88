import { type DaysOff, openDaysLater } from './days-off.ts';
import type { Grade } from './grade.ts';
import type { StoreId } from './ids.ts';
import type { Rules } from './rules.ts';
import type { Role, UserId } from './staff.ts';
import { clockOf, type Day, dayOf, instantOf } from './time.ts';

export interface Colleague {
  userId: UserId;
  roles: readonly Role[];
  storeIds: readonly StoreId[];
  directLeaders: readonly UserId[];
}

/**
 * Who is told of what somebody failed to do in a store, and who decides on what he applies for: the supervisor of that
 * store, his own leader first; the sales manager when he supervises the store himself, or where there is none; the
 * general manager if there is no one else (D15, D38). Above a manager stands the general manager, never who answers to him.
 */
export function supervisorOf<Person extends Colleague>(
  people: readonly Person[],
  about: UserId,
  storeId: StoreId,
): Person | undefined {
  const owner = people.find(({ userId }) => userId === about);
  const others = people.filter(({ userId }) => userId !== about);
  const isSuperior = SUPERIORS.some((office) => owner?.roles.includes(office));
  const supervisors = isSuperior
    ? []
    : others.filter(({ roles, storeIds }) => roles.includes('supervisor') && storeIds.includes(storeId));
  return (
    supervisors.find(({ userId }) => owner?.directLeaders.includes(userId)) ??
    supervisors[0] ??
    (owner?.roles.includes('salesManager')
      ? undefined
      : others.find(({ roles }) => roles.includes('salesManager'))) ??
    others.find(({ roles }) => roles.includes('generalManager'))
  );
}

/** Those above a consultant, lowest first (D29: each has more room than the one below). */
export const SUPERIORS = ['supervisor', 'salesManager', 'generalManager'] as const;
export type Superior = (typeof SUPERIORS)[number];

/** Who holds each office above somebody in a store; an office nobody else holds is missing. */
export function superiorsOf<Person extends Colleague>(
  people: readonly Person[],
  about: UserId,
  storeId: StoreId,
): Partial<Record<Superior, Person>> {
  const holding = (role: Role) =>
    people.filter(({ userId, roles }) => userId !== about && roles.includes(role));
  const first = supervisorOf(people, about, storeId);
  const supervisor = first?.roles.includes('supervisor') ? first : undefined;
  const managers = holding('salesManager');
  const manager = managers.find(({ userId }) => first?.directLeaders.includes(userId)) ?? managers[0];
  const [boss] = holding('generalManager');
  return {
    ...(supervisor && { supervisor }),
    ...(manager && { salesManager: manager }),
    ...(boss && { generalManager: boss }),
  };
}

/** Who is asked for help: the one wanted, else the next above, those on duty first; the highest there is at last. */
export function helperFrom<Person extends Colleague>(
  above: Partial<Record<Superior, Person>>,
  wanted: Superior,
  isOff: (userId: UserId) => boolean,
): { office: Superior; person: Person } | undefined {
  const offices = SUPERIORS.flatMap((office) => {
    const person = above[office];
    return person ? [{ office, person }] : [];
  });
  const isHighEnough = ({ office }: { office: Superior }) =>
    SUPERIORS.indexOf(office) >= SUPERIORS.indexOf(wanted);
  const from = offices.filter(isHighEnough);
  return from.find(({ person }) => !isOff(person.userId)) ?? from[0];
}

/** Who is told first: steps 1, 2 and owner care the supervisor, steps 3 to 5 him and the sales manager (D15). */
export type FirstTold = 'supervisor' | 'supervisorAndManager' | 'manager';

/**
 * The rungs of escalation above somebody in a store, lowest first: supervisor, sales manager, general manager. Nobody
 * stands on two rungs, nobody is told of himself, and a rung without people is left out.
 */
export function ladder(
  people: readonly Colleague[],
  about: UserId,
  storeId: StoreId,
  first: FirstTold,
): UserId[][] {
  const supervisor = supervisorOf(people, about, storeId);
  const { salesManager: manager, generalManager: boss } = superiorsOf(people, about, storeId);
  const lowest =
    first === 'manager' ? [manager] : first === 'supervisor' ? [supervisor] : [supervisor, manager];
  const rungs: UserId[][] = [];
  for (const rung of [lowest, [manager], [boss]]) {
    const known = rungs.flat();
    const fresh = [...new Set(rung.flatMap((person) => person?.userId ?? []))];
    const told = fresh.filter((userId) => !known.includes(userId));
    if (told.length > 0) rungs.push(told);
  }
  return rungs;
}

/** Where a case stands on its ladder. */
export interface CaseOnLadder {
  /** How many rungs have been told. */
  level: number;
  toldAt: Date | null;
  /** When somebody on the rung told last settled it with a word of his. */
  answeredAt: Date | null;
  /** When he last urged the consultant (催一下): no settlement, but his silence counts anew from then. */
  urgedAt: Date | null;
  /** Whether the person told last is a supervisor: managers are given longer. */
  bySupervisor: boolean;
  /** Days on which nobody of the rung told last works: they are no silence. */
  awayOn?: readonly Day[];
  /** Since when the work is owed. */
  dueOn: Day;
  /** Open days after which lateness alone brings it to the next rung, by how many have been told; 0: never. */
  patience: readonly number[];
}

/**
 * When the next rung is told (D16): when nobody answered for a working day of his (a manager two), or when the work is
 * still not done so many open days after it was due, whoever answered. Lateness is counted in open days of the store, on
 * every rung alike. Undefined: not before somebody is told, and never by lateness where the rule says 0.
 */
export function climbsAt(
  each: CaseOnLadder,
  rules: Rules,
  daysOff: Pick<DaysOff, 'closed'>,
): Date | undefined {
  const { level, toldAt, answeredAt, urgedAt, bySupervisor, awayOn = [], dueOn, patience } = each;
  if (level === 0 || !toldAt) return undefined;
  const silent = bySupervisor ? rules.supervisorSilent : rules.managerSilent;
  const silentSince = urgedAt && urgedAt > toldAt ? urgedAt : toldAt;
  const listening = { closed: new Set([...daysOff.closed, ...awayOn]) };
  const silentUntil = instantOf(openDaysLater(listening, dayOf(silentSince), silent), clockOf(silentSince));
  const byLateness = patience[level - 1] ?? 0;
  const times = [
    ...(answeredAt ? [] : [silentUntil]),
    ...(byLateness > 0 ? [instantOf(openDaysLater(daysOff, dueOn, byLateness), '00:00')] : []),
  ];
  return times.sort((a, b) => a.getTime() - b.getTime())[0];
}

/** How long an overdue customer is the supervisor's, then the manager's alone, by his grade (D16). */
export function overduePatience(rules: Rules, grade: Grade | null): number[] {
  const manager = { O: rules.climbO, H: rules.climbH, A: rules.climbA, B: rules.climbB, C: rules.climbC };
  const boss = { O: rules.bossA, H: rules.bossH, A: rules.bossA, B: rules.bossB, C: rules.bossC };
  return [manager[grade ?? 'B'], boss[grade ?? 'B']];
}
