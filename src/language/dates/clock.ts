import { before, matchAt, numberOf } from './words.ts';
import type { Slot } from './when.ts';

/** A time of day as it was said. */
export interface Clock {
  end: number;
  slot?: Slot;
  defaultTime?: string;
  /** 0 to 24, as said: 下午3点 is 3. */
  hour?: number;
  minute: number;
  /** The second hour of 两三点. */
  orHour?: number;
  /** Written 08:30 or 20:30, so nothing is left to guess. */
  exact: boolean;
  sure: boolean;
}

interface PartOfDay {
  slot: Slot;
  defaultTime: string;
}

const PARTS: readonly [words: string, PartOfDay][] = [
  ['凌晨|拂晓', { slot: 'dawn', defaultTime: '05:00' }],
  ['一?大清早|清早|清晨|早晨|一大早上?|大早上|一早|早上|早间', { slot: 'AM', defaultTime: '09:00' }],
  ['上午|头午', { slot: 'AM', defaultTime: '10:00' }],
  ['中午|正午|晌午|午间', { slot: 'noon', defaultTime: '12:00' }],
  ['下午|午后', { slot: 'PM', defaultTime: '14:00' }],
  ['傍晚|黄昏', { slot: 'evening', defaultTime: '18:00' }],
  ['大晚上|晚上|晚间|夜晚', { slot: 'evening', defaultTime: '19:00' }],
  ['深夜|夜里|夜间|大半夜|后半夜|半夜|午夜', { slot: 'night', defaultTime: '23:00' }],
];
const SHORT: Record<string, PartOfDay> = {
  早: { slot: 'AM', defaultTime: '09:00' },
  晨: { slot: 'AM', defaultTime: '09:00' },
  晚: { slot: 'evening', defaultTime: '19:00' },
  夜: { slot: 'evening', defaultTime: '19:00' },
};

/** Greetings are no times: 上午好. */
const SLOT = new RegExp(PARTS.map(([words]) => `(${words})(?!好|安)`).join('|'), 'y');
const SHORT_SLOT = /早(?![点会就些已退教]|一点)|晨(?!会)|晚(?![点会些婚于了辈期]|一点)|夜(?!里|班)/y;
const HOUR_AHEAD = /[早晚]\s?(?=(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点(?!评|菜|击|赞)|[:：]\d\d))/y;
/** A whole morning is a duration: 聊了一下午. */
const WHOLE = /[一整半每个两]/;

const HOUR = '\\d{1,2}|[二]?十[一二三四五六七八九]?|[零一二两三四五六七八九]';
const COLON = /(\d{1,2})\s?[:：;；∶]\s?([0-5]\d)(?::[0-5]\d)?(?![\d:：.%万]|\s?[台个批人])\s?(am|pm|AM|PM)?/y;
const ENGLISH = /(\d{1,2})\s?(am|pm|AM|PM)(?![a-zA-Z])/y;
const DIAN = new RegExp(
  `(${HOUR})(?:点(?!点|几|评|菜|击|赞|位|名|火|对点)|时(?=整|许|\\d|[一二三四五]?十|半|左右|之?前|之?后))`,
  'y',
);
const TWO_HOURS = /([一两二三四五六七八九十]|十一)(两|[二三四五六七八九十]|十[一二])点(?!点|五|几)/y;
const HOUR_OF_RANGE = new RegExp(`(${HOUR})(?=\\s?[-—~～到至]\\s?(?:${HOUR})点)`, 'y');
const TO = new RegExp(
  `差(?:(一刻|${HOUR}分?|[二三四五]?十[一二三四五六七八九]?分?)钟?)(?:到)?(${HOUR})点(?!几)`,
  'y',
);

