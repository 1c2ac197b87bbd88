import { readNumber } from '../numerals.ts';

export const CN_DIGIT = '[一二三四五六七八九]';

/** 1 to 31, the longest form first. */
export const DAY_NUMBER = `(?:\\d{1,2}|三十一?|[二廿]?十${CN_DIGIT}?|廿${CN_DIGIT}?|${CN_DIGIT})`;
export const MONTH_NUMBER = `(?:\\d{1,2}|十[一二]?|${CN_DIGIT})`;

const NUMERIC = /[\d零〇一二两三四五六七八九十百千万廿半几]/;

/** The match of a sticky pattern at `at`. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** The character before `at`, or nothing where the phrase before ends there. */
export function before(text: string, at: number, floor: number): string {
  return at > floor ? (text[at - 1] ?? '') : '';
}

/** Whether a number that starts at `at` is only the tail of a longer one, or of a code such as CS75. */
export function continuesNumber(text: string, at: number, floor: number): boolean {
  const previous = before(text, at, floor);
  if (previous === '') return false;
  // The 2/2020 of 1/2/2020.
  if (/[-/]/.test(previous) && at - 2 >= floor && /\d/.test(text[at - 2] ?? '')) return true;
  if (/\d/.test(text[at] ?? '')) return /[\dA-Za-z.第点:：#]/.test(previous);
  return previous === '第' || (NUMERIC.test(previous) && !/\d/.test(previous));
}

/** A numeral already matched by one of the patterns above. */
export function numberOf(words: string | undefined): number {
  return readNumber(words ?? '') ?? Number.NaN;
}

/** 一二三四五六日天末 and 1 to 7 as Monday 1 … Sunday 7. */
export function weekdayOf(sign: string): number {
  const index = '一二三四五六日'.indexOf(sign) + 1;
  if (index > 0) return index;
  return sign === '天' ? 7 : Number(sign);
}
