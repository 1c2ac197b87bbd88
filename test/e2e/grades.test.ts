import { beforeEach, describe, expect, test } from 'vitest';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { cardOf, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;
beforeEach(() => bot.sleepUntil(WEDNESDAY_AFTERNOON));

let registered = 0;
async function register(name: string, grade = '', owner = 'liuyang'): Promise<string> {
  const phone = `1390000${2000 + ++registered}`;
  await say(owner, `登记 ${name} ${phone} 科雷傲 ${grade}`);
  return phone;
}

describe('a grade with a criterion', () => {
  test.each([
    ['赵先生', '赵先生升A 车型车色都选定了', 'A', '车型车色已选定', '2026-05-08'],
    ['钱先生', '钱先生 升A 颜色定了', 'A', '车型车色已选定', '2026-05-08'],
    ['孙先生', '孙先生定A级 分期手续在办了', 'A', '分期手续进行中', '2026-05-08'],
    ['李先生', '李先生定B 选定了下次商谈日期', 'B', '选定了下次商谈日期', '2026-07-08'],
    ['周先生', '周先生定b级，要我们帮忙处理旧车', 'B', '要求协助处理旧车', '2026-07-08'],
    ['吴先生', '吴先生定C 还在犹豫买哪款', 'C', '对选择车种犹豫不决', '2026-10-08'],
  ])('%s: %s', async (name, text, grade, criterion, windowEndsOn) => {
    const phone = await register(name);
    const answer = await say('liuyang', text);
    expect(await cardOf(db, phone)).toMatchObject({ grade, gradeSetOn: '2026-04-08', windowEndsOn });
    const { grades } = await historyOf(db, phone);
    expect(grades).toMatchObject([{ from: null, to: grade, by: 'liuyang' }]);
    expect(grades[0]?.criteria).toContain(criterion);
    expect(answer).toContain(name);
    expect(answer).toContain(grade);
  });

  test('the window ends on the same day of a later month, or its last', async () => {
    bot.sleepUntil('2026-03-31T14:00:00+08:00');
    const phone = await register('冯先生', '', 'sunting');
    await say('sunting', '冯先生升A 颜色定了');
    expect((await cardOf(db, phone)).windowEndsOn).toBe('2026-04-30');
  });
});

describe('an A without a criterion', () => {
  test('is kept and said to be in want of one; the criterion in the next line is stored', async () => {
    const phone = await register('郑先生', 'B');
    const answer = await say('liuyang', '郑先生升A');
    expect(answer).toMatch(/判据|主管/);
    const next = await say('liuyang', '颜色定了 白的');
    expect(next).toContain('郑先生');
    expect(await cardOf(db, phone)).toMatchObject({ grade: 'A', color: '白' });
    const { grades } = await historyOf(db, phone);
    expect(grades.flatMap(({ criteria }) => criteria)).toContain('车型车色已选定');
  });

  test('said again with the criterion stores the criterion, although the grade is the same', async () => {
    const phone = await register('王先生', 'A');
    await say('liuyang', '王先生升A 车型车色已选定');
    const { grades } = await historyOf(db, phone);
    expect(grades.flatMap(({ criteria }) => criteria)).toContain('车型车色已选定');
  });
});

describe('up, down, unchanged', () => {
  test('up is stored with the grade before, and opens a new window', async () => {
    const phone = await register('陈先生', 'C');
    bot.sleepUntil('2026-04-10T14:00:00+08:00');
    await say('liuyang', '陈先生升B 已经谈到价格条件了');
    expect(await cardOf(db, phone)).toMatchObject({
      grade: 'B',
      gradeSetOn: '2026-04-10',
      windowEndsOn: '2026-07-10',
    });
    expect((await historyOf(db, phone)).grades.at(-1)).toMatchObject({ from: 'C', to: 'B' });
  });

  test('down keeps the reason in the words of the consultant', async () => {
    const phone = await register('褚先生', 'A');
    const answer = await say('liuyang', '褚先生降C 说要等年底');
    expect(await cardOf(db, phone)).toMatchObject({ grade: 'C' });
    const { grades } = await historyOf(db, phone);
    expect(grades.at(-1)).toMatchObject({ from: 'A', to: 'C' });
    expect(grades.at(-1)?.reason).toContain('年底');
    expect(answer).toContain('C');
  });

  test.each(['级别不变', '不变', '不升不降', '还是B'])(
    '"%s" after a call answers the question and keeps the window',
    async (text) => {
      const name = { 级别不变: '卫先生', 不变: '蒋先生', 不升不降: '沈先生', 还是B: '韩先生' }[text] ?? '';
      const phone = await register(name, 'B');
      bot.sleepUntil('2026-04-09T10:00:00+08:00');
      const asked = await say('liuyang', `${name}打了 通了 聊得挺好的，主要在聊孩子上学的事情`);
      expect(asked).toMatch(/不变/);
      await say('liuyang', text);
      const { contacts, grades } = await historyOf(db, phone);
      expect(contacts.at(-1)).toMatchObject({ gradeBefore: 'B', gradeAfter: 'B' });
      expect(contacts.at(-1)?.gradedAt).not.toBeNull();
      expect(grades).toHaveLength(1);
      expect(await cardOf(db, phone)).toMatchObject({ gradeSetOn: '2026-04-08', windowEndsOn: '2026-07-08' });
    },
  );

  test('"不变" with the name in front is understood as well', async () => {
    const phone = await register('杨先生', 'B');
    await say('liuyang', '杨先生打了 通了 聊得挺好的，主要在聊孩子上学的事情');
    await register('尤女士', 'B');
    await say('liuyang', '杨先生 级别不变');
    expect((await historyOf(db, phone)).contacts.at(-1)?.gradedAt).not.toBeNull();
    expect(await say('liuyang', '杨先生不变')).not.toContain('没看懂');
  });

  test('a grade in the line of the call answers at once', async () => {
    const phone = await register('朱先生', 'B');
    const answer = await say('liuyang', '朱先生打了 通了 颜色定了要灰的 月底提车 升A');
    expect((await historyOf(db, phone)).contacts).toMatchObject([
      { gradeBefore: 'B', gradeAfter: 'A', effective: true },
    ]);
    expect((await cardOf(db, phone)).grade).toBe('A');
    expect(answer).not.toMatch(/级别还是/);
  });

  test('what is offered fits the grade: an A is not offered to rise to A', async () => {
    await register('秦先生', 'A');
    const asked = await say('liuyang', '秦先生打了 通了 聊得挺好的，主要在聊孩子上学的事情');
    expect(asked).toContain('不变');
    expect(asked).not.toContain('升A');
  });

  test('the same grade again does not restart the window', async () => {
    const phone = await register('尤先生', 'B');
    bot.sleepUntil('2026-04-20T14:00:00+08:00');
    await say('liuyang', '尤先生定B');
    expect(await cardOf(db, phone)).toMatchObject({ gradeSetOn: '2026-04-08', windowEndsOn: '2026-07-08' });
  });

  test.each(['许先生是C还是B啊 我忘了', '许先生现在什么级别'])('a question is no order: %s', async (text) => {
    await register('许先生', 'B', text.includes('忘') ? 'liuyang' : 'mahui');
    const before = await everyRow(db);
    expect(await say(text.includes('忘') ? 'liuyang' : 'mahui', text)).toContain('B');
    expect(await everyRow(db)).toEqual(before);
  });
});

describe('O', () => {
  test.each(['何先生升O', '何先生定O级', '何先生 O'])('is refused without money: %s', async (text) => {
    const phone = '13900002900';
    await say('liuyang', `登记 何先生 ${phone} 科雷傲 A`);
    const before = await everyRow(db);
    const answer = await say('liuyang', text);
    expect((await cardOf(db, phone)).grade).toBe('A');
    expect((await everyRow(db)).orders).toEqual(before.orders);
    expect(answer).toMatch(/订金|定金|收|签/);
  });

  test('is given with the money', async () => {
    const phone = await register('吕先生', 'A');
    await say('liuyang', '吕先生订车 收订金5000');
    await say('liuyang', '1');
    expect(await cardOf(db, phone)).toMatchObject({ grade: 'O', state: 'ordered', windowEndsOn: null });
  });

  test('"来定" and "下周来订" are no orders', async () => {
    const phone = await register('施先生', 'B');
    await say('liuyang', '施先生打了 通了 说下周六带老婆来定');
    expect((await historyOf(db, phone)).orders).toEqual([]);
    expect((await cardOf(db, phone)).grade).not.toBe('O');
  });
});

test('the grade decides the date: after a rise from C to A the next call comes sooner', async () => {
  const phone = await register('张先生', 'C');
  await say('liuyang', '张先生打了 通了 聊得挺好的，主要在聊孩子上学的事情');
  expect((await cardOf(db, phone)).nextDueOn).toBe('2026-04-22');
  const answer = await say('liuyang', '张先生升A 颜色定了');
  expect((await cardOf(db, phone)).nextDueOn).toBe('2026-04-11');
  expect(answer).toContain('4/11');
});
