import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { contacts } from '../../src/db/schema/follow-up.ts';
import { visits } from '../../src/db/schema/showroom.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import type { CustomerId } from '../../src/domain/ids.ts';
import { china, LIU, MANAGER, on8, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const showroom = await openShowroom();
const { db, bot, customer, say, told } = showroom;

const wang = () => customer({ name: '王先生', surname: '王', series: '风朗' });
const left = async () => (await db.select().from(visits).orderBy(visits.id)).map(({ leftAt }) => leftAt);
const cardOf = async (id: CustomerId) => (await db.select().from(customers).where(eq(customers.id, id)))[0];
const talks = () => db.select().from(contacts);

describe('he comes and goes', () => {
  test.each(['王先生刚走', '王先生走了', '王先生离店了', '王先生看完车走了', '王先生已经走了'])(
    '%s: the visit of today is over now, and is no second one',
    async (text) => {
      await wang();
      expect(await say(LIU, '王先生到店了')).toContain('14:00到店；走了回一声“王先生走了”');
      showroom.sleepUntil(on8('16:00'));
      const answer = await say(LIU, text);
      expect(answer).toContain('已记 王先生\n来店：16:00离店；17:00前发离店短信');
      expect(await left()).toEqual([on8('16:00')]);
    },
  );

  test('the text is due an hour after he left, not after he came', async () => {
    await wang();
    await say(LIU, '王先生到店了');
    showroom.sleepUntil(on8('14:50'));
    await say(LIU, '王先生走了');
    await bot.run('step-checks', on8('15:45'));
    expect(await told(LIU)).not.toContainEqual(expect.stringContaining('离店短信还没发'));
    await bot.run('step-checks', on8('15:50'));
    expect(await told(LIU)).toContainEqual(expect.stringContaining('离店短信还没发（应在15:50前）'));
  });

  test('whoever comes back hours later is a visit of its own', async () => {
    await wang();
    await say(LIU, '王先生到店了');
    await say(LIU, '王先生走了');
    showroom.sleepUntil(on8('17:00'));
    expect(await say(LIU, '王先生又来了')).toContain('第2次来店');
    expect(await left()).toHaveLength(2);
  });

  test.each([
    ['王先生约今天下午来店', '，按约到店'],
    ['王先生约周六下午2点来店', '，比约的早到了'],
  ])('%s: he comes%s', async (agreed, words) => {
    await wang();
    await say(LIU, agreed);
    expect(await say(LIU, '王先生到店了')).toContain(words);
  });

  test('whoever was not noted when he came is noted when he leaves', async () => {
    await wang();
    expect(await say(LIU, '王先生走了')).toContain('14:00离店');
    expect(await left()).toEqual([on8('14:00')]);
  });
});

describe('a visit of a day that is over', () => {
  test.each([
    ['上周四王先生来店看了车', '2026-04-02'],
    ['王先生4月2号来过店里', '2026-04-02'],
    ['王先生昨天来过', '2026-04-07'],
    ['王先生前天下午来店', '2026-04-06'],
  ])('%s: %s, nobody is called to help and no text is due', async (text, on) => {
    await wang();
    expect(await say(LIU, text)).toContain('来店：补录4/');
    expect(await left()).toEqual([china(`${on}T12:00`)]);
    await bot.run('step-checks', on8('17:35'));
    expect(await db.select().from(alerts)).toEqual([]);
    for (const above of [MANAGER, LIU])
      expect(await told(above)).not.toContainEqual(expect.stringMatching(/协助|离店短信还没发/));
  });

  test('told twice it is one', async () => {
    await wang();
    await say(LIU, '王先生昨天来过');
    expect(await say(LIU, '昨天王先生来店看了车')).toContain('已经记过，没有重复记');
    expect(await left()).toHaveLength(1);
  });
});

describe('what is told late', () => {
  test('the next day it counts as if told at once', async () => {
    const { id } = await wang();
    expect(await say(LIU, '王先生昨天打了 通了 说价格太贵')).toContain('算有效回访');
    expect((await cardOf(id))?.lastEffectiveOn).toBe('2026-04-07');
    expect(await told(ZHOU)).toEqual([]);
  });

  test('within a week it counts, and the supervisor knows', async () => {
    const { id } = await customer({ name: '王先生', surname: '王', lastEffectiveOn: null });
    expect(await say(LIU, '王先生4月1号打了 通了 说价格太贵')).toContain('晚了7天才补，已告诉周海涛');
    expect((await cardOf(id))?.lastEffectiveOn).toBe('2026-04-01');
    expect(await told(ZHOU)).toEqual([expect.stringMatching(/^刘洋补录4\/1周三的电话：王先生（晚了7天）/)]);
  });

  test.each(['王先生3月31号打了 通了 说价格太贵', '王先生3月31号打了 没接', '王先生3月31号来过店里'])(
    '%s: later it is kept and counts for nothing',
    async (text) => {
      const { id } = await customer({ name: '王先生', surname: '王', lastEffectiveOn: null });
      expect(await say(LIU, text)).toContain('过了7天才补，只留记录');
      expect(await cardOf(id)).toMatchObject({ lastEffectiveOn: null, attemptDays: [] });
      expect(await told(ZHOU)).toEqual([]);
      expect(await talks()).not.toContainEqual(expect.objectContaining({ effective: true }));
    },
  );

  test('a talk of today does not take the place of one told too late', async () => {
    await customer({ name: '王先生', surname: '王', lastEffectiveOn: WEDNESDAY });
    await say(LIU, '王先生3月31号打了 通了 说价格太贵');
    await say(LIU, '王先生打了 通了 说还是价格太贵');
    expect(await talks()).toHaveLength(2);
  });
});
