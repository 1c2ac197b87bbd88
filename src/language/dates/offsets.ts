import { addDays, addMinutes, addMonths, clockOf, dayOf } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';
import { addWorkdays } from './calendar.ts';
import { before, continuesNumber, matchAt, numberOf } from './words.ts';
import type { Moment, Span } from './when.ts';

const COUNT = `\\d{1,3}(?:\\.\\d)?|[一二两三四五六七八九十百]{1,5}`;
const UNIT = '分钟|min|刻钟|小时|钟头|h|工作日|天|周|星期|礼拜|月|季度|年';

/** Counts: 3, 三, 两三, 3-5, 几, 十几, 半, 一个半, 个把. Groups: low, high, vague, half, 个, 半, unit, 半, 多. */
const QUANTITY =
  `(?:(?:(\\d{1,3})\\s?(?:-|~|～|到|至)\\s?(\\d{1,3})|(好?几|数|十几|十来|十多)|(半)|(${COUNT}|[俩仨]))(来|多)?` +
  `(个)?(半)?|(个把))(${UNIT})(半)?(多)?(?:左右)?`;

const AFTER = '之?后(?![面台排备续])|以后';
const BEFORE = '之?前(?![面台排后期])|以前';
const WITHIN = '之?内(?![部饰存容外向])|以内';

const COUNTED = new RegExp(`(?:${QUANTITY}|(${COUNT})日)(?:(${AFTER})|(${BEFORE})|(${WITHIN}))`, 'y');
const PASSING = new RegExp(`(?:再过|再等|过|隔)${QUANTITY}(?:${AFTER})?`, 'y');
const STRETCH = new RegExp(
  `(最近|过去|近|未来|接下来|往后|今后)的?(${COUNT})个?(天|日|周|星期|礼拜|月|年)(?![前后内半初底中])`,
  'y',
);

/** 两三 is said as one word. */
const NEIGHBOURS = /^([一二两三四五六七八])([两二三四五六七八九])$/;

/** What 几 may stand for. */
const FEW = { days: [3, 7], others: [2, 4] } as const;

interface Amount {
  low: number;
  high: number;
  vague: boolean;
  unit: string;
}

function few(unit: string): readonly [number, number] {
  return unit === '天' ? FEW.days : FEW.others;
}

function amountOf(groups: readonly (string | undefined)[]): Amount | undefined {
  const [low, high, vagueCount, half, count, more, measure, halfMore, some, unit = '', halfAfter, over] =
    groups;
  // 三月后 is after March; 三个月后 or 两月后 counts months.
  const bareMonth =
    unit === '月' && !measure && !some && !half && !/^[两俩仨]$|几$/.test(count ?? vagueCount ?? '');
  if (bareMonth) return undefined;
  const vague = [vagueCount, more, some, over].some(Boolean);
  const extra = halfMore || halfAfter ? 0.5 : 0;
  const amount = (from: number, to: number, open: boolean): Amount => ({
    low: from + extra,
    high: to + extra,
    vague: open,
    unit,
  });
  if (low) return Number(low) < Number(high) ? amount(Number(low), Number(high), true) : undefined;
  if (vagueCount === '十几' || vagueCount === '十多') return amount(11, 19, true);
  if (vagueCount === '十来') return amount(10, 12, true);
  if (vagueCount) return amount(...few(unit), true);
  if (half) return { low: 0.5, high: 0.5, vague, unit };
  if (some) return amount(1, 1, true);
  const pair = NEIGHBOURS.exec(count ?? '');
  const [first, second] = [numberOf(pair?.[1]), numberOf(pair?.[2])];
  if (first < second) return amount(first, second, true);
  // 07年以后 is a year, not a count.
  if (/^0\d/.test(count ?? '')) return undefined;
  const value = numberOf(count);
  return Number.isNaN(value) || value > 400 ? undefined : amount(value, value, vague);
}

function isClockUnit(unit: string): boolean {
  return ['分钟', 'min', '刻钟', '小时', '钟头', 'h'].includes(unit);
}

