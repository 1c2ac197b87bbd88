import { describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/staff.ts';
import { interpret } from '../../src/language/interpret.ts';

/** Wednesday. */
const NOW = new Date('2026-04-08T11:00:00+08:00');
const read = (text: string, role: Role) => interpret(text, { now: NOW, roles: [role], context: [] });

describe('what a consultant asks for', () => {
  test.each([
    ['我明后天休', { intents: ['setRestDay'], restDays: ['2026-04-09', '2026-04-10'] }],
    ['我请假到周五', { intents: ['setRestDay'], restDays: ['2026-04-08', '2026-04-09', '2026-04-10'] }],
    ['身体不舒服 明天请一天病假', { intents: ['setRestDay'], restDays: ['2026-04-09'] }],
    ['我明后天休，马晓东帮我跟', { intents: ['setRestDay', 'delegate'], to: { staff: '马晓东' } }],
    ['周六我休 让孙婷替我', { intents: ['setRestDay', 'delegate'], to: { staff: '孙婷' } }],
    ['周六我休 客户交给马晓东', { intents: ['setRestDay', 'delegate'], to: { staff: '马晓东' } }],
    ['马晓东帮我跟一下王先生', { intents: ['delegate'], to: { staff: '马晓东' }, customers: ['王先生'] }],
    ['我明天休 小马顶', { intents: ['setRestDay', 'delegate'], to: { staff: '小马' } }],
    ['我周五休，双喜帮我', { intents: ['setRestDay', 'delegate'], to: { staff: '双喜' } }],
    ['明天休 小马盯一下', { intents: ['setRestDay', 'delegate'], to: { staff: '小马' } }],
    ['周六我休 王先生帮我跟一下', { intents: ['setRestDay'], restDays: ['2026-04-11'] }],
    ['周六我不休了', { intents: ['dropRestDay'], restDays: ['2026-04-11'] }],
    ['明天不休了 照常上班', { intents: ['dropRestDay'], restDays: ['2026-04-09'] }],
    ['取消休息', { intents: ['dropRestDay'] }],
    ['明天不休了 有客户', { intents: ['dropRestDay'], restDays: ['2026-04-09'] }],
    ['周六我不休了 王先生周六来店', { intents: ['setAppointment'], customerRef: { name: '王先生' } }],
    ['赵哥说年底再买', { intents: ['logContact'], purchaseBy: '2026-12-31' }],
    ['赵哥说下半年再考虑', { intents: ['logContact', 'setNextContact'], nextContactAt: '2026-07-01' }],
    ['领取 陈哥', { intents: ['claimCustomers'], count: 1, customerRef: { alias: '陈哥' } }],
    ['领取李女士和张先生', { intents: ['claimCustomers'], count: 2, customers: ['李女士', '张先生'] }],
    ['王先生周末不休息', { intents: ['none'] }],
    ['小刘帮我顶两天', { intents: ['delegate'], to: { staff: '小刘' }, kind: 'temporary' }],
    ['经理能来一下吗', { intents: ['requestAssist'], assist: { role: '销售经理', urgency: 'now' } }],
    ['求助撤了', { intents: ['dropAssist'] }],
    ['不用叫主管了', { intents: ['dropAssist'] }],
    ['王先生说不用来了', { intents: ['none'] }],
    ['王先生说不用主管来谈', { intents: ['none'] }],
    ['赵先生搞定了', { intents: ['none'] }],
    ['我顶不住了 找个能拍板的来', { intents: ['requestAssist'] }],
    ['再让3000能定', { intents: ['requestDiscount'], discountRequest: { extraCny: 3000 } }],
    ['我明后天休 帮我记着', { intents: ['setRestDay'], restDays: ['2026-04-09', '2026-04-10'] }],
    [
      '我明天休 记着周日宋姐来店',
      { intents: ['setRestDay', 'setReminder'], appointment: { date: '2026-04-12' } },
    ],
    [
      '后天我休 岑哥周六提车帮我记着',
      { intents: ['setRestDay', 'setReminder'], promise: { what: '提车', on: '2026-04-11' } },
    ],
    [
      '孙先生报价改到周一给',
      { intents: ['setPromise'], promise: { what: '报价', on: '2026-04-13', moved: true } },
    ],
    ['孙先生试驾改到周一', { intents: ['reschedule'], appointment: { date: '2026-04-13' } }],
    ['孙先生的报价给他了 他说再看看', { intents: ['logContact'], promiseKept: true }],
    ['报价发给孙先生了', { intents: ['keepPromise'], customerRef: { name: '孙先生' } }],
    ['孙先生通了 报价还没给', { intents: ['logContact'] }],
    ['孙先生通了 说别家价格给了他很低', { intents: ['logContact'] }],
    ['答应他的事办了', { intents: ['keepPromise'] }],
    ['答应明天给报价', { intents: ['setPromise'], promise: { what: '给报价', on: '2026-04-09' } }],
    [
      '答应王姐明天送小票过去',
      { intents: ['setPromise'], promise: { what: '送小票过去', on: '2026-04-09' } },
    ],
    ['我答应王姐周五之前把发票寄给她', { intents: ['setPromise'], promise: { on: '2026-04-10' } }],
    ['答应王姐明天查一下贷款进度', { intents: ['setPromise'], promise: { what: '查一下贷款进度' } }],
    ['答应王姐周六来试驾', { intents: ['setAppointment'], appointment: { type: 'testDrive' } }],
    ['答应王先生明天打电话', { intents: ['setNextContact'] }],
    [
      '李姐谈到12.8万 差两千 主管一起谈的',
      {
        intents: ['logNegotiation'],
        customerRef: { alias: '李姐' },
        negotiation: { priceCny: 128_000, gapCny: 2000, with: ['主管'] },
      },
    ],
    ['李姐谈到12万8 还差2000', { intents: ['logNegotiation'], negotiation: { priceCny: 128_000 } }],
    ['谈判 赵先生 12.8降到12.5', { negotiation: { openingCny: 128_000, priceCny: 125_000 } }],
    ['谈判 赵先生 给他报12.8 他说12.5就定', { negotiation: { priceCny: 128_000, bidCny: 125_000 } }],
    ['谈判 赵先生 他咬死12.5 我们最低12.7', { negotiation: { priceCny: 127_000, bidCny: 125_000 } }],
    ['谈判 赵先生 赵先生要12.5 周主管给到12.6', { negotiation: { priceCny: 126_000, bidCny: 125_000 } }],
    ['谈判 赵先生 优惠后12.5万', { negotiation: { priceCny: 125_000 } }],
    ['谈判 赵先生 让到3000了', { negotiation: { concededCny: 3000 } }],
    ['赵先生再让到12.5能定', { intents: ['requestDiscount'], discountRequest: { askCny: 125_000 } }],
    ['李姐签了订单 定金明天付', { intents: ['recordOrder'], order: { signed: true } }],
    ['李姐合同签了 红色', { intents: ['recordOrder'], order: { signed: true, color: '红' } }],
    ['李姐明天签合同', { intents: ['none'] }],
    ['李姐定金要交五千 下午来', { intents: ['setAppointment'] }],
    ['李姐今天下午交了定金5000', { intents: ['recordOrder', 'recordPayment'], payment: { amountCny: 5000 } }],
    [
      '登记 蓝先生 13800002213 风朗 定了白色 A 来店',
      { intents: ['registerVisit', 'createCard', 'setGrade'] },
    ],
    ['王先生通了 颜色定白的 升A', { gradeCriteria: ['车型车色已选定'] }],
    ['李姐定了白色风朗', { intents: ['recordOrder'], order: { color: '白', series: '风朗' } }],
    ['李姐定了红色 定金5000', { intents: ['recordOrder', 'recordPayment'] }],
    ['李姐订了白色', { intents: ['recordOrder'] }],
    ['王先生说他朋友上周定了一台', { intents: ['none'] }],
    ['李姐订了 朋友介绍的', { intents: ['recordOrder'], source: 'referral' }],
    ['李姐给朋友定了一台 定金5000', { intents: ['recordOrder', 'recordPayment'], user: '朋友' }],
    ['李姐谈到12.8万 订了', { intents: ['recordOrder'], order: { priceCny: 128_000 } }],
    ['李姐电话里谈到12.8万', { intents: ['logContact'] }],
    ['谈过价了', { intents: ['updateCard'], gradeCriteria: ['已谈判购车条件'] }],
    ['王先生谈过价了', { intents: ['updateCard'], gradeCriteria: ['已谈判购车条件'] }],
    ['王先生颜色已定', { intents: ['updateCard'], gradeCriteria: ['车型车色已选定'] }],
    ['你好 王先生没接 辛苦了', { intents: ['logContact'], customerRef: { name: '王先生' } }],
    ['尾款到了。11万2', { intents: ['recordPayment'], payment: { amountCny: 112_000 } }],
  ])('%s', (text, meaning) => {
    expect(read(text, 'consultant')).toMatchObject(meaning);
  });
});

test.each(['短信都发了', '今天的短信都发了', '离店短信都发完了', '都发了短信'])(
  '%s: to all of them',
  (text) => {
    expect(read(text, 'consultant')).toMatchObject({ intents: ['completeStepCheck'], ofAll: true });
  },
);

test.each(['短信发了', '王先生短信都发了'])('%s: to one', (text) => {
  expect(read(text, 'consultant').ofAll).toBeUndefined();
});

describe('days off of several people in one message', () => {
  const wednesday = { restDays: ['2026-04-15'] };
  const thursday = { restDays: ['2026-04-09'] };
  test.each([
    [
      '小马周三休 双喜周四休',
      [
        { staff: '小马', ...wednesday },
        { staff: '双喜', ...thursday },
      ],
    ],
    [
      '周三小马休，周四小孙休',
      [
        { staff: '小马', ...wednesday },
        { staff: '小孙', ...thursday },
      ],
    ],
    [
      '小马和小孙周三休',
      [
        { staff: '小马', ...wednesday },
        { staff: '小孙', ...wednesday },
      ],
    ],
    [
      '小马小孙周三休',
      [
        { staff: '小马', ...wednesday },
        { staff: '小孙', ...wednesday },
      ],
    ],
    [
      '小马周三休 小刘顶 小孙周四休',
      [
        { staff: '小马', to: { staff: '小刘' } },
        { staff: '小孙', ...thursday },
      ],
    ],
  ])('%s: each has his own', (text, items) => {
    expect(read(text, 'supervisor')).toMatchObject({ intents: ['setRestDay'], items });
  });

  test('are asked for one by one when not all of them can be read', () => {
    expect(read('小马周三休 新来的那个周四休', 'supervisor')).toMatchObject({
      intents: ['ask'],
      needs: [expect.stringContaining('一位一条')],
    });
  });

  test('of one person they are his', () => {
    const { items, restDays } = read('小马周三休 周四也休', 'supervisor');
    expect({ items, restDays }).toEqual({ items: undefined, restDays: ['2026-04-09', '2026-04-15'] });
  });
});

test('a customer addressed by name is no aside, whatever else is told of him', () => {
  expect(read('潘女士接了 说在面试 考虑考虑', 'consultant').intents).toEqual(['logContact']);
  expect(read('建卡 梁先生 13900000401 网约车司机 看秦PLUS', 'consultant').intents).toEqual(['createCard']);
});

describe('the end of a number stands wherever a name does', () => {
  const BY_NUMBER = { customerRef: { last4: '1234' } };
  test.each([
    ['查 尾号1234', 'consultant', 'queryCustomer'],
    ['查1234', 'consultant', 'queryCustomer'],
    ['准备 尾号1234', 'consultant', 'prepareCall'],
    ['尾号1234激活', 'supervisor', 'reactivate'],
    ['尾号1234转给小马', 'supervisor', 'reassign'],
    ['1234转给小马', 'supervisor', 'reassign'],
    ['尾号1234战败 同意', 'supervisor', 'approveLost'],
    ['尾号1234打了没接', 'consultant', 'logContact'],
  ] as const)('%s, said by a %s', (text, role, intent) => {
    expect(read(text, role)).toMatchObject({ intents: [intent], ...BY_NUMBER });
  });

  test('several of them are several customers', () => {
    const { items } = read('尾号1234没接 尾号5678通了 说周六来', 'consultant');
    expect(items?.map(({ customerRef }) => customerRef)).toEqual([{ last4: '1234' }, { last4: '5678' }]);
  });

  test('one who is named twice is one', () => {
    expect(read('尾号1234打了 通了 嫌贵 尾号1234级别不变', 'consultant')).toMatchObject({
      intents: ['logContact', 'setGrade'],
      customerRef: { last4: '1234' },
    });
    expect(read('王先生打了 通了 嫌贵 王先生级别不变', 'consultant').items).toBeUndefined();
  });

  test("it is nobody's name", () => {
    expect(read('登记 尾号1234 B级', 'consultant').customer).toBeUndefined();
    expect(read('王先生尾号1234没接', 'consultant').customerRef).toEqual({ name: '王先生', last4: '1234' });
  });
});

describe('a row of calls', () => {
  test('knows somebody by nothing but his name and what came of it', () => {
    const { items } = read('王姐打了 没接；张三空号；李总打了 说周末来', 'consultant');
    expect(items).toMatchObject([
      { customerRef: { alias: '王姐' }, contact: { result: 'no_answer' } },
      { customerRef: { name: '张三' }, contact: { result: 'dead_number' }, phoneStatus: 'invalid' },
      { customerRef: { name: '李总' }, contact: { result: 'connected' }, appointment: {} },
    ]);
  });

  test.each(['打了 没接，下午再打', '周日没人接'])('%s names nobody', (text) => {
    expect(read(text, 'consultant').customerRef ?? null).toBeNull();
  });
});

test.each([
  ['王先生打了 说周末来', 'connected'],
  ['王先生打了 没接 说好周六再打', 'call_later'],
])('whoever says something was reached: %s', (text, result) => {
  expect(read(text, 'consultant').contact).toMatchObject({ result });
});

test('王先生打了 alone does not say whether he was reached', () => {
  expect(read('王先生打了', 'consultant').contact).toBeUndefined();
});

test.each(['王先生现在第几步', '王先生走到哪一步了', '王先生的期限到哪天', '王先生什么时候到期'])(
  '%s asks for his card',
  (text) => {
    const { intents, customerRef } = read(text, 'supervisor');
    expect([intents, customerRef]).toEqual([['queryCustomer'], { name: '王先生' }]);
  },
);

test.each([
  '小刘哪天休',
  '王先生没升A',
  '我没休啊 周六上班',
  '我没说明天休',
  '王先生没约周六',
  '退订名单',
  '战败名单',
])('%s orders nothing', (text) => {
  const { intents } = read(text, 'consultant');
  for (const intent of ['setGrade', 'setRestDay', 'setAppointment', 'cancelOrder', 'applyLost'] as const)
    expect(intents).not.toContain(intent);
});

describe('the day of a call', () => {
  test.each([
    '李姐打了 通了 说昨天去看了奇骏还在比较价格',
    '李姐打了 通了 说过完清明家里商量好了想周末来看车',
    '李姐打了 通了 说是上周六看过别家的车还没定下来',
    '李姐打了 通了 昨天去看了奇骏',
    '李姐微信聊了 说前天下午去看了别家',
  ])('is none of which the customer told: %s', (text) => {
    const { contact, intents } = read(text, 'consultant');
    expect(contact).toMatchObject({ effective: true });
    expect(contact?.at).toBeUndefined();
    expect(intents).not.toContain('applyLost');
  });

  test.each([
    ['李姐昨天打了 通了 说周末来', '2026-04-07T12:00'],
    ['昨晚8点打给李姐 通了 说前天看了奇骏', '2026-04-07T20:00'],
    ['李姐打了 通了 昨天打的 说再看看', '2026-04-07T12:00'],
    ['补录 昨天李姐打了 通了 说上周看过奇骏', '2026-04-07T12:00'],
  ])('stands with it: %s', (text, at) => {
    expect(read(text, 'consultant').contact).toMatchObject({ at });
  });

  test('whoever did buy at another dealer is lost', () => {
    expect(read('李姐打了 通了 说在别家订了', 'consultant').intents).toContain('applyLost');
  });
});

describe('the day on which somebody comes', () => {
  test.each([
    ['李姐打了 通了 老公明天才回来 大后天来看车', '2026-04-11'],
    ['李姐打了 通了 明天接孩子 大后天来看车', '2026-04-11'],
    ['李姐打了 通了 周五发工资 周六来店', '2026-04-11'],
    ['李姐打了 通了 说老公周五回来 周日一起来看车', '2026-04-12'],
    ['李姐打了 通了 明天老公回来 一起来看', '2026-04-09'],
    ['李姐打了 通了 周六和老公一起来', '2026-04-11'],
    ['李姐打了 通了 周六或者周日来', '2026-04-11'],
  ])('%s', (text, date) => {
    expect(read(text, 'consultant').appointment).toMatchObject({ date });
  });
});

describe('a car that is spoken of', () => {
  test.each([
    ['李姐打了 通了 他朋友刚买了缤智 也想让他买缤智', undefined, ['缤智']],
    ['李姐打了 通了 说奇骏空间小后悔了 想再看看卡缤', '卡缤', ['奇骏']],
    ['李姐打了 通了 想看科雷傲', '科雷傲', undefined],
    ['李姐打了 通了 竞品缤智', undefined, ['缤智']],
  ])('%s', (text, series, competitors) => {
    const meaning = read(text, 'consultant');
    expect(meaning.interest?.series).toBe(series);
    expect(meaning.competitors).toEqual(competitors);
  });

  test.each([
    '李姐打了 通了 她说买了别的车缤智 嫌我们价格高',
    '李姐打了 通了 她说买了别的车 嫌贵 缤智',
    '李姐战败 买了缤智',
  ])('is the one that was bought instead: %s', (text) => {
    const meaning = read(text, 'consultant');
    expect(meaning).toMatchObject({ lost: { type: '战败', competitor: '缤智' } });
    expect(meaning.interest).toBeUndefined();
  });
});

describe('whoever leaves the showroom', () => {
  test.each(['李姐走了 说回去跟老公商量 周六再来', '李姐走了 聊了半小时 周六再来'])(
    'was not called, and has his day: %s',
    (text) => {
      const { intents, appointment } = read(text, 'consultant');
      expect(intents).not.toContain('logContact');
      expect(appointment).toMatchObject({ date: '2026-04-11' });
    },
  );

  test.each(['李姐打了 通了 说回去跟老公商量 周六再来', '李姐说回去跟老公商量 周六再来'])(
    'is told apart from whoever was called: %s',
    (text) => {
      expect(read(text, 'consultant').intents).toEqual(['logContact', 'setAppointment']);
    },
  );
});

test.each([
  ['李姐还在店里 让主管来一下', false],
  ['李姐还在展厅 再让3000今天能定', false],
  ['李姐又来店了 还在店里', true],
  ['李姐到店了 让主管来一下', true],
])('%s tells of a visit: %s', (text, isVisit) => {
  expect(read(text, 'consultant').intents.includes('registerVisit')).toBe(isVisit);
});

test.each(['听说小马要离职 他的客户怎么办', '听说小马要离职了 客户转给小刘'])('%s is gossip', (text) => {
  expect(read(text, 'supervisor').intents).toEqual(['none']);
});

test('a leaver is handed over by order', () => {
  expect(read('小马离职了 客户都转给小刘', 'supervisor').intents).toEqual(['reassignBulk']);
});
