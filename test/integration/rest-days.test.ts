import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { staff } from '../../src/db/schema/company.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { contacts, tasks } from '../../src/db/schema/follow-up.ts';
import { closedDays } from '../../src/db/schema/rules.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import { addDays, day } from '../../src/domain/time.ts';
import { withRestDays } from '../support/rest-days.ts';
import { china, LIU, MA, MANAGER, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, say, told, customer } = chat;
const { runAt, morning, rests, daysDue, listsOf, agreedForSaturday, dueOnSaturday } = withRestDays(chat);

describe('我明后天休', () => {
  test('is two rest days, today is none', async () => {
    expect(await say(LIU, '我明后天休')).toMatch(/4\/9.*4\/10/);
    expect(await rests()).toEqual(['liuyang 2026-04-09 ', 'liuyang 2026-04-10 ']);
  });

  test.each(['我明后天休 帮我记着', '帮我记着 我明后天休', '我明后天休 记一下'])(
    'is to be noted, and no reminder of a customer: %s',
    async (said) => {
      await customer({ name: '高先生', surname: '高' });
      await say(LIU, '高先生通了 说再看看配置的事情');
      expect(await say(LIU, said)).toMatch(/已记您休息：4\/9.*4\/10/);
      expect(await rests()).toEqual(['liuyang 2026-04-09 ', 'liuyang 2026-04-10 ']);
      expect(await db.select().from(tasks)).toEqual([]);
    },
  );

  test('of a colleague called by his given name is his, not the supervisor’s', async () => {
    await db.update(staff).set({ name: '刘一鸣' }).where(eq(staff.userId, LIU));
    expect(await say(ZHOU, '一鸣明天休息')).toContain('已记刘一鸣休息');
    expect(await rests()).toEqual(['liuyang 2026-04-09 ']);
  });

  test('of two colleagues in one message are noted for each, and told to each', async () => {
    const answer = await say(ZHOU, '小马周三休 小刘周四休');
    expect(answer).toMatch(/马辉休息：4\/15[^]*刘洋休息：4\/9/);
    expect(await rests()).toEqual(['liuyang 2026-04-09 ', 'mahui 2026-04-15 ']);
    expect((await told(LIU)).join()).toContain('给您记了休息：4/9');
    expect((await told(MA)).join()).toContain('给您记了休息：4/15');
  });

  test('of several people of whom one is not clear notes none and asks', async () => {
    expect(await say(ZHOU, '小马周三休 新来的那个周四休')).toContain('请一位一条');
    expect(await rests()).toEqual([]);
  });

  test('said twice is said once', async () => {
    await say(LIU, '我明后天休');
    await say(LIU, '我明后天休');
    expect(await rests()).toHaveLength(2);
  });

  test('moves what falls due on them to today, if that is after the previous contact', async () => {
    await customer({
      name: '王先生',
      grade: 'B',
      lastEffectiveOn: day('2026-04-02'),
      nextDueOn: day('2026-04-09'),
    });
    await say(LIU, '我明后天休');
    expect(await daysDue()).toEqual({ 王先生: '2026-04-08' });
  });

  test('leaves alone what falls due on other days, and the customers of others', async () => {
    await dueOnSaturday('王先生');
    await customer({ name: '何先生', ownerId: MA, grade: 'A', nextDueOn: day('2026-04-09') });
    const before = await daysDue();
    await say(LIU, '我明后天休');
    expect(await daysDue()).toEqual(before);
  });

  test('is undone by 撤销, and the days with it', async () => {
    await customer({
      name: '王先生',
      grade: 'B',
      lastEffectiveOn: day('2026-04-02'),
      nextDueOn: day('2026-04-09'),
    });
    await say(LIU, '我明后天休');
    expect(await say(LIU, '撤销')).toContain('已撤销');
    expect(await rests()).toEqual([]);
    expect(await daysDue()).toEqual({ 王先生: '2026-04-09' });
  });

  test('he gets no list on these days, and again on the next', async () => {
    await customer({ name: '王先生', grade: 'A', nextDueOn: WEDNESDAY });
    await say(LIU, '我明后天休');
    await morning('09');
    await runAt('due-reminders', '2026-04-09T15:23');
    await morning('10');
    expect(await listsOf(LIU)).toEqual([]);
    await morning('11');
    expect(await listsOf(LIU)).toHaveLength(1);
  });

  test('without a stand-in he is asked for one, when something cannot be moved', async () => {
    await agreedForSaturday('王先生');
    expect(await say(LIU, '周六我休')).toMatch(/代[^]*王先生/);
  });

  test('and is not asked when nothing falls due', async () => {
    expect(await say(LIU, '周六我休')).not.toContain('代');
  });

  test('tells nobody that work is left over when all of it could be moved', async () => {
    await dueOnSaturday('王先生');
    const answer = await say(LIU, '周六我休');
    expect(await daysDue()).toEqual({ 王先生: '2026-04-10' });
    expect(answer).not.toContain('挪不开');
    expect(await told(ZHOU)).toEqual([]);
  });

  test('what is due before the rest days is not counted as falling on them', async () => {
    await customer({ name: '李女士', grade: 'A', nextDueOn: WEDNESDAY });
    expect(await say(LIU, '周六我休')).not.toContain('李女士');
  });
});