const UNIT_AHEAD = '(?![万点个台号月天年岁块元%k折米公里L升T座人位批成两辆组\\d])';
const MINUTE = new RegExp(
  `(半)(?![个天年价])|([一三13])刻钟?|(整|钟)|过?(?:零|0)([一二三四五六七八九]|\\d(?!\\d))(?:分|${UNIT_AHEAD})` +
    `|过?(\\d{1,2})分(?!期)|过?([二三四五]?十[一二三四五六七八九]?|[一二三四五六七八九])分(?!期)` +
    `|([0-5]\\d)${UNIT_AHEAD}|([二三四五]?十[一二三四五六七八九]?)${UNIT_AHEAD}`,
  'y',
);
const ABOUT = /钟?(?:左右|前后|上下|多钟?|来钟|许|出头|的样子)|钟/y;

/** 三点五 is 3.5, 三点零五个点 too. */
const DECIMAL = /[零一二两三四五六七八九十\d]/y;
/** 两点建议, 优惠两点, 这两点: points, not hours. */
const POINTS_BEFORE = /[这那有说提讲第让返少涨加高低贵降差惠宜利息几率跌扣抽给多快慢早晚大小好稍远近]/;
const POINTS_AFTER =
  /\s?(?:多?要求|建议|原因|问题|意见|理由|想法|注意|顾虑|疑问|需求|利|利息|优势|优惠|说明|诉求|区别|差别|不同|不足|好处|体会|希望|返利|折扣|儿|都|也|不)/y;
const ONE_O_CLOCK_BEFORE = /^$|[\s,，。:：约在到是定改午上晨]/;
const ONE_O_CLOCK_AFTER = /[左前之以到来见开后半整钟]|\s|$|[,，。]/y;

/** The time of day at `at`; `follows` when a day or a part of a day stands before, so that less is in doubt. */
export function readClock(text: string, at: number, floor: number, follows: boolean): Clock | undefined {
  const part = readPart(text, at, floor, follows);
  const start = part ? part.end + (/[ ,，的]/.test(text[part.end] ?? '') ? 1 : 0) : at;
  const time = readTime(text, start, part ? start : floor, follows || part !== undefined);
  if (!part) return time;
  if (!time) return { ...part, minute: 0, exact: false, sure: true };
  return { ...time, slot: part.slot, defaultTime: part.defaultTime };
}

function readPart(
  text: string,
  at: number,
  floor: number,
  follows: boolean,
): (PartOfDay & { end: number }) | undefined {
  const match = matchAt(SLOT, text, at);
  if (match) {
    if (WHOLE.test(before(text, at, floor))) return undefined;
    const found = PARTS[match.findIndex((words, index) => index > 0 && words !== undefined) - 1];
    return found && { ...found[1], end: at + match[0].length };
  }
  const short = matchAt(follows ? SHORT_SLOT : HOUR_AHEAD, text, at);
  const part = SHORT[text[at] ?? ''];
  return short && part && { ...part, end: at + 1 };
}

function readTime(text: string, at: number, floor: number, follows: boolean): Clock | undefined {
  return (
    readFigures(text, at, floor) ??
    readTo(text, at) ??
    readTwoHours(text, at, floor) ??
    readHour(text, at, floor, follows) ??
    readHourOfRange(text, at, floor)
  );
}

function withAbout(text: string, clock: Clock): Clock {
  const about = matchAt(ABOUT, text, clock.end);
  return about
    ? { ...clock, end: clock.end + about[0].length, sure: clock.sure && about[0] === '钟' }
    : clock;
}

