import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { contacts } from '../../src/db/schema/follow-up.ts';
import { orders } from '../../src/db/schema/deals.ts';
import { restDays } from '../../src/db/schema/rules.ts';
import { LIU, openShowroom } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, say } = chat;

const register = () => say(LIU, '登记 王先生 13900001234 科雷傲 B 汽车之家');

describe('what was read back', () => {
  test.each(['先不订', '算了先不弄', '等下 先别记', '不订了', '再说吧'])(
    'is not written by a yes that comes after %s',
    async (refusal) => {
      await register();
      expect(await say(LIU, '王先生订车 定金5000')).toContain('请核对');
      expect(await say(LIU, refusal)).toContain('没有记');
      await say(LIU, '1');
      await say(LIU, '对');
      expect(await db.select().from(orders)).toEqual([]);
    },
  );

  test('is not written by a yes after words that were not understood', async () => {
    await register();
    await say(LIU, '王先生订车 定金5000');
    expect(await say(LIU, '那个小票的事儿咋整来着嘞')).toContain('刚才等您确认的没有记');
    await say(LIU, '1');
    expect(await db.select().from(orders)).toEqual([]);
  });

  test.each(['先不收 1', '1 不对', '第1条先放着'])('is not confirmed by the number in %s', async (said) => {
    await register();
    await say(LIU, '王先生订车 定金5000');
    await say(LIU, said);
    expect(await db.select().from(orders)).toEqual([]);
  });
});

test('whoever is asked why a customer is lost logs his call once', async () => {
  await register();
  expect(await say(LIU, '王先生通了 说不考虑了')).toContain('？');
  await say(LIU, '1');
  await say(LIU, '先不报');
  expect(await db.select().from(contacts)).toHaveLength(1);
});

test.each(['王先生打通的话升A', '王先生说考虑好了就交定金5000', '王先生要是再不接就战败'])(
  'what is only supposed changes nothing of him, and the answer says when to tell it: %s',
  async (said) => {
    await register();
    const before = await db.select().from(customers);
    expect(await say(LIU, said)).toBe('还没发生的先不记。有了结果再发，如：王先生打了 通了 说周末来');
    expect(await db.select().from(customers)).toEqual(before);
    expect(await db.select().from(contacts)).toEqual([]);
  },
);

describe('what is denied', () => {
  test.each(['我没休啊 周六上班', '我没说明天休', '我周六没休'])('%s notes no day off', async (said) => {
    await say(LIU, said);
    expect(await db.select().from(restDays)).toEqual([]);
  });

  test.each(['王先生没升A', '王先生没约周六', '王先生短信没发', '王先生登记错了 删掉'])(
    '%s changes nothing of him',
    async (said) => {
      await register();
      const before = await db.select().from(customers);
      await say(LIU, said);
      expect(await db.select().from(customers)).toEqual(before);
    },
  );

  test('of two days the one that does not suit is not agreed', async () => {
    await register();
    expect(await say(LIU, '王先生说他周六没空 周日来')).toContain('4/12周日');
  });
});

test('战败名单 and 退订名单 are no applications', async () => {
  await register();
  await say(LIU, '查 王先生');
  for (const said of ['战败名单', '退订名单']) expect(await say(LIU, said)).not.toContain('王先生');
});
