import { addDays } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';
import { addWorkdays, daysOff, lunarDay, nextDaysOff } from './calendar.ts';
import { chooseFestival } from './choose.ts';
import { FESTIVALS, lunar } from './festival-names.ts';
import type { Festival } from './festival-names.ts';
import { CN_DIGIT, before, matchAt, numberOf } from './words.ts';
import type { Moment, Span } from './when.ts';

const NAMES = new RegExp(FESTIVALS.map(({ names }) => `(${names})`).join('|'), 'y');

/** 国庆快乐, 过年好. */
const GREETING = /好(?!像|多|几)|快乐|愉快|安康|大吉/y;

/** Holidays so long that their name alone does not tell the day. */
const LONG: readonly string[] = ['春节', '国庆', '劳动节'];

/** After the Spring Festival people mean after 元宵节, the 15th of the first month (utterances.md, 053). */
const NEW_YEAR_OVER = /过完(?:新|大)?年|过了年|(?:春节|过年|年)(?:过完|过|之|以)?后(?![排备面视])|春节过完/y;
const BEFORE_NEW_YEAR = /年(?:之|以)?前(?!几|两|面|期)/y;
const YEAR_OF_COUNT = /[\d零〇一二三四五六七八九十百两几半多数去今明前后周当往整每近来本大多少]/;

const FIRST_OF_LUNAR = new RegExp(`(?:正月|大?年)?初(${CN_DIGIT}|十)(?![中级年个步次恋])`, 'y');
const LUNAR = new RegExp(
  `(?:(?:农历|阴历|旧历)闰?(正|冬|腊|十[一二]?|${CN_DIGIT})|(正|冬|腊))月(?:初(十|${CN_DIGIT})|([二廿]?十${CN_DIGIT}?|廿${CN_DIGIT}?|三十)|里?)[日号]?` +
    `|(${CN_DIGIT}|十)月初(${CN_DIGIT}|十)(?![次个台批位人组单辆起早])`,
  'y',
);

/** 节前, 节后, 放假 …: of the holiday that runs or comes next. */
const ANY_HOLIDAY =
  /小长假|长假(?!期)|黄金周|假期|放假|收假|过完节|过节(?!费|礼)|节(?=后|前(?!面)|假(?=期))/y;
const RUN_WORDS =
  /(?:节假期|节?期间|节?假期|节?放假(?!前一|了)|节?小长假|节?长假|节?黄金周|节?假日)(?:期间)?/y;
const FIRST_WORKDAY =
  /(?:节|假|假期|长假)?(?:之?后|完)?(?:第一天上班|上班(?:的)?第一天|(?:的)?第一个工作日|开工第一天)/y;
const SHIFTED = new RegExp(
  `(?:放假|假期|节)?(前|后)(${CN_DIGIT}|\\d|两)?(天|周|个?星期|个?礼拜)|前(?:夕|夜)`,
  'y',
);
const NTH_DAY = new RegExp(`(?:假期|放假|长假)?的?(?:第(${CN_DIGIT}|\\d)|(最后一))天`, 'y');
const THAT_DAY = /当天|当日|那天|正日子|当(?=晚)/y;

/** Whether the festival, its whole holiday or a day counted from it is meant. */
function readModifier(text: string, span: Span, run: { from: Day; to: Day } | undefined, on: Day): Span {
  const { end } = span;
  const dayAtEnd = (day: Day, match: RegExpExecArray): Span => ({
    end: end + match[0].length,
    grain: 'day',
    from: day,
    to: day,
    sure: true,
  });
  const holiday = run ?? { from: on, to: on };
  const work = matchAt(FIRST_WORKDAY, text, end);
  if (work && run) return dayAtEnd(addWorkdays(run.to, 1), work);
  const nth = matchAt(NTH_DAY, text, end);
  if (nth) return dayAtEnd(nth[2] ? holiday.to : addDays(holiday.from, numberOf(nth[1]) - 1), nth);
  const shifted = matchAt(SHIFTED, text, end);
  if (shifted) {
    const [, side = '前', count, unit = '天'] = shifted;
    const days = (count ? numberOf(count) : 1) * (unit === '天' ? 1 : 7);
    return dayAtEnd(side === '前' ? addDays(on, -days) : addDays(holiday.to, days), shifted);
  }
  const that = matchAt(THAT_DAY, text, end);
  if (that) return dayAtEnd(on, that);
  const whole = run && matchAt(RUN_WORDS, text, end);
  if (whole) {
    const grain = run.from === run.to ? ('day' as const) : ('range' as const);
    return {
      ...span,
      end: end + whole[0].length,
      grain,
      from: run.from,
      to: run.to,
      sure: false,
      dayBefore: addDays(run.from, -1),
    };
  }
  return span;
}

/** 国庆, 五一假期, 中秋前一天, 年前, 过完年, 初三, 腊月二十, 节后 …; `year` where it was said. */
export function readFestival(text: string, at: number, moment: Moment, year?: number): Span | undefined {
  return (
    readNewYear(text, at, moment, year) ??
    readNamed(text, at, moment, year) ??
    readLunar(text, at, moment, year) ??
    (year === undefined ? readAnyHoliday(text, at, moment) : undefined)
  );
}

