import { addDays, addMonths, monthStart, weekday } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';
import { addWorkdays, dayAt, yearOf } from './calendar.ts';
import { dateIn } from './calendar-days.ts';
import { chooseYear } from './choose.ts';
import {
  CN_DIGIT,
  DAY_NUMBER,
  MONTH_NUMBER,
  before,
  continuesNumber,
  matchAt,
  numberOf,
  weekdayOf,
} from './words.ts';
import { isoWeek } from './weekdays.ts';
import type { Moment, Span } from './when.ts';

/** The words for a month, by their distance from this one. */
const RELATIVE = /(上上|下下|上|下|这|本|当)个?月(?!供|薪|租)份?/y;
const RELATIVE_MONTHS: Record<string, number> = { 上上: -2, 上: -1, 这: 0, 本: 0, 当: 0, 下: 1, 下下: 2 };
const NUMBERED = new RegExp(`(${MONTH_NUMBER})月(?![供薪租饼子嫂亮饷牌票结卡光均度])份?`, 'y');
/** The first month of 3到5月 and 三四月. */
const FIRST_OF_MANY = new RegExp(
  `(\\d{1,2})(?=\\s?[-到至~]\\s?\\d{1,2}月)|(${CN_DIGIT})(?=[到至]?${CN_DIGIT}月)`,
  'y',
);
/** Parts of this month, said without it: 月底, 中旬. */
const BARE = /月[底末初尾中](?!国)|[上中下本这]旬/y;

const DATE = new RegExp(
  `的?(${DAY_NUMBER})(?:[号日](?!线|楼|店|院)|(?![\\d.%台个万千百天月点时分批辆人位单周成折块元几多组条]))`,
  'y',
);
const WEEK = new RegExp(`的?第(${CN_DIGIT}|\\d)个?(?:周|星期|礼拜)(?![一二三四五六日天])`, 'y');
const HALF = /的?(上|下|前|后)半月/y;
const PART = /的?月?(底|末|尾|初|中旬|上旬|下旬|中(?![国心间午秋型控网]))/y;
const ORDINAL = new RegExp(
  `的?(?:第?(${CN_DIGIT}|\\d)|最后一)个?(工作日|天|(?:周|星期|礼拜)([一二三四五六日天]))`,
  'y',
);

const DATES: Record<string, { date: number; sure: boolean }> = {
  初: { date: 1, sure: false },
  中: { date: 15, sure: false },
  底: { date: 31, sure: true },
  末: { date: 31, sure: true },
  尾: { date: 31, sure: true },
};
const TEN_DAYS: Record<string, readonly [number, number]> = { 上旬: [1, 10], 中旬: [11, 20], 下旬: [21, 31] };

/** 下个月, 4月下旬, 上个月底, 下个月十五号, 月初 … */
export function readMonth(text: string, at: number, moment: Moment): Span | undefined {
  const relative = matchAt(RELATIVE, text, at);
  if (relative) {
    const [words, which = ''] = relative;
    const previous = before(text, at, moment.floor) || ' ';
    // 马上月底了, 问一下月初的事: the 上 or 下 belongs to the word before.
    if (which.startsWith('上') && '马晚早网线以路身手车加赶遇'.includes(previous)) return undefined;
    if (which.startsWith('下') && '一线以楼乡剩'.includes(previous)) return undefined;
    return inMonth(text, at + words.length, addMonths(monthStart(moment.today), RELATIVE_MONTHS[which] ?? 0));
  }
  const half = readHalf(text, at, monthStart(moment.today));
  if (half) return half;
  const bare = matchAt(BARE, text, at);
  if (bare) return readBare(text, at, bare[0], moment);
  if (continuesNumber(text, at, moment.floor)) return undefined;
  return readNumberedMonth(text, at, moment) ?? readFirstOfMany(text, at, moment);
}

/** A month by its number; `year` where it was said. */
export function readNumberedMonth(text: string, at: number, moment: Moment, year?: number): Span | undefined {
  const match = matchAt(NUMBERED, text, at);
  const month = match && monthOf(numberOf(match[1]), moment, year);
  return month && inMonth(text, at + match[0].length, month);
}

function readFirstOfMany(text: string, at: number, moment: Moment): Span | undefined {
  const match = matchAt(FIRST_OF_MANY, text, at);
  const month = match && monthOf(numberOf(match[1] ?? match[2]), moment);
  return month && wholeMonth(at + match[0].length, month);
}

function monthOf(month: number, moment: Moment, year?: number): Day | undefined {
  if (year !== undefined) return dayAt(year, month, 1);
  const { near } = moment;
  if (near?.ranging) {
    const same = dayAt(yearOf(near.when.from), month, 1);
    return same && same < near.when.from ? dayAt(yearOf(near.when.from) + 1, month, 1) : same;
  }
  return chooseYear((candidate) => {
    const from = dayAt(candidate, month, 1);
    return from && { from, to: lastOf(from) };
  }, moment)?.from;
}

