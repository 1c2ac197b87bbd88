import { addDays, addMonths, isDay } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';
import { dayAt, yearOf } from './calendar.ts';
import { chooseYear } from './choose.ts';
import { DAY_NUMBER, MONTH_NUMBER, before, continuesNumber, matchAt, numberOf } from './words.ts';
import type { Moment, Span } from './when.ts';

const FULL = /((?:19|20)\d{2})\s?([-/.年])\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})[日号]?(?!\d)/y;
const COMPACT = /(20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)/y;

/** What makes the number after a month a count instead of a date: 4月3台, 5月20万. */
const COUNTED = '(?![\\d.%台个万千百天月点时分批辆人位单周成折块元k多几组条家:：])';
const MONTH_DAY = new RegExp(
  `(${MONTH_NUMBER})月份?的?(?:(${DAY_NUMBER})(?:[日号](?!线|楼|店|院|机)|${COUNTED}))`,
  'y',
);

/** Not 5号线, 3号店, 92号汽油 … */
const NO_PLACE =
  '(?!线|店|展厅|展车|楼|库|门|桌|工位|厅|员工|院|馆|仓|机|油|汽油|柴油|电池|公路|高速|位|柜|窗|坑|色|轮|钥匙|牌|码|手|车(?!展)|房|桩|铺|馆|技师|接待|顾问)';
const DAY_OF_MONTH = new RegExp(`(${DAY_NUMBER})(?:号${NO_PLACE}|日(?![常产系本均期报租]))`, 'y');
/** The 15 of 15号's fellow: 15、16号, 15到20号. */
const FIRST_OF_MANY = new RegExp(
  `(${DAY_NUMBER})(?=\\s?[、,，和或到至~～—-]\\s?${DAY_NUMBER}[号日]${NO_PLACE})`,
  'y',
);
const SOME_DAY = new RegExp(`([一二]?十|1|2)(?:几|来)[号日]`, 'y');

const DOTTED =
  /(\d{1,2})\.(\d{1,2})(?:号|日)?(?![\d.]|\s?[万元块%折LTlKk升寸分米吨刻时度公个厘毫]|\s?(?:自动|手动|四驱|两驱|排量|自吸|涡轮|落地|裸车|左右|升|以内))/y;
const SLASHED = /(\d{1,2})\/(\d{1,2})(?:号|日)?(?![\d/.%成])/y;
const DASHED = /(0[1-9]|1[0-2])-([0-2]\d|3[01])(?![\d-])/y;

/** Words before a decimal that make it a price or a rate. */
const PRICED =
  /(?:价|款|付|惠|算|率|贷|供|估|收|批|底|报|耗|加|减|少|差|宜|贵|送|权限|省|约?合|共|计|折|值|￥|¥|v|V|版)[到了后为是:：的]?\s?$/;
