import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { contacts } from '../../src/db/schema/follow-up.ts';
import { campaignCustomers, campaigns, restDays } from '../../src/db/schema/rules.ts';
import type { Customer } from '../../src/db/customers.ts';
import { addDays, type Day, day, instantOf } from '../../src/domain/time.ts';
import { BOSS, HE, LIU, MA, MANAGER, openShowroom, SECOND_STORE, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, say, customer } = chat;

/** Begun on 8 April: collected by the 12th, forms by the 11th, called from the 13th on, done by the 23rd. */
const april = (date: number): Day => addDays(day('2026-03-31'), date);
const GONE = { grade: null, gradeSetOn: null, nextDueOn: null };
const FAR_OFF = day('2026-06-01');
const running = () => db.select().from(campaigns).orderBy(campaigns.storeId);
const watch = (date: number, clock: '09:13' | '17:47') =>
  bot.run('campaign-watch', instantOf(april(date), clock));

async function start(words = '开始资源盘点'): Promise<string> {
  await say(MANAGER, words);
  return say(MANAGER, '对');
}

async function ofLiu(count: number): Promise<Customer[]> {
  const made: Customer[] = [];
  for (let index = 0; index < count; index += 1) made.push(await customer({ nextDueOn: FAR_OFF }));
  return made;
}

/** A talk with a customer that counts; graded afterwards or not. */
async function talk(
  { id, storeId, ownerId }: Customer,
  on: Day,
  known: { graded?: boolean; effective?: boolean } = {},
) {
  const at = instantOf(on, '10:00');
  const { graded = true, effective = true } = known;
  await db.insert(contacts).values({
    storeId,
    customerId: id,
    by: ownerId,
    channel: 'phone',
    result: effective ? 'connected' : 'no_answer',
    effective,
    content: '聊了价格',
    gradedAt: graded ? at : null,
    at,
    enteredAt: at,
  });
}

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

describe('盘点进度', () => {
  beforeEach(async () => {
    const [graded, ungraded, tried, before, lost, pooled] = await ofLiu(6);
    const thin = await customer({ ownerId: MA, cardFilled: 7, nextDueOn: FAR_OFF });
    await customer({ ownerId: MA, cardFilled: 8, nextDueOn: FAR_OFF });
    await customer({ ownerId: HE, storeId: SECOND_STORE, nextDueOn: FAR_OFF });
    await start();
    await customer({ name: '后来的' });
    if (!graded || !ungraded || !tried || !before || !lost || !pooled) throw new Error('six');
    await talk(graded, april(8));
    await talk(graded, april(10));
    await talk(ungraded, april(9), { graded: false });
    await talk(tried, april(9), { effective: false, graded: false });
    await talk(before, april(7));
    await talk(thin, april(9));
    const changed = (id: Customer['id'], to: Partial<Customer>) =>
      db.update(customers).set(to).where(eq(customers.id, id));
    await changed(graded.id, { grade: 'A' });
    await changed(lost.id, { ...GONE, state: 'lost' });
    const taken = { formerOwnerId: LIU, ownerId: 'linxiao' as Customer['ownerId'], recalledOn: april(9) };
    await changed(pooled.id, { ...GONE, state: 'pooled', ...taken });
    chat.sleepUntil(instantOf(april(10), '10:00'));
  });

  const LIU_COUNTS = '总6 回访2 评级1 完整6 收回1 待打2';
  const MA_COUNTS = '总2 回访1 评级1 完整1 收回0 待打1';

  test('gives a supervisor his store, person by person', async () => {
    const text = await say(ZHOU, '盘点进度');
    expect(text.split('\n').slice(0, 6)).toEqual([
      '盘点进度 一店（4/8周三到4/23周四）',
      '总8 回访3 评级2 完整7 收回1 待打3',
      '另有1位没等到回访就已订车、战败或不用再打',
      '评级结果：升1 降0 不变1',
      `· 刘洋 ${LIU_COUNTS}`,
      `· 马辉 ${MA_COUNTS}`,
    ]);
    expect(text).not.toContain('何佳');
  });

  test('gives a manager all stores, or the one he names', async () => {
    const all = await say(MANAGER, '盘点进度');
    expect(all).toContain('总9 回访3 评级2 完整8 收回1 待打4');
    expect(all).toContain('· 二店 总1 回访0 评级0 完整1 收回0 待打1');
    expect(await say(MANAGER, '一店盘点进度')).toContain(`· 刘洋 ${LIU_COUNTS}`);
    expect(await say(BOSS, '12号之前所有客户信息都要进系统 谁没交')).toContain('盘点进度 一店、二店');
  });

  test('gives a consultant his own, with whom he has not reached', async () => {
    const text = await say(MA, '盘点进度');
    expect(text).toContain(MA_COUNTS);
    expect(text).toMatch(/没打通：客户\d+\n/);
    expect(text).not.toContain('刘洋');
    expect(await say(LIU, '盘点进度')).toContain(LIU_COUNTS);
  });

  test('does not give a supervisor the other store', async () => {
    expect(await say(WU, '一店盘点进度')).toBe('没有在进行的盘点。');
  });

  test('is a line of the weekly summary while it runs', async () => {
    await bot.run('grade-summary', instantOf(april(12), '16:53'));
    expect((await told(ZHOU)).at(-1)).toContain('盘点（到4/23周四）：总8 回访3 评级2 完整7 收回1 待打3');
    expect((await told(MANAGER)).at(-1)).toContain('盘点（到4/23周四）：总9');
    expect((await told(LIU)).at(-1)).not.toContain('盘点（');
  });

  test('is counted once, closed on the last evening, and stands from then on', async () => {
    await watch(23, '09:13');
    expect(await running()).toMatchObject([{ endedAt: null }, { endedAt: null }]);
    expect((await told(MA)).at(-1)).toMatch(/^盘点今天结束，您还有1位没打通：/);
    await watch(23, '17:47');
    expect(await running()).toMatchObject([{ endedAt: instantOf(april(23), '17:47') }, {}]);
    for (const who of [ZHOU, MANAGER, BOSS])
      expect((await told(who)).filter((text) => text.startsWith('资源盘点结束'))).toHaveLength(1);
    expect((await told(MA)).at(-1)).toContain(`资源盘点结束，您的客户：${MA_COUNTS}`);
    const before = await told(MANAGER);
    await watch(23, '17:47');
    await watch(24, '09:13');
    expect(await told(MANAGER)).toEqual(before);
    chat.sleepUntil(instantOf(april(24), '10:00'));
    await db.update(customers).set({ ownerId: HE });
    expect(await say(ZHOU, '盘点进度')).toMatch(/^一店资源盘点结束（4\/8周三到4\/23周四）[^]*· 刘洋 总6/);
  });

  test('is closed on the next morning when the bot slept on the last evening', async () => {
    await watch(24, '09:13');
    expect((await running()).every(({ endedAt }) => endedAt !== null)).toBe(true);
  });
});

