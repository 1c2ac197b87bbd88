import { describe, expect, test } from 'vitest';
import { alerts } from '../../src/db/schema/supervision.ts';
import { addMinutes } from '../../src/domain/time.ts';
import { cardOf } from '../e2e/rows.ts';
import { passingDays } from '../support/passing-days.ts';
import { BOSS, china, LIU, MANAGER, on8, openShowroom, ZHOU } from '../support/showroom.ts';

// The worked example at the end of dealership.md: a visit on Wednesday 8 April, 14:00 to 15:10.
const chat = await openShowroom();
const { db, bot, told, say } = chat;
const passTo = passingDays(chat);

const PHONE = '13900001234';
const card = () => cardOf(db, PHONE);
const toldOf = async (who: typeof LIU, words: RegExp) =>
  (await told(who)).filter((text) => words.test(text)).length;

/** Runs step-checks a check before that minute and at it: how often the words were said to him, before and after. */
async function around(at: Date, who: typeof LIU, words: RegExp): Promise<[number, number]> {
  await bot.run('step-checks', addMinutes(at, -5));
  const before = await toldOf(who, words);
  await bot.run('step-checks', at);
  return [before, await toldOf(who, words)];
}

async function visit(): Promise<void> {
  chat.sleepUntil(on8('15:12'));
  expect(await say(LIU, '来店1批 看风朗 3点10分走的')).toContain('15:40');
}

async function registered(): Promise<void> {
  await visit();
  chat.sleepUntil(on8('15:30'));
  expect(await say(LIU, `登记 王先生 ${PHONE} 风朗 白 颜色定了 A 汽车之家`)).toContain('16:10');
  chat.sleepUntil(on8('15:50'));
  await say(LIU, '王先生短信发了');
  // A detailed card, so that nothing else is owed.
  await say(LIU, '王先生 预算15万 全款 自用 看过缤智 老婆说了算');
}

async function calledOnThursday(): Promise<void> {
  await registered();
  await passTo(china('2026-04-09T11:00'));
  await say(LIU, '王先生打了 通了 聊了首付和交车时间 级别不变');
}

/** The consultant rests on Sunday; two tries on Saturday. */
async function triedOnSaturday(): Promise<void> {
  await calledOnThursday();
  await say(LIU, '我周日休');
  await passTo(china('2026-04-11T10:00'));
  await say(LIU, '王先生没接');
  await passTo(china('2026-04-11T16:05'));
  await say(LIU, '王先生没接');
}

describe('on Wednesday', () => {
  test('the card is due at 15:40, and the consultant is nudged then, not before', async () => {
    await visit();
    expect(await around(on8('15:40'), LIU, /还没建卡/)).toEqual([0, 1]);
  });

  test('it is so too when both times are told, 14:00 to 15:10', async () => {
    chat.sleepUntil(on8('15:12'));
    const answer = await say(LIU, '来店1批 看风朗 2点来的 3点10分走的');
    expect(answer).toContain('15:10离店');
    expect(answer).toContain('15:40');
  });

  test('the text is due at 16:10', async () => {
    await visit();
    await say(LIU, `登记 王先生 ${PHONE} 风朗 白 颜色定了 A 汽车之家`);
    expect(await around(on8('16:10'), LIU, /离店短信/)).toEqual([0, 1]);
  });

  test('neither is said to be missing when it was done in time', async () => {
    await registered();
    await passTo(on8('20:30'));
    expect(await told(LIU)).toEqual([]);
    expect(await db.select().from(alerts)).toEqual([]);
  });

  test('he is an A because the colour is chosen, until 8 May', async () => {
    await registered();
    expect(await card()).toMatchObject({ grade: 'A', gradeSetOn: '2026-04-08', windowEndsOn: '2026-05-08' });
  });
});

describe('on Thursday', () => {
  test('the first call is due', async () => {
    await registered();
    expect(await card()).toMatchObject({ nextDueOn: '2026-04-09', nextDueWhy: 'firstCall' });
    await passTo(china('2026-04-09T09:00'));
    expect((await told(LIU)).at(-1)).toMatch(/1\. 王先生 A .*首次回访/);
  });

  test('at store close it is missed, and not before', async () => {
    await registered();
    const missed = async () =>
      (await db.select().from(alerts)).filter(({ check }) => check === 'firstCallMissing').length;
    await bot.run('step-checks', china('2026-04-09T17:25'));
    expect(await missed()).toBe(0);
    await bot.run('step-checks', china('2026-04-09T17:30'));
    expect(await missed()).toBe(1);
  });

  test('called at 11:00 with content, he is due on Sunday', async () => {
    await calledOnThursday();
    expect(await card()).toMatchObject({
      lastEffectiveOn: '2026-04-09',
      nextDueOn: '2026-04-12',
      nextDueWhy: 'cadence',
      firstCallOwedSince: null,
    });
    await passTo(china('2026-04-09T20:30'));
    const missed = (await db.select().from(alerts)).map(({ check }) => check);
    expect(missed.filter((check) => /firstCallMissing|overdue|gradeMissing/.test(check))).toEqual([]);
  });

  test('the consultant rests on Sunday, so on Saturday', async () => {
    await calledOnThursday();
    await say(LIU, '我周日休');
    expect(await card()).toMatchObject({ nextDueOn: '2026-04-11', standIn: false });
    await passTo(china('2026-04-10T20:00'));
    expect((await told(LIU)).filter((text) => text.startsWith('今日待办'))).toHaveLength(1);
    await passTo(china('2026-04-11T09:00'));
    expect((await told(LIU)).at(-1)).toMatch(/^今日待办 1[^]*1\. 王先生 A/);
  });
});

