import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { customers } from '../../src/db/schema/customers.ts';
import { appointments, visits } from '../../src/db/schema/showroom.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import {
  BOSS,
  china,
  HE,
  LIU,
  MANAGER,
  MA,
  on8,
  openShowroom,
  SECOND_STORE,
  WU,
  ZHOU,
} from '../support/showroom.ts';

const showroom = await openShowroom();
const { db, bot, told, customer } = showroom;

const wang = () => customer({ name: '王先生', surname: '王', series: '风朗', grade: 'A' });
const visitOf = async () => (await db.select().from(visits).orderBy(visits.id)).at(-1);
const cases = async (check: string) =>
  (await db.select().from(alerts).where(eq(alerts.check, check))).map(({ state, level }) => [state, level]);

/** He has been in the showroom before. */
async function returning() {
  const card = await wang();
  await db.insert(visits).values({
    storeId: card.storeId,
    customerId: card.id,
    receivedBy: LIU,
    nature: 'first',
    recorded: true,
    leftAt: china('2026-04-01T15:00'),
    enteredAt: china('2026-04-01T15:00'),
    enteredBy: LIU,
    reviewedAt: null,
  });
  return card;
}

async function comesAgain() {
  await returning();
  return showroom.say(LIU, '王先生二次来店');
}

describe('a visit that was agreed', () => {
  test('is told the afternoon before to supervisor, manager and consultant, once', async () => {
    await wang();
    await showroom.say(LIU, '王先生约明天下午2点来店');
    await bot.run('showroom-visits', on8('15:27'));
    expect(await told(ZHOU)).toEqual([]);
    await bot.run('showroom-visits', on8('15:37'));
    await bot.run('showroom-visits', on8('15:47'));
    for (const above of [ZHOU, MANAGER])
      expect(await told(above)).toEqual([
        '明天约了来店1批：\n· 14:00 刘洋·王先生 风朗 A级\n请留出时间协助。',
      ]);
    expect((await told(LIU)).at(-1)).toBe(
      '明天约了来店1批：\n· 14:00 王先生 风朗 A级\n今天发条微信确认时间，备好试驾车和报价。',
    );
    expect(await told(WU)).toEqual([]);
    expect(await told(BOSS)).toEqual([]);
  });

  test('and agreed late in the evening is told on the morning itself', async () => {
    await wang();
    showroom.sleepUntil(on8('19:00'));
    await showroom.say(LIU, '王先生约明天下午2点来店');
    await bot.run('showroom-visits', china('2026-04-09T08:47'));
    expect(await told(ZHOU)).toEqual(['今天约了来店1批：\n· 14:00 刘洋·王先生 风朗 A级\n请留出时间协助。']);
  });

  test.each([
    ['王先生约今天下午3点来店', '2026-04-08T16:57', 'open'],
    ['王先生约今天下午3点来店', '2026-04-08T17:07', 'missed'],
    ['王先生约明天来店', '2026-04-09T17:27', 'open'],
    ['王先生约明天来店', '2026-04-09T17:37', 'missed'],
  ])('%s: at %s it is %s', async (said, at, state) => {
    await wang();
    await showroom.say(LIU, said);
    await bot.run('showroom-visits', china(at));
    expect(await db.select().from(appointments)).toMatchObject([{ state }]);
  });

  test('and kept is no no-show', async () => {
    await wang();
    await showroom.say(LIU, '王先生约今天下午3点来店');
    showroom.sleepUntil(on8('15:10'));
    await showroom.say(LIU, '王先生到店了');
    await bot.run('showroom-visits', on8('19:57'));
    expect(await db.select().from(appointments)).toMatchObject([{ state: 'kept' }]);
  });

  test('and missed: the consultant is asked to invite again, both above are told with the digest', async () => {
    await wang();
    await showroom.say(LIU, '王先生约今天下午2点10分来店');
    await bot.run('showroom-visits', on8('16:17'));
    await bot.run('step-checks', on8('16:20'));
    expect((await told(LIU)).at(-1)).toContain('王先生约好来店没来');
    expect(await told(ZHOU)).toEqual([]);
    await bot.run('supervisor-digest', on8('17:23'));
    for (const above of [ZHOU, MANAGER])
      expect((await told(above)).at(-1)).toContain('刘洋·王先生 约了没来，没再约');
  });

  test('and missed may be said by the consultant before the clock finds it', async () => {
    await wang();
    expect(await showroom.say(LIU, '王先生没来')).toContain('没有约着的');
    await showroom.say(LIU, '王先生约今天下午2点10分来店');
    expect(await showroom.say(LIU, '王先生还没来')).not.toContain('爽约');
    expect(await db.select().from(appointments)).toMatchObject([{ state: 'open' }]);
    showroom.sleepUntil(on8('15:00'));
    expect(await showroom.say(LIU, '王先生没来')).toContain('已记 王先生 爽约：4/8周三 14:10');
    expect(await db.select().from(appointments)).toMatchObject([{ state: 'missed' }]);
    expect(await showroom.say(LIU, '撤销')).toContain('已撤销：爽约 王先生');
    expect(await db.select().from(appointments)).toMatchObject([{ state: 'open' }]);
    await showroom.say(LIU, '王先生改约 周六来 下午2点');
    expect(await showroom.say(LIU, '王先生爽约了')).toContain('约的是4/11周六，还没到');
  });

  test.each(['王先生改约明天上午10点来店', '王先生打了 通了 说孩子发烧 周末再看', '王先生到店了'])(
    'and missed closes itself with %s',
    async (said) => {
      await wang();
      await showroom.say(LIU, '王先生约今天下午2点10分来店');
      await bot.run('showroom-visits', on8('16:17'));
      await bot.run('step-checks', on8('16:20'));
      expect(await cases('noShow')).toEqual([['open', 0]]);
      showroom.sleepUntil(on8('16:30'));
      await showroom.say(LIU, said);
      await bot.run('step-checks', on8('16:35'));
      expect(await cases('noShow')).toEqual([['closed', 0]]);
    },
  );

  test('and missed, of somebody who bought meanwhile, is nobody’s case', async () => {
    const card = await wang();
    await showroom.say(LIU, '王先生约今天下午2点10分来店');
    await db.update(customers).set({ state: 'ordered', grade: 'O' }).where(eq(customers.id, card.id));
    await bot.run('showroom-visits', on8('16:17'));
    await bot.run('step-checks', on8('16:20'));
    expect(await cases('noShow')).toEqual([]);
  });
});

