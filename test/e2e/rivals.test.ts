import { beforeEach, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { LIU, openShowroom } from '../support/showroom.ts';

const { db, say } = await openShowroom();

beforeEach(async () => {
  await say(LIU, '登记 王先生 13900001234 卡缤 红 B 汽车之家');
});

test.each(['客户说奇骏还没提车可以退 想看价格', '缤智给他便宜5000', '改看奇骏了', '说奇骏白色的好看'])(
  'a car of another brand in the account of a talk is a rival: %s',
  async (told) => {
    await say(LIU, `王先生打了 通了 ${told}`);
    const [customer] = await db.select().from(customers);
    expect(customer).toMatchObject({ series: '卡缤', color: '红' });
    expect(customer?.competitors).toHaveLength(1);
  },
);

test.each([
  ['王先生打了 通了 改看科雷傲了', '科雷傲'],
  ['王先生改看轩逸', '轩逸'],
])('%s changes what he wants', async (text, series) => {
  await say(LIU, text);
  expect(await db.select().from(customers)).toMatchObject([{ series, competitors: [] }]);
});

test.each(['缤智', '买了缤智', '本田'])(
  'which car was bought instead is answered with %s',
  async (answer) => {
    expect(await say(LIU, '王先生打了 通了 她说买了别的车')).toContain('买了哪款竞品？');
    expect(await say(LIU, answer)).toMatch(/^请核对：王先生 申请战败，原因：竞品购买（(?:缤智|本田)）/);
    expect(await db.select().from(customers)).toMatchObject([{ series: '卡缤' }]);
  },
);
