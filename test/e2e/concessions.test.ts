import { describe, expect, test } from 'vitest';
import { addRestDays } from '../../src/db/rules.ts';
import { concessionLimits, priceRequests } from '../../src/db/schema/deals.ts';
import { alerts } from '../../src/db/schema/supervision.ts';
import { fromYuan } from '../../src/domain/money.ts';
import { BOSS, LIU, MA, MANAGER, on8, openShowroom, WEDNESDAY, WU, ZHOU } from '../support/showroom.ts';

const showroom = await openShowroom();
const { db, bot, told, customer, say } = showroom;

const LADDER = '风朗优惠上限 顾问3000 主管5000 经理8000 总经理12000';
const wang = (known = {}) =>
  customer({
    name: '王先生',
    surname: '王',
    series: '风朗',
    grade: 'A',
    lastEffectiveOn: WEDNESDAY,
    ...known,
  });
const requests = () => db.select().from(priceRequests).orderBy(priceRequests.id);
const last = async (userId: typeof LIU) => (await told(userId)).at(-1) ?? '';

async function withLadder() {
  await wang();
  await say(MANAGER, LADDER);
  await say(MANAGER, '1');
}
/** 刘洋 asks, and the card is in the chat of whoever decides. */
async function asks(said: string) {
  const reply = await say(LIU, said);
  await bot.drain();
  return reply;
}

describe('the limits', () => {
  test('are read back and hold when they are confirmed', async () => {
    expect(await say(MANAGER, LADDER)).toContain(
      '请核对：风朗优惠上限 顾问3000元，主管5000元，销售经理8000元，总经理1.2万，今天起',
    );
    expect(await db.select().from(concessionLimits)).toEqual([]);
    expect(await say(MANAGER, '1')).toContain('已定 风朗优惠上限');
    expect(await db.select().from(concessionLimits)).toMatchObject([
      { series: '风朗', supervisorFen: fromYuan(5000), since: WEDNESDAY, by: MANAGER },
    ]);
  });

  test('change one by one, and the history stays', async () => {
    await withLadder();
    expect(await say(MANAGER, '风朗优惠上限 主管6000')).toContain('主管6000元，销售经理8000元');
    await say(MANAGER, '1');
    expect((await db.select().from(concessionLimits)).map(({ supervisorFen }) => supervisorFen)).toEqual([
      fromYuan(5000),
      fromYuan(6000),
    ]);
  });

  test.each([
    ['风朗优惠上限 主管8000', '销售经理要比主管多'],
    ['风朗优惠上限 顾问5000', '主管要比顾问多'],
    ['科雷傲优惠上限 主管6000', '还没定过'],
  ])('%s is refused', async (said, why) => {
    await withLadder();
    expect(await say(MANAGER, said)).toContain(why);
    expect(await db.select().from(concessionLimits)).toHaveLength(1);
  });

  test('are not the supervisor’s to set, and he sees only his own and those below', async () => {
    expect(await say(ZHOU, LADDER)).toContain('由销售经理、总经理来定');
    await withLadder();
    expect(await say(ZHOU, '风朗优惠上限')).toBe('风朗优惠上限：顾问3000元，主管5000元');
    expect(await say(MANAGER, '风朗优惠上限')).toContain('销售经理8000元');
  });

  test('of one car go before those of its model', async () => {
    await withLadder();
    await say(MANAGER, 'A1024这台 优惠上限 顾问6000 主管8000 经理1万 总经理1.5万');
    await say(MANAGER, '1');
    expect(await asks('王先生再让5500 A1024这台')).toContain('在您的权限内（顾问6000元）');
    await asks('王先生再让2000 A1024这台');
    expect(await last(ZHOU)).toContain('权限：主管8000元');
    await say(ZHOU, '批');
    expect(await requests()).toMatchObject([
      { state: 'approved' },
      { state: 'approved', car: 'A1024', grantedFen: fromYuan(7500) },
    ]);
  });

  test('can be taken back', async () => {
    await withLadder();
    await say(MANAGER, '撤销');
    expect(await db.select().from(concessionLimits)).toEqual([]);
  });
});

