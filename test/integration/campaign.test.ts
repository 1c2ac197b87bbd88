import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { campaignCustomers, restDays } from '../../src/db/schema/rules.ts';
import { type Day, instantOf } from '../../src/domain/time.ts';
import { april, campaignIn, FAR_OFF } from '../support/campaign.ts';
import { BOSS, HE, LIU, MA, MANAGER, openShowroom, SECOND_STORE, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, say, customer } = chat;
const { start, running, watch, ofLiu, talk } = campaignIn(chat);

/** The numbered lines of the list that somebody got last, by the names of the customers. */
async function listOf(on: Day): Promise<string[]> {
  const before = (await told(LIU)).length;
  await bot.run('due-reminders', instantOf(on, '08:53'));
  const [list = ''] = (await told(LIU)).slice(before);
  return list.split('\n').flatMap((line) => /^\d+\. (\S+)/.exec(line)?.[1] ?? []);
}

describe('a campaign', () => {
  test('does not run by itself', async () => {
    await ofLiu(3);
    expect(await watch(12, '17:47')).toBe('没有在进行的盘点');
    expect(await listOf(april(13))).toEqual([]);
    expect(await say(MANAGER, '盘点进度')).toMatch(/没有在进行的盘点.*开始资源盘点/);
  });

  test('is read back with its dates and numbers, and begins with a yes only', async () => {
    await ofLiu(12);
    await customer({ ownerId: MA });
    await customer({ ownerId: HE, storeId: SECOND_STORE });
    expect((await say(MANAGER, '开始资源盘点')).split('\n')).toEqual([
      '请核对：一店、二店资源盘点，在跟的客户14位',
      '资料4/12周日前补齐，管制表4/11周六前出，4/13周一起分批回访，4/23周四前全部完成',
      '· 刘洋 12位，每天2位',
      '· 马辉 1位，每天1位',
      '· 何佳 1位，每天1位',
      '对回 1，不对回 2',
    ]);
    expect(await running()).toEqual([]);
    expect(await say(MANAGER, '1')).toContain('资源盘点开始了：一店、二店，14位客户');
    expect(await running()).toHaveLength(2);
    expect((await told(LIU))[0]).toContain('您有12位，每天约2位');
    expect((await told(ZHOU))[0]).toContain('一店 13位：刘洋 12位，每天2位；马辉 1位，每天1位');
    expect((await told(WU))[0]).not.toContain('一店');
    expect((await told(BOSS))[0]).toMatch(/一店 13位[^]*二店 1位/);
    expect(await told(MANAGER)).toEqual([]);
  });

  test('takes the days that are said', async () => {
    await ofLiu(1);
    expect(await start('开始资源盘点 15号前收齐，10号前出表，20号前完成')).toContain('已告诉');
    expect(await running()).toMatchObject([
      { startsOn: april(8), collectBy: april(15), formsBy: april(10), endsOn: april(20) },
    ]);
  });

  test.each([
    ['开始资源盘点 20号前收齐 15号前完成', '收齐（4/20周一）要在完成（4/15周三）之前'],
    ['开始资源盘点 15号前收齐 15号前完成', '之前'],
    ['开始资源盘点 12号前收齐 24号前出表 23号前完成', '管制表（4/24周五）要在完成'],
    ['开始资源盘点 9月1号前完成', '最长92天'],
    ['明天开始资源盘点', '到那天再发'],
  ])('%s is refused: %s', async (words, why) => {
    await ofLiu(1);
    expect(await say(MANAGER, words)).toContain(why);
    expect(await say(MANAGER, '对')).not.toContain('开始了');
    expect(await running()).toEqual([]);
  });

  test('is a manager’s to begin and to end', async () => {
    await ofLiu(1);
    for (const who of [LIU, ZHOU]) {
      await say(who, '开始资源盘点');
      await say(who, '对');
    }
    expect(await running()).toEqual([]);
    await start();
    for (const who of [LIU, ZHOU]) {
      await say(who, '结束盘点');
      await say(who, '对');
    }
    expect(await running()).toMatchObject([{ endedAt: null }]);
  });

  test('runs in the store that is named, and once in each', async () => {
    await ofLiu(1);
    await customer({ ownerId: HE, storeId: SECOND_STORE });
    await start('一店开始资源盘点');
    expect(await running()).toMatchObject([{ storeId: 2 }]);
    expect(await say(MANAGER, '一店开始资源盘点')).toContain('一店已经在盘点');
    expect(await start()).toMatch(/资源盘点开始了：二店，1位[^]*一店已经在盘点，不重复开始/);
    expect(await running()).toMatchObject([{ storeId: 2 }, { storeId: 3 }]);
  });

  test('begins once when two managers say yes at once', async () => {
    await ofLiu(2);
    await Promise.all([say(MANAGER, '开始资源盘点'), say(BOSS, '开始资源盘点')]);
    await Promise.all([say(MANAGER, '对'), say(BOSS, '对')]);
    expect(await running()).toHaveLength(1);
    expect(await db.select().from(campaignCustomers)).toHaveLength(2);
  });

  test('is about open prospects, and neither the base group nor who wants no calls', async () => {
    const [open] = await ofLiu(1);
    await customer({ grade: 'O' });
    await customer({ grade: null, inBaseGroup: true });
    await customer({ doNotContact: true });
    await customer({ state: 'lost', grade: null });
    await start();
    expect((await db.select().from(campaignCustomers)).map(({ customerId }) => customerId)).toEqual([
      open?.id,
    ]);
  });

  test('is taken back with all that belongs to it, and may begin anew', async () => {
    await ofLiu(2);
    await start();
    await bot.drain();
    expect(await say(MANAGER, '撤销')).toContain('已撤销：开始盘点');
    expect([await running(), await db.select().from(campaignCustomers)]).toEqual([[], []]);
    expect((await told(LIU)).at(-1)).toContain('撤销了');
    await start();
    expect(await running()).toHaveLength(1);
  });

  test('does not keep a consultant from taking back a card that is in it', async () => {
    await say(LIU, '登记 王先生 13900009999 科雷傲 B 汽车之家');
    await start();
    expect(await say(LIU, '撤销')).toContain('已撤销');
    expect([await db.select().from(customers), await db.select().from(campaignCustomers)]).toEqual([[], []]);
  });
});

