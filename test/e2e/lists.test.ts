import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { cardOf, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;
const TALK = '聊得挺好的，主要在聊孩子上学的事情';

/** What one line of a list is about. */
function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => /^\d+[.、]/.test(line));
}

describe('待办', () => {
  const [A, B, C, FRESH] = ['13900009001', '13900009002', '13900009003', '13900009004'];
  beforeAll(async () => {
    bot.sleepUntil('2026-04-01T10:00:00+08:00');
    for (const [name, phone, grade] of [
      ['周先生', C, 'C'],
      ['钱女士', B, 'B'],
      ['赵先生', A, 'A'],
    ]) {
      await say('liuyang', `登记 ${name} ${phone} 科雷傲 ${grade}`);
      await say('liuyang', `${name}打了 通了 ${TALK}`);
    }
    bot.sleepUntil('2026-04-07T10:00:00+08:00');
    await say('liuyang', `登记 孙先生 ${FRESH} 卡缤 B`);
  });
  beforeEach(() => bot.sleepUntil('2026-04-08T10:00:00+08:00'));

  test('counts overdue and today, puts A before B, and leaves out who is not due', async () => {
    const list = await say('liuyang', '今天要打谁');
    const lines = linesOf(list);
    // 赵 was due on 4/4; 钱 on 4/8; 孙 owes his first call on 4/8; 周 is due on 4/15.
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('赵先生');
    expect(list).not.toContain('周先生');
    expect(list).toMatch(/超期 ?1/);
    expect(list).toMatch(/今天 ?2/);
    expect(lines[0]).toMatch(/4 ?天|超/);
    expect(list).toContain('孩子上学');
  });

  test.each(['待办', '今日待办', '今天要打谁', '今天打谁', '今天要回访谁'])(
    'is asked for as "%s"',
    async (text) => {
      expect(linesOf(await say('liuyang', text))).toHaveLength(3);
    },
  );

  test('of tomorrow shows tomorrow', async () => {
    const list = await say('liuyang', '明天要打谁');
    expect(list).toMatch(/明天|4\/9/);
  });

  test('the number of a line logs for that customer', async () => {
    const lines = linesOf(await say('liuyang', '待办'));
    const number = lines.findIndex((line) => line.includes('钱女士')) + 1;
    const answer = await say('liuyang', `${number} 没接`);
    expect(answer).toContain('钱女士');
    expect((await historyOf(db, B!)).contacts.at(-1)).toMatchObject({ result: 'no_answer' });
    await say('liuyang', '撤销');
  });

  test('a line with its number makes an appointment as well', async () => {
    const lines = linesOf(await say('liuyang', '待办'));
    const number = lines.findIndex((line) => line.includes('孙先生')) + 1;
    await say('liuyang', `${number} 约了周六下午2点 带老人来`);
    expect((await historyOf(db, FRESH!)).appointments).toMatchObject([
      { on: '2026-04-11', time: '14:00', state: 'open' },
    ]);
    expect((await historyOf(db, FRESH!)).contacts).toHaveLength(1);
    await say('liuyang', '撤销');
  });

  test('several lines may be answered in one message', async () => {
    const lines = linesOf(await say('liuyang', '待办'));
    const before = (await everyRow(db)).contacts.length;
    await say('liuyang', '1 没接\n2 没接');
    expect((await everyRow(db)).contacts.slice(before)).toHaveLength(2);
    expect(lines.length).toBeGreaterThan(1);
    await say('liuyang', '撤销');
  });

  test('a number that is not on the list, or a bare one, writes nothing', async () => {
    await say('liuyang', '待办');
    const before = await everyRow(db);
    expect(await say('liuyang', '9 没接')).toMatch(/9|名单/);
    await say('liuyang', '0 没接');
    await say('liuyang', '2');
    expect(await everyRow(db)).toEqual(before);
  });

  test("yesterday's list cannot be answered today", async () => {
    await say('liuyang', '待办');
    bot.sleepUntil('2026-04-09T10:00:00+08:00');
    const before = await everyRow(db);
    const answer = await say('liuyang', '1 没接');
    expect(await everyRow(db)).toEqual(before);
    expect(answer).not.toBe('');
  });

  test('with nothing due says so, in one line', async () => {
    const answer = await say('mahui', '待办');
    expect(answer).toMatch(/没有/);
    expect(answer.split('\n').length).toBeLessThanOrEqual(2);
  });
});

