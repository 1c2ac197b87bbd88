import { readNumber } from '../numerals.ts';

/** A small number as a part of a pattern: 3, 12, 三, 十四. */
export const SMALL = '(?:\\d{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])';

export function numberOf(words: string): number {
  return readNumber(words) ?? Number.NaN;
}

/** One of several words, as a part of a pattern: `anyOf('打 拨')` is `(?:打|拨)`. The longest that fits is taken. */
export function anyOf(words: string): string {
  const longestFirst = words
    .trim()
    .split(/\s+/)
    .sort((a, b) => b.length - a.length);
  return `(?:${longestFirst.join('|')})`;
}
