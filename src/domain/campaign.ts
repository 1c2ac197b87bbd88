import { type DaysOff, isOff } from './days-off.ts';
import { type Grade, gradeMove } from './grade.ts';
import type { Rules } from './rules.ts';
import type { StoreId } from './ids.ts';
import type { UserId } from './staff.ts';
import type { Colleague } from './supervision.ts';
import { addDays, addMonths, type Day, monthStart } from './time.ts';

/** The days of one clean-up of the customer records (资源盘点, 1.7). */
export interface CampaignDates {
  startsOn: Day;
  /** By then all cards are complete. */
  collectBy: Day;
  /** By then the control forms exist. */
  formsBy: Day;
  /** By then everybody has been called. */
  endsOn: Day;
}

/** The days that were said, and for the others those of the plan: the 12th, three days for the forms, the 23rd (D20). */
export function campaignDates(
  said: Partial<Pick<CampaignDates, 'collectBy' | 'formsBy' | 'endsOn'>>,
  today: Day,
  rules: Rules,
): CampaignDates {
  const collectBy = said.collectBy ?? nextDate(today, rules.campaignCollectDate);
  return {
    startsOn: today,
    collectBy,
    formsBy: said.formsBy ?? addDays(today, rules.campaignFormDays),
    endsOn: said.endsOn ?? nextDate(addDays(collectBy, 1), rules.campaignEndDate),
  };
}

/** The first such day of a month from `from` on, itself included. */
function nextDate(from: Day, date: number): Day {
  const inThisMonth = addDays(monthStart(from), date - 1);
  return inThisMonth >= from ? inThisMonth : addDays(monthStart(addMonths(from, 1)), date - 1);
}

/** The days on which somebody makes his calls: the first so many of his working days once all is collected. */
export function callingDays(
  { collectBy, endsOn }: Pick<CampaignDates, 'collectBy' | 'endsOn'>,
  daysOff: DaysOff,
  rules: Rules,
): Day[] {
  const days: Day[] = [];
  for (let on = addDays(collectBy, 1); on <= endsOn; on = addDays(on, 1)) {
    if (days.length < rules.campaignCallDays && !isOff(daysOff, on)) days.push(on);
  }
  return days;
}

/** A customer whom nobody has reached since the campaign began. */
export interface Waiting {
  nextDueOn: Day | null;
  /** Why he is due then: what was agreed with him is not forestalled. */
  nextDueWhy: string | null;
}

/**
 * Who of those waiting is to be called today: an equal share of what is left for every calling day that is left, those
 * due soonest first; all of them once the calling days are over. `reachedToday` counts towards the share: during a day
 * nobody new comes up, however often it is asked.
 */
export function dailyBatch<Customer extends Waiting>(
  waiting: readonly Customer[],
  {
    today,
    days,
    daysOff,
    reachedToday,
  }: { today: Day; days: readonly Day[]; daysOff: DaysOff; reachedToday: number },
): Customer[] {
  const [first] = days;
  if (!first || today < first || isOff(daysOff, today)) return [];
  const left = days.filter((on) => on >= today);
  const last = left.at(-1);
  const callable = waiting
    .filter(({ nextDueOn, nextDueWhy }) => {
      const isAgreed = nextDueWhy === 'agreed' && nextDueOn !== null;
      return !(isAgreed && last !== undefined && nextDueOn > today && nextDueOn <= last);
    })
    .toSorted((a, b) => (a.nextDueOn ?? NEVER).localeCompare(b.nextDueOn ?? NEVER));
  if (last === undefined) return callable;
  const share = Math.ceil((waiting.length + reachedToday) / left.length);
  return callable.slice(0, Math.max(0, share - reachedToday));
}

/** Later than every day. */
const NEVER = '9999';

/** Customers of a campaign who are alike: whose they are, and what has become of their grade. */
export interface Alike {
  /** Whose they are; of those taken back by the company, whose they were. */
  personId: UserId;
  gradeBefore: Grade | null;
  grade: Grade | null;
  /** How many there are; of these how many are as named. */
  total: number;
  /** Effectively contacted since the beginning, and of these graded after it. */
  reached: number;
  graded: number;
  complete: number;
  /** In the company's pool. */
  recalled: number;
  /** Still to be called, still without a complete card, still without a grade: open prospects only. */
  toCall: number;
  thin: number;
  ungraded: number;
  /** Not reached, and not to be called any more: ordered, lost, left alone. */
  settled: number;
}

const COUNTED = [
  'total',
  'reached',
  'graded',
  'complete',
  'recalled',
  'toCall',
  'thin',
  'ungraded',
  'settled',
] as const;

export type Progress = Record<(typeof COUNTED)[number] | 'up' | 'down' | 'same' | 'first', number>;

/** How far it has come; the evaluated are told apart by what became of their grade. */
export function progressOf(rows: readonly Alike[]): Progress {
  const sum = (count: (row: Alike) => number) => rows.reduce((total, row) => total + count(row), 0);
  const moved = (move: ReturnType<typeof gradeMove>) =>
    sum(({ gradeBefore, grade, graded }) =>
      grade !== null && gradeMove(gradeBefore, grade) === move ? graded : 0,
    );
  const counts = Object.fromEntries(COUNTED.map((name) => [name, sum((row) => row[name])]));
  return {
    ...(counts as Record<(typeof COUNTED)[number], number>),
    up: moved('up'),
    down: moved('down'),
    same: moved('same'),
    first: moved('first'),
  };
}

/**
 * Who is told how a store's campaign goes: its supervisors and the sales managers, of its beginning and end the general
 * manager too, who is also told where there is no other; and whoever started it.
 */
export function overseersOf(
  people: readonly Colleague[],
  { storeId, by }: { storeId: StoreId; by: UserId },
  what: 'milestone' | 'beginningOrEnd',
): UserId[] {
  const holding = (role: 'salesManager' | 'generalManager') =>
    people.filter(({ roles }) => roles.includes(role)).map(({ userId }) => userId);
  const supervisors = people
    .filter(({ roles, storeIds }) => roles.includes('supervisor') && storeIds.includes(storeId))
    .map(({ userId }) => userId);
  const managers = holding('salesManager');
  const bosses = what === 'beginningOrEnd' || managers.length === 0 ? holding('generalManager') : [];
  const starter = people.filter(({ userId }) => userId === by).map(({ userId }) => userId);
  return [...new Set([...supervisors, ...managers, ...bosses, ...starter])];
}
