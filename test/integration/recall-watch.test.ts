import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Customer, NewCustomer } from '../../src/db/customers.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { contacts, gradeChanges } from '../../src/db/schema/follow-up.ts';
import { handovers, recalls, recallWarnings } from '../../src/db/schema/rules.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addDays, type Day, instantOf } from '../../src/domain/time.ts';
import {
  china,
  HE,
  LIU,
  MA,
  MANAGER,
  openShowroom,
  SECOND_STORE,
  WEDNESDAY,
  WU,
  ZHOU,
} from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, say, customer } = chat;
const LIN = 'linxiao' as UserId;
const XU = 'xudan' as UserId;

/** So many days after 8 April; customers were last reached on 1 April unless said otherwise. */
const on = (days: number): Day => addDays(WEDNESDAY, days);
const watch = (days: number) => bot.run('recall-watch', instantOf(on(days), '09:23'));
const LAST_CALL = addDays(WEDNESDAY, -7);
/** The first warning, the announcement, and when that takes effect, in days after 8 April. */
const [FIRST, SECOND, THIRD, ANNOUNCED, EFFECTIVE] = [13, 18, 22, 23, 25];

const wang = (known: Partial<NewCustomer> = {}) =>
  customer({
    name: '王先生',
    surname: '王',
    grade: 'B',
    nextDueOn: WEDNESDAY,
    lastEffectiveOn: LAST_CALL,
    ...known,
  });
const rowOf = async ({ id }: Customer) =>
  (await db.select().from(customers).where(eq(customers.id, id)))[0] as Customer;
const states = async () => (await db.select().from(recalls).orderBy(recalls.id)).map(({ state }) => state);
const warned = async (who: UserId = LIU) => (await told(who)).filter((text) => text.startsWith('收回提醒'));

async function untilAnnounced(): Promise<void> {
  for (const days of [FIRST, SECOND, THIRD, ANNOUNCED]) await watch(days);
  chat.sleepUntil(instantOf(on(ANNOUNCED), '10:00'));
  await bot.drain();
}