describe('我的客户 and 查', () => {
  beforeAll(async () => {
    bot.sleepUntil(WEDNESDAY_AFTERNOON);
    await say('hejia', '登记 吴先生 13900009011 科雷傲 A');
    await say('hejia', '登记 郑女士 13900009012 卡缤 B');
  });
  beforeEach(() => bot.sleepUntil(WEDNESDAY_AFTERNOON));

  test('lists with grade, model and next date, and counts by grade', async () => {
    const list = await say('hejia', '我的客户');
    expect(linesOf(list)).toHaveLength(2);
    for (const fact of ['A 1', 'B 1', '吴先生', '郑女士', '科雷傲', '4/9']) expect(list).toContain(fact);
  });

  test.each(['A级客户', '我手上A级还有几个', '我的A级客户'])('"%s" lists one grade', async (text) => {
    const list = await say('hejia', text);
    expect(list).toContain('吴先生');
    expect(list).not.toContain('郑女士');
  });

  test.each(['查 吴先生', '查一下吴先生', '查 13900009011', '查9011', '吴先生什么情况'])(
    '"%s" shows the card',
    async (text) => {
      const card = await say('hejia', text);
      for (const fact of ['吴先生', '13900009011', 'A', '科雷傲', '4/9']) expect(card).toContain(fact);
    },
  );

  test('the number of the list opens a card', async () => {
    const lines = linesOf(await say('hejia', '我的客户'));
    const number = lines.findIndex((line) => line.includes('郑女士')) + 1;
    expect(await say('hejia', `查 ${number}`)).toContain('郑女士');
  });

  test('somebody unknown is said to be unknown, with how to register', async () => {
    const before = await everyRow(db);
    expect(await say('hejia', '查 欧阳先生')).toMatch(/没找到|没有/);
    expect(await say('hejia', '欧阳先生打了 没接')).toMatch(/登记/);
    expect(await everyRow(db)).toEqual(before);
  });
});

describe('补卡片', () => {
  beforeEach(() => bot.sleepUntil(WEDNESDAY_AFTERNOON));

  test('facts said later go onto the card of the talk, and the receipt repeats them', async () => {
    await say('zhengnan', '登记 冯先生 13900009021 科雷傲 B');
    const answer = await say('zhengnan', '预算18万 全款 自用 竞品奇骏 老婆做主');
    expect(await cardOf(db, '13900009021')).toMatchObject({
      budgetFen: 18_000_000,
      payment: '全款',
      usage: '自用',
      competitors: ['奇骏'],
    });
    for (const fact of ['冯先生', '18万', '奇骏']) expect(answer).toContain(fact);
  });

  test('a new colour replaces the old one', async () => {
    await say('zhengnan', '登记 陈先生 13900009022 科雷傲 白 B');
    await say('zhengnan', '陈先生改要灰色');
    expect(await cardOf(db, '13900009022')).toMatchObject({ color: '灰' });
  });

  test('a number that belongs to another customer is refused', async () => {
    await say('zhengnan', '登记 褚先生 13900009023 科雷傲 B');
    await say('zhengnan', '登记 卫先生 科雷傲 B');
    await say('zhengnan', '卫先生电话13900009023');
    expect(await cardOf(db, '13900009023')).toMatchObject({ name: '褚先生' });
  });
});

