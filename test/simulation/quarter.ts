import type { Db } from '../../src/db/connect.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addDays, addMinutes, type Day, day, instantOf } from '../../src/domain/time.ts';
import { createActors } from './actors.ts';
import { chanceOf } from './chance.ts';
import { type Breach, findBreaches } from './invariants.ts';
import { CONSULTANTS, MANAGER, SUPERVISORS } from './people.ts';
import type { Line } from './talks.ts';
import { openWorld } from './world.ts';

const FIRST_DAY = day('2026-03-02');
/**
 * What happens to the company, in days from the first: a campaign, a holiday that is said before, somebody leaves, the
 * bot is down.
 */
function eventsOf(days: number) {
  const at = (share: number) => Math.floor(days * share);
  const [holiday, outage] = [at(1 / 3), at(2 / 3)];
  return {
    campaign: { said: at(1 / 9), collect: at(1 / 5), ends: at(8 / 9) },
    holidaySaid: at(2 / 9),
    holiday: [holiday, holiday + 1, holiday + 2],
    leaves: at(1 / 2),
    outage: [outage, outage + 1],
  };
}
type Events = ReturnType<typeof eventsOf>;
const LEAVER = 'k4' as UserId;
/** Looks at the tables in the last minute of every hour of work, after the jobs of that hour. */
const HOURS = [9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20];

/** In whose last minute the outbox is emptied; two of them are quiet ones. */
const DELIVERIES = [6, 8, ...HOURS, 19, 21];
/** Of both, on a day on which nobody writes. */
const IDLE_HOURS = [17];
const IDLE_DELIVERIES = [9, 12, 17, 21];

export interface Written extends Line {
  on: Day;
}

export interface Played {
  days: number;
  messages: number;
  /** How often the tables were looked at. */
  checks: number;
  /** Of the first hour in which something was wrong. */
  breach?: Breach & { on: Day; hour: number };
  history: Written[];
}

/** What is played: so many days, on each `every`-th of which somebody writes, or the given lines alone. */
export interface Play {
  seed: number;
  days: number;
  every?: number;
  only?: readonly Written[];
}

/** Plays the days of two stores; stops at the first breach. */
export async function playQuarter(db: Db, { seed, days, every = 1, only }: Play): Promise<Played> {
  const world = await openWorld(db);
  const actors = createActors(chanceOf(seed), db);
  const events = eventsOf(days);
  const history: Written[] = [];
  const result = { days: 0, messages: 0, checks: 0, history };
  let stoppedAt: Date | undefined;
  for (let number = 0; number < days; number += 1) {
    const today = addDays(FIRST_DAY, number);
    const isOut = events.outage.includes(number);
    if (number === events.leaves) {
      actors.gone.add(LEAVER);
      await world.leave(LEAVER);
    }
    if (isOut) {
      stoppedAt ??= instantOf(today, '00:00');
      continue;
    }
    if (stoppedAt) {
      const back = instantOf(today, '08:00');
      await world.makeUp(stoppedAt, back);
      stoppedAt = undefined;
    }
    const isIdle = number % every > 0;
    const lines = only
      ? only.filter(({ on }) => on === today)
      : [...(isIdle ? [] : await actors.linesOf(today)), ...companyLines(number, events)]
          .filter(() => !events.holiday.includes(number))
          .map((line) => ({ ...line, minute: beforeTheChecks(line.minute), on: today }))
          .sort((a, b) => a.minute - b.minute);
    let next = 0;
    const midnight = instantOf(today, '00:00');
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      const at = addMinutes(midnight, minute);
      for (let line = lines[next]; line && line.minute === minute; line = lines[(next += 1)]) {
        if (actors.gone.has(line.from)) continue;
        await world.say(line.from, line.text, at);
        history.push(line);
        result.messages += 1;
      }
      await world.runJobs(at, isIdle);
      const hour = Math.floor(minute / 60);
      if (minute % 60 !== 59) continue;
      if ((isIdle ? IDLE_DELIVERIES : DELIVERIES).includes(hour)) await world.deliver(at);
      if (!(isIdle ? IDLE_HOURS : HOURS).includes(hour)) continue;
      result.checks += 1;
      const [breach] = await findBreaches(db, addMinutes(at, -60), at);
      if (breach) return { ...result, days: number + 1, breach: { ...breach, on: today, hour } };
    }
    result.days = number + 1;
  }
  return result;
}

/** The last look of an hour is at its minute 55: what is written then is seen by it, as it would be five minutes later. */
function beforeTheChecks(minute: number): number {
  return minute % 60 < 55 ? minute : minute - 5;
}

function companyLines(number: number, events: Events): Line[] {
  if (number === events.leaves) return handOver();
  const said = (ahead: number | undefined) => {
    const on = addDays(FIRST_DAY, ahead ?? 0);
    return `${Number(on.slice(5, 7))}月${Number(on.slice(8))}日`;
  };
  if (number === events.campaign.said) {
    const { collect, ends } = events.campaign;
    return withYes(`开始资源盘点 ${said(collect)}前收齐 ${said(ends)}前完成`);
  }
  if (number !== events.holidaySaid) return [];
  const [first, , last] = events.holiday;
  return withYes(`${said(first)}到${said(last)}闭店`);
}

/** What the manager says in the morning is read back, and he says yes. */
function withYes(text: string): Line[] {
  return [
    { minute: 10 * 60, from: MANAGER, text },
    { minute: 10 * 60 + 1, from: MANAGER, text: '1' },
  ];
}

/** Whose consultant has left shares out his customers the same day. */
function handOver(): Line[] {
  const leaver = CONSULTANTS.find(({ userId }) => userId === LEAVER);
  const supervisor = leaver && SUPERVISORS.get(leaver.storeId);
  const others = CONSULTANTS.filter(
    ({ storeId, userId }) => storeId === leaver?.storeId && userId !== LEAVER,
  );
  if (!leaver || !supervisor) return [];
  const text = `${leaver.name}离职 客户都平分给${others.map(({ name }) => name).join(' ')}`;
  return [
    { minute: 15 * 60, from: supervisor, text },
    { minute: 15 * 60 + 1, from: supervisor, text: '1' },
  ];
}
