import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { gradeChanges } from '../../src/db/schema/follow-up.ts';
import { orderCancellations, orders } from '../../src/db/schema/deals.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import { BOSS, china, LIU, MANAGER, openShowroom, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, customer } = chat;

const order = async () => (await db.select().from(orders))[0];
const cardOf = async (name: string) => (await db.select().from(customers).where(eq(customers.name, name)))[0];
const cases = async (check: string) =>
  (await db.select().from(alerts).where(eq(alerts.check, check))).map(({ state }) => state);
const digest = (at: string) => bot.run('supervisor-digest', china(at));
const run = (at: string) => bot.run('step-checks', china(at));

async function ordered(name = '张总') {
  await customer({ name, surname: name[0] ?? null, color: '白' });
  await chat.say(LIU, `${name}订车 定金5000`);
  return chat.say(LIU, '1');
}

describe('the order file', () => {
  test('after the order the bot names what is missing, and takes it in one line, read back first', async () => {
    expect(await ordered()).toMatch(/订单档案 1\/4，还缺：成交价、交车日期、付款方式/);
    const readBack = await chat.say(LIU, '成交价12.58万 月底交车 全款');
    expect(readBack).toMatch(/请核对：张总 成交价 125,800元|请核对：张总 成交价 12\.58万/);
    expect(await order()).toMatchObject({ priceFen: null, deliveryBy: null });
    expect(await chat.say(LIU, '1')).toMatch(/订单档案 4\/4，齐了/);
    expect(await order()).toMatchObject({ priceFen: 12_580_000, deliveryBy: '2026-04-30' });
    expect(await cardOf('张总')).toMatchObject({ payment: '全款' });
    await chat.say(LIU, '撤销');
    expect(await order()).toMatchObject({ priceFen: null, deliveryBy: null });
  });

  test('counts what was said elsewhere: the day of delivery that is agreed, the way of paying on the card', async () => {
    await ordered();
    await chat.say(LIU, '张总4月20日交车');
    await chat.say(LIU, '张总走分期');
    await chat.say(LIU, '张总成交价18.6万');
    expect(await chat.say(LIU, '1')).toMatch(/4\/4/);
    expect(await order()).toMatchObject({ priceFen: 18_600_000, deliveryBy: '2026-04-20' });
  });

  test('a price that is not confirmed, of nobody, or of a customer without an order is not written', async () => {
    await customer({ name: '王先生', surname: '王' });
    expect(await chat.say(LIU, '王先生成交价12.58万')).toMatch(/没有未交车的订单/);
    await ordered();
    await chat.say(LIU, '张总成交价12.58万');
    await chat.say(LIU, '2');
    expect(await order()).toMatchObject({ priceFen: null });
  });

  test('is owed by the next close: supervisor and manager hear of it together, and it closes when it is there', async () => {
    await ordered();
    await run('2026-04-09T09:00');
    expect((await told(LIU)).join()).toMatch(/张总的订单档案还不全/);
    await run('2026-04-09T17:25');
    expect(await cases('orderFileMissing')).toEqual([]);
    await run('2026-04-09T17:30');
    expect(await cases('orderFileMissing')).toEqual(['open']);
    await digest('2026-04-10T11:53');
    for (const who of [ZHOU, MANAGER]) expect((await told(who)).join()).toContain('张总 订单档案不全');
    expect(await told(WU)).toEqual([]);
    chat.sleepUntil('2026-04-10T12:00:00+08:00');
    await chat.say(LIU, '张总成交价12.58万 月底交车 全款');
    await chat.say(LIU, '1');
    await run('2026-04-10T12:05');
    expect(await cases('orderFileMissing')).toEqual(['closed']);
  });
});