describe('a second visit', () => {
  test('is announced at once to supervisor and manager of that store, and to nobody else', async () => {
    await comesAgain();
    for (const above of [ZHOU, MANAGER])
      expect(await told(above)).toEqual([
        expect.stringMatching(/^第2次来店：王先生\n刘洋接待，王先生｜风朗｜A级｜尾号\d{4}\n请协助把握订交$/),
      ]);
    expect([...(await told(WU)), ...(await told(BOSS)), ...(await told(MA))]).toEqual([]);
  });

  test('of somebody who has left again is told as a line', async () => {
    await returning();
    await showroom.say(LIU, '王先生二次来店 刚走');
    expect(await told(ZHOU)).toEqual(['第2次来店：王先生（刘洋接待，14:00已离店）']);
  });

  test('of the other store is told to its supervisor', async () => {
    await customer({ name: '何女士', surname: '何', ownerId: HE, storeId: SECOND_STORE });
    await showroom.say(HE, '何女士来店了');
    expect(await told(ZHOU)).toEqual([]);
    expect((await told(WU))[0]).toMatch(/^邀约到店：何女士/);
  });

  test('the first visit of somebody new is announced to nobody', async () => {
    await showroom.say(LIU, '登记 赵先生 13900002345 风朗 B');
    expect(await told(ZHOU)).toEqual([]);
  });

  test('help that is promised by a press reaches the consultant', async () => {
    await comesAgain();
    await bot.drain();
    await showroom.press(ZHOU, 'come');
    expect((await told(LIU)).at(-1)).toBe('周海涛马上过来，协助您谈王先生。');
  });

  test('taken back, its announcement is withdrawn', async () => {
    await comesAgain();
    await showroom.say(LIU, '撤销');
    expect(await db.select().from(visits)).toHaveLength(1);
    expect((await told(ZHOU)).at(-1)).toContain('撤销');
  });
});

describe('the two questions after it', () => {
  test('are asked in the receipt, and a short answer is understood', async () => {
    expect(await comesAgain()).toContain('把握订交了吗？深度体验讲了什么？');
    const reply = await showroom.say(LIU, '差一点');
    expect(reply).toContain('深度体验讲了什么');
    expect(await visitOf()).toMatchObject({ orderGrasped: false, deepContent: null, reviewedAt: null });
    expect(await showroom.say(LIU, '讲了安全配置和金融方案')).toContain('深度讲了安全配置和金融方案');
    expect(await visitOf()).toMatchObject({ orderGrasped: false, deepContent: '安全配置和金融方案' });
    expect((await visitOf())?.reviewedAt).not.toBeNull();
  });

  test('are answered in one line hours later, without a name', async () => {
    await comesAgain();
    showroom.sleepUntil(on8('16:00'));
    await showroom.say(LIU, '把握住了 深度讲了四驱和保值');
    expect(await visitOf()).toMatchObject({ orderGrasped: true, deepContent: '四驱和保值' });
  });

  test('leave room for other things to be said in between', async () => {
    await comesAgain();
    expect(await showroom.say(LIU, '王先生升A 颜色定了')).toContain('A级');
    expect(await visitOf()).toMatchObject({ orderGrasped: null, deepContent: null });
    expect(await showroom.say(LIU, '再让3000今天能定')).toContain('已报赵明远');
    expect(await visitOf()).toMatchObject({ orderGrasped: null });
  });

  test('unanswered are asked again after an hour, and told to both with the digest', async () => {
    await comesAgain();
    await bot.run('step-checks', on8('14:55'));
    expect((await told(LIU)).join()).not.toContain('把握订交了吗');
    await bot.run('step-checks', on8('15:00'));
    expect((await told(LIU)).at(-1)).toContain('把握订交了吗');
    await bot.run('step-checks', on8('16:00'));
    await bot.run('supervisor-digest', on8('17:23'));
    for (const above of [ZHOU, MANAGER]) expect((await told(above)).at(-1)).toContain('二次来店没小结');
    showroom.sleepUntil(on8('17:25'));
    await showroom.say(LIU, '王先生 差一点 深度讲了安全配置');
    await bot.run('step-checks', on8('17:30'));
    expect(await cases('visitNotReviewed')).toEqual([['closed', 1]]);
  });

  test('about somebody who never came again are no questions', async () => {
    await wang();
    expect(await showroom.say(LIU, '王先生 差一点 深度讲了安全配置')).toContain('还没有二次来店');
  });
});
