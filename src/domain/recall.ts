import { attemptsExhausted } from './contact.ts';
import type { Rules } from './rules.ts';
import { type Day, daysBetween } from './time.ts';

/** What tells since when nobody has truly tried to reach a customer. */
export interface Neglect {
  createdOn: Day;
  lastEffectiveOn: Day | null;
  /** Days of the attempts since then, oldest first, one entry an attempt. */
  attempts: readonly Day[];
  /** When he came into these hands, or the supervisor last said 先不收: the count begins anew. */
  freshFrom: Day | null;
}

/**
 * The day from which the days without a call are counted (D18). Any effective contact begins it anew; attempts alone do
 * when they were tried often enough, on two days at least, and that a few times running only.
 */
export function countedSince(
  { createdOn, lastEffectiveOn, attempts, freshFrom }: Neglect,
  rules: Rules,
): Day {
  let since = lastEffectiveOn ?? createdOn;
  let series: Day[] = [];
  let used = 0;
  for (const on of attempts) {
    if (used >= rules.recallSeries) break;
    series.push(on);
    if (!attemptsExhausted(series, rules)) continue;
    if (on > since) since = on;
    used += 1;
    series = [];
  }
  return freshFrom && freshFrom > since ? freshFrom : since;
}

export type RecallLevel = 1 | 2 | 3;
export type RecallStep = { kind: 'none' } | { kind: 'warn'; level: RecallLevel } | { kind: 'announce' };

/**
 * The days without a call that bring each warning, in order: those of the rules, but never so late that nothing is left
 * of the term. Who shortens the term alone still has all three warnings given within it.
 */
export function warningDays(rules: Rules): [number, number, number] {
  const [first = 0, second = 0, last = 0] = [
    rules.recallFirstWarning,
    rules.recallSecondWarning,
    rules.recallLastWarning,
  ].toSorted((a, b) => a - b);
  const { recallDays } = rules;
  return [Math.min(first, recallDays - 3), Math.min(second, recallDays - 2), Math.min(last, recallDays - 1)];
}

/**
 * What comes next for a customer whom nobody calls: a warning, the announcement, or nothing today. Nobody is announced
 * without all three warnings, of which a day brings one: what a day without the bot left out comes first.
 */
export function recallStep(
  { since, warned, today }: { since: Day; warned: readonly { level: number; on: Day }[]; today: Day },
  rules: Rules,
): RecallStep {
  const days = daysBetween(since, today);
  if (warned.some(({ on }) => on >= today)) return { kind: 'none' };
  const level = ([1, 2, 3] as const).find((each) => !warned.some((known) => known.level === each));
  if (level === undefined) return days >= rules.recallDays ? { kind: 'announce' } : { kind: 'none' };
  return days >= (warningDays(rules)[level - 1] ?? Infinity) ? { kind: 'warn', level } : { kind: 'none' };
}

/**
 * The days on which those taken back are called, earliest first: as many a day as it takes to be through by the last of
 * `days`, those counted that are planned already (D19).
 */
export function batchDays(count: number, days: readonly Day[], planned: (on: Day) => number): Day[] {
  const before = days.reduce((sum, on) => sum + planned(on), 0);
  const aDay = Math.ceil((count + before) / days.length);
  const room = days.flatMap((on) => Array.from({ length: Math.max(0, aDay - planned(on)) }, () => on));
  return room.slice(0, count);
}
