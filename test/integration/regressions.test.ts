import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { staff } from '../../src/db/schema/company.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { outbox } from '../../src/db/schema/messages.ts';
import { closedDays } from '../../src/db/schema/rules.ts';
import { alertNotices, alerts } from '../../src/db/schema/supervision.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addDays, clockOf, day, dayOf } from '../../src/domain/time.ts';
import { createClockwork } from '../../src/job.ts';
import { createLog } from '../../src/log.ts';
import { everyRow } from '../e2e/rows.ts';
import { passingDays } from '../support/passing-days.ts';
import {
  BOSS,
  china,
  HE,
  LIU,
  MA,
  MANAGER,
  on8,
  openShowroom,
  SECOND_STORE,
  WEDNESDAY,
  ZHOU,
} from '../support/showroom.ts';

// What users complained about in the peers' products (peers.md part 5), one test and more for each.
const chat = await openShowroom();
const { db, bot, say, told, customer, received, simulator } = chat;
const passTo = passingDays(chat);

const TALK = '王先生打了 通了 聊了首付和交车时间 级别不变';
const wang = (known: Parameters<typeof customer>[0] = {}) =>
  customer({ name: '王先生', surname: '王', ...known });
const card = async () => (await db.select().from(customers))[0];

/** The list that the job sends somebody at that time, empty when there is none. */
async function listAt(time: string, who = LIU): Promise<string> {
  const before = (await told(who)).length;
  chat.sleepUntil(china(time));
  await bot.run('due-reminders', china(time));
  await bot.drain();
  return (await told(who)).slice(before).join('\n');
}

describe('1. a plan for later today is not reminded of today (Cordys)', () => {
  test('what was agreed for 15:30 stands in the afternoon list', async () => {
    await wang({ lastEffectiveOn: WEDNESDAY, nextDueOn: addDays(WEDNESDAY, 7) });
    await say(LIU, '王先生下午3点半再打');
    expect(await listAt('2026-04-08T15:23')).toMatch(/1\. 王先生/);
  });

  test('told the day before it stands in both lists, and the next day when it was not done', async () => {
    await wang({ lastEffectiveOn: WEDNESDAY, nextDueOn: addDays(WEDNESDAY, 7) });
    await say(LIU, '王先生明天下午3点半再打');
    for (const time of ['2026-04-09T08:53', '2026-04-09T15:23', '2026-04-10T08:53']) {
      expect(await listAt(time), time).toMatch(/1\. 王先生/);
    }
  });
});

describe('2. a server that was down in the morning loses the day (LinkWeChat, Cordys)', () => {
  test('down from 0:00 to 10:00, the list goes out at 10:00, once', async () => {
    await wang({ nextDueOn: addDays(WEDNESDAY, 1) });
    let now = china('2026-04-08T23:50');
    const context = {
      db,
      wecom: undefined as never,
      log: createLog('silent'),
      now: () => now,
      checks: [],
      positions: new Map(),
    };
    const jobs = bot.jobs.filter(({ name }) => name === 'due-reminders');
    async function up(from: string): Promise<void> {
      now = china(from);
      chat.sleepUntil(now);
      const clockwork = createClockwork(jobs, context, 'Asia/Shanghai');
      await clockwork.start();
      await clockwork.stop();
      await bot.drain();
    }
    await up('2026-04-08T23:50');
    const before = received(LIU).length;
    await up('2026-04-09T10:00');
    expect(received(LIU).slice(before)).toEqual([expect.stringContaining('王先生')]);
    await up('2026-04-09T10:05');
    await up('2026-04-09T15:00');
    expect(received(LIU).slice(before)).toHaveLength(1);
  });
});

describe('3. what is done or cancelled goes on being reminded of', () => {
  const notDueForAWeek = { lastEffectiveOn: WEDNESDAY, nextDueOn: addDays(WEDNESDAY, 7) };
  test.each<[string, Parameters<typeof customer>[0], string[]]>([
    ['a call that was made', { nextDueOn: WEDNESDAY }, [TALK]],
    ['an appointment called off', notDueForAWeek, ['王先生约周五下午2点来店', '王先生周五来不了了']],
    ['an appointment undone', notDueForAWeek, ['王先生约周五下午2点来店', '撤销']],
    [
      'a promise kept',
      { ...notDueForAWeek, nextDueOn: addDays(WEDNESDAY, 20), agreedOn: addDays(WEDNESDAY, 20) },
      ['答应王先生周四给报价', '王先生报价给了'],
    ],
    ['a customer who is perhaps lost', { nextDueOn: WEDNESDAY }, [TALK, '战败 王先生 买了缤智 价格', '对']],
    [
      'an order that was handed over',
      { nextDueOn: WEDNESDAY },
      ['王先生订车 定金5000', '对', '王先生交车了'],
    ],
  ])('%s', async (_, known, lines) => {
    await wang({ grade: 'B', ...known });
    for (const line of lines) await say(LIU, line);
    await bot.drain();
    expect(await listAt('2026-04-08T15:23')).toBe('');
    expect(await listAt('2026-04-10T08:53')).toBe('');
  });

  test('a customer whom the supervisor has decided to be lost', async () => {
    await wang({ nextDueOn: WEDNESDAY });
    for (const line of [TALK, '战败 王先生 买了缤智 价格', '对']) await say(LIU, line);
    await bot.drain();
    await chat.press(ZHOU, 'approve');
    for (const time of ['2026-04-08T15:23', '2026-04-15T08:53', '2026-04-25T08:53']) {
      expect(await listAt(time), time).toBe('');
    }
  });

  test('a customer who wants no contact', async () => {
    await wang({ doNotContact: true, nextDueOn: null });
    await bot.run('reckon-due', on8('15:00'));
    expect(await listAt('2026-04-08T15:23')).toBe('');
  });
});