/** Words beside a decimal that make it a date. */
const DATED_BEFORE = /(?:约|改|定|从|在|到|至|截止|日期|时间|[-~—])[了到在成:：]?\s?$/;
const DATED_AFTER =
  /号|日|\s?(?:[上下中]午|早上|晚上|前|之前|以前|后|之后|以后|来|到|去|提|交|上牌|周|星期|[(（]周|假|放假|期间|活动|车展|开业|试驾|[-~—至]\s?\d{1,2}\.\d)/y;

/** 2026-04-15, 4月15号, 15号, 4/15, 4.15 … */
export function readCalendarDay(text: string, at: number, moment: Moment): Span | undefined {
  if (continuesNumber(text, at, moment.floor)) return undefined;
  return (
    readFull(text, at) ??
    readMonthDay(text, at, moment) ??
    readDayOfMonth(text, at, moment) ??
    readFigures(text, at, moment)
  );
}

function daySpan(on: Day, end: number, sure = true): Span {
  return { end, grain: 'day', from: on, to: on, sure };
}

function readFull(text: string, at: number): Span | undefined {
  const full = matchAt(FULL, text, at);
  const [words = '', year, month, date] = full
    ? [full[0], full[1], full[3], full[4]]
    : (matchAt(COMPACT, text, at) ?? []);
  const on = dayAt(Number(year), Number(month), Number(date));
  return on && daySpan(on, at + words.length);
}

/** A month and a date; `year` where it was said. */
export function readMonthDay(text: string, at: number, moment: Moment, year?: number): Span | undefined {
  const match = matchAt(MONTH_DAY, text, at);
  if (!match) return undefined;
  return monthDay(numberOf(match[1]), numberOf(match[2]), at + match[0].length, moment, year);
}

function monthDay(month: number, date: number, end: number, moment: Moment, year?: number): Span | undefined {
  if (month > 12 || date > 31) return undefined;
  const on = year === undefined ? nearestDay(month, date, moment) : dayAt(year, month, date);
  return on && { ...daySpan(on, end), kind: 'dayOfMonth' };
}

function nearestDay(month: number, date: number, moment: Moment): Day | undefined {
  if (moment.near?.ranging) {
    const { from } = moment.near.when;
    const sameYear = dayAt(yearOf(from), month, date);
    return sameYear && sameYear < from ? dayAt(yearOf(from) + 1, month, date) : sameYear;
  }
  return chooseYear((year) => {
    const on = dayAt(year, month, date);
    return on && { from: on, to: on };
  }, moment)?.from;
}

/** The date in the month of `month`; the month's last day where it has no such date, and then unsure. */
export function dateIn(month: Day, date: number, end: number): Span {
  const on = `${month.slice(0, 7)}-${String(date).padStart(2, '0')}`;
  if (isDay(on)) return { ...daySpan(on, end), kind: 'dayOfMonth' };
  return daySpan(addDays(addMonths(`${month.slice(0, 7)}-01` as Day, 1), -1), end, false);
}

function readDayOfMonth(text: string, at: number, moment: Moment): Span | undefined {
  const previous = before(text, at, moment.floor);
  const some = matchAt(SOME_DAY, text, at);
  if (some) {
    const tens = /^[1十]|^一十/.test(some[0]) ? 1 : 2;
    const first = dateIn(moment.today, tens * 10 + 1, at + some[0].length);
    return { ...first, grain: 'range', to: dateIn(moment.today, tens * 10 + 9, 0).from, sure: false };
  }
  const match = matchAt(DAY_OF_MONTH, text, at) ?? matchAt(FIRST_OF_MANY, text, at);
  // 人民路15号, 工号15号, 车牌尾号8号.
  if (!match || '路街道巷弄栋幢工尾牌第'.includes(previous || ' ')) return undefined;
  const date = numberOf(match[1]);
  if (!(date >= 1 && date <= 31)) return undefined;
  return dayOfMonth(date, at + match[0].length, moment);
}

function dayOfMonth(date: number, end: number, moment: Moment): Span {
  const { today, near, hint } = moment;
  if (near?.span.kind === 'dayOfMonth') {
    const same = dateIn(near.when.from, date, end);
    return same.from > near.when.from ? same : dateIn(addMonths(near.when.from, 1), date, end);
  }
  const current = Number(today.slice(8));
  const step = hint === 'past' ? -1 : 1;
  const isAhead = hint === 'past' ? date > current : date < current;
  let month = isAhead ? addMonths(firstOf(today), step) : firstOf(today);
  for (let tries = 0; tries < 2 && dateIn(month, date, end).kind === undefined; tries += 1) {
    month = addMonths(month, step);
  }
  return dateIn(month, date, end);
}

function firstOf(on: Day): Day {
  return `${on.slice(0, 7)}-01` as Day;
}

/** Month and date in figures only; a dotted pair is a price or an engine unless the words around agree. */
function readFigures(text: string, at: number, moment: Moment): Span | undefined {
  const dashed = matchAt(DASHED, text, at);
  if (dashed) return monthDay(Number(dashed[1]), Number(dashed[2]), at + dashed[0].length, moment);
  const slashed = matchAt(SLASHED, text, at);
  if (slashed) {
    const [words, month, date] = slashed;
    const isFraction = Number(month) < Number(date) && Number(date) <= 5 && !/[号日]$/.test(words);
    if (isFraction && !matchAt(DATED_AFTER, text, at + words.length)) return undefined;
    return monthDay(Number(month), Number(date), at + words.length, moment);
  }
  const dotted = matchAt(DOTTED, text, at);
  if (!dotted) return undefined;
  const [words, month, date = ''] = dotted;
  const end = at + words.length;
  const ahead = text.slice(Math.max(0, at - 6), at);
  const isDated =
    /[号日]$/.test(words) || matchAt(DATED_AFTER, text, end) !== undefined || moment.near !== undefined;
  if (PRICED.test(ahead) || (!isDated && date.length === 1)) return undefined;
  const span = monthDay(Number(month), Number(date), end, moment);
  const isAlone = text.trim().length === words.length;
  return span && { ...span, sure: isDated || isAlone || DATED_BEFORE.test(ahead) };
}
