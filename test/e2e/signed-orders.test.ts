import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { orders, payments } from '../../src/db/schema/deals.ts';
import { LIU, MANAGER, openShowroom } from '../support/showroom.ts';

const { db, customer, say } = await openShowroom();

const li = () => customer({ name: '李女士', surname: '李', alias: '李姐', series: '卡缤', color: '红' });
const grade = async () => (await db.select().from(customers))[0]?.grade;

describe('a signed order', () => {
  test.each(['李姐签了订单 定金明天付', '李姐签单了', '李姐合同签了 红色'])(
    'makes an O before any money has come (D1): %s',
    async (said) => {
      await li();
      expect(await say(LIU, said)).toContain('请核对：李姐 订 卡缤 红，签了订单，还没收钱');
      expect(await grade()).not.toBe('O');
      expect(await say(LIU, '1')).toContain('O级（签了订单，还没收钱）');
      expect(await grade()).toBe('O');
      expect(await db.select().from(orders)).toHaveLength(1);
      expect(await db.select().from(payments)).toEqual([]);
    },
  );

  test('takes its deposit later, which is the first money', async () => {
    await li();
    await say(LIU, '李姐签了订单');
    await say(LIU, '1');
    expect(await say(LIU, '李姐定金5000')).not.toContain('再收一笔');
    expect(await say(LIU, '1')).toContain('累计 5000元');
    expect(await db.select().from(orders)).toHaveLength(1);
  });

  test('is an order of the figures from the first money on (D27)', async () => {
    await li();
    await say(LIU, '李姐签了订单');
    await say(LIU, '1');
    expect(await say(MANAGER, '今天订单几台')).toContain('订单 0台');
    await say(LIU, '李姐定金5000');
    await say(LIU, '1');
    expect(await say(MANAGER, '今天订单几台')).toContain('订单 1台');
  });

  test('answers the question for the money', async () => {
    await li();
    expect(await say(LIU, '李姐订了')).toContain('收了钱或签了订单才算O级');
    expect(await say(LIU, '签了订单')).toContain('签了订单，还没收钱');
  });
});

describe('no order', () => {
  test.each([
    '李姐定金要交五千 下午来',
    '李姐明天签合同',
    '李姐说他朋友上周定了一台',
    '李姐通了 颜色定白的 升A',
  ])('is what is still to come, another’s, or a colour: %s', async (said) => {
    await li();
    expect(await say(LIU, said)).not.toMatch(/请核对|收了多少/);
    expect(await db.select().from(orders)).toEqual([]);
  });
});
