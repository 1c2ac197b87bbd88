import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { contacts, gradeChanges } from '../../src/db/schema/follow-up.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import { china, LIU, MANAGER, on8, openShowroom, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, customer } = chat;

const gradeOf = async (name: string) =>
  (await db.select().from(customers).where(eq(customers.name, name)))[0]?.grade;
const reviews = async () =>
  (await db.select().from(gradeChanges).orderBy(gradeChanges.id)).map(({ to, review }) => `${to} ${review}`);

describe('grades that wait for a second look', () => {
  test('every jump to A is one, whatever speaks for it; a B is none', async () => {
    for (const name of ['王先生', '李先生', '周先生'])
      await customer({ name, surname: name[0]!, grade: 'C' });
    const doubted = await chat.say(LIU, '王先生升A');
    expect(doubted).toMatch(/A级（待主管确认）/);
    expect(await chat.say(LIU, '李先生升A 颜色定了')).not.toContain('待主管确认');
    await chat.say(LIU, '周先生升B 约了周六再来');
    expect(await reviews()).toEqual(['A pending', 'A pending', 'B null']);
    expect(await chat.say(LIU, '查 王先生')).toContain('A级（待主管确认）');
    const queue = await chat.say(ZHOU, '待评级');
    expect(queue).toMatch(/待复核级别 2位/);
    // Nothing speaks for the first: it is the more pressing one.
    expect(queue).toMatch(/1\. 刘洋·王先生 C→A｜没有判据[\s\S]*2\. 刘洋·李先生 C→A｜车型车色已选定/);
  });

  test('the first grade of a phone-in is one, of whatever letter, and the manager judges the desk', async () => {
    await chat.say('linxiao', '来电 冯先生 13800002211 问科雷傲优惠 C');
    expect(await reviews()).toEqual(['C pending']);
    expect(await chat.say(ZHOU, '待评级')).toMatch(/没有等您复核/);
    expect(await chat.say(MANAGER, '待评级')).toMatch(/冯先生 来电 首次定C/);
  });

  test('are agreed to and changed by their numbers, and the consultant is told', async () => {
    for (const name of ['王先生', '李先生']) await customer({ name, surname: name[0]!, grade: 'C' });
    await chat.say(LIU, '王先生升A');
    await chat.say(LIU, '李先生升A');
    await chat.say(ZHOU, '待评级');
    const answer = await chat.say(ZHOU, '1 同意 2 改B');
    expect(answer).toMatch(/已同意 王先生 A级[\s\S]*已改 李先生 级别：降A→B级/);
    expect([await gradeOf('王先生'), await gradeOf('李先生')]).toEqual(['A', 'B']);
    expect(await reviews()).toEqual(['A agreed', 'A changed', 'B null']);
    expect((await told(LIU)).join('\n')).toMatch(
      /王先生的A级，周海涛复核同意[\s\S]*周海涛复核了李先生的级别/,
    );
    expect(await chat.say(ZHOU, '待评级')).toMatch(/没有等您复核/);
    expect(await chat.say(ZHOU, '1 同意')).toMatch(/没有等您复核/);
  });

  test('are all agreed to at once, but only those that were shown', async () => {
    for (const name of ['王先生', '李先生']) await customer({ name, surname: name[0]!, grade: 'C' });
    await chat.say(LIU, '王先生升A');
    await chat.say(ZHOU, '待评级');
    await chat.say(LIU, '李先生升A');
    await chat.say(ZHOU, '全部同意');
    expect(await reviews()).toEqual(['A agreed', 'A pending']);
  });

  test('a decision is taken back by 撤销', async () => {
    await customer({ name: '王先生', surname: '王', grade: 'C' });
    await chat.say(LIU, '王先生升A');
    await chat.say(ZHOU, '待评级');
    await chat.say(ZHOU, '1 改B');
    expect(await gradeOf('王先生')).toBe('B');
    await chat.say(ZHOU, '撤销');
    expect(await gradeOf('王先生')).toBe('A');
    expect(await reviews()).toEqual(['A pending']);
  });

  test('nobody judges his own, those of another store, or a number that was not shown', async () => {
    await customer({ name: '王先生', surname: '王', grade: 'C' });
    await customer({ name: '李先生', surname: '李', grade: 'C', ownerId: ZHOU });
    await chat.say(LIU, '王先生升A');
    await chat.say(ZHOU, '李先生升A');
    expect(await chat.say(WU, '待评级')).toMatch(/没有等您复核/);
    expect(await chat.say(ZHOU, '待评级')).toMatch(/待复核级别 1位/);
    expect(await chat.say(ZHOU, '2 同意')).toMatch(/没有这个号/);
    expect(await chat.say(MANAGER, '待评级')).toMatch(/待复核级别 2位/);
    expect(await chat.say(LIU, '待评级')).not.toMatch(/待复核/);
  });

  test('what the supervisor grades himself waits for nobody, and settles what waited', async () => {
    await customer({ name: '王先生', surname: '王', grade: 'C' });
    await chat.say(LIU, '王先生升A');
    await chat.say(ZHOU, '王先生定B 不是A 颜色没定');
    expect(await reviews()).toEqual(['A changed', 'B null']);
    expect(await chat.say(ZHOU, '待评级')).toMatch(/没有等您复核/);
  });

  test('a grade that has moved on waits no longer', async () => {
    await customer({ name: '王先生', surname: '王', grade: 'C' });
    await chat.say(LIU, '王先生升A');
    chat.sleepUntil(on8('15:00'));
    await chat.say(LIU, '王先生降B');
    expect(await chat.say(ZHOU, '待评级')).toMatch(/没有等您复核/);
  });
});

