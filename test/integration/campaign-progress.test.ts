import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Customer } from '../../src/db/customers.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { restDays } from '../../src/db/schema/rules.ts';
import { instantOf } from '../../src/domain/time.ts';
import { april, campaignIn, FAR_OFF } from '../support/campaign.ts';
import { BOSS, HE, LIU, MA, MANAGER, openShowroom, SECOND_STORE, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, say, customer } = chat;
const { start, running, watch, ofLiu, talk } = campaignIn(chat);
const GONE = { grade: null, gradeSetOn: null, nextDueOn: null };

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
    expect(text).toMatch(/还没聊上：客户\d+\n/);
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
    expect((await told(MA)).at(-1)).toMatch(/^盘点今天结束，您还有1位还没聊上：/);
    await watch(23, '17:47');
    expect(await running()).toMatchObject([{ endedAt: instantOf(april(23), '17:47') }, {}]);
    for (const who of [ZHOU, MANAGER, BOSS])
      expect((await told(who)).filter((text) => text.startsWith('资源盘点结束'))).toHaveLength(1);
    expect((await told(MA)).at(-1)).toContain(`资源盘点结束，您的客户：${MA_COUNTS}`);
    const before = await told(MANAGER);
    await watch(23, '17:49');
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
    for (const clock of ['09:13', '17:47']) await watch(13, clock);
    await watch(12, '17:49');
    // One of the two is over: what was told of both is not told of the other again.
    await say(MANAGER, '结束一店的盘点');
    await say(MANAGER, '对');
    await watch(14, '17:47');
    expect([(await missing(ZHOU)).length, (await missing(MANAGER)).length]).toEqual([2, 2]);
    expect(await missing(BOSS)).toEqual([]);
    expect((await missing(WU))[0]).toBe('盘点管制表4/11周六要齐，都定了级：\n· 二店 1位都定了级');
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
    await watch(12, '09:15');
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
