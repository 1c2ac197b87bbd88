import { describe, expect, test } from 'vitest';
import { alerts } from '../../src/db/schema/supervision.ts';
import { HE, LIU, MA, on8, openShowroom, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, say, told } = chat;

/** Three cases on one card: 1 赵先生 and 2 李姐 are 刘洋's, 3 陈姐 is 马's. */
async function digest(): Promise<void> {
  await say(LIU, '登记 赵先生 13900005551 科雷傲 B 汽车之家');
  chat.sleepUntil(on8('14:01'));
  await say(LIU, '登记 李姐 13900005552 科雷傲 B 汽车之家');
  chat.sleepUntil(on8('14:02'));
  await say(MA, '登记 陈姐 13900005553 卡缤 B 汽车之家');
  await bot.run('step-checks', on8('16:05'));
  await bot.run('supervisor-digest', on8('17:23'));
  await bot.drain();
}

const states = async () => (await db.select().from(alerts).orderBy(alerts.id)).map(({ state }) => state);

describe('an answer in words is for the case it names', () => {
  test.each([
    ['2 已督导', ['open', 'answered', 'open']],
    ['2 准假', ['open', 'closed', 'open']],
    ['1误报 2准假 3已督导', ['closed', 'closed', 'answered']],
    ['1和3已督导', ['answered', 'open', 'answered']],
    ['前两条准假', ['closed', 'closed', 'open']],
    ['除了2都准假', ['closed', 'open', 'closed']],
    ['陈姐的 已督导', ['open', 'open', 'answered']],
    ['赵哥那条我来跟', ['answered', 'open', 'open']],
    ['小马那条准假', ['open', 'open', 'closed']],
    ['全部已督导 下次注意', ['answered', 'answered', 'answered']],
  ])('%s', async (text, expected) => {
    await digest();
    await say(ZHOU, text);
    expect(await states()).toEqual(expected);
  });

  test('a number keeps its case when another has been answered', async () => {
    await digest();
    expect(await say(ZHOU, '1 误报')).toContain('还有2条：2 李姐 短信没发、3 陈姐 短信没发');
    expect(await say(ZHOU, '1 准假')).toContain('第1条已经处理过了');
    await say(ZHOU, '3 准假');
    expect(await states()).toEqual(['closed', 'open', 'closed']);
  });

  test('is asked about when it could be several, and nothing is written', async () => {
    await digest();
    expect(await say(ZHOU, '小刘那条准假')).toContain('是哪一条？');
    expect(await say(ZHOU, '两条都准假')).toContain('是哪几条？');
    expect(await say(ZHOU, '2和5准假')).toContain('没有第5条');
    expect(await say(ZHOU, '孙姐的准假')).toContain('没有等您处理的孙姐');
    expect(await states()).toEqual(['open', 'open', 'open']);
  });

  test('tells the consultant what an excuse means', async () => {
    await digest();
    await say(ZHOU, '3 准假 他家里有事');
    await bot.drain();
    expect((await told(MA)).at(-1)).toBe(
      '周海涛看到了：陈姐 短信没发，准了，这条不再提醒。周海涛说：他家里有事',
    );
  });
});

test('待督导 before the digest names what will be in it', async () => {
  await say(LIU, '登记 赵先生 13900005551 科雷傲 B 汽车之家');
  expect(await say(ZHOU, '待督导')).toContain('现在没有等您处理的');
  chat.sleepUntil(on8('16:34'));
  await bot.run('step-checks', on8('16:34'));
  const answer = await say(ZHOU, '待督导');
  expect(answer).toContain('随下一张督导清单发给您');
  expect(answer).toContain('赵先生 短信没发');
  expect(await say(HE, '待督导')).not.toContain('赵先生');
});

test('我来跟 to a call for help: he comes; with alerts open as well he is asked', async () => {
  await say(LIU, '登记 王先生 13900005554 科雷傲 B 汽车之家');
  await say(LIU, '王先生求助主管');
  expect(await say(ZHOU, '我来跟')).toContain('已告诉对方您马上到');
  await digest();
  await say(LIU, '赵先生求助主管');
  expect(await say(ZHOU, '我来跟')).toContain('是去帮赵先生，还是督导提醒您来跟？');
});