describe('4. what A assigned to B reminds nobody (Cordys: owner = creator)', () => {
  test('the list goes to whose customer he is, not to whoever made the card', async () => {
    await wang({ ownerId: MA, createdBy: LIU, nextDueOn: WEDNESDAY });
    expect(await listAt('2026-04-08T15:23', MA)).toMatch(/1\. 王先生/);
    expect(await told(LIU)).toEqual([]);
  });
});

describe('5. people are disturbed at night', () => {
  test('nothing but answers goes out from 20:30 to 8:30, whatever is owed', async () => {
    await say(LIU, '来店1批 看风朗 1点走的');
    await say(LIU, '登记 李女士 13900002345 卡缤 A 颜色定了');
    await wang({ nextDueOn: addDays(WEDNESDAY, -3), grade: 'A' });
    await customer({ name: '何先生', ownerId: HE, storeId: SECOND_STORE, nextDueOn: addDays(WEDNESDAY, -1) });
    await chat.advanceTo(on8('20:55'));
    await say(LIU, '王先生打了 通了 他买了缤智 不考虑了 级别不变');
    await say(LIU, '战败 王先生 买了缤智 价格');
    expect(await say(LIU, '对')).toContain('战败申请');
    await chat.advanceTo('2026-04-09T09:40:00+08:00');
    const pushes = (await db.select().from(outbox)).filter(({ key }) => !key.startsWith('reply'));
    const clocks = pushes.flatMap(({ key, sentAt }) => (sentAt ? [`${clockOf(sentAt)} ${key}`] : []));
    expect(clocks.length).toBeGreaterThan(4);
    expect(clocks.filter((each) => each < '08:30' || each >= '20:31')).toEqual([]);
    // What was kept back in the night is told in the morning.
    expect((await told(ZHOU)).join('\n')).toContain('战败');
  });
});

describe('6. a try sets the clock back as if it had been a talk', () => {
  test.each(['王先生今天没接', '王先生打了 挂了', '王先生打了 没接 发了微信没回'])(
    '%s leaves the day of an A as it is',
    async (text) => {
      await wang({ grade: 'A', lastEffectiveOn: addDays(WEDNESDAY, -1), nextDueOn: addDays(WEDNESDAY, 2) });
      await say(LIU, text);
      expect(await card()).toMatchObject({
        lastEffectiveOn: addDays(WEDNESDAY, -1),
        nextDueOn: addDays(WEDNESDAY, 2),
      });
    },
  );

  test('and he becomes overdue although he was tried', async () => {
    await wang({ grade: 'A', lastEffectiveOn: addDays(WEDNESDAY, -3), nextDueOn: WEDNESDAY });
    await say(LIU, '王先生今天没接');
    await bot.run('step-checks', china('2026-04-09T09:30'));
    expect(await db.select().from(alerts)).toMatchObject([{ check: 'overdue' }]);
  });
});

describe('7. 后天 is taken for 明天 (tgcrm)', () => {
  test.each([
    ['王先生明天再打', '2026-04-09'],
    ['王先生后天再打', '2026-04-10'],
    ['王先生大后天再打', '2026-04-11'],
    ['王先生打了 没接 后天再打', '2026-04-10'],
  ])('%s: %s', async (text, on) => {
    await wang({ lastEffectiveOn: WEDNESDAY, nextDueOn: addDays(WEDNESDAY, 7) });
    await say(LIU, text);
    expect(await card()).toMatchObject({ agreedOn: on, nextDueOn: on });
  });
});

describe('8. whatever is said becomes a record (tgcrm)', () => {
  test.each(['好的', '收到', '哈哈', '嗯嗯', 'OK', '辛苦了', '👍', '好的收到', '知道了 谢谢'])(
    '%s writes nothing, after a list and after an entry',
    async (text) => {
      await wang({ nextDueOn: WEDNESDAY });
      await listAt('2026-04-08T15:23');
      const before = await everyRow(db);
      await say(LIU, text);
      expect(await everyRow(db)).toEqual(before);
      await say(LIU, TALK);
      const after = await everyRow(db);
      await say(LIU, text);
      expect(await everyRow(db)).toEqual(after);
    },
  );
});

