import { closeOfDay } from './business-hours.ts';
import { DETAIL_DAYS } from './card.ts';
import { type Dated, inForce } from './dated.ts';
import { addDays, addMinutes, clockOf, type Day, day, dayOf, instantOf } from './time.ts';

/**
 * What the supervisor watches in steps 1 and 2 (五步走, dealership.md 1.9): the card made at once and in detail,
 * the text after leaving, the first call-back, and the grade assessed after every call.
 */
export const STEP_CHECKS = [
  'cardLate',
  'textMissing',
  'cardThin',
  'firstCallMissing',
  'gradeMissing',
] as const;
export type StepCheck = (typeof STEP_CHECKS)[number];

export const CHECK_WORDS: Record<StepCheck, { step: 1 | 2; short: string }> = {
  cardLate: { step: 1, short: '没建卡' },
  textMissing: { step: 1, short: '短信没发' },
  cardThin: { step: 1, short: '卡不详细' },
  firstCallMissing: { step: 2, short: '首访没打' },
  gradeMissing: { step: 2, short: '没评级别' },
};

/** Minutes after the customer left, or after the call, within which the work is to be done (D13). */
const MINUTES: Dated<{ card: number; text: number; grade: number; supervisor: number }> = [
  { since: day('2020-01-01'), card: 30, text: 60, grade: 30, supervisor: 120 },
];

/** On the last day for the details the consultant has the working day to ask for them. Business time. */
const LAST_DAY_NUDGE = '09:00';

/** When the consultant is nudged, when the work must be done, and when his supervisor is told. */
export interface StepClock {
  nudgeAt: Date;
  dueAt: Date;
  alertAt: Date;
}

/** The clock of a check that began at `start`: the customer left, the call ended, the card was made. */
export function stepClock(check: StepCheck, start: Date): StepClock {
  const minutes = inForce(MINUTES, dayOf(start));
  switch (check) {
    case 'cardLate':
      return soon(start, minutes.card, minutes.supervisor);
    case 'textMissing':
      return soon(start, minutes.text, minutes.supervisor);
    case 'gradeMissing':
      return soon(start, minutes.grade, minutes.supervisor);
    case 'cardThin': {
      const lastDay = addDays(dayOf(start), DETAIL_DAYS);
      const dueAt = closeOfDay(instantOf(lastDay, '12:00'));
      return { nudgeAt: instantOf(lastDay, LAST_DAY_NUDGE), dueAt, alertAt: dueAt };
    }
    case 'firstCallMissing': {
      // D8: by store close on the day after the visit. The morning and afternoon lists have nudged by then.
      const dueAt = closeOfDay(instantOf(addDays(dayOf(start), 1), '12:00'));
      return { nudgeAt: dueAt, dueAt, alertAt: dueAt };
    }
  }
}

/** Supervisor after two hours or at store close, whichever is first (D13), but never before the work is due. */
function soon(start: Date, dueMinutes: number, alertMinutes: number): StepClock {
  const dueAt = addMinutes(start, dueMinutes);
  const close = closeOfDay(start);
  const patience = addMinutes(start, alertMinutes);
  const told = patience < close ? patience : close;
  return { nudgeAt: dueAt, dueAt, alertAt: told > dueAt ? told : dueAt };
}

/** "12:20", or with the day when it is another one than `today`. */
export function formatDeadline(at: Date, today: Day): string {
  const on = dayOf(at);
  if (on === today) return clockOf(at);
  return on === addDays(today, 1)
    ? `明天${clockOf(at)}`
    : `${Number(on.slice(5, 7))}/${Number(on.slice(8))} ${clockOf(at)}`;
}
