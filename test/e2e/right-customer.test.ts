import { describe, expect, test } from 'vitest';
import { contacts } from '../../src/db/schema/follow-up.ts';
import { orders } from '../../src/db/schema/deals.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { LIU, openShowroom, WEDNESDAY } from '../support/showroom.ts';
import { everyRow } from './rows.ts';

const chat = await openShowroom();
const { db, say, customer } = chat;

/** Whom the contacts were written to, oldest first. */
async function called(): Promise<string[]> {
  const people = await db.select().from(customers);
  const rows = await db.select().from(contacts).orderBy(contacts.id);
  return rows.map(({ customerId }) => people.find(({ id }) => id === customerId)?.name ?? '');
}

describe('a message is about whom it names', () => {
  test.each(['张伟打了 没接', '张伟关机', '打给张伟了 没人接'])(
    'a full name in the records: %s',
    async (text) => {
      await customer({ name: '张伟', surname: '张' });
      await customer({ name: '陈先生', surname: '陈' });
      await say(LIU, '陈先生打了 没接');
      await say(LIU, text);
      expect(await called()).toEqual(['陈先生', '张伟']);
    },
  );

  test.each(['段鑫', '鲍佳'])('a name that sounds like a word of the trade: %s', async (name) => {
    await customer({ name, surname: name.charAt(0) });
    await customer({ name: '陈先生', surname: '陈' });
    await say(LIU, '陈先生打了 没接');
    await say(LIU, `${name}打了 没接`);
    expect(await called()).toEqual(['陈先生', name]);
  });

  test.each(['李想打了 没接', '小郑打了 没接', '郗女士打了 没接'])(
    'one who is not known is not the last one: %s',
    async (text) => {
      await customer({ name: '陈先生', surname: '陈' });
      await say(LIU, '陈先生打了 没接');
      const before = await everyRow(db);
      expect(await say(LIU, text)).toContain('没找到');
      expect(await everyRow(db)).toEqual(before);
    },
  );

  test.each([
    ['2关机', 1],
    ['第二个没人接', 1],
    ['2号 挂了', 1],
    ['二 没接', 1],
    ['1又打了还是没接', 0],
  ])('the number of a list, however it is written: %s', async (text, place) => {
    for (const [name, surname] of [
      ['王先生', '王'],
      ['赵先生', '赵'],
    ] as const)
      await customer({ name, surname, nextDueOn: WEDNESDAY });
    const list = (await say(LIU, '今天要打谁')) ?? '';
    const order = ['王先生', '赵先生'].sort((a, b) => list.indexOf(a) - list.indexOf(b));
    await say(LIU, text);
    expect(await called()).toEqual([order[place]]);
  });

  test('the same of two', async () => {
    await customer({ name: '李先生', surname: '李' });
    await customer({ name: '张女士', surname: '张' });
    await say(LIU, '李先生和张女士都打了 都没接');
    expect(await called()).toEqual(['李先生', '张女士']);
  });

  test("one of one's own who calls gets no second card", async () => {
    await customer({ name: '王先生', surname: '王' });
    await say(LIU, '王先生来电话问优惠');
    expect(await db.select().from(customers)).toHaveLength(1);
  });
});

describe('while something waits for a yes', () => {
  test.each(['撤销', '不对 是李姐'])('%s drops it and takes nothing else away', async (text) => {
    await say(LIU, '登记 王先生 13900001234 风朗 B');
    await say(LIU, '王先生定了 定金5000');
    expect(await say(LIU, text)).toContain('刚才那条没有记');
    expect(await db.select().from(customers)).toHaveLength(1);
    expect(await db.select().from(orders)).toEqual([]);
  });

  test('another entry says that it was dropped', async () => {
    await customer({ name: '王先生', surname: '王' });
    await customer({ name: '陈先生', surname: '陈' });
    await say(LIU, '王先生定了 定金5000');
    expect(await say(LIU, '陈先生打了 没接')).toContain('等您确认的没有记：王先生 订 科雷傲，定金 5000元');
  });
});

test.each([
  '走了 明天见',
  '先走了 拜拜',
  '我在开会 晚点说',
  '今天真倒霉 一个都没接',
  '今天接了几个电话',
  '[链接] 双十一购车节 王先生专享 来店送油卡 电话13800001111',
])('nothing is written: %s', async (text) => {
  await customer({ name: '陈先生', surname: '陈' });
  await say(LIU, '陈先生打了 没接');
  const before = await everyRow(db);
  await say(LIU, text);
  expect(await everyRow(db)).toEqual(before);
});
