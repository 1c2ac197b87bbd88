import type { Fen } from './money.ts';
import { type Superior, SUPERIORS } from './supervision.ts';

/** How far each level may go below the list price in all (层层留有让利空间, D29). */
export interface ConcessionLimits {
  consultantFen: Fen;
  supervisorFen: Fen;
  salesManagerFen: Fen;
  generalManagerFen: Fen;
}

/** 0 the consultant himself, then those above him as `SUPERIORS` has them. */
export type ConcessionLevel = 0 | 1 | 2 | 3;

const ROOM = ['consultantFen', 'supervisorFen', 'salesManagerFen', 'generalManagerFen'] as const;
export const LEVEL_WORDS = ['顾问', '主管', '销售经理', '总经理'] as const;

/** Where nothing has been set, everything is the manager's to decide, and nobody below him has room. */
const UNLIMITED_FROM: ConcessionLevel = 2;

/** How much somebody on a level may concede in all. */
export function roomOf(limits: ConcessionLimits | undefined, level: ConcessionLevel): number {
  if (limits) return limits[ROOM[level]];
  return level >= UNLIMITED_FROM ? Number.POSITIVE_INFINITY : 0;
}

export function officeOf(level: Exclude<ConcessionLevel, 0>): Superior {
  return SUPERIORS[level - 1] ?? 'generalManager';
}

/**
 * Who decides on a sum conceded in all: the lowest level above `above` that is held by somebody and whose room covers
 * it; the highest that is held when none covers it. Undefined when nobody is above.
 */
export function deciderOf(
  limits: ConcessionLimits | undefined,
  total: number,
  held: readonly Superior[],
  above: ConcessionLevel,
): Exclude<ConcessionLevel, 0> | undefined {
  const levels = ([1, 2, 3] as const).filter((level) => level > above && held.includes(officeOf(level)));
  return levels.find((level) => roomOf(limits, level) >= total) ?? levels.at(-1);
}

/** What is wrong with limits: each level has to have more than the one below. */
export function flawIn(limits: ConcessionLimits): { lower: string; upper: string } | undefined {
  for (const level of [1, 2, 3] as const) {
    if (limits[ROOM[level]] <= limits[ROOM[level - 1] ?? 'consultantFen'])
      return { lower: LEVEL_WORDS[(level - 1) as ConcessionLevel], upper: LEVEL_WORDS[level] };
  }
  return undefined;
}

/** The most that is given below a price nobody has named; more is told with the price. */
const MOST_CONCEDED_FEN = 5_000_000;

/** Whether a sum is too large to be conceded: most of the price itself, which has then been taken for it. */
export function isPriceItself(
  sum: number,
  { price, limits }: { price?: number | null | undefined; limits?: ConcessionLimits | undefined },
): boolean {
  if (limits && sum <= limits.generalManagerFen) return false;
  return price ? sum * 2 > price : sum > MOST_CONCEDED_FEN;
}
