import cron from 'node-cron';
import type { Check } from '../../src/check.ts';
import type { Command } from '../../src/chat/command.ts';
import type { Db } from '../../src/db/connect.ts';
import { leaseDispatches, markSent } from '../../src/db/outbox.ts';
import { replaceStaff } from '../../src/db/staff.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addMinutes, clockOf, type Day, dayOf, instantOf, weekday } from '../../src/domain/time.ts';
import { type Job, type JobContext, runJob } from '../../src/job.ts';
import { loadFolder } from '../../src/load.ts';
import { createLog } from '../../src/log.ts';
import { type Receiver, receive } from '../../src/receive.ts';
import { companyWithout } from './people.ts';

/** What really looks every five or ten minutes looks here once an hour of work, or a quarter would take an hour. */
const THINNED: Partial<Record<string, RegExp>> = {
  'step-checks': /^09:30$|^(?:09|1\d):55$/,
  'showroom-visits': /:47$/,
};
/** Of these, the looks that are enough on a day on which nobody writes. */
const IDLE: typeof THINNED = {
  'step-checks': /^09:30$|^17:55$/,
  'showroom-visits': /^17:47$/,
};
/** Needs a WeCom, which this world has not: who leaves is told by `leave`. */
const WITHOUT_WECOM = new Set(['sync-staff', 'keep-house']);

/** Job names by weekday and minute. */
type Timetable = ReadonlyMap<string, readonly Job[]>;

/** A bot without HTTP: messages go into the real receiver, jobs run at their real times, pushes are taken as sent. */
export interface World {
  db: Db;
  say(from: UserId, text: string, at: Date): Promise<string>;
  /** Runs what is scheduled for that minute, on a day on which somebody writes or nobody does. */
  runJobs(at: Date, isIdle: boolean): Promise<void>;
  /** Runs, once, the latest of each job that was missed since then. */
  makeUp(since: Date, at: Date): Promise<void>;
  deliver(at: Date): Promise<void>;
  leave(userId: UserId): Promise<void>;
  checks: readonly Check[];
}

let modules: Promise<{ commands: Command[]; jobs: Job[]; checks: Check[]; timetable: Timetable }> | undefined;

function loaded() {
  modules ??= (async () => {
    const [commands, jobs, checks] = await Promise.all([
      loadFolder<Command>(new URL('../../src/commands/', import.meta.url)),
      loadFolder<Job>(new URL('../../src/jobs/', import.meta.url)),
      loadFolder<Check>(new URL('../../src/checks/', import.meta.url)),
    ]);
    return { commands, jobs, checks, timetable: timetableOf(jobs) };
  })();
  return modules;
}

export async function openWorld(db: Db): Promise<World> {
  const { commands, jobs, checks, timetable } = await loaded();
  const log = createLog('silent');
  const left: UserId[] = [];
  let now = new Date('2026-03-02T00:00:00+08:00');
  await replaceStaff(db, companyWithout(left), now);
  const receiver: Receiver = { db, log, commands, checks, queues: new Map() };
  let messages = 0;
  const context: JobContext = {
    db,
    log,
    now: () => now,
    checks,
    positions: new Map(),
    // No job that runs here talks to WeCom.
    wecom: undefined as never,
  };
  const run = async (job: Job, at: Date) => {
    const outcome = await runJob(job, context, at);
    if (outcome?.startsWith('failed')) throw new Error(`${job.name} at ${at.toISOString()}: ${outcome}`);
  };
  return {
    db,
    checks,
    async say(from, text, at) {
      now = at;
      messages += 1;
      const { reply } = await receive(receiver, { kind: 'text', id: `sim-${messages}`, from, text, at });
      return reply ?? '';
    },
    async runJobs(at, isIdle) {
      now = at;
      const jobs = timetable.get(slotOf(at)) ?? [];
      for (const job of jobs) if (!isIdle || (IDLE[job.name]?.test(clockOf(at)) ?? true)) await run(job, at);
    },
    async makeUp(since, at) {
      now = at;
      for (const job of jobs) {
        const missed = lastIn(timetable, job, since, at);
        if (missed) await run(job, missed);
      }
    },
    async deliver(at) {
      for (let round = 0; round < 50; round += 1) {
        const dispatches = await leaseDispatches(db, addMinutes(at, round));
        if (dispatches.length === 0) return;
        await markSent(
          db,
          dispatches.flatMap(({ ids }) => ids),
          at,
        );
      }
    },
    async leave(userId) {
      left.push(userId);
      await replaceStaff(db, companyWithout(left), now);
    },
  };
}

function slotOf(at: Date): string {
  return `${weekday(dayOf(at))} ${clockOf(at)}`;
}

/** Which jobs run in which minute of the week: cron patterns are asked once. */
function timetableOf(jobs: readonly Job[]): Timetable {
  const monday = instantOf('2026-03-02' as Day, '00:00');
  const timetable = new Map<string, Job[]>();
  const known = jobs.filter(({ name }) => !WITHOUT_WECOM.has(name));
  const matchers = known.map((job) => ({
    job,
    tasks: job.schedule.map((pattern) => cron.createTask(pattern, () => {}, { timezone: 'Asia/Shanghai' })),
  }));
  for (let minute = 0; minute < 7 * 24 * 60; minute += 1) {
    const at = addMinutes(monday, minute);
    const running = matchers
      .filter(
        ({ job, tasks }) =>
          (THINNED[job.name]?.test(clockOf(at)) ?? true) && tasks.some((task) => task.match(at)),
      )
      .map(({ job }) => job);
    if (running.length > 0) timetable.set(slotOf(at), running);
  }
  return timetable;
}

function lastIn(timetable: Timetable, job: Job, since: Date, until: Date): Date | undefined {
  for (let at = until; at > since; at = addMinutes(at, -1))
    if (timetable.get(slotOf(at))?.includes(job)) return at;
  return undefined;
}