describe('who is not called for a month', () => {
  let one: Customer;
  beforeEach(async () => {
    one = await wang();
  });

  test('is warned of on days 20, 25 and 29, announced on day 30, and taken back 48 hours later', async () => {
    const seen: string[] = [];
    for (let days = 10; days <= 26; days += 1) {
      const before = [(await warned()).length, (await states()).join()];
      await watch(days);
      const now = [(await warned()).length, (await states()).join()];
      if (now.join() !== before.join()) seen.push(`${days}: ${now.join(' ')}`);
    }
    expect(seen).toEqual([
      `${FIRST}: 1 `,
      `${SECOND}: 2 `,
      `${THIRD}: 3 `,
      `${ANNOUNCED}: 3 announced`,
      `${EFFECTIVE}: 3 done`,
    ]);
    expect(await rowOf(one)).toMatchObject({
      state: 'pooled',
      grade: null,
      ownerId: LIN,
      formerOwnerId: LIU,
      recalledOn: on(EFFECTIVE),
      nextDueOn: on(EFFECTIVE + 1),
      nextDueWhy: 'pool',
    });
    expect(await db.select().from(handovers)).toMatchObject([
      { fromId: LIU, toId: LIN, why: 'recalled', by: null },
    ]);
    expect(await db.select().from(gradeChanges)).toMatchObject([
      { from: 'B', to: null, reason: '收回公司', by: null },
    ]);
    expect((await told(LIU)).at(-1)).toContain('收回公司：王先生');
    expect((await told(LIN)).at(-1)).toContain('公司池交给您回访1位：王先生');
  });

  test('a run that is repeated says nothing twice', async () => {
    await untilAnnounced();
    const before = [await told(LIU), await told(ZHOU)];
    await bot.run('recall-watch', instantOf(on(ANNOUNCED), '09:53'));
    expect([await told(LIU), await told(ZHOU)]).toEqual(before);
  });

  test('has all three warnings first when the bot was down', async () => {
    for (const days of [30, 31, 32]) {
      await watch(days);
      expect(await states()).toEqual([]);
    }
    await watch(33);
    expect(await states()).toEqual(['announced']);
    expect((await db.select().from(recallWarnings)).map(({ level }) => level)).toEqual([1, 2, 3]);
  });

  test('is spared when he is reached before it takes effect', async () => {
    await untilAnnounced();
    await say(LIU, '王先生打了 通了 说下周带老人来看车再定');
    await watch(EFFECTIVE);
    expect(await states()).toEqual(['spared']);
    expect(await rowOf(one)).toMatchObject({ state: 'open', ownerId: LIU });
  });

  test('is spared too when the talk was held the evening before and told of after it was announced', async () => {
    await untilAnnounced();
    await say(LIU, '王先生昨晚打通了 说下周带老人来看车再定');
    expect((await rowOf(one)).lastEffectiveOn).toBe(on(ANNOUNCED - 1));
    await watch(EFFECTIVE);
    expect([await states(), (await rowOf(one)).state]).toEqual([['spared'], 'open']);
  });

  test('is not said to be reached when it is his loss that waits for a decision', async () => {
    await untilAnnounced();
    await db.update(customers).set({ state: 'lostPending', nextDueOn: null }).where(eq(customers.id, one.id));
    await say(ZHOU, '收回');
    expect(await say(ZHOU, '对')).toContain('王先生在等战败审批，不收');
    expect((await rowOf(one)).state).toBe('lostPending');
  });

  test('is warned three times within a term that was made shorter, and taken back at its end', async () => {
    await say(MANAGER, '未回访收回改10天');
    await say(MANAGER, '对');
    const seen: string[] = [];
    for (let days = -1; days <= 5; days += 1) {
      if (days >= 0) await watch(days);
      seen.push(`${days + 7}: ${(await warned()).length} ${(await states()).join()}`);
    }
    // Day 7 is the day of the change.
    expect(seen).toEqual([
      '6: 0 ',
      '7: 1 ',
      '8: 2 ',
      '9: 3 ',
      '10: 3 announced',
      '11: 3 announced',
      '12: 3 done',
    ]);
  });

  test('is taken back although he was tried in vain', async () => {
    await untilAnnounced();
    await say(LIU, '王先生打了 没接');
    await watch(EFFECTIVE);
    expect(await states()).toEqual(['done']);
  });

  test('has a month more after three attempts on two days', async () => {
    for (const days of [10, 10, 11])
      await db.insert(contacts).values({
        storeId: one.storeId,
        customerId: one.id,
        by: LIU,
        channel: 'phone',
        result: 'no_answer',
        effective: false,
        content: '没接',
        at: instantOf(on(days), '10:00'),
        enteredAt: instantOf(on(days), '10:00'),
      });
    await watch(FIRST);
    await watch(30);
    expect(await warned()).toEqual([]);
    await watch(31);
    expect(await warned()).toHaveLength(1);
  });

  test('the supervisor takes him back at once with a click, and may not do it twice', async () => {
    await untilAnnounced();
    expect((await told(ZHOU))[0]).toMatch(
      /^待收回 1位，48小时不定自动收回\n刘洋·王先生 B 科雷傲 30天没联系上/,
    );
    await chat.press(ZHOU, 'take');
    expect(await rowOf(one)).toMatchObject({ state: 'pooled', ownerId: LIN });
    expect(await db.select().from(recalls)).toMatchObject([{ state: 'done', decidedBy: ZHOU }]);
    await watch(EFFECTIVE);
    expect(await db.select().from(handovers)).toHaveLength(1);
  });

  test('先不收 gives him another month from then on', async () => {
    await untilAnnounced();
    expect(await say(ZHOU, '先不收')).toContain('先不收：王先生');
    expect((await told(LIU)).at(-1)).toContain('周海涛定了先不收：王先生');
    for (let days = ANNOUNCED + 1; days < ANNOUNCED + 20; days += 1) await watch(days);
    expect([await states(), await warned()]).toEqual([['spared'], expect.objectContaining({ length: 3 })]);
    await watch(ANNOUNCED + 20);
    expect(await warned()).toHaveLength(4);
  });

  test('收回 in words is read back first, and 撤销 gives him back as he was', async () => {
    await untilAnnounced();
    const before = await rowOf(one);
    expect(await say(ZHOU, '收回')).toMatch(/^请核对：收回公司 1位：王先生/);
    expect((await rowOf(one)).state).toBe('open');
    expect(await say(ZHOU, '对')).toContain('已收回1位');
    expect((await rowOf(one)).state).toBe('pooled');
    expect(await say(ZHOU, '撤销')).toContain('已撤销');
    expect(await rowOf(one)).toEqual(before);
    expect(await states()).toEqual(['announced']);
  });

  test('is not decided on by the other store, nor by a consultant', async () => {
    await untilAnnounced();
    for (const who of [WU, MA]) {
      await say(who, '收回');
      await say(who, '对');
    }
    expect(await states()).toEqual(['announced']);
  });

  test('who changes hands is a new consultant’s for a whole month', async () => {
    await untilAnnounced();
    await say(ZHOU, '王先生转给小马');
    await say(ZHOU, '对');
    await watch(EFFECTIVE);
    expect([await states(), (await rowOf(one)).ownerId]).toEqual([['spared'], MA]);
    await watch(ANNOUNCED + 19);
    expect(await warned(MA)).toEqual([]);
    await watch(ANNOUNCED + 20);
    expect(await warned(MA)).toHaveLength(1);
  });
});

