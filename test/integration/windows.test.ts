import { describe, expect, test } from 'vitest';
import { alerts } from '../../src/db/schema/supervision.ts';
import { addDays, day } from '../../src/domain/time.ts';
import type { NewCustomer } from '../../src/db/customers.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { china, LIU, MA, MANAGER, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, say, told, customer } = chat;

/** Before somebody may be applied for as lost he has been talked with (D34). */
const TALK = '王先生打了 通了 他买了缤智 不考虑了 级别不变';
const WINDOW_END = day('2026-05-08');
/** An A since 8 April, so until 8 May, who is called often enough that nothing else is owed. */
const wang = (known: Partial<NewCustomer> = {}) =>
  customer({
    name: '王先生',
    surname: '王',
    grade: 'A',
    windowEndsOn: WINDOW_END,
    nextDueOn: day('2026-06-30'),
    nextDueWhy: 'agreed',
    agreedOn: day('2026-06-30'),
    lastEffectiveOn: addDays(WEDNESDAY, 29),
    ...known,
  });
const read = async () => (await db.select().from(customers))[0];
const about = async (who: typeof LIU) => (await told(who)).filter((text) => /王先生.*期限/.test(text));

async function runAt(job: string, time: string): Promise<void> {
  chat.sleepUntil(china(time));
  await bot.run(job, china(time));
  await bot.drain();
}
const morning = (date: string) => runAt('window-watch', `${date}T09:07`);
/** A day as far as windows go: the question, the card at 09:30, both digests. */
async function pass(date: string): Promise<void> {
  await morning(date);
  await runAt('step-checks', `${date}T09:30`);
  await runAt('supervisor-digest', `${date}T11:53`);
  await runAt('supervisor-digest', `${date}T17:23`);
}

describe('before the end of a window (D4)', () => {
  test.each([
    ['2026-04-30', 0],
    ['2026-05-01', 1],
  ])('a week before the consultant is asked: on %s he has been asked %i times', async (date, times) => {
    await wang();
    await morning(date);
    expect(await about(LIU)).toHaveLength(times);
  });

  test('he is asked twice in all, and only he', async () => {
    await wang();
    for (const date of ['01', '02', '03', '04', '05', '06']) await morning(`2026-05-${date}`);
    expect(await about(LIU)).toHaveLength(1);
    await morning('2026-05-07');
    expect(await about(LIU)).toHaveLength(2);
    expect([await about(ZHOU), await about(MANAGER)]).toEqual([[], []]);
  });

  test('the question names the four ways out', async () => {
    await wang();
    await morning('2026-05-01');
    const [question = ''] = await about(LIU);
    for (const way of ['订车', '延期', '降', '战败']) expect(question).toContain(way);
  });

  test('what the bot slept through is asked when it wakes up', async () => {
    await wang();
    await morning('2026-05-04');
    expect(await about(LIU)).toHaveLength(1);
    await morning('2026-05-05');
    expect(await about(LIU)).toHaveLength(1);
  });

  test.each<[string, Partial<NewCustomer>]>([
    ['is lost', { state: 'lost' }],
    ['may be lost, the supervisor decides', { state: 'lostPending' }],
    ['must not be contacted', { doNotContact: true, nextDueOn: null, agreedOn: null }],
    ['has ordered', { state: 'ordered', grade: 'O' }],
  ])('nobody asks about a customer who %s', async (_, known) => {
    await wang(known);
    await pass('2026-05-01');
    await pass('2026-05-07');
    await pass('2026-05-08');
    expect([await about(LIU), await about(ZHOU)]).toEqual([[], []]);
  });
});

