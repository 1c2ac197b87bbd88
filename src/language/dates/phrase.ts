import { weekday } from '../../domain/time.ts';
import { BEYOND, DEADLINES, HEDGES, SINCE, readBound, toAfter, toBy } from './bounds.ts';
import { readCalendarDay } from './calendar-days.ts';
import { readClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { readFestival } from './festivals.ts';
import { readMonth } from './months.ts';
import { readOffset } from './offsets.ts';
import { readRelativeDay } from './relative-days.ts';
import { atTime, workingHour } from './time-of-day.ts';
import { readWeekday, readWeekdayRangeEnd } from './weekdays.ts';
import type { DayReader, Moment, Span, When } from './when.ts';
import { matchAt, weekdayOf } from './words.ts';
import { readYear } from './years.ts';

/** A phrase as read, before it is compared with the moment of speaking. */
export interface Phrase {
  start: number;
  end: number;
  span: Span | undefined;
  when: Omit<When, 'direction'>;
}

const ARABIC = '0123456789';
const CHINESE = '一二两三四五六七八九十';

/** Each reader with the characters its phrases begin with: most characters are passed over without a try. */
const READERS: readonly [begins: string, read: DayReader][] = [
  ['大前昨今明后这过改隔再待晚稍刚方即下', readRelativeDay],
  [`${ARABIC}${CHINESE}百半几数好俩仨个再过隔最近未接往今`, readOffset],
  [`${ARABIC}${CHINESE}廿`, readCalendarDay],
  ['上下这本周週星礼工', readWeekday],
  [`${ARABIC}${CHINESE}上下前后这本当月中`, readMonth],
  [`${ARABIC}一二三四大前去今明来本后上下这年第qQ月周`, readYear],
  [
    '元阳情三妇女植国消五5劳青六儿建八教十1万光双6平圣跨母父感春过大农新除年上端七中鬼重腊小清' +
      '立芒夏处秋寒冬惊雨谷白霜阴旧正初小长黄假放收节一二四九龙',
    readFestival,
  ],
];
const CLOCK_BEGINS = `${ARABIC}${CHINESE}零凌拂清早一大上头中正晌午下傍黄晚夜深半后差`;

const READERS_AT = new Map<string, DayReader[]>();
for (const [begins, read] of READERS) {
  for (const sign of new Set(begins)) READERS_AT.set(sign, [...(READERS_AT.get(sign) ?? []), read]);
}
const CLOCK_AT = new Set(CLOCK_BEGINS);

/** Whether any phrase begins with that character. */
export function canBegin(sign: string): boolean {
  return READERS_AT.has(sign) || CLOCK_AT.has(sign);
}

const RANGE_AHEAD = /\s?(?:到|至|-|—|–|~|～)\s?(?:\d|[一二两三四五六七八九十]{1,3}点)/y;
const DATE_AHEAD = /[\s,，(（]{0,2}(?=[\d一二三四五六七八九十廿])/y;
const APPOSITION = /\s?[(（]?(?:周|星期|礼拜)([一二三四五六日天])[)）]?/y;
/** Behind a weekday or a date, what makes it one that is over: 周一打的, 周六来过. */
const DONE =
  /(?:[上下中]午|晚上|早上)?(?:给.{1,4})?(?:打|来|到店|进店|到|看|买|提|交|聊|建|签|付|发|试驾|成交|登记|留|走|开|通)(?:的(?!时候|话|时)|过(?!来|去))/y;
/** Nothing of what comes between speaks of what is to come. */
const TILL = '[^\\s,，。;；再要会想能等约让叫说定问讲可应]{0,9}?';
/** Behind a weekday or a date, in the same breath, that it is done: 周一跟吴先生打了, 周日打给吴先生没接; not 周六来了再说. */
const OVER = new RegExp(
  `${TILL}(?:(?:打|聊|谈|沟通|联系|回访|[来到进]店|来|看|试驾|签|付|交|提|发)(?:通|上|好)?[了过完](?!解|[^\\s,，。]{0,5}(?:再|就|后|的话|告诉|通知|提醒|给我|找我|叫))|(?:没人?接|没打通|没联系上|未接|打不通)(?!再|就|的话))`,
  'y',
);
const BETWEEN = /[\s,，的]{1,2}|大概|大约|差不多/y;

/** A span without a time of day. */
export function whenOf({ grain, from, to, sure, time, bound, label }: Span): Omit<When, 'direction'> {
  return { grain, from, to, sure, ...(time && { time }), ...(bound && { bound }), ...(label && { label }) };
}

function longestSpan(text: string, at: number, moment: Moment): Span | undefined {
  let longest: Span | undefined;
  for (const read of READERS_AT.get(text.charAt(at)) ?? []) {
    const span = read(text, at, moment);
    if (span && span.end > (longest?.end ?? at)) longest = span;
  }
  return longest;
}

/** The longest phrase that begins exactly at `at`, with its time of day and bounds. */
export function readPhrase(text: string, at: number, moment: Moment): Phrase | undefined {
  const read = longestSpan(text, at, moment);
  const bare = CLOCK_AT.has(text.charAt(at)) ? readClock(text, at, moment.floor, false) : undefined;
  if (bare && bare.end > (read?.end ?? at)) {
    return withBounds(text, at, undefined, clockOnly(text, bare, moment), bare.end, moment);
  }
  if (!read) return undefined;
  const span = inSense(text, at, withWeekday(text, withDate(text, read, moment)), moment);
  const timed = readTimeOn(text, span, moment);
  if (timed) return withBounds(text, at, span, timed.when, timed.end, moment);
  const upTo = readWeekdayRangeEnd(text, span);
  if (upTo) {
    const when = { grain: 'range' as const, from: span.from, to: upTo.from, sure: true };
    return { start: at, end: upTo.end, span: { ...upTo, kind: 'weekday' }, when };
  }
  return withBounds(text, at, span, whenOf(span), span.end, moment);
}

function clockOnly(text: string, said: Clock, moment: Moment): Omit<When, 'direction'> {
  const { near } = moment;
  // The 9:00 of 9:00-11:00 is not put off to the evening although it is over.
  const isRange = said.hour !== undefined && !said.slot && matchAt(RANGE_AHEAD, text, said.end);
  const clock = isRange ? { ...said, hour: workingHour(said.hour ?? 0), exact: true } : said;
  const isDay =
    near && near.when.from === near.when.to && ['day', 'slot', 'instant'].includes(near.when.grain);
  return atTime(
    clock,
    isDay ? { from: near.when.from, to: near.when.to, sure: near.span.sure } : undefined,
    moment,
  );
}

/** A time of day behind a day: 周六 下午2点. */
function readTimeOn(
  text: string,
  span: Span,
  moment: Moment,
): { when: Omit<When, 'direction'>; end: number } | undefined {
  if (span.time || (span.grain !== 'day' && span.grain !== 'weekend') || span.bound) return undefined;
  const gap = matchAt(BETWEEN, text, span.end)?.[0].length ?? 0;
  const clock =
    readClock(text, span.end, span.end, true) ??
    (gap ? readClock(text, span.end + gap, span.end + gap, false) : undefined);
  if (!clock) return undefined;
  return { when: atTime(clock, span, { ...moment, near: undefined }), end: clock.end };
}

/** 4月15号(周三): the weekday confirms the date, or makes it unsure. */
function withWeekday(text: string, span: Span): Span {
  if (span.grain !== 'day' || span.kind === 'weekday' || span.bound) return span;
  const match = matchAt(APPOSITION, text, span.end);
  if (!match) return span;
  const agrees = weekday(span.from) === weekdayOf(match[1] ?? '');
  return { ...span, end: span.end + match[0].length, sure: span.sure && agrees };
}

/** 周六(4月11号): the date that follows a weekday decides, where it is that weekday. */
function withDate(text: string, span: Span, moment: Moment): Span {
  const gap = span.kind === 'weekday' ? matchAt(DATE_AHEAD, text, span.end)?.[0].length : undefined;
  if (gap === undefined) return span;
  const start = span.end + gap;
  const date = readCalendarDay(text, start, { ...moment, floor: start });
  if (date?.grain !== 'day' || weekday(date.from) !== weekday(span.from)) return span;
  const close = /[)）]/.test(text[date.end] ?? '') && /[(（]/.test(text[start - 1] ?? '') ? 1 : 0;
  return { ...date, end: date.end + close, sure: true };
}

function isOver(text: string, at: number, { end }: Span): boolean {
  if (/[约说定等到改推挪问]了?$/.test(text.slice(Math.max(0, at - 2), at))) return false;
  // 周一 吴先生打了: at the head of a message the day is said for all of it.
  const from = at === 0 && /[\s,，]/.test(text.charAt(end)) ? end + 1 : end;
  return matchAt(OVER, text, from) !== undefined;
}

/** Reads the day again in the past sense where the words behind it say so. */
function inSense(text: string, at: number, span: Span, moment: Moment): Span {
  if (moment.hint !== undefined || span.grain !== 'day') return span;
  if (!matchAt(DONE, text, span.end) && !isOver(text, at, span)) return span;
  const past = { ...moment, hint: 'past' as const };
  const again = longestSpan(text, at, past);
  return again ? withWeekday(text, withDate(text, again, past)) : span;
}

function prefixAt(text: string, at: number, floor: number, words: readonly string[]): number {
  const word = words.find((one) => text.startsWith(one, at - one.length) && at - one.length >= floor);
  return word?.length ?? 0;
}

function withBounds(
  text: string,
  at: number,
  span: Span | undefined,
  when: Omit<When, 'direction'>,
  end: number,
  moment: Moment,
): Phrase {
  const bounded = readBound(text, end, span, when, moment.today);
  const phrase: Phrase = { start: at, span, ...bounded };
  const prefix = (words: readonly string[]): number => prefixAt(text, at, moment.floor, words);
  const hedge = prefix(HEDGES);
  if (hedge) return { ...phrase, start: at - hedge, when: { ...phrase.when, sure: false } };
  const since = phrase.when.bound === 'from' ? prefix(SINCE) : 0;
  if (since) return { ...phrase, start: at - since };
  if (phrase.when.bound) return phrase;
  const deadline = prefix(DEADLINES);
  if (deadline) {
    const isAhead = text.startsWith('赶在', at - deadline);
    return { ...phrase, start: at - deadline, when: toBy(phrase.when, isAhead ? span : undefined) };
  }
  const beyond = prefix(BEYOND);
  return beyond ? { ...phrase, start: at - beyond, when: toAfter(phrase.when, span) } : phrase;
}
