import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Customer, NewCustomer } from '../../src/db/customers.ts';
import { staff } from '../../src/db/schema/company.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { lostApplications, tasks } from '../../src/db/schema/follow-up.ts';
import { handovers, ownershipCases } from '../../src/db/schema/rules.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addDays, instantOf } from '../../src/domain/time.ts';
import { china, HE, LIU, MA, MANAGER, on8, openShowroom, WEDNESDAY, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, told, say, customer } = chat;
const LIN = 'linxiao' as UserId;
const XU = 'xudan' as UserId;

const wang = (known: Partial<NewCustomer> = {}) =>
  customer({ name: '王先生', surname: '王', nextDueOn: WEDNESDAY, ...known });
const rowOf = async ({ id }: Customer) =>
  (await db.select().from(customers).where(eq(customers.id, id)))[0] as Customer;
const applications = () => db.select().from(lostApplications).orderBy(lostApplications.id);
const revisits = () => db.select().from(tasks).where(eq(tasks.kind, 'revisit')).orderBy(tasks.dueOn);
const openCases = async () =>
  (await db.select().from(alerts).orderBy(alerts.id))
    .filter(({ check, state }) => ['lostUndecided', 'ownerDisputed'].includes(check) && state !== 'closed')
    .map(({ check, aboutId }) => `${check} ${aboutId}`);

async function applies(text: string): Promise<Customer> {
  const one = await wang();
  await say(LIU, '王先生打了 通了 聊得挺好的，主要在聊孩子上学的事情');
  await say(LIU, text);
  await say(LIU, '对');
  return one;
}

describe('an application', () => {
  test('to a rival names the rival, or says that nobody knows which', async () => {
    await wang();
    await say(LIU, '王先生打了 通了 聊得挺好的，主要在聊孩子上学的事情');
    expect(await say(LIU, '王先生战败 买了别的')).toContain('买了哪款竞品');
    expect(await say(LIU, '缤智')).toMatch(/^请核对：王先生 申请战败，原因：竞品购买（缤智）/);
    await say(LIU, '取消');
    await say(LIU, '王先生战败 买了别的');
    expect(await say(LIU, '不知道')).toMatch(/^请核对：王先生 申请战败/);
  });

  test('is none when he only puts it off: he stays and gets a day', async () => {
    const one = await wang();
    expect(await say(LIU, '王先生战败 过完年再考虑')).toContain('推迟不算战败');
    expect([await applications(), (await rowOf(one)).state]).toEqual([[], 'open']);
  });

  test('that nobody decides on is the supervisor’s after a day, the manager’s with the next digest', async () => {
    await applies('王先生战败 价格太贵 不买了');
    await bot.run('step-checks', china('2026-04-09T13:55'));
    expect(await openCases()).toEqual([]);
    await bot.run('step-checks', china('2026-04-09T14:00'));
    expect((await told(ZHOU)).at(-1)).toContain('王先生的战败申请等您审批一天了');
    expect(await openCases()).toEqual([]);
    await bot.run('step-checks', china('2026-04-09T17:30'));
    expect(await openCases()).toEqual([`lostUndecided ${ZHOU}`]);
    await bot.run('supervisor-digest', china('2026-04-10T11:53'));
    expect((await told(MANAGER)).join()).toContain('战败没审批');
    chat.sleepUntil(china('2026-04-10T12:00'));
    await say(ZHOU, '王先生战败不同意 再打两次');
    await bot.run('step-checks', china('2026-04-10T12:05'));
    expect(await openCases()).toEqual([]);
  });

  test('may be refused with another consultant for it, who gets him after a yes', async () => {
    const one = await applies('王先生战败 价格太贵 不买了');
    expect(await say(ZHOU, '王先生战败不同意 换小马跟')).toMatch(/已驳回[^]*请核对：王先生.*刘洋→马辉/);
    expect(await rowOf(one)).toMatchObject({ state: 'open', ownerId: LIU });
    await say(ZHOU, '对');
    expect(await rowOf(one)).toMatchObject({ state: 'open', ownerId: MA, grade: 'B' });
  });
});

