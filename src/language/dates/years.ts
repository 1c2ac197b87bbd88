import { addDays, addMonths } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';
import { dayAt, yearOf } from './calendar.ts';
import { readMonthDay } from './calendar-days.ts';
import { chooseYear } from './choose.ts';
import { readFestival } from './festivals.ts';
import { readNumberedMonth } from './months.ts';
import { before, continuesNumber, matchAt } from './words.ts';
import type { Moment, Span } from './when.ts';

const NAMED = /(大前|前|去|今|明|来|本|后)年(?!轻|级|龄|检|度|纪|货|终|夜|薪|均|代|会)/y;
const NAMED_YEARS: Record<string, number> = { 大前: -3, 前: -2, 去: -1, 今: 0, 本: 0, 明: 1, 来: 1, 后: 2 };
/** 2026年, 二〇二六年; 09年 and 26年 too, unless a count of years: 10年质保, 15年了. */
const FIGURES =
  /((?:19|20)\d{2})(?:\s?年|(?=\s?(?:[上下]半年|Q[1-4])|\s?[-—–~到至]\s?(?:19|20)\d{2}\s?年))|(0\d\s?年|\d{2}年(?![后前内以之来多左半了整质保免分期贷龄]|的?时间))|([一二][〇零一二三四五六七八九]{3})年/y;
const SPENT_BEFORE = /[了用开满保供贷期约近快过超]$/;

const PART = /年?(底|末|尾|初|中(?![国心间午秋型]))/y;
const BARE_PART = /年(底|末|尾|初(?!一|二|三)|中(?![国心间午秋型]))/y;
const HALF = /(上|下|前|后)半年/y;
const QUARTER = /第?([一二三四1-4])季度|[qQ]([1-4])(?![\da-zA-Z])|(上|下|这|本)一?个?季度/y;
const WITHIN = /([年月周])(?:之内|以内|内(?![部饰存容]))/y;

const PARTS: Record<string, { month: number; date: number; sure: boolean }> = {
  底: { month: 12, date: 31, sure: true },
  末: { month: 12, date: 31, sure: true },
  尾: { month: 12, date: 31, sure: true },
  初: { month: 1, date: 1, sure: false },
  中: { month: 6, date: 30, sure: false },
};

/** 去年年底, 明年3月, 下半年, 二季度, 年内, 2015年 … */
export function readYear(text: string, at: number, moment: Moment): Span | undefined {
  const year = yearAt(text, at, moment);
  if (year) return inYear(text, year, moment);
  const half = matchAt(HALF, text, at);
  if (half) {
    if (before(text, at, moment.floor) === '一') return undefined;
    return halfYear(half[1] === '上' || half[1] === '前', at + half[0].length, yearOf(moment.today));
  }
  const bare = matchAt(BARE_PART, text, at);
  if (bare && !/[\d一二三四五六七八九十两几多每周当往整近]/.test(before(text, at, moment.floor))) {
    return partOfYear(bare[1] ?? '', at + bare[0].length, moment);
  }
  return readQuarter(text, at, moment) ?? readWithin(text, at, moment);
}

function yearAt(text: string, at: number, moment: Moment): { year: number; end: number } | undefined {
  const current = yearOf(moment.today);
  const named = matchAt(NAMED, text, at);
  if (named) {
    // 以前年年来, 三年前年底.
    if (/[以之从]/.test(before(text, at, moment.floor))) return undefined;
    return { year: current + (NAMED_YEARS[named[1] ?? ''] ?? 0), end: at + named[0].length };
  }
  const match = matchAt(FIGURES, text, at);
  if (!match || continuesNumber(text, at, moment.floor)) return undefined;
  const [words, full, short, chinese] = match;
  const end = at + words.length;
  if (full) return { year: Number(full), end };
  if (chinese) {
    const digits = [...chinese].map((sign) => '〇一二三四五六七八九'.indexOf(sign.replace('零', '〇')));
    return { year: Number(digits.join('')), end };
  }
  if (SPENT_BEFORE.test(text.slice(Math.max(moment.floor, at - 2), at))) return undefined;
  const year = 2000 + Number(short?.slice(0, 2));
  return year <= current + 5 ? { year, end } : undefined;
}