describe('at the end of it', () => {
  test('the supervisor is told at 09:30 on the day, not the day before and not at 09:25', async () => {
    await wang();
    await pass('2026-05-07');
    await runAt('step-checks', '2026-05-08T09:25');
    expect(await about(ZHOU)).toEqual([]);
    await runAt('step-checks', '2026-05-08T09:30');
    expect(await about(ZHOU)).toHaveLength(1);
    expect(await about(MANAGER)).toEqual([]);
  });

  test('the manager hears of it three days later, though the supervisor answered', async () => {
    await wang();
    await pass('2026-05-08');
    await say(ZHOU, '已督导');
    await pass('2026-05-09');
    await pass('2026-05-10');
    expect(await about(MANAGER)).toEqual([]);
    await pass('2026-05-11');
    expect(await about(MANAGER)).not.toEqual([]);
  });

  test('nothing is changed by itself, for weeks', async () => {
    await wang();
    for (const date of ['2026-05-08', '2026-05-11', '2026-05-20']) {
      await pass(date);
      await runAt('reckon-due', `${date}T23:41`);
    }
    expect(await read()).toMatchObject({ grade: 'A', state: 'open', windowEndsOn: WINDOW_END });
  });

  test.each([
    ['ordered', ['王先生订车 定金5000', '对']],
    ['graded down', ['王先生降B']],
    ['lost', [TALK, '战败 王先生 买了缤智 价格', '对']],
  ])('the case closes when he is %s', async (_, lines) => {
    await wang();
    await pass('2026-05-08');
    for (const line of lines) await say(LIU, line);
    await runAt('step-checks', '2026-05-08T18:00');
    const cases = (await db.select().from(alerts)).filter(({ check }) => check === 'windowOver');
    expect(cases).toMatchObject([{ state: 'closed' }]);
  });
});

describe('延期 (D3)', () => {
  async function asked(): Promise<void> {
    await wang();
    chat.sleepUntil(china('2026-05-07T10:00'));
    expect(await say(LIU, '王先生延期 等年终奖')).toContain('周海涛');
    await bot.drain();
  }

  test('without a reason is asked for one, and the supervisor hears nothing yet', async () => {
    await wang();
    chat.sleepUntil(china('2026-05-07T10:00'));
    expect(await say(LIU, '王先生延期')).toContain('为什么');
    expect(await told(ZHOU)).toEqual([]);
  });

  test('shows the supervisor the reason, and changes nothing before his yes', async () => {
    await asked();
    expect((await told(ZHOU)).at(-1)).toMatch(/延期[^]*王先生[^]*等年终奖/);
    expect(await read()).toMatchObject({ windowEndsOn: WINDOW_END, windowExtendedOn: null });
  });

  test('with his yes runs one window more, and the consultant is told', async () => {
    await asked();
    await chat.press(ZHOU, 'approve');
    expect(await read()).toMatchObject({ grade: 'A', gradeSetOn: WEDNESDAY, windowEndsOn: '2026-06-08' });
    expect((await told(LIU)).at(-1)).toMatch(/王先生.*延期.*6\/8/);
  });

  test('with his no stays as it was, and the consultant is told', async () => {
    await asked();
    await chat.press(ZHOU, 'reject');
    expect(await read()).toMatchObject({ windowEndsOn: WINDOW_END });
    expect((await told(LIU)).at(-1)).toMatch(/王先生.*延期/);
  });

  test('pressed twice extends once', async () => {
    await asked();
    const { taskId } = chat.lastCard(ZHOU);
    await chat.press(ZHOU, 'approve');
    await chat.simulator.clickCard(ZHOU, taskId, 'approve', {}).catch(() => {});
    await bot.drain();
    expect(await read()).toMatchObject({ windowEndsOn: '2026-06-08' });
  });

  test('a yes after the last day extends as well, and closes the case', async () => {
    await asked();
    await pass('2026-05-08');
    const card = chat.simulator
      .messagesOf(ZHOU)
      .findLast(({ content }) => content.type === 'card' && JSON.stringify(content).includes('延期申请'));
    if (card?.content.type !== 'card') throw new Error('no application');
    await chat.simulator.clickCard(ZHOU, card.content.taskId ?? '', 'approve', {});
    await runAt('step-checks', '2026-05-08T18:00');
    expect(await read()).toMatchObject({ windowEndsOn: '2026-06-08' });
    expect(await db.select().from(alerts)).toMatchObject([{ check: 'windowOver', state: 'closed' }]);
  });

  test('the new end is asked about a week and a day before', async () => {
    await asked();
    await chat.press(ZHOU, 'approve');
    const before = (await about(LIU)).length;
    await pass('2026-05-08');
    await morning('2026-05-31');
    expect(await about(LIU)).toHaveLength(before);
    await morning('2026-06-01');
    expect(await about(LIU)).toHaveLength(before + 1);
    await morning('2026-06-07');
    expect(await about(LIU)).toHaveLength(before + 2);
  });

  test('only once in a grade', async () => {
    await asked();
    await chat.press(ZHOU, 'approve');
    const cards = (await told(ZHOU)).length;
    expect(await say(LIU, '王先生延期 还要等')).toContain('一次');
    expect(await told(ZHOU)).toHaveLength(cards);
    expect(await read()).toMatchObject({ windowEndsOn: '2026-06-08' });
  });

  test('a new grade begins a new window, which may be extended again', async () => {
    await asked();
    await chat.press(ZHOU, 'approve');
    await say(LIU, '王先生改B');
    expect(await read()).toMatchObject({ grade: 'B', windowEndsOn: '2026-08-07', windowExtendedOn: null });
    await say(LIU, '王先生延期 还要等');
    await bot.drain();
    await chat.press(ZHOU, 'approve');
    expect(await read()).toMatchObject({ windowEndsOn: '2026-11-07' });
  });

  test('the same grade set again begins none', async () => {
    await wang();
    chat.sleepUntil(china('2026-05-06T10:00'));
    await say(LIU, '王先生改A');
    expect(await read()).toMatchObject({ gradeSetOn: WEDNESDAY, windowEndsOn: WINDOW_END });
    await say(LIU, '王先生打了 通了 聊了首付和交车时间 级别不变');
    expect(await read()).toMatchObject({ gradeSetOn: WEDNESDAY, windowEndsOn: WINDOW_END });
  });

  test('an answer that comes after the grade has changed extends nothing', async () => {
    await asked();
    const { taskId } = chat.lastCard(ZHOU);
    await say(LIU, '王先生改B');
    await chat.simulator.clickCard(ZHOU, taskId, 'approve', {});
    await bot.drain();
    expect(await read()).toMatchObject({ grade: 'B', windowEndsOn: '2026-08-07', windowExtendedOn: null });
  });

  test('is no business of another consultant', async () => {
    await wang();
    chat.sleepUntil(china('2026-05-07T10:00'));
    await say(MA, '王先生延期 等年终奖');
    expect(await told(ZHOU)).toEqual([]);
  });
});

