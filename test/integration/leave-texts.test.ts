import { describe, expect, test } from 'vitest';
import { leaveTexts } from '../../src/db/schema/showroom.ts';
import { LIU, MA, openShowroom } from '../support/showroom.ts';

const { db, say } = await openShowroom();
const noted = () => db.select().from(leaveTexts);

describe('短信都发了', () => {
  test('notes the text of everybody of today to whom it is owed, and says of whom', async () => {
    await say(LIU, '登记 王先生 13900001234 科雷傲 B 首次到店');
    await say(LIU, '登记 李姐 13900005678 卡缤 B 首次到店');
    await say(MA, '登记 张先生 13900009876 卡缤 B 首次到店');
    const receipt = await say(LIU, '短信都发了');
    expect(receipt).toMatch(/2位：王先生、李姐/);
    expect(receipt).not.toContain('下次：');
    expect(await noted()).toHaveLength(2);
    await say(LIU, '撤销');
    expect(await noted()).toEqual([]);
  });

  test('leaves out who wants none, and whose text was noted before', async () => {
    await say(LIU, '登记 王先生 13900001234 科雷傲 B 首次到店');
    await say(LIU, '王先生说别发短信');
    await say(LIU, '登记 李姐 13900005678 卡缤 B 首次到店');
    await say(LIU, '李姐短信发了');
    await say(LIU, '登记 张先生 13900009876 卡缤 B 首次到店');
    expect(await say(LIU, '短信都发了')).toMatch(/1位：张先生/);
    expect(await say(LIU, '短信都发了')).toContain('都记过了');
    expect(await noted()).toHaveLength(2);
  });
});
