import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { lostApplications } from '../../src/db/schema/follow-up.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { cardOf, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;
/** No application is left waiting for the next test, whatever became of it. */
afterEach(async () => {
  const decided = {
    state: 'rejected',
    decidedBy: 'zhouhaitao' as UserId,
    decidedAt: bot.clock.now(),
  } as const;
  await db.update(lostApplications).set(decided).where(eq(lostApplications.state, 'pending'));
  bot.sleepUntil(WEDNESDAY_AFTERNOON);
});

let registered = 0;
async function register(name: string, owner = 'liuyang'): Promise<string> {
  const phone = `1390000${4000 + ++registered}`;
  await say(owner, `登记 ${name} ${phone} 科雷傲 B`);
  await say(owner, `${name}打了 通了 聊得挺好的，主要在聊孩子上学的事情`);
  return phone;
}

describe('an application', () => {
  test('asks for the reason, waits for the supervisor, and changes no grade by itself', async () => {
    const phone = await register('赵先生');
    const asked = await say('liuyang', '赵先生战败');
    expect(asked).toMatch(/原因|为什么/);
    expect((await historyOf(db, phone)).lost).toEqual([]);
    expect(await say('liuyang', '买了缤智 价格便宜')).toMatch(/^请核对：赵先生 申请战败/);
    expect((await historyOf(db, phone)).lost).toEqual([]);
    const answer = await say('liuyang', '对');
    expect((await historyOf(db, phone)).lost).toMatchObject([
      { state: 'pending', by: 'liuyang', kind: 'lost', competitor: '缤智', gradeBefore: 'B' },
    ]);
    expect(await cardOf(db, phone)).toMatchObject({ state: 'lostPending' });
    expect(answer).toContain('周海涛');
    expect(bot.received('zhouhaitao').at(-1)).toContain('赵先生');
    await say('zhouhaitao', '驳回');
  });

  test('carries a reason given in the same line, and the counts of what was logged', async () => {
    const phone = await register('钱女士');
    await say('liuyang', '钱女士打了 没接');
    await say('liuyang', '申请战败 钱女士 买了缤智 价格+有现车');
    await say('liuyang', '对');
    expect((await historyOf(db, phone)).lost).toMatchObject([
      { state: 'pending', effectiveContacts: 1, attempts: expect.any(Number) },
    ]);
    await say('zhouhaitao', '钱女士驳回');
  });

  test('tells 失控 from 战败, and takes it only of whom nobody reached in three tries on two days', async () => {
    await say('liuyang', '登记 孙先生 13900004900 风朗 C');
    expect(await say('liuyang', '孙先生申请失控 联系不上')).toContain(
      '孙先生最近只打过0次没联系上，还不能报失控',
    );
    for (const at of [
      '2026-04-08T15:00:00+08:00',
      '2026-04-09T10:00:00+08:00',
      '2026-04-09T16:00:00+08:00',
    ]) {
      expect(await say('liuyang', '孙先生申请失控 联系不上')).toContain('还不能报失控');
      bot.sleepUntil(at);
      await say('liuyang', '孙先生打了 没接');
    }
    await say('liuyang', '孙先生一直联系不上 申请战败');
    await say('liuyang', '对');
    expect((await historyOf(db, '13900004900')).lost).toMatchObject([
      { kind: 'outOfControl', state: 'pending' },
    ]);
    await say('zhouhaitao', '驳回');
  });

  test('of somebody who was neither reached nor tried three times is not accepted', async () => {
    await say('liuyang', '来电 李先生 13900004901 风朗 C');
    const answer = await say('liuyang', '李先生战败 价格太高');
    expect((await historyOf(db, '13900004901')).lost).toEqual([]);
    expect(answer).toMatch(/3次|三次|先/);
  });

  test.each(['今天天气真好', '好的', '哈哈', '收到', '定级', '待办'])(
    'the question for the reason is not answered by "%s"',
    async (text) => {
      const name = ['周', '朱', '秦', '尤', '许', '何'][registered % 6] + '先生';
      const phone = await register(name, 'mahui');
      expect(await say('mahui', `${name}战败`)).toMatch(/原因|为什么/);
      await say('mahui', text);
      expect((await historyOf(db, phone)).lost).toEqual([]);
      await say('mahui', '取消');
    },
  );

  test('a call that ends in a clear no is logged although the reason is still asked for', async () => {
    await say('liuyang', '登记 喻女士 13900004902 风朗 C');
    await say('liuyang', '喻女士打了 通了 说已经看好了别家的车不考虑了');
    expect((await historyOf(db, '13900004902')).contacts).toMatchObject([
      { result: 'connected', effective: true },
    ]);
  });

  test('取消 ends the question for the reason', async () => {
    const phone = await register('柏女士');
    expect(await say('liuyang', '柏女士战败')).toMatch(/原因|为什么/);
    expect(await say('liuyang', '取消')).not.toContain('没看懂');
    await say('liuyang', '价格');
    expect((await historyOf(db, phone)).lost).toEqual([]);
  });

  test('twice for one customer is one application', async () => {
    const phone = await register('吴先生');
    await say('liuyang', '吴先生战败 买了奇骏');
    await say('liuyang', '对');
    const again = await say('liuyang', '吴先生战败 买了奇骏');
    expect((await historyOf(db, phone)).lost).toHaveLength(1);
    expect(again).toMatch(/已|等/);
    await say('zhouhaitao', '驳回');
  });
});

