import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { outbox } from '../../src/db/schema/messages.ts';
import { audit } from '../../src/db/schema/records.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import { startBot } from '../support/bot.ts';
import { dumpTables } from '../support/tables.ts';

const LIU = 'liuyang';
const ZHOU = 'zhouhaitao';

/**
 * A day and a week of one consultant, from the first line to the Sunday summary; answers all that was said to people,
 * so that both databases can be held against each other.
 */
async function mainScenario(kind: 'postgres' | 'pglite') {
  const chat = await startBot(kind);
  const { db } = chat;
  const said: string[] = [];
  const say = async (who: string, line: string): Promise<string> => {
    const answer = await chat.say(who, line);
    said.push(`${who}> ${line}`, answer);
    return answer;
  };

  return async () => {
    expect(await say(LIU, '登记 王先生 13900001234 科雷傲 B 汽车之家')).toMatch(
      /已建卡.*王先生[^]*下次.*4\/9/,
    );
    expect(await say(LIU, '登记 李姐 13900002345 卡缤 红 A 颜色定了')).toMatch(/已建卡.*李姐/);
    expect(await say(LIU, '王先生短信发了')).toContain('短信');
    expect(await say(LIU, '王先生打了 没接')).toContain('不算有效回访');
    expect(await say(LIU, '李姐打了 通了 聊了价格 周五再联系 级别不变')).toContain('有效');
    expect(await say(LIU, '为什么')).toMatch(/规则|因为/);
    expect(await say(LIU, '王先生约周六下午2点来店')).toMatch(/4\/11周六 14:00/);
    expect(await say(LIU, '撤销')).toContain('已撤销');
    expect(await say(LIU, '我的客户')).toMatch(/李姐[^]*王先生/);

    // A repeated delivery, also at the same moment, counts once.
    for (const fault of ['twice', 'twiceAtOnce'] as const) {
      chat.simulator.faults.failPush(fault);
      await say(LIU, `来电 冯先生 1380000${fault === 'twice' ? '2211' : '2212'} 问科雷傲优惠`);
    }
    expect(await db.select().from(customers)).toHaveLength(4);

    // 李姐's text is never sent: a case two hours after she left, told in the digest, answered by its button.
    await chat.advanceTo('2026-04-08T16:01:00+08:00');
    expect(await db.select().from(alerts)).toMatchObject([{ check: 'textMissing', state: 'open', level: 0 }]);
    await chat.advanceTo('2026-04-08T17:24:00+08:00');
    await chat.press(ZHOU, 'coached');
    expect(await db.select().from(alerts)).toMatchObject([{ state: 'answered', level: 1 }]);

    await chat.advanceTo('2026-04-09T08:54:00+08:00');
    const reminder = chat.received(LIU).findLast((text) => text.includes('今日待办')) ?? '';
    expect(reminder).toMatch(/1\. .*由头：/);
    expect(await say(LIU, '1 没接')).toContain('未接');

    expect(await say(LIU, '战败 王先生 买了缤智 价格')).toContain('请核对');
    expect(await say(LIU, '对')).toContain('战败申请');
    expect(await say(ZHOU, '王先生战败同意')).toContain('已同意');
    expect(await say(LIU, '李姐订车 订金3000')).toContain('请核对');
    expect(await say(LIU, '1')).toContain('O级');

    await chat.advanceTo('2026-04-12T16:54:00+08:00');
    for (const who of [LIU, ZHOU, 'chenguodong'])
      expect(
        chat.received(who).some((text) => text.includes('级别周报')),
        who,
      ).toBe(true);
    expect(await say('chenguodong', '统计')).toContain('口径');

    const waiting = (await db.select().from(outbox)).filter(({ sentAt }) => sentAt === null);
    expect(waiting).toEqual([]);
    expect((await db.select().from(audit)).length).toBeGreaterThan(8);
    const everything = await dumpTables(db, ['inbox', 'outbox', 'cards', 'job_runs', 'journal', 'audit']);
    const heard = [LIU, ZHOU, 'zhaomingyuan', 'chenguodong', 'hejia'].map((who) => chat.received(who));
    return { said, heard, everything };
  };
}

const scenarios = { postgres: await mainScenario('postgres'), pglite: await mainScenario('pglite') };

describe('the main conversation', () => {
  const outcomes: Partial<Record<keyof typeof scenarios, unknown>> = {};

  test.each(['postgres', 'pglite'] as const)('runs on %s', async (kind) => {
    outcomes[kind] = await scenarios[kind]();
  });

  test('says and leaves the same on both', () => {
    expect(outcomes.postgres).toBeDefined();
    expect(outcomes.pglite).toEqual(outcomes.postgres);
  });
});