describe('who is not taken back', () => {
  test.each([
    ['who has ordered', { grade: 'O' }],
    ['who wants no calls', { doNotContact: true, nextDueOn: null }],
    ['who is below C', { grade: null, inBaseGroup: true }],
    ['who is being decided on', { state: 'lostPending' }],
    ['who is lost', { state: 'lost', grade: null, nextDueOn: null }],
  ] as const)('%s', async (_, known) => {
    await wang(known);
    for (const days of [30, 31, 32, 33, 35]) await watch(days);
    expect([await warned(), await states()]).toEqual([[], []]);
  });

  test('who has ordered is the manager’s to ask about', async () => {
    await wang({ grade: 'O' });
    await bot.run('step-checks', instantOf(on(ANNOUNCED), '17:25'));
    expect((await db.select().from(alerts)).map(({ check }) => check)).not.toContain('orderedNotCalled');
    await bot.run('step-checks', instantOf(on(ANNOUNCED), '17:30'));
    expect((await db.select().from(alerts)).map(({ check }) => check)).toContain('orderedNotCalled');
    await bot.run('supervisor-digest', instantOf(on(ANNOUNCED + 1), '11:53'));
    expect((await told(MANAGER)).join()).toContain('订车后一个月没回访');
  });
});

describe('the recovery team', () => {
  test('shares many evenly, in batches that are through within the term', async () => {
    for (let count = 0; count < 30; count += 1) await wang({ name: `客户${count}`, surname: null });
    await untilAnnounced();
    await watch(EFFECTIVE);
    const rows = await db.select().from(customers);
    const held = (who: UserId) => rows.filter(({ ownerId }) => ownerId === who);
    expect([held(LIN).length, held(XU).length]).toEqual([15, 15]);
    const days = held(LIN).map(({ nextDueOn }) => nextDueOn);
    expect(new Set(days).size).toBe(8);
    expect(days.filter((each) => each === on(EFFECTIVE + 1))).toHaveLength(2);
    expect(days.toSorted().at(-1)! <= on(EFFECTIVE + 10)).toBe(true);
  });

  test('has them in the day’s list, logs its call, and what was reached waits for a word', async () => {
    const one = await wang();
    await untilAnnounced();
    await watch(EFFECTIVE);
    chat.sleepUntil(instantOf(on(EFFECTIVE + 1), '10:00'));
    await bot.run('due-reminders', instantOf(on(EFFECTIVE + 1), '08:53'));
    expect((await told(LIN)).at(-1)).toMatch(/王先生.*收回客户，摸清还买不买/);
    expect(await say(LIN, '1 通了 说想等年底再看看，现在没钱')).toContain('公司池的客户：还想买回');
    expect(await rowOf(one)).toMatchObject({ state: 'pooled', nextDueOn: null });
    expect(await say(LIU, '王先生打了 没接')).toContain('不能改');
  });
});

describe('a manager', () => {
  test('takes back all who were warned of three times, after a look at them by person; others are named', async () => {
    const one = await wang();
    await wang({ ownerId: HE, storeId: SECOND_STORE, name: '何女士', surname: '何' });
    for (const days of [FIRST, SECOND, THIRD]) await watch(days);
    const late = await wang({ ownerId: MA, name: '马先生', surname: '马' });
    chat.sleepUntil(instantOf(on(ANNOUNCED), '09:00'));
    const asked = await say(MANAGER, '一个月没回访的全部收回 O级除外');
    expect(asked).toMatch(/请核对：收回公司 2位：刘洋 1位，何佳 1位\n提醒还没满三次，先不收：马辉 1位\n/);
    expect(await states()).toEqual([]);
    expect(await say(MANAGER, '1')).toContain('已收回2位');
    expect((await rowOf(one)).state).toBe('pooled');
    expect((await rowOf(late)).state).toBe('open');
  });

  test('takes nobody back who was not warned of, and a supervisor may not do it at all', async () => {
    await wang();
    chat.sleepUntil(china('2026-05-20T10:00'));
    expect(await say(MANAGER, '一个月没回访的全部收回')).toContain('现在没有可以收回的客户');
    expect(await say(ZHOU, '一个月没回访的全部收回')).toContain('不在您的权限里');
    expect(await states()).toEqual([]);
  });
});