describe('the decision', () => {
  test('同意 in words makes him lost and tells the applicant', async () => {
    const phone = await register('郑先生');
    await say('liuyang', '郑先生战败 买了CRV');
    await say('liuyang', '对');
    const answer = await say('zhouhaitao', '郑先生战败同意');
    expect(answer).toContain('郑先生');
    expect((await historyOf(db, phone)).lost).toMatchObject([{ state: 'approved', decidedBy: 'zhouhaitao' }]);
    expect(await cardOf(db, phone)).toMatchObject({ state: 'lost', grade: null });
    expect(bot.received('liuyang').at(-1)).toMatch(/郑先生[\s\S]*同意/);
  });

  test('同意 alone suffices while one application waits', async () => {
    const phone = await register('王先生');
    await say('liuyang', '王先生战败 不买了');
    await say('liuyang', '对');
    await say('zhouhaitao', '同意');
    expect((await historyOf(db, phone)).lost).toMatchObject([{ state: 'approved' }]);
  });

  test('驳回 with a remark brings grade and cadence back and tells the applicant the remark', async () => {
    const phone = await register('冯女士');
    const before = await cardOf(db, phone);
    await say('liuyang', '冯女士战败 嫌贵');
    await say('liuyang', '对');
    await say('zhouhaitao', '冯女士驳回 再打两次');
    expect((await historyOf(db, phone)).lost).toMatchObject([{ state: 'rejected', decidedBy: 'zhouhaitao' }]);
    const after = await cardOf(db, phone);
    expect(after).toMatchObject({
      state: 'open',
      grade: 'B',
      gradeSetOn: before.gradeSetOn,
      nextDueOn: before.nextDueOn,
    });
    const told = bot.received('liuyang').at(-1) ?? '';
    expect(told).toContain('冯女士');
    expect(told).toContain('再打两次');
  });

  test('"不同意" is a refusal, not an approval', async () => {
    const phone = await register('陈女士');
    await say('liuyang', '陈女士战败 嫌贵');
    await say('liuyang', '对');
    await say('zhouhaitao', '不同意');
    expect((await historyOf(db, phone)).lost).toMatchObject([{ state: 'rejected' }]);
    expect(await cardOf(db, phone)).toMatchObject({ state: 'open' });
  });

  test('with two waiting, 同意 without a name asks which', async () => {
    const one = await register('褚先生');
    const two = await register('卫先生');
    await say('liuyang', '褚先生战败 买了奇骏');
    await say('liuyang', '对');
    await say('liuyang', '卫先生战败 买了奇骏');
    await say('liuyang', '对');
    const asked = await say('zhouhaitao', '同意');
    expect(asked).toContain('褚先生');
    expect(asked).toContain('卫先生');
    const pending = await db.select().from(lostApplications).where(eq(lostApplications.state, 'pending'));
    expect(pending).toHaveLength(2);
    await say('zhouhaitao', '褚先生战败同意');
    expect((await historyOf(db, one)).lost).toMatchObject([{ state: 'approved' }]);
    expect((await historyOf(db, two)).lost).toMatchObject([{ state: 'pending' }]);
    await say('zhouhaitao', '卫先生驳回');
  });

  test('the buttons of the card decide as well, and a second press changes nothing', async () => {
    const phone = await register('蒋女士');
    await say('liuyang', '蒋女士战败 买了奇骏');
    await say('liuyang', '对');
    const { content } = bot.lastCard('zhouhaitao');
    const buttons = (content.type === 'card' ? content.card['button_list'] : []) as {
      key: string;
      text: string;
    }[];
    expect(buttons.map(({ text }) => text).join()).toMatch(/同意.*驳回|驳回.*同意/);
    const approve = buttons.find(({ text }) => text.includes('同意'))!.key;
    await bot.press('zhouhaitao', approve);
    expect((await historyOf(db, phone)).lost).toMatchObject([{ state: 'approved', decidedBy: 'zhouhaitao' }]);
    expect(bot.received('liuyang').at(-1)).toMatch(/蒋女士[\s\S]*同意/);
    const before = await everyRow(db);
    await bot.press('zhouhaitao', approve).catch(() => undefined);
    expect(await everyRow(db)).toEqual(before);
  });

  test('a press after the decision in words does not decide again', async () => {
    const phone = await register('沈女士');
    await say('liuyang', '沈女士战败 买了奇骏');
    await say('liuyang', '对');
    const { content } = bot.lastCard('zhouhaitao');
    const buttons = (content.type === 'card' ? content.card['button_list'] : []) as {
      key: string;
      text: string;
    }[];
    await say('zhouhaitao', '沈女士驳回');
    await bot
      .press('zhouhaitao', buttons.find(({ text }) => text.includes('同意'))!.key)
      .catch(() => undefined);
    expect((await historyOf(db, phone)).lost).toMatchObject([{ state: 'rejected' }]);
    expect((await cardOf(db, phone)).state).toBe('open');
  });

  test('belongs to the supervisor of that store: neither the applicant nor the other store decides', async () => {
    const phone = await register('韩女士');
    await say('liuyang', '韩女士战败 买了奇骏');
    await say('liuyang', '对');
    for (const who of ['liuyang', 'mahui', 'wujing', 'linxiao', 'gaoxiang', 'fengli']) {
      await say(who, '同意');
      await say(who, '韩女士战败同意');
      expect((await historyOf(db, phone)).lost, who).toMatchObject([{ state: 'pending' }]);
    }
    await say('zhouhaitao', '同意');
  });

  test('an application taken back with 撤销 can no longer be approved', async () => {
    const phone = await register('杨女士');
    await say('liuyang', '杨女士战败 买了奇骏');
    await say('liuyang', '对');
    await say('liuyang', '撤销');
    expect(await cardOf(db, phone)).toMatchObject({ state: 'open', grade: 'B' });
    await say('zhouhaitao', '同意');
    expect((await cardOf(db, phone)).state).toBe('open');
  });
});
