import { describe, expect, test } from 'vitest';
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
    expect(await db.select().from(contacts)).toHaveLength(3);
    expect(await db.select().from(appointments)).toMatchObject([{ on: '2026-04-11', time: '14:00' }]);
    expect(await db.select().from(lostApplications)).toHaveLength(1);
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
