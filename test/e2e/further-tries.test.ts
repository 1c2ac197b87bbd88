import { describe, expect, test } from 'vitest';
import { lostApplications } from '../../src/db/schema/follow-up.ts';
import { china, LIU, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, say, customer } = chat;

describe('a loss that is refused with 再打两次', () => {
  const refused = async (words = '王先生战败不同意 再打两次') => {
    await customer({ name: '王先生', surname: '王', nextDueOn: WEDNESDAY });
    await say(LIU, '王先生打了 通了 聊得挺好的，主要在聊孩子上学的事情');
    await say(LIU, '王先生战败 价格太贵 不买了');
    await say(LIU, '对');
    chat.sleepUntil(china('2026-04-08T15:00'));
    expect(await say(ZHOU, words)).toContain('再打2次已排进他的待办');
    chat.sleepUntil(china('2026-04-08T15:10'));
  };
  const list = () => say(LIU, '待办');

  test('puts the tries on the list until they are logged, each in another slot; then he may apply again', async () => {
    await refused();
    expect((await told(LIU)).at(-1)).toMatch(/王先生的战败申请被驳回[^]*还要再打2次，每次换个时段/);
    expect(await list()).toMatch(/王先生 B.*还要再打2次/);
    expect(await say(LIU, '王先生战败 价格太贵 不买了')).toContain('还要再打2次');
    await say(LIU, '王先生打了 没接');
    expect(await list()).toMatch(/还要再打1次/);
    await say(LIU, '王先生打了 没接');
    expect(await list()).toMatch(/还要再打1次/);
    chat.sleepUntil(china('2026-04-09T10:00'));
    await say(LIU, '王先生打了 没接');
    expect(await list()).not.toContain('再打');
    expect(await say(LIU, '王先生战败 价格太贵 不买了')).toMatch(/^请核对：王先生 申请战败/);
    await say(LIU, '对');
    expect(await db.select().from(lostApplications).orderBy(lostApplications.id)).toMatchObject([
      { state: 'rejected' },
      { state: 'pending' },
    ]);
  });

  test.each(['王先生打了 通了 说下个月发了奖金再来看看', '王先生二次来店 刚走'])(
    'asks for none any more once he was reached: %s',
    async (talk) => {
      await refused();
      await say(LIU, talk);
      expect(await list()).not.toContain('再打');
      expect(await say(LIU, '王先生战败 价格太贵 不买了')).toMatch(/^请核对/);
    },
  );

  test('stands in the morning list of the next day', async () => {
    await refused('驳回 再打2次');
    chat.sleepUntil(china('2026-04-09T08:53'));
    await bot.run('due-reminders', china('2026-04-09T08:53'));
    expect((await told(LIU)).at(-1)).toMatch(/还要再打2次，每次换个时段/);
  });

  test('refused anew the same day it counts anew', async () => {
    await refused();
    await say(LIU, '王先生打了 没接');
    chat.sleepUntil(china('2026-04-08T18:00'));
    await say(LIU, '王先生打了 没接');
    await say(LIU, '王先生战败 价格太贵 不买了');
    await say(LIU, '对');
    chat.sleepUntil(china('2026-04-08T18:10'));
    await say(ZHOU, '王先生战败不同意 再打两次');
    expect(await list()).toMatch(/还要再打2次/);
  });

  test('taken back it asks for nothing', async () => {
    await refused();
    await say(ZHOU, '撤销');
    await say(ZHOU, '王先生战败不同意');
    expect(await list()).not.toContain('再打');
  });
});
