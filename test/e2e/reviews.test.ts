import { expect, test } from 'vitest';
import { tasks } from '../../src/db/schema/follow-up.ts';
import { LIU, MA, openShowroom, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, say, told } = chat;

const register = () => say(LIU, '登记 李女士 13900001234 科雷傲 A 颜色定了 汽车之家');

test('a pretext that is refused is no pretext any more, and stands on the list until there is another', async () => {
  await register();
  await say(LIU, '李女士 由头：周末有团购价');
  expect(await say(ZHOU, '李女士这个由头不行 重新想一个再打')).toContain('已退回 李女士：重新想个由头再打');
  expect((await told(LIU)).at(-1)).toBe(
    '周海涛点评 李女士：重新想个由头再打。已排进您的待办。想好发：李女士由头：……',
  );
  expect(await say(LIU, '李女士由头想了没')).toContain('还没写下次打电话的由头');
  expect(await say(LIU, '待办')).toContain('重新想个由头再打');
  expect(await say(ZHOU, '李女士这个由头不行 重新想一个再打')).toContain('今天已经退回过');
  await say(LIU, '李女士 由头：置换补贴月底到期');
  expect(await say(LIU, '待办')).not.toContain('重新想个由头再打');
  expect(await db.select().from(tasks)).toMatchObject([{ state: 'done', ownerId: LIU, by: ZHOU }]);
});

test('a card that is sent back names what is wanted, and is done when the consultant says so', async () => {
  await register();
  expect(await say(ZHOU, '李女士的卡太简单 让小刘补预算用途')).toContain('已退回 李女士：补卡片：预算、用途');
  expect((await told(LIU)).at(-1)).toContain('周海涛点评 李女士：补卡片：预算、用途');
  expect(await say(LIU, '待办')).toContain('补卡片：预算、用途');
  await say(LIU, '李女士办好了');
  expect(await say(LIU, '待办')).not.toContain('补卡片');
});

test('it is taken back whole, and is a superior’s of that store alone', async () => {
  await register();
  await say(LIU, '李女士 由头：周末有团购价');
  await say(ZHOU, '李女士由头不行 重新想一个再打');
  expect(await say(ZHOU, '撤销')).toContain('已撤销：点评 李女士');
  expect(await say(LIU, '李女士由头想了没')).toContain('周末有团购价');
  expect(await db.select().from(tasks)).toEqual([]);
  expect(await say(WU, '李女士由头不行 重新想一个再打')).not.toContain('已退回');
  expect(await say(MA, '李女士由头不行 重新想一个再打')).not.toContain('已退回');
  expect(await db.select().from(tasks)).toEqual([]);
});
