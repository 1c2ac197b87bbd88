import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { addTask } from '../../src/db/tasks.ts';
import { staff } from '../../src/db/schema/company.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { tasks } from '../../src/db/schema/follow-up.ts';
import { handovers } from '../../src/db/schema/rules.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import type { Customer, NewCustomer } from '../../src/db/customers.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addDays } from '../../src/domain/time.ts';
import {
  china,
  FIRST_STORE,
  HE,
  LIU,
  MA,
  MANAGER,
  on8,
  openShowroom,
  SECOND_STORE,
  WEDNESDAY,
  WU,
  ZHOU,
} from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, say, customer } = chat;
const SUN = 'sunting' as UserId;
const LIN = 'linxiao' as UserId;

const rowOf = async ({ id }: Customer) =>
  (await db.select().from(customers).where(eq(customers.id, id)))[0] as Customer;
const ownersOf = async (many: readonly Customer[]) =>
  Promise.all(many.map(async (each) => (await rowOf(each)).ownerId));
const wang = (known: Partial<NewCustomer> = {}) =>
  customer({ name: '王先生', surname: '王', nextDueOn: WEDNESDAY, ...known });

describe('one customer', () => {
  test('is read back, changes hands after a yes, and both sides are told', async () => {
    const one = await wang({ grade: 'A', lastTalk: '嫌价格贵', color: '白' });
    expect(await say(ZHOU, '王先生转给小马')).toMatch(/^请核对：王先生 A 科雷傲白，归属改为 刘洋→马辉/);
    expect(await ownersOf([one])).toEqual([LIU]);
    expect(await say(ZHOU, '对')).toContain('已转 王先生：刘洋→马辉');
    expect(await ownersOf([one])).toEqual([MA]);
    expect(await db.select().from(handovers)).toMatchObject([
      { customerId: one.id, fromId: LIU, toId: MA, why: 'reassigned', by: ZHOU },
    ]);
    expect(await told(MA)).toEqual([
      expect.stringMatching(/^刘洋的1位客户转给您了.*\n王先生 A 科雷傲白\n上次4\/1周三：嫌价格贵\n下一步：/),
    ]);
    expect(await told(LIU)).toEqual([expect.stringContaining('王先生转给了马辉')]);
  });

  test('stays whose he is when the answer is no', async () => {
    const one = await wang();
    await say(ZHOU, '王先生转给小马');
    await say(ZHOU, '2');
    expect(await ownersOf([one])).toEqual([LIU]);
    expect([await told(MA), await told(LIU)]).toEqual([[], []]);
  });

  test('takes along his tasks and the cases about the one who had him; those of others stay', async () => {
    const one = await wang({ nextDueOn: addDays(WEDNESDAY, -3) });
    await addTask(db, {
      storeId: FIRST_STORE,
      customerId: one.id,
      ownerId: LIU,
      kind: 'promise',
      what: '给报价',
      dueOn: WEDNESDAY,
      by: LIU,
      at: on8('10:00'),
    });
    await addTask(db, {
      storeId: FIRST_STORE,
      customerId: one.id,
      ownerId: LIN,
      kind: 'revisit',
      what: '再访',
      dueOn: WEDNESDAY,
      by: LIU,
      at: on8('10:00'),
    });
    await bot.run('step-checks', on8('14:00'));
    await say(ZHOU, '王先生转给小马');
    await say(ZHOU, '1');
    expect((await db.select().from(tasks).orderBy(tasks.id)).map(({ ownerId }) => ownerId)).toEqual([
      MA,
      LIN,
    ]);
    expect((await db.select().from(alerts)).map(({ check, aboutId }) => `${check} ${aboutId}`)).toEqual([
      `overdue ${MA}`,
    ]);
  });

  test('is the new one’s to text after a visit, and nobody is asked for a reason of a call he did not make', async () => {
    await say(LIU, '登记 顾女士 13900005588 科雷傲 来店 抖音');
    await say(LIU, '顾女士打了 通了 说想周末带家里人再来看看车');
    await say(ZHOU, '顾女士转给小马');
    await say(ZHOU, '对');
    const before = (await told(LIU)).length;
    for (const clock of ['15:05', '16:10']) {
      chat.sleepUntil(on8(clock));
      await bot.run('step-checks', on8(clock));
    }
    await bot.drain();
    expect((await told(LIU)).slice(before)).toEqual([]);
    for (const owed of ['顾女士的离店短信还没发', '顾女士回访后还没评级别'])
      expect((await told(MA)).join('\n')).toContain(owed);
    expect((await told(MA)).join('\n')).not.toContain('由头打的');
    const cases = await db.select().from(alerts);
    expect(cases.map(({ aboutId }) => aboutId)).toEqual(cases.map(() => MA));
    expect(await say(MA, '顾女士短信发了')).toContain('离店短信已发');
  });

  test('brings what was promised and asked for: the answer reaches whoever has him now', async () => {
    await say(MANAGER, '科雷傲优惠上限 顾问1000 主管3000 经理5000 总经理8000');
    await say(MANAGER, '对');
    const one = await wang({ grade: 'A' });
    await say(LIU, '王先生 再让2000');
    await say(LIU, '答应王先生周五给报价');
    await say(ZHOU, '王先生转给小马');
    await say(ZHOU, '对');
    expect((await told(MA)).at(-1)).toMatch(/\n答应过：4\/10周五 给报价$/);
    const before = (await told(MA)).length;
    await say(ZHOU, '批');
    expect((await told(MA)).slice(before).join()).toContain('王先生');
    expect((await rowOf(one)).ownerId).toBe(MA);
  });

  test('goes on with the word on his loss, which both hear', async () => {
    await wang();
    await say(LIU, '王先生打了 通了 聊得挺好的，主要在聊孩子上学的事情');
    await say(LIU, '王先生战败 价格太贵 不买了');
    await say(LIU, '对');
    await say(ZHOU, '王先生转给小马');
    await say(ZHOU, '对');
    await say(ZHOU, '王先生战败不同意 换个由头再打');
    for (const who of [LIU, MA]) expect((await told(who)).at(-1)).toContain('王先生的战败申请被驳回');
  });

  test('comes back with 撤销, and the days and the tasks with him', async () => {
    const one = await wang({ nextDueOn: addDays(WEDNESDAY, -3) });
    const before = await rowOf(one);
    await say(ZHOU, '王先生转给小马');
    await say(ZHOU, '对');
    expect(await rowOf(one)).not.toEqual(before);
    expect(await say(ZHOU, '撤销')).toContain('已撤销');
    expect(await rowOf(one)).toEqual(before);
    expect(await db.select().from(handovers)).toEqual([]);
  });

  test('is not handed to somebody unknown, to his own consultant, or by a supervisor into another store', async () => {
    const one = await wang();
    expect(await say(ZHOU, '王先生转给小宋')).toContain('没找到叫小宋的同事');
    expect(await say(ZHOU, '王先生转给刘洋')).toContain('本来就是刘洋的客户');
    expect(await say(ZHOU, '王先生转给何佳')).toContain('跨店转客户请找销售经理');
    expect(await ownersOf([one])).toEqual([LIU]);
    await say(MANAGER, '王先生转给何佳');
    await say(MANAGER, '对');
    expect(await rowOf(one)).toMatchObject({ ownerId: HE, storeId: SECOND_STORE });
    expect(await db.select().from(handovers)).toMatchObject([
      { fromStoreId: FIRST_STORE, storeId: SECOND_STORE },
    ]);
  });

  test('is asked about when two colleagues are called alike', async () => {
    await wang();
    const [liu] = await db.select().from(staff).where(eq(staff.userId, LIU));
    await db.insert(staff).values({ ...liu!, userId: 'maqiang' as UserId, name: '马强' });
    expect(await say(ZHOU, '王先生转给小马')).toMatch(/马辉、马强/);
  });

  test('of another store is out of a supervisor’s reach', async () => {
    const one = await wang({ ownerId: HE, storeId: SECOND_STORE });
    expect(await say(ZHOU, '王先生转给小马')).toContain('不能改');
    await say(WU, '王先生转给郑楠');
    await say(WU, '对');
    expect(await ownersOf([one])).toEqual(['zhengnan']);
  });

  test('goes from the phone desk into a store with its visit, and who invited him is kept', async () => {
    await say(LIN, '来电 冯先生 13800002211 问科雷傲优惠');
    await say(LIN, '冯先生到店了 交给孙顾问了');
    await say(LIN, '对');
    const [feng] = await db.select().from(customers);
    expect(feng).toMatchObject({
      ownerId: SUN,
      storeId: FIRST_STORE,
      createdBy: LIN,
      lastEffectiveOn: WEDNESDAY,
    });
    expect(await told(SUN)).toEqual([expect.stringContaining('冯先生')]);
  });
});

