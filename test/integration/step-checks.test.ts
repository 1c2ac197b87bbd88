import { describe, expect, test } from 'vitest';
import { alerts } from '../../src/db/schema/supervision.ts';
import { addMinutes, day } from '../../src/domain/time.ts';
import { china, HE, LIU, MANAGER, on8, openShowroom, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, customer } = chat;

describe('step-checks', () => {
  const run = (at: Date) => bot.run('step-checks', at);
  /** The cases as they stand. */
  const cases = async () =>
    (await db.select().from(alerts).orderBy(alerts.id)).map(({ check, state }) => `${check} ${state}`);
  const digest = (at: Date) => bot.run('supervisor-digest', at);
  const nudged = async (words: string) => (await told(LIU)).filter((text) => text.includes(words)).length;

  const REGISTERED = '登记 王先生 13900001234 科雷傲 B 汽车之家';
  const before = (at: Date) => addMinutes(at, -5);

  // Everything begins at 14:00 on Wednesday.
  test.each([
    ['cardLate', ['来店1批 看风朗'], '还没建卡', '2026-04-08T14:30', '2026-04-08T16:00'],
    ['textMissing', [REGISTERED], '离店短信', '2026-04-08T15:00', '2026-04-08T16:00'],
    ['cardThin', [REGISTERED, '短信发了'], '不够详细', '2026-04-10T09:00', '2026-04-10T17:30'],
    ['firstCallMissing', [REGISTERED, '短信发了'], undefined, undefined, '2026-04-09T17:30'],
    [
      'gradeMissing',
      [REGISTERED, '短信发了', '王先生打了 通了 嫌价格贵 周六再来看看车'],
      '没评级别',
      '2026-04-08T14:30',
      '2026-04-08T16:00',
    ],
  ] as const)('%s: the consultant is nudged, his supervisor told later, each once', async (...row) => {
    const [check, said, words, nudge, alert] = row;
    for (const line of said) expect(await chat.say(LIU, line)).toMatch(/已|来店/);
    const raised = async () => (await cases()).filter((text) => text.startsWith(check));
    if (words && nudge) {
      await run(before(china(nudge)));
      expect(await nudged(words)).toBe(0);
      await run(china(nudge));
      expect(await nudged(words)).toBe(1);
    }
    await run(before(china(alert)));
    expect(await raised()).toEqual([]);
    await run(china(alert));
    expect(await raised()).toEqual([`${check} open`]);
    await run(addMinutes(china(alert), 5));
    expect(await raised()).toEqual([`${check} open`]);
    if (words) expect(await nudged(words)).toBe(1);
    // Nothing of it is urgent: the supervisor hears of it with his next digest, and only he.
    expect(await told(ZHOU)).toEqual([]);
    await digest(addMinutes(china(alert), 24 * 60));
    expect([await told(WU), await told(MANAGER)]).toEqual([[], []]);
    expect((await told(ZHOU)).join('\n')).toMatch(/刘洋|小刘/);
  });

  test('a consultant is nudged about a thin card before his supervisor hears of it', async () => {
    await chat.say(LIU, REGISTERED);
    await chat.say(LIU, '短信发了');
    await run(before(china('2026-04-10T17:30')));
    expect(await nudged('不够详细')).toBe(1);
  });

  test('a card with eight fields but without one of the musts is thin (D14)', async () => {
    await customer({
      grade: null,
      color: '白',
      usage: '自用',
      payment: '全款',
      competitors: ['缤智'],
      tradeIn: '捷达',
      concerns: ['价格'],
      cardFilled: 8,
      createdAt: on8('10:00'),
    });
    await run(china('2026-04-10T17:30'));
    expect(await cases()).toEqual([`cardThin open`]);
  });

  test.each([7, 8])('a card with %i of the twelve fields', async (cardFilled) => {
    await customer({ cardFilled, source: 'walkIn', agreedOn: day('2026-04-20'), createdAt: on8('10:00') });
    await run(china('2026-04-10T17:30'));
    expect(await cases()).toEqual(cardFilled < 8 ? [`cardThin open`] : []);
  });

  test('a batch without a card is told by its time and its car, to the consultant and his supervisor', async () => {
    await chat.say(LIU, '来店1批 看风朗 10点走的');
    await chat.say(LIU, '来店1批 11点走的');
    await run(on8('14:00'));
    expect((await told(LIU)).join('\n')).toMatch(/看风朗那批还没建卡[^]*刚才那批来店还没建卡/);
    await digest(on8('17:23'));
    expect((await told(ZHOU)).at(-1)).toMatch(
      /刘洋 4\/8 10:00看风朗那批没建卡[^]*刘洋 4\/8 11:00来店那批没建卡/,
    );
  });

  test('what a batch that left no data owes is nothing', async () => {
    await chat.say(LIU, '来店1批 看风朗 没留电话');
    await run(on8('16:00'));
    expect([await cases(), await told(LIU)]).toEqual([[], []]);
  });

  test('a customer who wants no texts is owed none', async () => {
    await chat.say(LIU, REGISTERED);
    await chat.say(LIU, '王先生短信没发 客户说别发短信');
    await run(on8('16:00'));
    expect(await cases()).toEqual([]);
  });

  test('an alert closes itself when the step is done, and not before', async () => {
    await chat.say(LIU, REGISTERED);
    await run(on8('16:00'));
    await run(on8('16:05'));
    expect(await cases()).toEqual([`textMissing open`]);
    await chat.say(LIU, '短信发了');
    await run(on8('16:10'));
    expect(await cases()).toEqual([`textMissing closed`]);
    await run(on8('16:15'));
    expect(await cases()).toHaveLength(1);
  });

  test('a card made for the batch closes its alert', async () => {
    await chat.say(LIU, '来店1批 看风朗');
    await run(on8('16:00'));
    await chat.say(LIU, REGISTERED);
    await run(on8('16:05'));
    // The text after this visit has been owed since it left, two hours ago.
    expect((await cases()).filter((text) => text.startsWith('cardLate'))).toEqual([`cardLate closed`]);
  });

  test.each([
    ['cardThin', '2026-04-10T17:30'],
    ['firstCallMissing', '2026-04-09T17:30'],
  ])('an alert (%s) whose step is never done stays open for weeks', async (check, raisedAt) => {
    await chat.say(LIU, REGISTERED);
    await chat.say(LIU, '短信发了');
    await run(china(raisedAt));
    for (const date of ['2026-04-15', '2026-04-16', '2026-04-17', '2026-04-18', '2026-04-30']) {
      await run(china(`${date}T09:00`));
      expect(
        (await cases()).find((text) => text.startsWith(check)),
        date,
      ).toBe(`${check} open`);
    }
  });

  test('a text that nobody sent for a month is asked for no more; the thin card is', async () => {
    await chat.say(LIU, REGISTERED);
    await run(on8('16:00'));
    await run(china('2026-04-10T17:30'));
    await run(china('2026-05-08T15:55'));
    expect(await cases()).toContain(`textMissing open`);
    await run(china('2026-05-08T16:00'));
    expect((await cases()).slice(0, 1)).toEqual([`textMissing closed`]);
    expect(await cases()).toContain(`cardThin open`);
    expect((await db.select().from(alerts).orderBy(alerts.id))[0]?.closedWhy).toBe('lapsed');
    await run(china('2026-05-08T16:05'));
    expect((await cases()).filter((text) => text.startsWith('textMissing'))).toEqual([`textMissing closed`]);
  });

  test('an alert closes itself when the step is done after weeks', async () => {
    await chat.say(LIU, REGISTERED);
    await run(on8('16:00'));
    chat.sleepUntil('2026-04-20T10:00:00+08:00');
    await chat.say(LIU, '王先生短信发了');
    await run(china('2026-04-20T10:05'));
    expect((await cases())[0]).toBe(`textMissing closed`);
  });

  test('what was undone is owed no more', async () => {
    await chat.say(LIU, '来店1批 看风朗');
    await chat.say(LIU, '撤销');
    await chat.say(LIU, REGISTERED);
    await chat.say(LIU, '撤销');
    await run(on8('16:00'));
    await run(china('2026-04-10T17:30'));
    expect([await cases(), await told(LIU), await told(ZHOU)]).toEqual([[], [], []]);
  });

  test('what was undone after the alert closes the alert, and the undoing is not refused for it', async () => {
    await chat.say(LIU, '来店1批 看风朗 11点走的');
    await run(on8('14:00'));
    expect(await cases()).toEqual([`cardLate open`]);
    expect(await chat.say(LIU, '撤销')).toContain('已撤销');
    await run(on8('14:05'));
    expect((await cases()).filter((text) => text.includes('open'))).toEqual([]);
  });

  test('a text that was undone is owed again', async () => {
    await chat.say(LIU, REGISTERED);
    await chat.say(LIU, '短信发了');
    await chat.say(LIU, '撤销');
    await run(on8('16:00'));
    expect(await cases()).toEqual([`textMissing open`]);
  });

  test('each store has its own supervisor, who gets one card for all that is new', async () => {
    await chat.say(LIU, REGISTERED);
    await chat.say('mahui', '登记 李女士 13900002345 卡缤 B 汽车之家');
    await chat.say(HE, '登记 何先生 13900003456 卡缤 B 汽车之家');
    await run(on8('16:00'));
    await digest(on8('17:23'));
    const [first, ...moreOfZhou] = await told(ZHOU);
    expect(first).toMatch(/2条[^]*王先生[^]*李女士/);
    const [second, ...moreOfWu] = await told(WU);
    expect(second).toMatch(/1条[^]*何先生/);
    expect([moreOfZhou, moreOfWu, await told(MANAGER)]).toEqual([[], [], []]);
  });

  test("a supervisor's own customers go to the sales manager (D38)", async () => {
    await chat.say(ZHOU, REGISTERED);
    await run(on8('16:00'));
    expect(await cases()).toEqual([`textMissing open`]);
    await digest(on8('17:23'));
    expect((await told(MANAGER))[0]).toContain('王先生');
    // He is nudged as everybody is who received a customer, and gets no card about himself.
    expect((await told(ZHOU)).filter((text) => text.includes('还没处理的督导'))).toEqual([]);
  });

  test('a case that was answered is not raised again', async () => {
    await chat.say(LIU, REGISTERED);
    await run(on8('16:00'));
    await digest(on8('17:23'));
    await bot.drain();
    await chat.press(ZHOU, 'coached');
    expect(await cases()).toEqual([`textMissing answered`]);
    await run(on8('17:25'));
    const before = (await told(ZHOU)).length;
    await digest(china('2026-04-09T11:53'));
    expect(await cases()).toEqual([`textMissing answered`]);
    expect(await told(ZHOU)).toHaveLength(before);
  });
});
