import { formatClock, type RuleBook, type Rules } from './rules.ts';
import { addDays, clockOf, dayOf, instantOf } from './time.ts';

/** Store close of the day of `instant`: what was due that day and is not done by then is overdue (D12). */
export function closeOfDay(book: RuleBook, instant: Date): Date {
  const on = dayOf(instant);
  return instantOf(on, formatClock(book.on(on).closeOfDay));
}

/** Whether nobody is written to now, except as the answer to what he wrote (D17). */
export function isQuiet(rules: Rules, instant: Date): boolean {
  const clock = clockOf(instant);
  return clock < formatClock(rules.pushFrom) || clock >= formatClock(rules.pushUntil);
}

/** The instant itself, or the next morning's first minute when it falls into the quiet hours. */
export function nextPushTime(rules: Rules, instant: Date): Date {
  if (!isQuiet(rules, instant)) return instant;
  const on = dayOf(instant);
  const from = formatClock(rules.pushFrom);
  return instantOf(clockOf(instant) < from ? on : addDays(on, 1), from);
}