function lastOf(month: Day): Day {
  return addDays(addMonths(month, 1), -1);
}

function wholeMonth(end: number, from: Day): Span {
  const next = addMonths(from, 1);
  return {
    end,
    grain: 'month',
    from,
    to: addDays(next, -1),
    sure: false,
    label: from.slice(0, 7),
    dayBefore: addDays(from, -1),
    dayAfter: next,
  };
}

function inMonth(text: string, end: number, month: Day): Span {
  const date = matchAt(DATE, text, end);
  if (date && numberOf(date[1]) <= 31 && numberOf(date[1]) > 0) {
    return dateIn(month, numberOf(date[1]), end + date[0].length);
  }
  const part = matchAt(PART, text, end);
  if (part) return partOf(month, part[1] ?? '', end + part[0].length);
  return (
    readOrdinal(text, end, month) ??
    readWeek(text, end, month) ??
    readHalf(text, end, month) ??
    wholeMonth(end, month)
  );
}

function partOf(month: Day, part: string, end: number): Span {
  const ten = TEN_DAYS[part];
  if (ten) {
    const from = dateIn(month, ten[0], end).from;
    const to = dateIn(month, ten[1], end).from;
    return {
      end,
      grain: 'tenDay',
      from,
      to,
      sure: false,
      label: month.slice(0, 7) + part,
      dayBefore: addDays(from, -1),
      dayAfter: addDays(to, 1),
    };
  }
  const { date, sure } = DATES[part] ?? { date: 1, sure: false };
  const { from } = dateIn(month, date, end);
  return { end, grain: 'day', from, to: from, sure };
}

/** The first week of a month is that of its first Monday. */
function readWeek(text: string, at: number, month: Day): Span | undefined {
  const match = matchAt(WEEK, text, at);
  const monday = match && countInMonth(month, numberOf(match[1]), 1);
  if (!monday) return undefined;
  const end = at + match[0].length;
  return { end, grain: 'week', from: monday, to: addDays(monday, 6), sure: false, label: isoWeek(monday) };
}

function readHalf(text: string, at: number, month: Day): Span | undefined {
  const match = matchAt(HALF, text, at);
  if (!match) return undefined;
  const isFirst = match[1] === '上' || match[1] === '前';
  const [from, to] = isFirst ? [month, addDays(month, 14)] : [addDays(month, 15), lastOf(month)];
  return { end: at + match[0].length, grain: 'range', from, to, sure: true };
}

/** 第一个周六, 最后一天, 最后一个工作日 of a month. */
function readOrdinal(text: string, at: number, month: Day): Span | undefined {
  const match = matchAt(ORDINAL, text, at);
  if (!match) return undefined;
  const [words, which, what, sign] = match;
  const count = which ? numberOf(which) : -1;
  const on = countInMonth(month, count, sign ? weekdayOf(sign) : what === '天' ? 'day' : 'workday');
  if (on === undefined || on.slice(0, 7) !== month.slice(0, 7)) return undefined;
  return { end: at + words.length, grain: 'day', from: on, to: on, sure: true };
}

function countInMonth(month: Day, count: number, what: number | 'day' | 'workday'): Day | undefined {
  const next = addMonths(month, 1);
  if (what === 'workday') return addWorkdays(count > 0 ? addDays(month, -1) : next, count);
  if (what === 'day') return addDays(count > 0 ? addDays(month, -1) : next, count);
  if (count > 0) return addDays(month, ((what - weekday(month) + 7) % 7) + 7 * (count - 1));
  return addDays(next, -((weekday(next) - what + 6) % 7) - 1);
}

/** 月底 is this month's, 月初 and 月中 the coming ones; a ten-day period is always this month's. */
function readBare(text: string, at: number, words: string, moment: Moment): Span | undefined {
  const previous = before(text, at, moment.floor);
  if (/[\d一二三四五六七八九十每几两个本这当满蜜岁]/.test(previous)) return undefined;
  const { today, hint } = moment;
  const month = monthStart(today);
  let end = at + words.length;
  if (words.endsWith('旬')) {
    const current = Object.keys(TEN_DAYS).find((name) => today <= partOf(month, name, 0).to) ?? '下旬';
    return partOf(month, /^[本这]/.test(words) ? current : words, end);
  }
  if (words === '月中' && text[end] === '旬') {
    end += 1;
    return partOf(month, '中旬', end);
  }
  const on = partOf(month, words.slice(1), end);
  if (hint === 'past' && on.from >= today) return partOf(addMonths(month, -1), words.slice(1), end);
  return hint !== 'past' && on.from < today ? partOf(addMonths(month, 1), words.slice(1), end) : on;
}
