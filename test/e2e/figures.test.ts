import { describe, expect, test } from 'vitest';
import { BOSS, china, LIU, MA, openShowroom, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { say, customer, told } = chat;

/** One walk-in without a number, one with, who orders; one call; one of two older customers is lost. */
async function live(): Promise<void> {
  await customer({ name: '王先生', surname: '王', createdAt: china('2026-03-31T23:59') });
  await customer({ name: '钱女士', surname: '钱', createdAt: china('2026-04-01T00:00') });
  await say(LIU, '刚走一批 没留资料');
  await say(LIU, '登记 孙先生 13900004321 风朗 B 汽车之家');
  await say(LIU, '孙先生试驾了');
  await say(LIU, '孙先生订车 订金3000');
  await say(LIU, '对');
  await say(MA, '来电 李女士 13900004322 卡缤 B');
  await say(LIU, '王先生打了 通了 说买了缤智 嫌我们价格高');
  await say(LIU, '对');
  await say(ZHOU, '王先生战败同意');
}

describe('a figure that is asked for by name', () => {
  test.each([
    ['本月成交率', '成交率 100%（1/1）', '成交率=收订÷首次留档，退订当期扣减'],
    ['本月留档率', '留档率 50%（1/2）', '留档率=首次来店留电话÷首次来店'],
    ['本月来电率', '来电率 33%（1/3）', '来电率=来电÷(来电+来店)'],
    ['本月试驾率', '试驾率 50%（1/2）', '试驾率=试驾次数÷来店批次'],
    ['本月电转率', '电转率 0%（0/1）', '电转率=来电客户的订单÷来电'],
    // Only 王先生 was there when the month began; new are 钱女士, 孙先生 and 李女士.
    ['本月战败率', '战败率 25%（1/4）', '战败率=批准的战败÷(期初在手+新建卡)'],
    ['本月来店多少', '来店 2批（首次 2，再次 0）', undefined],
    ['本月订单几台', '订单 1台', undefined],
    ['本月交车几台', '交车 0台', undefined],
  ])('%s: %s', async (asked, figure, definition) => {
    await live();
    const lines = (await say(BOSS, asked))?.split('\n') ?? [];
    expect(lines[0]).toMatch(/^全部 本月（4\/1周三-/);
    expect(lines[1]).toBe(figure);
    expect(lines.find((line) => line.startsWith('口径'))).toBe(definition && `口径：${definition}`);
  });

  test('of several each is told', async () => {
    await live();
    const answer = await say(BOSS, '这个月来店多少 成交多少');
    expect(answer).toContain('来店 2批');
    expect(answer).toContain('订单 1台');
  });

  test('by person, the highest first', async () => {
    await live();
    const answer = (await say(ZHOU, '这个月谁的订单最多')) ?? '';
    expect(answer.split('\n').slice(1, 4)).toEqual(['订单 1台', '· 刘洋 1台', '· 马辉 0台']);
  });

  test('of a colleague by his full name', async () => {
    await live();
    expect(await say(ZHOU, '刘洋本月订单多少')).toMatch(/^刘洋 本月.*\n订单 1台/);
  });

  test('what nobody records is not made up', async () => {
    expect(await say(BOSS, '本月客单成本')).toContain('客单成本还没有数据');
  });
});

test('a grade that the supervisor changes is told to the owner', async () => {
  await customer({ name: '王先生', surname: '王', grade: 'A' });
  await say(ZHOU, '王先生改B 没那么急');
  expect(await told(LIU)).toEqual([expect.stringMatching(/^周海涛改了王先生的级别：降A→B级/)]);
});

test('待审批 shows what waits for the supervisor', async () => {
  expect(await say(ZHOU, '待审批')).toContain('没有待审批的');
  await customer({ name: '王先生', surname: '王' });
  await say(LIU, '王先生打了 通了 说买了缤智 嫌我们价格高');
  await say(LIU, '对');
  expect(await say(ZHOU, '待审批')).toMatch(/等您审批的战败1条[^]*· 王先生/);
});