describe('死单', () => {
  test('is passed on by the supervisor and decided by the manager alone', async () => {
    const one = await applies('王先生死单 号码是错的');
    expect(await applications()).toMatchObject([{ kind: 'dead', reason: '号码不对' }]);
    expect(await say(ZHOU, '王先生死单同意')).toContain('已报赵明远，由经理定');
    expect((await rowOf(one)).state).toBe('lostPending');
    expect((await told(MANAGER)).at(-1)).toMatch(/^死单申请：王先生\n刘洋申请，周海涛同意/);
    expect(await say(ZHOU, '王先生死单同意')).toContain('等经理定');
    await chat.press(MANAGER, 'approve');
    expect(await rowOf(one)).toMatchObject({ state: 'dead', grade: null, nextDueOn: null });
    expect(await revisits()).toEqual([]);
  });

  test('asks for a reason, and needs no three calls', async () => {
    await wang();
    expect(await say(LIU, '王先生死单')).toContain('为什么是死单');
    expect(await say(LIU, '搬走了')).toMatch(/^请核对：王先生 申请死单，原因：搬走/);
  });

  test('that the manager refuses leaves him where he was', async () => {
    const one = await applies('王先生死单 号码是错的');
    await say(ZHOU, '王先生死单同意');
    await say(MANAGER, '王先生死单不同意');
    expect(await rowOf(one)).toMatchObject({ state: 'open', grade: 'B' });
  });
});