describe('a yes or a no to an extension, in words', () => {
  async function ask(): Promise<void> {
    await wang();
    await say(LIU, '王先生延期 等年终奖');
  }
  const window = async () => (await read())?.windowEndsOn;

  test.each(['王先生延期同意', '王先生可以延期', '批准王先生延期', '延期同意', '同意'])(
    '%s',
    async (text) => {
      await ask();
      expect(await say(ZHOU, '待审批')).toContain('等您审批的延期1条');
      expect(await say(ZHOU, text)).toContain('已同意 王先生 延期');
      expect(await window()).toBe('2026-06-08');
      expect(await say(ZHOU, '待审批')).toContain('也没有待审批的');
    },
  );

  test.each(['不同意王先生延期', '王先生不能延', '王先生别延了', '不同意'])('%s', async (text) => {
    await ask();
    expect(await say(ZHOU, text)).toContain('没同意 王先生 延期');
    expect(await window()).toBe(WINDOW_END);
    expect(await say(ZHOU, '王先生延期同意')).toContain('没有等您批的延期申请');
    await say(LIU, '王先生延期 等年终奖');
    expect(await say(ZHOU, '待审批')).toContain('等您审批的延期1条');
  });

  test('a refused card is dead, and a yes without a request moves nothing', async () => {
    await wang();
    expect(await say(ZHOU, '王先生可以延期')).toContain('没有等您批的延期申请');
    await say(LIU, '王先生延期 等年终奖');
    await say(ZHOU, '王先生不能延');
    await chat.press(ZHOU, 'approve');
    expect(await window()).toBe(WINDOW_END);
  });

  test('his own order with a reason stands', async () => {
    await wang();
    expect(await say(ZHOU, '王先生延期 等年终奖')).toContain('已延期 王先生');
  });

  test('a bare 同意 is asked about when a lost customer waits as well', async () => {
    await ask();
    await say(LIU, '登记 孙女士 13900005559 科雷傲 B 汽车之家');
    await say(LIU, '孙女士打了 通了 她买了缤智 不考虑了 级别不变');
    await say(LIU, '战败 孙女士 买了缤智 价格');
    await say(LIU, '对');
    expect(await say(ZHOU, '同意')).toContain('等您批的不止一件');
    expect(await window()).toBe(WINDOW_END);
  });
});