describe('the duty of the supervisor', () => {
  test('his digest counts what waits; a day later the manager hears of it, once', async () => {
    await customer({ name: '王先生', surname: '王', grade: 'C' });
    await chat.say(LIU, '王先生升A');
    await bot.run('supervisor-digest', on8('17:23'));
    expect(await told(ZHOU)).toEqual(['待复核级别1位，发“待评级”看']);
    const missing = async () =>
      (await db.select().from(alerts).where(eq(alerts.check, 'gradeReviewMissing'))).map(
        ({ aboutId, state }) => `${aboutId} ${state}`,
      );
    await bot.run('step-checks', china('2026-04-09T17:25'));
    expect(await missing()).toEqual([]);
    await bot.run('step-checks', china('2026-04-09T17:30'));
    expect(await missing()).toEqual([`${ZHOU} open`]);
    await bot.run('supervisor-digest', china('2026-04-10T11:53'));
    expect((await told(MANAGER)).join()).toMatch(/周海涛·王先生 级别没复核/);
    chat.sleepUntil('2026-04-10T12:00:00+08:00');
    await chat.say(ZHOU, '待评级');
    await chat.say(ZHOU, '1 同意');
    await bot.run('step-checks', china('2026-04-10T12:05'));
    expect(await missing()).toEqual([`${ZHOU} closed`]);
  });
});

describe('the grade after each contact', () => {
  test('is shown day by day, unchanged ones too', async () => {
    await chat.say(LIU, '登记 王先生 13900001234 科雷傲 C 汽车之家');
    chat.sleepUntil('2026-04-10T10:00:00+08:00');
    await chat.say(LIU, '王先生打了 通了 聊了配置和油耗 级别不变');
    chat.sleepUntil('2026-04-13T10:00:00+08:00');
    await chat.say(LIU, '王先生打了 通了 约了周六再来看看车 升B');
    chat.sleepUntil('2026-04-15T10:00:00+08:00');
    await chat.say(LIU, '王先生打了 通了 说周六一定来不会变');
    const lines = (await chat.say(LIU, '王先生级别轨迹')).split('\n');
    expect(lines).toEqual([
      '王先生 级别轨迹，现在B级',
      '4/8周三 来店 未定→C',
      '4/10周五 电话 C 不变',
      '4/13周一 电话 C→B',
      '4/15周三 电话 B（未评）',
      '建卡7天，有效联系4次，升1 降0',
    ]);
  });

  test('a contact with whoever has ordered carries his grade without a question', async () => {
    await customer({ name: '王先生', surname: '王', grade: 'O' });
    expect(await chat.say(LIU, '王先生打了 通了 说等车等得有点急')).not.toMatch(/级别还是/);
    expect((await db.select().from(contacts))[0]).toMatchObject({ gradeBefore: 'O', gradeAfter: 'O' });
  });
});
