import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { staff } from '../../src/db/schema/company.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { addDays } from '../../src/domain/time.ts';
import { china, HE, LIU, on8, openShowroom, SECOND_STORE, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, customer } = chat;

describe('due-reminders', () => {
  const MORNING = on8('08:53');

  test('sends each consultant one list: overdue first, then by grade, the latest first, and how many', async () => {
    const todayA = await customer({ name: '今天甲', grade: 'A', nextDueOn: WEDNESDAY });
    const lateB = await customer({ name: '超期乙', grade: 'B', nextDueOn: addDays(WEDNESDAY, -9) });
    const lateA1 = await customer({ name: '超期甲一', grade: 'A', nextDueOn: addDays(WEDNESDAY, -1) });
    const lateA4 = await customer({ name: '超期甲四', grade: 'A', nextDueOn: addDays(WEDNESDAY, -4) });
    const todayC = await customer({ name: '今天丙', grade: 'C', nextDueOn: WEDNESDAY });
    const todayNone = await customer({ name: '今天无', grade: null, nextDueOn: WEDNESDAY });
    await customer({ name: '明天', grade: 'A', nextDueOn: addDays(WEDNESDAY, 1) });
    await customer({ name: '没有日子', grade: 'A' });
    await customer({ name: '二店的', storeId: SECOND_STORE, ownerId: HE, nextDueOn: WEDNESDAY });
    expect(await bot.run('due-reminders', MORNING)).toContain('2');

    const [list = '', ...more] = await told(LIU);
    expect(more).toEqual([]);
    const [head = '', ...lines] = list.split('\n');
    expect(head).toMatch(/今日待办.*6.*超期 3.*今天 3/);
    const names = [lateA4, lateA1, lateB, todayA, todayC, todayNone].map(({ name }) => name);
    expect(lines.slice(0, 6).map((line) => /^\d+\. (\S+)/.exec(line)?.[1])).toEqual(names);
    expect(lines[0]).toMatch(/^1\. 超期甲四 A .*超期4天/);
    expect(lines[3]).not.toContain('超期');
    expect(list).not.toContain('明天');
    expect(await told(HE)).toEqual([expect.stringContaining('二店的')]);
    expect(await told(ZHOU)).toEqual([]);
  });

  test('each line gives the last talk, the purpose of the grade and a pretext', async () => {
    const facts = { lastTalk: '嫌价格高', concerns: ['价格'], attemptDays: [WEDNESDAY] };
    await customer({ grade: 'A', nextDueOn: WEDNESDAY, ...facts });
    await customer({ grade: 'B', nextDueOn: WEDNESDAY });
    await customer({ grade: 'O', nextDueOn: WEDNESDAY });
    await bot.run('due-reminders', MORNING);
    const lines = (await told(LIU))[0]?.split('\n') ?? [];
    const lineOf = (grade: string) => lines.find((line) => line.includes(` ${grade} `));
    expect(lineOf('A')).toMatch(/试过1次.*促成交.*嫌价格高.*由头：.*价格/);
    expect(lineOf('B')).toMatch(/提级别.*由头：/);
    expect(lineOf('O')).toMatch(/维系.*由头：/);
  });

  test('the numbers of the list can be answered, and the answer is written with that customer', async () => {
    const late = await customer({ name: '李女士', grade: 'A', nextDueOn: addDays(WEDNESDAY, -1) });
    const today = await customer({ name: '何先生', grade: 'C', nextDueOn: WEDNESDAY });
    await bot.run('due-reminders', MORNING);
    await bot.drain();
    expect(await chat.say(LIU, '1 没接')).toMatch(/已记.*李女士/);
    expect(await chat.say(LIU, '2 通了 价格还是嫌贵 想再等等')).toContain('何先生');
    expect(await chat.say(LIU, '3 没接')).not.toContain('已记');
    const rows = await db.select().from(customers).orderBy(customers.id);
    expect(rows.find(({ id }) => id === late.id)?.attemptDays).toEqual([WEDNESDAY]);
    expect(rows.find(({ id }) => id === today.id)?.lastEffectiveOn).toBe(WEDNESDAY);
  });

  test('the afternoon list holds what is left, and its numbers go over those of the morning', async () => {
    await customer({ name: '李女士', grade: 'A', nextDueOn: WEDNESDAY });
    await customer({ name: '何先生', grade: 'B', nextDueOn: WEDNESDAY });
    await bot.run('due-reminders', MORNING);
    await chat.say(LIU, '1 通了 价格还是嫌贵 周五再联系');
    await bot.run('due-reminders', on8('15:23'));
    const [, afternoon = ''] = await told(LIU);
    expect(afternoon).toMatch(/^下午.* 1/);
    expect(afternoon).not.toContain('李女士');
    await bot.drain();
    expect(await chat.say(LIU, '1 没接')).toMatch(/已记.*何先生/);
  });

  test('more than a screen is told as a number', async () => {
    for (let count = 0; count < 15; count++) await customer({ nextDueOn: WEDNESDAY });
    await bot.run('due-reminders', MORNING);
    const [list = ''] = await told(LIU);
    expect(list.match(/^\d+\. /gm)).toHaveLength(12);
    expect(list).toContain('还有 3 位');
  });

  test('somebody who left is sent nothing', async () => {
    await customer({ nextDueOn: WEDNESDAY });
    await db.update(staff).set({ isActive: false }).where(eq(staff.userId, LIU));
    await bot.run('due-reminders', MORNING);
    expect(await told(LIU)).toEqual([]);
  });

  test('a list that was made up some hours late can be answered by its numbers', async () => {
    await customer({ name: '李女士', grade: 'A', nextDueOn: WEDNESDAY });
    await bot.run('due-reminders', MORNING);
    await bot.drain();
    expect(await chat.say(LIU, '1 没接')).toMatch(/已记.*李女士/);
  });

  test('a list of yesterday afternoon that is made up this morning can be answered by its numbers', async () => {
    await customer({ name: '李女士', grade: 'A', nextDueOn: addDays(WEDNESDAY, -1) });
    chat.sleepUntil(on8('08:40'));
    await bot.run('due-reminders', china('2026-04-07T15:23'));
    expect(await told(LIU)).toHaveLength(1);
    await bot.drain();
    expect(await chat.say(LIU, '1 没接')).toMatch(/已记.*李女士/);
  });
});