describe('on Saturday', () => {
  test('two calls that nobody answered leave him due on Saturday, tried twice', async () => {
    await triedOnSaturday();
    expect(await card()).toMatchObject({
      lastEffectiveOn: '2026-04-09',
      nextDueOn: '2026-04-11',
      attemptDays: ['2026-04-11', '2026-04-11'],
    });
    expect(await say(LIU, '待办')).toMatch(/王先生 A .*试过2次/);
  });

  test('nobody is told of it on Saturday itself', async () => {
    await triedOnSaturday();
    await passTo(china('2026-04-11T20:30'));
    expect(await toldOf(ZHOU, /超期/)).toBe(0);
  });

  test('the night after does not move him to a later day: he stays overdue since Saturday', async () => {
    await triedOnSaturday();
    await passTo(china('2026-04-12T09:00'));
    expect(await card()).toMatchObject({ nextDueOn: '2026-04-11' });
  });
});

describe('the supervisor', () => {
  test('on duty on Sunday, he is told then at 09:30, and not before', async () => {
    await triedOnSaturday();
    await passTo(china('2026-04-12T09:10'));
    expect(await around(china('2026-04-12T09:30'), ZHOU, /待督导[^]*王先生 超期/)).toEqual([0, 1]);
  });

  test('resting on Sunday, he is told on Monday at 09:30', async () => {
    await triedOnSaturday();
    await say(ZHOU, '我周日休');
    await passTo(china('2026-04-12T20:30'));
    expect(await toldOf(ZHOU, /王先生 超期/)).toBe(0);
    await passTo(china('2026-04-13T09:10'));
    expect(await around(china('2026-04-13T09:30'), ZHOU, /待督导[^]*王先生 超期.*4\/11/)).toEqual([0, 1]);
  });

  test('is told that he was tried twice', async () => {
    await triedOnSaturday();
    // Without the night's reckoning, which is another matter.
    chat.sleepUntil(china('2026-04-12T09:30'));
    await bot.run('step-checks', china('2026-04-12T09:30'));
    expect(await toldOf(ZHOU, /王先生 超期/)).toBe(1);
    expect((await told(ZHOU)).filter((text) => text.includes('王先生')).join('\n')).toMatch(
      /王先生.*(试过|打过|拨打|打了) ?2次/,
    );
  });
});

describe('the window until 8 May', () => {
  const WARNING = /王先生.*期限/;

  /** As after Thursday's call, and what else falls due is left out: the days between do not run. */
  async function unanswered(): Promise<void> {
    await calledOnThursday();
    chat.sleepUntil(china('2026-04-30T08:00'));
  }

  test('is warned of on 1 and on 7 May at once each, and on no other day', async () => {
    await unanswered();
    const warned: string[] = [];
    for (const date of ['04-30', '05-01', '05-02', '05-03', '05-04', '05-05', '05-06', '05-07', '05-08']) {
      const before = await toldOf(LIU, WARNING);
      await passTo(china(`2026-${date}T11:00`));
      const count = (await toldOf(LIU, WARNING)) - before;
      if (count > 0) warned.push(`${date} ${count}`);
    }
    expect(warned).toEqual(['05-01 1', '05-07 1']);
  });

  test('unanswered, it is 超期未处理 on the 8th: the supervisor is told at 09:30, and the grade stays', async () => {
    await unanswered();
    await passTo(china('2026-05-08T09:10'));
    expect(await around(china('2026-05-08T09:30'), ZHOU, /王先生 期限/)).toEqual([0, 1]);
    expect(await card()).toMatchObject({ grade: 'A', state: 'open', windowEndsOn: '2026-05-08' });
  });

  test('the manager is told on the 11th, though the supervisor answered, and the GM is not', async () => {
    await unanswered();
    await passTo(china('2026-05-08T10:00'));
    await say(ZHOU, '已督导');
    await passTo(china('2026-05-10T20:30'));
    expect(await toldOf(MANAGER, /王先生 期限/)).toBe(0);
    await passTo(china('2026-05-11T20:30'));
    expect(await toldOf(MANAGER, /王先生 期限/)).toBeGreaterThan(0);
    expect(await toldOf(BOSS, /王先生 期限/)).toBe(0);
    expect(await card()).toMatchObject({ grade: 'A', state: 'open' });
  });
});
