import { addDays, clockOf, dayOf, instantOf } from './time.ts';

/** Store close: what was due today and is not done by then is overdue (D12). Business time. */
export const CLOSE_OF_DAY = '17:30';

/** Nobody is written to before or after this, except as the answer to what he wrote (D17). Business time. */
export const PUSH_FROM = '08:30';
export const PUSH_UNTIL = '20:30';

export function closeOfDay(instant: Date): Date {
  return instantOf(dayOf(instant), CLOSE_OF_DAY);
}

export function isQuiet(instant: Date): boolean {
  const clock = clockOf(instant);
  return clock < PUSH_FROM || clock >= PUSH_UNTIL;
}

/** The instant itself, or the next morning's first minute when it falls into the quiet hours. */
export function nextPushTime(instant: Date): Date {
  if (!isQuiet(instant)) return instant;
  const on = dayOf(instant);
  return instantOf(clockOf(instant) < PUSH_FROM ? on : addDays(on, 1), PUSH_FROM);
}
