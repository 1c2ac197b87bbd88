import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { gradeChanges } from '../../src/db/schema/follow-up.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import { addDays, day } from '../../src/domain/time.ts';
import { china, LIU, MA, MANAGER, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { db, bot, customer } = chat;

const cardOf = async (name: string) => (await db.select().from(customers).where(eq(customers.name, name)))[0];
const wang = (known: Parameters<typeof customer>[0] = {}) =>
  customer({ name: '王先生', surname: '王', ...known });
const lady = (known: Parameters<typeof customer>[0] = {}) =>
  customer({
    name: '李女士',
    alias: '李姐',
    surname: '李',
    gender: 'F',
    state: 'delivered',
    grade: null,
    deliveredOn: day('2026-03-01'),
    ...known,
  });

describe('the class of a customer', () => {
  test('shows on his card, and moves with what is told of him', async () => {
    await wang({ grade: null });
    expect(await chat.say(LIU, '查 王先生')).toContain('｜潜在顾客');
    expect(await chat.say(LIU, '他开的是咱们的车 在别处买的')).toMatch(/王先生：他销保有/);
    expect(await chat.say(LIU, '查 王先生')).toContain('｜基盘顾客·他销保有');
    await chat.say(LIU, '王先生定C');
    expect(await chat.say(LIU, '查 王先生')).toContain('｜基盘顾客·意向顾客');
  });

  test.each([
    ['什么是他销保有', /别处买的/],
    ['战败什么意思', /不是死单/],
    ['什么是A级', /车型车色已选定[\s\S]*每3天联系一次，1个月内成交/],
  ])('"%s" is explained to everybody', async (said, expected) => {
    for (const who of [LIU, ZHOU, MANAGER]) expect(await chat.say(who, said)).toMatch(expected);
  });

  test('VIP is what the manager says, nobody else', async () => {
    await lady();
    expect(await chat.say(LIU, '李姐是VIP')).toMatch(/VIP由销售经理定/);
    expect((await cardOf('李女士'))?.isVip).toBe(false);
    await chat.say(MANAGER, '李姐是VIP');
    expect(await chat.say(LIU, '查 李姐')).toContain('VIP顾客·自销保有');
    await chat.say(MANAGER, '李姐取消VIP');
    expect(await chat.say(LIU, '查 李姐')).not.toContain('VIP');
  });
});

describe('how well a customer knows his consultant', () => {
  const TALK = '王先生打了 通了 聊得挺好 说嫌价格贵要商量';

  test('is asked after the second contact that counts, once the grade is said, and never again', async () => {
    await wang({ lastEffectiveOn: null });
    expect(await chat.say(LIU, `${TALK} 级别不变`)).not.toContain('多熟');
    chat.sleepUntil('2026-04-09T10:00:00+08:00');
    expect(await chat.say(LIU, TALK)).not.toContain('多熟');
    expect(await chat.say(LIU, '级别不变')).toMatch(/他跟您多熟/);
    expect(await chat.say(LIU, '认得我')).toMatch(/王先生：认得我/);
    expect(await cardOf('王先生')).toMatchObject({ rapport: 'recognises', rapportAskedOn: '2026-04-09' });
    chat.sleepUntil('2026-04-12T10:00:00+08:00');
    expect(await chat.say(LIU, `${TALK} 级别不变`)).not.toContain('多熟');
  });

  test('is asked behind all that was done', async () => {
    await wang({ nextDueOn: WEDNESDAY });
    const lines = (await chat.say(LIU, `${TALK} 升A 颜色定了 周五再打`)).split('\n');
    const place = (words: RegExp) => lines.findIndex((line) => words.test(line));
    expect(place(/^已记 王先生/)).toBe(0);
    expect(place(/^级别：升B→A级/)).toBe(1);
    expect(place(/多熟/)).toBeGreaterThan(place(/^下次：/));
    expect(place(/^可以说/)).toBe(place(/多熟/) + 1);
  });

  test('is not asked twice of whoever did not answer, and can be said at any time', async () => {
    await wang();
    expect(await chat.say(LIU, `${TALK} 级别不变`)).toMatch(/他跟您多熟/);
    chat.sleepUntil('2026-04-12T10:00:00+08:00');
    expect(await chat.say(LIU, `${TALK} 级别不变`)).not.toContain('多熟');
    await chat.say(LIU, '王先生想买车就想到我');
    expect(await cardOf('王先生')).toMatchObject({ rapport: 'topOfMind' });
    expect(await chat.say(LIU, '查 王先生')).toContain('想买车先想到我');
  });
});

describe('whoever was brought by a customer', () => {
  test('is linked to her when exactly one fits, is her credit, and his order makes her a VIP', async () => {
    const her = await lady();
    const receipt = await chat.say(LIU, '登记 周先生 13800005678 李姐介绍的 科雷嘉 B');
    expect(receipt).toMatch(/介绍人：李姐.*先说是谁介绍的/);
    expect(await cardOf('周先生')).toMatchObject({ referrerId: her.id, source: 'referral' });
    expect(await chat.say(LIU, '查 李姐')).toMatch(/介绍来：周先生 B级/);
    await chat.say(LIU, '周先生订车 订金5000');
    expect(await chat.say(LIU, '1')).toMatch(/李姐介绍成交，是VIP顾客/);
    expect(await chat.say(LIU, '查 李姐')).toMatch(/VIP顾客·自销保有[\s\S]*介绍来：周先生 已订/);
    // Called off, it was no success.
    await chat.say(LIU, '周先生退订 家里有事');
    await chat.say(LIU, '1');
    await chat.say(ZHOU, '周先生退订同意');
    await chat.say(MANAGER, '周先生退订同意');
    expect(await chat.say(LIU, '查 李姐')).not.toContain('VIP');
  });

  test('is told later as well', async () => {
    const her = await lady();
    await wang();
    await chat.say(LIU, '王先生 李姐介绍的');
    expect(await cardOf('王先生')).toMatchObject({ referrerId: her.id, referrer: '李姐' });
  });

  test('is linked to nobody while several fit, until the last digits tell her', async () => {
    await lady();
    const other = await lady({ name: '李女士', alias: '李姐' });
    await wang();
    expect(await chat.say(LIU, '王先生 李姐介绍的')).toMatch(/李姐有2位，回：李姐尾号/);
    expect(await cardOf('王先生')).toMatchObject({ referrerId: null, referrer: '李姐' });
    await chat.say(LIU, `王先生 李姐${other.phone?.slice(-4)}介绍的`);
    expect(await cardOf('王先生')).toMatchObject({ referrerId: other.id });
  });

  test('by somebody without a card is linked to nobody, the name is kept', async () => {
    await chat.say(MA, '登记 周先生 13800005678 李姐介绍的 科雷嘉 B');
    expect(await cardOf('周先生')).toMatchObject({ referrerId: null, referrer: '李女士' });
  });
});

describe('the base group', () => {
  test('takes a C out of the grades, is due every 90 days, and never overdue', async () => {
    await wang({ grade: 'C', lastEffectiveOn: WEDNESDAY });
    const receipt = await chat.say(LIU, '王先生先放基本顾客群');
    expect(receipt).toMatch(/转基本顾客群[\s\S]*下次：7\/7周二（基本顾客群每90天一次）/);
    expect(await cardOf('王先生')).toMatchObject({ inBaseGroup: true, grade: null, windowEndsOn: null });
    expect((await db.select().from(gradeChanges)).at(-1)).toMatchObject({ from: 'C', to: null });
    await bot.run('step-checks', china('2026-07-08T09:30'));
    await bot.run('step-checks', china('2026-07-09T09:30'));
    expect(await db.select().from(alerts)).toEqual([]);
    chat.sleepUntil('2026-07-20T10:00:00+08:00');
    const list = await chat.say(LIU, '待办');
    expect(list).toMatch(/今天 1[\s\S]*王先生 基本群.*交朋友/);
    expect(list).not.toContain('超期');
    const talk = await chat.say(LIU, '1 通了 聊了聊孩子上学 说年底再看车');
    expect(talk).not.toMatch(/定什么级别/);
  });

  test('a grade lifts him out of it', async () => {
    await wang({ grade: null, inBaseGroup: true });
    await chat.say(LIU, '王先生定B 约了周六来看车');
    expect(await cardOf('王先生')).toMatchObject({ inBaseGroup: false, grade: 'B' });
  });

  test('so does an order', async () => {
    await wang({ grade: null, inBaseGroup: true });
    await chat.say(LIU, '王先生订车 订金5000');
    await chat.say(LIU, '1');
    expect(await cardOf('王先生')).toMatchObject({ inBaseGroup: false, grade: 'O' });
  });

  test.each([
    ['a B', { grade: 'B' }, /请主管说/],
    ['an A', { grade: 'A' }, /请主管说/],
    ['whoever has not been called back', { grade: 'C', firstCallOwedSince: WEDNESDAY }, /首次回访还没打/],
    ['whoever has ordered', { grade: 'O' }, /不是意向客户/],
  ] as const)('%s cannot be put there by a consultant', async (_who, known, expected) => {
    await wang(known);
    expect(await chat.say(LIU, '王先生先放基本顾客群')).toMatch(expected);
    expect(await cardOf('王先生')).toMatchObject({ inBaseGroup: false, grade: known.grade });
  });

  test('a B can by his supervisor, and it can be taken back', async () => {
    await wang({ grade: 'B' });
    await chat.say(ZHOU, '王先生放基本顾客群');
    expect(await cardOf('王先生')).toMatchObject({ inBaseGroup: true });
    await chat.say(ZHOU, '撤销');
    expect(await cardOf('王先生')).toMatchObject({ inBaseGroup: false, grade: 'B' });
  });

  test.each(['王先生转基本顾客群', '公司池的王先生转基本顾客群', '王先生放回基盘'])(
    'takes one out of the company’s pool by the supervisor’s word: %s',
    async (words) => {
      await wang({
        grade: null,
        state: 'pooled',
        recalledOn: WEDNESDAY,
        formerOwnerId: MA,
        lastEffectiveOn: null,
      });
      expect(await chat.say(LIU, '王先生转基本顾客群')).toMatch(/在公司池里.*请主管/);
      expect(await chat.say(ZHOU, words)).toMatch(/转基本顾客群/);
      expect(await cardOf('王先生')).toMatchObject({
        state: 'open',
        inBaseGroup: true,
        ownerId: LIU,
        recalledOn: null,
        formerOwnerId: null,
        nextDueWhy: 'cadence',
      });
      expect((await chat.told(LIU)).at(-1)).toMatch(/周海涛把王先生转进了基本顾客群/);
      await chat.say(ZHOU, '撤销');
      expect(await cardOf('王先生')).toMatchObject({
        state: 'pooled',
        inBaseGroup: false,
        formerOwnerId: MA,
      });
    },
  );

  test('is left by a grade, and that is said to whoever wants somebody out of it', async () => {
    await wang({ grade: null, inBaseGroup: true });
    expect(await chat.say(LIU, '王先生移出基本顾客群')).toContain('王先生定C');
    expect(await cardOf('王先生')).toMatchObject({ inBaseGroup: true });
  });

  test('is listed for the season, longest not spoken to first, of whoever asks or his people', async () => {
    const group = { grade: null, inBaseGroup: true } as const;
    await wang({ ...group, lastEffectiveOn: day('2026-01-08') });
    await customer({ ...group, name: '何先生', surname: '何', lastEffectiveOn: day('2026-01-09') });
    await customer({ ...group, name: '周先生', surname: '周', lastEffectiveOn: null, ownerId: MA });
    await customer({ name: '李女士', surname: '李', grade: 'C' });
    expect(await chat.say(LIU, '基本顾客群名单')).toMatch(
      /^基本顾客群 2位，90天没联系的1位[^]*\n1\. 王先生 科雷傲｜90天没联系\n2\. 何先生 科雷傲｜89天没联系/,
    );
    expect(await chat.say(ZHOU, '基盘客户有哪些')).toMatch(
      /^基本顾客群 3位，90天没联系的2位[^]*\n1\. 马辉 周先生 科雷傲｜还没联系过\n2\. 刘洋 王先生/,
    );
    await chat.say(LIU, '1 通了 聊了聊孩子上学 说年底再看车');
    expect(await cardOf('王先生')).toMatchObject({ lastEffectiveOn: WEDNESDAY, inBaseGroup: true });
  });

  test('is offered to whom it fits: a C who buys after his window', async () => {
    await wang({ grade: 'B' });
    expect(await chat.say(LIU, '王先生降C 说要等年底')).toMatch(/放基本顾客群/);
  });

  test('is counted among those who left the grades', async () => {
    await wang({ grade: 'C', gradeSetOn: addDays(WEDNESDAY, -20), lastEffectiveOn: WEDNESDAY });
    await chat.say(LIU, '王先生先放基本顾客群');
    await bot.run('grade-summary', china('2026-04-12T16:53'));
    expect((await chat.told(LIU)).join()).toMatch(/转基本顾客群 1[\s\S]*−转基本顾客群=现在共/);
  });
});
