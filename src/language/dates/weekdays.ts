import { addDays, weekStart, weekday } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';
import { addWorkdays, pad, yearOf } from './calendar.ts';
import { before, matchAt, weekdayOf } from './words.ts';
import type { Moment, Span } from './when.ts';

const WEEK = '(?:周|週|星期|礼拜)';
/** 周末愉快. */
const GREETING = /愉快|快乐/y;
/** Not 周一次, 周五座, 周日报; digits only where no unit follows. */
const WEEKDAY_SIGN = `[一二三四五六日天末](?!次|期|座|报(?!表))|[1-7](?![\\d.年个天月%次])`;

/** 下周, 这个星期 …; the weekday may be said with its own 周: 下周的周三. */
const TOLD_WEEK = new RegExp(
  `(上上|下下|上|下|这|本)一?个?${WEEK}(?![年岁期转报边围])(?:(?:的?${WEEK})?(${WEEKDAY_SIGN}))?`,
  'y',
);
const BARE = new RegExp(`${WEEK}(${WEEKDAY_SIGN})`, 'y');
/** 周一三五, 周六日: more days of the week just named. */
const MORE =
  /([一二三四五六日1-7]{1,5})(?!两(?!天)|[\d点时:：个起人台批次号月年百千万家位座成折样半刻下定直共块辈会行些路旦般切边旁致贯向分对套部辆条报])/y;
const UP_TO = /\s?(?:到|至|-|—|~|～)\s?([一二三四五六日天1-7])(?![\d点时:：个起人台批次号月年百千万])/y;
const WORKDAY = /(下一?个|上一?个)?工作日/y;

const WEEKS: Record<string, number> = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 };

/** 马上周六, 晚上周六, 问一下周六: the 上 or 下 belongs to the word before. */
const ENDS_IN_UP = '马晚早网线以路身手车加赶遇';
const ENDS_IN_DOWN = '一线以楼乡剩';

/** Words that would make 周X a family name with the start of a given name: 周天成先生. */
const PERSON =
  /[^上下早晚中让请带和跟叫她他陪是等我你有来去找约王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文](?:先生|女士|小姐)/y;

/** The ISO 8601 name of the week that begins on that Monday; the year is that of its Thursday. */
export function isoWeek(monday: Day): string {
  const thursday = addDays(monday, 3);
  const ordinal = (Date.parse(thursday) - Date.parse(`${yearOf(thursday)}-01-01`)) / (24 * 3600 * 1000);
  return `${yearOf(thursday)}-W${pad(Math.floor(ordinal / 7) + 1)}`;
}

/** 下周, 周六, 上周末, 下一个工作日 … */
export function readWeekday(text: string, at: number, moment: Moment): Span | undefined {
  return readToldWeek(text, at, moment) ?? readBare(text, at, moment) ?? readWorkday(text, at, moment);
}

function readToldWeek(text: string, at: number, moment: Moment): Span | undefined {
  const match = matchAt(TOLD_WEEK, text, at);
  if (!match) return undefined;
  const [words, which = '', sign] = match;
  const previous = before(text, at, moment.floor) || ' ';
  if (which.startsWith('上') && ENDS_IN_UP.includes(previous)) return undefined;
  if (which.startsWith('下') && ENDS_IN_DOWN.includes(previous)) return undefined;
  const monday = addDays(weekStart(moment.today), 7 * (WEEKS[which] ?? 0));
  const end = at + words.length;
  if (sign === '末') return weekend(monday, end);
  if (sign) return weekdaySpan(addDays(monday, weekdayOf(sign) - 1), end, true, monday);
  const sunday = addDays(monday, 6);
  return {
    end,
    grain: 'week',
    from: monday,
    to: sunday,
    sure: false,
    label: isoWeek(monday),
    week: monday,
    dayBefore: addDays(monday, -1),
    dayAfter: addDays(monday, 7),
  };
}

function weekend(monday: Day, end: number): Span {
  return {
    end,
    grain: 'weekend',
    from: addDays(monday, 5),
    to: addDays(monday, 6),
    sure: false,
    label: isoWeek(monday),
    dayBefore: addDays(monday, 4),
    dayAfter: addDays(monday, 7),
  };
}

