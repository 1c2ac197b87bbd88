import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { ruleChanges } from '../../src/db/schema/rules.ts';
import { addDays, type Day } from '../../src/domain/time.ts';
import { BOSS, china, LIU, MA, MANAGER, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';
import { dumpTables } from '../support/tables.ts';

const chat = await openShowroom();
const { db, bot, say, customer } = chat;

/** Everything but the talk itself. */
const business = () => dumpTables(db, ['inbox', 'conversations', 'outbox', 'job_runs', 'audit']);
const changes = async () =>
  (await db.select().from(ruleChanges).orderBy(ruleChanges.id)).map(({ key, value, since, by }) => [
    key,
    value,
    since,
    by,
  ]);
const daysDue = async (): Promise<Record<string, Day | null>> =>
  Object.fromEntries((await db.select().from(customers)).map(({ name, nextDueOn }) => [name, nextDueOn]));

/** Two A of 刘洋 due on Friday, a B of his and one of 马辉 that no change of the A's moves. */
async function stock(): Promise<void> {
  const talked = addDays(WEDNESDAY, -1);
  const a = { grade: 'A', lastEffectiveOn: talked, nextDueOn: addDays(talked, 3) } as const;
  const b = { grade: 'B', lastEffectiveOn: talked, nextDueOn: addDays(talked, 7) } as const;
  await customer({ ...a, name: '王先生' });
  await customer({ ...a, name: '李女士' });
  await customer({ ...b, name: '赵先生' });
  await customer({ ...b, name: '何先生', ownerId: MA });
}
const BEFORE = { 王先生: '2026-04-10', 李女士: '2026-04-10', 赵先生: '2026-04-14', 何先生: '2026-04-14' };
const AFTER = { ...BEFORE, 王先生: '2026-04-09', 李女士: '2026-04-09' };
const reckonedAt = (time: string) => bot.run('reckon-due', china(time));

describe('a trial run', () => {
  test('says whose day grows by how many, and nobody else', async () => {
    await stock();
    const answer = await say(MANAGER, 'A级改2天 试算');
    expect(answer).toMatch(/3天.*2天/);
    expect(answer).toContain('没有改');
    expect(answer).toMatch(/2位客户/);
    expect(answer).toMatch(/刘洋.*明天多2位/);
    expect(answer).not.toContain('马辉');
  });

  test('names the few whose day moves, each with both days, also where the numbers of the week stay', async () => {
    const talked = addDays(WEDNESDAY, -1);
    await customer({ name: '王先生', grade: 'A', lastEffectiveOn: talked, nextDueOn: addDays(talked, 3) });
    const answer = await say(MANAGER, 'A级改4天 试算');
    expect(answer).toContain('刘洋：1位换日子，7天内总数不变');
    expect(answer).toContain('王先生 4/10周五→4/11周六');
  });

  test.each([
    [8, '太久没联系要提醒的0位→1位\n没有满8天的'],
    [7, '太久没联系要提醒的0位→1位\n其中满7天的1位：王先生'],
  ])('of a term of %i days before customers are taken back says whom it meets', async (days, effect) => {
    await customer({ name: '王先生', grade: 'C', lastEffectiveOn: addDays(WEDNESDAY, -7) });
    expect(await say(MANAGER, `未回访收回改${days}天 试算`)).toContain(effect);
  });

  test('writes nothing', async () => {
    await stock();
    const before = await business();
    await say(MANAGER, 'A级改2天 试算');
    expect(await business()).toEqual(before);
    // A yes afterwards is no yes to it.
    await say(MANAGER, '对');
    expect(await business()).toEqual(before);
  });

  test('does not say 0位 of somebody whose customers are moved', async () => {
    const talked = addDays(WEDNESDAY, -2);
    await customer({ ownerId: MA, grade: 'A', lastEffectiveOn: talked, nextDueOn: addDays(talked, 3) });
    expect(await say(MANAGER, 'A级改2天 试算')).not.toContain('0位');
  });

  test('of the number as it is moves nobody', async () => {
    await stock();
    const before = await business();
    expect(await say(MANAGER, 'A级改3天 试算')).not.toMatch(/刘洋|马辉/);
    expect(await business()).toEqual(before);
  });
});

describe('a change', () => {
  test('is read back first, with what it does', async () => {
    await stock();
    const before = await business();
    const answer = await say(MANAGER, 'A级改2天');
    expect(answer).toMatch(/A级.*3天→2天/);
    expect(answer).toMatch(/刘洋.*2位/);
    expect(await business()).toEqual(before);
  });

  test.each(['不对', '算了', '2'])('is not made when the answer is %s', async (answer) => {
    await stock();
    const before = await business();
    await say(MANAGER, 'A级改2天');
    await say(MANAGER, answer);
    expect(await business()).toEqual(before);
  });

  test.each(['对', '1'])('is made by %s, once, from today on', async (answer) => {
    await say(MANAGER, 'A级改2天');
    await say(MANAGER, answer);
    await say(MANAGER, answer);
    expect(await changes()).toEqual([['gapA', 2, WEDNESDAY, MANAGER]]);
  });

  test("moves the customers' days when they are reckoned, and no others", async () => {
    await stock();
    await say(MANAGER, 'A级改2天');
    await say(MANAGER, '对');
    await reckonedAt('2026-04-08T14:05');
    expect(await daysDue()).toEqual(AFTER);
  });

  test('leaves the day of somebody overdue as it is (D12)', async () => {
    const talked = addDays(WEDNESDAY, -4);
    await customer({ name: '孙先生', grade: 'A', lastEffectiveOn: talked, nextDueOn: addDays(talked, 3) });
    await say(MANAGER, 'A级改5天');
    await say(MANAGER, '对');
    await reckonedAt('2026-04-08T14:05');
    expect(await daysDue()).toEqual({ 孙先生: addDays(WEDNESDAY, -1) });
  });

  test('holds for the next talk as well', async () => {
    await stock();
    await say(MANAGER, 'A级改2天');
    await say(MANAGER, '对');
    await say(LIU, '王先生打了 通了 聊了首付和交车时间 级别不变');
    expect(await daysDue()).toMatchObject({ 王先生: '2026-04-10' });
  });

  test('is undone by 撤销, and the days with it', async () => {
    await stock();
    await say(MANAGER, 'A级改2天');
    await say(MANAGER, '对');
    await reckonedAt('2026-04-08T14:05');
    expect(await say(MANAGER, '撤销')).toContain('已撤销');
    await reckonedAt('2026-04-08T14:06');
    expect(await changes()).toEqual([]);
    expect(await daysDue()).toEqual(BEFORE);
  });

  test('of a clock is for the work that begins from now on', async () => {
    await say(BOSS, '建卡时限改20分钟');
    await say(BOSS, '对');
    expect(await changes()).toEqual([['cardMinutes', 20, WEDNESDAY, BOSS]]);
    expect(await say(LIU, '来店1批 看风朗')).toContain('14:20');
  });

  test.each([
    ['A级改0天', '1天', '30天'],
    ['A级改31天', '1天', '30天'],
    ['C级改91天', '1天', '90天'],
    ['建卡时限改4分钟', '5分钟', '480分钟'],
  ])('out of range is refused with what is possible: %s', async (text, least, most) => {
    await stock();
    const before = await business();
    const answer = await say(MANAGER, text);
    expect(answer).toContain(least);
    expect(answer).toContain(most);
    await say(MANAGER, '对');
    expect(await business()).toEqual(before);
  });

  test.each(['A级改1天', 'A级改30天', '建卡时限改5分钟'])(
    'at the edge of the range is asked about: %s',
    async (text) => {
      await say(MANAGER, text);
      await say(MANAGER, '对');
      expect(await changes()).toHaveLength(1);
    },
  );

  test.each([
    ['a consultant', LIU],
    ['a supervisor', ZHOU],
  ])('by %s is refused', async (_, who) => {
    await stock();
    const before = await business();
    for (const text of ['A级改2天', '对', 'A级改2天 试算', '建卡时限改20分钟', '对']) {
      expect(await say(who, text)).not.toMatch(/→/);
    }
    expect(await business()).toEqual(before);
  });

  test('a supervisor is told that it is not his to change', async () => {
    expect(await say(ZHOU, 'A级改2天')).toContain('权限');
  });

  test('a consultant is told that it is not his to change', async () => {
    expect(await say(LIU, 'A级改2天')).toContain('权限');
  });
});

describe('规则', () => {
  test('lists the numbers, and says that nothing was changed', async () => {
    const answer = await say(MANAGER, '规则');
    for (const words of ['O 7天，A 3天，B 7天，C 14天', 'A 1个月，B 3个月，C 6个月', '没有改过']) {
      expect(answer).toContain(words);
    }
  });

  test('says what was changed, by whom and since when', async () => {
    await say(MANAGER, 'A级改2天');
    await say(MANAGER, '对');
    chat.sleepUntil('2026-04-10T10:00:00+08:00');
    const answer = await say(MANAGER, '规则');
    expect(answer).toContain('A级回访间隔 2天');
    expect(answer).toContain('赵明远');
    expect(answer).toContain('4/8');
  });

  test('writes nothing', async () => {
    const before = await business();
    await say(MANAGER, '规则');
    expect(await business()).toEqual(before);
  });
});

describe('规则 回访', () => {
  test.each([
    ['规则 回访', /^规则 回访：\n· O级回访间隔 7天\n· A级回访间隔 3天\n/],
    ['回访规则', /^规则 回访：/],
    ['规则 上报', /A级超期报总经理 不报/],
    ['手续时间的规则', /^规则 期限：\n· A级手续时间 1个月/],
    ['规则 五步走', /· 建卡时限 30分钟/],
  ])('%s shows one group, a line each', async (words, expected) => {
    expect(await say(MANAGER, words)).toMatch(expected);
  });

  test('names the default beside what was changed', async () => {
    await say(MANAGER, 'A级改2天');
    await say(MANAGER, '1');
    expect(await say(BOSS, '规则 回访')).toContain('· A级回访间隔 2天（默认3天）');
  });

  test('规则 alone names the groups, in lines that fit a phone', async () => {
    const answer = await say(MANAGER, '规则');
    expect(answer).toContain('看全部回“规则 回访”，还有：期限、五步');
    const [, ...lines] = answer.split('\n');
    for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(45);
  });

  test('is not for consultants', async () => {
    expect(await say(LIU, '规则 回访')).not.toContain('回访间隔');
  });
});

describe('a number of the rules', () => {
  test('is told to whoever asks for it, as it holds today', async () => {
    expect(await say(LIU, '战败要打几次')).toBe('战败前最少联系：3次');
    await say(MANAGER, '建卡时限改20分钟');
    await say(MANAGER, '1');
    expect(await say(LIU, '建卡时限多少')).toBe('建卡时限：20分钟');
  });

  test.each([
    ['首次回访改48小时', /没有“首次回访”这一项（.*第二天下班前.*没有改/],
    ['建卡时限改2天', /不按这个单位算，没有改。这样说：建卡时限改30分钟/],
  ])('that is none, or not in that unit, is not changed: %s', async (text, why) => {
    const before = await business();
    expect(await say(MANAGER, text)).toMatch(why);
    expect(await say(LIU, text)).toContain('不在您的权限里');
    expect(await business()).toEqual(before);
  });
});