describe('a request goes to the first whose room covers all that is conceded', () => {
  test.each([
    ['王先生再让3000能定', undefined],
    ['王先生再让3001能定', ZHOU],
    ['王先生再让5000能定', ZHOU],
    ['王先生再让5001能定', MANAGER],
    ['王先生再让8000能定', MANAGER],
    ['王先生再让8001能定', BOSS],
    ['王先生再让20000能定', BOSS],
  ])('%s', async (said, decider) => {
    await withLadder();
    const reply = await asks(said);
    for (const userId of [ZHOU, MANAGER, BOSS, WU])
      expect(
        (await told(userId)).some((text) => text.startsWith('让利申请')),
        userId,
      ).toBe(userId === decider);
    if (decider === undefined) expect(reply).toContain('可以给：王先生 共让3000元，在您的权限内');
    expect(await requests()).toMatchObject([{ state: decider ? 'pending' : 'approved' }]);
  });

  test('what was given before counts: 3000 and 2500 more are 5500', async () => {
    await withLadder();
    await asks('王先生再让3000能定');
    expect(await asks('王先生再让2500能定')).toContain('已报赵明远：王先生 再让2500元，共让5500元');
    expect(await last(MANAGER)).toBe(
      '让利申请：王先生\n刘洋申请再让2500元，共让5500元\n风朗｜A级\n权限：销售经理8000元',
    );
  });

  test('without limits everything goes to the manager', async () => {
    await wang();
    expect(await asks('王先生再让500能定')).toContain('已报赵明远');
  });

  test('a supervisor who rests today is passed over', async () => {
    await withLadder();
    await addRestDays(db, [WEDNESDAY], { userId: ZHOU, delegateId: null, by: ZHOU, at: on8('08:00') });
    expect(await asks('王先生再让4000能定')).toContain('已报赵明远');
  });

  test('a price that is wanted below his own floor is reckoned from there', async () => {
    await withLadder();
    await asks('王先生客户要16万整 我权限到16.3 差3000谁批');
    expect(await requests()).toMatchObject([{ askFen: fromYuan(6000), toId: MANAGER }]);
  });

  test('a sum that was not said is asked for', async () => {
    await withLadder();
    expect(await asks('王先生让我再申请一下优惠')).toContain('要再让多少');
    await asks('再让4000');
    expect(await requests()).toMatchObject([{ askFen: fromYuan(4000) }]);
  });

  test('the same said twice is one; another sum takes its place', async () => {
    await withLadder();
    await asks('王先生再让4000能定');
    expect(await asks('王先生再让4000能定')).toContain('已经在等周海涛答复');
    await asks('王先生再让6000能定');
    expect((await requests()).map(({ state, toId }) => [state, toId])).toEqual([
      ['withdrawn', ZHOU],
      ['pending', MANAGER],
    ]);
    expect(await last(ZHOU)).toContain('之前的共让4000元作废');
    await showroom.press(ZHOU, 'approve');
    expect(await last(ZHOU)).toBe('已撤回');
  });

  test('taken back it is gone', async () => {
    await withLadder();
    await asks('王先生再让4000能定');
    await say(LIU, '撤销');
    expect(await requests()).toEqual([]);
    await showroom.press(ZHOU, 'approve');
    expect(await last(ZHOU)).toBe('已撤销');
  });
});