function weekdaySpan(on: Day, end: number, sure: boolean, week?: Day): Span {
  return { end, grain: 'day', from: on, to: on, sure, kind: 'weekday', ...(week ? { week } : {}) };
}

function readBare(text: string, at: number, moment: Moment): Span | undefined {
  const match = matchAt(BARE, text, at);
  if (!match) return undefined;
  const [words, sign = ''] = match;
  const end = at + words.length;
  if (/[\d一二两三四五六七八九十每几第整半多满姓叫称名]/.test(before(text, at, moment.floor)))
    return undefined;
  if (words.startsWith('周') && matchAt(PERSON, text, end)) return undefined;
  if (
    words.startsWith('星期') &&
    /(?:昵称|微信名|网名|名字)[是:：]?$/.test(text.slice(Math.max(0, at - 5), at))
  ) {
    return undefined;
  }
  const { near, today } = moment;
  if (matchAt(GREETING, text, end)) return undefined;
  if (sign === '末') {
    const monday = near?.span.week ?? weekStart(today);
    const isOver = moment.hint === 'past' && weekday(today) < 6;
    return weekend(isOver ? addDays(monday, -7) : monday, end);
  }
  if (near?.ranging) return weekdaySpan(nextWeekday(near.when.from, weekdayOf(sign)), end, true);
  if (near?.span.kind === 'weekday' && near.span.week) {
    return weekdaySpan(addDays(near.span.week, weekdayOf(sign) - 1), end, true, near.span.week);
  }
  return comingWeekday(weekdayOf(sign), end, moment);
}

function nextWeekday(after: Day, wanted: number): Day {
  return addDays(after, ((wanted - weekday(after) + 6) % 7) + 1);
}

/** 周六 alone is the next one (utterances.md, rule 5); said on a Saturday it may be today's, so it is unsure. */
function comingWeekday(wanted: number, end: number, moment: Moment): Span {
  const { today, hint } = moment;
  const sure = weekday(today) !== wanted;
  const next = nextWeekday(today, wanted);
  return weekdaySpan(hint === 'past' ? addDays(next, sure ? -7 : -14) : next, end, sure);
}

/** The weekdays that follow a weekday without their own 周: the 三 and 五 of 周一三五, one span for each. */
export function readMoreWeekdays(text: string, span: Span, moment: Moment): Span[] {
  const match = matchAt(MORE, text, span.end);
  if (!match || span.kind !== 'weekday') return [];
  const signs = [...(match[1] ?? '')];
  const first = weekday(span.from);
  const days = [first, ...signs.map(weekdayOf)];
  const rising = days.every((one, index) => index === 0 || one > (days[index - 1] ?? 0));
  // A single further sign is taken only as the next day (周六日): 周三五 may be the start of another word.
  if (!rising || (signs.length === 1 && days[1] !== first + 1)) return [];
  return signs.map((sign, index) => {
    const end = span.end + index + 1;
    const wanted = weekdayOf(sign);
    if (span.week) return weekdaySpan(addDays(span.week, wanted - 1), end, true, span.week);
    return comingWeekday(wanted, end, moment);
  });
}

/** The end of 周一到五. */
export function readWeekdayRangeEnd(text: string, span: Span): Span | undefined {
  const match = span.kind === 'weekday' ? matchAt(UP_TO, text, span.end) : undefined;
  if (!match) return undefined;
  return weekdaySpan(nextWeekday(span.from, weekdayOf(match[1] ?? '')), span.end + match[0].length, true);
}

function readWorkday(text: string, at: number, moment: Moment): Span | undefined {
  const match = matchAt(WORKDAY, text, at);
  if (!match || /[个非双休每]/.test(before(text, at, moment.floor))) return undefined;
  const which = match[1];
  const on = addWorkdays(moment.today, which?.startsWith('上') ? -1 : 1);
  return { end: at + match[0].length, grain: 'day', from: on, to: on, sure: which !== undefined };
}