function readNamed(text: string, at: number, moment: Moment, year?: number): Span | undefined {
  const match = matchAt(NAMES, text, at);
  if (!match) return undefined;
  const festival = FESTIVALS[match.findIndex((words, index) => index > 0 && words !== undefined) - 1];
  const previous = before(text, at, moment.floor);
  if (matchAt(GREETING, text, at + match[0].length)) return undefined;
  if (!festival || (previous !== '' && festival.notAfter?.includes(previous))) return undefined;
  return festivalSpan(text, at + match[0].length, festival, moment, year);
}

function festivalSpan(text: string, end: number, festival: Festival, moment: Moment, said?: number): Span {
  const { on: dayIn, statutory } = festival;
  const of = (year: number) => {
    const on = dayIn(year);
    return { from: on, to: statutory ? daysOff(statutory, year).to : on };
  };
  const { year, sure } = said === undefined ? chooseFestival(of, moment) : { year: said, sure: true };
  const on = dayIn(year);
  const run = statutory && daysOff(statutory, year);
  const span: Span = {
    end,
    grain: 'day',
    from: on,
    to: on,
    sure: sure && !LONG.includes(statutory ?? ''),
    dayBefore: addDays(on, -1),
    dayAfter: addDays(run?.to ?? on, 1),
  };
  return readModifier(text, span, run, on);
}

function readNewYear(text: string, at: number, moment: Moment, said?: number): Span | undefined {
  const over = matchAt(NEW_YEAR_OVER, text, at);
  const isCount =
    text[at] === '年' &&
    YEAR_OF_COUNT.test(
      text
        .slice(Math.max(moment.floor, at - 2), at)
        .trimEnd()
        .at(-1) ?? '',
    );
  if (over && !isCount) {
    if (matchAt(FIRST_WORKDAY, text, at + over[0].length)) return undefined;
    const choice = chooseFestival(
      (year) => ({ from: lunarDay(year, 1, 15), to: lunarDay(year, 1, 15) }),
      moment.hint ? moment : { ...moment, hint: 'future' },
    );
    const on = said === undefined ? choice.stretch.from : lunarDay(said, 1, 15);
    return { end: at + over[0].length, grain: 'day', from: on, to: on, sure: false, bound: 'after' };
  }
  const ahead = matchAt(BEFORE_NEW_YEAR, text, at);
  if (!ahead || isCount || said !== undefined) return undefined;
  const spring = FESTIVALS.find((festival) => festival.statutory === '春节');
  const { stretch } = chooseFestival((year) => {
    const on = spring?.on(year) ?? moment.today;
    return { from: on, to: on };
  }, moment);
  const on = addDays(stretch.from, -1);
  return { end: at + ahead[0].length, grain: 'day', from: on, to: on, sure: true, bound: 'by' };
}

function readLunar(text: string, at: number, moment: Moment, said?: number): Span | undefined {
  const first = matchAt(FIRST_OF_LUNAR, text, at);
  if (first && !'最当起月年之'.includes(before(text, at, moment.floor) || ' ')) {
    const on = lunar(1, numberOf(first[1]));
    return festivalSpan(text, at + first[0].length, { names: '', on }, moment, said);
  }
  const match = matchAt(LUNAR, text, at);
  if (!match) return undefined;
  const [words, named, special, early, late, plain, plainEarly] = match;
  const sign = named ?? special ?? plain ?? '';
  const month = { 正: 1, 冬: 11, 腊: 12 }[sign] ?? numberOf(sign);
  // 冬月 and 腊月 lie mostly in the solar year after the one that names their lunar year.
  const inSolar = (date: number) => (year: number) => lunarDay(month >= 11 ? year - 1 : year, month, date);
  const end = at + words.length;
  const date = early ?? late ?? plainEarly;
  // 去年腊月 is of last lunar year, though most of it lies in this solar one.
  const inLunar = (year: number) => lunarDay(year, month, numberOf(date ?? '一'));
  if (date) {
    const on = said === undefined ? inSolar(numberOf(date)) : inLunar;
    return festivalSpan(text, end, { names: '', on }, moment, said);
  }
  const of = (year: number) => ({ from: inSolar(1)(year), to: inSolar(30)(year) });
  const { from, to } =
    said === undefined
      ? chooseFestival(of, moment).stretch
      : { from: lunarDay(said, month, 1), to: lunarDay(said, month, 30) };
  const around = { dayBefore: addDays(from, -1), dayAfter: addDays(to, 1) };
  return { end, grain: 'range', from, to, sure: false, ...around };
}

function readAnyHoliday(text: string, at: number, moment: Moment): Span | undefined {
  const match = matchAt(ANY_HOLIDAY, text, at);
  if (!match || /[调请病事婚产休年节日过]/.test(before(text, at, moment.floor))) return undefined;
  const run = nextDaysOff(moment.today);
  const end = at + match[0].length;
  const around = { dayBefore: addDays(run.from, -1), dayAfter: addDays(run.to, 1) };
  const span: Span = { end, grain: 'range', from: run.from, to: run.to, sure: false, ...around };
  if (match[0] === '过完节' || match[0] === '收假') {
    const on = around.dayAfter;
    const work = matchAt(FIRST_WORKDAY, text, end);
    if (work) return readModifier(text, span, run, run.from);
    return { end, grain: 'day', from: on, to: on, sure: true, bound: 'after' };
  }
  return readModifier(text, span, run, run.from);
}
