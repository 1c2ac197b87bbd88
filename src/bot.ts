import { sql } from 'drizzle-orm';
import type Koa from 'koa';
import { createApp } from './app.ts';
import type { Check } from './check.ts';
import type { Command } from './chat/command.ts';
import { ConfigError, type WecomApp } from './config.ts';
import type { Db } from './db/connect.ts';
import { createClockwork, type Job, type JobContext, runJob } from './job.ts';
import { loadFolder } from './load.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createSender } from './sender.ts';
import { createWecom } from './wecom/client.ts';
import { checkKeys } from './wecom/crypto.ts';
import { createMenu } from './wecom/menu.ts';

export interface BotParts {
  db: Db;
  wecom: WecomApp;
  log: Log;
  now: () => Date;
  timezone: string;
  /** Other times for some of the jobs, by name. */
  schedules: ReadonlyMap<string, readonly string[]>;
  positions: JobContext['positions'];
  dump?: (at: Date) => Promise<string>;
}

/** WeCom's menu under the chat: three entries at the top, and a tap says the name of its entry. */
const MENU = [
  { name: '今日待办', key: '今日待办' },
  { name: '客户', entries: ['登记客户', '我的客户'].map((name) => ({ name, key: name })) },
  { name: '更多', entries: ['统计', '帮助'].map((name) => ({ name, key: name })) },
];

export type Bot = Awaited<ReturnType<typeof createBot>>;

/** The bot as a value: its HTTP app and its clockwork, on any database, clock and WeCom. Nothing runs yet. */
export async function createBot(parts: BotParts) {
  const { db, log, now, timezone, schedules, positions, dump } = parts;
  const keys = { token: parts.wecom.token, aesKey: parts.wecom.aesKey, receiveId: parts.wecom.corpId };
  checkKeys(keys);
  const wecom = createWecom(parts.wecom, now, log);
  const [commands, plain, checks] = await Promise.all([
    loadFolder<Command>(new URL('./commands/', import.meta.url)),
    loadFolder<Job>(new URL('./jobs/', import.meta.url)),
    loadFolder<Check>(new URL('./checks/', import.meta.url)),
  ]);
  const context: JobContext = { db, wecom, log, now, checks, positions, ...(dump && { dump }) };
  const unknown = [...schedules.keys()].filter((name) => !plain.some((job) => job.name === name));
  if (unknown.length > 0) throw new ConfigError(unknown.map((name) => `SCHEDULE：没有 ${name} 这个任务`));
  const jobs = plain.map((job) => ({ ...job, schedule: schedules.get(job.name) ?? job.schedule }));
  const sender = createSender({ db, wecom, log, now });
  const clockwork = createClockwork(jobs, context, timezone);
  const metrics = createMetrics(db);

  async function fault(): Promise<string | undefined> {
    try {
      await db.execute(sql`select 1`);
    } catch {
      return 'the database does not answer';
    }
    return clockwork.isRunning() ? undefined : 'the schedule is not running';
  }

  const app: Koa = createApp({
    queues: new Map(),
    db,
    log,
    commands,
    checks,
    keys,
    now,
    metrics,
    fault,
    wakeSender: () => void sender.drain(),
  });

  return {
    app,
    commands,
    checks,
    jobs,
    /** Sends all that waits; answers when nothing is left that could be sent now. */
    drain: sender.drain,
    /** Runs one job as if at that time, once; answers what it did, undefined if that run was made before. */
    async run(name: string, at: Date): Promise<string | undefined> {
      const job = jobs.find((candidate) => candidate.name === name);
      if (!job)
        throw new RangeError(`no job ${name}; there are: ${jobs.map((known) => known.name).join(', ')}`);
      return runJob(job, context, at);
    },
    /** Runs everything scheduled between two times, in order, sending after each. */
    async catchUp(from: Date, until: Date, reach: (at: Date) => void): Promise<void> {
      await clockwork.catchUp(from, until, async (at) => {
        reach(at);
        await sender.drain();
      });
      await sender.drain();
    },
    /** Reads the contacts, sets the menu, makes up what was missed and starts the clockwork and the sender. */
    async start(): Promise<void> {
      const setUp = await Promise.allSettled([
        runJob(jobs.find(({ name }) => name === 'sync-staff') ?? neverJob(), context, now()),
        createMenu(wecom, MENU),
      ]);
      for (const result of setUp) {
        // WeCom may be out of reach now: the hourly sync tries again, and chats work meanwhile.
        if (result.status === 'rejected') log.error({ err: result.reason }, 'start.wecom-failed');
      }
      await clockwork.start();
      sender.start();
      void sender.drain();
    },
    async stop(): Promise<void> {
      await clockwork.stop();
      await sender.stop();
    },
  };
}

function neverJob(): never {
  throw new Error('the job sync-staff is missing');
}
