import { expect, test } from 'vitest';
import { addRestDays } from '../../src/db/rules.ts';
import { alerts, assists } from '../../src/db/schema/supervision.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { BOSS, HE, LIU, MA, MANAGER, on8, openShowroom, WEDNESDAY, WU, ZHOU } from '../support/showroom.ts';

const showroom = await openShowroom();
const { db, bot, told, say } = showroom;
const SUN = 'sunting' as UserId;
const CALL = '展厅有客户没人接待';

const calls = () => db.select().from(assists).orderBy(assists.id);
const called = async (...people: UserId[]) =>
  Promise.all(people.map(async (userId) => (await told(userId)).some((text) => text.startsWith(CALL))));

async function callOut(from: UserId = LIU, said = CALL) {
  const reply = await say(from, said);
  await bot.drain();
  return reply;
}

test('a customer nobody attends to is called out to everybody on duty in that store, and to nobody else', async () => {
  await addRestDays(db, [WEDNESDAY], { userId: SUN, delegateId: null, by: SUN, at: on8('08:00') });
  expect(await callOut()).toContain('已喊一店在岗的2人，5分钟没人接会告诉主管');
  expect(await called(MA, ZHOU)).toEqual([true, true]);
  expect(await called(SUN, LIU, HE, WU, MANAGER, BOSS)).not.toContain(true);
});

test('a manager says which store he means', async () => {
  expect(await callOut(MANAGER)).toContain('是哪家店');
  await callOut(MANAGER, '二店展厅有客户没人接待');
  expect(await called(HE, WU, MA)).toEqual([true, true, false]);
});

test.each([
  ['a press', () => showroom.press(MA, 'receive')],
  ['我来接', () => say(MA, '我来接')],
])('the first who takes him wins (%s), and whoever called is told', async (_, takes) => {
  await callOut();
  showroom.sleepUntil(on8('14:02'));
  await takes();
  expect((await told(LIU)).at(-1)).toBe('马辉去接了（响应用了2分钟）。');
  expect(await say(SUN, '我来接')).toContain('已经有人去了');
  await showroom.press(ZHOU, 'receive');
  expect((await told(ZHOU)).at(-1)).toBe('已有人去了');
  expect(await calls()).toMatchObject([{ answeredBy: MA, minutes: 2 }]);
});

test('somebody of the other store cannot take him', async () => {
  await callOut();
  await say(HE, '我来接');
  expect(await calls()).toMatchObject([{ answeredBy: null }]);
});

test('called out twice within five minutes is one call', async () => {
  await callOut();
  showroom.sleepUntil(on8('14:04'));
  expect(await callOut(MA)).toContain('14:00已经喊过了');
  showroom.sleepUntil(on8('14:06'));
  await callOut(MA);
  expect(await calls()).toHaveLength(2);
});

test('nobody after five minutes: the supervisor is told at once, after five more the manager', async () => {
  await callOut();
  await bot.run('step-checks', on8('14:04'));
  expect((await told(ZHOU)).join()).not.toContain('待督导');
  await bot.run('step-checks', on8('14:05'));
  expect((await told(ZHOU)).at(-1)).toContain('刘洋 展厅客户没人接');
  expect(await told(MANAGER)).toEqual([]);
  await bot.run('step-checks', on8('14:10'));
  expect((await told(MANAGER)).at(-1)).toContain('展厅客户没人接');
});

test('taken in time he is nobody’s case, taken later the case closes itself', async () => {
  await callOut();
  await bot.run('step-checks', on8('14:05'));
  showroom.sleepUntil(on8('14:06'));
  await say(MA, '我来接');
  await bot.run('step-checks', on8('14:10'));
  expect(await db.select().from(alerts)).toMatchObject([{ check: 'unattended', state: 'closed' }]);
  expect(await told(MANAGER)).toEqual([]);
});

test('a phone that nobody answers is no call', async () => {
  await say(LIU, '王先生打了没人接');
  expect(await calls()).toEqual([]);
});