describe('周六我休 小马帮我跟', () => {
  test('tells the stand-in', async () => {
    await agreedForSaturday('王先生');
    const answer = await say(LIU, '周六我休 小马帮我跟');
    expect(answer).toMatch(/4\/11.*马辉/);
    expect(await rests()).toEqual(['liuyang 2026-04-11 mahui']);
    expect(await told(MA)).toEqual([expect.stringMatching(/刘洋.*4\/11/)]);
  });

  test('counts for him only what could not be moved', async () => {
    await agreedForSaturday('王先生');
    await dueOnSaturday('李女士');
    const answer = await say(LIU, '周六我休 小马帮我跟');
    expect(answer).toMatch(/挪不开的1位/);
    expect(answer).not.toMatch(/· 李女士/);
    expect((await told(MA))[0]).toContain('1位');
  });

  test('on Saturday the customer stands in his list, marked 代班, and not in the list of the resting one', async () => {
    await agreedForSaturday('王先生');
    await customer({ name: '何先生', ownerId: MA, grade: 'B', nextDueOn: day('2026-04-11') });
    await say(LIU, '周六我休 小马帮我跟');
    await morning('11');
    const [list = ''] = (await listsOf(MA)).slice(-1);
    expect(list).toMatch(/^今日待办 2/);
    expect(list).toMatch(/王先生.*代班/);
    expect(list.split('\n').find((line) => line.includes('何先生'))).not.toContain('代班');
    expect(await listsOf(LIU)).toEqual([]);
  });

  test('he answers by the number, and it is written with the customer of the other', async () => {
    const wang = await agreedForSaturday('王先生');
    await say(LIU, '周六我休 小马帮我跟');
    await morning('11');
    expect(await say(MA, '1 通了 聊了首付和交车时间 级别不变')).toContain('王先生');
    const [row] = await db.select().from(contacts);
    expect(row).toMatchObject({ customerId: wang.id, by: MA, effective: true });
    const [after] = await db.select().from(customers);
    expect(after).toMatchObject({ ownerId: LIU, lastEffectiveOn: '2026-04-11', nextDueOn: '2026-04-14' });
  });

  test('he answers by the name as well', async () => {
    const wang = await agreedForSaturday('王先生');
    await say(LIU, '周六我休 小马帮我跟');
    await morning('11');
    await say(MA, '王先生打了 没接');
    expect(await db.select().from(contacts)).toMatchObject([{ customerId: wang.id, by: MA }]);
  });

  test('on other days they are none of his business', async () => {
    await agreedForSaturday('王先生');
    await customer({ name: '李女士', grade: 'A', nextDueOn: day('2026-04-10') });
    await say(LIU, '周六我休 小马帮我跟');
    await morning('10');
    expect(await listsOf(MA)).toEqual([]);
    expect((await listsOf(LIU)).at(-1)).toContain('李女士');
  });

  test('what he misses counts for him, not for the resting one (D10)', async () => {
    await agreedForSaturday('王先生');
    await say(LIU, '周六我休 小马帮我跟');
    await runAt('step-checks', '2026-04-12T09:30');
    const overdue = (await db.select().from(alerts)).filter(({ check }) => check === 'overdue');
    expect(overdue).toMatchObject([{ aboutId: MA }]);
    expect((await told(ZHOU)).join('\n')).toMatch(/马辉·王先生/);
  });

  test('what nobody stood in for counts for the resting one', async () => {
    await agreedForSaturday('王先生');
    await say(LIU, '周六我休');
    await runAt('step-checks', '2026-04-12T09:30');
    const overdue = (await db.select().from(alerts)).filter(({ check }) => check === 'overdue');
    expect(overdue).toMatchObject([{ aboutId: LIU }]);
  });

  test('still counts for him after the nights that follow', async () => {
    await agreedForSaturday('王先生');
    await say(LIU, '周六我休 小马帮我跟');
    await runAt('reckon-due', '2026-04-12T03:41');
    await runAt('step-checks', '2026-04-12T09:30');
    await runAt('reckon-due', '2026-04-13T03:41');
    await runAt('step-checks', '2026-04-13T09:30');
    const overdue = (await db.select().from(alerts)).filter(({ check }) => check === 'overdue');
    expect(overdue).toMatchObject([{ aboutId: MA, state: 'open' }]);
  });

  test('named afterwards he stands in as well', async () => {
    await agreedForSaturday('王先生');
    await say(LIU, '周六我休');
    await say(LIU, '小马帮我跟');
    expect(await rests()).toEqual(['liuyang 2026-04-11 mahui']);
  });

  test('whom he is asked to look after by name is counted once', async () => {
    await agreedForSaturday('王先生');
    await say(LIU, '周六我休');
    expect(await say(LIU, '小马帮我跟王先生')).toContain('点名请他跟的：王先生');
    expect((await told(MA)).at(-1)).toContain('1位');
  });

  test('the stand-in is named in full as well', async () => {
    await say(LIU, '我明后天休，马辉帮我跟');
    expect(await rests()).toEqual(['liuyang 2026-04-09 mahui', 'liuyang 2026-04-10 mahui']);
  });

  test.each(['我明天休 小马顶', '我明天休，小马帮我', '我明天休 小马盯一下'])(
    'in few words behind the day he is noted too: %s',
    async (text) => {
      expect(await say(LIU, text)).toContain('马辉代班');
      expect(await rests()).toEqual(['liuyang 2026-04-09 mahui']);
    },
  );

  test('a name that no colleague has notes nothing', async () => {
    expect(await say(LIU, '周六我休，马晓东帮我跟')).toContain('马晓东');
    expect(await rests()).toEqual([]);
  });

  test('said again without a name keeps him', async () => {
    await agreedForSaturday('王先生');
    await say(LIU, '周六我休 小马帮我跟');
    const answer = await say(LIU, '周六我休');
    expect(answer).toContain('还是马辉代班');
    expect(answer).not.toContain('还没人代');
    expect(await rests()).toEqual(['liuyang 2026-04-11 mahui']);
    expect(await told(ZHOU)).toEqual([]);
  });

  test('said again with another day keeps him for his own day only', async () => {
    await say(LIU, '周六我休 小马帮我跟');
    expect(await say(LIU, '周六周日我休')).toContain('4/11周六马辉代班');
    expect(await rests()).toEqual(['liuyang 2026-04-11 mahui', 'liuyang 2026-04-12 ']);
  });

  test('taken back, everything is as before', async () => {
    await agreedForSaturday('王先生');
    await say(LIU, '周六我休 小马帮我跟');
    await say(LIU, '撤销');
    await morning('11');
    expect(await listsOf(MA)).toEqual([]);
    expect((await listsOf(LIU)).at(-1)).toContain('王先生');
  });
});

