import { describe, expect, test } from 'vitest';
import type { NewCustomer } from '../../src/db/customers.ts';
import { closedDays } from '../../src/db/schema/rules.ts';
import { alertNotices, alerts } from '../../src/db/schema/supervision.ts';
import { addDays, day } from '../../src/domain/time.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { passingDays } from '../support/passing-days.ts';
import {
  BOSS,
  china,
  HE,
  LIU,
  MANAGER,
  on8,
  openShowroom,
  SECOND_STORE,
  WEDNESDAY,
  WU,
  ZHOU,
} from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, say, told, customer } = chat;
const passTo = passingDays(chat);

/**
 * Of 刘洋, to be contacted on Tuesday the 7th, which he was not: his supervisor is told on Wednesday at 09:30. As a C he
 * is the supervisor's for five working days, so that until Sunday silence alone climbs.
 */
const overdue = (known: Partial<NewCustomer> = {}) =>
  customer({
    name: '王先生',
    surname: '王',
    grade: 'C',
    // Agreed on: nothing else moves it.
    agreedOn: addDays(WEDNESDAY, -1),
    nextDueOn: addDays(WEDNESDAY, -1),
    nextDueWhy: 'agreed',
    lastEffectiveOn: addDays(WEDNESDAY, -9),
    ...known,
  });

const heard = async (who: UserId) => (await told(who)).filter((text) => text.includes('王先生 超期')).length;
/** Who was told, as the ladder was climbed: `1 zhouhaitao`. */
const rungs = async () =>
  (await db.select().from(alertNotices).orderBy(alertNotices.id)).map(
    ({ level, toId }) => `${level} ${toId}`,
  );
const close = (...dates: string[]) =>
  db.insert(closedDays).values(
    dates.map((date) => ({
      storeId: null,
      on: day(`2026-04-${date}`),
      by: MANAGER,
      at: china('2026-04-01T10:00'),
    })),
  );
/** Wednesday 09:00: before anything is told. */
const begin = () => chat.sleepUntil(on8('09:00'));
const passed = (time: string) => passTo(china(`2026-04-${time}`));

describe('silence climbs (D16)', () => {
  test('the supervisor is told first, at 09:30, and nobody else', async () => {
    await overdue();
    begin();
    await passed('08T20:30');
    expect(await rungs()).toEqual(['1 zhouhaitao']);
    expect([await told(MANAGER), await told(BOSS), await told(WU)]).toEqual([[], [], []]);
  });

  test.each([
    [['06', '06'], '试过2次（应在'],
    [['06', '06', '06'], '试过3次（应在'],
    [['06', '06', '07'], '试过3次，请定：换人、微信还是失控'],
  ] as const)('tried in vain on %j: %s', async (dates, words) => {
    await overdue({ attemptDays: dates.map((date) => day(`2026-04-${date}`)) });
    begin();
    await passed('08T09:40');
    expect((await told(ZHOU)).join()).toContain(`王先生 超期没联系，${words}`);
  });

  test('silent for a working day, the manager is told on the next', async () => {
    await overdue();
    begin();
    await passed('09T09:29');
    expect(await heard(MANAGER)).toBe(0);
    await passed('09T17:25');
    expect(await heard(MANAGER)).toBeGreaterThan(0);
    expect(await told(BOSS)).toEqual([]);
  });

  test('silent for two more, the general manager is told', async () => {
    await overdue();
    begin();
    await passed('11T09:29');
    expect(await told(BOSS)).toEqual([]);
    await passed('11T17:25');
    expect(await heard(BOSS)).toBeGreaterThan(0);
  });

  test('each is told once of a case, however long it lasts; afterwards it stands in the digests', async () => {
    await overdue();
    begin();
    await passed('14T20:30');
    expect(await rungs()).toEqual(['1 zhouhaitao', '2 zhaomingyuan', '3 chenguodong']);
    expect(await db.select().from(alerts)).toHaveLength(1);
  });

  test('a digest is one message, twice a day', async () => {
    await overdue();
    await overdue({ name: '王先生', nextDueOn: addDays(WEDNESDAY, -2), agreedOn: addDays(WEDNESDAY, -2) });
    begin();
    await passed('08T09:45');
    expect(await told(ZHOU)).toHaveLength(1);
    const before = await heard(ZHOU);
    await passed('08T20:30');
    expect((await heard(ZHOU)) - before).toBe(2);
  });

  test('cases of the other store go to its own supervisor', async () => {
    await overdue({ storeId: SECOND_STORE, ownerId: HE });
    begin();
    await passed('08T20:30');
    expect(await rungs()).toEqual(['1 wujing']);
  });

  test("a supervisor's own customer goes to the manager, and then to the general manager (D38)", async () => {
    await overdue({ ownerId: ZHOU });
    begin();
    await passed('10T09:29');
    expect(await rungs()).toEqual(['1 zhaomingyuan']);
    await passed('10T20:30');
    expect(await rungs()).toEqual(['1 zhaomingyuan', '2 chenguodong']);
  });
});

