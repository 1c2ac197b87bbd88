import cron, { type ScheduledTask } from 'node-cron';
import type { Check } from './check.ts';
import type { Db } from './db/connect.ts';
import { abandonedRuns, claimRun, finishRun, lastRun, noteFirstStart } from './db/job-runs.ts';
import { faultOf, type Log } from './log.ts';
import type { Wecom } from './wecom/client.ts';

export interface JobContext {
  db: Db;
  wecom: Wecom;
  log: Log;
  now: () => Date;
  /** What supervision looks at. */
  checks: readonly Check[];
  /** Words of positions that give a role, beside the built-in ones. */
  positions: PositionWords;
  /** Where the embedded database's dumps go; undefined on a PostgreSQL server, which has its own. */
  dump?: (at: Date) => Promise<string>;
}

export type PositionWords = Parameters<typeof import('./domain/roles.ts').rolesOf>[1];

export interface Job {
  name: string;
  /** Five fields, read in business time; not minute 0 or 30, when WeCom is busiest. Several may be given. */
  schedule: readonly string[];
  /** Looks that are enough while a simulated clock is moved over many hours, in which nobody writes anything. */
  thinned?: readonly string[];
  /** In Chinese: what it does, for `npm run job`. */
  about: string;
  /**
   * `at` is the minute for which the run was scheduled, which may lie in the past. Running twice, or late, must do
   * no harm. Answers what it did, in a few words.
   */
  run(context: JobContext, at: Date): Promise<string>;
}

export function defineJob(job: Job): Job {
  return job;
}

/** Business time; a setting of its own (TIMEZONE) since the schedule is what people see of it. */
export type Timezone = string;

/** Runs a job unless another process has claimed the same minute; a failure is recorded, not thrown. */
export async function runJob(job: Job, context: JobContext, at: Date): Promise<string | undefined> {
  const { db, log, now } = context;
  if (!(await claimRun(db, job.name, at, now()))) return undefined;
  try {
    const outcome = await job.run(context, at);
    await finishRun(db, job.name, at, { finishedAt: now(), outcome, error: null });
    log.info({ job: job.name, at, outcome }, 'job.finished');
    return outcome;
  } catch (error) {
    log.error({ job: job.name, at, err: error }, 'job.failed');
    await finishRun(db, job.name, at, { finishedAt: now(), outcome: null, error: faultOf(error) });
    return `failed: ${faultOf(error)}`;
  }
}

const MINUTE_MS = 60_000;
/** Over more than an afternoon not every five minutes are looked at. */
const LONG_WAY_MS = 4 * 60 * MINUTE_MS;

/**
 * The clockwork: every minute it runs what has fallen due since it last looked. What fell due while no process was
 * running is made up once, with the latest minute that was missed; `catchUp` runs every one of them, in order, as
 * the simulator does when its clock is moved.
 */
export function createClockwork(jobs: readonly Job[], context: JobContext, timezone: Timezone) {
  const tasksOf = (schedule: readonly string[]) =>
    schedule.map((pattern) => cron.createTask(pattern, () => {}, { timezone }));
  const matchers = jobs.map((job) => ({ job, tasks: tasksOf(job.schedule) }));
  const thinned = jobs.map((job) => ({ job, tasks: tasksOf(job.thinned ?? job.schedule) }));
  let seen: Date | undefined;
  let ticker: ScheduledTask | undefined;
  let working: Promise<void> = Promise.resolve();

  async function tick(): Promise<void> {
    const now = floorMinute(context.now());
    const from = seen ?? now;
    if (now <= from) return;
    seen = now;
    for (const { job, at } of occurrences(matchers, from, now)) await runJob(job, context, at);
    await takeUp();
  }

  /** Runs that were asked for in a chat, and runs whose process died. */
  async function takeUp(): Promise<void> {
    for (const { job: name, scheduledFor } of await abandonedRuns(context.db, context.now())) {
      const job = jobs.find((candidate) => candidate.name === name);
      if (job) await runJob(job, context, scheduledFor);
    }
  }

  /** Ticks never overlap: a slow job delays the next ones, it does not race them. */
  function queued(work: () => Promise<void>): Promise<void> {
    working = working
      .then(work)
      .catch((error: unknown) => context.log.error({ err: error }, 'clockwork.failed'));
    return working;
  }

  return {
    /** Makes up what was missed, then ticks every minute. */
    async start(): Promise<void> {
      const now = floorMinute(context.now());
      seen = now;
      for (const { job, tasks } of matchers) {
        await noteFirstStartOf(job, now);
        const missed = await lastMissed(context.db, job, tasks, now);
        if (missed) await queued(async () => void (await runJob(job, context, missed)));
      }
      ticker = cron.schedule('* * * * *', () => queued(tick), {
        timezone,
        name: 'clockwork',
        suppressMissedWarning: true,
      });
    },
    /** Runs everything that falls due on the way from one time to another, in order; `reach` comes before each. */
    catchUp(from: Date, until: Date, reach: (at: Date) => Promise<void>): Promise<void> {
      seen = floorMinute(until);
      return queued(async () => {
        const isLong = until.getTime() - from.getTime() > LONG_WAY_MS;
        const which = isLong ? thinned : matchers;
        for (const { job, at } of occurrences(which, floorMinute(from), floorMinute(until))) {
          await reach(at);
          await runJob(job, context, at);
        }
      });
    },
    /** Looks at once for runs that somebody asked for. */
    takeUp: () => queued(takeUp),
    isRunning: () => ticker !== undefined,
    async stop(): Promise<void> {
      await ticker?.destroy();
      ticker = undefined;
      await working;
    },
  };

  async function noteFirstStartOf(job: Job, at: Date): Promise<void> {
    if (!(await lastRun(context.db, job.name))) await noteFirstStart(context.db, job.name, at);
  }
}

type Matcher = { job: Job; tasks: readonly ScheduledTask[] };

function floorMinute(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / MINUTE_MS) * MINUTE_MS);
}

function* occurrences(
  matchers: readonly Matcher[],
  from: Date,
  until: Date,
): Generator<{ job: Job; at: Date }> {
  for (let ms = from.getTime() + MINUTE_MS; ms <= until.getTime(); ms += MINUTE_MS) {
    const at = new Date(ms);
    for (const { job, tasks } of matchers) {
      if (tasks.some((task) => task.match(at))) yield { job, at };
    }
  }
}

/** Nothing older than this is made up: it would only tell what the next run tells better. */
const MISSED_DAYS = 8;

async function lastMissed(
  db: Db,
  job: Job,
  tasks: readonly ScheduledTask[],
  now: Date,
): Promise<Date | undefined> {
  const last = await lastRun(db, job.name);
  const oldest = now.getTime() - MISSED_DAYS * 24 * 60 * MINUTE_MS;
  const since = Math.max(last?.scheduledFor.getTime() ?? now.getTime(), oldest);
  for (let ms = now.getTime(); ms > since; ms -= MINUTE_MS) {
    const at = new Date(ms);
    if (tasks.some((task) => task.match(at))) return at;
  }
  return undefined;
}
