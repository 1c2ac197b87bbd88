import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { cardOf, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;
beforeEach(() => bot.sleepUntil(WEDNESDAY_AFTERNOON));

/** Of 刘洋 in 一店, of 何佳 in 二店, of 林晓 at the phone desk. */
const AT_ONE = '13900006001';
const AT_TWO = '13900006002';
const AT_DESK = '13900006003';

beforeAll(async () => {
  bot.sleepUntil(WEDNESDAY_AFTERNOON);
  await say('liuyang', `登记 赵先生 ${AT_ONE} 科雷傲 白 B`);
  await say('hejia', `登记 钱女士 ${AT_TWO} 卡缤 红 C`);
  await say('linxiao', `来电 孙先生 ${AT_DESK} 风朗 C 汽车之家看的`);
});

const CHANGES = [
  '赵先生打了 没接',
  '赵先生打了 通了 聊得挺好的，主要在聊孩子上学的事情',
  '赵先生升A 颜色定了',
  '赵先生约周六下午2点来店',
  '赵先生试驾了 30分钟',
  '赵先生订车 订金5000',
  '赵先生交车了',
  '赵先生战败 买了奇骏',
  '赵先生短信发了',
  '赵先生预算25万 全款',
];

describe("a colleague's customer", () => {
  for (const [who, where] of [
    ['mahui', 'the same store'],
    ['hejia', 'the other store'],
    ['xudan', 'the phone desk'],
    ['wujing', 'the supervision of the other store'],
  ] as const) {
    test.each(CHANGES)(`cannot be changed from ${where}: %s`, async (text) => {
      const before = await everyRow(db);
      const answer = await say(who, text);
      await say(who, '1');
      expect(await everyRow(db)).toEqual(before);
      expect(answer).not.toContain(AT_ONE);
      expect(answer).not.toBe('');
    });

    test.each(['查 赵先生', `查 ${AT_ONE}`, '查 6001', '赵先生上次聊的啥', '赵先生为什么'])(
      `is not shown to ${where}: %s`,
      async (text) => {
        const answer = await say(who, text);
        for (const secret of [AT_ONE, '科雷傲', '白']) expect(answer).not.toContain(secret);
      },
    );

    test(`is in no list of ${where}`, async () => {
      for (const text of ['我的客户', '待办', '明天要打谁', 'B级客户'])
        expect(await say(who, text)).not.toContain('赵先生');
    });
  }

  test('the refusal names the owner and whom to ask', async () => {
    const answer = await say('mahui', '赵先生打了 没接');
    expect(answer).toContain('刘洋');
    expect(answer).toMatch(/主管|周海涛/);
  });

  test('by its full number tells no more than by its name', async () => {
    expect(await say('mahui', `${AT_ONE}打了 没接`)).not.toContain('科雷傲');
    expect((await historyOf(db, AT_ONE)).contacts).toEqual([]);
  });
});

describe('supervisors', () => {
  test('see and log for the customers of their own store', async () => {
    const shown = await say('zhouhaitao', '查 赵先生');
    expect(shown).toContain('赵先生');
    expect(shown).toContain('刘洋');
    await say('zhouhaitao', '赵先生打了 没接');
    expect((await historyOf(db, AT_ONE)).contacts).toMatchObject([{ by: 'zhouhaitao' }]);
    expect((await cardOf(db, AT_ONE)).ownerId).toBe('liuyang');
  });

  test('see their own store in numbers and lists, not the other', async () => {
    expect(await say('zhouhaitao', '统计 本周')).toContain('一店');
    expect(await say('zhouhaitao', '我的客户')).not.toContain('钱女士');
    const refused = await say('wujing', '统计 一店');
    expect(refused).toContain('权限');
    expect(refused).not.toMatch(/刘洋|来店 ?\d/);
    expect(await say('wujing', '统计 本周')).not.toContain('刘洋');
  });

  test('asked for a person of another store, get no numbers that look like his', async () => {
    expect(await say('wujing', '统计 刘洋 本周')).toMatch(/权限|二店以外|一店/);
  });
});

describe('managers', () => {
  test.each(['zhaomingyuan', 'chenguodong'])('%s sees both stores', async (who) => {
    expect(await say(who, '查 赵先生')).toContain('刘洋');
    expect(await say(who, '查 钱女士')).toContain('何佳');
    const all = await say(who, '统计 本周');
    expect(all).toContain('一店');
    expect(all).toContain('二店');
    expect(await say(who, '统计 二店')).toContain('何佳');
  });

  test('asked for one person, the manager gets that person', async () => {
    const answer = await say('chenguodong', '统计 刘洋 本周');
    expect(answer).toContain('刘洋');
    expect(answer).not.toContain('何佳');
  });
});

describe('consultants and numbers', () => {
  test.each(['统计', '统计 一店', '统计 马辉', '统计 二店 本月'])('%s shows no colleague', async (text) => {
    expect(await say('liuyang', text)).not.toMatch(/马辉|孙婷|何佳/);
  });
});

describe('masking', () => {
  test.each(['zhouhaitao', 'zhaomingyuan', 'chenguodong'])('%s reads a masked number', async (who) => {
    const shown = await say(who, '查 赵先生');
    expect(shown).not.toContain(AT_ONE);
    expect(shown).toContain('139****6001');
    expect(await say(who, `查 ${AT_ONE}`)).not.toContain(AT_ONE);
    expect(await say(who, '我的客户')).not.toMatch(/1[3-9]\d{9}/);
  });

  test('the owner reads it in full', async () => {
    expect(await say('liuyang', '查 赵先生')).toContain(AT_ONE);
  });

  test('what is pushed to others is masked or has no number', async () => {
    await say('mahui', `登记 小赵 ${AT_ONE} 风朗 C`);
    await say('liuyang', '赵先生战败 买了奇骏');
    await say('liuyang', '对');
    for (const who of ['zhouhaitao', 'wujing', 'zhaomingyuan', 'chenguodong', 'mahui'])
      expect(bot.received(who).join('\n')).not.toMatch(/1[3-9]\d{9}/);
    await say('zhouhaitao', '驳回');
  });
});

describe('a colleague without a role', () => {
  test.each([
    '帮助',
    '待办',
    '我的客户',
    '统计',
    '查 赵先生',
    '登记 李先生 13900006009 风朗 B',
    '来店一批 没留电话',
    '来电 没留电话',
    '赵先生打了 没接',
    '同意',
    '撤销',
    '你好',
  ])('is told whom to ask, sees and writes nothing: %s', async (text) => {
    const before = await everyRow(db);
    const answer = await say('fengli', text);
    expect(answer).toContain('钱程');
    expect(answer).not.toMatch(/赵先生|科雷傲|刘洋|\d批/);
    expect(await everyRow(db)).toEqual(before);
  });

  test('is answered so on the menu and on opening the chat too', async () => {
    for (const { key } of bot.simulator.menu().flatMap((button) => [button, ...button.subButtons])) {
      if (!key) continue;
      const before = bot.received('fengli').length;
      await bot.simulator.clickMenu('fengli', key);
      await bot.bot.drain();
      expect(bot.received('fengli').slice(before).join(), key).toContain('钱程');
    }
  });
});

describe('roles that do not sell', () => {
  test.each(['gaoxiang', 'qiancheng'])(
    '%s writes and reads no customer, and gets a line that says so',
    async (who) => {
      const before = await everyRow(db);
      for (const text of [...CHANGES, '登记 周先生 13900006010 风朗 B', '查 赵先生', '我的客户']) {
        const answer = await say(who, text);
        expect(answer, text).not.toBe('');
        expect(answer, text).not.toContain('科雷傲');
      }
      expect(await everyRow(db)).toEqual(before);
    },
  );

  test('帮助 shows each only what he may do', async () => {
    expect(await say('gaoxiang', '帮助')).not.toMatch(/登记客户|战败/);
    const ofConsultant = await say('liuyang', '帮助');
    expect(ofConsultant).toContain('登记');
    expect(ofConsultant).not.toMatch(/审批|驳回|同步通讯录/);
    expect(await say('zhouhaitao', '帮助')).toMatch(/同意|驳回|审批/);
  });
});
