import { beforeEach, describe, expect, test } from 'vitest';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { cardOf, cardsNamed, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;
beforeEach(() => bot.sleepUntil(WEDNESDAY_AFTERNOON));

describe('somebody whom a customer sends', () => {
  test('gets a card of his own without a visit, put down to who sent him', async () => {
    await say('liuyang', '登记 卞先生 13900000801 科雷傲 B 首次到店');
    const receipt = await say('liuyang', '卞先生说他同事小李想看 13700000802');
    const sender = await cardOf(db, '13900000801');
    expect(await cardOf(db, '13700000802')).toMatchObject({
      name: '小李',
      source: 'referral',
      referrerId: sender?.id,
    });
    expect((await historyOf(db, '13700000802')).visits).toEqual([]);
    expect(await cardsNamed(db, '卞')).toHaveLength(1);
    expect(receipt).toContain('介绍人：卞先生');
  });

  test('has his name asked for when only his number was said', async () => {
    await say('liuyang', '登记 邬女士 13900000803 科雷傲 B 首次到店');
    expect(await say('liuyang', '邬女士有个同学要买车 13700000804')).toContain('还缺：称呼');
    await say('liuyang', '张先生');
    expect(await cardOf(db, '13700000804')).toMatchObject({ name: '张先生', referrer: '邬女士' });
    expect(await cardsNamed(db, '邬')).toHaveLength(1);
  });

  test('who has a card already gets no second one and no visit, and keeps his owner', async () => {
    await say('liuyang', '登记 宗先生 13900000807 科雷傲 B 首次到店');
    await say('liuyang', '登记 张女士 13700000808 科雷傲 B 首次到店');
    await say('mahui', '登记 施先生 13700000809 科雷傲 B 首次到店');
    bot.sleepUntil('2026-04-09T11:00:00+08:00');
    expect(await say('liuyang', '宗先生有个朋友想看 13700000808')).toMatch(/没有重复建卡[^]*介绍人：宗先生/);
    expect(await say('liuyang', '宗先生有个朋友想看 13700000809')).toMatch(/是马辉的客户，没有重复建卡/);
    expect((await historyOf(db, '13700000808')).visits).toHaveLength(1);
    expect((await historyOf(db, '13700000809')).visits).toHaveLength(1);
    expect(await cardOf(db, '13700000809')).toMatchObject({ ownerId: 'mahui' });
  });

  test('is asked about when the number may be of either', async () => {
    await say('liuyang', '登记 管先生 13900000805 科雷傲 B 首次到店');
    const before = await everyRow(db);
    const asked = await say('liuyang', '管先生带他同事来看车 13700000806');
    expect(asked).toContain('另一位管先生');
    expect(await everyRow(db)).toEqual(before);
    expect(await say('liuyang', '2')).toContain('没有记');
    expect(await cardsNamed(db, '管')).toHaveLength(1);
  });
});
