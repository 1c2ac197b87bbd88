import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Customer } from '../../src/db/customers.ts';
import { recordGrade } from '../../src/db/grades.ts';
import { addHandovers } from '../../src/db/handovers.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { outbox } from '../../src/db/schema/messages.ts';
import { reports } from '../../src/db/schema/records.ts';
import { GRADES, type Grade } from '../../src/domain/grade.ts';
import { day, instantOf } from '../../src/domain/time.ts';
import {
  BOSS,
  china,
  FIRST_STORE,
  HE,
  LIU,
  MA,
  MANAGER,
  openShowroom,
  SECOND_STORE,
  WU,
  ZHOU,
} from '../support/showroom.ts';

const { db, bot, told, customer } = await openShowroom();

describe('grade-summary', () => {
  const SUNDAY = china('2026-04-12T16:53');
  const MONDAY = day('2026-04-06');
  /** On the Monday after, before the report is made up. */
  const LATER = china('2026-04-13T08:40');

  /** A generator of numbers below `n` that is the same in every run. */
  function dice(seed: number): (n: number) => number {
    let state = seed;
    return (n) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * n);
    };
  }

  type Counts = Record<Grade, number>;
  type Holder = readonly [Customer['ownerId'], Customer['storeId']];
  const HOLDERS = [
    [LIU, FIRST_STORE],
    [MA, FIRST_STORE],
    [HE, SECOND_STORE],
  ] as const satisfies readonly Holder[];

  const heldBy = (people: readonly Customer[], owner: Customer['ownerId']): Counts => {
    const count = (letter: Grade) =>
      people.filter(({ ownerId, grade }) => ownerId === owner && grade === letter).length;
    return { O: count('O'), H: count('H'), A: count('A'), B: count('B'), C: count('C') };
  };

  /** The figures of a summary, as a reader takes them from it. */
  function figures(text: string) {
    const row = (label: string): Counts => {
      const line = text.split('\n').find((candidate) => candidate.startsWith(`${label}：`)) ?? '';
      return Object.fromEntries(
        GRADES.map((grade) => {
          // No column of H where the deck's grades are in use.
          const missing = grade === 'H' ? 0 : Number.NaN;
          return [grade, Number(new RegExp(`${grade} (\\d+)`).exec(line)?.[1] ?? missing)];
        }),
      ) as Counts;
    };
    const moved = (word: string) => Number(new RegExp(`${word} (\\d+)`).exec(text)?.[1] ?? Number.NaN);
    return { now: row('现在'), before: row('上周'), moved };
  }

  const sum = (counts: Counts) => GRADES.reduce((total, grade) => total + counts[grade], 0);

  async function regrade(
    who: Customer,
    to: Grade | null,
    at: Date,
    reason: string | null = null,
  ): Promise<Customer> {
    await recordGrade(db, { customer: who, to, criteria: [], reason, by: who.ownerId, at });
    const state = to === 'O' ? 'ordered' : to !== null ? 'open' : reason === '已交车' ? 'delivered' : 'lost';
    const [changed] = await db
      .update(customers)
      .set({ grade: to, gradeSetOn: to ? MONDAY : null, state })
      .where(eq(customers.id, who.id))
      .returning();
    return changed ?? who;
  }

  const reportOf = async (scope: string): Promise<string> =>
    (await db.select().from(reports).where(eq(reports.scope, scope)))[0]?.text ?? '';

  /** Random customers of both stores, some moves before the week and some in it; answers what stood on Monday. */
  async function history(seed: number) {
    const roll = dice(seed);
    const people: Customer[] = [];
    for (let number = 0; number < 24; number++) {
      const [ownerId, storeId] = HOLDERS[roll(3)] ?? HOLDERS[0];
      people.push(await customer({ ownerId, storeId, grade: null }));
    }
    const monday: Counts = { O: 0, H: 0, A: 0, B: 0, C: 0 };
    for (const [since, until, moves] of [
      [day('2026-03-01'), MONDAY, 30],
      [MONDAY, day('2026-04-12'), 40],
    ] as const) {
      const span = instantOf(until, '00:00').getTime() - instantOf(since, '00:00').getTime();
      for (let move = 0; move < moves; move++) {
        const index = roll(people.length);
        const who = people[index];
        if (!who || who.state === 'lost' || who.state === 'delivered') continue;
        const at = new Date(instantOf(since, '00:00').getTime() + Math.floor((span * move) / moves));
        const open = ['A', 'B', 'C', 'O', ...(who.grade === null ? [] : [null])];
        const next = who.state === 'ordered' ? [null, 'A'][roll(2)] : open[roll(open.length)];
        if (next === undefined || next === who.grade || (next === null && who.grade === null)) continue;
        const reason = next === null ? (who.state === 'ordered' ? '已交车' : '战败') : null;
        people[index] = await regrade(who, next as Grade | null, at, reason);
      }
      if (until === MONDAY) for (const { grade } of people) if (grade) monday[grade] += 1;
    }
    const now: Counts = { O: 0, H: 0, A: 0, B: 0, C: 0 };
    for (const { grade } of people) if (grade) now[grade] += 1;
    return { people, monday, now };
  }

  test.each([1, 2, 3, 4, 5])(
    'opening and movements make closing, over a random history (%i)',
    async (seed) => {
      const { monday, now } = await history(seed);
      await bot.run('grade-summary', SUNDAY);
      const group = figures(await reportOf('group'));
      expect({ now: group.now, before: group.before }).toEqual({ now, before: monday });
      const { moved } = group;
      // An order only moves a customer to O; he leaves the count with the car, or when he is lost.
      expect(sum(group.before) + moved('新增') - moved('交车') - moved('战败')).toBe(sum(group.now));

      for (const part of ['现在', '上周'] as const) {
        const of = (text: string) => (part === '现在' ? figures(text).now : figures(text).before);
        const stores = [of(await reportOf('store:2')), of(await reportOf('store:3'))];
        const whole = of(await reportOf('group'));
        for (const grade of GRADES)
          expect(
            stores.reduce((total, store) => total + store[grade], 0),
            `${part} ${grade}`,
          ).toBe(whole[grade]);
      }
    },
  );

  /** Hands a customer to somebody else, as the commands do. */
  async function handOn(who: Customer, [ownerId, storeId]: Holder, at: Date): Promise<Customer> {
    await addHandovers(db, [
      {
        customerId: who.id,
        storeId,
        fromId: who.ownerId,
        fromStoreId: who.storeId,
        toId: ownerId,
        why: 'reassigned',
        by: MANAGER,
        at,
      },
    ]);
    const changed = { ...who, ownerId, storeId };
    await db.update(customers).set({ ownerId, storeId }).where(eq(customers.id, who.id));
    return changed;
  }

  /** What a report must say of itself: its formula holds for its figures. */
  function explains(text: string): number {
    const { now, before, moved } = figures(text);
    const moves = ['接手', '转出'].map((word) => moved(word) || 0);
    const [taken = 0, given = 0] = moves;
    return sum(before) + moved('新增') - moved('交车') - moved('战败') + taken - given - sum(now);
  }

  test.each([1, 2, 3, 4, 5])(
    'whoever receives and gives, everybody’s week begins where his last one ended (%i)',
    async (seed) => {
      const roll = dice(seed);
      const people: Customer[] = [];
      for (let number = 0; number < 12; number++) {
        const [ownerId, storeId] = HOLDERS[roll(3)] ?? HOLDERS[0];
        people.push(
          await customer({ ownerId, storeId, grade: (['A', 'B', 'C', null] as const)[roll(4)] ?? null }),
        );
      }
      const monday = new Map(HOLDERS.map(([ownerId]) => [ownerId, heldBy(people, ownerId)]));
      for (let move = 0; move < 30; move++) {
        const index = roll(people.length);
        const who = people[index];
        if (!who || who.state === 'lost') continue;
        const at = new Date(instantOf(MONDAY, '09:00').getTime() + move * 4 * 3_600_000);
        const holder = HOLDERS[roll(3)] ?? HOLDERS[0];
        const grade = (['A', 'B', 'C', null] as const)[roll(4)] ?? null;
        if (roll(2) === 0 && holder[0] !== who.ownerId) people[index] = await handOn(who, holder, at);
        else if (grade !== who.grade) people[index] = await regrade(who, grade, at, grade ? null : '战败');
      }
      await bot.run('grade-summary', SUNDAY);
      for (const [ownerId] of HOLDERS) {
        const text = await reportOf(`staff:${ownerId}`);
        if (text === '') continue;
        const { now, before } = figures(text);
        expect({ ownerId, now, before }).toEqual({
          ownerId,
          now: heldBy(people, ownerId),
          before: monday.get(ownerId),
        });
        expect(explains(text)).toBe(0);
      }
      for (const scope of ['store:2', 'store:3', 'group']) expect(explains(await reportOf(scope))).toBe(0);
      expect(await reportOf('group')).not.toMatch(/接手|转出/);
    },
  );

  test('who was handed over within a store is named with both, and is nothing to the store', async () => {
    await handOn(await customer({ grade: 'A' }), [MA, FIRST_STORE], china('2026-04-08T10:00'));
    await bot.run('grade-summary', SUNDAY);
    expect(await reportOf(`staff:${LIU}`)).toMatch(/现在：.*共0[^]*上周：.*共1[^]*转出 1[^]*−转出=现在共/);
    expect(await reportOf(`staff:${MA}`)).toMatch(/现在：.*共1[^]*上周：.*共0[^]*接手 1[^]*\+接手=现在共/);
    const store = await reportOf('store:2');
    expect(store).toMatch(/刘洋：.*转1｜[^]*马辉：.*接1｜/);
    expect(store).not.toMatch(/接手|转出/);
  });

  test('who went to the other store is told of by both stores', async () => {
    await handOn(await customer({ grade: 'B' }), [HE, SECOND_STORE], china('2026-04-08T10:00'));
    await bot.run('grade-summary', SUNDAY);
    expect(await reportOf('store:2')).toContain('转出 1');
    expect(await reportOf('store:3')).toContain('接手 1');
  });

  test.each([
    ['2026-04-05T23:59', { before: MA, taken: 0 }],
    ['2026-04-06T00:00', { before: LIU, taken: 1 }],
    ['2026-04-12T16:52', { before: LIU, taken: 1 }],
    ['2026-04-12T16:53', { before: LIU, taken: 0 }],
  ])('handed over at %s', async (at, { before, taken }) => {
    await handOn(await customer({ grade: 'A' }), [MA, FIRST_STORE], china(at));
    await bot.run('grade-summary', SUNDAY);
    expect(sum(figures(await reportOf(`staff:${before}`)).before)).toBe(1);
    expect(figures(await reportOf(`staff:${MA}`)).moved('接手') || 0).toBe(taken);
  });

  test('whom the company took back has left the grades, and is given to nobody', async () => {
    const who = await customer({ grade: 'B' });
    const at = china('2026-04-08T10:00');
    await regrade(who, null, at, '收回公司');
    await handOn({ ...who, grade: null }, [MA, FIRST_STORE], at);
    await bot.run('grade-summary', SUNDAY);
    const text = await reportOf(`staff:${LIU}`);
    expect(text).toMatch(/收回 1/);
    expect(text).not.toMatch(/转出/);
  });

  test('goes to each consultant, to each supervisor for his store, to the managers for all, and to nobody else', async () => {
    await history(7);
    await bot.run('grade-summary', SUNDAY);
    const rows = await db.select().from(outbox).orderBy(outbox.id);
    const to = rows.map(({ key, toId }) => `${key.split(':').slice(2, -1).join(':')} ${toId}`).toSorted();
    expect(to).toEqual(
      [
        `group ${BOSS}`,
        `group ${MANAGER}`,
        'staff:hejia hejia',
        'staff:liuyang liuyang',
        'staff:mahui mahui',
        `store:2 ${ZHOU}`,
        `store:3 ${WU}`,
      ].toSorted(),
    );
    expect((await told(ZHOU))[0]).toMatch(/^一店[^]*刘洋[^]*马辉/);
    expect((await told(ZHOU))[0]).not.toContain('何佳');
    expect((await told(BOSS))[0]).toMatch(/一店[^]*二店/);
  });

  test('names overdue customers and windows that end', async () => {
    await customer({ nextDueOn: day('2026-04-11'), windowEndsOn: day('2026-04-19') });
    await customer({ nextDueOn: day('2026-04-12'), windowEndsOn: day('2026-04-20') });
    await bot.run('grade-summary', SUNDAY);
    const [text = ''] = await told(LIU);
    expect(text).toMatch(/超期\S* 1/);
    expect(text).toMatch(/期限\S* 1$/m);
  });

  test('the definition it prints holds for the figures it prints', async () => {
    const first = await customer({ grade: 'A' });
    const second = await customer({ grade: 'A' });
    await regrade(first, 'O', china('2026-04-07T10:00'));
    await regrade(second, null, china('2026-04-07T10:00'), '战败');
    await bot.run('grade-summary', SUNDAY);
    const text = await reportOf('group');
    const { now, before, moved } = figures(text);
    expect(text).toContain('上周=4/6周一零点');
    expect(text).toContain('上周共+新增−交车−战败=现在共');
    expect([sum(before), moved('新增'), moved('订单'), moved('战败'), sum(now)]).toEqual([2, 0, 1, 1, 1]);
  });

  test('an order of somebody who was never graded is counted so that the figures still agree', async () => {
    const walkIn = await customer({ grade: null });
    await regrade(walkIn, 'O', china('2026-04-07T10:00'));
    await bot.run('grade-summary', SUNDAY);
    const { now, before, moved } = figures(await reportOf('group'));
    expect([sum(before), sum(now), moved('新增'), moved('订单')]).toEqual([0, 1, 1, 1]);
    expect(sum(before) + moved('新增') - moved('交车') - moved('战败')).toBe(sum(now));
  });

  test('a report that was closed is neither sent again nor changed', async () => {
    const { people } = await history(11);
    await bot.run('grade-summary', SUNDAY);
    const [closed, sent] = [await db.select().from(reports), await db.select().from(outbox)];
    const open = people.find(({ state, grade }) => state === 'open' && grade !== null);
    if (open) await regrade(open, null, china('2026-04-12T17:00'), '战败');
    await bot.run('grade-summary', china('2026-04-12T17:53'));
    expect(await db.select().from(reports)).toEqual(closed);
    expect((await db.select().from(outbox)).map(({ key }) => key)).toEqual(sent.map(({ key }) => key));
  });

  test('made up on Monday it says what it would have said on Sunday', async () => {
    const who = await customer({ grade: 'B' });
    await customer({ grade: 'A' });
    await regrade(who, 'C', china('2026-04-08T10:00'));
    // What happened afterwards belongs to the next week.
    const [later] = await db.select().from(customers).where(eq(customers.id, who.id));
    if (later) await regrade(later, 'A', china('2026-04-13T08:40'));
    await bot.run('grade-summary', SUNDAY);
    const { now, before, moved } = figures(await reportOf('group'));
    expect(now).toEqual({ O: 0, H: 0, A: 1, B: 0, C: 1 });
    expect(before).toEqual({ O: 0, H: 0, A: 1, B: 1, C: 0 });
    expect([moved('升级'), moved('降级')]).toEqual([0, 1]);
  });

  // To the minute: a change at Monday 00:00 belongs to the new week, one at 16:53 to the next report.
  test.each([
    ['2026-04-05T23:59', { before: 'C', now: 'C', down: 0 }],
    ['2026-04-06T00:00', { before: 'B', now: 'C', down: 1 }],
    ['2026-04-12T16:52', { before: 'B', now: 'C', down: 1 }],
    ['2026-04-12T16:53', { before: 'B', now: 'B', down: 0 }],
  ] as const)('a change from B to C at %s', async (at, expected) => {
    await regrade(await customer({ grade: 'B' }), 'C', china(at));
    await bot.run('grade-summary', SUNDAY);
    const { now, before, moved } = figures(await reportOf('group'));
    expect([before[expected.before], now[expected.now], sum(before), sum(now)]).toEqual([1, 1, 1, 1]);
    expect(moved('降级')).toBe(expected.down);
  });

  test.each<[string, Partial<Counts>, number, () => Promise<unknown>]>([
    ['graded', {}, 1, async () => regrade(await customer({ grade: null }), 'A', LATER)],
    ['ordered ungraded', {}, 1, async () => regrade(await customer({ grade: null }), 'O', LATER)],
    ['lost', { A: 1 }, 0, async () => regrade(await customer({ grade: 'A' }), null, LATER, '战败')],
    ['registered', {}, 0, () => customer({ grade: null, createdAt: LATER })],
    [
      'graded twice',
      { B: 1 },
      0,
      async () => {
        const who = await regrade(await customer({ grade: 'B' }), 'A', LATER);
        await regrade(who, 'O', china('2026-04-13T09:00'));
      },
    ],
  ])('made up after somebody was %s on Monday, it tells of %o and of %i ungraded', async (...row) => {
    const [, held, ungraded, happen] = row;
    await happen();
    await bot.run('grade-summary', SUNDAY);
    const text = await reportOf('group');
    const { now, before } = figures(text);
    expect([now, before]).toEqual(Array(2).fill({ O: 0, H: 0, A: 0, B: 0, C: 0, ...held }));
    expect(/未定级 (\d+)/.exec(text)?.[1] ?? '0').toBe(String(ungraded));
  });
});
