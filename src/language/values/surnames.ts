import { COMMON_SURNAMES, COMPOUND_SURNAMES, RARE_SURNAMES, SOUND_GROUPS } from '../lexicon/surnames.ts';

export const COMMON: ReadonlySet<string> = new Set(COMMON_SURNAMES);
export const SINGLE: ReadonlySet<string> = new Set(COMMON_SURNAMES + RARE_SURNAMES);
export const COMPOUND: ReadonlySet<string> = new Set(COMPOUND_SURNAMES.split(' '));

const GROUPS = SOUND_GROUPS.split(' ');

/** Whether two surnames may be one, taken down by ear (陈/程, 王/汪); a candidate to confirm, never a match. */
export function soundAlike(a: string, b: string): boolean {
  return a === b || GROUPS.some((group) => group.includes(a) && group.includes(b));
}