describe('all customers of somebody', () => {
  const six = () =>
    Promise.all(
      (['A', 'A', 'B', 'B', 'C', null] as const).map((grade) =>
        customer({ grade, nextDueOn: addDays(WEDNESDAY, -1) }),
      ),
    );

  test('are counted by grade and receiver before, and shared out after a yes', async () => {
    const all = await six();
    const asked = await say(ZHOU, '把小刘的客户分给小马小孙 一人一半 A的给小马');
    expect(asked).toMatch(
      /请核对：刘洋的6位客户转走\n马辉 4位（A级2，B级1，C级1）\n孙婷 2位（B级1，未定级1）\n对回 1，不对回 2/,
    );
    expect(new Set(await ownersOf(all))).toEqual(new Set([LIU]));
    expect(await say(ZHOU, '1')).toContain('已转 刘洋的6位客户');
    expect((await ownersOf(all)).toSorted()).toEqual([MA, MA, MA, MA, SUN, SUN]);
    expect(await db.select().from(handovers)).toHaveLength(6);
    expect(await told(MA)).toHaveLength(1);
  });

  test('come back all at once with 撤销', async () => {
    const all = await six();
    await say(ZHOU, '刘洋的客户平分给马辉、孙婷');
    await say(ZHOU, '对');
    expect(await ownersOf(all)).not.toContain(LIU);
    await say(ZHOU, '撤销');
    expect(new Set(await ownersOf(all))).toEqual(new Set([LIU]));
  });

  test('fill no day of the new owner beyond his load; O and A keep theirs', async () => {
    const late = addDays(WEDNESDAY, -1);
    const lastEffectiveOn = addDays(WEDNESDAY, -8);
    for (let count = 0; count < 30; count += 1)
      await customer({ grade: 'B', nextDueOn: late, lastEffectiveOn });
    const hot = await customer({ grade: 'A', nextDueOn: late, lastEffectiveOn: addDays(WEDNESDAY, -4) });
    await say(ZHOU, '刘洋的客户都给马辉');
    await say(ZHOU, '对');
    const days = (await db.select().from(customers)).map(({ nextDueOn }) => nextDueOn);
    const on = (date: string) => days.filter((each) => each === date).length;
    expect([on('2026-04-09'), on('2026-04-10')]).toEqual([25, 5]);
    expect((await rowOf(hot)).nextDueOn).toBe(late);
  });

  test('are told in one screen, and the rest stands in 交接清单', async () => {
    for (let count = 0; count < 20; count += 1) await customer({ grade: 'B', nextDueOn: WEDNESDAY });
    await say(ZHOU, '刘洋的客户都给马辉');
    await say(ZHOU, '对');
    const [news = ''] = await told(MA);
    expect(news.split('\n').length).toBeLessThanOrEqual(15);
    expect(news).toContain('还有16位，发“交接清单”看全部');
    expect(await say(MA, '交接清单')).toMatch(/^转给您的客户 20位：\n1\. .*\n[^]*还有5位，发：交接清单 2/);
    expect(await say(MA, '交接清单 2')).toMatch(/\n5\. /);
    expect(await say(MA, '1 没接')).toContain('已记');
    expect(await say(SUN, '交接清单')).toContain('没有客户转给您');
  });

  test('cannot be moved by a consultant, nor by the supervisor of the other store', async () => {
    const all = await six();
    for (const who of [MA, WU]) {
      await say(who, '刘洋的客户都给马辉');
      await say(who, '对');
    }
    expect(new Set(await ownersOf(all))).toEqual(new Set([LIU]));
  });
});

