import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBot } from '../support/bot.ts';
import { cardOf, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;

const PHONE = '13900009501';
const ORDERED = '13900009502';

beforeAll(async () => {
  await say('liuyang', `登记 赵先生 ${PHONE} 科雷傲 白 B`);
  await say('liuyang', `登记 钱女士 ${ORDERED} 卡缤 红 A`);
  await say('liuyang', '钱女士订车 订金5000');
  await say('liuyang', '1');
  // Later, so that nothing passes for a repetition of the visit at two o'clock.
  bot.sleepUntil('2026-04-09T16:00:00+08:00');
});

describe('what did not happen is not written', () => {
  test.each([
    '赵先生没来店',
    '赵先生还没来',
    '赵先生没试驾',
    '赵先生还没订车',
    '赵先生没交订金',
    '赵先生订金还没付',
    '钱女士还没交车',
    '钱女士没提车呢',
    '赵先生没有战败',
    '赵先生不是战败',
    '短信还没发',
    '赵先生还没打',
    '赵先生不升A',
    '赵先生先不定级',
    '不用登记',
    '没答应赵先生明天送小票',
    '我可没承诺赵先生送脚垫',
    '赵先生没答应周六来',
    '赵先生没同意周六来店',
  ])('%s', async (text) => {
    const before = await everyRow(db);
    await say('liuyang', text);
    await say('liuyang', '1');
    const after = await everyRow(db);
    // What a failure wrote must not decide the next row of the table.
    if (!isDeepStrictEqual(after, before)) await say('liuyang', '撤销');
    expect(after).toEqual(before);
    await say('liuyang', '取消');
  });
});

describe('what is only asked is not written', () => {
  test.each([
    '赵先生要不要升A',
    '赵先生是不是该降C了',
    '赵先生算不算战败',
    '赵先生来店了吗',
    '赵先生试驾了没',
    '钱女士交车了没有',
    '钱女士的车哪天交',
    '赵先生订了吗',
    '短信发了没',
    '赵先生打了没',
    '订金一般收多少',
    '战败怎么申请',
  ])('%s', async (text) => {
    const before = await everyRow(db);
    const answer = await say('liuyang', text);
    await say('liuyang', '1');
    const after = await everyRow(db);
    if (!isDeepStrictEqual(after, before)) await say('liuyang', '撤销');
    expect(after).toEqual(before);
    expect(answer).not.toBe('');
    await say('liuyang', '取消');
  });
});

describe('what lies ahead is not written as done', () => {
  test('tomorrow a car is handed over: no delivery yet', async () => {
    await say('liuyang', '钱女士明天交车');
    await say('liuyang', '1');
    expect((await historyOf(db, ORDERED)).deliveries).toEqual([]);
    expect((await cardOf(db, ORDERED)).state).toBe('ordered');
  });

  test.each(['赵先生下周来订', '赵先生周六来定', '赵先生说月底付定金', '赵先生打算交2万定金'])(
    'an order that is only hoped for: %s',
    async (text) => {
      await say('liuyang', text);
      await say('liuyang', '1');
      expect((await historyOf(db, PHONE)).orders).toEqual([]);
      await say('liuyang', '取消');
    },
  );

  test.each(['赵先生晚上再打', '明天给赵先生打电话', '赵先生下午我打给他'])(
    'a call that is only planned: %s',
    async (text) => {
      const before = (await historyOf(db, PHONE)).contacts;
      await say('liuyang', text);
      expect((await historyOf(db, PHONE)).contacts).toEqual(before);
    },
  );

  test('a test drive on Sunday is an appointment', async () => {
    await say('liuyang', '赵先生周日来试驾');
    expect((await historyOf(db, PHONE)).testDrives).toEqual([]);
  });

  test('a visit on Saturday is no visit', async () => {
    const before = (await historyOf(db, PHONE)).visits.length;
    await say('liuyang', '赵先生周六带老婆来看车');
    expect((await historyOf(db, PHONE)).visits).toHaveLength(before);
  });
});

test.each(['别撤销', '不要撤销', '怎么撤销', '撤销了吗', '能撤销吗'])(
  '"%s" takes nothing back',
  async (text) => {
    await say('liuyang', '赵先生打了 没接');
    const before = await everyRow(db);
    await say('liuyang', text);
    expect(await everyRow(db)).toEqual(before);
  },
);
