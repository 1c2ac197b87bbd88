import { addDays, weekday } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';
import { addWorkdays, dayAt, daysOff, lunarDay, nextDaysOff, solarTerm } from './calendar.ts';
import type { Statutory } from './calendar.ts';
import { chooseFestival } from './choose.ts';
import { CN_DIGIT, before, matchAt, numberOf } from './words.ts';
import type { Moment, Span } from './when.ts';

interface Festival {
  /** Source of a pattern for its names. */
  names: string;
  on: (year: number) => Day;
  /** Characters that, standing before, make the name part of another word. */
  notAfter?: string;
  statutory?: Statutory;
}

const solar = (month: number, date: number) => (year: number) => dayAt(year, month, date) as Day;
const lunar = (month: number, date: number) => (year: number) => lunarDay(year, month, date);

function nthWeekday(month: number, nth: number, wanted: number) {
  return (year: number): Day => {
    const first = dayAt(year, month, 1) as Day;
    return addDays(first, ((wanted - weekday(first) + 7) % 7) + 7 * (nth - 1));
  };
}

const NUMERALS = '零〇一二两三四五六七八九十百千万初第满';
const CUE =
  '(?=之?前(?!面)|以前|之?后(?!面|备)|以后|期间|假|放假|长假|小长假|黄金周|过后|[去来回买提再那当左有促活结到约订定]|$|[\\s,，。!！])';

const FESTIVALS: readonly Festival[] = [
  { names: '元旦节?|阳历新年', on: solar(1, 1), statutory: '元旦' },
  { names: '情人节', on: solar(2, 14) },
  { names: '(?:三八)?妇女节|三八节|女神节|女王节', on: solar(3, 8) },
  { names: '植树节', on: solar(3, 12) },
  {
    names: '(?:国际)?消费者权益日|315(?=晚会|活动|期间|那天|当天|促销)',
    on: solar(3, 15),
    notAfter: '0123456789.',
  },
  { names: '愚人节', on: solar(4, 1) },
  {
    names:
      '(?:五一)?(?:国际)?劳动节|五一(?![路街号月万千百点座台个店广场线桥村大道八])|5\\.1(?=假|放假|期间|劳动|小长假|节)',
    ...{ on: solar(5, 1), notAfter: NUMERALS, statutory: '劳动节' },
  },
  { names: '(?:五四)?青年节', on: solar(5, 4) },
  { names: `(?:六一)?(?:国际)?儿童节|六一${CUE}`, on: solar(6, 1), notAfter: NUMERALS },
  { names: '建党节', on: solar(7, 1) },
  { names: '(?:八一)?建军节', on: solar(8, 1) },
  { names: '教师节', on: solar(9, 10) },
  {
    names: `(?:十一)?国庆节?|十一${CUE}|10\\.1(?=假|放假|期间|国庆|长假)`,
    ...{ on: solar(10, 1), notAfter: `${NUMERALS}周双期拜`, statutory: '国庆' },
  },
  { names: '万圣节', on: solar(10, 31) },
  { names: '光棍节|双十一|双11(?!\\d)', on: solar(11, 11) },
  { names: '双十二|双12(?!\\d)', on: solar(12, 12) },
  { names: '618(?=大促|活动|期间|促销|那天|当天|之?前|之?后)', on: solar(6, 18), notAfter: '0123456789.' },
  { names: '平安夜', on: solar(12, 24) },
  { names: '圣诞节?', on: solar(12, 25) },
  { names: '跨年夜?', on: solar(12, 31) },
  { names: '母亲节', on: nthWeekday(5, 2, 7) },
  { names: '父亲节', on: nthWeekday(6, 3, 7) },
  { names: '感恩节', on: nthWeekday(11, 4, 4) },
  { names: '春节|过年(?!后)|大年初一|农历新?年|新春佳节', on: lunar(1, 1), statutory: '春节' },
  { names: '除夕夜?|大年三十|年三十|大年夜', on: (year) => addDays(lunarDay(year, 1, 1), -1) },
  { names: '元宵节?|上元节', on: lunar(1, 15) },
  { names: '龙抬头', on: lunar(2, 2) },
  { names: '端午节?|端阳节', on: lunar(5, 5), statutory: '端午' },
  { names: '七夕节?', on: lunar(7, 7) },
  { names: '中元节|鬼节', on: lunar(7, 15) },
  { names: '中秋节?', on: lunar(8, 15), statutory: '中秋' },
  { names: '重阳节?', on: lunar(9, 9) },
  { names: '腊八节?', on: (year) => lunarDay(year - 1, 12, 8) },
  // The 23rd of the last month, as in the north; the south keeps it a day later.
  { names: '小年夜?(?!轻|纪)', on: (year) => lunarDay(year - 1, 12, 23) },
  { names: '清明节?(?!上河)', on: (year) => solarTerm(year, '清明'), statutory: '清明' },
  ...'立春 春分 立夏 芒种 夏至 立秋 处暑 秋分 寒露 立冬 冬至 惊蛰'.split(' ').map((name) => ({
    names: `${name}节?`,
    on: (year: number) => solarTerm(year, name),
  })),
  // Names of people and of the weather, too.
  ...'雨水 谷雨 小满 小暑 大暑 白露 霜降 小雪 大雪 小寒 大寒'.split(' ').map((name) => ({
    names: `${name}(?=节气|那天|当天)`,
    on: (year: number) => solarTerm(year, name),
  })),
];

const NAMES = new RegExp(FESTIVALS.map(({ names }) => `(${names})`).join('|'), 'y');

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
const ANY_HOLIDAY = /小长假|长假(?!期)|黄金周|假期|放假|收假|过完节|过节|节(?=后|前(?!面)|假(?=期))/y;
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
    ...{ end: end + match[0].length, grain: 'day', from: day, to: day, sure: true },
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
    return { ...span, end: end + whole[0].length, grain, from: run.from, to: run.to, sure: false };
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
    ...{ end, grain: 'day', from: on, to: on, sure: sure && !LONG.includes(statutory ?? '') },
    ...{ dayBefore: addDays(on, -1), dayAfter: addDays(run?.to ?? on, 1) },
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
  if (date) return festivalSpan(text, end, { names: '', on: inSolar(numberOf(date)) }, moment, said);
  const of = (year: number) => ({ from: inSolar(1)(year), to: inSolar(30)(year) });
  const { from, to } = said === undefined ? chooseFestival(of, moment).stretch : of(said);
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