describe('on the days that were set', () => {
  const missing = async (who: typeof ZHOU) =>
    (await told(who)).filter((text) => text.startsWith('盘点资料') || text.startsWith('盘点管制表'));

  beforeEach(async () => {
    await customer({ cardFilled: 7, nextDueOn: FAR_OFF });
    await customer({ cardFilled: 8, nextDueOn: FAR_OFF });
    await customer({ ownerId: MA, grade: null, nextDueOn: FAR_OFF });
    await customer({ ownerId: HE, storeId: SECOND_STORE, nextDueOn: FAR_OFF });
    await start();
  });

  test('the superiors hear in the evening what is missing, each once', async () => {
    await watch(10, '17:47');
    await watch(11, '09:13');
    expect(await missing(ZHOU)).toEqual([]);
    await watch(11, '17:47');
    expect(await missing(ZHOU)).toEqual([
      '盘点管制表4/11周六要齐，还没定级、上不了表的：\n· 一店 3位里1位：马辉1\n让顾问定级，如：王先生B 等旧车评估',
    ]);
    await watch(12, '09:13');
    expect(await missing(ZHOU)).toHaveLength(1);
    await watch(12, '17:47');
    expect((await missing(ZHOU))[1]).toContain(
      '盘点资料4/12周日收齐，卡片不够8项的：\n· 一店 3位里1位：刘洋1',
    );
    expect((await missing(MANAGER))[1]).toMatch(/一店 3位里1位：刘洋1\n· 二店 1位都齐了\n让顾问/);
    for (const clock of ['09:13', '17:47'] as const) await watch(13, clock);
    await watch(12, '17:47');
    expect([(await missing(ZHOU)).length, (await missing(MANAGER)).length]).toEqual([2, 2]);
    expect(await missing(BOSS)).toEqual([]);
  });

  test('they hear it late when the bot slept that evening', async () => {
    await watch(14, '09:13');
    expect(await missing(ZHOU)).toHaveLength(2);
  });

  test('the consultant hears in the morning which of his cards are thin, unless he rests', async () => {
    await db.insert(restDays).values({ userId: MA, on: april(12), by: MA, at: instantOf(april(8), '10:00') });
    await db.update(customers).set({ cardFilled: 7 }).where(eq(customers.ownerId, MA));
    await watch(11, '09:13');
    await watch(12, '09:13');
    await watch(12, '09:13');
    const reminders = async (who: typeof LIU) =>
      (await told(who)).filter((text) => text.includes('今天收齐'));
    expect(await reminders(LIU)).toEqual([expect.stringMatching(/您还有1位卡片不够8项：客户\d+。/)]);
    expect(await reminders(MA)).toEqual([]);
  });

  test('结束盘点 is read back, ends it early, and 撤销 lets it run on to its end', async () => {
    expect(await say(MANAGER, '结束盘点')).toMatch(/^请核对：提前结束一店、二店的资源盘点\n总4 /);
    expect((await running()).map(({ endedAt }) => endedAt)).toEqual([null, null]);
    expect(await say(MANAGER, '对')).toMatch(/^一店、二店资源盘点结束了（4\/8周三到4\/8周三）\n总4 /);
    await bot.drain();
    expect((await told(ZHOU)).at(-1)).toContain('资源盘点结束');
    expect(await say(MANAGER, '结束盘点')).toContain('没有在进行的盘点');
    expect(await say(MANAGER, '撤销')).toContain('已撤销：结束盘点');
    expect((await running()).map(({ endedAt }) => endedAt)).toEqual([null, null]);
    await watch(23, '17:47');
    expect((await told(ZHOU)).at(-1)).toContain('资源盘点结束（4/8周三到4/23周四）');
  });

  test('one store is ended and the other goes on', async () => {
    await say(MANAGER, '结束一店的盘点');
    await say(MANAGER, '对');
    expect((await running()).map(({ endedAt }) => endedAt === null)).toEqual([false, true]);
  });
});
