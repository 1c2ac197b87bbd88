import { beforeEach, describe, expect, test } from 'vitest';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { cardOf, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;
beforeEach(() => bot.sleepUntil(WEDNESDAY_AFTERNOON));

/** A talk of which more than ten characters are noted, without any date or other fact in it. */
const TALK = '聊得挺好的，主要在聊孩子上学的事情';

let registered = 0;
/** A card of 刘洋, made at 14:00 on Wednesday 2026-04-08 with a visit. */
async function register(name: string, grade = '', owner = 'liuyang'): Promise<string> {
  const phone = `1390000${1000 + ++registered}`;
  await say(owner, `登记 ${name} ${phone} 科雷傲 ${grade}`);
  return phone;
}

describe('attempts', () => {
  test.each([
    ['赵先生', '赵先生打了 没接', 'no_answer'],
    ['钱女士', '给钱女士打电话 没人接', 'no_answer'],
    ['孙先生', '孙先生 电话接了一听卖车的就挂了', 'hung_up'],
    ['李先生', '打给李先生 空号', 'dead_number'],
    ['周女士', '周女士 发了微信 没回', 'sent_no_reply'],
    ['吴先生', '吴先生打了 说在忙晚点再打', 'call_later'],
    ['郑女士', '郑女士的号码打错了 不是本人', 'wrong_number'],
    ['冯先生', '冯先生打了没通 关机', 'no_answer'],
  ])('%s: "%s" is stored as an attempt and moves no date', async (name, text, result) => {
    const phone = await register(name, 'A');
    const answer = await say('liuyang', text);
    expect((await historyOf(db, phone)).contacts).toMatchObject([
      { result, effective: false, by: 'liuyang' },
    ]);
    const card = await cardOf(db, phone);
    expect(card.nextDueOn).toBe('2026-04-09');
    expect(card.firstCallOwedSince).toBe('2026-04-08');
    expect(answer).toContain('4/9');
    expect(answer).toMatch(/不算|拨打/);
  });

  test('a first call back whose customer names a later day is made: his day counts now', async () => {
    const phone = await register('韦总', 'B');
    const answer = await say('liuyang', '韦总打了 说出差了 下周四再打给他');
    expect(answer).not.toContain('换个时间再打');
    expect(await cardOf(db, phone)).toMatchObject({ nextDueOn: '2026-04-16', firstCallOwedSince: null });
  });

  test.each([
    ['2026-04-08T17:00:00+08:00', '2026-04-09', '2026-04-08'],
    ['2026-04-10T11:00:00+08:00', '2026-04-17', null],
  ])(
    'whoever was owed a first call and comes again on %s is due on %s',
    async (at, nextDueOn, firstCallOwedSince) => {
      const phone = await register('华女士', 'B');
      bot.sleepUntil(at);
      await say('liuyang', `尾号${phone.slice(-4)}又来店了`);
      expect(await cardOf(db, phone)).toMatchObject({ nextDueOn, firstCallOwedSince });
    },
  );

  test('who called the day before and comes for the first time is owed the call back after his visit', async () => {
    const phone = '13900001990';
    await say('liuyang', `来电 金先生 ${phone} 问科雷傲优惠`);
    expect(await cardOf(db, phone)).toMatchObject({ firstCallOwedSince: '2026-04-08' });
    bot.sleepUntil('2026-04-09T11:00:00+08:00');
    await say('liuyang', '金先生来店了');
    expect(await cardOf(db, phone)).toMatchObject({
      firstCallOwedSince: '2026-04-09',
      nextDueOn: '2026-04-10',
    });
  });

  test('a second attempt on a day is the last one asked for, and after three on two days the choice is put', async () => {
    await register('陈女士', 'A');
    await say('liuyang', '陈女士打了 没接');
    expect(await say('liuyang', '陈女士又打了 还是没接')).toMatch(/明天/);
    bot.sleepUntil('2026-04-09T10:00:00+08:00');
    const answer = await say('liuyang', '陈女士打了 没接');
    expect(answer).toMatch(/主管|微信|失控|换人/);
  });
});

describe('contacts', () => {
  test.each([
    ['褚先生', `褚先生打了 通了 ${TALK}`, 'phone', 'connected'],
    ['卫女士', `刚跟卫女士通了电话 ${TALK}`, 'phone', 'connected'],
    ['蒋先生', '蒋先生微信回了 说再考虑考虑', 'wechat', 'replied'],
    ['沈女士', `回访沈女士 接通 ${TALK}`, 'phone', 'connected'],
  ])('%s: "%s" is effective and resets the clock', async (name, text, channel, result) => {
    const phone = await register(name, 'A');
    const answer = await say('liuyang', text);
    expect((await historyOf(db, phone)).contacts).toMatchObject([
      { channel, result, effective: true, gradeBefore: 'A' },
    ]);
    expect(await cardOf(db, phone)).toMatchObject({
      lastEffectiveOn: '2026-04-08',
      firstCallOwedSince: null,
      nextDueOn: '2026-04-11',
    });
    expect(answer).toContain('4/11');
    expect(answer).toMatch(/不变|升|降/);
  });

  test.each([
    ['9 characters', '韩先生', '聊孩子上学的事很久', false],
    ['10 characters', '杨先生', '聊孩子上学的事聊很久', true],
    ['9 characters with spaces and a full stop', '朱先生', '聊 孩子上学 的事很久。', false],
    ['nothing', '秦先生', '', false],
  ])('an answered call with %s noted', async (_, name, content, effective) => {
    const phone = await register(name, 'A');
    const answer = await say('liuyang', `${name}打了 通了 ${content}`.trim());
    expect((await historyOf(db, phone)).contacts).toMatchObject([{ result: 'connected', effective }]);
    expect((await cardOf(db, phone)).nextDueOn).toBe(effective ? '2026-04-11' : '2026-04-09');
    if (!effective) expect(answer).toMatch(/内容|聊了什么|补/);
  });

  test('what was missing may be added in the next line', async () => {
    const phone = await register('尤先生', 'B');
    await say('liuyang', '尤先生打了 通了');
    await say('liuyang', '嫌价格高，还想再比较一下别的店');
    const { contacts } = await historyOf(db, phone);
    expect(contacts.filter(({ effective }) => effective)).toHaveLength(1);
    expect((await cardOf(db, phone)).nextDueOn).toBe('2026-04-15');
  });

  test('the answer to "did he answer" settles the call of the named customer', async () => {
    const phone = await register('许先生', 'B');
    expect(await say('liuyang', '许先生打了')).toContain('许先生');
    expect((await historyOf(db, phone)).contacts).toEqual([]);
    await say('liuyang', '没接');
    expect((await historyOf(db, phone)).contacts).toMatchObject([{ result: 'no_answer' }]);
  });

  test('without a name the last customer is meant, for ten minutes only', async () => {
    const phone = await register('何先生', 'B', 'sunting');
    await say('sunting', '打了 没接');
    expect((await historyOf(db, phone)).contacts).toHaveLength(1);
    bot.sleepUntil('2026-04-08T14:10:01+08:00');
    const asked = await say('sunting', '打了 没接');
    expect(asked).toMatch(/哪位|谁/);
    expect((await historyOf(db, phone)).contacts).toHaveLength(1);
  });

  test('the first call is due by the close of the next day whatever the grade', async () => {
    for (const [name, grade] of [
      ['吕先生', 'A'],
      ['施先生', 'B'],
      ['张先生', 'C'],
      ['孔先生', ''],
    ] as const) {
      const phone = await register(name, grade);
      expect((await cardOf(db, phone)).nextDueOn, name).toBe('2026-04-09');
      const why = await say('liuyang', `${name}为什么`);
      expect(why).toContain('4/9');
      expect(why).toContain('17:30');
    }
  });

  test.each([
    ['A', '曹先生', '2026-04-11', '3天'],
    ['B', '严先生', '2026-04-15', '7天'],
    ['C', '华先生', '2026-04-22', '14天'],
  ])(
    'grade %s is due so many days after the last talk: on that day, not the day before',
    async (grade, name, due, gap) => {
      const owner = { A: 'hejia', B: 'zhengnan', C: 'mahui' }[grade] ?? '';
      const phone = await register(name, grade, owner);
      const answer = await say(owner, `${name}打了 通了 ${TALK}`);
      expect((await cardOf(db, phone)).nextDueOn).toBe(due);
      expect(answer).toContain(gap);
      const why = await say(owner, `为什么 ${name}`);
      for (const fact of [name, grade, '4/8', gap, Number(due.slice(8)).toString()])
        expect(why).toContain(fact);

      const dayBefore = new Date(Date.parse(`${due}T10:00:00+08:00`) - 86_400_000);
      bot.sleepUntil(dayBefore);
      expect(await say(owner, '待办')).not.toContain(name);
      bot.sleepUntil(`${due}T10:00:00+08:00`);
      expect(await say(owner, '今天要打谁')).toContain(name);
      bot.sleepUntil(`${due}T17:29:00+08:00`);
      expect(await say(owner, '待办')).not.toMatch(/超期 ?[1-9]|超期1|超过/);
      bot.sleepUntil(new Date(Date.parse(`${due}T10:00:00+08:00`) + 86_400_000));
      const late = await say(owner, '待办');
      expect(late).toContain(name);
      expect(late).toMatch(/超期|逾期/);
    },
  );

  test('an ordered customer is due seven days after the last talk', async () => {
    const phone = await register('金女士', 'A');
    await say('liuyang', '金女士订车 订金5000');
    await say('liuyang', '1');
    await say('liuyang', `金女士打了 通了 ${TALK}`);
    expect(await cardOf(db, phone)).toMatchObject({ grade: 'O', nextDueOn: '2026-04-15' });
    expect(await say('liuyang', '金女士为什么')).toMatch(/7天/);
  });

  test.each([
    ['A', '魏先生', '4月13号', '2026-04-13', 'agreed'],
    ['A', '陶先生', '4月14号', '2026-04-13', 'lightTouch'],
    ['B', '姜女士', '4月19号', '2026-04-19', 'agreed'],
    ['B', '戚女士', '4月20号', '2026-04-19', 'lightTouch'],
    ['C', '谢女士', '4月29号', '2026-04-29', 'agreed'],
    ['C', '邹女士', '4月30号', '2026-04-29', 'lightTouch'],
    ['A', '喻女士', '4月9号', '2026-04-09', 'agreed'],
  ])('grade %s, %s agreed for %s: due on %s (%s)', async (grade, name, agreed, due, why) => {
    const phone = await register(name, grade);
    const answer = await say('liuyang', `${name}打了 通了 还要和家里商量 让我${agreed}再打给他`);
    const card = await cardOf(db, phone);
    expect(card).toMatchObject({ nextDueOn: due, nextDueWhy: why });
    const [, month, date] = due.split('-').map(Number);
    expect(answer).toContain(`${month}/${date}`);
    const agreedDay = `4/${/月(\d+)/.exec(agreed)?.[1]}`;
    const reason = await say('liuyang', `${name}为什么`);
    expect(reason).toContain(agreedDay);
    if (why === 'lightTouch') expect(reason).toMatch({ A: /5天/, B: /11天/, C: /21天/ }[grade] ?? /-/);
    else expect(reason).toMatch(/约/);
  });

  test('an agreed date of an ordered customer wins up to eleven days', async () => {
    for (const [name, agreed, due] of [
      ['柏女士', '4月19号', '2026-04-19'],
      ['水先生', '4月20号', '2026-04-19'],
    ] as const) {
      const phone = await register(name, 'A');
      await say('liuyang', `${name}订车 订金5000`);
      await say('liuyang', '1');
      await say('liuyang', `${name}打了 通了 在等车很着急 让我${agreed}再打给他`);
      expect((await cardOf(db, phone)).nextDueOn, name).toBe(due);
    }
  });

  test('a date that the customer named while busy is kept, and it is no contact', async () => {
    const phone = await register('窦先生', 'A');
    await say('liuyang', `窦先生打了 通了 ${TALK}`);
    bot.sleepUntil('2026-04-09T14:00:00+08:00');
    await say('liuyang', '窦先生出差了让我下周二再打');
    const { contacts } = await historyOf(db, phone);
    expect(contacts.at(-1)).toMatchObject({ result: 'call_later', effective: false });
    expect(await cardOf(db, phone)).toMatchObject({
      agreedOn: '2026-04-14',
      lastEffectiveOn: '2026-04-08',
      nextDueOn: '2026-04-13',
    });
  });

  test('a call of yesterday evening is stored with its own time', async () => {
    const phone = await register('章女士', 'B');
    bot.sleepUntil('2026-04-09T09:00:00+08:00');
    await say('liuyang', `补一下 昨晚8点打给章女士 通了 ${TALK}`);
    const [contact] = (await historyOf(db, phone)).contacts;
    expect(contact?.at.toISOString()).toBe('2026-04-08T12:00:00.000Z');
    expect(contact?.enteredAt.toISOString()).toBe('2026-04-09T01:00:00.000Z');
    expect((await cardOf(db, phone)).nextDueOn).toBe('2026-04-15');
  });

  test('a second visit is a contact and resets the clock', async () => {
    const phone = await register('云先生', 'B');
    bot.sleepUntil('2026-04-10T15:00:00+08:00');
    const answer = await say('liuyang', '云先生二次到店 带老人来看车');
    const { visits } = await historyOf(db, phone);
    expect(visits).toMatchObject([{ nature: 'first' }, { nature: 'again' }]);
    expect(await cardOf(db, phone)).toMatchObject({ lastEffectiveOn: '2026-04-10' });
    expect(answer).toContain('云先生');
  });
});

describe('为什么', () => {
  test('without a name explains the customer of the talk', async () => {
    await register('苏先生', 'B');
    await say('liuyang', `苏先生打了 通了 ${TALK}`);
    expect(await say('liuyang', '为什么')).toMatch(/苏先生[\s\S]*4\/15/);
    expect(await say('liuyang', '为啥')).toContain('苏先生');
  });

  test('does not count an answered call without content among those that were not reached', async () => {
    await register('潘先生', 'B');
    await say('liuyang', '潘先生打了 通了');
    expect(await say('liuyang', '潘先生为什么')).not.toContain('没联系上');
  });

  test('writes nothing', async () => {
    await register('葛先生', 'B');
    const before = await everyRow(db);
    await say('liuyang', '葛先生为什么');
    await say('liuyang', '为什么是明天');
    expect(await everyRow(db)).toEqual(before);
  });
});

describe('two customers of one name', () => {
  test('are offered with model and last four digits, and the number picks one', async () => {
    const first = await register('范先生', 'B', 'zhengnan');
    await say('zhengnan', '登记 范先生 13900009999 卡缤 C');
    const asked = await say('zhengnan', '范先生打了 没接');
    for (const fact of ['1', '2', '科雷傲', '卡缤', first.slice(-4), '9999']) expect(asked).toContain(fact);
    expect((await historyOf(db, first)).contacts).toEqual([]);
    expect((await historyOf(db, '13900009999')).contacts).toEqual([]);
    const answer = await say('zhengnan', asked.indexOf('9999') < asked.indexOf(first.slice(-4)) ? '1' : '2');
    expect(answer).toContain('范先生');
    expect((await historyOf(db, '13900009999')).contacts).toMatchObject([{ result: 'no_answer' }]);
    expect((await historyOf(db, first)).contacts).toEqual([]);
  });

  test('a model, or the last four digits, says which', async () => {
    const first = await register('彭先生', 'B', 'zhengnan');
    await say('zhengnan', '登记 彭先生 13900009998 卡缤 C');
    await say('zhengnan', '卡缤那个彭先生打了 没接');
    expect((await historyOf(db, '13900009998')).contacts).toHaveLength(1);
    await say('zhengnan', `彭先生${first.slice(-4)}打了 没接`);
    expect((await historyOf(db, first)).contacts).toHaveLength(1);
  });

  test('a slip of the finger does not lose what was to be logged: the choices still wait', async () => {
    const first = await register('俞先生', 'B', 'zhengnan');
    await say('zhengnan', '登记 俞先生 13900009996 卡缤 C');
    const asked = await say('zhengnan', '俞先生打了 没接');
    await say('zhengnan', '5');
    await say('zhengnan', asked.indexOf('9996') < asked.indexOf(first.slice(-4)) ? '1' : '2');
    expect((await historyOf(db, '13900009996')).contacts).toHaveLength(1);
  });

  test('a number outside the choices, or small talk, writes nothing', async () => {
    await register('鲁先生', 'B', 'zhengnan');
    await say('zhengnan', '登记 鲁先生 13900009997 卡缤 C');
    bot.sleepUntil('2026-04-08T14:20:00+08:00');
    expect(await say('zhengnan', '鲁先生打了 没接')).toContain('9997');
    const before = await everyRow(db);
    await say('zhengnan', '3');
    await say('zhengnan', '好的');
    await say('zhengnan', '取消');
    await say('zhengnan', '1');
    expect(await everyRow(db)).toEqual(before);
  });
});

describe('a customer named by his number', () => {
  test.each([
    ['the whole number', (phone: string) => `${phone}打了 没接`, 'contacts'],
    ['the last four digits', (phone: string) => `尾号${phone.slice(-4)}打了 没接`, 'contacts'],
    ['the whole number, a grade', (phone: string) => `${phone} 升A 颜色定了`, 'grades'],
    ['the whole number, an appointment', (phone: string) => `${phone}约周六下午2点来店`, 'appointments'],
    ['the whole number, an application', (phone: string) => `战败 ${phone} 买了奇骏`, 'lost'],
  ] as const)('%s', async (_, text, rows) => {
    const phone = await register('尉迟先生', 'C', 'sunting');
    await register('上官女士', 'C', 'sunting');
    const before = await historyOf(db, phone);
    await say('sunting', text(phone));
    if (rows === 'lost') await say('sunting', '对');
    const after = await historyOf(db, phone);
    expect(after[rows]).toHaveLength(before[rows].length + 1);
    expect(after.visits).toHaveLength(1);
  });
});

test('the card says on which of the five steps he is, and by when he should have bought', async () => {
  await register('步先生', 'A 颜色定了');
  expect(await say('liuyang', '查 步先生')).toContain('第1步 接待建卡｜期限 5/8周五');
  await say('liuyang', `步先生打了 通了 ${TALK}`);
  expect(await say('liuyang', '步先生第几步了')).toContain('第2步 电访｜期限 5/8周五');
  await say('liuyang', '步先生定金5000 科雷傲');
  await say('liuyang', '对');
  expect(await say('liuyang', '查 步先生')).toContain('第5步 订交建档');
});