describe('somebody who leaves', () => {
  const ZHAO = 'zhaolei' as UserId;
  async function leaves(at: Date) {
    const [liu] = await db.select().from(staff).where(eq(staff.userId, LIU));
    await db.insert(staff).values({ ...liu!, userId: ZHAO, name: '赵磊' });
    const theirs = [
      await customer({ ownerId: ZHAO, grade: 'A', nextDueOn: WEDNESDAY, name: '王先生', surname: '王' }),
      await customer({ ownerId: ZHAO, grade: 'B', nextDueOn: WEDNESDAY }),
    ];
    await bot.run('sync-staff', at);
    return theirs;
  }
  const cases = async () =>
    (await db.select().from(alerts).orderBy(alerts.id)).map(({ check, state }) => `${check} ${state}`);

  test('is told to his supervisor the same day, once, with words that share his customers out', async () => {
    const theirs = await leaves(on8('14:17'));
    await bot.run('sync-staff', on8('15:17'));
    const [news = '', ...more] = await told(ZHOU);
    expect(news).toBe(
      '赵磊离开了，手上2位客户（A级1，B级1）今天要交接好。\n回：赵磊的客户平分给刘洋、马辉、孙婷',
    );
    expect(more).toEqual([]);
    const [, proposal = ''] = news.split('回：');
    expect(await say(ZHOU, proposal)).toMatch(/请核对：赵磊的2位客户转走/);
    await say(ZHOU, '对');
    expect(await ownersOf(theirs)).toEqual([LIU, MA]);
    expect((await db.select().from(handovers)).map(({ why }) => why)).toEqual(['left', 'left']);
    expect(await told(ZHAO)).toEqual([]);
  });

  test('is a case at store close until none of his customers is left, and nobody writes to him', async () => {
    await leaves(on8('14:17'));
    await bot.run('step-checks', on8('17:25'));
    expect(await cases()).toEqual([]);
    await bot.run('step-checks', on8('17:30'));
    expect(await cases()).toEqual(['leaverCustomers open']);
    await bot.run('due-reminders', china('2026-04-09T08:53'));
    expect(await told(ZHAO)).toEqual([]);
    chat.sleepUntil(china('2026-04-09T09:00'));
    await say(ZHOU, '王先生转给小马');
    await say(ZHOU, '对');
    await bot.run('step-checks', china('2026-04-09T09:05'));
    expect((await cases())[0]).toBe('leaverCustomers open');
    await say(ZHOU, '赵磊的客户都给孙婷');
    await say(ZHOU, '对');
    await bot.run('step-checks', china('2026-04-09T09:10'));
    expect((await cases())[0]).toBe('leaverCustomers closed');
  });

  test('after store close is due by the close of the next day', async () => {
    await leaves(on8('18:17'));
    await bot.run('step-checks', on8('20:00'));
    expect(await cases()).toEqual([]);
    await bot.run('step-checks', china('2026-04-09T17:30'));
    expect(await cases()).toContain('leaverCustomers open');
    expect((await db.select().from(staff).where(eq(staff.userId, ZHAO)))[0]?.leftAt).toEqual(on8('18:17'));
  });
});