describe('the decision', () => {
  test.each([
    ['a press', () => showroom.press(ZHOU, 'approve')],
    ['批', () => say(ZHOU, '批')],
    ['同意', () => say(ZHOU, '同意')],
    ['批4000', () => say(ZHOU, '批4000')],
    ['王先生批4000', () => say(ZHOU, '王先生批4000')],
  ])('yes (%s) reaches the consultant at once', async (_, decides) => {
    await withLadder();
    await asks('王先生再让4000能定');
    await decides();
    expect(await last(LIU)).toBe('王先生 周海涛批了：共让4000元。');
    expect(await requests()).toMatchObject([
      { state: 'approved', grantedFen: fromYuan(4000), decidedBy: ZHOU },
    ]);
  });

  test.each([
    ['a press', () => showroom.press(ZHOU, 'refuse'), ''],
    ['不批', () => say(ZHOU, '不批'), ''],
    ['不批 先送精品', () => say(ZHOU, '不批 先送精品'), '\n周海涛说：赠送精品'],
  ])('no (%s)', async (_, decides, remark) => {
    await withLadder();
    await asks('王先生再让4000能定');
    await decides();
    expect(await last(LIU)).toBe(`王先生 周海涛没批（您报的是共让4000元）。${remark}`);
    expect(await requests()).toMatchObject([{ state: 'refused', grantedFen: null }]);
  });

  test('less than was asked for is a counter-offer, and what is said with it is passed on', async () => {
    await withLadder();
    await asks('王先生再让4000能定');
    await showroom.press(ZHOU, 'counter');
    expect(await requests()).toMatchObject([{ state: 'pending' }]);
    await say(ZHOU, '批3500 今天必须签');
    expect(await last(LIU)).toBe(
      '王先生 周海涛还价：最多共让3500元（您报的是共让4000元）。\n周海涛说：今天必须签',
    );
    expect(await requests()).toMatchObject([{ state: 'countered', grantedFen: fromYuan(3500) }]);
  });

  test('a sum is meant on top of what was given before, as it was asked for', async () => {
    await withLadder();
    await asks('王先生再让3000能定');
    await asks('王先生再让2000能定');
    await say(ZHOU, '只能让1000');
    expect(await last(LIU)).toContain('还价：最多再让1000元，共让4000元（您报的是共让5000元）');
  });

  test('more than was asked for is read back first', async () => {
    await withLadder();
    await asks('王先生再让4000能定');
    expect(await say(ZHOU, '批5000')).toContain('比申请的共让4000元还多');
    expect(await requests()).toMatchObject([{ state: 'pending' }]);
    await say(ZHOU, '1');
    expect(await requests()).toMatchObject([{ state: 'approved', grantedFen: fromYuan(5000) }]);
  });

  test('beyond his own room goes on to whoever can', async () => {
    await withLadder();
    await asks('王先生再让4000能定');
    expect(await say(ZHOU, '批6000')).toContain('6000元超出您的权限（主管5000元），已转赵明远批');
    expect(await requests()).toMatchObject([{ state: 'pending', level: 2, toId: MANAGER }]);
    expect(await last(MANAGER)).toContain('让利申请：王先生');
    expect(await last(LIU)).toContain('已转赵明远批');
  });

  test('is not beyond the general manager’s limit, which he can raise', async () => {
    await withLadder();
    await asks('王先生再让20000能定');
    await showroom.press(BOSS, 'approve');
    expect(await requests()).toMatchObject([{ state: 'pending' }]);
    expect((await told(BOSS)).join()).toContain('超出您的权限（总经理1.2万）');
    await say(BOSS, '风朗优惠上限 总经理2万');
    await say(BOSS, '1');
    await say(BOSS, '批');
    expect(await requests()).toMatchObject([{ state: 'approved', grantedFen: fromYuan(20_000) }]);
  });

  test('may be taken by somebody above, not by somebody below or elsewhere', async () => {
    await withLadder();
    await asks('王先生再让6000能定');
    expect(await say(ZHOU, '王先生批6000')).toContain('等赵明远答复');
    expect(await say(ZHOU, '王先生不批')).toContain('等赵明远答复');
    expect(await say(WU, '王先生批6000')).toContain('不能改');
    await say(MA, '王先生批6000');
    expect(await requests()).toMatchObject([{ state: 'pending' }]);
    await say(BOSS, '王先生批6000');
    expect(await requests()).toMatchObject([{ state: 'approved', decidedBy: BOSS }]);
  });

  test('of one for whom several wait has to name whom', async () => {
    await withLadder();
    await customer({ name: '李女士', surname: '李', ownerId: MA, series: '风朗' });
    await asks('王先生再让4000能定');
    await say(MA, '李女士再让4500能定');
    expect(await say(ZHOU, '批')).toContain('有几条让利在等');
    await say(ZHOU, '李女士不批');
    expect((await requests()).map(({ state }) => state)).toEqual(['pending', 'refused']);
  });

  test('is asked about when a lost customer waits as well', async () => {
    await withLadder();
    await customer({ name: '李女士', surname: '李' });
    await say(LIU, '李女士打了 通了 说不考虑了');
    await say(LIU, '李女士战败 买了缤智');
    await say(LIU, '1');
    await asks('王先生再让4000能定');
    expect(await say(ZHOU, '不批')).toContain('战败和让利都在等您');
    expect(await requests()).toMatchObject([{ state: 'pending' }]);
  });

  test('is made once', async () => {
    await withLadder();
    await asks('王先生再让4000能定');
    await say(MANAGER, '王先生批4000');
    await showroom.press(ZHOU, 'refuse');
    expect(await last(ZHOU)).toBe('已处理过');
    expect(await requests()).toMatchObject([{ state: 'approved' }]);
  });

  test('is shown among what waits for somebody, and is off when the customer buys', async () => {
    await withLadder();
    await asks('王先生再让4000能定');
    await say(LIU, '王先生 让主管来一下');
    expect(await say(ZHOU, '待批的')).toBe(
      '让利：王先生 共让4000元，回：王先生批了 / 不批\n求助：王先生，回：王先生我来谈',
    );
    await say(LIU, '王先生订车 定金5000');
    await say(LIU, '1');
    expect(await requests()).toMatchObject([{ state: 'withdrawn' }]);
  });

  test('with nothing waiting says so', async () => {
    expect(await say(ZHOU, '批3000')).toBe('现在没有等您批的让利申请。');
  });

  test('a deal is capped without anybody having asked', async () => {
    await withLadder();
    await say(ZHOU, '王先生优惠4500封顶');
    await say(ZHOU, '1');
    expect(await last(LIU)).toBe('周海涛定了：王先生 优惠共4500元封顶。');
    expect(await say(ZHOU, '王先生优惠6000封顶')).toContain('超出您的权限');
  });
});

