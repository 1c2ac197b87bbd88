import { closeOfDay } from './business-hours.ts';
import { type DaysOff, openDayFrom } from './days-off.ts';
import type { RuleBook } from './rules.ts';
import { addDays, addMinutes, clockOf, type Day, dayOf, instantOf, NOON } from './time.ts';

/** When the consultant is nudged, when the work must be done, and when his supervisor is told. */
export interface StepClock {
  nudgeAt: Date;
  dueAt: Date;
  alertAt: Date;
}

/** On the last day for the details the consultant has the working day to ask for them. Business time. */
const LAST_DAY_NUDGE = '09:00';
const MORNING = '09:30';
const HOUR_MINUTES = 60;

/**
 * Work that is due minutes after something happened: the consultant is nudged then; his supervisor is told after two
 * hours or at store close, whichever is first, but never before the work is due (D13).
 */
export function soonAfter(
  book: RuleBook,
  start: Date,
  work: 'cardMinutes' | 'textMinutes' | 'pretextMinutes' | 'gradeMinutes' | 'visitReviewMinutes',
): StepClock {
  const rules = book.on(dayOf(start));
  const dueAt = addMinutes(start, rules[work]);
  const close = closeOfDay(book, start);
  const patience = addMinutes(start, rules.supervisorMinutes);
  const told = patience < close ? patience : close;
  return { nudgeAt: dueAt, dueAt, alertAt: told > dueAt ? told : dueAt };
}

/** What cannot wait: told as soon as it has waited so many minutes. */
export function urgentAfter(
  book: RuleBook,
  start: Date,
  work: 'assistMinutes' | 'priceMinutes' | 'unattendedMinutes',
): StepClock {
  const dueAt = addMinutes(start, book.on(dayOf(start))[work]);
  return { nudgeAt: dueAt, dueAt, alertAt: dueAt };
}

/** What a superior has hours to decide on: the one above is told at the close of the day on which they are over. */
export function decidedWithin(
  book: RuleBook,
  start: Date,
  work: 'lostDecisionHours' | 'cancelDecisionHours' | 'ownerHours',
): StepClock {
  const dueAt = addMinutes(start, book.on(dayOf(start))[work] * HOUR_MINUTES);
  const close = closeOfDay(book, dueAt);
  return { nudgeAt: dueAt, dueAt, alertAt: close > dueAt ? close : dueAt };
}

/** Work of one day that is over at store close; the morning after the supervisor is told in one card (D16). */
export function toldMorningAfter(book: RuleBook, on: Day): StepClock {
  const { dueAt } = byCloseOf(book, on);
  return { nudgeAt: dueAt, dueAt, alertAt: instantOf(addDays(on, 1), MORNING) };
}

/** When somebody expected is taken not to come: so long after his time, or at store close when only his day is known. */
export function noShowAt(book: RuleBook, on: Day, time: string | null): Date {
  const close = closeOfDay(book, instantOf(on, NOON));
  return time === null ? close : addMinutes(instantOf(on, time), book.on(on).noShowMinutes);
}

/** Work that is due at store close so many days later; on that morning the consultant is nudged. */
export function byCloseOf(book: RuleBook, on: Day): StepClock {
  const dueAt = closeOfDay(book, instantOf(on, NOON));
  return { nudgeAt: instantOf(on, LAST_DAY_NUDGE), dueAt, alertAt: dueAt };
}

/**
 * The first call-back (D8): by store close on the day after the visit, or on the first open day after. The morning and
 * afternoon lists have nudged by then.
 */
export function firstCallClock(book: RuleBook, visitedOn: Day, daysOff: DaysOff): StepClock {
  const clock = byCloseOf(book, openDayFrom(daysOff, addDays(visitedOn, 1)));
  return { ...clock, nudgeAt: clock.dueAt };
}

/** "12:20", or with the day when it is another one than `today`. */
export function formatDeadline(at: Date, today: Day): string {
  const on = dayOf(at);
  if (on === today) return clockOf(at);
  return on === addDays(today, 1)
    ? `明天${clockOf(at)}`
    : `${Number(on.slice(5, 7))}/${Number(on.slice(8))} ${clockOf(at)}`;
}
