import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { negotiations } from '../../src/db/schema/deals.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import { fromYuan } from '../../src/domain/money.ts';
import { china, LIU, MANAGER, on8, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const showroom = await openShowroom();
const { db, bot, told, customer, say } = showroom;

const wang = () =>
  customer({
    name: '王先生',
    surname: '王',
    series: '风朗',
    grade: 'A',
    step: 3,
    lastEffectiveOn: WEDNESDAY,
  });
const rounds = () => db.select().from(negotiations).orderBy(negotiations.round);
const stepOf = async () => (await db.select().from(customers))[0]?.step;
const stuck = async () =>
  (await db.select().from(alerts).where(eq(alerts.check, 'negotiationStuck'))).map(({ state }) => state);

const ROUND = '谈判 王先生 周主管在 报到16.8 让了3000 差两千';

describe('a round of negotiation', () => {
  test('is noted with who took part, the price and what was conceded, and brings him to step 4', async () => {
    await wang();
    expect(await say(LIU, ROUND)).toContain('已记 王先生 第1轮谈判：报16.8万，共让3000元，周主管在');
    expect(await rounds()).toMatchObject([
      {
        round: 1,
        with: ['周主管'],
        priceFen: fromYuan(168_000),
        concededFen: fromYuan(3000),
        note: ROUND,
      },
    ]);
    expect(await stepOf()).toBe(4);
  });

  test('is noted without the word for it, with what is still between them', async () => {
    await wang();
    expect(await say(LIU, '王先生谈到12.8万 差两千 主管一起谈的')).toContain(
      '第1轮谈判：报12.8万，主管在，还差2000元',
    );
    expect(await rounds()).toMatchObject([{ with: ['主管'], priceFen: fromYuan(128_000) }]);
  });

  test.each([
    ['谈判 王先生 从12.8让到12.5 差两千', '报12.5万，共让3000元，还差2000元'],
    ['谈判 王先生 我报12.8 客户要12.5 主管也在', '报12.8万，主管在，客户出12.5万，还差3000元'],
    ['谈判 王先生 客户出12.3 我们报12.6', '报12.6万，客户出12.3万，还差3000元'],
    ['王先生 我报12.8 他出12.5', '报12.8万，客户出12.5万，还差3000元'],
  ])('keeps our price, his and what was conceded apart: %s', async (said, words) => {
    await wang();
    expect(await say(LIU, said)).toContain(`第1轮谈判：${words}`);
  });

  test('goes on from where the one before left the price', async () => {
    await wang();
    await say(LIU, '谈判 王先生 报12.5 让了3000');
    expect(await say(LIU, '谈判 王先生 从12.5让到12.4')).toContain('第2轮谈判：报12.4万，共让4000元');
  });

  test('in which most of a price was conceded is asked about', async () => {
    await wang();
    expect(await say(LIU, '谈判 王先生 让了12.5万')).toContain('12.5万是报价还是让了这么多？没有记');
    expect(await rounds()).toEqual([]);
  });

  test('of which nothing is told but that there was one is a criterion of the grade', async () => {
    await wang();
    expect(await say(LIU, '王先生谈过价了')).toMatch(/已谈判购车条件/);
    expect(await rounds()).toEqual([]);
  });

  test('is numbered on, and a number that was said holds while it is free', async () => {
    await wang();
    await say(LIU, '谈判 王先生 第二轮 报到16.8');
    await say(LIU, '谈判 王先生 报到16.6');
    expect(await say(LIU, '谈判 王先生 第二轮 报到16.5')).toContain('第4轮谈判：报16.5万（第2轮已经记过）');
    expect((await rounds()).map(({ round }) => round)).toEqual([2, 3, 4]);
  });

  test('may be a quote', async () => {
    await wang();
    expect(await say(LIU, '王先生报价16.98 送脚垫')).toContain('第1轮谈判：报16.98万，送脚垫');
    expect(await rounds()).toMatchObject([{ priceFen: fromYuan(169_800), note: '王先生报价16.98 送脚垫' }]);
  });

  test('counts as what was conceded when more is asked for', async () => {
    await wang();
    await say(LIU, ROUND);
    await say(LIU, '王先生再让2000能定');
    expect(await told(MANAGER)).toEqual([expect.stringContaining('刘洋申请再让2000元，共让5000元')]);
  });

  test('of somebody who has bought is refused', async () => {
    await customer({ name: '王先生', surname: '王', grade: 'O' });
    expect(await say(LIU, ROUND)).toContain('不在谈价阶段');
    expect(await rounds()).toEqual([]);
  });

  test('can be taken back', async () => {
    await wang();
    await say(LIU, ROUND);
    await say(LIU, '撤销');
    expect(await rounds()).toEqual([]);
    expect(await stepOf()).toBe(3);
  });

  test('is followed by an invitation: he is back at step 3', async () => {
    await wang();
    await say(LIU, ROUND);
    await say(LIU, '王先生约周六下午2点来店');
    expect(await stepOf()).toBe(3);
  });

  test('stands with the request and the call for help in his card', async () => {
    await wang();
    await say(LIU, ROUND);
    await say(LIU, '王先生再让2000能定');
    await say(LIU, '王先生 让主管来一下');
    const card = await say(LIU, '查 王先生');
    expect(card).toContain('4/8周三 第1轮谈判：报16.8万，共让3000元，周主管在');
    expect(card).toContain('让利：申请共让5000元，在等赵明远答复（14:00起）');
    expect(card).toContain('14:00求助，还没人应');
    await say(MANAGER, '王先生批1000');
    expect(await say(LIU, '查 王先生')).toContain('让利：赵明远同意共让4000元');
  });
});

describe('a negotiation without a sequel', () => {
  test('is asked about on the second morning, and told to supervisor and manager after that day', async () => {
    await wang();
    await say(LIU, ROUND);
    await bot.run('step-checks', china('2026-04-10T08:55'));
    expect((await told(LIU)).join()).not.toContain('谈完价没有下文');
    await bot.run('step-checks', china('2026-04-10T09:00'));
    expect((await told(LIU)).at(-1)).toContain('王先生谈完价没有下文了');
    await bot.run('step-checks', china('2026-04-10T17:25'));
    expect(await stuck()).toEqual([]);
    await bot.run('step-checks', china('2026-04-10T17:30'));
    expect(await stuck()).toEqual(['open']);
    await bot.run('supervisor-digest', china('2026-04-11T11:53'));
    for (const above of [ZHOU, MANAGER]) expect((await told(above)).join()).toContain('王先生 谈判停住了');
  });

  test.each([
    ['another round', '谈判 王先生 报到16.6'],
    ['an appointment', '王先生约周日下午2点来店'],
  ])('closes with %s', async (_, said) => {
    await wang();
    await say(LIU, ROUND);
    await bot.run('step-checks', china('2026-04-10T17:30'));
    showroom.sleepUntil(china('2026-04-10T18:00'));
    await say(LIU, said);
    await bot.run('step-checks', china('2026-04-10T18:05'));
    expect(await stuck()).toEqual(['closed']);
  });

  test('that became an order is no case', async () => {
    await wang();
    await say(LIU, ROUND);
    await say(LIU, '王先生订车 定金5000');
    await say(LIU, '1');
    await bot.run('step-checks', china('2026-04-10T17:30'));
    expect(await stuck()).toEqual([]);
  });

  test('whose second day has not passed is no case', async () => {
    await wang();
    await say(LIU, ROUND);
    await bot.run('step-checks', on8('17:30'));
    await bot.run('step-checks', china('2026-04-09T17:30'));
    expect(await stuck()).toEqual([]);
  });
});
