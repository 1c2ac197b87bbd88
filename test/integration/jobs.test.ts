import { beforeEach, describe, expect, test } from 'vitest';
import { claimRun, releaseRuns } from '../../src/db/job-runs.ts';
import { addDays, addMinutes } from '../../src/domain/time.ts';
import type { Check } from '../../src/check.ts';
import { loadFolder } from '../../src/load.ts';
import { createClockwork, defineJob, type JobContext } from '../../src/job.ts';
import { createLog } from '../../src/log.ts';
import { WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { china, LIU, on8, openShowroom, WEDNESDAY } from '../support/showroom.ts';
import { dumpTables } from '../support/tables.ts';

const chat = await openShowroom();
const { db, bot, customer } = chat;

describe('the clockwork', () => {
  let at = WEDNESDAY_AFTERNOON;
  let ran: string[] = [];
  const context: JobContext = {
    db,
    wecom: undefined as never,
    log: createLog('silent'),
    now: () => at,
    checks: [],
    positions: new Map(),
  };
  const daily = defineJob({
    name: 'daily',
    schedule: ['53 8 * * *'],
    about: '每天',
    run: async (_, time) => String(ran.push(time.toISOString())),
  });
  const weekly = defineJob({
    name: 'weekly',
    schedule: ['53 16 * * 0'],
    about: '每周',
    run: async (_, time) => String(ran.push(`weekly ${time.toISOString()}`)),
  });
  beforeEach(() => {
    at = WEDNESDAY_AFTERNOON;
    ran = [];
  });

  /** A process that starts at that time and is stopped again; what it made up on the way. */
  async function startAt(time: string): Promise<string[]> {
    at = china(time);
    const begun = ran.length;
    const clockwork = createClockwork([daily, weekly], context, 'Asia/Shanghai');
    await clockwork.start();
    await clockwork.stop();
    return ran.slice(begun);
  }

  test('makes up a run that was missed, once, and nothing from before the first start', async () => {
    expect(await startAt('2026-04-08T14:00')).toEqual([]);
    expect(await startAt('2026-04-09T08:52')).toEqual([]);
    expect(await startAt('2026-04-09T10:00')).toEqual(['2026-04-09T00:53:00.000Z']);
    expect(await startAt('2026-04-09T10:05')).toEqual([]);
  });

  test('of several runs missed makes up the latest alone', async () => {
    await startAt('2026-04-08T14:00');
    expect(await startAt('2026-04-14T10:00')).toEqual([
      '2026-04-14T00:53:00.000Z',
      'weekly 2026-04-12T08:53:00.000Z',
    ]);
  });

  test('makes up a run missed by seconds', async () => {
    await startAt('2026-04-08T14:00');
    expect(await startAt('2026-04-09T08:53')).toEqual(['2026-04-09T00:53:00.000Z']);
  });

  test('of two processes that start at once, one makes it up', async () => {
    await startAt('2026-04-08T14:00');
    at = china('2026-04-09T10:00');
    const both = [daily, daily].map((job) => createClockwork([job], context, 'Asia/Shanghai'));
    await Promise.all(both.map((clockwork) => clockwork.start()));
    await Promise.all(both.map((clockwork) => clockwork.stop()));
    expect(ran).toEqual(['2026-04-09T00:53:00.000Z']);
  });

  test('runs what falls due on the way in the order of its times', async () => {
    const clockwork = createClockwork([weekly, daily], context, 'Asia/Shanghai');
    const reached: string[] = [];
    at = china('2026-04-13T09:00');
    await clockwork.catchUp(
      china('2026-04-11T09:00'),
      at,
      async (time) => void reached.push(time.toISOString()),
    );
    expect(ran).toEqual([
      '2026-04-12T00:53:00.000Z',
      'weekly 2026-04-12T08:53:00.000Z',
      '2026-04-13T00:53:00.000Z',
    ]);
    expect(reached).toEqual(ran.map((time) => time.replace('weekly ', '')));
    await clockwork.catchUp(china('2026-04-11T09:00'), at, async () => {});
    expect(ran).toHaveLength(3);
  });

  test('takes up a run whose process died, for its own time, ten minutes later', async () => {
    const clockwork = createClockwork([daily], context, 'Asia/Shanghai');
    const scheduled = china('2026-04-09T08:53');
    await claimRun(db, 'daily', scheduled, china('2026-04-09T08:53'));
    at = china('2026-04-09T09:03');
    await clockwork.takeUp();
    expect(ran).toEqual([]);
    at = addMinutes(at, 0.02);
    await clockwork.takeUp();
    await clockwork.takeUp();
    expect(ran).toEqual([scheduled.toISOString()]);
  });

  test('takes up at once what an embedded database finds unfinished when it opens', async () => {
    const clockwork = createClockwork([daily], context, 'Asia/Shanghai');
    await claimRun(db, 'daily', china('2026-04-09T08:53'), china('2026-04-09T08:53'));
    at = china('2026-04-09T08:54');
    await releaseRuns(db, at);
    await clockwork.takeUp();
    expect(ran).toEqual([china('2026-04-09T08:53').toISOString()]);
  });
});

describe('every job', () => {
  const AT: Record<string, string> = {
    'campaign-watch': '2026-04-08T17:47',
    'due-reminders': '2026-04-08T08:53',
    'grade-summary': '2026-04-12T16:53',
    'keep-house': '2026-04-08T03:17',
    'lost-revisits': '2026-04-08T09:43',
    'log-watch': '2026-04-08T17:47',
    'reckon-due': '2026-04-09T03:41',
    'recall-watch': '2026-04-08T09:23',
    'showroom-visits': '2026-04-08T16:11',
    'window-watch': '2026-05-01T09:07',
    'step-checks': '2026-04-08T16:00',
    'supervisor-digest': '2026-04-08T17:23',
    'sync-staff': '2026-04-08T14:17',
  };

  test('has a time at which it is tried here', () => {
    expect(Object.keys(AT).toSorted()).toEqual(bot.jobs.map(({ name }) => name).toSorted());
  });

  test.each(Object.entries(AT))(
    '%s, run twice for one time and again by a process that lost its claim, changes nothing more',
    async (name, time) => {
      await chat.say(LIU, '来店1批 看风朗 11点走的');
      await chat.say(LIU, '登记 王先生 13900001234 科雷傲 A 颜色定了');
      await customer({ nextDueOn: addDays(WEDNESDAY, -2), grade: 'A' });
      await bot.run('step-checks', on8('14:55'));
      expect(await bot.run(name, china(time))).toBeTypeOf('string');
      const once = await dumpTables(db, ['job_runs', 'outbox']);
      const notices = (await dumpTables(db))['outbox']?.length;
      expect(await bot.run(name, china(time))).toBeUndefined();
      // As if the first process had died just before it noted that it was done.
      const job = bot.jobs.find((candidate) => candidate.name === name);
      const context = {
        db,
        wecom: noWecom,
        log: createLog('silent'),
        now: () => china(time),
        checks,
        positions: new Map(),
      };
      if (name !== 'sync-staff') await job?.run(context, china(time));
      expect(await dumpTables(db, ['job_runs', 'outbox'])).toEqual(once);
      expect((await dumpTables(db))['outbox']).toHaveLength(notices ?? 0);
    },
  );
});

const checks = await loadFolder<Check>(new URL('../../src/checks/', import.meta.url));

/** No job but the sync of the contacts talks to WeCom itself. */
const noWecom = undefined as never;
