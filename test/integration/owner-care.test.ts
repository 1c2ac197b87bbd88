import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { contacts } from '../../src/db/schema/follow-up.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import { day } from '../../src/domain/time.ts';
import { china, LIU, MANAGER, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, customer } = chat;

const cardOf = async () => (await db.select().from(customers).where(eq(customers.alias, '李姐')))[0];
const owner = (deliveredOn = WEDNESDAY) =>
  customer({
    name: '李女士',
    alias: '李姐',
    surname: '李',
    gender: 'F',
    state: 'delivered',
    grade: null,
    deliveredOn,
    lastEffectiveOn: deliveredOn,
    nextDueOn: day('2026-04-11'),
    nextDueWhy: 'care',
  });

describe('owner care', () => {
  test('begins with the delivery: the receipt names the days and what can be added', async () => {
    await customer({ name: '李女士', alias: '李姐', surname: '李', gender: 'F' });
    await chat.say(LIU, '李姐订车 全款12.58万');
    await chat.say(LIU, '1');
    const receipt = await chat.say(LIU, '李姐交车了');
    expect(receipt).toMatch(/C卡已建[\s\S]*第3、7、30天和首保，第7天请他介绍朋友[\s\S]*车牌、生日/);
    expect(receipt).toMatch(/下次：4\/11周六（交车第3天，问车好不好开）/);
  });

  test('asks for a friend on the seventh day, in the list and in the receipt before it', async () => {
    await owner();
    chat.sleepUntil('2026-04-11T10:00:00+08:00');
    expect(await chat.say(LIU, '待办')).toMatch(/李姐 已交车.*｜交车第3天，问车好不好开/);
    expect(await chat.say(LIU, '1 通了 车很好开 没有什么问题')).toMatch(
      /下次：4\/15周三（交车第7天，请他介绍朋友）/,
    );
    chat.sleepUntil('2026-04-15T10:00:00+08:00');
    expect(await chat.say(LIU, '待办')).toMatch(/李姐.*｜交车第7天，请他介绍朋友/);
  });

  test('a friend who wants a car is marked and asked for', async () => {
    await owner();
    const receipt = await chat.say(LIU, '回访李姐 车很好 她同事想看');
    expect(receipt).toMatch(/算有效回访[\s\S]*转介绍苗头[\s\S]*李姐介绍的/);
    expect(await db.select().from(contacts)).toMatchObject([{ referralHint: true, effective: true }]);
    expect((await cardOf())?.decisionMaker).toBeNull();
  });

  test('goes by the first service and the birthday that were told', async () => {
    await owner();
    await chat.say(LIU, '李姐车牌鲁E12345 生日4月10日');
    expect(await cardOf()).toMatchObject({ plate: '鲁E12345', birthday: '04-10', nextDueOn: '2026-04-10' });
    chat.sleepUntil('2026-05-08T10:00:00+08:00');
    await chat.say(LIU, '李姐打了 通了 车很好开 没有什么问题');
    expect(await chat.say(LIU, '李姐首保6月20日')).toMatch(/下次：6\/20周六（首保提醒）/);
    await chat.say(LIU, '撤销');
    expect(await cardOf()).toMatchObject({ firstServiceOn: null, nextDueOn: '2026-07-07' });
  });

  test("that was not given is the supervisor's on the next morning, until it is", async () => {
    await owner();
    const cases = async () => (await db.select().from(alerts)).map(({ check, state }) => `${check} ${state}`);
    await bot.run('step-checks', china('2026-04-11T18:00'));
    await bot.run('step-checks', china('2026-04-12T09:25'));
    expect(await cases()).toEqual([]);
    await bot.run('step-checks', china('2026-04-12T09:30'));
    expect(await cases()).toEqual(['careOverdue open']);
    expect((await told(ZHOU)).join()).toContain('李姐 车主没回访');
    expect(await told(MANAGER)).toEqual([]);
    chat.sleepUntil('2026-04-12T10:00:00+08:00');
    await chat.say(LIU, '李姐打了 没接');
    await bot.run('step-checks', china('2026-04-12T10:05'));
    expect(await cases()).toEqual(['careOverdue open']);
    await chat.say(LIU, '李姐打了 通了 车很好开 没有什么问题');
    await bot.run('step-checks', china('2026-04-12T10:10'));
    expect(await cases()).toEqual(['careOverdue closed']);
  });

  test("is nobody's who wants to be left alone", async () => {
    await owner();
    await chat.say(LIU, '李姐说以后别打电话了');
    await bot.run('step-checks', china('2026-04-12T09:30'));
    expect(await db.select().from(alerts)).toEqual([]);
  });
});
