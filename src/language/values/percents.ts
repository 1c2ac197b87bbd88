import type { Found } from '../found.ts';
import { NUMBER, readNumber } from '../numerals.ts';
import { matchesOf } from '../matches.ts';

/** In basis points (1/10000): 两个点 200, 三成 3000, 3.99% 399. */
export interface Percent {
  basisPoints: number;
}

const PERCENT = new RegExp(
  `(?<![\\d.零〇一二两三四五六七八九十百千万亿])(?:百分之(?<of>${NUMBER})|(?<sign>\\d+(?:\\.\\d+)?)\\s?%|(?<points>${NUMBER})(?<half>个半)?个?点(?<halfPoint>半)?(?![零〇一二三四五六七八九\\d]*[分钟整到来去前后左])|(?<tenths>${NUMBER})成(?<halfTenth>半)?(?![交功本都立员为绩熟品长果套]))`,
  'g',
);

/** Percentages as said: 3%, 百分之五, 两个点, 三成, 一成半. 三点 is a time, not three per cent. */
export function readPercents(text: string): Found<Percent>[] {
  if (!/[%点成]|百分/.test(text)) return [];
  const found: Found<Percent>[] = [];
  for (const match of matchesOf(text, PERCENT)) {
    const { of, sign, points, half, halfPoint, tenths, halfTenth } = match.groups ?? {};
    // Only 两个点 is a share; 两点 is an hour.
    if (points !== undefined && !match[0].includes('个')) continue;
    const ratio =
      (tenths === undefined ? 100 : 1000) *
      ((readNumber(of ?? sign ?? points ?? tenths ?? '') ?? Number.NaN) +
        (half || halfPoint || halfTenth ? 0.5 : 0));
    const basisPoints = Math.round(ratio);
    if (!Number.isFinite(basisPoints) || basisPoints <= 0 || basisPoints > 10_000) continue;
    const end = match.index + match[0].length;
    found.push({ value: { basisPoints }, start: match.index, end, words: match[0] });
  }
  return found;
}
