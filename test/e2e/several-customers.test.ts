import { describe, expect, test } from 'vitest';
import { orders } from '../../src/db/schema/deals.ts';
import { contacts, lostApplications } from '../../src/db/schema/follow-up.ts';
import { appointments, visits } from '../../src/db/schema/showroom.ts';
import { LIU, openShowroom, WEDNESDAY } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, say, customer } = chat;

describe('several customers in one message', () => {
  test('one who is not known takes nothing from the others', async () => {
    await customer({ name: '王先生', surname: '王' });
    const reply = await say(LIU, '回访2个:王先生没接 郗女士没接');
    expect(reply).toMatch(/^1\. 已记 王先生：电话未接/);
    expect(reply).toContain('2. 没找到郗女士');
    expect(reply).toMatch(/\n可以说：撤销$/);
    expect(await db.select().from(contacts)).toHaveLength(1);
  });

  test('a visit that left nothing needs no place in a list', async () => {
    const reply = await say(LIU, '今天来店登记:1 孙先生13900004321 风朗 C 2 钱女士13900004322 卡缤 B 3 没留');
    expect(reply).toContain('1. 已建卡：孙先生');
    expect(reply).toContain('2. 已建卡：钱女士');
    expect(reply).toContain('3. 已记来店1批（没留资料');
    expect(await db.select().from(visits)).toHaveLength(3);
  });

  test('bare answers to the due list are taken in its order, and what was agreed or refused is acted upon', async () => {
    const named = await Promise.all(
      (
        [
          ['王先生', '王'],
          ['赵先生', '赵'],
          ['钱女士', '钱'],
        ] as const
      ).map(([name, surname]) => customer({ name, surname, nextDueOn: WEDNESDAY })),
    );
    const list = await say(LIU, '今天要打谁');
    const order = named
      .map(({ name }) => name ?? '')
      .sort((a, b) => (list ?? '').indexOf(a) - (list ?? '').indexOf(b));
    const reply = await say(LIU, '1 没接 2 约了周六下午2点 3 说不要了 买了缤智');
    expect(reply).toContain(`1. 已记 ${order[0]}：电话未接`);
    expect(reply).toContain(`2. 已记 ${order[1]}：电话接通`);
    expect(reply).toContain(`3. 已记 ${order[2]}：电话接通`);
    expect(reply).toMatch(new RegExp(`请核对：${order[2]} 申请战败.*\n对回 1，不对回 2$`));
    await say(LIU, '1');
    expect(await db.select().from(contacts)).toHaveLength(3);
    expect(await db.select().from(appointments)).toMatchObject([{ on: '2026-04-11', time: '14:00' }]);
    expect(await db.select().from(lostApplications)).toHaveLength(1);
  });
});

test('3 不要了 in answer to the list is the customer who declines, and the reason is asked for', async () => {
  for (const [name, surname] of [
    ['王先生', '王'],
    ['赵先生', '赵'],
  ] as const)
    await customer({ name, surname, nextDueOn: WEDNESDAY });
  await say(LIU, '今天要打谁');
  const reply = await say(LIU, '1 没接\n2 不要了');
  expect(reply).toMatch(/先生为什么战败？/);
  expect(await db.select().from(contacts)).toHaveLength(2);
  expect(await say(LIU, '嫌贵 买了缤智')).toMatch(/请核对：.先生 申请战败/);
});

describe('what is missing is asked one by one', () => {
  async function meetThree() {
    for (const [name, surname] of [
      ['王先生', '王'],
      ['赵先生', '赵'],
      ['钱女士', '钱'],
    ] as const)
      await customer({ name, surname });
  }

  test('money and a lost customer are read back in turn, each written with its own yes', async () => {
    await meetThree();
    const first = await say(LIU, '打了3个:王先生没接 赵先生定了 交了定金5000 钱女士说不要了 买了缤智');
    expect(first).toContain('1. 已记 王先生：电话未接');
    expect(first).toMatch(/请核对：赵先生 订 科雷傲，定金 5000元\n.*\n对回 1，不对回 2$/);
    expect(await db.select().from(orders)).toEqual([]);
    const second = await say(LIU, '对');
    expect(second).toContain('恭喜！赵先生');
    expect(second).toMatch(/请核对：钱女士 申请战败，原因：竞品购买（缤智）\n对回 1，不对回 2$/);
    expect(await db.select().from(orders)).toHaveLength(1);
    expect(await say(LIU, '对')).toContain('已交战败申请：钱女士');
    expect(await db.select().from(contacts)).toHaveLength(2);
    expect(await say(LIU, '对')).toContain('没有等您确认的事');
  });

  test('a no to one leaves the next to be asked', async () => {
    await meetThree();
    await say(LIU, '打了2个:赵先生定了 交了定金5000 钱女士说不要了 买了缤智');
    const next = await say(LIU, '不对');
    expect(next).toContain('没有记');
    expect(next).toContain('请核对：钱女士');
    await say(LIU, '1');
    expect(await db.select().from(orders)).toEqual([]);
    expect(await db.select().from(lostApplications)).toHaveLength(1);
  });

  test('going over to something else says of each that it was not written', async () => {
    await meetThree();
    await say(LIU, '打了2个:赵先生定了 交了定金5000 钱女士说不要了 买了缤智');
    const reply = await say(LIU, '王先生打了 没接');
    expect(reply).toContain('没有记：赵先生 订 科雷傲，定金 5000元；钱女士 申请战败');
  });

  test('the call in which he declined is written at once, the application after a yes', async () => {
    await meetThree();
    const reply = await say(LIU, '王先生打了 通了 不买了 买了缤智');
    expect(reply).toMatch(/^已记 王先生：电话接通，算有效回访/);
    expect(await db.select().from(contacts)).toHaveLength(1);
    expect(await db.select().from(lostApplications)).toEqual([]);
    await say(LIU, '对');
    expect(await db.select().from(contacts)).toHaveLength(1);
    expect(await db.select().from(lostApplications)).toHaveLength(1);
  });

  test('what cannot be done takes nothing from what was done in the same message', async () => {
    await customer({ name: '王先生', surname: '王', lastEffectiveOn: null });
    const reply = await say(LIU, '王先生打了 没接 升O');
    expect(reply).toContain('电话未接');
    expect(reply).toContain('O级要收了订金');
    expect(await db.select().from(contacts)).toHaveLength(1);
  });
});

describe('a message that leans on the one before', () => {
  test("明天的也发我看看, after today's list", async () => {
    await customer({ name: '王先生', surname: '王', nextDueOn: WEDNESDAY });
    await say(LIU, '今天要打谁');
    expect(await say(LIU, '明天的也发我看看')).toContain('到明天 4/9周四要打');
  });

  test('为什么这么记 tells by which words the message before was read', async () => {
    await say(LIU, '登记 王先生 13900001234 科雷奥 B');
    const reply = await say(LIU, '为什么这么记');
    expect(reply).toContain('车型 科雷傲 ←“科雷奥”');
    expect(reply).toContain('登记客户 ←“登记”');
  });

  test('a name alone shows his card, and the next words are about him', async () => {
    await customer({ name: '尹女士', surname: '尹' });
    expect(await say(LIU, '尹女士')).toContain('尹女士');
    expect(await say(LIU, '电话接了听说是卖车的就挂了')).toContain('已记 尹女士：电话挂断');
  });
});
