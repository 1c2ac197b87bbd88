import type { Grade } from './grade.ts';
import { gapDays, type Rules } from './rules.ts';
import { addDays, addMonths, type Day, daysBetween, monthStart, weekStart } from './time.ts';

/**
 * The quota beside the due date (促进频率, D5): on how many days of a period a customer is to be met or talked with.
 * What comes round within a week is counted from Monday to Sunday, what takes longer by calendar month.
 */
export interface QuotaPeriod {
  kind: 'week' | 'month';
  since: Day;
  /** The last day, included. */
  until: Day;
}

export function weekOf(on: Day): QuotaPeriod {
  const since = weekStart(on);
  return { kind: 'week', since, until: addDays(since, 6) };
}

export function monthOf(on: Day): QuotaPeriod {
  const since = monthStart(on);
  return { kind: 'month', since, until: addDays(addMonths(since, 1), -1) };
}

export function periodOf(rules: Rules, grade: Grade, on: Day): QuotaPeriod {
  return gapDays(rules, grade) <= 7 ? weekOf(on) : monthOf(on);
}

/** Thursday, and the 16th: from then on only half of it is owed. */
const SECOND_HALF = { week: 3, month: 15 } as const;

/**
 * As many days as whole gaps fit into the period: with the deck's gaps two a week for A, one for O and B, two a month
 * for C. Who got his grade within it owes all in its first half and half, rounded up, in its second, and never more
 * than days are left. Rest days lower nothing.
 */
export function daysOwed(rules: Rules, grade: Grade, gradedOn: Day | null, period: QuotaPeriod): number {
  const { kind, since, until } = period;
  const whole = Math.floor((daysBetween(since, until) + 1) / gapDays(rules, grade));
  if (gradedOn === null || gradedOn <= since) return whole;
  const left = Math.max(0, daysBetween(gradedOn, until) + 1);
  const isLate = gradedOn >= addDays(since, SECOND_HALF[kind]);
  return Math.min(isLate ? Math.ceil(whole / 2) : whole, left);
}

/** So many customers with the same grade, set on the same day of the period, and met on as many of its days. */
export interface MetAlike {
  grade: Grade;
  /** Null: before the period began. */
  gradedOn: Day | null;
  days: number;
  customers: number;
}

export interface Quota {
  owed: number;
  done: number;
}

/** Whoever is met more often than he has to makes up for nobody else. */
export function quotaOf(rules: Rules, met: readonly MetAlike[], period: QuotaPeriod): Quota {
  const sum = { owed: 0, done: 0 };
  for (const { grade, gradedOn, days, customers } of met) {
    if (periodOf(rules, grade, period.since).kind !== period.kind) continue;
    const owed = daysOwed(rules, grade, gradedOn, period);
    sum.owed += owed * customers;
    sum.done += Math.min(owed, days) * customers;
  }
  return sum;
}
