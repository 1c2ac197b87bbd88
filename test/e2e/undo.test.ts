import { beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../src/db/schema/records.ts';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { cardOf, cardsNamed, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;
beforeEach(() => bot.sleepUntil(WEDNESDAY_AFTERNOON));

let registered = 0;
async function register(name: string, grade = 'B', owner = 'liuyang'): Promise<string> {
  const phone = `1390000${5000 + ++registered}`;
  await say(owner, `登记 ${name} ${phone} 科雷傲 ${grade}`);
  return phone;
}

/** The rows as they stand for the business, whatever marks an undone one keeps. */
async function standing() {
  const {
    customers,
    contacts,
    grades,
    appointments,
    orders,
    payments,
    visits,
    lost,
    texts,
    testDrives,
    calls,
  } = await everyRow(db);
  return {
    customers,
    contacts,
    grades,
    appointments,
    orders,
    payments,
    visits,
    lost,
    texts,
    testDrives,
    calls,
  };
}

describe('撤销 within ten minutes', () => {
  test.each([
    ['a call', '赵先生', '赵先生打了 通了 聊得挺好的，主要在聊孩子上学的事情'],
    ['an attempt', '钱先生', '钱先生打了 没接'],
    ['a grade', '孙先生', '孙先生升A 颜色定了'],
    ['an appointment', '李先生', '李先生约周六下午2点来店'],
    ['a test drive', '周先生', '周先生试驾了 30分钟'],
    ['a visit', '吴先生', '吴先生二次到店 带老人来了'],
    ['the text after leaving', '郑先生', '郑先生短信发了'],
    ['facts of the card', '王先生', '王先生预算20万 全款'],
    ['an application', '冯先生', '冯先生战败 买了奇骏', '对'],
  ])('takes back %s to the last column', async (_, name, text, yes?: string) => {
    await register(name);
    const before = await standing();
    await say('liuyang', text);
    if (yes) await say('liuyang', yes);
    expect(await standing()).not.toEqual(before);
    bot.sleepUntil('2026-04-08T14:09:59+08:00');
    const answer = await say('liuyang', '撤销');
    expect(answer).toContain('撤销');
    expect(answer).toContain(name);
    expect(await standing()).toEqual(before);
  });

  test('takes back a registration with its visit', async () => {
    const before = await standing();
    await register('陈先生');
    const answer = await say('liuyang', '撤销');
    expect(answer).toContain('陈先生');
    expect(await standing()).toEqual(before);
  });

  test('takes back an order with its money', async () => {
    await register('褚先生', 'A');
    const before = await standing();
    await say('liuyang', '褚先生订车 订金5000');
    await say('liuyang', '1');
    await say('liuyang', '撤销');
    expect(await standing()).toEqual(before);
  });

  test('steps back one message at a time', async () => {
    const phone = await register('卫先生');
    await say('liuyang', '卫先生打了 没接');
    await say('liuyang', '卫先生升A 颜色定了');
    await say('liuyang', '撤销');
    expect((await cardOf(db, phone)).grade).toBe('B');
    expect((await historyOf(db, phone)).contacts).toHaveLength(1);
    await say('liuyang', '撤回');
    expect((await historyOf(db, phone)).contacts).toEqual([]);
    expect(await cardsNamed(db, '卫')).toHaveLength(1);
  });

  test('passes over messages that wrote nothing', async () => {
    const phone = await register('蒋先生');
    await say('liuyang', '蒋先生打了 没接');
    await say('liuyang', '待办');
    await say('liuyang', '哈哈');
    await say('liuyang', '撤销上一条');
    expect((await historyOf(db, phone)).contacts).toEqual([]);
  });

  test('never touches what a colleague wrote', async () => {
    const phone = await register('沈先生');
    await say('liuyang', '沈先生打了 没接');
    const before = await standing();
    await say('mahui', '撤销');
    expect(await standing()).toEqual(before);
    expect((await historyOf(db, phone)).contacts).toHaveLength(1);
  });

  test('does not overwrite what somebody did with the customer since', async () => {
    const phone = await register('韩先生');
    await say('liuyang', '韩先生打了 没接');
    await say('zhouhaitao', '韩先生定C 还在犹豫买哪款');
    await say('liuyang', '撤销');
    expect((await cardOf(db, phone)).grade).toBe('C');
  });

  test('leaves both in the audit', async () => {
    await register('杨先生');
    await say('liuyang', '杨先生打了 没接');
    await say('liuyang', '撤销');
    const rows = await db.select().from(audit).orderBy(audit.id);
    const { id } = (await cardsNamed(db, '杨'))[0]!;
    const own = rows
      .filter(({ customerId, actorId }) => customerId === id || actorId === 'liuyang')
      .slice(-2);
    expect(own).toHaveLength(2);
    expect(own.at(-1)?.action).toMatch(/undo|undone|撤/i);
  });

  test('tells the supervisor that an application he was asked about is withdrawn', async () => {
    await register('朱先生');
    await say('liuyang', '朱先生战败 买了奇骏');
    await say('liuyang', '对');
    expect(bot.received('zhouhaitao').at(-1)).toContain('朱先生');
    await say('liuyang', '撤销');
    expect(bot.received('zhouhaitao').at(-1)).toMatch(/朱先生[\s\S]*(撤|作废)/);
    expect(await say('zhouhaitao', '同意')).not.toContain('已同意');
  });

  test('of a rejection lets the supervisor decide again', async () => {
    const phone = await register('秦先生');
    await say('liuyang', '秦先生战败 买了奇骏');
    await say('liuyang', '对');
    await say('zhouhaitao', '秦先生驳回');
    await say('zhouhaitao', '撤销');
    expect((await historyOf(db, phone)).lost).toMatchObject([{ state: 'pending' }]);
    await say('zhouhaitao', '秦先生战败同意');
    expect((await cardOf(db, phone)).state).toBe('lost');
  });

  test('twice does not bring the entry back', async () => {
    const phone = await register('尤先生');
    await say('liuyang', '尤先生打了 没接');
    await say('liuyang', '撤销');
    await say('liuyang', '撤销');
    expect(await cardsNamed(db, '尤')).toEqual([]);
    expect(phone).toBeDefined();
  });
});

describe('撤销 after ten minutes', () => {
  test('is refused with the reason, and nothing changes', async () => {
    const phone = await register('许先生', 'B', 'hejia');
    await say('hejia', '许先生打了 没接');
    bot.sleepUntil('2026-04-08T14:10:01+08:00');
    const before = await standing();
    const answer = await say('hejia', '撤销');
    expect(answer).toMatch(/10分钟|十分钟/);
    expect(await standing()).toEqual(before);
    expect((await historyOf(db, phone)).contacts).toHaveLength(1);
  });

  test('at ten minutes sharp still works', async () => {
    const phone = await register('何先生', 'B', 'zhengnan');
    await say('zhengnan', '何先生打了 没接');
    bot.sleepUntil('2026-04-08T14:10:00+08:00');
    await say('zhengnan', '撤销');
    expect((await historyOf(db, phone)).contacts).toEqual([]);
  });

  test('with nothing to take back says so', async () => {
    const before = await standing();
    const answer = await say('xudan', '撤销');
    expect(answer).toMatch(/没有/);
    expect(answer).not.toContain('没看懂');
    expect(await standing()).toEqual(before);
  });
});

describe('a correction', () => {
  test('"不对 是B级" after a grade replaces it and is no second movement', async () => {
    const phone = await register('吕先生', 'A');
    await say('liuyang', '吕先生降C 说要等年底');
    await say('liuyang', '不对 是B级');
    expect((await cardOf(db, phone)).grade).toBe('B');
    const { grades } = await historyOf(db, phone);
    expect(grades.at(-1)).toMatchObject({ to: 'B' });
    expect(grades.filter(({ from, to }) => from === 'C' && to === 'B')).toEqual([]);
  });
});

describe('取消', () => {
  test('drops a waiting confirmation', async () => {
    const phone = await register('施先生', 'A');
    await say('liuyang', '施先生订车 订金5000');
    const answer = await say('liuyang', '取消');
    expect(answer).toMatch(/没有记|取消/);
    expect((await historyOf(db, phone)).orders).toEqual([]);
  });

  test('with nothing waiting takes nothing back', async () => {
    const phone = await register('张先生');
    await say('liuyang', '张先生打了 没接');
    const before = await standing();
    const answer = await say('liuyang', '取消');
    expect(await standing()).toEqual(before);
    expect(answer).not.toContain('没看懂');
    expect(phone).toBeDefined();
  });
});

describe('撤销 after a question', () => {
  test('drops what was asked about, and takes back the entry before it only when it is said again', async () => {
    const phone = await register('任先生');
    bot.sleepUntil('2026-04-08T14:01:00+08:00');
    await say('liuyang', '任先生下周来 时间没定');
    expect(await say('liuyang', '撤销')).toMatch(/^刚才问您的那条还没有记，不用撤。.*“登记客户 任先生”/);
    expect(await cardOf(db, phone)).toBeDefined();
    expect(await say('liuyang', '撤销')).toContain('已撤销：登记客户 任先生');
    expect(await cardsNamed(db, '任先生')).toEqual([]);
  });

  test('takes back what was written with the question', async () => {
    await register('卞先生');
    await say('liuyang', '卞先生打了 通了 说价格再优惠点 聊了很久');
    expect(await say('liuyang', '撤销')).toMatch(/^已撤销：记回访/);
  });
});

test('an open question takes no sentence about its customer for an answer', async () => {
  const phone = await register('计先生');
  expect(await say('liuyang', '计先生通了 说价格再优惠点 旧车也想处理 不变')).toContain('要再让多少');
  expect(await say('liuyang', '计先生改C')).toMatch(/^已记 计先生 级别：降B→C级/);
  expect((await historyOf(db, phone)).contacts).toHaveLength(1);
});
