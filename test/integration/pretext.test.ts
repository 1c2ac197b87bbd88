import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { contacts } from '../../src/db/schema/follow-up.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import { addMinutes } from '../../src/domain/time.ts';
import { china, LIU, on8, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, customer } = chat;

const cardOf = async (name: string) => (await db.select().from(customers).where(eq(customers.name, name)))[0];
const pretexts = async () =>
  (await db.select().from(contacts).orderBy(contacts.id)).map(({ pretext }) => pretext);

describe('a reason to call', () => {
  test('is written on the card with what is to be asked, shows in the due list, and one talk uses it up', async () => {
    await customer({ name: '王先生', surname: '王', nextDueOn: WEDNESDAY, concerns: ['价格'] });
    const receipt = await chat.say(LIU, '王先生 由头：置换补贴月底到期 准备问预算');
    expect(receipt).toMatch(/由头：置换补贴月底到期；要问：预算/);
    expect(await cardOf('王先生')).toMatchObject({
      pretext: '置换补贴月底到期',
      pretextOn: WEDNESDAY,
      callPrep: '问预算',
    });
    expect(await chat.say(LIU, '待办')).toContain('由头：置换补贴月底到期');
    await chat.say(LIU, '王先生打了 没接');
    expect(await cardOf('王先生')).toMatchObject({ pretext: '置换补贴月底到期' });
    await chat.say(LIU, '王先生打了 通了 说补贴够了就换 周末看看');
    expect(await pretexts()).toEqual(['置换补贴月底到期', '置换补贴月底到期']);
    expect(await cardOf('王先生')).toMatchObject({ pretext: null, pretextOn: null, callPrep: null });
  });

  test('is told by the number of the due list', async () => {
    await customer({ name: '王先生', surname: '王', nextDueOn: WEDNESDAY });
    await customer({ name: '李先生', surname: '李', nextDueOn: WEDNESDAY, grade: 'C' });
    await chat.say(LIU, '待办');
    expect(await chat.say(LIU, '2 由头 旧车评估好了')).toContain('李先生 由头：旧车评估好了');
    expect(await cardOf('李先生')).toMatchObject({ pretext: '旧车评估好了' });
    expect(await cardOf('王先生')).toMatchObject({ pretext: null });
  });

  test.each(['随便问问', '问问情况', '没事问候一下'])(
    '"%s" is refused, and others are offered',
    async (idle) => {
      await customer({ name: '王先生', surname: '王', concerns: ['价格'], tradeIn: '捷达' });
      const answer = await chat.say(LIU, `王先生 由头：${idle}`);
      expect(answer).toMatch(/换个由头/);
      expect(answer).toMatch(/由头可选：回复他关心的价格 \/ 免费评估旧车捷达/);
      expect(await cardOf('王先生')).toMatchObject({ pretext: null });
    },
  );

  test('is taken back by 撤销', async () => {
    await customer({ name: '王先生', surname: '王' });
    await chat.say(LIU, '王先生 由头：置换补贴月底到期');
    await chat.say(LIU, '撤销');
    expect(await cardOf('王先生')).toMatchObject({ pretext: null, pretextOn: null });
  });

  test('of nobody in particular is asked whose it is', async () => {
    expect(await chat.say(LIU, '由头：置换补贴月底到期')).toMatch(/哪位客户/);
  });
});

describe('what to have ready before dialling', () => {
  test('stands on one screen, and whoever reads it has prepared the reason', async () => {
    await customer({
      name: '王先生',
      surname: '王',
      decisionMaker: '爱人',
      concerns: ['价格'],
      competitors: ['缤智'],
      lastTalk: '嫌价格贵，要回家商量',
    });
    const screen = await chat.say(LIU, '准备 王先生');
    for (const words of [
      '谁做主：爱人',
      '嫌价格贵',
      '答应过',
      '在意价格',
      '由头：回复他关心的价格',
      '要问：预算',
      '4/11周六',
    ])
      expect(screen).toContain(words);
    expect(screen.split('\n').length).toBeLessThanOrEqual(14);
    expect(await cardOf('王先生')).toMatchObject({ pretext: '回复他关心的价格', pretextOn: WEDNESDAY });
  });

  test('nobody prepares to call a customer who wants no calls', async () => {
    await customer({ name: '王先生', surname: '王', doNotContact: true });
    expect(await chat.say(LIU, '准备 王先生')).toMatch(/免打扰/);
  });
});

