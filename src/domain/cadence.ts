import { type DaysOff, isOff, openDayFrom, workDayBefore } from './days-off.ts';
import type { Grade } from './grade.ts';
import { nextCare } from './owner-care.ts';
import { agreedCapDays, gapDays, type Rules } from './rules.ts';
import { addDays, type Day } from './time.ts';

export const CUSTOMER_STATES = [
  'open',
  'ordered',
  'delivered',
  'lostPending',
  'lost',
  /** Taken back by the company (收回公司): whoever calls him back holds him. */
  'pooled',
  /** 死单: not a customer any more. */
  'dead',
  'closed',
] as const;
export type CustomerState = (typeof CUSTOMER_STATES)[number];

export interface DueFacts {
  state: CustomerState;
  grade: Grade | null;
  doNotContact: boolean;
  /** Below C: befriended every few months, nothing more (基本顾客群). */
  inBaseGroup: boolean;
  /** Day of the last visit, answered call with content, or two-way message (D6). */
  lastEffectiveOn: Day | null;
  /** Day of the first visit or call-in while nobody has called back since: the clock of step 2. */
  firstCallOwedSince: Day | null;
  /** Day the customer asked to be contacted or come again. */
  agreedOn: Day | null;
  /** Day to which too full a day moved him, or of the batch in which a pooled customer is called. */
  putOffTo: Day | null;
  deliveredOn: Day | null;
  /** What an owner's care goes by, where it is known. */
  firstServiceOn?: Day | null;
  birthday?: string | null;
  /** Day the card was made: the clock of a customer nobody has met yet. */
  createdOn: Day;
  /** The day he is due as it was written last. */
  nextDueOn?: Day | null;
}

export const DUE_REASONS = [
  'firstCall',
  'cadence',
  'agreed',
  'lightTouch',
  'care',
  'newCard',
  'pool',
] as const;
export type DueReason = (typeof DUE_REASONS)[number];

export type Due =
  | { kind: 'none'; why: 'lostPending' | 'lost' | 'dead' | 'closed' | 'pooled' | 'doNotContact' }
  | {
      kind: 'due';
      on: Day;
      /** `lightTouch`: the agreed day lies beyond the cap, so a short message is due on the cap day. */
      why: DueReason;
      gapDays?: number;
      /** The day it would be if the consultant, the store or the day's load allowed it. */
      moved?: { from: Day; why: 'rest' | 'closed' | 'load' };
      /** It falls on his rest day and cannot be earlier: whoever stands in for him does it (D10). */
      standIn?: true;
    };

type DueDay = Extract<Due, { kind: 'due' }>;

export interface Calendar {
  today: Day;
  /** As in force today. */
  rules: Rules;
  /** Of the customer's consultant and his store. */
  daysOff: DaysOff;
}

/** The one day on which a customer is next to be contacted, and why (D5, D8-D11, D37). */
export function nextDue(facts: DueFacts, calendar: Calendar): Due {
  const due = naturalDue(facts, calendar);
  if (due.kind === 'none') return due;
  if (isMissed(facts, calendar.today)) {
    const asItStood = onWorkDay(due, facts, { ...calendar, today: facts.nextDueOn });
    if (asItStood.on === facts.nextDueOn) return asItStood;
  }
  return onWorkDay(due, facts, calendar);
}

/**
 * His day has passed and nobody has talked with him since: he is overdue from that day on, and whoever was to do it
 * then has missed it (D10, D12).
 */
export function isMissed<Facts extends Pick<DueFacts, 'lastEffectiveOn' | 'nextDueOn'>>(
  facts: Facts,
  today: Day,
): facts is Facts & { nextDueOn: Day } {
  const { nextDueOn, lastEffectiveOn } = facts;
  return !!nextDueOn && nextDueOn < today && (!lastEffectiveOn || lastEffectiveOn < nextDueOn);
}

/**
 * Before rest and closed days. `today` decides one thing only: a light touch that nobody made stays due on its cap day
 * until the agreed day comes, which is then the day due. Who agrees after the cap day is overdue for the touch at
 * once: without the agreement he would be overdue even longer.
 */
