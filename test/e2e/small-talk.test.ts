import { beforeAll, describe, expect, test } from 'vitest';
import { startBot } from '../support/bot.ts';
import { everyRow } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;

const SMALL_TALK = [
  '好的',
  '收到',
  '嗯嗯',
  '哈哈',
  '哈哈哈哈笑死我了',
  '谢谢',
  '谢谢主管',
  '辛苦了',
  'OK',
  'ok 👌',
  '在吗',
  '你好',
  '早上好',
  '早',
  '下班了',
  '中午吃什么',
  '晚上一起吃饭吗',
  '今天好累啊',
  '外面下雨了大家路上慢点',
  '周六下午一起打球不',
  '小马你下午几点回来',
  '刘洋你那台车交了没',
  '孙婷 展厅的灯谁关一下',
  '主管在办公室吗',
  '谁看到我的充电宝了',
  '明天早会几点',
  '空调遥控器在哪',
  '帮我带杯咖啡 谢谢',
  '客户真难伺候',
  '今天一个客户都没有',
  '王经理说的对',
  '李总今天来公司吗',
  '张姐生日快乐🎂',
  '恭喜恭喜',
  '【招商银行】您尾号8888的账户入账5000元',
  '【顺丰】您的快递已到前台，取件码 13900001234',
  '低价出二手手机 加微信 abc13900005555',
  '专业贷款 无抵押 当天放款 电话13800005555',
  '特价机票，春节回家，退订回T',
  '您的验证码是 482913，5分钟内有效',
  'https://mp.weixin.qq.com/s/abcdef 看看这篇',
  '科雷傲新款上市啦 快来看',
  '转发：厂家五一政策 全系优惠5000元',
  '[微笑][微笑]',
  '😂😂😂',
  '1',
  '2',
  '13',
  '。。。',
  '？？？',
  '。',
  '？',
  'a',
  'B',
  '为什么啊',
  '不是吧',
  '可以',
  '行',
  '不行',
  '对',
  '是的',
  '没有',
  '我知道了',
  '稍等',
  '我先忙',
  '打了',
  '没接',
  '通了',
  '成交价是多少来着',
  '这个月奖金发了没',
  '5000',
  '周六',
  '下周二',
];

describe('with a customer in the talk', () => {
  beforeAll(async () => {
    await say('liuyang', '登记 赵先生 13900007001 科雷傲 B');
    await say('liuyang', '登记 钱女士 13900007002 卡缤 C');
  });

  // Words that could answer a question about the customer of the talk are left out here.
  const MEANT_FOR_NOBODY = SMALL_TALK.filter(
    (text) => !/^(打了|没接|通了|B|a|5000|周六|下周二|没有)$/.test(text),
  );
  test.each(MEANT_FOR_NOBODY)('%s writes nothing', async (text) => {
    const before = await everyRow(db);
    await say('liuyang', text);
    expect(await everyRow(db)).toEqual(before);
  });
});

describe('with nobody in the talk', () => {
  test.each(SMALL_TALK)('%s writes nothing', async (text) => {
    const before = await everyRow(db);
    await say('mahui', text);
    expect(await everyRow(db)).toEqual(before);
  });

  test('is answered in three lines at most, and never with an error', async () => {
    // A lone question mark may well be answered with the help.
    for (const text of SMALL_TALK.filter((one) => one !== '？')) {
      const answer = await say('sunting', text);
      expect(answer.split('\n').length, text).toBeLessThanOrEqual(3);
      expect(answer, text).not.toMatch(/出错|稍后再试|系统/);
    }
  });

  test('thanks and agreement are not answered with "not understood"', async () => {
    for (const text of ['好的', '收到', '谢谢', '辛苦了', '嗯嗯', 'OK', '哈哈', '你好'])
      expect(await say('sunting', text), text).not.toContain('没看懂');
  });

  test('small talk about colleagues and lunch is not taken for a request to the administrator', async () => {
    expect(await say('sunting', '今天天气不错啊大家中午吃什么')).not.toMatch(/管理员|账号|登记成客户/);
  });
});

describe('while a question waits', () => {
  test.each(['哈哈', '收到', '谢谢', '今天好累啊', '小马你下午几点回来', '😂😂😂'])(
    'an order is not confirmed by "%s"',
    async (text) => {
      await say('zhengnan', '登记 孙先生 13900007003 科雷傲 A');
      await say('zhengnan', '孙先生订车 订金5000');
      const before = await everyRow(db);
      await say('zhengnan', text);
      expect(await everyRow(db)).toEqual(before);
      await say('zhengnan', '取消');
    },
  );

  test.each([
    ['李女士', '13900007101', '这个月奖金发了没'],
    ['周女士', '13900007102', '成交价是多少来着'],
    ['吴女士', '13900007103', '小马你下午几点回来'],
    ['郑女士', '13900007104', '晚上一起吃饭吗'],
    ['王女士', '13900007105', '哈哈哈哈笑死我了'],
  ])('what %s (%s) said in a call is not "%s"', async (name, phone, text) => {
    await say('zhengnan', `登记 ${name} ${phone} 科雷傲 B`);
    await say('zhengnan', `${name}打了 通了`);
    const before = await everyRow(db);
    await say('zhengnan', text);
    expect(await everyRow(db)).toEqual(before);
  });

  test.each(['哈哈', '收到', '中午吃什么', '恭喜恭喜', '谢谢主管'])(
    'a missing name is not "%s"',
    async (text) => {
      await say('hejia', '登记 13900007004 科雷傲');
      const before = await everyRow(db);
      await say('hejia', text);
      expect(await everyRow(db)).toEqual(before);
    },
  );

  test.each(['哈哈', '收到', '中午吃什么', '恭喜恭喜', '谢谢主管'])(
    'the name and number asked for by a bare 登记 are not "%s"',
    async (text) => {
      await say('hejia', '登记');
      const before = await everyRow(db);
      await say('hejia', text);
      expect(await everyRow(db)).toEqual(before);
      await say('hejia', '取消');
    },
  );
});
