import type { Brand } from './brand.ts';

/** A calendar day in China as `YYYY-MM-DD`; sorts and compares as text. */
export type Day = Brand<string, 'Day'>;

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Where a day's morning ends; a day that began no case at an hour of its own began it then. */
export const NOON = '12:00';

/** China has kept UTC+8 all the year round since 1992, so a fixed offset is exact. */
const SHANGHAI_OFFSET_MS = 8 * 60 * MINUTE_MS;

export function dayOf(instant: Date): Day {
  return written(Math.floor((instant.getTime() + SHANGHAI_OFFSET_MS) / DAY_MS));
}

/** Days since 1970-01-01, as they are written: what people talk about are a few hundred days, over and over. */
const DAYS = new Map<number, Day>();
const FIRST_KEPT = Date.UTC(2000) / DAY_MS;
const LAST_KEPT = Date.UTC(2100) / DAY_MS;

function written(number: number): Day {
  const known = DAYS.get(number);
  if (known !== undefined) return known;
  const text = new Date(number * DAY_MS).toISOString().slice(0, 10) as Day;
  if (number >= FIRST_KEPT && number < LAST_KEPT) DAYS.set(number, text);
  return text;
}

function numberOf(on: Day): number {
  return Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)) - 1, Number(on.slice(8))) / DAY_MS;
}

/** The time of day in China as `HH:mm`. */
export function clockOf(instant: Date): string {
  const minutes = Math.floor(
    ((((instant.getTime() + SHANGHAI_OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS,
  );
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** Throws `RangeError` unless `text` is a day of the calendar. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a calendar day: ${text}`);
  return text;
}

export function isDay(text: string): text is Day {
  const parsed = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(parsed) &&
    new Date(parsed).toISOString().startsWith(text)
  );
}

/** The instant at which the clock in China shows `time` (`HH:mm`) on that day. */
export function instantOf(on: Day, time: string): Date {
  return new Date(`${on}T${time}:00+08:00`);
}

export function addDays(from: Day, days: number): Day {
  return written(numberOf(from) + days);
}

export function addMinutes(from: Date, minutes: number): Date {
  return new Date(from.getTime() + minutes * MINUTE_MS);
}

/** Same day of a later month, the last of the month where there is none: 31 Jan + 1 month = 28 Feb. */
export function addMonths(from: Day, months: number): Day {
  const [year = 0, month = 0, date = 0] = from.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return written(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth)) / DAY_MS);
}

export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/** Monday 1 … Sunday 7. */
export function weekday(on: Day): number {
  // 1970-01-01 was a Thursday.
  return ((((numberOf(on) + 3) % 7) + 7) % 7) + 1;
}

/** Monday of the week; weeks run Monday to Sunday (D22). */
export function weekStart(on: Day): Day {
  return addDays(on, 1 - weekday(on));
}

export function monthStart(on: Day): Day {
  return `${on.slice(0, 7)}-01` as Day;
}

/** The last day of a month that is written `YYYY-MM`. */
export function monthEnd(month: string): Day {
  return addDays(addMonths(`${month}-01` as Day, 1), -1);
}

/** The Monday of an ISO week that is written `YYYY-Www`: the week of 4 January is the first. */
export function weekOfLabel(label: string): Day {
  const [year = '', week = ''] = label.split('-W');
  return addDays(weekStart(`${year}-01-04` as Day), 7 * (Number(week) - 1));
}

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** As people say it in a chat: 4/11周六. */
export function formatDay(on: Day): string {
  return `${Number(on.slice(5, 7))}/${Number(on.slice(8))}${WEEKDAYS[weekday(on) - 1]}`;
}