describe('an answer', () => {
  test.each(['已督导', '我来跟'])('%s ends the silence', async (answer) => {
    await overdue();
    begin();
    await passed('08T10:00');
    await say(ZHOU, answer);
    await passed('11T20:30');
    expect([await heard(MANAGER), await heard(BOSS)]).toEqual([0, 0]);
  });

  test.each(['准假', '误报'])('%s closes the case for good', async (answer) => {
    await overdue();
    begin();
    await passed('08T10:00');
    await say(ZHOU, answer);
    await passed('14T20:30');
    expect([await heard(MANAGER), await heard(BOSS)]).toEqual([0, 0]);
    expect(await db.select().from(alerts)).toMatchObject([{ state: 'closed' }]);
  });

  test('an answered case stands in no digest any more', async () => {
    await overdue();
    begin();
    await passed('08T10:00');
    await say(ZHOU, '已督导');
    const before = await heard(ZHOU);
    await passed('09T20:30');
    expect(await heard(ZHOU)).toBe(before);
  });

  test("the manager's answer ends his silence as well", async () => {
    await overdue();
    begin();
    await passed('09T12:00');
    await say(MANAGER, '已督导');
    await passed('12T11:00');
    expect(await told(BOSS)).toEqual([]);
  });

  test('催一下 tells the consultant, and puts the climbing off by a working day', async () => {
    await overdue();
    begin();
    await passed('09T09:00');
    await say(ZHOU, '催一下');
    expect((await told(LIU)).at(-1)).toMatch(/周海涛.*王先生/);
    await passed('09T20:30');
    expect(await heard(MANAGER)).toBe(0);
  });

  test('催一下 alone is not the end: when nothing comes of it, the manager is told', async () => {
    await overdue();
    begin();
    await passed('08T10:00');
    await say(ZHOU, '催一下');
    await passed('10T17:25');
    expect(await heard(MANAGER)).toBeGreaterThan(0);
  });

  test('taken back by 撤销 was none', async () => {
    await overdue();
    begin();
    await passed('08T10:00');
    await say(ZHOU, '已督导');
    await say(ZHOU, '撤销');
    await passed('09T20:30');
    expect(await heard(MANAGER)).toBeGreaterThan(0);
  });
});

describe('lateness climbs, answered or not (D16)', () => {
  // Due on Tuesday the 7th; the supervisor answers on Wednesday.
  test.each([
    ['A', '09'],
    ['O', '09'],
    ['B', '10'],
    ['C', '12'],
  ] as const)('an overdue %s is told to the manager on the %sth, not the day before', async (grade, date) => {
    await overdue({ grade, state: grade === 'O' ? 'ordered' : 'open' });
    begin();
    await passed('08T10:00');
    await say(ZHOU, '已督导');
    const dayBefore = String(Number(date) - 1).padStart(2, '0');
    await passed(`${dayBefore}T20:30`);
    expect(await heard(MANAGER)).toBe(0);
    await passed(`${date}T20:30`);
    expect(await heard(MANAGER)).toBeGreaterThan(0);
  });

  test('the general manager hears of it only by his own rule', async () => {
    await overdue({ grade: 'A' });
    begin();
    await passed('09T12:00');
    await say(MANAGER, '已督导');
    await passed('16T20:30');
    expect(await told(BOSS)).toEqual([]);
  });

  test('such as A over five days', async () => {
    expect(await say(BOSS, 'A级超期报总经理改5天')).toContain('不报→5天');
    await say(BOSS, '对');
    await overdue({ grade: 'A' });
    await passed('09T12:00');
    await say(ZHOU, '已督导');
    await passed('10T12:00');
    await say(MANAGER, '已督导');
    await passed('11T20:30');
    expect(await heard(BOSS)).toBe(0);
    await passed('12T20:30');
    expect(await heard(BOSS)).toBeGreaterThan(0);
  });
});

