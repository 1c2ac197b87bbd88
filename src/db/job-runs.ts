import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { jobRuns } from './schema/records.ts';

/** A run is taken for dead when it has not finished by then; it is far longer than any job takes. */
const LEASE_MS = 10 * 60_000;

/**
 * Claims one scheduled run. Of all processes that wake for the same minute exactly one gets true; a run whose
 * process died before finishing it is given out again.
 */
export async function claimRun(db: Db, job: string, scheduledFor: Date, now: Date): Promise<boolean> {
  const leasedUntil = new Date(now.getTime() + LEASE_MS);
  const claimed = await db
    .insert(jobRuns)
    .values({ job, scheduledFor, leasedUntil })
    .onConflictDoUpdate({
      target: [jobRuns.job, jobRuns.scheduledFor],
      set: { leasedUntil },
      setWhere: sql`${jobRuns.finishedAt} is null and ${jobRuns.leasedUntil} < ${now.toISOString()}`,
    })
    .returning({ job: jobRuns.job });
  return claimed.length > 0;
}

export async function finishRun(
  db: Db,
  job: string,
  scheduledFor: Date,
  result: { finishedAt: Date; outcome: string | null; error: string | null },
): Promise<void> {
  await db
    .update(jobRuns)
    .set(result)
    .where(and(eq(jobRuns.job, job), eq(jobRuns.scheduledFor, scheduledFor)));
}

/** The latest minute for which the job was claimed; undefined before its first run. */
export async function lastRun(
  db: Db,
  job: string,
): Promise<{ scheduledFor: Date; finishedAt: Date | null } | undefined> {
  const [run] = await db
    .select({ scheduledFor: jobRuns.scheduledFor, finishedAt: jobRuns.finishedAt })
    .from(jobRuns)
    .where(eq(jobRuns.job, job))
    .orderBy(desc(jobRuns.scheduledFor))
    .limit(1);
  return run;
}

/** Runs whose process died: unfinished, and past their lease. */
export function abandonedRuns(db: Db, now: Date) {
  return db
    .select({ job: jobRuns.job, scheduledFor: jobRuns.scheduledFor })
    .from(jobRuns)
    .where(and(isNull(jobRuns.finishedAt), lt(jobRuns.leasedUntil, now)))
    .orderBy(jobRuns.scheduledFor);
}

/** An embedded database has one process only: whatever is unfinished when it opens is dead. */
export async function releaseRuns(db: Db, now: Date): Promise<void> {
  await db
    .update(jobRuns)
    .set({ leasedUntil: new Date(now.getTime() - 1) })
    .where(isNull(jobRuns.finishedAt));
}

/** Notes from when on a job's missed runs are made up: before the bot's first start nothing was missed. */
export async function noteFirstStart(db: Db, job: string, at: Date): Promise<void> {
  await db
    .insert(jobRuns)
    .values({ job, scheduledFor: at, leasedUntil: at, finishedAt: at, outcome: 'first start' })
    .onConflictDoNothing();
}

export async function sweepRuns(db: Db, before: Date): Promise<void> {
  await db.delete(jobRuns).where(sql`${jobRuns.scheduledFor} < ${before.toISOString()}`);
}

/**
 * Asks for a run: whichever process looks for abandoned runs next takes it up. Once a minute at most, unless what was
 * done in this minute is to be done `again`.
 */
export async function requestRun(db: Db, job: string, now: Date, again = false): Promise<void> {
  const at = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const asking = db.insert(jobRuns).values({ job, scheduledFor: at, leasedUntil: at });
  await (again
    ? asking.onConflictDoUpdate({
        target: [jobRuns.job, jobRuns.scheduledFor],
        set: { leasedUntil: at, finishedAt: null },
      })
    : asking.onConflictDoNothing());
}