describe('days on which the store is closed (D11)', () => {
  const close = (...days: string[]) =>
    db
      .insert(closedDays)
      .values(days.map((on) => ({ storeId: null, on: day(on), by: MANAGER, at: china('2026-04-01T10:00') })));

  test('a talk before them puts the next one on the last open day', async () => {
    await close('2026-04-11', '2026-04-12');
    await customer({ name: '王先生', surname: '王', grade: 'A', nextDueOn: WEDNESDAY });
    await say(LIU, '王先生打了 通了 聊了首付和交车时间 级别不变');
    expect(await daysDue()).toEqual({ 王先生: '2026-04-10' });
  });

  test('a first call waits for the first open day after them', async () => {
    await close('2026-04-09', '2026-04-10');
    await say(LIU, '登记 王先生 13900001234 科雷傲 B 汽车之家');
    expect(await daysDue()).toMatchObject({ 王先生: '2026-04-11' });
    await runAt('step-checks', '2026-04-10T17:35');
    const missed = async () =>
      (await db.select().from(alerts)).filter(({ check }) => check === 'firstCallMissing');
    expect(await missed()).toEqual([]);
    await runAt('step-checks', '2026-04-11T17:30');
    expect(await missed()).toHaveLength(1);
  });

  test('the rest days of a consultant in a store that is closed change nothing more', async () => {
    await close('2026-04-11');
    await dueOnSaturday('王先生');
    await say(LIU, '周六我休');
    expect(await daysDue()).toEqual({ 王先生: '2026-04-10' });
    expect(addDays(WEDNESDAY, 2)).toBe('2026-04-10');
  });
});
