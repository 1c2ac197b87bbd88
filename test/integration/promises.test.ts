import { describe, expect, test } from 'vitest';
import { tasks } from '../../src/db/schema/follow-up.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { appointments } from '../../src/db/schema/showroom.ts';
import { addDays, day } from '../../src/domain/time.ts';
import { china, LIU, MA, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, say, told, customer } = chat;

const FRIDAY = day('2026-04-10');
const kept = async () =>
  (await db.select().from(tasks).orderBy(tasks.id)).map(({ what, dueOn, state, ownerId }) =>
    [what, dueOn, state, ownerId].join(' '),
  );

async function list(time: string): Promise<string | undefined> {
  const before = (await told(LIU)).length;
  chat.sleepUntil(china(time));
  await bot.run('due-reminders', china(time));
  await bot.drain();
  return (await told(LIU)).slice(before).join('\n') || undefined;
}

/** A B who is not due for a week, and an A who is due on Friday. */
async function company(): Promise<void> {
  await customer({
    name: '王先生',
    surname: '王',
    lastEffectiveOn: WEDNESDAY,
    nextDueOn: addDays(WEDNESDAY, 7),
  });
  await customer({
    name: '李女士',
    surname: '李',
    grade: 'A',
    lastEffectiveOn: addDays(WEDNESDAY, -1),
    nextDueOn: FRIDAY,
  });
}

describe('答应王先生周五给报价', () => {
  test('is read back with the day, and kept in the words of the consultant', async () => {
    await company();
    expect(await say(LIU, '答应王先生周五给报价')).toMatch(/王先生.*给报价.*4\/10/);
    expect(await kept()).toEqual([`给报价 ${FRIDAY} open ${LIU}`]);
  });

  test('leaves the day of the next call as it is, and is no contact', async () => {
    await company();
    await say(LIU, '答应王先生周五给报价');
    const [wang] = await db.select().from(customers).orderBy(customers.id);
    expect(wang).toMatchObject({ nextDueOn: addDays(WEDNESDAY, 7), lastEffectiveOn: WEDNESDAY });
  });

  test('stands on top of the list on Friday, above an A, and not before', async () => {
    await company();
    await say(LIU, '答应王先生周五给报价');
    expect(await list('2026-04-09T08:53')).toBeUndefined();
    const friday = await list('2026-04-10T08:53');
    expect(friday).toMatch(/^今日待办 2[^]*1\. 王先生.*给报价[^]*2\. 李女士/);
  });

  test('stands there every day until it is done', async () => {
    await company();
    await say(LIU, '答应王先生周五给报价');
    for (const time of ['2026-04-10T15:23', '2026-04-11T08:53', '2026-04-13T08:53']) {
      expect(await list(time), time).toMatch(/1\. 王先生.*给报价/);
    }
  });

  test('said twice is one promise', async () => {
    await company();
    await say(LIU, '答应王先生周五给报价');
    await say(LIU, '答应王先生周五给报价');
    expect(await kept()).toHaveLength(1);
  });

  test('is taken back by 撤销', async () => {
    await company();
    await say(LIU, '答应王先生周五给报价');
    await say(LIU, '撤销');
    expect(await kept()).toEqual([]);
    expect(await list('2026-04-10T08:53')).not.toContain('给报价');
  });

  test('is no business of another consultant', async () => {
    await company();
    await say(LIU, '答应王先生周五给报价');
    await say(MA, '王先生报价给了');
    expect((await kept())[0]).toContain('open');
  });

  test('is answered by its number in the list', async () => {
    await company();
    await say(LIU, '答应王先生周五给报价');
    await list('2026-04-10T08:53');
    expect(await say(LIU, '1 通了 报价给了 他说周末再定 级别不变')).toContain('王先生');
    const wang = (await db.select().from(customers)).find(({ name }) => name === '王先生');
    expect(wang?.lastEffectiveOn).toBe(FRIDAY);
  });
});