function naturalDue(facts: DueFacts, { today, rules, daysOff }: Calendar): Due {
  const { state, grade, lastEffectiveOn, firstCallOwedSince, agreedOn, putOffTo, deliveredOn } = facts;
  if (state === 'lostPending' || state === 'lost' || state === 'dead' || state === 'closed')
    return { kind: 'none', why: state };
  if (facts.doNotContact) return { kind: 'none', why: 'doNotContact' };
  if (state === 'pooled')
    return putOffTo ? { kind: 'due', on: putOffTo, why: 'pool' } : { kind: 'none', why: 'pooled' };
  if (state === 'delivered' && deliveredOn) {
    const { on } = nextCare({ ...facts, deliveredOn }, rules, daysOff);
    return { kind: 'due', on, why: 'care' };
  }
  if (firstCallOwedSince) {
    const on = addDays(firstCallOwedSince, 1);
    return agreedOn && agreedOn >= firstCallOwedSince && agreedOn < on
      ? { kind: 'due', on: agreedOn, why: 'agreed' }
      : { kind: 'due', on, why: 'firstCall' };
  }
  const isBefriended = facts.inBaseGroup && grade === null;
  // Nobody hurries to call whom one only befriends.
  const last = lastEffectiveOn ?? (isBefriended ? facts.createdOn : null);
  if (!last) return { kind: 'due', on: addDays(facts.createdOn, 1), why: 'newCard' };

  const gap = isBefriended ? rules.gapBase : gapDays(rules, grade);
  if (agreedOn && agreedOn >= last) {
    const cap = addDays(last, facts.inBaseGroup ? gap : agreedCapDays(rules, grade));
    return cap < agreedOn && today < agreedOn
      ? { kind: 'due', on: cap, why: 'lightTouch', gapDays: gap }
      : { kind: 'due', on: agreedOn, why: 'agreed', gapDays: gap };
  }
  const on = addDays(last, gap);
  return putOffTo && putOffTo > on
    ? { kind: 'due', on: putOffTo, why: 'cadence', gapDays: gap, moved: { from: on, why: 'load' } }
    : { kind: 'due', on, why: 'cadence', gapDays: gap };
}

/**
 * Rest and closed days (D10, D11). What the customer agreed to stands, whoever does it. Else a closed day moves a task
 * to the last open day before, the first call to the first open day after; a rest day to the last working day before, if
 * that is after the previous contact and not over; what cannot be earlier is the stand-in's.
 */
function onWorkDay(due: DueDay, facts: DueFacts, calendar: Calendar): DueDay {
  const { today, daysOff } = calendar;
  if (due.on < today || !isOff(daysOff, due.on)) return due;
  const isClosed = daysOff.closed.has(due.on);
  if (due.why === 'agreed') return isClosed ? due : { ...due, standIn: true };
  if (isClosed && due.why === 'firstCall') {
    const on = openDayFrom(daysOff, due.on);
    const moved = { ...due, on, moved: { from: due.on, why: 'closed' as const } };
    return daysOff.rest.has(on) ? { ...moved, standIn: true } : moved;
  }
  const before = workDayBefore(daysOff, due.on);
  const earliest = facts.lastEffectiveOn ?? facts.firstCallOwedSince ?? facts.createdOn;
  const from = due.moved?.from ?? due.on;
  if (before > earliest && before >= today)
    return { ...due, on: before, moved: { from, why: isClosed ? 'closed' : 'rest' } };
  if (!isClosed) return { ...due, standIn: true };
  // Nothing open lies between the last contact and the closure: the first day after it.
  return { ...due, on: openDayFrom(daysOff, due.on), moved: { from, why: 'closed' } };
}

/** A day's work of one consultant, as far as smoothing may touch it. */
export interface DueToday<Id> {
  id: Id;
  grade: Grade | null;
  why: DueReason;
  /** He was put off before and has not been contacted since. */
  isPutOff: boolean;
}

/**
 * Which customers too full a day moves, and to when: C first, then B, never O or A, never what was agreed or owed for
 * another reason, nobody twice. A later day is filled up to the cap only; who finds no room stays.
 */
export function smoothLoad<Id>(
  load: { due: readonly DueToday<Id>[]; count: number; planned: (on: Day) => number },
  { today, rules, daysOff }: Calendar,
): { id: Id; to: Day }[] {
  const moves: { id: Id; to: Day }[] = [];
  const added = new Map<Day, number>();
  let over = load.count - rules.loadCap;
  for (const [grade, most] of [
    ['C', rules.loadDaysC],
    ['B', rules.loadDaysB],
  ] as const) {
    for (const each of load.due) {
      if (over <= 0) return moves;
      if (each.grade !== grade || each.why !== 'cadence' || each.isPutOff) continue;
      const to = daysAfter(today, most).find(
        (on) => !isOff(daysOff, on) && load.planned(on) + (added.get(on) ?? 0) < rules.loadCap,
      );
      if (!to) break;
      added.set(to, (added.get(to) ?? 0) + 1);
      moves.push({ id: each.id, to });
      over -= 1;
    }
  }
  return moves;
}

function daysAfter(today: Day, most: number): Day[] {
  return Array.from({ length: most }, (_, index) => addDays(today, index + 1));
}