describe('a request that nobody answers', () => {
  test('goes to the next level after thirty minutes, then to the general manager, and no further', async () => {
    await withLadder();
    await asks('王先生再让4000能定');
    await bot.run('step-checks', on8('14:25'));
    expect((await requests())[0]).toMatchObject({ toId: ZHOU });
    await bot.run('step-checks', on8('14:30'));
    await bot.run('step-checks', on8('14:35'));
    expect((await requests())[0]).toMatchObject({ toId: MANAGER, level: 2 });
    expect(await last(MANAGER)).toBe(
      '让利申请：王先生\n刘洋申请共让4000元\n风朗｜A级\n权限：销售经理8000元\n已等30分钟，没人答复',
    );
    expect(await last(LIU)).toBe('王先生的让利已等30分钟，没人答复，已报赵明远。');
    await bot.run('step-checks', on8('15:00'));
    expect((await requests())[0]).toMatchObject({ toId: BOSS, level: 3 });
    await bot.run('step-checks', on8('15:30'));
    await bot.run('step-checks', on8('16:00'));
    expect((await told(BOSS)).filter((text) => text.startsWith('让利申请'))).toHaveLength(1);
  });

  test('may still be decided by the one who was asked first, as his room covers it', async () => {
    await withLadder();
    await asks('王先生再让4000能定');
    await bot.run('step-checks', on8('14:30'));
    await showroom.press(ZHOU, 'approve');
    expect(await requests()).toMatchObject([{ state: 'approved', decidedBy: ZHOU }]);
    await bot.run('step-checks', on8('15:00'));
    expect((await told(BOSS)).length).toBe(0);
    expect(await db.select().from(alerts)).toMatchObject([{ check: 'priceWaiting', state: 'closed' }]);
  });

  test('overnight is said by its hour, not in minutes', async () => {
    await withLadder();
    showroom.sleepUntil(on8('20:20'));
    await asks('王先生再让4000能定');
    showroom.sleepUntil('2026-04-09T08:50:00+08:00');
    await bot.run('step-checks', new Date('2026-04-09T08:50:00+08:00'));
    await bot.run('step-checks', new Date('2026-04-09T08:55:00+08:00'));
    expect(await last(MANAGER)).toContain('4/8周三 20:20问的，没人答复');
  });
});
