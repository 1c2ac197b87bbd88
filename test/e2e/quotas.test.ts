import { describe, expect, test } from 'vitest';
import { addDays, day } from '../../src/domain/time.ts';
import { china, LIU, MA, MANAGER, openShowroom, WEDNESDAY, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { bot, say, told, customer } = chat;

const GRADED = addDays(WEDNESDAY, -20);
const TALK = '打了 通了 聊了首付和交车时间 级别不变';
const wang = (known = {}) =>
  customer({ name: '王先生', surname: '王', grade: 'A', gradeSetOn: GRADED, ...known });

describe('beside the due date (D5)', () => {
  test('the card says how often he is to be met this week, and on which days he was', async () => {
    await wang();
    expect(await say(LIU, '查 王先生')).toContain('本周应联系2次，已0次');
    await say(LIU, `王先生${TALK}`);
    expect(await say(LIU, '查 王先生')).toContain('本周应联系2次，已1次（4/8周三）');
    chat.sleepUntil('2026-04-10T10:00:00+08:00');
    await say(LIU, `王先生${TALK}`);
    expect(await say(LIU, '查 王先生')).toContain('本周应联系2次，已2次（4/8周三、4/10周五）');
    chat.sleepUntil('2026-04-13T10:00:00+08:00');
    expect(await say(LIU, '查 王先生')).toContain('本周应联系2次，已0次');
  });

  test('为什么 says it too, to a supervisor as well', async () => {
    await wang();
    expect(await say(LIU, '王先生为什么今天打')).toContain('本周应联系2次，已0次');
    expect(await say(ZHOU, '查 王先生')).toContain('本周应联系2次，已0次');
  });

  test('two talks on one day count once, attempts not at all', async () => {
    await wang();
    await say(LIU, `王先生${TALK}`);
    chat.sleepUntil('2026-04-08T16:00:00+08:00');
    await say(LIU, `王先生${TALK}`);
    await say(LIU, '王先生打了 没接');
    expect(await say(LIU, '查 王先生')).toContain('已1次（4/8周三）');
  });

  test('a visit counts', async () => {
    await wang();
    await say(LIU, '王先生又来了 看了一圈');
    expect(await say(LIU, '查 王先生')).toContain('已1次（4/8周三）');
  });

  test.each([
    ['2026-04-08', '本周应联系2次，已0次'],
    ['2026-04-09', '本周应联系1次（4/9周四才定A级），已0次'],
  ])('an A graded on %s: %s', async (gradeSetOn, words) => {
    await wang({ gradeSetOn: day(gradeSetOn) });
    chat.sleepUntil('2026-04-09T10:00:00+08:00');
    expect(await say(LIU, '查 王先生')).toContain(words);
  });

  test('a C is counted by the month', async () => {
    await wang({ grade: 'C' });
    expect(await say(LIU, '查 王先生')).toContain('本月应联系2次，已0次');
  });

  test.each([
    ['is not graded', { grade: null, gradeSetOn: null }],
    ['must not be contacted', { doNotContact: true, nextDueOn: null }],
    ['is lost', { state: 'lost', grade: null, gradeSetOn: null }],
  ])('of a customer who %s nothing is owed', async (_, known) => {
    await wang(known);
    expect(await say(LIU, '查 王先生')).not.toContain('应联系');
  });
});

/** An A and a B of 刘洋, a C of 马辉; the A is talked with on Wednesday and Friday, the C on Thursday. */
async function week(): Promise<void> {
  await wang();
  await customer({ name: '李女士', surname: '李', grade: 'B', gradeSetOn: GRADED });
  await customer({ name: '何先生', surname: '何', grade: 'C', gradeSetOn: GRADED, ownerId: MA });
  await say(LIU, `王先生${TALK}`);
  chat.sleepUntil('2026-04-09T10:00:00+08:00');
  await say(MA, `何先生${TALK}`);
  chat.sleepUntil('2026-04-10T10:00:00+08:00');
  await say(LIU, `王先生${TALK}`);
}

describe('the sum of all', () => {
  test('stands in 统计, by person', async () => {
    await week();
    const answer = await say(ZHOU, '统计 本周');
    expect(answer).toContain('本周应回访3次 完成2次（67%）；C级本月应回访2次 完成1次（50%）');
    expect(answer).toMatch(/刘洋：.*周频次2\/3/);
    expect(await say(MA, '统计')).toContain('C级本月应回访2次 完成1次（50%）');
  });

  test('of a week that is over is judged by the grades of then', async () => {
    await week();
    chat.sleepUntil('2026-04-14T10:00:00+08:00');
    await say(LIU, '王先生降C 说要等年底');
    const answer = await say(LIU, '统计 上周');
    expect(answer).toContain('4/6周一那周应回访3次 完成2次（67%）');
    expect(await say(LIU, '统计 本周')).toContain(
      '本周应回访1次 完成0次（0%）；C级本月应回访2次 完成2次（100%）',
    );
  });

  test('is not helped by somebody who was called too often', async () => {
    await week();
    chat.sleepUntil('2026-04-11T10:00:00+08:00');
    await say(LIU, `王先生${TALK}`);
    expect(await say(LIU, '统计 本周')).toContain('本周应回访3次 完成2次（67%）');
  });

  test('is a line of the weekly summary, for himself, the supervisor and the manager', async () => {
    await week();
    chat.sleepUntil('2026-04-12T16:53:00+08:00');
    await bot.run('grade-summary', china('2026-04-12T16:53'));
    const last = async (who: typeof LIU) => (await told(who)).find((text) => text.includes('级别周报')) ?? '';
    expect(await last(LIU)).toContain('本周应回访3次 完成2次（67%）');
    expect(await last(ZHOU)).toMatch(/刘洋：.*超期\d+ 周频次2\/3/);
    expect(await last(MANAGER)).toMatch(/本周应回访3次[^]*一店：.*周频次2\/3/);
  });

  test('a day of rest lowers nothing', async () => {
    await wang();
    await say(LIU, '我周五到周日休');
    expect(await say(LIU, '统计 本周')).toContain('本周应回访2次 完成0次（0%）');
  });
});