describe('an undelivered order', () => {
  test('is watched from its day on, told to supervisor and manager, until the car is handed over', async () => {
    await ordered();
    await chat.say(LIU, '张总4月10日交车');
    await run('2026-04-10T09:00');
    expect((await told(LIU)).join()).toMatch(/张总约的今天交车/);
    await run('2026-04-10T17:25');
    expect(await cases('deliveryOverdue')).toEqual([]);
    await run('2026-04-10T17:30');
    expect(await cases('deliveryOverdue')).toEqual(['open']);
    await digest('2026-04-11T11:53');
    for (const who of [ZHOU, MANAGER]) expect((await told(who)).join()).toContain('张总 到期没交车');
    chat.sleepUntil('2026-04-11T12:00:00+08:00');
    await chat.say(LIU, '张总交车了');
    await run('2026-04-11T12:05');
    expect(await cases('deliveryOverdue')).toEqual(['closed']);
  });

  test('that is put off begins anew', async () => {
    await ordered();
    await chat.say(LIU, '张总4月10日交车');
    chat.sleepUntil('2026-04-10T10:00:00+08:00');
    await chat.say(LIU, '张总改4月20日交车');
    expect(await order()).toMatchObject({ deliveryBy: '2026-04-20' });
    await run('2026-04-10T17:30');
    expect(await cases('deliveryOverdue')).toEqual([]);
  });
});

