import { describe, expect, test } from 'vitest';
import { alertAnswers, alerts } from '../../src/db/schema/supervision.ts';
import { china, LIU, MANAGER, on8, openShowroom, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told } = chat;

describe('supervisor-digest', () => {
  async function owe(count: number): Promise<void> {
    for (let number = 0; number < count; number++) {
      await chat.say(
        LIU,
        `登记 王${'一二三四五六七八九十甲乙'[number]} 1390000${7000 + number} 科雷傲 B 汽车之家`,
      );
    }
    await bot.run('step-checks', on8('16:00'));
    await bot.drain();
  }

  test('is one card a supervisor with all that is open, and says nothing when nothing is', async () => {
    await bot.run('supervisor-digest', on8('11:53'));
    expect(await told(ZHOU)).toEqual([]);
    await owe(2);
    await bot.run('supervisor-digest', on8('17:23'));
    const digest = (await told(ZHOU)).at(-1);
    expect(digest).toMatch(/2条[^]*1\. [^]*2\. /);
    expect(await told(WU)).toEqual([]);
  });

  test('carries the answers, and an answer to all closes the book', async () => {
    await owe(3);
    await bot.run('supervisor-digest', on8('17:23'));
    await bot.drain();
    const { content } = chat.lastCard(ZHOU);
    const buttons = content.type === 'card' ? (content.card['button_list'] as { text: string }[]) : [];
    expect(buttons.map(({ text }) => text)).toEqual(['已督导', '我来跟', '准假', '催一下', '误报']);
    await chat.press(ZHOU, 'takenOver', { choice: 'all' });
    const rows = await db.select().from(alerts);
    expect(rows.map(({ state }) => state)).toEqual(Array(3).fill('answered'));
    const answers = await db.select().from(alertAnswers);
    expect(answers.map(({ answer, by }) => `${answer} ${by}`)).toEqual(Array(3).fill(`takenOver ${ZHOU}`));
    chat.sleepUntil('2026-04-09T11:53:00+08:00');
    const before = (await told(ZHOU)).length;
    await bot.run('supervisor-digest', china('2026-04-09T11:53'));
    expect(await told(ZHOU)).toHaveLength(before);
  });

  test.each([
    [1, '13', '周海涛看到了：王一 短信没发，请马上补上。'],
    [2, '14', '周海涛看到了：\n· 王一 短信没发\n· 王二 短信没发\n共2条，请马上补上。'],
    [11, '15', /^周海涛看到了：(?:\n· 王. 短信没发){10}\n等11条，请马上补上。$/],
  ])('an answer to %i is one message to the consultant', async (count, date, expected) => {
    await owe(count);
    chat.sleepUntil(`2026-04-${date}T11:53:00+08:00`);
    await bot.run('supervisor-digest', china(`2026-04-${date}T11:53`));
    await bot.drain();
    const before = (await told(LIU)).length;
    await chat.press(ZHOU, 'urged', count > 1 ? { choice: 'all' } : {});
    const [heard, ...more] = (await told(LIU)).slice(before);
    expect([heard, more]).toEqual([
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
      [],
    ]);
  });

  test('one of several can be answered alone', async () => {
    await owe(3);
    await bot.run('supervisor-digest', china('2026-04-09T11:53'));
    await bot.drain();
    const [, second] = await db.select().from(alerts).orderBy(alerts.id);
    await chat.press(ZHOU, 'excused', { choice: String(second?.id) });
    const states = (await db.select().from(alerts).orderBy(alerts.id)).map(({ state }) => state);
    expect(states).toEqual(['open', 'closed', 'open']);
  });

  test('shows more than a card holds as a number', async () => {
    await owe(11);
    await bot.run('supervisor-digest', on8('17:23'));
    const digest = (await told(ZHOU)).at(-1) ?? '';
    expect(digest).toContain('11条');
    expect(digest).toContain('还有3条');
  });

  test('asks what was said after 已督导, notes the next line with the case and tells the consultant', async () => {
    await owe(1);
    await bot.run('supervisor-digest', china('2026-04-10T11:53'));
    await bot.drain();
    chat.sleepUntil(china('2026-04-10T12:00'));
    await chat.press(ZHOU, 'coached');
    expect((await told(ZHOU)).at(-1)).toContain('怎么督导的');
    expect(await chat.say(ZHOU, '跟他聊过了，今天下班前补上')).toContain('已记督导');
    const [answer] = await db.select().from(alertAnswers);
    expect(answer).toMatchObject({ answer: 'coached', remark: '跟他聊过了，今天下班前补上' });
    expect((await told(LIU)).at(-1)).toContain('跟他聊过了，今天下班前补上');
  });

  test('takes thanks after 已督导 for no remark', async () => {
    await owe(1);
    await bot.run('supervisor-digest', china('2026-04-11T11:53'));
    await bot.drain();
    chat.sleepUntil(china('2026-04-11T12:00'));
    await chat.press(ZHOU, 'coached');
    await chat.say(ZHOU, '好的');
    const [answer] = await db.select().from(alertAnswers);
    expect(answer?.remark).toBeNull();
  });

  test('does not reach a supervisor on his day off, nor does the manager hear of his silence that day', async () => {
    await chat.say(ZHOU, '我明天休');
    await owe(1);
    await bot.run('supervisor-digest', on8('17:23'));
    await bot.drain();
    const before = (await told(ZHOU)).length;
    for (const at of ['2026-04-09T11:53', '2026-04-09T17:23', '2026-04-10T11:53']) {
      chat.sleepUntil(`${at}:00+08:00`);
      await bot.run('supervisor-digest', china(at));
    }
    expect(await told(MANAGER)).toEqual([]);
    expect((await told(ZHOU)).length).toBe(before + 1);
    await bot.run('supervisor-digest', china('2026-04-10T17:23'));
    expect((await told(MANAGER)).join()).toContain('刘洋·王一 短信没发');
  });
});
