import { describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/staff.ts';
import { interpret } from '../../src/language/interpret.ts';

/** Wednesday. */
const NOW = new Date('2026-04-08T11:00:00+08:00');
const read = (text: string, role: Role) => interpret(text, { now: NOW, roles: [role], context: [] });

test.each(['李姐走了 说回去跟老公商量 周六再来', '李姐刚走 说周日带老公来店里看'])(
  '%s: what he will do then is no second visit',
  (text) => {
    const { intents, visit, appointment } = read(text, 'consultant');
    expect(intents).toEqual(expect.arrayContaining(['registerVisit', 'setAppointment']));
    expect(visit).toMatchObject({ leftAt: 'now', leaves: true });
    expect(appointment?.date).toBeDefined();
  },
);

describe('who leaves the showroom', () => {
  test.each([
    ['赵先生走了', { intents: ['registerVisit'], visit: { leftAt: 'now', leaves: true } }],
    ['赵先生十点走的', { intents: ['registerVisit'], visit: { leaves: true } }],
    ['赵先生被隔壁店抢走了', { intents: ['none'] }],
    ['赵先生还没走', { intents: ['none'] }],
    ['赵先生把车开走了', { intents: ['recordDelivery'] }],
    ['赵先生昨天来过电话', { intents: ['none'] }],
    ['赵先生明天来店', { intents: ['setAppointment'] }],
    ['赵先生又来了 刚走', { intents: ['registerVisit'], visit: { visitNo: 2, leftAt: 'now' } }],
  ])('%s', (text, meaning) => {
    expect(read(text, 'consultant')).toMatchObject(meaning);
  });
});

describe('a weekday behind which something is done lies behind', () => {
  test.each([
    ['周一跟吴先生打了 通了 他说价格还要再商量商量', '2026-04-06'],
    ['周日打给吴先生没接', '2026-04-05'],
    ['周一 吴先生打了 没接', '2026-04-06'],
    ['吴先生周六聊了半小时 说价格贵', '2026-04-04'],
    ['周五给吴先生打过电话 没人接', '2026-04-03'],
  ])('%s: %s', (text, on) => {
    const meaning = read(text, 'consultant');
    expect(meaning.intents).toEqual(['logContact']);
    expect(meaning.contact?.at).toMatch(new RegExp(`^${on}`));
  });

  test.each([
    ['周一再打给吴先生', { intents: ['setNextContact'], nextContactAt: '2026-04-13' }],
    ['周一打给他', { nextContactAt: '2026-04-13' }],
    ['吴先生没接 周一再打', { nextContactAt: '2026-04-13' }],
    ['吴先生打了 说周六来了再谈', { nextContactAt: '2026-04-11' }],
    ['吴先生约了周六 打了 通了', { appointment: { date: '2026-04-11' } }],
    ['吴先生打了 说周六来看了车再定', { appointment: { date: '2026-04-11' } }],
  ])('%s: still to come', (text, meaning) => {
    expect(read(text, 'consultant')).toMatchObject(meaning);
  });
});

describe('what was not done, or is only planned, is not recorded as done', () => {
  test.each([
    ['王先生试驾没试成 车没电了', ['none']],
    ['孙先生试驾取消了', ['none']],
    ['王先生短信我忘发了', ['none']],
    ['王先生短信没发', ['none']],
    ['王先生说收到短信了', ['none']],
    ['王先生说他没收到短信', ['none']],
    ['王先生试驾了 没试出毛病', ['logTestDrive']],
    ['王先生短信我已经发了', ['completeStepCheck']],
  ])('%s', (text, intents) => {
    expect(read(text, 'consultant').intents).toEqual(intents);
  });

  test.each(['孙先生试驾约了周六', '孙先生试驾定在周六', '孙先生试驾安排在周六了'])('%s', (text) => {
    const { intents, appointment } = read(text, 'consultant');
    expect(intents).toEqual(['setAppointment']);
    expect(appointment).toEqual({ type: 'testDrive', date: '2026-04-11' });
  });

  test('what brought him is still how he heard of us', () => {
    expect(read('登记 王先生 13900001111 风朗 收到短信来的', 'consultant').heardFrom).toBe('短信');
  });
});

test.each(['11:00', '12:00', '14:30', '17:00'])('王先生约今天下午来店, said at %s, is for today', (clock) => {
  const now = new Date(`2026-04-08T${clock}:00+08:00`);
  const { intents, appointment } = interpret('王先生约今天下午来店', {
    now,
    roles: ['consultant'],
    context: [],
  });
  expect([intents, appointment]).toEqual([
    ['setAppointment'],
    { type: 'secondVisit', date: '2026-04-08', slot: 'PM' },
  ]);
});

describe('who may come has agreed to nothing', () => {
  test.each(['王先生应该周日能来', '王先生好像周末过来', '王先生说不定周日来', '王先生可能改周日来'])(
    '%s',
    (text) => {
      const { intents, needs } = read(text, 'consultant');
      expect(intents).toEqual(['ask']);
      expect(needs).toEqual([expect.stringContaining('不算约')]);
    },
  );

  test.each(['王先生打了 说可能周日来', '王先生打了通了说应该周六能过来试驾'])('%s', (text) => {
    expect(read(text, 'consultant').intents).toEqual(['logContact']);
  });

  test.each([
    ['王先生说周日来', { date: '2026-04-12' }],
    ['王先生约了周日大概下午2点来', { at: '2026-04-12T14:00' }],
    ['王先生说好周日来 估计带老婆', { date: '2026-04-12' }],
  ])('%s: agreed', (text, appointment) => {
    expect(read(text, 'consultant').appointment).toMatchObject(appointment);
  });

  test('a call that somebody means to make stands', () => {
    expect(read('王先生应该周日打给他', 'consultant').nextContactAt).toBe('2026-04-12');
  });
});

describe('how often and by which way he was tried', () => {
  test.each([
    [
      '王先生打了两个都没接 微信也没回',
      { channel: 'wechat', besides: [{ channel: 'phone', result: 'no_answer', times: 2 }] },
    ],
    ['王先生打了两个电话 没接', { channel: 'phone', result: 'no_answer', times: 2 }],
    ['王先生没人接晚点再打', { result: 'no_answer' }],
    ['王先生打了 说晚点再打', { result: 'call_later' }],
    ['王先生打了 说在忙晚点再打', { result: 'call_later' }],
  ])('%s', (text, contact) => {
    expect(read(text, 'consultant').contact).toMatchObject(contact);
  });

  test('two customers are not two tries', () => {
    expect(read('打了两个客户都没接', 'consultant').contact).not.toHaveProperty('times');
  });
});

describe('told in one breath', () => {
  test.each([
    [
      '孙先生回电话了 说想看看新款 问置换补贴多少 升比',
      { intents: ['logContact', 'setGrade'], grade: 'B', contact: { result: 'connected', effective: true } },
    ],
    [
      '嗯那个王先生啊我刚才打了一下他说想再看看',
      { intents: ['logContact'], contact: { result: 'connected', effective: true } },
    ],
    [
      '1 打了 车挺好的 她同事也想看车',
      { intents: ['logContact'], contact: { result: 'connected', effective: true } },
    ],
    ['置换补贴多少', { intents: ['askPolicy'] }],
    ['王先生对比了一下 降价再说', { intents: ['none'] }],
  ])('%s', (text, meaning) => {
    expect(read(text, 'consultant')).toMatchObject(meaning);
  });

  test.each(['王先生打了', '王先生打了 跟他说了优惠'])('%s: whether he answered is not said', (text) => {
    expect(read(text, 'consultant')).not.toHaveProperty('contact');
  });
});

describe('what is for the card', () => {
  test.each([
    ['王先生的旧车是轩逸15年的', { intents: ['updateCard'], tradeIn: { model: '轩逸', year: 2015 } }],
    ['王先生没旧车', { intents: ['updateCard'], tradeIn: { none: true } }],
    ['王先生旧车评估了5万', { intents: ['logTradeIn'] }],
    ['周先生是我朋友 一想买车就想到我', { intents: ['classify'], rapport: 'topOfMind' }],
    ['周先生是我朋友', { intents: ['classify'], rapport: 'friend' }],
    ['李姐车到了 上牌在办', { intents: ['none'] }],
    ['王先生担心上牌', { intents: ['updateCard'], concerns: ['上牌'] }],
  ])('%s', (text, meaning) => {
    expect(read(text, 'consultant')).toMatchObject(meaning);
  });

  test('no old car speaks for no grade', () => {
    expect(read('王先生没旧车', 'consultant')).not.toHaveProperty('gradeCriteria');
  });
});