describe('the daily batch', () => {
  test('is in the morning list from the day after all is collected, an equal share a day', async () => {
    const all = await ofLiu(20);
    await start();
    expect(await listOf(april(12))).toEqual([]);
    const first = await listOf(april(13));
    expect(first).toEqual([all[0]?.name, all[1]?.name]);
    expect((await told(LIU)).at(-1)).toMatch(
      /^今日待办 2：盘点 2\n1\. \S+ B 科雷傲｜盘点｜由头：.*\n2\..*\n盘点还剩20位没打通，4\/22周三前打完/,
    );
  });

  test('is the same when it is asked again, and nobody new comes up when some are reached', async () => {
    const [one, two] = await ofLiu(20);
    await start();
    expect(await listOf(april(13))).toEqual([one?.name, two?.name]);
    if (one) await talk(one, april(13));
    chat.sleepUntil(instantOf(april(13), '15:00'));
    await bot.drain();
    expect(await say(LIU, '待办')).toMatch(new RegExp(`^今日待办 1：盘点 1\n1\\. ${two?.name} `));
    expect(await say(LIU, '待办')).not.toContain(`${one?.name} `);
    if (two) await talk(two, april(13));
    expect(await say(LIU, '待办')).toBe('今天没有要打的客户。');
    expect(await listOf(april(14))).toHaveLength(2);
  });

  test('goes on to the next days with whoever was not reached', async () => {
    const [one] = await ofLiu(20);
    await start();
    if (one) await talk(one, april(13), { effective: false });
    // 20 left for nine days.
    const second = await listOf(april(14));
    expect([second.length, second[0]]).toEqual([3, one?.name]);
  });

  test('leaves out whoever was reached since the beginning', async () => {
    const [one, two, three] = await ofLiu(3);
    await start();
    if (one) await talk(one, april(8));
    if (two) await talk(two, april(7));
    expect(await listOf(april(13))).toEqual([two?.name]);
    if (two) await talk(two, april(13));
    expect(await listOf(april(14))).toEqual([three?.name]);
  });

  test('names nobody twice who is due anyway', async () => {
    const due = await customer({ nextDueOn: april(13) });
    const late = await customer({ nextDueOn: april(9) });
    await ofLiu(18);
    await start();
    expect((await listOf(april(13))).toSorted()).toEqual([due.name, late.name].toSorted());
  });

  test('has no share on a rest day: the days before and after have it', async () => {
    await ofLiu(20);
    await start();
    const rest = { userId: LIU, by: LIU, at: instantOf(april(8), '10:00') };
    await db.insert(restDays).values([14, 15, 16, 17, 18, 19].map((date) => ({ ...rest, on: april(date) })));
    // 13 and 20 to 23 are left: five days.
    expect(await listOf(april(13))).toHaveLength(4);
    expect(await listOf(april(14))).toEqual([]);
    chat.sleepUntil(instantOf(april(14), '15:00'));
    await bot.drain();
    expect(await say(LIU, '待办')).toBe('今天没有要打的客户。');
  });

  test('is one screen at most', async () => {
    await ofLiu(200);
    await start();
    expect(await listOf(april(13))).toHaveLength(12);
    expect((await told(LIU)).at(-1)).toContain('还有 8 位，打完这些再发“待办”');
  });

  test('goes with a customer to his new owner, and ends with the campaign', async () => {
    await ofLiu(1);
    await start();
    await db.update(customers).set({ ownerId: MA, nextDueOn: FAR_OFF });
    expect(await listOf(april(13))).toEqual([]);
    chat.sleepUntil(instantOf(april(13), '10:00'));
    expect(await say(MA, '待办')).toContain('盘点 1');
    await say(MANAGER, '结束盘点');
    await say(MANAGER, '对');
    expect(await say(MA, '待办')).toBe('今天没有要打的客户。');
  });
});