describe('somebody lost', () => {
  async function lost(): Promise<Customer> {
    const one = await applies('王先生战败 价格太贵 不买了');
    await say(ZHOU, '王先生战败同意');
    return one;
  }

  test('is looked at again by another person after 30, 90 and 180 days', async () => {
    const one = await lost();
    expect((await revisits()).map(({ ownerId, dueOn }) => `${ownerId} ${dueOn}`)).toEqual(
      [30, 90, 180].map((days) => `${LIN} ${addDays(WEDNESDAY, days)}`),
    );
    await bot.run('due-reminders', instantOf(addDays(WEDNESDAY, 29), '08:53'));
    expect(await told(LIN)).toEqual([]);
    await bot.run('due-reminders', instantOf(addDays(WEDNESDAY, 30), '08:53'));
    expect((await told(LIN)).at(-1)).toMatch(/1\. 王先生 .*再访：第1次再访/);
    expect((await rowOf(one)).nextDueOn).toBeNull();
  });

  test('is called by that person although he is another’s; still no interest closes that revisit', async () => {
    const one = await lost();
    const later = instantOf(addDays(WEDNESDAY, 30), '10:00');
    chat.sleepUntil(later);
    expect(await say(XU, '王先生打了 没接')).toContain('不能改');
    expect(await say(LIN, '王先生打了 没接')).toContain('已记 王先生');
    expect((await revisits()).map(({ state }) => state)).toEqual(['open', 'open', 'open']);
    expect(await say(LIN, '王先生打了 通了 还没兴趣')).toContain('第1次再访完成');
    expect((await revisits()).map(({ state }) => state)).toEqual(['done', 'open', 'open']);
    expect((await rowOf(one)).state).toBe('lost');
  });

  test('who shows no life three times is proposed to the manager as a dead order, once', async () => {
    const one = await lost();
    for (const days of [30, 90, 180]) {
      await bot.run('lost-revisits', instantOf(addDays(WEDNESDAY, days), '09:43'));
      expect((await applications()).length).toBe(1);
      chat.sleepUntil(instantOf(addDays(WEDNESDAY, days), '10:00'));
      await say(LIN, '王先生打了 通了 还没兴趣');
    }
    const next = instantOf(addDays(WEDNESDAY, 181), '09:43');
    await bot.run('lost-revisits', next);
    await bot.run('lost-revisits', instantOf(addDays(WEDNESDAY, 182), '09:43'));
    expect((await applications())[1]).toMatchObject({ kind: 'dead', state: 'pending', endorsedBy: LIN });
    expect((await told(MANAGER)).filter((text) => text.startsWith('死单申请：王先生'))).toHaveLength(1);
    chat.sleepUntil(instantOf(addDays(WEDNESDAY, 181), '10:00'));
    await say(MANAGER, '王先生死单不同意');
    expect((await rowOf(one)).state).toBe('lost');
    await bot.run('lost-revisits', instantOf(addDays(WEDNESDAY, 183), '09:43'));
    expect(await applications()).toHaveLength(2);
  });

  test('who wants no calls is looked at by nobody', async () => {
    const one = await applies('王先生战败 价格太贵 不买了');
    await db.update(customers).set({ doNotContact: true }).where(eq(customers.id, one.id));
    await say(ZHOU, '王先生战败同意');
    expect(await revisits()).toEqual([]);
  });

  test('is open again where the approval is undone, and nobody looks again', async () => {
    const one = await lost();
    expect(await say(ZHOU, '撤销')).toContain('已撤销');
    expect((await rowOf(one)).state).toBe('lostPending');
    expect(await revisits()).toEqual([]);
  });

  test('comes back by 激活, and the supervisor says whose he is', async () => {
    const one = await lost();
    chat.sleepUntil(instantOf(addDays(WEDNESDAY, 30), '10:00'));
    await say(LIN, '王先生打了 通了 说又想看看车了，问还有没有优惠');
    expect(await say(LIN, '激活')).toContain('已报激活：王先生，等周海涛定归谁跟');
    expect(await say(LIN, '激活 王先生')).toContain('已经报过激活');
    expect((await rowOf(one)).state).toBe('lost');
    expect((await told(ZHOU)).at(-1)).toMatch(
      /^激活：王先生\n王先生 未定级 科雷傲\n林晓报：又想买车了\n原顾问：刘洋/,
    );
    await chat.press(ZHOU, 'owner');
    expect(await rowOf(one)).toMatchObject({
      state: 'open',
      ownerId: LIU,
      grade: null,
      step: 2,
      nextDueOn: addDays(WEDNESDAY, 31),
      nextDueWhy: 'firstCall',
    });
    expect((await db.select().from(handovers)).map(({ why }) => why)).toEqual(['reactivated']);
    expect((await revisits()).map(({ state }) => state)).toEqual(['done', 'dropped', 'dropped']);
    expect((await told(LIU)).at(-1)).toMatch(/^客户又想买车了，归您跟/);
  });

  test.each(['给小马', '王先生归小马', '王先生归马辉'])('goes to another with "%s"', async (text) => {
    const one = await lost();
    await say(LIU, '战败那个王先生今天自己又来了 看科雷嘉');
    await say(ZHOU, text);
    if ((await rowOf(one)).state === 'lost') await say(ZHOU, '对');
    expect(await rowOf(one)).toMatchObject({ state: 'open', ownerId: MA, series: '科雷嘉' });
    expect(await db.select().from(ownershipCases)).toMatchObject([{ state: 'decided', givenTo: MA }]);
  });

  test('is the manager’s question when the supervisor does not say it within a day', async () => {
    await lost();
    await say(LIU, '激活 王先生');
    await bot.run('step-checks', china('2026-04-09T17:25'));
    expect(await openCases()).toEqual([]);
    await bot.run('step-checks', china('2026-04-09T17:30'));
    expect(await openCases()).toEqual([`ownerDisputed ${ZHOU}`]);
    chat.sleepUntil(china('2026-04-09T18:00'));
    expect(await say(WU, '王先生归原顾问')).toContain('没有等您定归属');
    await say(ZHOU, '归原顾问');
    await bot.run('step-checks', china('2026-04-09T18:05'));
    expect(await openCases()).toEqual([]);
  });

  test('whose consultant has left has no button for him', async () => {
    const one = await lost();
    await db
      .update(staff)
      .set({ isActive: false, leftAt: on8('15:00') })
      .where(eq(staff.userId, LIU));
    await say(ZHOU, '激活 王先生');
    expect((await told(MANAGER)).concat(await told(ZHOU)).join()).toContain('刘洋（已离开）');
    expect(await say(ZHOU, '归原顾问')).toContain('原顾问已经离开了');
    expect((await rowOf(one)).state).toBe('lost');
  });
});