describe('days on which the store is closed are not counted', () => {
  test("in the supervisor's silence", async () => {
    await close('09');
    await overdue();
    begin();
    await passed('10T09:29');
    expect(await heard(MANAGER)).toBe(0);
    await passed('10T20:30');
    expect(await heard(MANAGER)).toBeGreaterThan(0);
  });

  test("in the manager's silence", async () => {
    await close('10');
    await overdue();
    begin();
    await passed('11T20:30');
    expect(await rungs()).toEqual(['1 zhouhaitao', '2 zhaomingyuan']);
    await passed('12T20:30');
    expect(await rungs()).toEqual(['1 zhouhaitao', '2 zhaomingyuan', '3 chenguodong']);
  });

  test('in the lateness', async () => {
    await close('09');
    await overdue({ grade: 'B' });
    begin();
    await passed('08T10:00');
    await say(ZHOU, '已督导');
    await passed('10T20:30');
    expect(await heard(MANAGER)).toBe(0);
    await passed('11T20:30');
    expect(await heard(MANAGER)).toBeGreaterThan(0);
  });
});

describe('a case whose work is done', () => {
  const DONE = '王先生打了 通了 聊了首付和交车时间 级别不变';
  const closings = async (who: UserId) =>
    (await told(who)).filter((text) => /(已自动销|已销|已完成|办好)[^]*王先生/.test(text)).length;

  test('closes itself, and climbs no more', async () => {
    await overdue();
    begin();
    await passed('08T18:00');
    await say(LIU, DONE);
    await passed('11T20:30');
    expect(await db.select().from(alerts)).toMatchObject([{ state: 'closed', closedWhy: 'done' }]);
    expect([await heard(MANAGER), await heard(BOSS)]).toEqual([0, 0]);
  });

  test('is said to be so in the next digest, once, to whoever was told of it', async () => {
    await overdue();
    begin();
    await passed('09T18:00');
    await say(LIU, DONE);
    await passed('10T11:50');
    expect([await closings(ZHOU), await closings(MANAGER)]).toEqual([0, 0]);
    await passed('10T12:00');
    expect([await closings(ZHOU), await closings(MANAGER)]).toEqual([1, 1]);
    await passed('12T20:30');
    expect([await closings(ZHOU), await closings(MANAGER)]).toEqual([1, 1]);
    expect(await told(BOSS)).toEqual([]);
  });

  test('done before anybody was told of it is said to nobody', async () => {
    await overdue();
    chat.sleepUntil(on8('09:00'));
    await say(LIU, DONE);
    await passed('09T20:30');
    expect([await told(ZHOU), await told(MANAGER)]).toEqual([[], []]);
  });

  test('a try that nobody answered closes nothing', async () => {
    await overdue();
    begin();
    await passed('08T10:00');
    await say(LIU, '王先生打了 没接');
    await passed('08T20:30');
    expect(await db.select().from(alerts)).toMatchObject([{ state: 'open' }]);
  });

  test('undone, the work is owed again', async () => {
    await overdue();
    begin();
    await passed('08T10:00');
    await say(LIU, DONE);
    await say(LIU, '撤销');
    await bot.run('step-checks', on8('10:10'));
    expect(await say(LIU, '待办')).toContain('王先生');
    expect((await db.select().from(alerts)).filter(({ state }) => state === 'open')).toHaveLength(1);
  });
});

describe("the superiors' own duty", () => {
  test('stands in the Sunday summary of the managers: told, answered, not answered, and what is still open', async () => {
    await overdue();
    await overdue({
      name: '李女士',
      surname: '李',
      agreedOn: addDays(WEDNESDAY, 1),
      nextDueOn: addDays(WEDNESDAY, 1),
    });
    begin();
    await passed('08T10:00');
    await say(ZHOU, '已督导');
    // An hour before the lateness of the first brings him to the manager too.
    await passed('12T11:00');
    await bot.run('grade-summary', china('2026-04-12T16:53'));
    const summary = (await told(BOSS)).find((text) => text.startsWith('全部 级别周报')) ?? '';
    expect(summary).toContain('督导回应：\n· 赵明远 收到1 回应0 未回应1\n· 周海涛 收到2 回应1 未回应1');
    expect(summary).toContain('报到经理还没解决 1条：\n· 刘洋 李女士 超期没联系');
    expect((await told(ZHOU)).find((text) => text.includes('级别周报'))).not.toContain('督导回应');
  });
});