describe('统计', () => {
  beforeEach(() => bot.sleepUntil('2026-04-15T16:00:00+08:00'));

  test('counts what was said on the day, with numerators, denominators and their definition', async () => {
    await say('sunting', '登记 蒋先生 13900009031 科雷傲 B');
    await say('sunting', '来店一批 没留电话');
    await say('sunting', '来电 没留电话 问价格');
    await say('sunting', '蒋先生打了 没接');
    await say('sunting', `蒋先生打了 通了 ${TALK}`);
    await say('sunting', '蒋先生订车 订金5000');
    await say('sunting', '1');
    const today = await say('sunting', '统计');
    for (const fact of [/来店 ?2/, /来电 ?1/, /1\/2/, /1\/3/, /有效 ?1/, /订单 ?1/, /O ?1/, /口径/])
      expect(today).toMatch(fact);
    bot.sleepUntil('2026-04-16T16:00:00+08:00');
    expect(await say('sunting', '统计')).toMatch(/来店 ?0/);
    expect(await say('sunting', '统计 本周')).toMatch(/来店 ?2/);
    expect(await say('sunting', '统计 本月')).toMatch(/来店 ?2/);
    bot.sleepUntil('2026-04-20T16:00:00+08:00');
    expect(await say('sunting', '统计 本周')).toMatch(/来店 ?0/);
    bot.sleepUntil('2026-05-01T09:00:00+08:00');
    expect(await say('sunting', '统计 本月')).toMatch(/来店 ?0/);
    expect(await say('sunting', '统计 上月')).toMatch(/来店 ?2/);
  });

  test('what was taken back is not counted', async () => {
    bot.sleepUntil('2026-06-10T10:00:00+08:00');
    await say('sunting', '登记 沈先生 13900009032 科雷傲 B');
    await say('sunting', '撤销');
    expect(await say('sunting', '统计')).toMatch(/来店 ?0/);
  });

  test('fits a screen of a phone: at most 12 lines and none longer than 60 characters', async () => {
    const lines = (await say('chenguodong', '统计 本周')).split('\n');
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(lines.filter((line) => [...line].length > 60)).toEqual([]);
  });
});

describe('帮助', () => {
  test('shows the everyday things first and fits a screen', async () => {
    const help = await say('liuyang', '帮助');
    const lines = help.split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    const at = (word: string) => lines.findIndex((line) => line.includes(word));
    for (const word of ['登记', '没接', '撤销', '待办']) expect(at(word), word).toBeGreaterThan(-1);
    expect(at('登记客户')).toBeLessThan(at('战败'));
    expect(at('记回访')).toBeLessThan(at('交车'));
  });

  test('names what does not fit, and tells of one thing how it is said', async () => {
    expect(await say('liuyang', '帮助')).toMatch(/还有：.*退订/);
    expect(await say('liuyang', '怎么说 退订')).toMatch(/退订 张总那台/);
  });

  test('shows a supervisor first what is his alone', async () => {
    const lines = (await say('zhouhaitao', '帮助')).split('\n');
    const at = (word: string) => lines.findIndex((line) => line.includes(word));
    expect(at('复核级别')).toBeGreaterThan(-1);
    expect(at('复核级别')).toBeLessThan(at('登记客户'));
  });

  test.each(['怎么用', '怎么登记', '?', '怎么记回访', '使用说明', '菜单'])(
    '"%s" leads to help',
    async (text) => {
      expect(await say('liuyang', text)).toMatch(/帮助|登记|如：/);
    },
  );
});

test('every receipt fits a screen of a phone', async () => {
  bot.sleepUntil(WEDNESDAY_AFTERNOON);
  for (const text of [
    '登记 韩先生 13900009041 科雷傲 2.0两驱 白 预算18万 分期 自用 置换 竞品奇骏 B 汽车之家看的 周六再来',
    '韩先生打了 通了 嫌价格高要和老婆商量 周五再联系 升A 颜色定了',
    '韩先生约周六下午2点来店',
    '韩先生订车 订金5000 白色 月底提',
    '1',
    '韩先生为什么',
    '查 韩先生',
  ]) {
    const lines = (await say('mahui', text)).split('\n');
    expect(lines.length, text).toBeLessThanOrEqual(10);
    expect(
      lines.filter((line) => [...line].length > 60),
      text,
    ).toEqual([]);
  }
});
