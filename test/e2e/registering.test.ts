import { beforeEach, describe, expect, test } from 'vitest';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { cardOf, cardsNamed, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;
beforeEach(() => bot.sleepUntil(WEDNESDAY_AFTERNOON));

describe('a walk-in in one line', () => {
  test('becomes a card and a visit, and the receipt says what was written and what is next', async () => {
    const receipt = await say('liuyang', '登记 陈先生 13900000301 科雷傲 白色 预算18万 B 汽车之家看的');
    const card = await cardOf(db, '13900000301');
    expect(card).toMatchObject({
      name: '陈先生',
      ownerId: 'liuyang',
      storeId: 2,
      series: '科雷傲',
      color: '白',
      budgetFen: 18_000_000,
      grade: 'B',
      gradeSetOn: '2026-04-08',
      windowEndsOn: '2026-07-08',
      nextDueOn: '2026-04-09',
      state: 'open',
    });
    expect((await historyOf(db, '13900000301')).visits).toMatchObject([
      { storeId: 2, nature: 'first', recorded: true, receivedBy: 'liuyang' },
    ]);
    for (const fact of ['陈先生', '科雷傲', 'B', '4/9', '17:30', '撤销']) expect(receipt).toContain(fact);
  });

  test.each([
    ['建卡 褚女士 139 0000 0302 卡缤 红 全款 B', '13900000302', '褚女士', '卡缤', 'B'],
    ['登记：卫先生，１３９０００００３０３，风朗，c级', '13900000303', '卫先生', '风朗', 'C'],
    ['登记客户 蒋哥 139-0000-0304 科雷嘉 b', '13900000304', '蒋先生', '科雷嘉', 'B'],
    ['沈女士 13900000305 卡缤 首次来店 C', '13900000305', '沈女士', '卡缤', 'C'],
    ['给韩先生建卡 电话13900000306 看的是风朗 B级', '13900000306', '韩先生', '风朗', 'B'],
  ])('is read from: %s', async (text, phone, name, series, grade) => {
    await say('mahui', text);
    expect(await cardOf(db, phone)).toMatchObject({ name, series, grade, ownerId: 'mahui' });
  });
});

describe('missing parts', () => {
  test('are asked for, and answered one after the other they fill one card and one visit', async () => {
    const first = await say('sunting', '登记 尤女士');
    expect(first).toContain('电话');
    await say('sunting', '13900000311');
    await say('sunting', '卡缤');
    await say('sunting', 'B');
    const cards = await cardsNamed(db, '尤');
    expect(cards).toMatchObject([
      { name: '尤女士', phone: '13900000311', series: '卡缤', grade: 'B', ownerId: 'sunting' },
    ]);
    expect((await historyOf(db, '13900000311')).visits).toHaveLength(1);
  });

  test('may come in another order and in whole phrases', async () => {
    await say('sunting', '登记 许先生 科雷傲');
    await say('sunting', 'C级');
    await say('sunting', '电话13900000312');
    const cards = await cardsNamed(db, '许');
    expect(cards).toMatchObject([{ name: '许先生', phone: '13900000312', series: '科雷傲', grade: 'C' }]);
  });

  test('two of them in one answer are both taken', async () => {
    await say('sunting', '登记 何女士');
    await say('sunting', '13900000313 风朗 C');
    expect(await cardsNamed(db, '何')).toMatchObject([{ phone: '13900000313', series: '风朗', grade: 'C' }]);
  });

  test('a name that comes after the number goes onto the same card', async () => {
    const asked = await say('sunting', '登记 13900000314 卡缤 C');
    expect(asked).toMatch(/称呼|姓|名/);
    await say('sunting', '吕女士');
    expect(await cardOf(db, '13900000314')).toMatchObject({ name: '吕女士', series: '卡缤', grade: 'C' });
  });

  test('the source that the receipt asks for is taken as the answer', async () => {
    const receipt = await say('sunting', '登记 施先生 13900000315 风朗 C');
    expect(receipt).toContain('来源');
    await say('sunting', '朋友介绍的');
    const { source, heardFrom, referrer } = await cardOf(db, '13900000315');
    expect([source, heardFrom, referrer].join()).toMatch(/referral|介绍|朋友/);
  });

  test('a bare 登记 writes nothing and asks who it is', async () => {
    const before = await everyRow(db);
    const asked = await say('sunting', '登记');
    expect(asked).toMatch(/称呼|姓名|谁/);
    expect(await everyRow(db)).toEqual(before);
    await say('sunting', '张女士 13900000316 卡缤 B');
    expect(await cardOf(db, '13900000316')).toMatchObject({ name: '张女士', grade: 'B' });
  });

  test('取消 ends the questions, and the next message is not taken as an answer', async () => {
    await say('sunting', '登记');
    const cancelled = await say('sunting', '取消');
    expect(cancelled).toMatch(/取消|好的|没有记/);
    expect(cancelled).not.toContain('没看懂');
    const before = await everyRow(db);
    await say('sunting', '孔先生');
    expect(await everyRow(db)).toEqual(before);
  });
});

describe('a number of the wrong length', () => {
  test.each([
    ['10 digits', '1390000032', '曹先生', '13900000321'],
    ['12 digits', '139000003222', '严先生', '13900000322'],
  ])(
    '%s is never repaired: it is asked for again, and the right one fills the card',
    async (_, wrong, name, right) => {
      const asked = await say('mahui', `登记 ${name} ${wrong} 风朗 C`);
      expect(asked).toMatch(/[少多]1?一?位|11位/);
      const cards = await cardsNamed(db, name);
      expect(cards.every(({ phone }) => phone === null)).toBe(true);
      await say('mahui', right);
      expect(await cardsNamed(db, name)).toMatchObject([{ phone: right, series: '风朗', grade: 'C' }]);
    },
  );
});

describe('a bare number', () => {
  test('with nobody in the talk is asked about, not registered', async () => {
    const before = await everyRow(db);
    const asked = await say('linxiao', '13900000399');
    expect(await everyRow(db)).toEqual(before);
    expect(asked).toMatch(/登记|谁|哪位|称呼/);
  });

  test('after a slip of the thumb still belongs to the card that lacks one', async () => {
    await say('mahui', '登记 毕先生 风朗');
    await say('mahui', '12345');
    const before = await everyRow(db);
    await say('mahui', '13900000398');
    expect((await everyRow(db)).visits).toHaveLength(before.visits.length);
    expect((await everyRow(db)).customers).toHaveLength(before.customers.length);
  });
});

describe('a number that is known', () => {
  test('of his own customer makes no second card', async () => {
    await say('liuyang', '登记 华女士 13900000331 卡缤 B');
    const answer = await say('liuyang', '登记 华女士 13900000331 卡缤 B');
    expect(answer).toMatch(/已|重复/);
    expect(answer).toContain('华女士');
    await cardOf(db, '13900000331');
  });

  test('of a colleague in the same store names the owner, makes no second card and tells the owner', async () => {
    await say('liuyang', '登记 金先生 13900000332 风朗 B');
    const answer = await say('mahui', '登记 小金 13900000332 风朗 C');
    expect(answer).toContain('刘洋');
    expect(await cardOf(db, '13900000332')).toMatchObject({ ownerId: 'liuyang', grade: 'B', name: '金先生' });
    expect(bot.received('liuyang').at(-1)).toContain('马辉');
  });

  test('of the other store is found too, and the full number is not shown to the colleague', async () => {
    await say('liuyang', '登记 魏先生 13900000333 风朗 B');
    const answer = await say('hejia', '建卡 魏先生 13900000333 科雷傲 A');
    expect(answer).toContain('刘洋');
    expect(answer).not.toContain('13900000333');
    expect(await cardOf(db, '13900000333')).toMatchObject({ ownerId: 'liuyang', storeId: 2, series: '风朗' });
    expect(bot.received('liuyang').at(-1)).toContain('何佳');
  });

  test('of a phone-in is the same customer when he walks in, and the visit is known as such', async () => {
    await say('mahui', '来电 陶女士 13900000334 问卡缤 C');
    bot.sleepUntil('2026-04-08T15:00:00+08:00');
    await say('mahui', '登记 陶女士 13900000334 卡缤 来店了');
    const { visits, calls } = await historyOf(db, '13900000334');
    expect(calls).toHaveLength(1);
    expect(visits).toMatchObject([{ nature: 'carded' }]);
  });

  test('said twice within a minute counts as one visit', async () => {
    await say('liuyang', '登记 姜先生 13900000335 风朗 B');
    await say('liuyang', '登记 姜先生 13900000335 风朗 B');
    expect((await historyOf(db, '13900000335')).visits).toHaveLength(1);
  });
});

describe('calls in', () => {
  test('without any data are counted and make no card', async () => {
    const before = await everyRow(db);
    const answer = await say('linxiao', '来电 问完价格就挂了 没留电话');
    const after = await everyRow(db);
    expect(after.customers).toEqual(before.customers);
    expect(after.calls).toHaveLength(before.calls.length + 1);
    expect(after.calls.at(-1)).toMatchObject({
      recorded: false,
      customerId: null,
      answeredBy: 'linxiao',
      storeId: 4,
    });
    expect(answer).toContain('来电');
  });

  test('with a number make a card, a call and no visit', async () => {
    const answer = await say('xudan', '来电 戚先生 13900000341 问科雷傲有没有优惠 懂车帝看到的 B');
    const { visits, calls } = await historyOf(db, '13900000341');
    expect(visits).toEqual([]);
    expect(calls).toMatchObject([{ recorded: true, answeredBy: 'xudan' }]);
    expect(await cardOf(db, '13900000341')).toMatchObject({
      heardFrom: '懂车帝',
      series: '科雷傲',
      grade: 'B',
    });
    expect(answer).toContain('4/9');
  });
});

describe('visits without data', () => {
  test.each([
    '来店一批 没留电话 看风朗 随便看看',
    '刚走一批客户 看卡缤的 没留资料',
    '来了个看车的没留电话 看风朗 10分钟走的',
  ])('%s', async (text) => {
    const before = await everyRow(db);
    const answer = await say('zhengnan', text);
    const after = await everyRow(db);
    expect(after.customers).toEqual(before.customers);
    expect(after.visits.slice(before.visits.length)).toMatchObject([
      { recorded: false, customerId: null, storeId: 3, receivedBy: 'zhengnan' },
    ]);
    expect(answer).toContain('来店');
    expect(answer).not.toMatch(/\d{2}:\d{2}前补/);
  });

  test('several batches in one line are counted as several, or asked about', async () => {
    const before = (await everyRow(db)).visits.length;
    await say('xudan', '上午3批 留了2个 1个没留');
    expect([0, 3]).toContain((await everyRow(db)).visits.length - before);
  });

  test('a batch of which nothing is known yet owes a card, and 没留 settles it', async () => {
    await say('zhengnan', '来店一批');
    const owed = (await everyRow(db)).visits.at(-1);
    expect(owed).toMatchObject({ recorded: null });
    const count = (await everyRow(db)).visits.length;
    await say('zhengnan', '没留');
    expect((await everyRow(db)).visits).toHaveLength(count);
    expect((await everyRow(db)).visits.find(({ id }) => id === owed?.id)).toMatchObject({ recorded: false });
  });

  test('a batch of which nothing is known yet becomes the visit of the card that follows', async () => {
    await say('zhengnan', '来店一批');
    const count = (await everyRow(db)).visits.length;
    await say('zhengnan', '登记 谢先生 13900000351 风朗 B');
    expect((await everyRow(db)).visits).toHaveLength(count);
    expect((await historyOf(db, '13900000351')).visits).toHaveLength(1);
  });
});

describe('the text after leaving', () => {
  test('is owed within the hour, and 短信发了 settles it for the customer of the talk', async () => {
    await say('zhengnan', '谢先生短信发了');
    const receipt = await say('zhengnan', '登记 邹女士 13900000361 卡缤 C');
    expect(receipt).toContain('15:00');
    expect(receipt).toContain('短信');
    bot.sleepUntil('2026-04-08T14:05:00+08:00');
    await say('zhengnan', '短信发了');
    expect((await historyOf(db, '13900000361')).texts).toMatchObject([{ state: 'sent', by: 'zhengnan' }]);
  });

  test('is waived when the customer asked for none', async () => {
    await say('zhengnan', '登记 喻先生 13900000362 卡缤 C');
    await say('zhengnan', '短信没发 客户说别发短信');
    expect((await historyOf(db, '13900000362')).texts).toMatchObject([{ state: 'waived' }]);
  });

  test('asks whose when two are owed and nobody is named', async () => {
    await say('hejia', '登记 柏先生 13900000363 卡缤 C');
    await say('hejia', '登记 水女士 13900000364 风朗 C');
    bot.sleepUntil('2026-04-08T14:30:00+08:00');
    const asked = await say('hejia', '短信发了');
    expect(asked).toContain('柏先生');
    expect(asked).toContain('水女士');
    expect((await historyOf(db, '13900000364')).texts).toEqual([]);
    await say('hejia', asked.indexOf('柏先生') < asked.indexOf('水女士') ? '1' : '2');
    expect((await historyOf(db, '13900000363')).texts).toMatchObject([{ state: 'sent' }]);
  });
});