function inYear(text: string, { year, end }: { year: number; end: number }, moment: Moment): Span {
  const next = /[的 ]/.test(text[end] ?? '') ? end + 1 : end;
  const half = matchAt(HALF, text, next);
  if (half) return halfYear(half[1] === '上' || half[1] === '前', next + half[0].length, year);
  const part = matchAt(PART, text, next);
  const festival = readFestival(text, next, { ...moment, floor: next }, year);
  if (part && (!festival || festival.end <= next + part[0].length)) {
    return partSpan(part[1] ?? '', next + part[0].length, year);
  }
  return (
    festival ??
    readMonthDay(text, next, moment, year) ??
    readNumberedMonth(text, next, moment, year) ??
    readQuarter(text, next, moment, year) ?? {
      end,
      grain: 'year',
      from: `${year}-01-01` as Day,
      to: `${year}-12-31` as Day,
      sure: false,
      label: String(year),
      dayBefore: `${year - 1}-12-31` as Day,
      dayAfter: `${year + 1}-01-01` as Day,
    }
  );
}

function partSpan(part: string, end: number, year: number): Span {
  const { month, date, sure } = PARTS[part] ?? { month: 12, date: 31, sure: false };
  const on = dayAt(year, month, date) as Day;
  return { end, grain: 'day', from: on, to: on, sure };
}

/** 年底 is this year's; 年初 and 年中 may be next year's. */
function partOfYear(part: string, end: number, moment: Moment): Span {
  const stretch = chooseYear((year) => partSpan(part, end, year), moment);
  const year = yearOf(stretch?.from ?? moment.today);
  return partSpan(
    part,
    end,
    part === '初' || part === '中' || moment.hint === 'past' ? year : yearOf(moment.today),
  );
}

function halfYear(first: boolean, end: number, year: number): Span {
  return period(end, dayAt(year, first ? 1 : 7, 1) as Day, 6, 'halfYear', `${year}-H${first ? 1 : 2}`);
}

function period(end: number, from: Day, months: number, grain: Span['grain'], label: string): Span {
  const next = addMonths(from, months);
  const to = addDays(next, -1);
  return { end, grain, from, to, sure: false, label, dayBefore: addDays(from, -1), dayAfter: next };
}

function readQuarter(text: string, at: number, moment: Moment, year?: number): Span | undefined {
  const match = matchAt(QUARTER, text, at);
  if (!match || /[每几]/.test(before(text, at, moment.floor))) return undefined;
  const [words, ordinal, english, relative] = match;
  const end = at + words.length;
  const quarter = ordinal ? '一二三四'.indexOf(ordinal) + 1 || Number(ordinal) : Number(english);
  const from = relative ? relativeQuarter(relative, moment.today) : quarterOf(quarter, moment, year);
  if (!from) return undefined;
  return period(end, from, 3, 'quarter', `${yearOf(from)}-Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`);
}

function relativeQuarter(which: string, today: Day): Day {
  const first = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1;
  const steps = which === '上' ? -3 : which === '下' ? 3 : 0;
  return addMonths(dayAt(yearOf(today), first, 1) as Day, steps);
}

function quarterOf(quarter: number, moment: Moment, year?: number): Day | undefined {
  const from = (candidate: number): Day => dayAt(candidate, quarter * 3 - 2, 1) as Day;
  if (year !== undefined) return from(year);
  return chooseYear(
    (candidate) => ({ from: from(candidate), to: addDays(addMonths(from(candidate), 3), -1) }),
    moment,
  )?.from;
}

/** 年内, 月内: by the end of this year or month. */
function readWithin(text: string, at: number, moment: Moment): Span | undefined {
  const match = matchAt(WITHIN, text, at);
  if (
    !match ||
    !/^[^\d一二三四五六七八九十两半几多个本上下这当今明去]?$/.test(before(text, at, moment.floor))
  ) {
    return undefined;
  }
  const { today } = moment;
  const month = dayAt(yearOf(today), Number(today.slice(5, 7)), 1) as Day;
  const ends: Record<string, Day> = {
    年: `${yearOf(today)}-12-31` as Day,
    月: addDays(addMonths(month, 1), -1),
    周: addDays(today, (7 - new Date(Date.parse(today)).getUTCDay()) % 7),
  };
  const to = ends[match[1] ?? ''] ?? today;
  return { end: at + match[0].length, grain: 'range', from: today, to, sure: true, bound: 'by' };
}
