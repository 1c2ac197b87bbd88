import { describe, expect, test } from 'vitest';
import { priceRequests } from '../../src/db/schema/deals.ts';
import { fromYuan } from '../../src/domain/money.ts';
import { LIU, MANAGER, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const { db, bot, told, customer, say } = await openShowroom();

const requests = () => db.select().from(priceRequests).orderBy(priceRequests.id);
const last = async (userId: typeof LIU) => (await told(userId)).at(-1) ?? '';

async function withLadder() {
  await customer({ name: '王先生', surname: '王', series: '风朗', grade: 'A', lastEffectiveOn: WEDNESDAY });
  await say(MANAGER, '风朗优惠上限 顾问3000 主管5000 经理8000 总经理12000');
  await say(MANAGER, '1');
}
/** 刘洋 asks, and the card is in the chat of whoever decides. */
async function asks(said: string) {
  const reply = await say(LIU, said);
  await bot.drain();
  return reply;
}

describe('a counter-offer', () => {
  test('a counter-offer that is more than was asked on top is meant in all', async () => {
    await withLadder();
    await asks('王先生再让3000能定');
    await asks('王先生再让1000能定');
    await say(ZHOU, '只能让3500');
    expect(await last(LIU)).toContain('还价：最多再让500元，共让3500元（您报的是共让4000元）');
  });

  test.each([
    ['一共批2000', '最多再让1000元，共让2000元'],
    ['再批2000', '最多再让2000元，共让3000元'],
  ])('a counter-offer that may be in all or on top is asked about: %s', async (said, told) => {
    await withLadder();
    await asks('王先生再让1000能定');
    await asks('王先生再让3000能定');
    expect(await say(ZHOU, '只能让2000')).toContain('一共让2000元，还是再让2000元？');
    expect((await requests()).at(-1)).toMatchObject({ state: 'pending', toId: ZHOU });
    await say(ZHOU, said);
    expect(await last(LIU)).toContain(told);
  });

  test.each(['还价3500', '还价 3500', '还他3500', '王先生 还价3500', '只能3500'])(
    'is told in these words too: %s',
    async (said) => {
      await withLadder();
      await asks('王先生再让4000能定');
      await say(ZHOU, said);
      expect(await requests()).toMatchObject([{ state: 'countered', grantedFen: fromYuan(3500) }]);
    },
  );
});

describe('a price of the car', () => {
  test('is where the talk stands and no concession: what is asked on top is counted without it', async () => {
    await withLadder();
    expect(await asks('王先生第二轮 我们让到12.6了 他还要再少一千')).toContain('共让1000元');
    expect(await requests()).toMatchObject([{ askFen: fromYuan(1000) }]);
  });

  test('that is wanted is the difference to our last one', async () => {
    await withLadder();
    await asks('谈判 王先生 我报12.8');
    expect(await asks('王先生再让到12.6能定')).toContain('共让2000元');
  });

  test.each(['王先生再让到12.6能定', '王先生一共要让12.6万', '王先生再让12.6万'])(
    'is asked about where it could only be a concession: %s',
    async (said) => {
      await withLadder();
      expect(await asks(said)).toContain('要再让多少？');
      expect(await requests()).toEqual([]);
    },
  );
});