describe('the check of the reason', () => {
  const run = (at: Date) => bot.run('step-checks', at);
  const cases = async () =>
    (await db.select().from(alerts).where(eq(alerts.check, 'pretextMissing'))).map(({ state }) => state);
  const TALK = '王先生打了 通了 聊得挺好 说嫌价格贵要商量 级别不变';

  test('nudges after an hour, tells the supervisor after two, and closes when the reason is told', async () => {
    await customer({ name: '王先生', surname: '王' });
    await chat.say(LIU, '王先生来店了');
    await chat.say(LIU, '短信发了');
    chat.sleepUntil(on8('15:00'));
    await chat.say(LIU, TALK);
    const nudged = async () => (await told(LIU)).filter((text) => text.includes('什么由头')).length;
    await run(addMinutes(on8('16:00'), -1));
    expect(await nudged()).toBe(0);
    await run(on8('16:00'));
    expect(await nudged()).toBe(1);
    await run(addMinutes(on8('17:00'), -1));
    expect(await cases()).toEqual([]);
    await run(on8('17:00'));
    expect(await cases()).toEqual(['open']);
    expect((await told(ZHOU)).join()).not.toContain('由头');
    await bot.run('supervisor-digest', on8('17:23'));
    expect((await told(ZHOU)).join()).toContain('王先生 电访没由头');
    chat.sleepUntil(on8('17:24'));
    expect(await chat.say(LIU, '王先生由头 补贴月底到期')).toMatch(/已补 王先生 15:00那通电话/);
    await run(on8('17:25'));
    expect(await cases()).toEqual(['closed']);
    expect(await cardOf('王先生')).toMatchObject({ pretext: null });
  });

  test('下次 says that the reason is for the next call', async () => {
    await customer({ name: '王先生', surname: '王' });
    await chat.say(LIU, '王先生来店了');
    chat.sleepUntil(on8('15:00'));
    await chat.say(LIU, TALK);
    await chat.say(LIU, '王先生下次由头：补贴月底到期');
    expect(await pretexts()).toEqual([null]);
    expect(await cardOf('王先生')).toMatchObject({ pretext: '补贴月底到期' });
  });

  test.each([
    ['prepared before', ['王先生 由头：补贴月底到期', TALK]],
    ['read before', ['准备 王先生', TALK]],
    ['named in the log', ['王先生由头：补贴到期 打了 通了 聊得挺好 级别不变']],
    ['offered in the list that is answered', ['待办', '1 通了 聊得挺好 说嫌价格贵要商量 级别不变']],
  ])('a reason that was %s is enough', async (_how, said) => {
    await customer({ name: '王先生', surname: '王', nextDueOn: WEDNESDAY, concerns: ['价格'] });
    await db.insert(contacts).values({
      storeId: 2 as never,
      customerId: (await cardOf('王先生'))?.id as never,
      by: LIU,
      channel: 'phone',
      result: 'connected',
      effective: true,
      content: '之前聊过一次',
      pretext: '试驾',
      gradedAt: china('2026-04-01T10:00'),
      at: china('2026-04-01T10:00'),
      enteredAt: china('2026-04-01T10:00'),
    });
    for (const line of said) await chat.say(LIU, line);
    expect(await pretexts()).toEqual(['试驾', expect.any(String)]);
    await run(on8('17:00'));
    expect(await cases()).toEqual([]);
  });

  test('what was told of others makes no first contact a second one', async () => {
    await customer({ name: '李先生', surname: '李' });
    await chat.say(LIU, '李先生来店了');
    await customer({ name: '王先生', surname: '王', lastEffectiveOn: null });
    chat.sleepUntil(on8('15:00'));
    await chat.say(LIU, TALK);
    await chat.say(LIU, '王先生由头：补贴月底到期');
    expect(await pretexts()).toEqual([null]);
    expect(await cardOf('王先生')).toMatchObject({ pretext: '补贴月底到期' });
    await run(on8('17:00'));
    expect(await cases()).toEqual([]);
  });

  test('the first contact of all and a call that was not answered need none', async () => {
    await customer({ name: '王先生', surname: '王', lastEffectiveOn: null });
    await chat.say(LIU, '王先生打了 没接');
    await chat.say(LIU, TALK);
    await run(on8('17:00'));
    expect(await cases()).toEqual([]);
  });
});
