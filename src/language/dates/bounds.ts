import { matchAt } from './words.ts';
import type { Span, When } from './when.ts';

const ABOUT = /左右|前后|上下(?!班)/y;
const BY =
  /(?:下班)?(?:[ 或及]?(?:之前|以前)|前(?![面台期排保轮几两些脸挡段往途任身辈景线端置]|提(?:是|条件|下)|一[天周个段阵次位批晚夜辆台]))|截止|为止|止(?!损)/y;
const WITHIN = /之内|以内|内(?![部饰存容外向卷])/y;
const AFTER = /[ 或及]?(?:之后|以后)|过后|后(?![面台备排期轮续视尾门驱座果悔半勤市装置段者])/y;
const FROM = /起(?![来步码初诉亏价售动亮名早床火飞点因])|开始|以来|往后/y;
/** 周六前来 is Saturday, come; 国庆前来 is before the holiday. */
const COMING = /[前后]来/y;

export const HEDGES = ['大概', '大约', '差不多', '约莫'];
export const DEADLINES = ['截止到', '截至', '截止', '最晚到', '最迟到', '最晚', '最迟', '不晚于', '赶在'];
export const BEYOND = ['过完', '过了'];
export const SINCE = ['自从', '打从', '从', '自'];

type Bounded = Omit<When, 'direction'>;

/** What 前, 后, 起, 内 and 左右 behind a phrase make of it; `end` moves behind them. */
export function readBound(
  text: string,
  end: number,
  span: Span | undefined,
  when: Bounded,
  today: When['from'],
): { end: number; when: Bounded } {
  if (when.bound) return { end, when };
  const about = matchAt(ABOUT, text, end);
  if (about) return { end: end + about[0].length, when: { ...when, sure: false } };
  if (span?.kind === 'now') return { end, when };
  const isPlainDay = span?.dayBefore === undefined && when.time === undefined;
  if (isPlainDay && span?.kind !== 'dayOfMonth' && matchAt(COMING, text, end)) return { end, when };
  const by = matchAt(BY, text, end);
  if (by) return { end: end + by[0].length, when: toBy(when, by[0].endsWith('止') ? undefined : span) };
  const within = when.from === when.to ? undefined : matchAt(WITHIN, text, end);
  if (within) {
    const from = when.from > today ? when.from : today;
    const limit = { from: from > when.to ? when.to : from, sure: true, bound: 'by' as const };
    return { end: end + within[0].length, when: { ...withoutLabel(when), grain: 'range', ...limit } };
  }
  const after = matchAt(AFTER, text, end);
  if (after) return { end: end + after[0].length, when: toAfter(when, span) };
  const from = matchAt(FROM, text, end);
  return from ? { end: end + from[0].length, when: { ...when, bound: 'from' } } : { end, when };
}

/** Before a festival or a period is by the day before it; before the 15th or Friday is by that day (113). */
export function toBy(when: Bounded, span: Span | undefined): Bounded {
  if (when.time) return { ...when, bound: 'by' };
  const on = span?.dayBefore ?? when.to;
  return {
    ...withoutLabel(when),
    ...asDay(when),
    from: on,
    to: on,
    sure: span?.dayBefore ? true : when.sure,
    bound: 'by',
  };
}

export function toAfter(when: Bounded, span: Span | undefined): Bounded {
  if (when.time) return { ...when, bound: 'after' };
  const on = span?.dayAfter ?? when.to;
  const isPeriod = span?.label !== undefined && span.grain !== 'weekend';
  const sure = span?.dayAfter ? !isPeriod : when.sure;
  return { ...withoutLabel(when), ...asDay(when), from: on, to: on, sure, bound: 'after' };
}

function asDay(when: Bounded): Pick<When, 'grain'> {
  return { grain: when.grain === 'slot' ? 'slot' : 'day' };
}

function withoutLabel(when: Bounded): Bounded {
  const rest = { ...when };
  delete rest.label;
  return rest;
}
