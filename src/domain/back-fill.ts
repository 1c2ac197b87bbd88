import type { Rules } from './rules.ts';
import { type Day, daysBetween } from './time.ts';

/**
 * What an entry is worth that is told on a later day than it happened (D23). By whole days, since nobody who says 昨天
 * gives the hour: told the next day it is as good as at once, within a week the supervisor knows of it, later it is kept
 * and counts for nothing.
 */
export type Timeliness = 'inTime' | 'late' | 'tooLate';

export function timeliness(on: Day, toldOn: Day, rules: Rules): Timeliness {
  const days = daysBetween(on, toldOn);
  if (days > rules.backfillDays) return 'tooLate';
  return days > rules.backfillFree ? 'late' : 'inTime';
}