describe('an order that is called off', () => {
  const apply = async () => {
    await ordered();
    await chat.say(LIU, '退订 张总那台 家里有事不要了');
    return chat.say(LIU, '1');
  };

  test('is read back, then needs the supervisor, then the manager; until then nothing changes', async () => {
    await ordered();
    const readBack = await chat.say(LIU, '退订 张总那台 家里有事不要了');
    expect(readBack).toMatch(/请核对：张总 退订 科雷傲 白，已收5,000元|请核对：张总 退订 .*5000/);
    expect(readBack).toContain('退回A级');
    expect(await db.select().from(orderCancellations)).toEqual([]);
    await chat.say(LIU, '1');
    expect((await told(ZHOU)).at(-1)).toMatch(/退订申请[\s\S]*家里有事不要了/);
    expect(await told(MANAGER)).toEqual([]);
    expect(await chat.say(ZHOU, '督导')).toMatch(/等您审批的退订1条[\s\S]*张总/);
    expect(await chat.say(ZHOU, '同意')).toMatch(/张总退订同意/);
    await chat.press(ZHOU, 'approve');
    expect(await cardOf('张总')).toMatchObject({ state: 'ordered', grade: 'O' });
    expect((await told(MANAGER)).at(-1)).toMatch(/周海涛已同意，请您定/);
    await chat.press(MANAGER, 'approve');
    expect(await order()).toMatchObject({ state: 'cancelled' });
    expect(await cardOf('张总')).toMatchObject({
      state: 'open',
      grade: 'A',
      gradeSetOn: '2026-04-08',
      windowEndsOn: '2026-05-08',
    });
    expect((await told(LIU)).at(-1)).toMatch(/退订已同意，退回A级[\s\S]*下次/);
    // Decided by a manager: nobody has to look at this A again.
    expect((await db.select().from(gradeChanges)).at(-1)).toMatchObject({ from: 'O', to: 'A', review: null });
  });

  test('falls back further when that was said', async () => {
    await ordered();
    await chat.say(LIU, '张总退订 家里有事 降C');
    await chat.say(LIU, '1');
    await chat.say(ZHOU, '张总退订同意');
    await chat.say(MANAGER, '张总退订同意');
    expect(await cardOf('张总')).toMatchObject({ state: 'open', grade: 'C', windowEndsOn: '2026-10-08' });
  });

  test.each([
    ['the supervisor', ['周'], ZHOU],
    ['the manager', ['周', '赵'], MANAGER],
  ])('stays when %s says no', async (_who, _names, last) => {
    await apply();
    if (last === MANAGER) await chat.say(ZHOU, '张总退订同意');
    expect(await chat.say(last, '张总退订驳回 再谈谈')).toMatch(/已驳回/);
    expect(await cardOf('张总')).toMatchObject({ state: 'ordered', grade: 'O' });
    expect((await told(LIU)).at(-1)).toMatch(/退订被驳回：再谈谈/);
    expect(await chat.say(last, '张总退订同意')).toMatch(/没有等审批的退订/);
  });

  test('is asked for its reason, and applied for once', async () => {
    await ordered();
    expect(await chat.say(LIU, '张总退订')).toMatch(/为什么退订/);
    await chat.say(LIU, '贷款没批下来');
    await chat.say(LIU, '1');
    expect(await chat.say(LIU, '张总退订 不要了吧')).toMatch(/已经在审批中/);
    expect(await db.select().from(orderCancellations)).toHaveLength(1);
  });

  test('is nothing that the supervisor of another store, or the same one twice, decides', async () => {
    await apply();
    expect(await chat.say(WU, '张总退订同意')).not.toMatch(/已同意/);
    await chat.say(ZHOU, '张总退订同意');
    expect(await chat.say(ZHOU, '张总退订同意')).toMatch(/您已同意，等销售经理/);
    expect(await cardOf('张总')).toMatchObject({ state: 'ordered' });
  });

  test('the car that was handed over meanwhile stays sold', async () => {
    await apply();
    await chat.say(ZHOU, '张总退订同意');
    await chat.say(LIU, '张总交车了');
    expect(await chat.say(MANAGER, '张总退订同意')).toMatch(/已经交车或取消了，退订作废/);
    expect(await db.select().from(orderCancellations)).toMatchObject([{ state: 'rejected' }]);
    expect(await cardOf('张总')).toMatchObject({ state: 'delivered' });
  });

  test('that nobody decides on is the supervisor’s after a day, the manager’s with the next digest', async () => {
    await apply();
    await run('2026-04-09T13:55');
    expect((await told(ZHOU)).join()).not.toContain('等您审批一天了');
    await run('2026-04-09T14:00');
    expect((await told(ZHOU)).at(-1)).toMatch(/张总的退订等您审批一天了.*张总退订同意/);
    expect(await cases('cancellationUndecided')).toEqual([]);
    await run('2026-04-09T17:30');
    expect(await cases('cancellationUndecided')).toEqual(['open']);
    await digest('2026-04-10T11:53');
    expect((await told(MANAGER)).join()).toContain('退订没审批');
    chat.sleepUntil('2026-04-10T12:00:00+08:00');
    await chat.say(ZHOU, '张总退订驳回 再谈谈');
    await run('2026-04-10T12:05');
    expect(await cases('cancellationUndecided')).toEqual(['closed']);
  });

  test('has another day with the manager, once the supervisor has said yes', async () => {
    await apply();
    chat.sleepUntil('2026-04-09T16:00:00+08:00');
    await chat.say(ZHOU, '张总退订同意');
    await run('2026-04-09T17:30');
    expect(await cases('cancellationUndecided')).toEqual([]);
    await run('2026-04-10T17:30');
    expect(await cases('cancellationUndecided')).toEqual(['open']);
    await digest('2026-04-11T11:53');
    expect((await told(BOSS)).join()).toContain('退订没审批');
  });

  test('is nobody’s to decide on any more when the car was handed over', async () => {
    await apply();
    await chat.say(LIU, '张总交车了');
    await run('2026-04-09T17:30');
    expect(await cases('cancellationUndecided')).toEqual([]);
  });

  test('is deducted in the month in which it is cancelled, the order stays in its own (D27)', async () => {
    await apply();
    chat.sleepUntil('2026-05-06T10:00:00+08:00');
    await chat.say(ZHOU, '张总退订同意');
    await chat.say(MANAGER, '张总退订同意');
    expect(await chat.say(LIU, '统计 本月')).toMatch(/订单 -1/);
    expect(await chat.say(LIU, '统计 4月')).toMatch(/订单 1/);
  });

  test('a decision that was taken back is taken anew, and told anew', async () => {
    await apply();
    await chat.say(ZHOU, '张总退订同意');
    await chat.say(ZHOU, '撤销');
    expect(await chat.say(MANAGER, '同意退订')).toMatch(/没有等您审批的退订/);
    await chat.say(ZHOU, '张总退订同意');
    const asked = (await told(MANAGER)).filter((text) => text.includes('周海涛已同意'));
    expect(asked.length).toBeGreaterThan(0);
    await chat.press(MANAGER, 'approve');
    expect(await cardOf('张总')).toMatchObject({ state: 'open', grade: 'A' });
    await chat.say(MANAGER, '撤销');
    expect(await cardOf('张总')).toMatchObject({ state: 'ordered', grade: 'O' });
    await chat.say(MANAGER, '张总退订驳回 再谈谈');
    expect((await told(LIU)).at(-1)).toMatch(/退订被驳回：再谈谈/);
  });

  test('owes no file any more', async () => {
    await apply();
    await chat.say(ZHOU, '张总退订同意');
    await chat.say(MANAGER, '张总退订同意');
    await run('2026-04-09T17:30');
    expect(await cases('orderFileMissing')).toEqual([]);
  });
});
