import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { gradeChanges } from '../../src/db/schema/follow-up.ts';
import { ruleChanges } from '../../src/db/schema/rules.ts';
import { addDays, addMonths, day } from '../../src/domain/time.ts';
import { china, LIU, MA, MANAGER, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';
import { dumpTables } from '../support/tables.ts';

const chat = await openShowroom();
const { db, bot, say, told, customer } = chat;

const business = () => dumpTables(db, ['inbox', 'conversations', 'outbox', 'job_runs', 'audit']);
const changes = async () =>
  (await db.select().from(ruleChanges).orderBy(ruleChanges.id)).map(({ key, value, since }) => [
    key,
    value,
    since,
  ]);
const called = async (name: string) => {
  const [found] = await db.select().from(customers).where(eq(customers.name, name));
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
};
const history = async (name: string) => {
  const { id } = await called(name);
  const rows = await db
    .select()
    .from(gradeChanges)
    .where(eq(gradeChanges.customerId, id))
    .orderBy(gradeChanges.id);
  return rows.map(({ from, to, reason }) => [from, to, reason]);
};
const reckonedAt = (time: string) => bot.run('reckon-due', china(time));

const TALKED = addDays(WEDNESDAY, -1);
const GRADED = addDays(WEDNESDAY, -10);

/** An A, a B and a C of a while ago, with the deck's windows. */
async function stock(): Promise<void> {
  const known = { gradeSetOn: GRADED, lastEffectiveOn: TALKED } as const;
  const due = (days: number) => ({ nextDueOn: addDays(TALKED, days), nextDueWhy: 'cadence' as const });
  await customer({
    ...known,
    ...due(3),
    name: '王先生',
    surname: '王',
    grade: 'A',
    windowEndsOn: addMonths(GRADED, 1),
  });
  await customer({
    ...known,
    ...due(7),
    name: '李女士',
    surname: '李',
    grade: 'B',
    windowEndsOn: addMonths(GRADED, 3),
  });
  await customer({
    ...known,
    ...due(14),
    name: '何先生',
    surname: '何',
    grade: 'C',
    ownerId: MA,
    windowEndsOn: addMonths(GRADED, 6),
  });
}

async function changeTo(words: string, at = '2026-04-08T14:01'): Promise<void> {
  await say(MANAGER, words);
  await say(MANAGER, '对');
  await reckonedAt(at);
}
const useH = () => changeTo('改用HABC级别');
const windows = async () =>
  Promise.all(['王先生', '李女士', '何先生'].map(async (name) => (await called(name)).windowEndsOn));

describe("while the deck's grades are in use", () => {
  test.each(['王先生H级', '王先生升H 颜色定了', '王先生改成h', '王先生 级别H'])(
    '%s is answered with those, and nothing is written',
    async (text) => {
      await stock();
      const before = await business();
      expect(await say(LIU, text)).toContain('O、A、B、C，没有H级');
      expect(await business()).toEqual(before);
    },
  );

  test('a new card with H is made, and its grade is asked for', async () => {
    expect(await say(LIU, '登记 钱先生 13900001299 风朗 H 汽车之家')).toMatch(/没有H级.*A \/ B \/ C/);
    expect(await called('钱先生')).toMatchObject({ grade: null });
  });

  test('a talk told together with H is kept, and the grade is not', async () => {
    await stock();
    expect(await say(LIU, '王先生打了 通了 聊了首付和交车时间 升H')).toMatch(/算有效回访[^]*没有H级/);
    expect(await called('王先生')).toMatchObject({ grade: 'A', lastEffectiveOn: WEDNESDAY });
  });

  test('a car of that letter is none', async () => {
    await say(LIU, '登记 钱先生 13900001299 哈弗H6 红 B 汽车之家');
    expect(await called('钱先生')).toMatchObject({ grade: 'B', series: '哈弗H6' });
  });

  test('nobody is asked about H, and no table has a column of it', async () => {
    await stock();
    expect(await say(LIU, '王先生打了 通了 聊了首付和交车时间')).toContain('不变 / 降B');
    expect(await say(LIU, '统计')).toContain('现在在手：O 0，A 1，B 1，C 0');
    expect(await say(LIU, 'H级客户')).toContain('没有H级');
    expect(await say(LIU, 'H级是什么意思')).toContain('没有H级');
    await bot.run('grade-summary', china('2026-04-12T16:53'));
    for (const text of await told(ZHOU)) expect(text).not.toContain('H');
  });

  test('its numbers are not changed', async () => {
    const answer = await say(MANAGER, 'H级回访间隔改2天');
    expect(answer).toContain('没有H级');
    expect(await changes()).toEqual([]);
  });
});

describe('going to the grades with H', () => {
  test('is tried first: what the letters come to mean, whom it moves; nothing is written', async () => {
    await stock();
    const before = await business();
    const answer = (await say(MANAGER, '改用HABC 试算')) ?? '';
    expect(answer).toContain('OABC→OHABC（没有改）');
    expect(answer).toContain(
      'H 每天、7天内成交；A 每3天、15天内成交；B 每7天、30天内成交；C 每15天、90天内成交',
    );
    expect(answer).toContain('现有客户字母不变');
    expect(answer).toContain('3位的期限从今天起按新方案重新算');
    expect(answer).toContain('1位客户的下次日期会变');
    await say(MANAGER, '对');
    expect(await business()).toEqual(before);
  });

  test.each(['改用HABC级别', '换成H级方案', '用OHABC'])(
    '%s is read back, and done at a yes',
    async (words) => {
      await stock();
      const before = await business();
      expect(await say(MANAGER, words)).toMatch(/请核对：级别方案：OABC→OHABC，从今天起/);
      expect(await business()).toEqual(before);
      await say(MANAGER, '对');
      expect(await changes()).toEqual([['gradeProfile', 1, WEDNESDAY]]);
    },
  );

  test('leaves the letters, and begins windows and days anew', async () => {
    await stock();
    await useH();
    expect(await windows()).toEqual(['2026-04-23', '2026-05-08', '2026-07-07']);
    expect(await called('何先生')).toMatchObject({ grade: 'C', nextDueOn: addDays(TALKED, 15) });
    expect(await called('王先生')).toMatchObject({
      grade: 'A',
      nextDueOn: addDays(TALKED, 3),
      gradeSetOn: GRADED,
    });
    expect(await history('王先生')).toEqual([]);
  });

  test('is reckoned once, however often the job runs', async () => {
    await stock();
    await useH();
    const once = await business();
    expect(await reckonedAt('2026-04-09T03:41')).not.toContain('期限');
    expect(await business()).toEqual(once);
  });

  test('is undone by 撤销, windows and days with it', async () => {
    await stock();
    const before = await windows();
    await useH();
    expect(await say(MANAGER, '撤销')).toContain('已撤销');
    await reckonedAt('2026-04-08T14:02');
    expect(await windows()).toEqual(before);
    expect(await called('何先生')).toMatchObject({ nextDueOn: addDays(TALKED, 14) });
    expect(await say(LIU, '王先生升H')).toContain('没有H级');
  });

  test('of a day to come holds from that day', async () => {
    await stock();
    const before = await windows();
    expect(await say(MANAGER, '从4月20日起改用HABC')).toContain('从4/20周一起');
    await say(MANAGER, '对');
    expect(await changes()).toEqual([['gradeProfile', 1, day('2026-04-20')]]);
    chat.sleepUntil('2026-04-19T18:00:00+08:00');
    await reckonedAt('2026-04-19T03:41');
    expect(await windows()).toEqual(before);
    expect(await say(LIU, '王先生升H')).toContain('没有H级');
    chat.sleepUntil('2026-04-20T09:00:00+08:00');
    await reckonedAt('2026-04-20T03:41');
    expect((await windows())[0]).toBe('2026-05-05');
    expect(await say(LIU, '王先生升H')).toContain('升A→H级');
  });

  test.each([LIU, ZHOU])('is for managers: %s is refused', async (who) => {
    expect(await say(who, '改用HABC')).toContain('权限');
    expect(await changes()).toEqual([]);
  });
});

describe('where H is in use', () => {
  test('he who buys within a week and meets what makes an A is one, and his supervisor looks at it', async () => {
    await stock();
    await useH();
    const answer = await say(LIU, '王先生 颜色定了 周六买 升H');
    expect(answer).toContain('升A→H级（车型车色已选定），4/15周三前成交');
    expect(await called('王先生')).toMatchObject({
      grade: 'H',
      nextDueOn: WEDNESDAY,
      windowEndsOn: '2026-04-15',
    });
    expect(await say(ZHOU, '待评级')).toContain('A→H｜车型车色已选定');
  });

  test.each(['王先生升H', '王先生升H 颜色定了', '王先生升H 周六买'])(
    '%s alone waits for the supervisor, and says what is missing',
    async (text) => {
      await stock();
      await useH();
      expect(await say(LIU, text)).toMatch(/H级（待主管确认）[^]*7天内的购车时间/);
      expect(await say(LIU, '查 王先生')).toContain('H级（待主管确认）');
    },
  );

  test('a new card that shows it is offered H', async () => {
    await useH();
    const answer = await say(LIU, '登记 钱先生 13900001299 风朗 白 颜色定了 周六买 汽车之家');
    expect(answer).toContain('看着像H级');
    expect(await say(LIU, 'H')).toContain('定H级');
  });

  test('after a talk the steps to and from H are offered', async () => {
    await stock();
    await useH();
    expect(await say(LIU, '王先生打了 通了 聊了首付和交车时间')).toContain(
      '级别还是A吗？回：不变 / 升H / 降B',
    );
    expect(await say(LIU, '升H')).toContain('升A→H级');
  });

  test('he is called every day, told of at close, and first on the list', async () => {
    await stock();
    await useH();
    await say(LIU, '李女士 颜色定了 周六买 升H');
    expect(await say(LIU, '为什么')).toContain('每天一次');
    expect(await say(LIU, '待办')).toMatch(/1\. 李女士 H/);
    expect(await say(LIU, 'H级客户')).toContain('李女士 H');
  });

  test('an overdue H reaches the manager after two days, as his rule says', async () => {
    await useH();
    await customer({
      name: '周先生',
      surname: '周',
      grade: 'H',
      nextDueOn: WEDNESDAY,
      windowEndsOn: day('2026-04-15'),
    });
    const late = async () => (await told(MANAGER)).filter((text) => text.includes('周先生')).length;
    for (const time of ['2026-04-08T17:30', '2026-04-09T09:30']) {
      chat.sleepUntil(china(time));
      await bot.run('step-checks', china(time));
    }
    expect((await told(ZHOU)).some((text) => text.includes('周先生'))).toBe(true);
    await say(ZHOU, '已督导');
    for (const [time, times] of [
      ['2026-04-09T20:25', 0],
      ['2026-04-10T11:53', 1],
    ] as const) {
      chat.sleepUntil(china(time));
      await bot.run('step-checks', china(time));
      await bot.run('supervisor-digest', china(time));
      expect(await late()).toBe(times);
    }
  });

  test('its numbers are rules like any other, and an A is that of the profile', async () => {
    await useH();
    await changeTo('H级回访间隔改2天');
    await changeTo('A级改4天');
    await changeTo('A级手续时间改20天');
    expect((await changes()).slice(1)).toEqual([
      ['gapH', 2, WEDNESDAY],
      ['habcGapA', 4, WEDNESDAY],
      ['habcWindowA', 20, WEDNESDAY],
    ]);
    expect(await say(MANAGER, '规则')).toMatch(
      /级别方案 OHABC\n回访间隔：O 7天，H 2天，A 4天，.*\n手续时间：H 7天，A 20天/,
    );
    expect(await say(MANAGER, 'A级手续时间改2个月')).toContain('按天算');
  });

  test('every table has its column', async () => {
    await stock();
    await useH();
    await say(LIU, '王先生升H');
    expect(await say(ZHOU, '统计')).toContain('现在在手：O 0，H 1，A 0，B 1，C 1');
    chat.sleepUntil('2026-04-12T16:53:00+08:00');
    await bot.run('grade-summary', china('2026-04-12T16:53'));
    const summary = (await told(ZHOU)).find((text) => text.includes('级别周报')) ?? '';
    expect(summary).toContain('现在：O 0，H 1，A 0，B 1，C 1（共3）');
    expect(summary).toContain('上周：O 0，H 0，A 1，B 1，C 1（共3）');
    expect(summary).toContain('刘洋：O0 H1 A0 B1 C0｜');
  });
});

describe("going back to the deck's grades", () => {
  async function withAnH(): Promise<void> {
    await stock();
    await useH();
    await say(LIU, '王先生 颜色定了 周六买 升H');
    chat.sleepUntil('2026-04-09T10:00:00+08:00');
  }
  const back = () => changeTo('改回OABC', '2026-04-09T10:01');

  test('is tried with the names of those who lose their letter', async () => {
    await withAnH();
    const before = await business();
    const answer = await say(MANAGER, '改回OABC 试算');
    expect(answer).toContain('H级1位改为A级（方案更换）：王先生');
    expect(answer).toContain('A 每3天、1个月内成交');
    expect(await business()).toEqual(before);
  });

  test('makes each H an A by one change of his own, windows and days anew', async () => {
    await withAnH();
    await back();
    expect(await history('王先生')).toEqual([
      ['A', 'H', expect.anything()],
      ['H', 'A', '方案更换'],
    ]);
    expect(await called('王先生')).toMatchObject({
      grade: 'A',
      gradeSetOn: '2026-04-09',
      windowEndsOn: '2026-05-09',
      nextDueOn: addDays(TALKED, 3),
    });
    expect((await windows()).slice(1)).toEqual(['2026-07-09', '2026-10-09']);
    expect(await say(LIU, '王先生级别轨迹')).toContain('方案更换 H→A');
  });

  test('is undone by 撤销, and he is an H again', async () => {
    await withAnH();
    const before = await called('王先生');
    await back();
    expect(await say(MANAGER, '撤销')).toContain('已撤销');
    await reckonedAt('2026-04-09T10:02');
    expect(await called('王先生')).toEqual(before);
    expect((await history('王先生')).length).toBe(1);
    expect(await windows()).toEqual(['2026-04-15', '2026-05-08', '2026-07-07']);
  });

  test('of a day to come is done by the job of that day, once', async () => {
    await withAnH();
    await say(MANAGER, '从4月13日起改回OABC');
    await say(MANAGER, '对');
    await reckonedAt('2026-04-12T03:41');
    expect(await called('王先生')).toMatchObject({ grade: 'H' });
    await reckonedAt('2026-04-13T03:41');
    await reckonedAt('2026-04-13T03:42');
    expect((await history('王先生')).slice(1)).toEqual([['H', 'A', '方案更换']]);
    expect(await called('王先生')).toMatchObject({ windowEndsOn: '2026-05-13' });
  });

  test('the numbers that were set for the deck before hold again', async () => {
    await changeTo('A级改2天');
    await useH();
    await changeTo('改回OABC');
    expect(await say(MANAGER, '规则')).toContain('回访间隔：O 7天，A 2天');
  });
});