function minutesOf(count: number, unit: string): number {
  if (unit === '刻钟') return count * 15;
  return Math.round(unit === '分钟' || unit === 'min' ? count : count * 60);
}

/** Half a month is 15 days, as 半个月 is meant; half of other units is cut to whole days. */
function shift(from: Day, count: number, unit: string): Day {
  const wholes = Math.trunc(count);
  const half = count === wholes ? 0 : Math.sign(count);
  if (unit === '月') return addDays(addMonths(from, wholes), half * 15);
  if (unit === '季度') return addMonths(from, Math.round(count * 3));
  if (unit === '年') return addMonths(from, wholes * 12 + half * 6);
  if (unit === '天') return addDays(from, Math.trunc(count));
  if (unit === '工作日') return addWorkdays(from, wholes);
  return addDays(from, Math.trunc(count * 7));
}

function spanOf(end: number, { low, high, vague, unit }: Amount, sign: 1 | -1, moment: Moment): Span {
  const sure = low === high && !vague;
  if (isClockUnit(unit)) {
    const at = addMinutes(moment.now, sign * minutesOf(low, unit));
    return { end, grain: 'instant', from: dayOf(at), to: dayOf(at), time: clockOf(at), sure };
  }
  const days = [shift(moment.today, sign * low, unit), shift(moment.today, sign * high, unit)].sort();
  const [from = moment.today, to = moment.today] = days;
  return { end, grain: from === to ? 'day' : 'range', from, to, sure };
}

/** 三天后, 10分钟前, 半年内, 两三天后, 过一个月, 最近三天 … */
export function readOffset(text: string, at: number, moment: Moment): Span | undefined {
  return readPassing(text, at, moment) ?? readStretch(text, at, moment) ?? readCounted(text, at, moment);
}

function readCounted(text: string, at: number, moment: Moment): Span | undefined {
  const match = matchAt(COUNTED, text, at);
  if (!match || continuesNumber(text, at, moment.floor)) return undefined;
  const groups = match.slice(1, 13);
  const [days, after, earlier, within] = match.slice(13);
  const amount = days
    ? { low: numberOf(days), high: numberOf(days), vague: false, unit: '天' }
    : amountOf(groups);
  // 15日后 is after the 15th; 三日后 is in three days.
  if (!amount || (days && !within && /\d/.test(days))) return undefined;
  const end = at + match[0].length;
  if (!within) return spanOf(end, amount, after ? 1 : -1, moment);
  const limit = spanOf(end, amount, 1, moment);
  const bound = { bound: 'by' as const, sure: !amount.vague };
  if (limit.time) return { ...limit, ...bound };
  return { ...limit, ...bound, grain: 'range', from: moment.today, ...(earlier ? {} : { to: limit.to }) };
}

function readPassing(text: string, at: number, moment: Moment): Span | undefined {
  const match = matchAt(PASSING, text, at);
  // 超过五天, 通过, 来过两次 …
  if (!match || '超通经不路来去看试打做开到聊没见用买错胜'.includes(before(text, at, moment.floor) || ' '))
    return undefined;
  const amount = amountOf(match.slice(1, 13));
  return amount && spanOf(at + match[0].length, amount, 1, moment);
}

function readStretch(text: string, at: number, moment: Moment): Span | undefined {
  const match = matchAt(STRETCH, text, at);
  if (!match) return undefined;
  const [words, which = '', count, unit = ''] = match;
  const amount = numberOf(count);
  if (Number.isNaN(amount) || amount > 400) return undefined;
  const { today } = moment;
  const step = unit === '日' ? '天' : unit;
  const ahead = ['未来', '接下来', '往后', '今后'].includes(which);
  const [from, to] = ahead
    ? [addDays(today, 1), shift(today, amount, step)]
    : [addDays(shift(today, -amount, step), 1), today];
  return { end: at + words.length, grain: 'range', from, to, sure: true };
}
