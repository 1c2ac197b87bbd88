import { describe, expect, test } from 'vitest';
import { visits } from '../../src/db/schema/showroom.ts';
import { assists } from '../../src/db/schema/supervision.ts';
import {
  BOSS,
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

const showroom = await openShowroom();
const { db, bot, told, customer, say } = showroom;

const wang = () =>
  customer({ name: '王先生', surname: '王', series: '风朗', grade: 'A', lastEffectiveOn: WEDNESDAY });
const call = () => db.select().from(assists).orderBy(assists.id);
/** Nobody of these was told anything. */
const silent = async (...people: (typeof LIU)[]) =>
  expect((await Promise.all(people.map((userId) => told(userId)))).flat()).toEqual([]);

async function calls(said = '王先生 让主管来一下') {
  await wang();
  const reply = await say(LIU, said);
  await bot.drain();
  return reply;
}

describe('a call for help', () => {
  test('reaches the supervisor of that store as a card, at once', async () => {
    expect(await calls()).toContain('已请周海涛来谈 王先生，10分钟没人应会再往上叫');
    expect(await told(ZHOU)).toEqual(['求助：王先生\n刘洋请您来谈 王先生｜风朗｜A级\n客户还在店里']);
    await silent(MANAGER, WU, BOSS, MA);
  });

  test.each([
    ['王先生 请经理来谈', MANAGER],
    ['王先生 让总经理来一下', BOSS],
  ])('%s reaches the one who is asked for', async (said, to) => {
    await calls(said);
    expect((await told(to)).join()).toContain('求助：王先生');
    await silent(ZHOU);
  });

  test('of the other store reaches its own supervisor', async () => {
    await customer({ name: '何女士', surname: '何', ownerId: HE, storeId: SECOND_STORE });
    await say(HE, '何女士 让主管来一下');
    expect((await told(WU)).join()).toContain('求助：何女士');
    await silent(ZHOU);
  });

  test('without a name is about the customer who is in the showroom', async () => {
    await wang();
    await say(LIU, '王先生二次来店');
    showroom.sleepUntil(on8('15:00'));
    expect(await say(LIU, '求助')).toContain('来谈 王先生');
  });

  test('without a name and without a visitor asks whom it is about', async () => {
    await wang();
    expect(await say(LIU, '求助')).toContain('是哪位客户');
    await say(LIU, '王先生');
    expect(await call()).toHaveLength(1);
  });

  test('goes for the customer who is still there, who has not come once more', async () => {
    await wang();
    await say(LIU, '王先生二次来店');
    showroom.sleepUntil(on8('15:00'));
    expect(await say(LIU, '王先生还在店里 让主管来一下')).toContain('已请周海涛来谈 王先生');
    expect(await db.select().from(visits)).toHaveLength(1);
  });

  test('hours after one in vain is a new one, and whoever comes answers both', async () => {
    await calls();
    showroom.sleepUntil(on8('14:29'));
    expect(await say(LIU, '王先生还在店里 让主管来一下')).toContain('29分钟前已经叫过了');
    showroom.sleepUntil(on8('16:00'));
    expect(await say(LIU, '王先生还在店里 让主管来一下')).toContain('已请周海涛来谈 王先生');
    showroom.sleepUntil(on8('16:02'));
    expect(await say(ZHOU, '我来')).toContain('响应用了2分钟');
    expect(await call()).toMatchObject([{ minutes: 122 }, { minutes: 2 }]);
  });

  test('made twice is one', async () => {
    await calls();
    showroom.sleepUntil(on8('14:03'));
    expect(await say(LIU, '王先生 让主管来一下')).toContain('3分钟前已经叫过了');
    expect(await call()).toHaveLength(1);
  });

  test('taken back is gone, and who was called is told so', async () => {
    await calls();
    await say(LIU, '撤销');
    expect(await call()).toEqual([]);
    expect((await told(ZHOU)).at(-1)).toContain('作废');
    await showroom.press(ZHOU, 'come');
    expect((await told(ZHOU)).at(-1)).toBe('已撤销');
  });
});

describe('a call that is not needed any more', () => {
  test.each(['求助取消 王先生走了', '主管不用来了', '不用来了 谈好了', '王先生不用求助了'])(
    '%s is taken back, and who was called is told',
    async (said) => {
      await calls();
      expect(await say(LIU, said)).toContain('已取消 王先生 的求助，已告诉周海涛不用来了');
      expect(await call()).toEqual([]);
      expect((await told(ZHOU)).at(-1)).toBe('王先生不用来谈了，刘洋取消了求助。');
    },
  );

  test('is told to everybody it has come to, and to him who is on his way', async () => {
    await calls();
    await bot.run('step-checks', on8('14:10'));
    await say(MANAGER, '马上到');
    await say(LIU, '经理不用来了');
    for (const above of [ZHOU, MANAGER]) expect((await told(above)).at(-1)).toContain('不用来谈了');
    expect(await call()).toMatchObject([{ answeredBy: MANAGER }]);
  });

  test('goes with what else is told', async () => {
    await calls();
    const reply = await say(LIU, '不用来了 王先生自己定了');
    expect(reply).toContain('已取消 王先生 的求助');
    expect(reply).toContain('收了多少');
  });

  test('of two customers has to be named', async () => {
    await calls();
    await customer({ name: '李女士', surname: '李' });
    await say(LIU, '李女士 让主管来一下');
    expect(await say(LIU, '主管不用来了')).toContain('取消哪一位的求助');
    expect(await say(LIU, '李女士 主管不用来了')).toContain('已取消 李女士 的求助');
    expect(await call()).toHaveLength(1);
  });

  test('where there was none is said so', async () => {
    await wang();
    expect(await say(LIU, '主管不用来了')).toContain('没有在等人来的求助');
  });
});

describe('the answer to it', () => {
  test.each([
    ['a press', () => showroom.press(ZHOU, 'come')],
    ['马上到', () => say(ZHOU, '马上到')],
    ['我来谈', () => say(ZHOU, '我来谈')],
  ])('%s is timed, and the consultant is told', async (_, answers) => {
    await calls();
    showroom.sleepUntil(on8('14:02'));
    await answers();
    expect((await told(LIU)).at(-1)).toBe('周海涛马上到（王先生，响应用了2分钟）。');
    expect(await call()).toMatchObject([{ answeredBy: ZHOU, minutes: 2 }]);
  });

  test('may send somebody else, who is told whom to help', async () => {
    await calls();
    await showroom.press(ZHOU, 'send', { choice: MA });
    expect((await told(LIU)).at(-1)).toBe('周海涛派马辉马上过来（王先生，响应用了不到1分钟）。');
    expect(await told(MA)).toEqual(['周海涛请您马上去帮刘洋谈王先生。']);
  });

  test('counts once: the first wins', async () => {
    await calls();
    await say(ZHOU, '马上到');
    await showroom.press(ZHOU, 'come');
    expect((await told(ZHOU)).at(-1)).toBe('已有人去了');
    expect(await say(MANAGER, '马上到')).toContain('没有等人去帮的求助');
  });

  test('of somebody for whom two wait has to say whom he means', async () => {
    await calls();
    await customer({ name: '李女士', surname: '李', ownerId: MA });
    await say(MA, '李女士 让主管来一下');
    expect(await say(ZHOU, '马上到')).toContain('去帮哪一位');
    expect(await say(ZHOU, '李女士我来谈')).toContain('李女士');
    expect((await call()).map(({ answeredBy }) => answeredBy)).toEqual([null, ZHOU]);
  });

  test('to nobody’s call tells the consultant that the deal is taken over', async () => {
    await wang();
    await say(ZHOU, '王先生我来谈');
    expect(await told(LIU)).toEqual(['王先生这单周海涛来谈，请先别再让价，等他到。']);
  });

  test('is not the consultant’s to give', async () => {
    await calls();
    await say(MA, '马上到');
    expect(await call()).toMatchObject([{ answeredBy: null }]);
  });
});

describe('a call that nobody answers', () => {
  test('goes to the manager after ten minutes and to the general manager after ten more, once each', async () => {
    await calls();
    await bot.run('step-checks', on8('14:05'));
    await silent(MANAGER);
    await bot.run('step-checks', on8('14:10'));
    await bot.run('step-checks', on8('14:15'));
    expect(await told(MANAGER)).toEqual(['求助：王先生\n刘洋请您来谈 王先生｜风朗｜A级\n已等10分钟，没人应']);
    expect((await told(LIU)).at(-1)).toContain('10分钟没人应，已再请赵明远');
    await silent(BOSS);
    await bot.run('step-checks', on8('14:20'));
    expect(await told(BOSS)).toHaveLength(1);
    await bot.run('step-checks', on8('14:40'));
    expect([(await told(MANAGER)).length, (await told(BOSS)).length, (await told(ZHOU)).length]).toEqual([
      1, 1, 1,
    ]);
  });

  test('may be answered by whoever it came to', async () => {
    await calls();
    await bot.run('step-checks', on8('14:10'));
    await bot.drain();
    await showroom.press(MANAGER, 'come');
    expect(await call()).toMatchObject([{ answeredBy: MANAGER }]);
    await bot.run('step-checks', on8('14:20'));
    await silent(BOSS);
  });

  test('ends with the day', async () => {
    await calls();
    await bot.run('step-checks', new Date('2026-04-09T09:00:00+08:00'));
    await silent(MANAGER);
  });
});
