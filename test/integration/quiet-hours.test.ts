import { describe, expect, test } from 'vitest';
import { outbox } from '../../src/db/schema/messages.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import { clockOf } from '../../src/domain/time.ts';
import { china, LIU, on8, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, customer } = chat;

describe('quiet hours (D17)', () => {
  test.each([
    ['2026-04-09T08:25', 0],
    ['2026-04-09T08:30', 1],
    ['2026-04-09T20:25', 1],
    ['2026-04-09T20:35', 0],
    ['2026-04-10T00:00', 0],
  ])('step-checks at %s raises %i case', async (time, raised) => {
    await chat.say(LIU, '登记 王先生 13900001234 科雷傲 B 汽车之家');
    await chat.say(LIU, '王先生打了 通了 嫌价格贵 周六再来看看车 级别不变');
    await bot.run('step-checks', china(time));
    expect(await db.select().from(alerts)).toHaveLength(raised);
  });

  /** When each notice was sent that was sent at all, by the clock in China. */
  const sendings = async () =>
    (await db.select().from(outbox).orderBy(outbox.id)).flatMap(({ key, sentAt }) =>
      sentAt ? [`${key} ${clockOf(sentAt)}`] : [],
    );

  test.each([
    ['due-reminders', '2026-04-08T15:23', '2026-04-08T21:00'],
    ['step-checks', '2026-04-08T20:25', '2026-04-08T23:00'],
    ['supervisor-digest', '2026-04-08T17:23', '2026-04-09T02:00'],
    ['grade-summary', '2026-04-12T16:53', '2026-04-12T22:00'],
  ])(
    'a run of %s for %s that is made up at %s disturbs nobody in the night',
    async (name, scheduled, madeUp) => {
      await chat.say(LIU, '登记 王先生 13900001234 科雷傲 B 汽车之家');
      await customer({ nextDueOn: WEDNESDAY });
      if (name !== 'step-checks') await bot.run('step-checks', on8('16:00'));
      await bot.drain();
      const before = await sendings();
      chat.sleepUntil(china(madeUp));
      await bot.run(name, china(scheduled));
      await bot.drain();
      expect(await sendings()).toEqual(before);
    },
  );

  test('what somebody does in the evening is answered at once and told to others in the morning', async () => {
    await chat.say(LIU, '登记 王先生 13900001234 科雷傲 B 汽车之家');
    chat.sleepUntil(on8('21:00'));
    await chat.say(LIU, '战败 王先生 买了缤智 价格');
    expect(await chat.say(LIU, '对')).toContain('战败申请');
    await bot.drain();
    expect(await told(ZHOU)).toHaveLength(1);
    expect(await sendings()).toEqual([]);
    chat.sleepUntil(china('2026-04-09T08:30'));
    await bot.drain();
    expect(await sendings()).toEqual([expect.stringMatching(/^lost-\d+ 08:30$/)]);
  });
});
