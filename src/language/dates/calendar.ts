import { createRequire } from 'node:module';
import type * as Tyme from 'tyme4ts';
import { addDays, weekday } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';

let loaded: typeof Tyme | undefined;

/** The calendar package, loaded when the first festival or workday is spoken of: it is a fifteenth of a start. */
function tyme(): typeof Tyme {
  loaded ??= createRequire(import.meta.url)('tyme4ts') as typeof Tyme;
  return loaded;
}

/** Answers of the calendar package never change for a given key, and cost up to 60 µs each. */
function remember<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key);
    if (value !== undefined) return value;
    const computed = compute(key);
    if (known.size > 5000) known.clear();
    known.set(key, computed);
    return computed;
  };
}

interface SolarDate {
  getYear(): number;
  getMonth(): number;
  getDay(): number;
}

function toDay(date: SolarDate): Day {
  return dayAt(date.getYear(), date.getMonth(), date.getDay()) as Day;
}

/** The day of a year, month and date; `undefined` where the month has no such date. */
export function dayAt(year: number, month: number, date: number): Day | undefined {
  if (!(month >= 1 && month <= 12 && date >= 1 && date <= 31)) return undefined;
  if (date > 28 && date > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(date)}` as Day;
}

export function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

export function yearOf(on: Day): number {
  return Number(on.slice(0, 4));
}

/** The solar day of a day of the lunar year that begins in `year`; 三十 of a short month is its last day. */
export function lunarDay(year: number, month: number, date: number): Day {
  return lunar(`${year}-${month}-${date}`);
}

const lunar = remember((key: string): Day => {
  const [year = 0, month = 1, date = 1] = key.split('-').map(Number);
  const last = tyme().LunarMonth.fromYm(year, month).getDayCount();
  return toDay(tyme().LunarDay.fromYmd(year, month, Math.min(date, last)).getSolarDay());
});

/** The day of a solar term in a calendar year. */
export function solarTerm(year: number, name: string): Day {
  return term(`${year}${name}`);
}

const term = remember((key: string): Day => {
  const name = key.slice(4);
  // The package counts the terms of a year from the winter solstice before it.
  const year = Number(key.slice(0, 4)) + (name === '冬至' ? 1 : 0);
  return toDay(tyme().SolarTerm.fromName(year, name).getSolarDay());
});

/** Statutory notice for a day: off, a make-up workday (调休), or none. */
const notice = remember((on: Day): 'off' | 'work' | 'none' => {
  const [year = 0, month = 1, date = 1] = on.split('-').map(Number);
  const holiday = tyme().LegalHoliday.fromYmd(year, month, date);
  if (!holiday) return 'none';
  return holiday.isWork() ? 'work' : 'off';
});

/**
 * Days off by 《全国年节及纪念日放假办法》 as they usually fall, counted from the festival: for years whose
 * schedule the State Council has not published yet.
 */
const USUAL_DAYS_OFF = {
  元旦: { day: (year: number) => dayAt(year, 1, 1) as Day, first: 0, last: 0 },
  春节: { day: (year: number) => lunarDay(year, 1, 1), first: -1, last: 6 },
  清明: { day: (year: number) => solarTerm(year, '清明'), first: 0, last: 0 },
  劳动节: { day: (year: number) => dayAt(year, 5, 1) as Day, first: 0, last: 4 },
  端午: { day: (year: number) => lunarDay(year, 5, 5), first: 0, last: 0 },
  中秋: { day: (year: number) => lunarDay(year, 8, 15), first: 0, last: 0 },
  国庆: { day: (year: number) => dayAt(year, 10, 1) as Day, first: 0, last: 6 },
} as const;

export type Statutory = keyof typeof USUAL_DAYS_OFF;

export interface DaysOff {
  from: Day;
  to: Day;
}

/** The days off around a statutory festival, as published or as usual. */
export function daysOff(name: Statutory, year: number): DaysOff {
  return off(`${name}${year}`);
}

const off = remember((key: string): DaysOff => {
  const usual = USUAL_DAYS_OFF[key.slice(0, -4) as Statutory];
  const festival = usual.day(Number(key.slice(-4)));
  if (notice(festival) !== 'off') {
    return { from: addDays(festival, usual.first), to: addDays(festival, usual.last) };
  }
  let from = festival;
  let to = festival;
  while (notice(addDays(from, -1)) === 'off') from = addDays(from, -1);
  while (notice(addDays(to, 1)) === 'off') to = addDays(to, 1);
  return { from, to };
});

/** The days off that run on that day, or else the next. */
export function nextDaysOff(on: Day): DaysOff {
  const names = Object.keys(USUAL_DAYS_OFF) as Statutory[];
  const [next] = [yearOf(on), yearOf(on) + 1]
    .flatMap((year) => names.map((name) => daysOff(name, year)))
    .filter((run) => run.to >= on)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return next ?? daysOff('春节', yearOf(on) + 1);
}

export function isWorkday(on: Day): boolean {
  const published = notice(on);
  if (published !== 'none') return published === 'work';
  const run = nextDaysOff(on);
  return weekday(on) <= 5 && on < run.from;
}

/** The workday `count` workdays after that day, or before it where `count` is negative. */
export function addWorkdays(on: Day, count: number): Day {
  let reached = on;
  for (let left = Math.abs(count); left > 0;) {
    reached = addDays(reached, Math.sign(count));
    if (isWorkday(reached)) left -= 1;
  }
  return reached;
}
