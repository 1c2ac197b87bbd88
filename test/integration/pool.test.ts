import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Customer, NewCustomer } from '../../src/db/customers.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { handovers } from '../../src/db/schema/rules.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addDays, type Day } from '../../src/domain/time.ts';
import { HE, LIU, MA, MANAGER, openShowroom, WEDNESDAY, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, told, say, customer } = chat;
const LIN = 'linxiao' as UserId;
const XU = 'xudan' as UserId;

const on = (days: number): Day => addDays(WEDNESDAY, days);
const wang = (known: Partial<NewCustomer>) =>
  customer({ name: '王先生', surname: '王', lastEffectiveOn: addDays(WEDNESDAY, -7), ...known });
const rowOf = async ({ id }: Customer) =>
  (await db.select().from(customers).where(eq(customers.id, id)))[0] as Customer;

describe('the pool', () => {
  /** Taken back from 刘洋 so many days ago and called since without a result, unless said otherwise. */
  const pooled = (days: number, known: Partial<NewCustomer> = {}) =>
    wang({
      state: 'pooled',
      grade: null,
      ownerId: LIN,
      formerOwnerId: LIU,
      recalledOn: on(-days),
      nextDueOn: null,
      ...known,
    });

  test('is claimed from by others, who have them to grade from tomorrow on', async () => {
    const one = await pooled(3, { lastEffectiveOn: on(-40) });
    expect(await say(MA, '公海')).toContain('可以领的 1位');
    expect(await say(MA, '领取 3个')).toContain('领到1位（想领3位，只有这些）');
    expect(await rowOf(one)).toMatchObject({
      state: 'open',
      ownerId: MA,
      recalledOn: null,
      formerOwnerId: null,
      nextDueOn: on(1),
    });
    expect((await told(LIN)).at(-1)).toContain('王先生转给了马辉');
    expect(await db.select().from(handovers)).toMatchObject([{ why: 'claimed', fromId: LIN, toId: MA }]);
  });

  test.each([
    [ZHOU, '王先生转给马辉'],
    [MANAGER, '林晓的客户都转给小马'],
  ])('is left by whom a superior gives to a consultant (%s: "%s")', async (who, said) => {
    // The recovery group was to call him in a week.
    const later = { putOffTo: on(7), nextDueOn: on(7), nextDueWhy: 'pool' } as const;
    const one = await pooled(3, { lastEffectiveOn: on(-40), ...later });
    expect(await say(who, said)).toContain('请核对');
    await say(who, '1');
    expect(await rowOf(one)).toMatchObject({
      state: 'open',
      ownerId: MA,
      recalledOn: null,
      nextDueOn: on(1),
      nextDueWhy: 'cadence',
    });
    expect((await told(MA)).at(-1)).toMatch(/林晓的1位客户转给您了/);
  });

  test.each([
    ['the former owner within a month', LIU, () => pooled(29), 0],
    ['the former owner after a month', LIU, () => pooled(30), 1],
    ['who is of another store', HE, () => pooled(3), 0],
    ['anybody while the desk has its term', MA, () => pooled(10, { nextDueOn: on(1) }), 0],
    ['anybody once that is over', MA, () => pooled(11, { nextDueOn: on(1) }), 1],
  ] as const)('may be claimed from by %s', async (_, who, make, count) => {
    await make();
    await say(who, '领取 1个');
    const mine = (await db.select().from(customers)).filter(({ ownerId }) => ownerId === who);
    expect(mine).toHaveLength(count);
  });

  test('is claimed from by name as well, where exactly one is meant', async () => {
    await pooled(3, { name: '李女士', surname: '李' });
    const one = await pooled(2, { name: '陈先生', alias: '陈哥', surname: '陈' });
    expect(await say(MA, '领取 陈哥')).toContain('领到1位');
    expect(await rowOf(one)).toMatchObject({ ownerId: MA, state: 'open' });
    expect(await say(MA, '领取 赵哥')).toContain('公司池里没有您能领的赵哥');
    await pooled(3, { name: '李女士', surname: '李' });
    expect(await say(MA, '领取 李女士')).toContain('公司池里有2位李女士');
    expect((await db.select().from(customers)).filter(({ ownerId }) => ownerId === MA)).toHaveLength(1);
  });

  test('is claimed from by several names at once, and says whom he may not have', async () => {
    for (const [name, surname] of [
      ['李女士', '李'],
      ['张先生', '张'],
    ] as const)
      await pooled(3, { name, surname });
    await pooled(3, { name: '陈先生', surname: '陈' });
    expect(await say(MA, '领取 李女士、张先生 赵哥')).toMatch(/^领到2位（想领3位，其余的您不能领）/);
    const mine = (await db.select().from(customers)).filter(({ ownerId }) => ownerId === MA);
    expect(mine.map(({ name }) => name).sort()).toEqual(['张先生', '李女士']);
  });

  test('gives nobody more than he may have at a time', async () => {
    for (let count = 0; count < 12; count += 1) await pooled(3, { name: `客户${count}`, surname: null });
    expect(await say(MA, '领取 8个')).toContain('领到8位');
    expect(await say(MA, '领取 8个')).toContain('领到2位（想领8位，到上限了）');
    expect(await say(MA, '领取 1个')).toContain('最多同时领10位');
  });

  test('two who claim at once get different ones', async () => {
    for (let count = 0; count < 4; count += 1) await pooled(3, { name: `客户${count}`, surname: null });
    await Promise.all([say(MA, '领取 3个'), say('sunting', '领取 3个')]);
    const owners = (await db.select().from(customers)).map(({ ownerId }) => ownerId);
    expect(owners.filter((owner) => owner === LIN).length).toBeLessThanOrEqual(1);
    expect(await db.select().from(handovers)).toHaveLength(owners.filter((owner) => owner !== LIN).length);
  });

  test('is shown to the supervisor with who calls whom, and to the other store not', async () => {
    await pooled(3);
    await pooled(3, { name: '李姐', surname: '李', ownerId: XU, nextDueOn: on(1) });
    expect(await say(ZHOU, '公司池')).toMatch(
      /公司池 2位：徐丹 1位，林晓 1位（打通1）\n1\. 李姐 未定级 科雷傲｜原刘洋｜4\/9周四打\n2\. 王先生 未定级 科雷傲｜原刘洋｜打通过，等定/,
    );
    expect(await say(WU, '公司池')).toContain('公司池是空的');
    expect(await say(MANAGER, '公海')).toContain('公司池 2位');
  });
});
