import { beforeEach, expect, test } from 'vitest';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { cardOf, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;
beforeEach(() => bot.sleepUntil(WEDNESDAY_AFTERNOON));

test('a number that was written wrong is put right on the card, and no try is counted', async () => {
  await say('liuyang', '登记 秦先生 13900009601 科雷傲 B');
  const receipt = await say('liuyang', '秦先生号码错了 应该是13900005601');
  expect(receipt).toContain('电话 13900005601（原尾号9601）');
  expect(await cardOf(db, '13900005601')).toMatchObject({ name: '秦先生', attemptDays: [] });
  expect((await historyOf(db, '13900005601')).contacts).toEqual([]);
});

test('it is the one just spoken of when nobody is named', async () => {
  await say('liuyang', '登记 许女士 13900009602 科雷傲 B');
  expect(await say('liuyang', '号码错了 应该是13900005602')).toContain('13900005602');
  expect(await cardOf(db, '13900005602')).toMatchObject({ name: '许女士' });
});

test('found out in a call, it is put right and the try is counted', async () => {
  await say('liuyang', '登记 何先生 13900009603 科雷傲 B');
  await say('liuyang', '何先生打了 号码错了 应该是13900005603');
  expect((await historyOf(db, '13900005603')).contacts).toMatchObject([{ result: 'wrong_number' }]);
});

test("somebody else's number is refused, told in a call too", async () => {
  await say('liuyang', '登记 吕先生 13900009604 科雷傲 B');
  await say('liuyang', '登记 施女士 13900009605 科雷傲 B');
  const before = await everyRow(db);
  expect(await say('liuyang', '吕先生号码错了 应该是13900009605')).toMatch(/施女士.*没有改/);
  expect(await everyRow(db)).toEqual(before);
  expect(await say('liuyang', '吕先生打了 号码错了 应该是13900009605')).toMatch(/没有改/);
  expect(await cardOf(db, '13900009604')).toMatchObject({ name: '吕先生' });
});

test('the number that is on the card already, or one of the wrong length, changes nothing', async () => {
  await say('liuyang', '登记 张先生 13900009606 科雷傲 B');
  expect(await say('liuyang', '张先生号码不对 13900009606')).toContain('卡上就是13900009606');
  expect(await say('liuyang', '张先生号码错了 应该是1390000560')).toContain('少1位');
  expect(await cardOf(db, '13900009606')).toMatchObject({ name: '张先生' });
});

test('told the other way round, it is put right as well and makes no second card', async () => {
  await say('liuyang', '登记 钟先生 13900009607 科雷傲 B');
  await say('liuyang', '登记 尤女士 13900009608 科雷傲 B');
  const cards = (await everyRow(db)).customers.length;
  expect(await say('liuyang', '钟先生的号码是13900005607 记错了')).toContain('（原尾号9607）');
  expect(await say('liuyang', '钟先生的号码是13900009608 记错了')).toMatch(/尤女士.*没有改/);
  expect((await everyRow(db)).customers).toHaveLength(cards);
});
