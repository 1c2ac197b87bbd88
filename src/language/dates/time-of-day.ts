import { addDays } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';
import type { Clock } from './clock.ts';
import type { Moment, Slot, When } from './when.ts';
import { pad } from './calendar.ts';

/** When each part of the day begins and ends, to tell 今天上午 that is over from one that is to come. */
const HOURS: Record<Slot, readonly [string, string]> = {
  dawn: ['00:00', '06:00'],
  AM: ['06:00', '12:00'],
  noon: ['11:00', '13:30'],
  PM: ['12:00', '18:00'],
  evening: ['18:00', '24:00'],
  night: ['21:00', '24:00'],
};

/** Nobody is called or received later, so a bare 10点 said in the morning is not 22:00. */
const LATEST_GUESS_HOUR = 21;
const EVENING_BEGINS = '18:00';

/** The hours said with a part of the day, from 0; 24 and more are of the next day. */
function hourIn(hour: number, slot: Slot): number {
  if (hour >= 13) return hour;
  if (slot === 'AM') return hour;
  if (slot === 'dawn') return hour % 12;
  if (slot === 'noon') return hour <= 4 ? hour + 12 : hour;
  if (slot === 'PM') return (hour % 12) + 12;
  // 晚上12点 and 半夜两点 belong to the night that follows the day named.
  if (hour === 12) return 24;
  return hour <= 4 ? hour + 24 : hour + 12;
}

/** A bare hour is one of working hours: 3点 is 15:00, 10点 is 10:00. */
export function workingHour(hour: number): number {
  return hour >= 1 && hour <= 7 ? hour + 12 : hour;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

interface Placed {
  on: Day;
  time: string;
}

function place(on: Day, minutes: number): Placed {
  const days = Math.floor(minutes / (24 * 60));
  const rest = minutes - days * 24 * 60;
  return { on: addDays(on, days), time: `${pad(Math.floor(rest / 60))}:${pad(rest % 60)}` };
}

type Timed = Pick<When, 'grain' | 'from' | 'to' | 'sure'> &
  Partial<Pick<When, 'time' | 'until' | 'slot' | 'defaultTime'>>;

/** A part of a day, or a time, on a day that was told, or on today. */
export function atTime(
  clock: Clock,
  day: { from: Day; to: Day; sure: boolean } | undefined,
  moment: Moment,
): Timed {
  const { slot } = clock;
  const part = slot ? { slot, ...(clock.defaultTime ? { defaultTime: clock.defaultTime } : {}) } : {};
  const sure = clock.sure && (day?.sure ?? true);
  if (clock.hour === undefined) {
    const on = day ?? { from: slotDay(slot ?? 'AM', moment), to: slotDay(slot ?? 'AM', moment) };
    return { grain: 'slot', from: on.from, to: on.to, sure, ...part };
  }
  const minutes = (hour: number): number => hour * 60 + clock.minute;
  const near = moment.near?.ranging ? moment.near.when : undefined;
  const placed = ((): Placed & { sure: boolean } => {
    const isTold = day !== undefined || slot !== undefined;
    const on = day?.from ?? moment.today;
    const told = slot ?? (near?.time ? near.slot : undefined);
    const hour = told && !clock.exact ? hourIn(clock.hour ?? 0, told) : (clock.hour ?? 0);
    if (near?.time && !clock.exact)
      return { ...laterThan(near.time, on, minutes(slot ? hour : (clock.hour ?? 0))), sure };
    if (told) return { ...shifted(place(on, minutes(hour)), day === undefined, moment), sure };
    if (isTold) return { ...place(on, minutes(clock.exact ? hour : workingHour(hour))), sure };
    return bareTime(clock, minutes, moment);
  })();
  const timed: Timed = {
    grain: 'instant',
    from: placed.on,
    to: placed.on,
    time: placed.time,
    sure: placed.sure,
    ...part,
  };
  if (clock.orHour === undefined) return timed;
  const { time: until } = place(placed.on, minutesOf(placed.time) + 60);
  return { ...timed, grain: 'range', until, sure: false };
}

/** The end of 两点到四点: the first such hour after the beginning. */
function laterThan(begin: string, on: Day, minutes: number): Placed {
  const isLater = minutes > minutesOf(begin) || minutes > 12 * 60;
  return place(on, isLater ? minutes : minutes + 12 * 60);
}

/** 上午 is today's even when it is over; 凌晨 said in the evening is the one to come. */
function slotDay(slot: Slot, moment: Moment): Day {
  const { today, clock, hint } = moment;
  const [begins, ends] = HOURS[slot];
  if (hint === 'past') return begins > clock ? addDays(today, -1) : today;
  const isOver = ends <= clock;
  return isOver && (hint === 'future' || (slot === 'dawn' && clock >= EVENING_BEGINS))
    ? addDays(today, 1)
    : today;
}

/** A time said with its part of the day but without the day. */
function shifted(placed: Placed, isDayOpen: boolean, { today, clock, hint }: Moment): Placed {
  if (!isDayOpen) return placed;
  const isOver = placed.on < today || (placed.on === today && placed.time <= clock);
  const isDawnAhead = placed.on === today && placed.time < '06:00' && clock >= EVENING_BEGINS;
  if (isOver && (hint === 'future' || isDawnAhead)) return { ...placed, on: addDays(placed.on, 1) };
  return !isOver && hint === 'past' ? { ...placed, on: addDays(placed.on, -1) } : placed;
}

/** A time without part of the day or day: the next in working hours, in the past sense the last. */
function bareTime(
  clock: Clock,
  minutes: (hour: number) => number,
  moment: Moment,
): Placed & { sure: boolean } {
  const { today, hint } = moment;
  const hour = clock.hour ?? 0;
  const now = minutesOf(moment.clock);
  if (hour === 0 || hour === 24) return { ...place(today, minutes(24)), sure: clock.sure };
  const first = clock.exact ? hour : workingHour(hour);
  const isOver = minutes(first) < now;
  if (hint === 'past') {
    return isOver
      ? { ...place(today, minutes(first)), sure: clock.sure }
      : { ...place(addDays(today, -1), minutes(first)), sure: false };
  }
  if (!isOver) return { ...place(today, minutes(first)), sure: clock.sure };
  const latest = moment.clock >= EVENING_BEGINS ? 23 : LATEST_GUESS_HOUR;
  if (!clock.exact && first <= 12 && first + 12 <= latest && minutes(first + 12) >= now) {
    return { ...place(today, minutes(first + 12)), sure: clock.sure };
  }
  return hint === 'future'
    ? { ...place(addDays(today, 1), minutes(first)), sure: clock.sure }
    : { ...place(today, minutes(first)), sure: false };
}

/** Where it lies from the moment of speaking. */
export function directionOf(when: Omit<When, 'direction'>, { today, clock }: Moment): When['direction'] {
  const { from, to, time, slot } = when;
  const isOneDay = from === to && from === today;
  const [begins, ends] = time
    ? [time, when.until ?? time]
    : slot && isOneDay
      ? HOURS[slot]
      : ['00:00', '24:00'];
  if (to < today || (to === today && ends < clock)) return 'past';
  return from > today || (from === today && begins > clock) ? 'future' : 'present';
}
