import { type DaysOff, isOff, NO_DAYS_OFF, workDayBefore } from './days-off.ts';
import type { Rules } from './rules.ts';
import { addDays, type Day, isDay } from './time.ts';

/** What a contact with an owner is about (D37). */
export const CARES = ['first', 'second', 'third', 'service', 'yearly', 'birthday'] as const;
export type Care = (typeof CARES)[number];

export interface OwnerFacts {
  deliveredOn: Day;
  lastEffectiveOn: Day | null;
  /** When his first service is, where that was said; else some months after delivery. */
  firstServiceOn?: Day | null;
  /** Month and day, `05-03`, if he gave it. */
  birthday?: string | null;
}

/**
 * The next contact that an owner is owed: 3, 7 and 30 days after delivery, at the first service, every year, and on his
 * birthday. One talk serves for all that lay before it, and for one that a day off had moved to the day of the talk.
 */
export function nextCare(
  owner: OwnerFacts,
  rules: Rules,
  daysOff: DaysOff = NO_DAYS_OFF,
): { on: Day; care: Care } {
  const { deliveredOn, lastEffectiveOn, firstServiceOn, birthday } = owner;
  const last = lastEffectiveOn && lastEffectiveOn > deliveredOn ? lastEffectiveOn : deliveredOn;
  const once: { on: Day; care: Care }[] = [
    { on: addDays(deliveredOn, rules.careFirst), care: 'first' },
    { on: addDays(deliveredOn, rules.careSecond), care: 'second' },
    { on: addDays(deliveredOn, rules.careThird), care: 'third' },
    { on: firstServiceOn ?? addDays(deliveredOn, rules.careService), care: 'service' },
  ];
  const ahead = [
    ...once.filter(({ on }) => movedTo(on, deliveredOn, daysOff) > last),
    { on: nextYearly(deliveredOn, last, rules.careYearly), care: 'yearly' as const },
    ...(birthday ? [{ on: nextBirthday(birthday, last), care: 'birthday' as const }] : []),
  ];
  return ahead.reduce((soonest, each) => (each.on < soonest.on ? each : soonest));
}

/** Where rest and closed days move a care to: the last working day before. */
function movedTo(on: Day, deliveredOn: Day, daysOff: DaysOff): Day {
  const before = isOff(daysOff, on) ? workDayBefore(daysOff, on) : on;
  return before > deliveredOn ? before : on;
}

function nextYearly(deliveredOn: Day, last: Day, careYearly: number): Day {
  let on = addDays(deliveredOn, careYearly);
  while (on <= last) on = addDays(on, careYearly);
  return on;
}

/** Who was born on 29 February is congratulated on the 28th in other years. */
function nextBirthday(birthday: string, last: Day): Day {
  const year = Number(last.slice(0, 4));
  const inYear = (each: number) => {
    const on = `${each}-${birthday}`;
    return isDay(on) ? on : (`${each}-02-28` as Day);
  };
  return inYear(year) > last ? inYear(year) : inYear(year + 1);
}

/** "交车第7天，请他介绍朋友": what the contact is for; the referral is asked for at the second. */
export function careWords(care: Care, rules: Rules): string {
  return {
    first: `交车第${rules.careFirst}天，问车好不好开`,
    second: `交车第${rules.careSecond}天，请他介绍朋友`,
    third: `交车第${rules.careThird}天，问用车情况`,
    service: '首保提醒',
    yearly: '年度回访，提醒保养续保',
    birthday: '生日问候',
  }[care];
}
