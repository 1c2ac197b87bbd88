import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { contacts } from '../../src/db/schema/follow-up.ts';
import { LIU, openShowroom } from '../support/showroom.ts';

const { db, say, customer } = await openShowroom();

const wang = () => customer({ name: '王先生', surname: '王', series: '卡缤' });
const rows = async () =>
  (await db.select().from(contacts).orderBy(contacts.id)).map(({ channel, result }) => [channel, result]);

test('two calls and a message in vain are three tries, and are undone together', async () => {
  const { id } = await wang();
  const answer = await say(LIU, '王先生打了两个都没接 微信也没回');
  expect(answer).toContain('微信发了没回、电话未接2次，算3次拨打，不算有效回访');
  expect((await rows()).toSorted()).toEqual([
    ['phone', 'no_answer'],
    ['phone', 'no_answer'],
    ['wechat', 'sent_no_reply'],
  ]);
  const [card] = await db.select().from(customers).where(eq(customers.id, id));
  expect(card?.attemptDays).toHaveLength(3);
  await say(LIU, '撤销');
  expect(await rows()).toEqual([]);
});

test('the car he wants of us is no rival', async () => {
  const { id } = await wang();
  await say(LIU, '王先生打了 通了 说还在卡缤和缤智之间犹豫呢');
  const [card] = await db.select().from(customers).where(eq(customers.id, id));
  expect(card?.competitors).toEqual(['缤智']);
});

test('what is too short is not called missing', async () => {
  await wang();
  expect(await say(LIU, '王先生打了 通了 说等年终奖')).toContain('内容太短，不到10个字');
  await customer({ name: '李女士', surname: '李' });
  expect(await say(LIU, '李女士打通了')).toContain('没写聊了什么');
});

test('who stands at the head of an answer is spoken of, not who was asked about', async () => {
  const { id } = await wang();
  await customer({ name: '李女士', surname: '李' });
  await say(LIU, '李女士打通了');
  expect(await say(LIU, '王先生的旧车是轩逸15年的')).toContain('已补 王先生：旧车 轩逸 2015年');
  const [card] = await db.select().from(customers).where(eq(customers.id, id));
  expect(card?.tradeIn).toBe('轩逸 2015年');
});
