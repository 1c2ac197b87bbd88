import { describe, expect, test } from 'vitest';
import { withRestDays } from '../support/rest-days.ts';
import { LIU, MA, openShowroom, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { say, told } = chat;
const { morning, rests, daysDue, listsOf, agreedForSaturday, dueOnSaturday } = withRestDays(chat);

describe('周六我不休了', () => {
  test('is no rest day any more, and what was moved goes back', async () => {
    await dueOnSaturday('王先生');
    await say(LIU, '周六我休');
    expect(await daysDue()).toEqual({ 王先生: '2026-04-10' });
    expect(await say(LIU, '周六我不休了')).toMatch(/4\/11周六照常上班[^]*1位客户的日子改回来了/);
    expect(await rests()).toEqual([]);
    expect(await daysDue()).toEqual({ 王先生: '2026-04-11' });
  });

  test.each(['周六照常上班', '取消周六的休息', '周六休息取消', '取消休息', '本人周六不休'])(
    '%s is the same',
    async (words) => {
      await say(LIU, '周六我休');
      await say(LIU, words);
      expect(await rests()).toEqual([]);
    },
  );

  test('leaves the other days alone', async () => {
    await say(LIU, '我明后天休');
    await say(LIU, '明天照常上班');
    expect(await rests()).toEqual(['liuyang 2026-04-10 ']);
  });

  test('without a day, of several it asks which', async () => {
    await say(LIU, '我明后天休');
    expect(await say(LIU, '取消休息')).toMatch(/哪几天.*4\/9周四、4\/10周五/);
    expect(await rests()).toHaveLength(2);
  });

  test('where nothing was noted it says so', async () => {
    expect(await say(LIU, '周六我不休了')).toContain('没有记休息');
  });

  test('tells the stand-in, whose work it was no more', async () => {
    await agreedForSaturday('王先生');
    await say(LIU, '周六我休 小马帮我跟王先生');
    await say(LIU, '周六我不休了');
    expect((await told(MA)).at(-1)).toMatch(/刘洋4\/11周六照常上班，不用您代班/);
    await morning('11');
    expect(await listsOf(MA)).toEqual([]);
    expect((await listsOf(LIU)).at(-1)).toContain('王先生');
  });

  test('tells the supervisor who had been told that nobody stood in', async () => {
    await agreedForSaturday('王先生');
    await say(LIU, '周六我休');
    await say(LIU, '周六我不休了');
    expect((await told(ZHOU)).at(-1)).toMatch(/刘洋4\/11周六照常上班/);
  });

  test('is undone by 撤销', async () => {
    await say(LIU, '周六我休 小马帮我跟');
    await say(LIU, '周六我不休了');
    await say(LIU, '撤销');
    expect(await rests()).toEqual(['liuyang 2026-04-11 mahui']);
  });

  test('the supervisor hears it twice who stood in on one day and knew that nobody did on the other', async () => {
    await agreedForSaturday('王先生');
    await say(LIU, '周六我休');
    await say(LIU, '周日我休 周海涛代班');
    expect(await rests()).toEqual(['liuyang 2026-04-11 ', 'liuyang 2026-04-12 zhouhaitao']);
    await say(LIU, '周六周日我不休了');
    const heard = (await told(ZHOU)).filter((text) => text.includes('照常上班'));
    expect(heard).toEqual([expect.stringContaining('不用您代班了'), expect.stringContaining('他自己打')]);
  });
});

describe('a supervisor for one of his people', () => {
  test('calls off a rest day: 小刘周六不休了', async () => {
    await say(LIU, '周六我休');
    expect(await say(ZHOU, '小刘周六不休了')).toContain('刘洋的休息');
    expect(await rests()).toEqual([]);
    expect((await told(LIU)).at(-1)).toMatch(/周海涛取消了您的休息：4\/11周六照常上班/);
  });

  test('notes one: 刘洋周六休 马辉代班', async () => {
    await agreedForSaturday('王先生');
    expect(await say(ZHOU, '刘洋周六休 马辉代班')).toContain('已记刘洋休息');
    expect(await rests()).toEqual(['liuyang 2026-04-11 mahui']);
    expect((await told(LIU)).at(-1)).toMatch(/周海涛给您记了休息：4\/11周六，马辉代班.*4月11号不休了/);
    expect((await told(MA)).at(-1)).toContain('请您代班');
  });

  test('not of another store', async () => {
    await say(LIU, '周六我休');
    expect(await say(WU, '刘洋周六不休了')).toContain('请主管');
    expect(await rests()).toHaveLength(1);
  });

  test('nor a colleague for another', async () => {
    await say(MA, '刘洋周六休');
    expect(await rests()).toEqual([]);
    await say(LIU, '周六我休');
    await say(MA, '小刘周六不休了');
    expect(await rests()).toEqual(['liuyang 2026-04-11 ']);
  });
});
