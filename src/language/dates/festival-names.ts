import { addDays, weekday } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';
import { dayAt, lunarDay, solarTerm } from './calendar.ts';
import type { Statutory } from './calendar.ts';

export interface Festival {
  /** Source of a pattern for its names. */
  names: string;
  on: (year: number) => Day;
  /** Characters that, standing before, make the name part of another word. */
  notAfter?: string;
  statutory?: Statutory;
}

const solar = (month: number, date: number) => (year: number) => dayAt(year, month, date) as Day;
export const lunar = (month: number, date: number) => (year: number) => lunarDay(year, month, date);

function nthWeekday(month: number, nth: number, wanted: number) {
  return (year: number): Day => {
    const first = dayAt(year, month, 1) as Day;
    return addDays(first, ((wanted - weekday(first) + 7) % 7) + 7 * (nth - 1));
  };
}

const NUMERALS = '零〇一二两三四五六七八九十百千万初第满';
const CUE =
  '(?=之?前(?!面)|以前|之?后(?!面|备)|以后|期间|假|放假|长假|小长假|黄金周|过后|[去来回买提再那当左有促活结到约订定]|$|[\\s,，。!！])';

export const FESTIVALS: readonly Festival[] = [
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
    on: solar(5, 1),
    notAfter: NUMERALS,
    statutory: '劳动节',
  },
  { names: '(?:五四)?青年节', on: solar(5, 4) },
  { names: `(?:六一)?(?:国际)?儿童节|六一${CUE}`, on: solar(6, 1), notAfter: NUMERALS },
  { names: '建党节', on: solar(7, 1) },
  { names: '(?:八一)?建军节', on: solar(8, 1) },
  { names: '教师节', on: solar(9, 10) },
  {
    names: `(?:十一)?国庆节?|十一${CUE}|10\\.1(?=假|放假|期间|国庆|长假)`,
    on: solar(10, 1),
    notAfter: `${NUMERALS}周双期拜`,
    statutory: '国庆',
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
