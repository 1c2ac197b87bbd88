import { daysBetween } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';
import { yearOf } from './calendar.ts';
import type { Moment } from './when.ts';

/** Far enough for the next 29 February across a century year. */
const YEARS_AROUND = 8;

/** A date without its year that lies this many days ahead in next year is more likely the one just past. */
const NEAR_NEXT_YEAR_DAYS = 180;
const FAR_DAYS = 240;
const RECENT_DAYS = 62;

/** 清明 said within a month after it is the one just past. */
const RECENT_FESTIVAL_DAYS = 30;

export interface Stretch {
  from: Day;
  to: Day;
}

interface Around {
  past: Stretch | undefined;
  future: Stretch | undefined;
}

/** The last stretch that began before today or today, and the first that is not over. */
function around(of: (year: number) => Stretch | undefined, moment: Moment): Around {
  const year = yearOf(moment.today);
  let past: Stretch | undefined;
  let future: Stretch | undefined;
  for (let step = 1; step <= YEARS_AROUND && !future; step += 1) {
    const candidate = of(year - 2 + step);
    if (candidate && candidate.to >= moment.today) future = candidate;
  }
  for (let step = 0; step <= YEARS_AROUND && !past; step += 1) {
    const candidate = of(year - step);
    if (candidate && candidate.from <= moment.today) past = candidate;
  }
  return { past, future };
}

/** Which year is meant by a month or a date said without one; mostly the coming one. */
export function chooseYear(of: (year: number) => Stretch | undefined, moment: Moment): Stretch | undefined {
  const { past, future } = around(of, moment);
  if (moment.hint === 'past' || !future) return past;
  if (moment.hint === 'future' || !past || past.from === future.from) return future;
  const ahead = daysBetween(moment.today, future.from);
  const nextYear = yearOf(future.from) > yearOf(moment.today);
  if (nextYear && ahead > NEAR_NEXT_YEAR_DAYS) return past;
  return ahead > FAR_DAYS && daysBetween(past.to, moment.today) <= RECENT_DAYS ? past : future;
}

/** Which year's festival is meant; `sure` unless only its being recent decided. */
export function chooseFestival(
  of: (year: number) => Stretch,
  moment: Moment,
): { stretch: Stretch; year: number; sure: boolean } {
  const withYear = new Map<Stretch, number>();
  const { past, future } = around((year) => {
    const stretch = of(year);
    withYear.set(stretch, year);
    return stretch;
  }, moment);
  const recent =
    moment.hint === undefined &&
    past !== undefined &&
    past.to < moment.today &&
    daysBetween(past.to, moment.today) <= RECENT_FESTIVAL_DAYS;
  const stretch = (moment.hint === 'past' || recent ? past : future) ?? of(yearOf(moment.today));
  return { stretch, year: withYear.get(stretch) ?? yearOf(stretch.from), sure: !recent };
}
