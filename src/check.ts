import type { Db } from './db/connect.ts';
import type { Customer } from './db/customers.ts';
import { customerName } from './domain/customer-name.ts';
import type { DaysOff } from './domain/days-off.ts';
import type { Grade } from './domain/grade.ts';
import type { CustomerId, StoreId, VisitId } from './domain/ids.ts';
import type { StaffRow } from './db/staff.ts';
import type { RuleBook, Rules } from './domain/rules.ts';
import type { UserId } from './domain/staff.ts';
import type { StepClock } from './domain/steps.ts';
import type { FirstTold } from './domain/supervision.ts';

/** A piece of work that has not been done yet, and when its clock began to run. */
export interface Owed {
  /** Names the case for ever, behind the check's name: `visit:12`. One case is raised once. */
  key: string;
  storeId: StoreId;
  aboutId: UserId;
  customerId: CustomerId | null;
  visitId: VisitId | null;
  grade: Grade | null;
  /** How the customer is called; empty for a visit without a card. */
  called: string;
  /** What was not done, where no customer's name tells which one: 11/25 08:53看风朗那批没建卡. */
  short?: string;
  startedAt: Date;
}

/** Cases that nobody has settled in time, on their way to the next person. */
export interface Handing {
  db: Db;
  at: Date;
  people: readonly StaffRow[];
  /** Whether somebody of a store is off today. */
  isOff(userId: UserId, storeId: StoreId): boolean;
}

/** A case as it was raised, and who was told of it. */
export interface Raised {
  key: string;
  told: readonly UserId[];
}

/** What supervision looks at (五步走, dealership.md 1.9): one question, its clock, and who is told. */
export interface Check {
  name: string;
  /** Of the five; 0 for what runs beside them. */
  step: 0 | 1 | 2 | 3 | 4 | 5;
  /** The check question, as the plan puts it. */
  question: string;
  /** What was not done, as a supervisor reads it: 短信没发. */
  short: string;
  first: FirstTold;
  /** `morning`: in one card at 09:30; `digest`: with the next digest; `atOnce`: the four urgent kinds only (D17). */
  told: 'atOnce' | 'morning' | 'digest';
  clock(owed: Owed, book: RuleBook, daysOff: DaysOff): StepClock;
  /** What the consultant is told when the work is due; `by` is the deadline. */
  nudge?(called: string, by: string): string;
  /** Open days until lateness alone climbs, rung by rung; answered or not. Absent: only silence climbs. */
  patience?(rules: Rules, grade: Grade | null): readonly number[];
  /** Minutes without an answer after which the next rung is told at once. */
  patienceMinutes?(rules: Rules): number;
  /** The moment for it passes: a case that stood open for so long is closed undone, or it would stand for ever. */
  lapses?: true;
  /**
   * Brings each case to whoever may settle it next, with a card of its own, and answers by its key whom: nobody where
   * none is left. It stands in for the rungs of the ladder.
   */
  handOn?(handing: Handing, raised: readonly Raised[]): Promise<ReadonlyMap<string, readonly UserId[]>>;
  /** What is owed of that whose clock began since then. Whatever is not among it any more is done. */
  owed(db: Db, since: Date, at: Date): Promise<Owed[]>;
}

/** A case of one customer, who is called as his card calls him; of his store unless another is named. */
export function caseOf(
  customer: Customer,
  known: Pick<Owed, 'key' | 'aboutId' | 'startedAt'> & { storeId?: StoreId },
): Owed {
  const { id, storeId, grade } = customer;
  return { storeId, customerId: id, visitId: null, grade, called: customerName(customer), ...known };
}

export function defineCheck(check: Check): Check {
  return check;
}
