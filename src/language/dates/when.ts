import type { Day } from '../../domain/time.ts';

export type Grain =
  | 'instant'
  | 'slot'
  | 'day'
  | 'weekend'
  | 'week'
  | 'tenDay'
  | 'month'
  | 'quarter'
  | 'halfYear'
  | 'year'
  | 'range';

/** Parts of a day; 夜里 and 半夜 are `night`, 凌晨 is `dawn`, 早上 counts as `AM`. */
export type Slot = 'AM' | 'noon' | 'PM' | 'evening' | 'night' | 'dawn';

/** The sense of a sentence, for what the calendar leaves open: 周一打的 or 周一打. */
export type Sense = 'past' | 'future';

/** What a date or time phrase means in China time. */
export interface When {
  grain: Grain;
  /** First and last day; the same for a day, a slot and an instant. With a bound both are the limit, except 内. */
  from: Day;
  to: Day;
  /** `HH:mm`, for instants and for the start of a range of hours. */
  time?: string;
  /** `HH:mm`, the end of a range of hours; on the day `to`. */
  until?: string;
  slot?: Slot;
  /** `HH:mm` to assume for a slot without a time: 晚上 is 19:00 (utterances.md, rule 5). */
  defaultTime?: string;
  /** Whether one day (or one limit, or both ends of a stretch) is told and not hedged; 下周, 月初, 15号左右 are not. */
  sure: boolean;
  /** 前 and 内 are `by` (the limit included), 后 is `after`, 起 is `from`. */
  bound?: 'by' | 'after' | 'from';
  /** Where it lies from the moment of speaking; a period that contains the moment is `present`. */
  direction: Sense | 'present';
  /** The name of a period: 2026-W16 (ISO 8601), 2026-04上旬, 2026-04, 2026-Q2, 2026-H1, 2026. */
  label?: string;
}

/** Against what a phrase is read. */
export interface Moment {
  now: Date;
  today: Day;
  /** `HH:mm` */
  clock: string;
  hint: Sense | undefined;
  /** The end of the phrase before: characters ahead of it belong to that phrase, not to this one. */
  floor: number;
  /** The phrase just before, where only a comma, 和, 到 or the like stands between: 周六上午或下午. */
  near?: Near | undefined;
}

export interface Near {
  span: Span;
  when: When;
  /** Joined by 到 or a dash, not by 和. */
  ranging: boolean;
}

/** The days a reader recognised at a position, before the time of day and the bounds are read. */
export interface Span {
  end: number;
  grain: Grain;
  from: Day;
  to: Day;
  sure: boolean;
  time?: string;
  bound?: When['bound'];
  label?: string;
  /** The day that 前 means where it is not `from`: 国庆前 is 09-30, 下周前 is this Sunday. */
  dayBefore?: Day;
  /** The day that 后 means where it is not `to`: 国庆后 is the day after the holiday. */
  dayAfter?: Day;
  kind?: 'weekday' | 'dayOfMonth' | 'now' | 'soon';
  /** Monday of the week, where the week was said: 下周二或周四. */
  week?: Day;
}

/** Reads days that begin exactly at `at`. */
export type DayReader = (text: string, at: number, moment: Moment) => Span | undefined;
