import { expect, test } from 'vitest';
import { priceRequests } from '../../src/db/schema/deals.ts';
import { fromYuan } from '../../src/domain/money.ts';
import { LIU, MANAGER, openShowroom, ZHOU } from '../support/showroom.ts';

const showroom = await openShowroom();
const { db, say, bot, customer } = showroom;
const requests = () => db.select().from(priceRequests).orderBy(priceRequests.id);

async function wangAsks() {
  await say(MANAGER, '风朗优惠上限 顾问3000 主管5000 经理8000 总经理12000');
  await say(MANAGER, '1');
  await customer({ name: '王先生', surname: '王', grade: 'A', series: '风朗' });
  await say(LIU, '王先生再让4000能定');
  await bot.drain();
}

test.each(['行', '可以', '行吧'])(
  '%s, when a price is all that waits for him, is asked about, and a yes approves',
  async (word) => {
    await wangAsks();
    expect(await say(ZHOU, word)).toMatch(/是批王先生.*的让利吗？共让4000元/);
    expect(await requests()).toMatchObject([{ state: 'pending' }]);
    expect(await say(ZHOU, '1')).toContain('批了 王先生');
    expect(await requests()).toMatchObject([{ state: 'approved', grantedFen: fromYuan(4000) }]);
  },
);

test('a no leaves it waiting', async () => {
  await wangAsks();
  await say(ZHOU, '可以');
  expect(await say(ZHOU, '2')).toContain('没有记');
  expect(await requests()).toMatchObject([{ state: 'pending' }]);
});

test('nothing is asked of who only says that he has read it, or has nothing to decide', async () => {
  await wangAsks();
  expect(await say(ZHOU, '好的')).toBe('好的。');
  expect(await say(LIU, '行')).not.toContain('让利');
  await say(ZHOU, '不批');
  expect(await say(ZHOU, '行')).not.toContain('让利');
});

test('nothing is asked when another price waits as well', async () => {
  await wangAsks();
  await customer({ name: '李女士', surname: '李', series: '风朗' });
  await say(LIU, '李女士再让4500能定');
  await bot.drain();
  expect(await say(ZHOU, '行')).not.toContain('让利吗');
});