describe('王先生报价给了', () => {
  async function finished(): Promise<string> {
    await company();
    await say(LIU, '答应王先生周五给报价');
    chat.sleepUntil(china('2026-04-10T10:00'));
    return say(LIU, '王先生报价给了');
  }

  test('finishes it, and nobody is reminded of it again', async () => {
    expect(await finished()).toMatch(/王先生.*给报价/);
    expect(await kept()).toEqual([`给报价 ${FRIDAY} done ${LIU}`]);
    expect(await list('2026-04-10T15:23')).not.toContain('王先生');
    expect(await list('2026-04-11T08:53')).not.toContain('王先生');
  });

  test('undone by 撤销 it is owed again', async () => {
    await finished();
    expect(await say(LIU, '撤销')).toContain('已撤销');
    expect(await kept()).toEqual([`给报价 ${FRIDAY} open ${LIU}`]);
    expect(await list('2026-04-10T15:23')).toMatch(/1\. 王先生.*给报价/);
  });

  test('of nothing promised is said to be so, and writes nothing', async () => {
    await company();
    const answer = await say(LIU, '王先生报价给了');
    expect(answer).toMatch(/没有/);
    expect(await kept()).toEqual([]);
  });

  test('of two promises finishes the one it is about', async () => {
    await company();
    await say(LIU, '答应王先生周四发配置表');
    await say(LIU, '答应王先生周五给报价');
    await say(LIU, '王先生报价给了');
    expect((await kept()).filter((text) => text.includes('open'))).toEqual([
      expect.stringContaining('配置表'),
    ]);
  });

  test('办好了 of two promises asks which one, and its own words answer that', async () => {
    await company();
    await say(LIU, '答应王先生周四发配置表');
    await say(LIU, '答应王先生周五给报价');
    expect(await say(LIU, '王先生办好了')).toMatch(/发配置表（4\/9[^]*给报价（4\/10/);
    expect((await kept()).filter((text) => text.includes('open'))).toHaveLength(2);
    await say(LIU, '王先生给报价办好了');
    expect((await kept()).filter((text) => text.includes('open'))).toEqual([
      expect.stringContaining('配置表'),
    ]);
  });
});

test.each(['答应王先生周四送脚垫', '答应王先生周四查现车'])(
  'another promise is kept as well: %s',
  async (text) => {
    await company();
    await say(LIU, text);
    expect(await kept()).toHaveLength(1);
  },
);

describe('in free words', () => {
  test('it is owed on the day that was named, and is no appointment', async () => {
    await company();
    expect(await say(LIU, '答应李女士明天送小票过去')).toMatch(/李女士.*送小票过去.*4\/9/);
    expect(await kept()).toEqual([`送小票过去 2026-04-09 open ${LIU}`]);
    expect(await db.select().from(appointments)).toEqual([]);
  });

  test('it is done when he says so', async () => {
    await company();
    await say(LIU, '答应李女士明天送小票过去');
    await say(LIU, '李女士小票送过去了');
    expect(await kept()).toEqual([`送小票过去 2026-04-09 done ${LIU}`]);
  });

  test('what the customer promises is no debt of ours', async () => {
    await company();
    await say(LIU, '李女士答应明天送旧车过来评估');
    expect(await kept()).toEqual([]);
  });
});

test('a customer who is lost is promised nothing any more', async () => {
  await company();
  await say(LIU, '答应王先生周五给报价');
  await say(LIU, '王先生打了 通了 他买了缤智 不考虑了 级别不变');
  await say(LIU, '战败 王先生 买了缤智 价格');
  await say(LIU, '对');
  await bot.drain();
  await chat.press(ZHOU, 'approve');
  expect(await list('2026-04-10T08:53')).not.toContain('王先生');
});

describe('a promise', () => {
  test('that is put off is owed by the other day, and no appointment', async () => {
    await company();
    await say(LIU, '答应王先生周五给报价');
    expect(await say(LIU, '王先生报价改到周一给')).toContain('给报价，从4/10周五改到4/13周一');
    expect(await kept()).toEqual([`给报价 ${FRIDAY} dropped ${LIU}`, `给报价 2026-04-13 open ${LIU}`]);
    expect(await db.select().from(appointments)).toEqual([]);
  });

  test('that was none before is one when it is put off', async () => {
    await company();
    await say(LIU, '王先生报价推到周五');
    expect(await kept()).toEqual([`报价 ${FRIDAY} open ${LIU}`]);
  });

  test.each([
    '王先生的报价给他了 他说再看看',
    '王先生报价给了 他说贵了',
    '报价发给王先生了',
    '给王先生报价了',
  ])('told as kept is done: %s', async (said) => {
    await company();
    await say(LIU, '答应王先生周五给报价');
    expect(await say(LIU, said)).toContain('已办 王先生：给报价');
    expect(await kept()).toEqual([`给报价 ${FRIDAY} done ${LIU}`]);
  });

  test.each(['王先生通了 资料发他了 他说再看看', '王先生通了 报价还没给', '王先生通了 说别家报价给了'])(
    'of something else, or not kept, stays: %s',
    async (said) => {
      await company();
      await say(LIU, '答应王先生周五给报价');
      expect(await say(LIU, said)).not.toContain('已办');
      expect(await kept()).toEqual([`给报价 ${FRIDAY} open ${LIU}`]);
    },
  );
});

describe('a reminder that somebody comes', () => {
  test('is his appointment', async () => {
    await company();
    expect(await say(LIU, '明天我休 王先生周六来店帮我记着')).toMatch(/约来店：4\/11[^]*休息：4\/9/);
    expect(await kept()).toEqual([]);
    expect(await db.select().from(appointments)).toMatchObject([{ on: '2026-04-11', kind: 'visit' }]);
  });

  test('of what is to be brought is kept beside it', async () => {
    await company();
    await say(LIU, '王先生周六来店 提醒我带资料');
    expect(await kept()).toEqual([`带资料 2026-04-11 open ${LIU}`]);
    expect(await db.select().from(appointments)).toHaveLength(1);
  });
});
