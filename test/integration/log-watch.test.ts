import { describe, expect, test } from 'vitest';
import { audit } from '../../src/db/schema/records.ts';
import { spotChecks } from '../../src/db/schema/supervision.ts';
import { addMinutes } from '../../src/domain/time.ts';
import { china, HE, LIU, on8, openShowroom, SECOND_STORE, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, customer } = chat;

/** So many talks of 刘洋, a minute apart, with different words. */
async function talk(count: number, from: Date, first = 0): Promise<void> {
  for (let index = first; index < first + count; index += 1) {
    const name = `客${'赵钱孙李周吴郑王冯陈'[index]}户`;
    await customer({ name, alias: name, phone: `1380000${1000 + index}` as never });
    chat.sleepUntil(addMinutes(from, index - first));
    await chat.say(
      LIU,
      `尾号${1000 + index}打了 通了 说${'一二三四五六七八九十'[index]}月份再看新车 级别不变`,
    );
  }
}

describe('log-watch', () => {
  test('asks a consultant about a burst in private, and nobody else', async () => {
    await talk(6, on8('14:10'));
    await bot.run('log-watch', on8('17:47'));
    expect((await told(LIU)).filter((text) => text.includes('10分钟里记了6个接通'))).toHaveLength(1);
    expect((await told(ZHOU)).filter((text) => text.includes('集中'))).toEqual([]);
  });

  test.each(['是真的 我用座机连着打的', '打完一起补记的'])('thanks for the answer: %s', async (answer) => {
    await talk(6, on8('14:10'));
    expect(await chat.say(LIU, answer)).not.toContain('谢谢说明');
    await bot.run('log-watch', on8('17:47'));
    chat.sleepUntil(on8('17:50'));
    expect(await chat.say(LIU, answer)).toContain('谢谢说明，记下了');
    expect((await db.select().from(audit)).map(({ action }) => action)).toContain('explainLogs');
    expect(await chat.say(LIU, '尾号1001座机打了 没接')).toContain('已记');
  });

  test('says nothing of five', async () => {
    await talk(5, on8('14:10'));
    await bot.run('log-watch', on8('17:47'));
    expect((await told(LIU)).filter((text) => text.includes('接通'))).toEqual([]);
  });

  test('tells the supervisor the second time within a week, and asks the consultant again', async () => {
    await talk(6, on8('14:10'));
    await bot.run('log-watch', on8('17:47'));
    chat.sleepUntil(china('2026-04-09T10:00'));
    for (let index = 0; index < 6; index += 1) {
      chat.sleepUntil(addMinutes(china('2026-04-09T10:00'), index));
      await chat.say(LIU, `尾号${1000 + index}打了 通了 又聊了${'一二三四五六'[index]}种不同的配置 级别不变`);
    }
    await bot.run('log-watch', china('2026-04-09T17:47'));
    expect((await told(LIU)).filter((text) => text.includes('接通'))).toHaveLength(2);
    expect((await told(ZHOU)).filter((text) => text.includes('先问过本人'))).toHaveLength(1);
    expect(await told(WU)).toEqual([]);
  });
});

describe('the spot check', () => {
  test('draws three of the day for the supervisor of the store, and the same three when it runs twice', async () => {
    await talk(5, on8('14:10'));
    await customer({ name: '二店客', ownerId: HE, storeId: SECOND_STORE, phone: '13800009999' as never });
    await chat.say(HE, '尾号9999打了 通了 聊了分期和现车 级别不变');
    await bot.run('log-watch', on8('17:47'));
    expect((await told(ZHOU)).filter((text) => text.startsWith('抽查回访 3条'))).toHaveLength(1);
    expect((await told(WU)).filter((text) => text.startsWith('抽查回访 1条'))).toHaveLength(1);
    expect(await db.select().from(spotChecks)).toHaveLength(4);
  });

  test('is answered by its buttons, one by one, and 抽查 shows what is left', async () => {
    await talk(3, on8('14:10'));
    await bot.run('log-watch', on8('17:47'));
    await bot.drain();
    const [first] = await db.select().from(spotChecks).orderBy(spotChecks.id);
    await chat.press(ZHOU, 'doubtful', { choice: String(first?.id) });
    const verdicts = (await db.select().from(spotChecks).orderBy(spotChecks.id)).map(
      ({ verdict }) => verdict,
    );
    expect(verdicts).toEqual(['doubtful', null, null]);
    expect(await chat.say(ZHOU, '抽查')).toContain('还有2条');
    await chat.press(ZHOU, 'true', { choice: 'all' });
    expect(await chat.say(ZHOU, '抽查')).toContain('现在没有');
    // It is his own note: the consultant is not told.
    expect((await told(LIU)).filter((text) => text.includes('存疑'))).toEqual([]);
  });
  test('several are answered in one message, all of them or none', async () => {
    await talk(3, on8('14:10'));
    await bot.run('log-watch', on8('17:47'));
    chat.sleepUntil(on8('17:50'));
    expect(await chat.say(ZHOU, '1真 9存疑')).toContain('都没有记');
    expect(await chat.say(ZHOU, '1真 2存疑')).toMatch(/已记抽查：.*真、.*存疑/);
    const rows = await db.select().from(spotChecks).orderBy(spotChecks.id);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['true', 'doubtful', null]);
  });
  test('is answered by word as well, by the numbers of the card', async () => {
    await talk(3, on8('14:10'));
    await bot.run('log-watch', on8('17:47'));
    chat.sleepUntil(on8('17:50'));
    expect(await chat.say(ZHOU, '真的')).toContain('哪一条？回：1 真 / 2 存疑 / 全部真');
    expect(await chat.say(ZHOU, '2 存疑')).toMatch(/已记抽查：刘洋·客.户 存疑/);
    expect(await chat.say(ZHOU, '9 真')).toContain('哪一条？');
    expect(await chat.say(ZHOU, '全部属实')).toMatch(/已记抽查：刘洋·客.户、刘洋·客.户 真/);
    const rows = await db.select().from(spotChecks).orderBy(spotChecks.id);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['true', 'doubtful', 'true']);
    expect(await chat.say(ZHOU, '撤销')).toContain('已撤销');
    expect(await chat.say(LIU, '1 存疑')).not.toContain('已记抽查');
  });

  test('means the numbers of the last card, not what was left of the day before', async () => {
    await talk(3, on8('14:10'));
    await bot.run('log-watch', on8('17:47'));
    await talk(3, china('2026-04-09T14:10'), 3);
    await bot.run('log-watch', china('2026-04-09T17:47'));
    chat.sleepUntil(china('2026-04-09T17:50'));
    await chat.say(ZHOU, '1 存疑');
    await chat.say(ZHOU, '全部真');
    const rows = await db.select().from(spotChecks).orderBy(spotChecks.id);
    expect(rows.map(({ verdict }) => verdict)).toEqual([null, null, null, 'doubtful', 'true', 'true']);
    expect(await chat.say(ZHOU, '抽查')).toContain('还有3条');
  });
});
