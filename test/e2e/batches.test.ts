import { beforeEach, describe, expect, test } from 'vitest';
import { visits } from '../../src/db/schema/showroom.ts';
import { LIU, openShowroom, ZHOU } from '../support/showroom.ts';

const { db, say, sleepUntil } = await openShowroom();
const noted = async () => (await db.select().from(visits)).map(({ recorded }) => recorded);
beforeEach(() => sleepUntil('2026-04-08T15:00:00+08:00'));

describe('several batches in one message', () => {
  test('with what they looked at are as many visits', async () => {
    expect(await say(LIU, '来店2批 看风朗 没留电话')).toContain('已记来店2批（没留资料，看风朗');
    expect(await noted()).toEqual([false, false]);
  });

  test('that have just come are read back, and noted after a yes', async () => {
    expect(await say(LIU, '来两批客户')).toContain('请核对：补记来店2批');
    expect(await noted()).toEqual([]);
    expect(await say(LIU, '1')).toContain('已记来店2批');
    expect(await noted()).toEqual([null, null]);
  });

  test('that all left nothing owe no card: 都没留', async () => {
    await say(LIU, '来两批客户');
    await say(LIU, '1');
    expect(await say(LIU, '都没留')).toContain('2批都没留资料');
    expect(await noted()).toEqual([false, false]);
  });
});

describe('a sum of the day', () => {
  test('is compared with what was noted, and only the rest is added', async () => {
    await say(LIU, '登记 王先生 13900001234 科雷傲 B 首次到店');
    expect(await say(LIU, '今天接了2批 留了1个')).toMatch(/补记来店1批，没留资料（今天已记1批，留资料1批）/);
    await say(LIU, '1');
    expect(await noted()).toEqual([true, false]);
  });

  test('that is right adds nothing', async () => {
    await say(LIU, '来店2批 看风朗 没留电话');
    expect(await say(LIU, '今天来了2批 都没留')).toContain('对得上');
    expect(await noted()).toHaveLength(2);
  });

  test('of a whole store is none of the supervisor’s own', async () => {
    expect(await say(ZHOU, '今天来了12批')).toContain('什么都没有记');
    expect(await noted()).toEqual([]);
  });
});