describe('9. one recipient who cannot be reached stops the rest (tgcrm)', () => {
  test('of three consultants two get their lists', async () => {
    const owners: UserId[] = [LIU, MA, HE];
    for (const ownerId of owners) await customer({ ownerId, nextDueOn: WEDNESDAY });
    const before = owners.map((who) => received(who).length);
    simulator.faults.failCalls({ kind: 'errcode', errcode: 81013 }, { path: 'message/send' });
    chat.sleepUntil(on8('15:23'));
    await bot.run('due-reminders', on8('15:23'));
    await bot.drain();
    const lists = owners.map((who, place) => received(who).length - (before[place] ?? 0));
    expect(lists.toSorted()).toEqual([0, 1, 1]);
  });
});

describe('10. what could not be sent is deleted (EspoCRM)', () => {
  test('it stays, with the error, and goes out later', async () => {
    // Another name than elsewhere: WeCom drops a text that it has delivered before.
    await customer({ name: '钱先生', nextDueOn: WEDNESDAY });
    simulator.faults.failCalls({ kind: 'errcode', errcode: 45009 }, { path: 'message/send' });
    chat.sleepUntil(on8('15:23'));
    await bot.run('due-reminders', on8('15:23'));
    const before = received(LIU).length;
    await bot.drain();
    expect(received(LIU)).toHaveLength(before);
    expect(await db.select().from(outbox)).toMatchObject([{ sentAt: null, failedAt: null, attempts: 1 }]);
    chat.sleepUntil(on8('15:30'));
    await bot.drain();
    expect(received(LIU).slice(before)).toEqual([expect.stringContaining('钱先生')]);
    const [row] = await db.select().from(outbox);
    expect(row?.sentAt).not.toBeNull();
  });
});

describe('11. a customer grows stale by the age of his card (Krayin)', () => {
  test('an old card that was talked with yesterday is not due', async () => {
    await wang({
      grade: 'A',
      createdAt: china('2025-04-01T10:00'),
      lastEffectiveOn: addDays(WEDNESDAY, -1),
      nextDueOn: WEDNESDAY,
    });
    await bot.run('reckon-due', on8('14:30'));
    expect(await card()).toMatchObject({ nextDueOn: addDays(WEDNESDAY, 2) });
    expect(await listAt('2026-04-08T15:23')).toBe('');
  });

  test('each talk moves the day, however old the card', async () => {
    await wang({ grade: 'A', createdAt: china('2025-04-01T10:00'), nextDueOn: addDays(WEDNESDAY, -4) });
    await say(LIU, TALK);
    expect(await card()).toMatchObject({ lastEffectiveOn: WEDNESDAY, nextDueOn: addDays(WEDNESDAY, 3) });
    await bot.run('step-checks', china('2026-04-09T09:30'));
    expect(await db.select().from(alerts)).toEqual([]);
  });
});

describe('12. only the first rung keeps office hours (pixelconcept)', () => {
  test('on every rung closed days are left out, and nobody is told outside the hours', async () => {
    await db.insert(closedDays).values(
      ['2026-04-09', '2026-04-11'].map((on) => ({
        storeId: null,
        on: day(on),
        by: MANAGER,
        at: china('2026-04-01T10:00'),
      })),
    );
    const yesterday = addDays(WEDNESDAY, -1);
    await wang({ grade: 'C', agreedOn: yesterday, nextDueOn: yesterday, nextDueWhy: 'agreed' });
    chat.sleepUntil(on8('09:00'));
    await passTo(china('2026-04-14T20:30'));
    const notices = await db.select().from(alertNotices).orderBy(alertNotices.id);
    expect(notices.map(({ toId, at }) => `${toId} ${dayOf(at)}`)).toEqual([
      `${ZHOU} 2026-04-08`,
      // The supervisor had the 10th, the manager the 12th and the 13th.
      `${MANAGER} 2026-04-10`,
      `${BOSS} 2026-04-13`,
    ]);
    const clocks = notices.map(({ at }) => clockOf(at));
    expect(clocks.filter((clock) => clock < '08:30' || clock > '20:30')).toEqual([]);
  });
});

describe('13. a customer gets an internal message (SuiteCRM)', () => {
  test('whatever is told goes to members of the staff', async () => {
    await say(LIU, '来店1批 看风朗 11点走的');
    await say(LIU, '登记 王先生 13900001234 科雷傲 A 颜色定了 微信wangxs88');
    await say(LIU, '王先生约周五下午2点来店');
    await say(LIU, '答应王先生周五给报价');
    await say(LIU, '王先生订车 定金5000');
    await say(LIU, '对');
    await passTo(china('2026-04-11T20:30'));
    const members = new Set((await db.select().from(staff)).map(({ userId }) => userId));
    const recipients = (await db.select().from(outbox)).map(({ toId }) => toId);
    expect(recipients.length).toBeGreaterThan(3);
    expect(recipients.filter((toId) => !members.has(toId))).toEqual([]);
  });

  test('no code knows the interfaces through which WeCom writes to customers', () => {
    const source = new URL('../../src/', import.meta.url);
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(100);
    const calling = files.filter((name) =>
      /externalcontact|kf\/send_msg|external_userid/.test(readFileSync(new URL(name, source), 'utf8')),
    );
    expect(calling).toEqual([]);
  });
});
