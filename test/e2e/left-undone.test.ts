import { describe, expect, test } from 'vitest';
import { china, HE, LIU, MA, MANAGER, on8, openShowroom, WU, ZHOU } from '../support/showroom.ts';

const chat = await openShowroom();
const { say } = chat;

const registerWang = () => say(LIU, '登记 王先生 13900001234 科雷傲 A 颜色定了 汽车之家');
const registerLi = () => say(MA, '登记 李女士 13900001235 卡缤 B 抖音');

describe('谁漏了', () => {
  test('names, by consultant, whose card is not made when its time is up, and not before', async () => {
    await say(LIU, '来店1批 看轩逸');
    chat.sleepUntil(on8('14:29'));
    expect(await say(ZHOU, '今天谁没建卡')).toBe('一店 今天没建卡：没有，都做了。');
    chat.sleepUntil(on8('14:30'));
    expect(await say(ZHOU, '今天谁没建卡')).toBe('一店 今天没建卡 1：\n· 刘洋 1：看轩逸那批 14:00');
    await say(LIU, '没留');
    expect(await say(ZHOU, '今天谁没建卡')).toContain('没有，都做了');
  });

  test('names whose text was not sent, of the store and the day that is asked for', async () => {
    await registerWang();
    await registerLi();
    await say(MA, '李女士短信发了');
    chat.sleepUntil(on8('15:30'));
    expect(await say(ZHOU, '今天谁短信没发')).toBe('一店 今天短信没发 1：\n· 刘洋 1：王先生 14:00');
    expect(await say(MANAGER, '二店今天谁短信没发')).toContain('没有，都做了');
    expect(await say(MANAGER, '一店昨天谁短信没发')).toContain('一店 4/7周二短信没发：没有');
  });

  test('asks of all days what has more than a day to be done', async () => {
    await registerWang();
    expect(await say(ZHOU, '谁的卡没补全')).toContain('没有，都做了');
    chat.sleepUntil(china('2026-04-11T10:00'));
    expect(await say(ZHOU, '谁的卡没补全')).toBe('一店 卡不详细 1：\n· 刘洋 1：王先生 4/8周三');
    expect(await say(ZHOU, '首访没打的有谁')).toContain('刘洋 1：王先生 4/8周三');
  });

  test('shows a consultant his own, and a supervisor nothing of another store', async () => {
    await registerWang();
    await registerLi();
    chat.sleepUntil(on8('15:30'));
    const answer = await say(LIU, '今天谁短信没发');
    expect(answer).toContain('王先生');
    expect(answer).not.toContain('李女士');
    expect(await say(WU, '一店今天谁短信没发')).toContain('不在您的权限里');
  });
});

describe('短信发没发', () => {
  test('says whether, when, and by when it should have been', async () => {
    await registerWang();
    expect(await say(ZHOU, '王先生短信发没发')).toContain('短信还没发：4/8周三 14:00离店，要在15:00前发');
    chat.sleepUntil(on8('14:20'));
    await say(LIU, '王先生短信发了');
    expect(await say(ZHOU, '小刘那批王先生短信发没发')).toContain('短信发了（4/8周三 14:00离店，14:20发的）');
  });

  test('says why it was waived, and that nobody was there', async () => {
    await registerWang();
    await say(LIU, '王先生不用发短信 他不让发');
    expect(await say(ZHOU, '王先生短信发没发')).toContain('短信免发');
    await say(HE, '来电 何女士 13900001236 问奇骏优惠 B');
    expect(await say(HE, '何女士短信发没发')).toContain('没有来店记录');
  });
});

describe('超期', () => {
  test('names those whose day is over, with how long nobody spoke to them and how often they were tried', async () => {
    await registerWang();
    await registerLi();
    expect(await say(ZHOU, '超期的有哪些')).toBe('一店 超期没联系：没有，都跟上了。');
    chat.sleepUntil(china('2026-04-10T10:00'));
    await say(LIU, '王先生打了 没接');
    expect(await say(ZHOU, '超期的有哪些')).toContain(
      [
        '一店 超期没联系 2位：',
        '1. 刘洋 王先生 A｜2天没聊上，打过1次｜该4/9周四打',
        '2. 马辉 李女士 B｜2天没聊上｜该4/9周四打',
      ].join('\n'),
    );
    expect(await say(LIU, '超期的有哪些')).not.toContain('李女士');
  });

  test.each([
    ['2026-04-13', '没有，都跟上了'],
    ['2026-04-14', '1. 刘洋 王先生 A｜6天没聊上'],
  ])('A级超过5天没回访 on %s: %s', async (on, words) => {
    await registerWang();
    await registerLi();
    chat.sleepUntil(china(`${on}T10:00`));
    const answer = await say(MANAGER, 'A级超过5天没回访');
    expect(answer).toContain(words);
    expect(answer).not.toContain('李女士');
  });

  test('of one colleague, and its numbers answer', async () => {
    await registerWang();
    await registerLi();
    chat.sleepUntil(china('2026-04-12T10:00'));
    expect(await say(ZHOU, '小马手上的 超3天没打的')).toContain('1. 李女士 B｜4天没聊上');
    expect(await say(ZHOU, '查 1')).toContain('李女士');
  });
});

describe('还差几个回访', () => {
  test('is told grade by grade, and by person to whoever leads', async () => {
    await registerWang();
    await registerLi();
    chat.sleepUntil(on8('14:05'));
    expect(await say(LIU, '我这周还差几个回访')).toContain('· A级 本周应2次 已1次，还差1次');
    const answer = await say(ZHOU, '本周回访完成率');
    expect(answer).toContain('· B级 本周应1次 已1次，够了');
    expect(answer).toContain('· 刘洋 周1/2');
    chat.sleepUntil(china('2026-04-14T10:00'));
    expect(await say(LIU, '我这周还差几个回访')).toContain('· A级 本周应2次 已0次，还差2次');
    expect(await say(LIU, '上周回访差几个')).toContain('A级');
    expect(await say(WU, '本周回访完成率')).toContain('没有要回访的客户');
  });
});
