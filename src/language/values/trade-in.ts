import type { Fen } from '../../domain/money.ts';
import type { Found } from '../found.ts';
import { NUMBER, readNumber } from '../numerals.ts';
import { readCars } from './cars.ts';
import { readAmounts } from './money.ts';
import { matchesOf } from '../matches.ts';

/** A used car to be taken in. `model` is a series of the lexicon; `words` around it stay in the text. */
export interface TradeIn {
  /** He has no old car. */
  none?: true;
  model?: string;
  /** 老款: the series as it was before. */
  older?: true;
  year?: number;
  mileageKm?: number;
  appraisedFen?: Fen;
  expectedFen?: Fen;
  agreedFen?: Fen;
}

/** Words after which an old car is spoken of. */
const CUE =
  /现在那台|那[台辆]老(?![板婆公])|估(?=\d)|置换|旧车|老车|二手车|收车|评估师?|现在开的|现在开|目前开|开的是?|原来开|之前开|以前开|家里有[一1]?[台辆]|家里那[台辆]|名下有|换掉|换下来|卖掉|旧的|手上有[一1]?[台辆]|估了|估价|开了?[^\s,。]{1,3}年(?:多|了)?的|就开(?=[^\s]{1,6}的)|是开|就是开/g;
const NONE =
  /(?:没有?|无)(?:什么|啥)?(?:旧车|老车|二手车)(?![^\s,，]{0,3}[估评])|(?:旧车|二手车)[:：是]?\s?(?:没有|无)(?=$|[\s,，。])/;
const YEAR = new RegExp(
  '(?<!\\d)(?:(?<full>(?:19[89]|20[0-4])\\d|二[零〇][零〇一二][零〇一二三四五六七八九])|(?<short>[019]\\d|[零〇一][零〇一二三四五六七八九]))年?(?:款|的|上牌|产|买的|[^\\d月])?(?=.?)',
  'g',
);
const MILEAGE = new RegExp(
  `(?:(?:里程|表显)(?:数|是|有|才|大概|[: ]){0,2}(?<told>${NUMBER})(?!元|块|年)|` +
    `(?<![\\d.零〇一二两三四五六七八九十百千万亿])(?<number>${NUMBER})(?:多|来)?(?<ten>万)?多?(?:公里|km|千米))`,
  'gi',
);

/** At most one used car a message, with what is told of it. Text is NFKC. */
export function readTradeIns(text: string): Found<TradeIn>[] {
  const cues = matchesOf(text, CUE);
  const [first] = cues;
  if (!first) return [];
  const none = NONE.exec(text);
  if (none)
    return [{ value: { none: true }, start: none.index, end: none.index + none[0].length, words: none[0] }];
  const last = cues.at(-1) ?? first;
  const spans: { start: number; end: number }[] = [];
  const mark = (place: { start: number; end: number }) => spans.push({ start: place.start, end: place.end });
  for (const cue of cues) mark({ start: cue.index, end: cue.index + cue[0].length });

  const value: TradeIn = {};
  const cars = readCars(text);
  // The one named after the word is the old one: 看秦PLUS 旧车是12年的捷达.
  const inOrder = [
    ...cars.filter(({ start }) => start >= first.index),
    ...cars.filter(({ start }) => start < first.index),
  ];
  const car = inOrder.find(({ start, end }) => {
    const gap = text.slice(first.index, start);
    const isWanted = /(?:看|订|定|要|报|新车|换成|换个|换台|换新|买)(?:了|的|一?[台辆个])?\s?$/.test(
      text.slice(Math.max(0, start - 4), start),
    );
    if (start >= first.index) return gap.length <= 24 && !isWanted;
    return first.index - end <= 6 && /^(?:置换|旧车|评估|估|卖掉|换掉)/.test(first[0]) && !isWanted;
  });
  if (car) {
    value.model = car.value.series;
    if (/老款\s?$/.test(text.slice(Math.max(0, car.start - 3), car.start))) value.older = true;
    mark(car);
  }
  for (const match of matchesOf(text, YEAR)) {
    const year = yearOf(match, text);
    const near = match.index >= first.index - 12 && match.index <= last.index + 40;
    if (year === undefined || !near || value.year !== undefined) continue;
    value.year = year;
    mark({
      start: match.index,
      end: match.index + (match.groups?.['full'] ?? match.groups?.['short'] ?? '').length,
    });
  }
  const mileage = matchesOf(text, MILEAGE).at(0);
  if (mileage) {
    const number = readNumber(mileage.groups?.['told'] ?? mileage.groups?.['number'] ?? '') ?? 0;
    const km = Math.round(number * (mileage.groups?.['ten'] ? 10_000 : 1));
    if (km >= 100 && km <= 2_000_000) {
      value.mileageKm = km;
      mark({ start: mileage.index, end: mileage.index + mileage[0].length });
    }
  }
  for (const { value: amount, start, end } of readAmounts(text, { carPrice: true })) {
    const before = text.slice(Math.max(0, start - 10), start);
    const key = /^(?:收(?!款)|拿下)/.test(text.slice(end))
      ? 'agreedFen'
      : /^[^\s]{0,2}卖/.test(text.slice(end))
        ? 'expectedFen'
        : amountKey(before);
    if (!key || value[key] !== undefined || start < first.index) continue;
    value[key] = amount.fen;
    mark({ start, end });
  }
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  return [{ value, start, end, words: text.slice(start, end) }];
}

function yearOf(match: RegExpExecArray, text: string): number | undefined {
  const { full, short } = match.groups ?? {};
  const end = match.index + (full ?? short ?? '').length;
  const after = text.slice(end, end + 1);
  // 年份：2017, in a form.
  const isField = /年份?[:：]\s?$/.test(text.slice(Math.max(0, match.index - 4), match.index));
  if (!isField && !/[年款]/.test(after)) return undefined;
  if (full !== undefined)
    return Number(Array.from(full, (sign) => (/\d/.test(sign) ? sign : readNumber(sign))).join(''));
  const digits = [...(short ?? '')].map((sign) => readNumber(sign) ?? 0);
  const two = (digits[0] ?? 0) * 10 + (digits[1] ?? 0);
  return two > 80 ? 1900 + two : 2000 + two;
}

function amountKey(before: string): 'appraisedFen' | 'expectedFen' | 'agreedFen' | undefined {
  if (
    /(?:客户|他|她|人家)(?:想|张[嘴口]|开口|非|就|还)?(?:要|想|期望|心里价?|非要|想卖|要价)(?:卖)?(?:到)?\s?$|期望(?:价)?(?:是|[:：])?\s?$|想卖$/.test(
      before,
    )
  )
    return 'expectedFen';
  if (/(?:评估|[估评])(?:价|值|了|的|是|给|大概|在|到|下来|[:：])*\s?$/.test(before)) return 'appraisedFen';
  return /(?:收|谈到|最后|定在|同意|给)(?:了|的|价|到|车价|是|给)*\s?$/.test(before)
    ? 'agreedFen'
    : undefined;
}
