import { describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/staff.ts';
import { interpret } from '../../src/language/interpret.ts';

const read = (text: string, role: Role = 'consultant') =>
  interpret(text, { now: new Date('2026-04-08T14:00:00+08:00'), roles: [role], context: [] });

describe('the reason of a call', () => {
  test.each([
    ['王先生 由头：置换补贴月底到期 准备问预算', { pretext: '置换补贴月底到期', callPrep: '问预算' }],
    ['王先生由头 旧车评估好了', { pretext: '旧车评估好了' }],
    ['王先生由头换成店庆送保养', { pretext: '店庆送保养' }],
    ['2 由头 约周六试驾', { pretext: '约周六试驾', customerRef: { index: 2 } }],
    ['王先生下次由头：补贴到期', { pretext: '补贴到期', forNext: true }],
  ])('%s', (text, means) => {
    expect(read(text)).toMatchObject({ intents: ['setPretext'], ...means });
  });

  test.each(['李姐这个由头不行 重新想一个再打', '由头也不行'])('"%s", of a supervisor, is none', (text) => {
    expect(read(text, 'supervisor').intents).not.toContain('setPretext');
  });

  test('for a whole list it is an order to call them all', () => {
    expect(read('由头：补贴月底到期 B级的都打一遍').intents).toContain('planBatchCalls');
  });
});

test.each(['准备 王先生', '准备一下王先生', '王先生怎么聊', '准备 2', '准备'])(
  '"%s" prepares a call',
  (text) => {
    expect(read(text).intents).toEqual(['prepareCall']);
  },
);

test.each(['准备打王先生', '准备材料', '准备建卡', '王先生准备周六来'])('"%s" prepares none', (text) => {
  expect(read(text).intents).not.toContain('prepareCall');
});

describe('what is told of a customer alone', () => {
  test.each([
    ['认得我', { rapport: 'recognises' }],
    ['是朋友', { rapport: 'friend' }],
    ['想到我', { rapport: 'topOfMind' }],
    ['王先生买车就找我', { rapport: 'topOfMind' }],
    ['李姐设为VIP', { vip: true }],
    ['李姐取消VIP', { vip: false }],
    ['他开的是咱们的车 在别处买的', { ownedCar: 'otherSale' }],
    ['王先生开的是咱们店买的轩逸', { ownedCar: 'ownSale' }],
    ['王先生开的是别的牌子的车', { ownedCar: 'otherBrand' }],
    ['王先生先放基本顾客群', { baseGroup: true }],
  ])('%s', (text, means) => {
    expect(read(text)).toMatchObject({ intents: ['classify'], ...means });
  });

  test.each(['王先生朋友', '王先生找我', '王先生是朋友介绍的', '李姐朋友想看车', '王先生想买车'])(
    '"%s" classes nobody',
    (text) => {
      expect(read(text).intents).not.toContain('classify');
    },
  );

  test.each([
    ['王先生 李姐介绍的', { customerRef: { name: '王先生' }, referrer: { name: '李姐' } }],
    ['李姐介绍的', { customerRef: null, referrer: { name: '李姐' } }],
    ['王先生是李姐5678介绍的', { referrer: { name: '李姐', last4: '5678' } }],
  ])('%s', (text, means) => {
    expect(read(text)).toMatchObject({ intents: ['setReferrer'], ...means });
  });
});

describe('the files of step 5', () => {
  test.each([
    ['成交价12.58万 月底交车 全款', { order: { priceCny: 125_800, deliveryBy: '2026-04-30' } }],
    ['李姐合同价18万6', { order: { priceCny: 186_000 } }],
  ])('%s', (text, means) => {
    expect(read(text)).toMatchObject({ intents: ['completeOrder'], ...means });
  });

  test.each(['成交价多少', '李姐定了 定金5000 成交价12.58万', '客户说成交价12万就订'])(
    '"%s" completes no order',
    (text) => {
      expect(read(text).intents).not.toContain('completeOrder');
    },
  );

  test.each([
    ['李姐车牌鲁E12345', { plate: { number: '鲁E12345' } }],
    ['李姐生日5月3日', { birthday: '05-03' }],
    ['李姐5月6号首保', { firstServiceOn: '2026-05-06' }],
  ])('%s', (text, means) => {
    expect(read(text)).toMatchObject({ intents: ['completeOwnerCard'], ...means });
  });

  test.each([
    ['王先生车提走了 车牌粤B12345', { plate: { number: '粤B12345' } }],
    ['王先生提车了 粤B12345', { plate: { number: '粤B12345' } }],
    ['王先生交车了 生日5月3日', { birthday: '05-03' }],
  ])('%s: the car is handed over, and the owner card gets what was told', (text, means) => {
    expect(read(text)).toMatchObject({ intents: ['recordDelivery', 'completeOwnerCard'], ...means });
  });

  test('a price told with the delivery takes nothing away from it', () => {
    expect(read('王先生提车了 成交价12.58万')).toMatchObject({
      intents: ['recordDelivery', 'completeOrder'],
      order: { priceCny: 125_800 },
    });
  });

  test.each(['王先生明天交车 车牌粤B12345', '王先生交车后车牌下来了 车牌粤B12345'])(
    '"%s" hands over no car',
    (text) => {
      expect(read(text).intents).toEqual(['completeOwnerCard']);
    },
  );

  test('an order is called off with its reason, and by those who decide agreed to or not', () => {
    expect(read('退订 张总那台 家里有事不要了')).toMatchObject({ reason: '家里有事不要了' });
    expect(read('张总退订同意', 'supervisor').intents).toEqual(['approveCancel']);
    expect(read('张总退订驳回 再谈谈', 'supervisor')).toMatchObject({
      intents: ['rejectCancel'],
      reason: '再谈谈',
    });
    expect(read('张总退订同意').intents).toEqual(['cancelOrder']);
  });
});

test.each([
  ['1 同意 2 改B', [{ index: 1 }, { index: 2, grade: 'B' }]],
  ['1同意，2改b 3同意', [{ index: 1 }, { index: 2, grade: 'B' }, { index: 3 }]],
  ['全部同意', [{}]],
])('%s, of a supervisor, reviews grades', (text, reviews) => {
  expect(read(text, 'supervisor')).toEqual({ intents: ['reviewGrades'], reviews });
  expect(read(text).intents).not.toContain('reviewGrades');
});