describe('a customer of somebody else', () => {
  const meets = (who: UserId, phone: string) => say(who, `登记 王先生 ${phone} 科雷傲 B`);

  test('who comes to another is the supervisor’s to decide on, and stays whose he is until then', async () => {
    const one = await wang();
    expect(await meets(MA, one.phone ?? '')).toContain('归谁由周海涛定，定之前还是他的');
    expect((await told(LIU)).at(-1)).toContain('归谁由周海涛定');
    expect((await told(ZHOU)).at(-1)).toMatch(/^归属裁定：王先生[^]*刚才是马辉接待的\n原顾问：刘洋/);
    expect((await rowOf(one)).ownerId).toBe(LIU);
    await bot.drain();
    await chat.press(ZHOU, 'receiver');
    expect(await rowOf(one)).toMatchObject({ ownerId: MA, grade: 'B' });
    expect((await told(LIU)).at(-1)).toContain('王先生转给了马辉');
  });

  test('who is known by his number alone is met too, and by a name alone nobody', async () => {
    const one = await wang();
    expect(await say(MA, '王先生又来店了')).toContain(
      '王先生是刘洋的客户，没有记。就是他来了：带上手机尾号再说一次',
    );
    expect(await db.select().from(ownershipCases)).toEqual([]);
    const said = await say(MA, `尾号${one.phone?.slice(-4)}来店了`);
    expect(said).toMatch(/^已记 王先生，是刘洋的客户\n来店：.*14:00到店[^]*归谁由周海涛定，定之前还是他的/);
    expect((await told(LIU)).at(-1)).toContain('您的客户王先生刚才来店，马辉接待的');
    expect(await rowOf(one)).toMatchObject({ ownerId: LIU, lastEffectiveOn: WEDNESDAY });
  });

  test('who waits in the pool is not called somebody’s', async () => {
    const one = await wang({
      state: 'pooled',
      grade: null,
      nextDueOn: null,
      formerOwnerId: LIU,
      recalledOn: WEDNESDAY,
    });
    expect(await say(MA, '王先生打了 没接')).toBe('王先生在公司池里，您不能改。要跟就发：领取 王先生。');
    expect(await say(MA, '王先生来店了')).toContain('王先生在公司池里，没有记。');
    expect(await say(MA, `尾号${one.phone?.slice(-4)}来店了`)).toMatch(
      /^已记 王先生，在公司池里\n来店：[^]*归谁由周海涛定/,
    );
    expect((await told(ZHOU)).at(-1)).toMatch(/^激活：王先生/);
    expect((await told(LIU)).join()).not.toContain('您的客户王先生');
  });

  test('who stays with his consultant is not asked about again between the two', async () => {
    const one = await wang();
    await meets(MA, one.phone ?? '');
    await bot.drain();
    await chat.press(ZHOU, 'owner');
    expect((await rowOf(one)).ownerId).toBe(LIU);
    expect((await told(MA)).at(-1)).toContain('王先生还是刘洋的客户');
    chat.sleepUntil(on8('16:00'));
    await meets(MA, one.phone ?? '');
    expect(await db.select().from(ownershipCases)).toHaveLength(1);
    await meets(HE, one.phone ?? '');
    expect(await db.select().from(ownershipCases)).toHaveLength(2);
  });

  test('who comes to the phone desk is no dispute', async () => {
    const one = await wang();
    await say(LIN, `来电 王先生 ${one.phone} 问科雷傲优惠`);
    expect(await db.select().from(ownershipCases)).toEqual([]);
  });

  test('whose visit is undone is no dispute any more', async () => {
    const one = await wang();
    await meets(MA, one.phone ?? '');
    await say(MA, '撤销');
    expect(await db.select().from(ownershipCases)).toEqual([]);
    expect((await rowOf(one)).ownerId).toBe(LIU);
  });

  test('who was lost and comes to another is open again when the supervisor has said whose he is', async () => {
    const one = await wang({ state: 'lost', grade: null, nextDueOn: null });
    // The one WeCom of the file swallows what is more than its minute holds.
    chat.sleepUntil(on8('15:00'));
    await meets(MA, one.phone ?? '');
    expect((await told(ZHOU)).at(-1)).toMatch(/^激活：王先生/);
    await bot.drain();
    await chat.press(ZHOU, 'receiver');
    expect(await rowOf(one)).toMatchObject({ state: 'open', ownerId: MA });
  });
});
