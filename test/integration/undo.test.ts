import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { audit } from '../../src/db/schema/records.ts';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { emptyTables } from '../support/database.ts';
import { dumpTables } from '../support/tables.ts';

const LIU = 'liuyang';
const MA = 'mahui';
const ZHOU = 'zhouhaitao';
const HE = 'hejia';

const chat = await startBot();
const { db, bot } = chat;

let tests = 0;
beforeEach(async () => {
  await emptyTables(db);
  // The one WeCom of this file knows the tasks of earlier tests: applications keep new numbers.
  tests += 1;
  for (const table of ['alerts', 'lost_applications'])
    await db.execute(sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${tests * 1000})`);
  await bot.run('sync-staff', new Date('2026-04-08T00:17:00+08:00'));
  chat.sleepUntil(WEDNESDAY_AFTERNOON);
});

/** What is kept of messages, talks and what was told: all else is the business, and must be as it was. */
const RECORDS = ['inbox', 'outbox', 'conversations', 'audit', 'cards', 'job_runs', 'journal'];
const business = () => dumpTables(db, RECORDS);

const REGISTER = '登记 王先生 13900001234 科雷傲 B 汽车之家';
const CONNECTED = '王先生打了 通了 嫌价格贵 周六再联系';

/** Lines that lead up to the entry, the entry itself, and, if it is not 刘洋, who makes it. */
const ENTRIES: [name: string, before: string[], entry: string[], by?: string][] = [
  ['a registration with its visit', [], [REGISTER]],
  ['a registration with a grade and its criterion', [], ['登记 李女士 13900002345 卡缤 A 颜色定了 全款']],
  ['a phone-in', [], ['来电 冯先生 13800002211 问科雷傲优惠']],
  ['a phone-in of nobody', [], ['来电 没留电话 问价格']],
  ['a visit of nobody', [], ['来店1批 看风朗 没留电话']],
  ['a visit whose card is still owed', [], ['来店1批 看风朗']],
  ['a card for a batch registered before', ['来店1批 看科雷傲'], [REGISTER]],
  ['a second visit', [REGISTER, '!next day'], ['王先生二次到店']],
  [
    'a visit that keeps an appointment',
    [REGISTER, '王先生约明天下午2点来店', '!next day'],
    ['王先生二次到店'],
  ],
  ["a visit of a colleague's customer", [REGISTER, '!next day'], ['登记 王先生 13900001234 科雷傲 B'], MA],
  ['an unanswered call', [REGISTER], ['王先生打了 没接']],
  ['an answered call', [REGISTER], [CONNECTED]],
  ['an answered call with a grade', [REGISTER], ['王先生打了 通了 聊了价格和颜色 升A 颜色定了']],
  ['a message that was answered', [REGISTER], ['王先生微信回了 周日有空']],
  ['a message that was not', [REGISTER], ['王先生发了微信 没回']],
  ['the text after a visit', [REGISTER], ['短信发了']],
  ['a text that the customer does not want', [REGISTER], ['王先生短信没发 客户说别发短信']],
  ['do-not-contact', [REGISTER], ['王先生说以后别打电话了']],
  ['a grade', [REGISTER], ['王先生升A 颜色定了']],
  ['a lower grade', [REGISTER], ['王先生降C 说要等年底']],
  ['an unchanged grade after a call', [REGISTER, CONNECTED], ['王先生级别不变']],
  ['an appointment', [REGISTER], ['王先生约周六下午2点来店']],
  ['an appointment that was moved', [REGISTER, '王先生约周六下午2点来店'], ['王先生约周日上午10点来店']],
  ['a day for the next call', [REGISTER], ['王先生下周二再打']],
  ['a test drive', [REGISTER], ['王先生试驾了 30分钟']],
  ['more of the card', [REGISTER], ['王先生 预算18万 全款 自用']],
  ['another phone', [REGISTER], ['王先生电话改成13900005678']],
  ['an order with its deposit', [REGISTER], ['王先生订车 订金3000', '1']],
  ['a further payment', [REGISTER, '王先生订车 订金3000', '1'], ['王先生尾款3万', '1']],
  ['a delivery', [REGISTER, '王先生订车 订金3000', '1'], ['王先生交车了']],
  ['an application for a lost customer', [REGISTER], ['战败 王先生 买了缤智 价格', '对']],
  ['a lost customer', [REGISTER, '战败 王先生 买了缤智 价格', '对'], ['王先生战败同意'], ZHOU],
  ['a refusal', [REGISTER, '战败 王先生 买了缤智 价格', '对'], ['王先生战败不同意 再打两次'], ZHOU],
  [
    'several customers in one message',
    [REGISTER, '登记 李女士 13900002345 卡缤 B', '!next day', '今天要打谁'],
    ['1 没接\n2 没接'],
  ],
];

describe('undoing restores every row of the business', () => {
  test.each(ENTRIES)('%s', async (_, before, entry, by = LIU) => {
    for (const line of before) {
      if (line === '!next day') chat.sleepUntil('2026-04-09T14:00:00+08:00');
      else await chat.say(LIU, line);
    }
    const was = await business();
    const answers = [];
    for (const line of entry) answers.push(await chat.say(by, line));
    expect(await business(), answers.join('\n')).not.toEqual(was);
    expect(await chat.say(by, '撤销')).toContain('已撤销');
    expect(await business()).toEqual(was);
  });

  test('and what was undone can be said again', async () => {
    await chat.say(LIU, REGISTER);
    const once = await db.select().from(customers);
    await chat.say(LIU, '撤销');
    expect(await chat.say(LIU, REGISTER)).toContain('已建卡');
    const [again] = await db.select().from(customers);
    expect({ ...again, id: 0 }).toEqual({ ...once[0], id: 0 });
  });

  test('one message after the other, back to the beginning', async () => {
    const was = await business();
    const lines = [REGISTER, '短信发了', '王先生升A 颜色定了', '王先生打了 没接'];
    const steps = [];
    for (const line of lines) {
      steps.push(await business());
      await chat.say(LIU, line);
    }
    for (const step of steps.toReversed()) {
      expect(await chat.say(LIU, '撤销')).toContain('已撤销');
      expect(await business()).toEqual(step);
    }
    expect(await business()).toEqual(was);
    expect(await chat.say(LIU, '撤销')).toContain('没有可以撤销的');
  });

  test('a question, a list and a message that was not understood do not stand in the way', async () => {
    await chat.say(LIU, REGISTER);
    for (const line of ['今天要打谁', '为什么', '帮助', '今天天气不错']) await chat.say(LIU, line);
    expect(await chat.say(LIU, '撤销')).toContain('已撤销');
    expect(await db.select().from(customers)).toEqual([]);
  });
});

describe('the ten minutes', () => {
  test.each([
    ['14:10:00', true],
    ['14:10:01', false],
  ])('what was said at 14:00 can be undone at %s: %s', async (clock, undone) => {
    await chat.say(LIU, REGISTER);
    chat.sleepUntil(`2026-04-08T${clock}+08:00`);
    const was = await business();
    const answer = await chat.say(LIU, '撤销');
    if (undone) expect(answer).toContain('已撤销');
    else expect(answer).not.toContain('已撤销');
    expect((await db.select().from(customers)).length).toBe(undone ? 0 : 1);
    if (!undone) expect(await business()).toEqual(was);
  });
});

describe('what has changed since is left alone', () => {
  test.each<[string, [by: string, line: string][], [by: string, line: string][], string]>([
    [
      'a customer who has called a colleague',
      [[LIU, REGISTER]],
      [
        [MA, '!five minutes later'],
        [MA, '来电 王先生 13900001234 问科雷傲优惠'],
      ],
      LIU,
    ],
    [
      'an application that was decided',
      [
        [LIU, REGISTER],
        [LIU, '战败 王先生 买了缤智 价格'],
        [LIU, '对'],
      ],
      [[ZHOU, '王先生战败同意']],
      LIU,
    ],
    [
      'a grade that the supervisor changed',
      [
        [LIU, REGISTER],
        [LIU, '王先生升A 颜色定了'],
      ],
      [[ZHOU, '王先生降C 说要等年底']],
      LIU,
    ],
  ])('%s', async (_, before, since, by) => {
    for (const [who, line] of before) await chat.say(who, line);
    for (const [who, line] of since) {
      if (line.startsWith('!')) chat.sleepUntil('2026-04-08T14:05:00+08:00');
      else expect(await chat.say(who, line)).not.toContain('没有记');
    }
    const was = await business();
    const answer = await chat.say(by, '撤销');
    expect(answer).not.toContain('已撤销');
    expect(answer).toMatch(/改动|处理|更正/);
    expect(await business()).toEqual(was);
  });

  test('a phone that somebody else has taken meanwhile stays with him', async () => {
    await chat.say(LIU, REGISTER);
    await chat.say(LIU, '王先生电话改成13900005678');
    expect(await db.select().from(customers)).toMatchObject([{ phone: '13900005678' }]);
    await chat.say(HE, '登记 周女士 13900001234 卡缤 B');
    const was = await business();
    expect(await chat.say(LIU, '撤销')).not.toContain('已撤销');
    expect(await business()).toEqual(was);
  });

  test('a job that only watches does not stand in the way', async () => {
    await chat.say(LIU, REGISTER);
    chat.sleepUntil('2026-04-08T14:05:00+08:00');
    await bot.run('step-checks', new Date('2026-04-08T14:05:00+08:00'));
    await bot.run('due-reminders', new Date('2026-04-08T15:23:00+08:00'));
    expect(await chat.say(LIU, '撤销')).toContain('已撤销');
    expect(await db.select().from(customers)).toEqual([]);
  });
});

describe('others', () => {
  test('nobody undoes what somebody else said', async () => {
    await chat.say(LIU, REGISTER);
    expect(await chat.say(MA, '撤销')).not.toContain('已撤销');
    expect(await db.select().from(customers)).toHaveLength(1);
  });

  test('who was told is told that it is void, who was not told yet never hears of it', async () => {
    await chat.say(LIU, '登记 褚先生 13900003456 科雷傲 B 汽车之家');
    await chat.say(LIU, '战败 褚先生 买了缤智 价格');
    await chat.say(LIU, '对');
    await bot.drain();
    await chat.say(LIU, '撤销');
    await bot.drain();
    expect(chat.received(ZHOU).at(-1)).toMatch(/撤销.*作废/);
  });
});

describe('the audit', () => {
  test('keeps the entry and its undoing', async () => {
    await chat.say(LIU, REGISTER);
    await chat.say(LIU, '撤销');
    const rows = await db.select().from(audit).orderBy(audit.id);
    const [entry, undoing] = rows.filter(({ actorId }) => actorId === LIU);
    expect(entry).toMatchObject({ actorId: LIU, action: expect.stringContaining('createCard') });
    expect(undoing).toMatchObject({ action: 'undo', facts: { undone: entry?.messageId } });
  });

  test('holds no phone, no name and no words of people', async () => {
    await chat.say(LIU, REGISTER);
    await chat.say(LIU, CONNECTED);
    await chat.say(LIU, '战败 王先生 买了缤智 价格');
    await chat.say(LIU, '对');
    const { audit: rows = [] } = await dumpTables(db);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.join('')).not.toMatch(/王先生|1390000|缤智|价格/);
  });

  test.each([
    ['updated', sql`update audit set action = 'nothing'`],
    ['deleted', sql`delete from audit`],
    ['truncated', sql`truncate audit`],
  ])('cannot be %s', async (_, statement) => {
    await chat.say(LIU, REGISTER);
    const { audit: was } = await dumpTables(db);
    await expect(db.execute(statement)).rejects.toThrow();
    expect((await dumpTables(db)).audit).toEqual(was);
  });
});
