import { clockOf, dayOf } from '../../domain/time.ts';
import type { Found } from '../found.ts';
import { canBegin, readPhrase, whenOf } from './phrase.ts';
import type { Phrase } from './phrase.ts';
import { directionOf } from './time-of-day.ts';
import { readMoreWeekdays } from './weekdays.ts';
import type { Moment, Near, Sense, Span, When } from './when.ts';
import { matchAt } from './words.ts';

/** Texts that were not normalised, and the traditional signs that some keyboards give: one sign for one. */
const FULL_WIDTH = /[！-～]/g;
const SIMPLIFIED: Record<string, string> = {
  週: '周',
  號: '号',
  點: '点',
  後: '后',
  兩: '两',
  個: '个',
  時: '时',
  禮: '礼',
  這: '这',
  國: '国',
  慶: '庆',
  節: '节',
  鐘: '钟',
};
const TRADITIONAL = /[週號點後兩個時禮這國慶節鐘]/g;

/** A phone number, an order number: no date is written with so many digits in one. */
const LONG_NUMBER = /\d{9,}/y;

/** A run of digits that no reader wanted is skipped whole, so that 13900001234 is tried once. */
const NUMBER_RUN = /[\d.]+|[零〇一二两三四五六七八九十百千万]+/y;

/** What repeats is no date: 每周一, 每个月15号, 每天晚上8点. */
const EVERY = /每逢?个?|逢/y;
const EVERY_UNIT = /天|日|晚|早|周末?|星期|礼拜|月|年|季度/y;

const JOINS = /[\s、,，和或者还是跟与及~～\-—–/要么到至]{0,4}/y;
const RANGES = /^\s?(?:到|至|-|—|–|~|～)\s?$/;

/**
 * All dates and times in a text said at `now`, in order and without overlap, in China time. What the calendar
 * leaves open is taken as `hint` says, without one by the words around and else as the coming one.
 */
export function readDates(said: string, now: Date, hint?: Sense): Found<When>[] {
  const text = plain(said);
  const found: Found<When>[] = [];
  const moment: Moment = { now, today: dayOf(now), clock: clockOf(now), hint, floor: 0 };
  let last: { phrase: Phrase; end: number } | undefined;
  for (let at = 0; at < text.length;) {
    const sign = text.charAt(at);
    if (!canBegin(sign)) {
      at = sign === '每' || sign === '逢' ? skipRepeating(text, at, moment) : at + 1;
      continue;
    }
    const long = matchAt(LONG_NUMBER, text, at);
    if (long) {
      at += long[0].length;
      continue;
    }
    const near = last && nearAt(text, at, last);
    const phrase = readPhrase(text, at, { ...moment, ...(near ? { near } : {}) });
    if (!phrase) {
      at += matchAt(NUMBER_RUN, text, at)?.[0].length ?? 1;
      continue;
    }
    const previous = found.at(-1);
    const merged = near?.ranging && previous ? merge(previous.value, phrase.when) : undefined;
    if (merged && previous) {
      found.pop();
      found.push(foundAt(text, previous.start, phrase.end, merged, moment));
    } else {
      found.push(foundAt(text, phrase.start, phrase.end, phrase.when, moment, phrase.span?.kind));
    }
    at = phrase.end;
    for (const more of phrase.span
      ? readMoreWeekdays(text, { ...phrase.span, end: phrase.end }, moment)
      : []) {
      found.push(foundAt(text, at, more.end, whenOf(more), moment));
      at = more.end;
    }
    moment.floor = at;
    last = { phrase, end: at };
  }
  // Offsets are the same in both; the words stay as they were written.
  return text === said ? found : found.map((one) => ({ ...one, words: said.slice(one.start, one.end) }));
}

function plain(text: string): string {
  return text
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(TRADITIONAL, (sign) => SIMPLIFIED[sign] ?? sign);
}

function foundAt(
  text: string,
  start: number,
  end: number,
  when: Omit<When, 'direction'>,
  moment: Moment,
  kind?: Span['kind'],
): Found<When> {
  const direction = kind === 'soon' ? 'future' : directionOf(when, moment);
  return { value: { ...when, direction }, start, end, words: text.slice(start, end) };
}

/** The phrase before, where only a joining word stands between. */
function nearAt(text: string, at: number, last: { phrase: Phrase; end: number }): Near | undefined {
  if (at - last.end > 4) return undefined;
  const gap = text.slice(last.end, at);
  if (matchAt(JOINS, gap, 0)?.[0].length !== gap.length) return undefined;
  const { span, when } = last.phrase;
  const from = span ?? { ...when, end: last.end };
  return { span: from, when: { ...when, direction: 'present' }, ranging: RANGES.test(gap) };
}

function skipRepeating(text: string, at: number, moment: Moment): number {
  const every = matchAt(EVERY, text, at)?.[0].length ?? 1;
  let end = at + every;
  for (let tries = 0; tries < 3; tries += 1) {
    const phrase = readPhrase(text, end, { ...moment, floor: end });
    const unit = phrase ? undefined : matchAt(EVERY_UNIT, text, end);
    if (phrase) {
      end = phrase.end;
      if (phrase.span) end = readMoreWeekdays(text, { ...phrase.span, end }, moment).at(-1)?.end ?? end;
    } else if (unit && tries === 0) end += unit[0].length;
    else break;
  }
  return end;
}

/** One stretch from two ends of the same kind. */
function merge(first: When, second: Omit<When, 'direction'>): Omit<When, 'direction'> | undefined {
  const sure = first.sure && second.sure;
  const slot = first.slot ? { slot: first.slot } : {};
  if (first.grain === 'instant' && second.grain === 'instant' && first.time && second.time) {
    const isAhead = `${first.from}${first.time}` < `${second.to}${second.time}`;
    const hours = { time: first.time, until: second.time };
    return isAhead ? { grain: 'range', from: first.from, to: second.to, ...hours, ...slot, sure } : undefined;
  }
  if (first.grain === 'day' && second.grain === 'slot' && !first.bound && first.from < second.to) {
    return { ...second, grain: 'range', from: first.from, sure };
  }
  const isPlain =
    first.grain === second.grain && !first.time && !first.bound && !['slot', 'range'].includes(first.grain);
  if (!isPlain || first.from > second.to) return undefined;
  return { grain: 'range', from: first.from, to: second.to, sure: first.grain === 'day' && sure };
}