function readFigures(text: string, at: number, floor: number): Clock | undefined {
  if (/[\d.:：;；A-Za-z#]/.test(before(text, at, floor))) return undefined;
  const match = matchAt(COLON, text, at);
  const english = match ? undefined : matchAt(ENGLISH, text, at);
  const [words, hours, minutes = '0', half] =
    match ?? (english && [english[0], english[1], '0', english[2]]) ?? [];
  if (words === undefined || Number(hours) > 24) return undefined;
  const slot: Pick<Clock, 'slot'> = half ? { slot: half.toLowerCase() === 'pm' ? 'PM' : 'AM' } : {};
  const hour = Number(hours);
  const exact = hours?.startsWith('0') === true || hour >= 13;
  return withAbout(text, {
    end: at + words.trimEnd().length,
    hour,
    minute: Number(minutes),
    exact,
    sure: true,
    ...slot,
  });
}

/** 差五分三点, 差一刻八点. */
function readTo(text: string, at: number): Clock | undefined {
  const match = matchAt(TO, text, at);
  if (!match) return undefined;
  const short = match[1] === '一刻' ? 15 : numberOf(match[1]?.replace('分', ''));
  const hour = numberOf(match[2]) - 1;
  if (!(short < 60 && hour >= 0 && hour < 24)) return undefined;
  return { end: at + match[0].length, hour, minute: 60 - short, exact: false, sure: true };
}

function readTwoHours(text: string, at: number, floor: number): Clock | undefined {
  const match = matchAt(TWO_HOURS, text, at);
  if (!match || /[\d一二两三四五六七八九十百]/.test(before(text, at, floor))) return undefined;
  const [hour, orHour] = [numberOf(match[1]), numberOf(match[2])];
  if (orHour !== hour + 1) return undefined;
  return {
    ...withAbout(text, { end: at + match[0].length, hour, minute: 0, exact: false, sure: false }),
    orHour,
  };
}

function readHour(text: string, at: number, floor: number, follows: boolean): Clock | undefined {
  const match = matchAt(DIAN, text, at);
  if (!match || /[\d.零一二两三四五六七八九十百第:：A-Za-z]/.test(before(text, at, floor))) return undefined;
  const hour = numberOf(match[1]);
  if (!(hour <= 24)) return undefined;
  const clock: Clock = { end: at + match[0].length, hour, minute: 0, exact: hour >= 13, sure: true };
  const minute = matchAt(MINUTE, text, clock.end);
  const minutes = minute && minutesOf(minute);
  if (minute && minutes !== undefined && minutes < 60) {
    return withAbout(text, { ...clock, end: clock.end + minute[0].length, minute: minutes });
  }
  if (!follows && !isHour(text, at, clock.end, match[1] ?? '', floor)) return undefined;
  return withAbout(text, clock);
}

function minutesOf(match: RegExpExecArray): number | undefined {
  const [, half, quarters, whole, ...numbers] = match;
  if (half) return 30;
  if (quarters) return quarters === '一' || quarters === '1' ? 15 : 45;
  if (whole) return 0;
  return numberOf(numbers.find((number) => number !== undefined));
}

/** Whether a bare 两点 is two o'clock. */
function isHour(text: string, at: number, end: number, hour: string, floor: number): boolean {
  if (matchAt(DECIMAL, text, end) && !matchAt(TO_FOLLOWING_HOUR, text, end)) return false;
  const previous = before(text, at, floor);
  if (POINTS_BEFORE.test(previous) || matchAt(POINTS_AFTER, text, end)) return false;
  if (hour !== '一' && hour !== '1') return true;
  return ONE_O_CLOCK_BEFORE.test(previous) && matchAt(ONE_O_CLOCK_AFTER, text, end) !== undefined;
}

/** 9点10点都行: a number that is an hour of its own is no decimal. */
const TO_FOLLOWING_HOUR = new RegExp(`(?:${HOUR})点|[-—~～]`, 'y');

/** The 2 of 2-4点. */
function readHourOfRange(text: string, at: number, floor: number): Clock | undefined {
  const match = matchAt(HOUR_OF_RANGE, text, at);
  if (!match || /[\d.零一二两三四五六七八九十百第A-Za-z/]/.test(before(text, at, floor))) return undefined;
  const hour = numberOf(match[1]);
  return hour <= 24
    ? { end: at + match[0].length, hour, minute: 0, exact: hour >= 13, sure: true }
    : undefined;
}
