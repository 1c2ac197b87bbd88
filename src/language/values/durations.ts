import type { Found } from '../found.ts';
import { NUMBER, readNumber } from '../numerals.ts';
import { matchesOf } from '../matches.ts';

const SPAN = new RegExp(
  `(?<![\\d零〇一二两三四五六七八九十百千万亿])(?:(?<hours>${NUMBER})(?:多|来)?(?<half>个半)?个?(?:小时|钟头|h(?![a-z]))(?<halfAfter>半)?(?:零?(?<rest>${NUMBER})分钟?)?|(?<minutes>${NUMBER})(?:多|来|几)?(?:分钟|min(?![a-z])|分(?![期数之店公析给享钱红类析手]))|(?<quarters>[一1两2三3])刻钟)`,
  'gi',
);
/** 10分钟前, 半小时后: a time, not a length. */
const TIME = /^(?:之?前|之?后|以后|以前|内|之内|以内|左右到|就到|后到)/;

/** Lengths of time in minutes (聊20分钟, 半小时, 一个半小时); what names a moment is left to the dates. */
export function readDurations(text: string): Found<{ minutes: number }>[] {
  if (!/[分钟时hH]|min/.test(text)) return [];
  const found: Found<{ minutes: number }>[] = [];
  for (const match of matchesOf(text, SPAN)) {
    const { hours, half, halfAfter, rest, minutes, quarters } = match.groups ?? {};
    const end = match.index + match[0].length;
    if (TIME.test(text.slice(end, end + 3)) || /[第点:.]/.test(text.charAt(match.index - 1))) continue;
    // 2点30分, 打9分 and 十分满意 are no lengths.
    if (
      minutes !== undefined &&
      match[0].endsWith('分') &&
      (match[0] === '十分' || /[点打评]\s?$/.test(text.slice(Math.max(0, match.index - 2), match.index)))
    )
      continue;
    const whole = (words: string | undefined) =>
      words === undefined ? 0 : (readNumber(words) ?? Number.NaN);
    const halves = half === undefined && halfAfter === undefined ? 0 : 30;
    const total = whole(hours) * 60 + halves + whole(rest) + whole(minutes) + whole(quarters) * 15;
    if (!Number.isFinite(total) || total <= 0 || total > 24 * 60) continue;
    found.push({ value: { minutes: Math.round(total) }, start: match.index, end, words: match[0] });
  }
  return found;
}
