import { describe, expect, test } from 'vitest';
import { interpret } from '../../src/language/interpret.ts';

/** Wednesday. */
const NOW = new Date('2026-04-08T11:00:00+08:00');
const read = (text: string) => interpret(text, { now: NOW, roles: ['consultant'], context: [] });

describe('what is only supposed is not written', () => {
  test.each([
    '李姐打通的话升A',
    '李姐要是通了就记B 没通就算了',
    '李姐要是再不接就战败',
    '李姐要是打通了 就升A',
    '李姐没接的话就发微信',
    '李姐万一没接就发微信',
    '李姐没接就发微信',
    '等李姐打通了我再记',
    '李姐一打通就升A',
    '李姐通了就升A',
    '李姐通了再发微信',
    '李姐说考虑好了就交定金5000',
    '李姐说优惠5000就交定金',
    '李姐说下次来的时候升A吧',
    '李姐交了定金就升O',
    '李姐定了的话记5000定金',
    '李姐试驾了的话给她记一下',
    '李姐要是明天来就给她短信发了',
    '周六李姐要是不来就降C',
  ])('%s', (text) => {
    expect(read(text)).toEqual({ intents: ['none'] });
  });

  test.each(['李姐打通了没有', '李姐打通了没', '李姐打通了吗', '李姐是不是通了', '李姐接了没有'])(
    '%s asks',
    (text) => {
      expect(read(text).intents).toEqual(['ask']);
    },
  );

  test.each(['李姐说她明天会来吗', '李姐说周六能来吗'])('%s agrees nothing', (text) => {
    expect(read(text).intents).toEqual(['none']);
  });
});

describe('what happened is written, whatever is supposed beside it', () => {
  test.each([
    ['李姐打了没接 要是再不接就战败', ['logContact'], 'no_answer'],
    ['李姐没接 通了再发微信', ['logContact'], 'no_answer'],
    ['李姐打通了 考虑好了就升A', ['logContact'], 'connected'],
    ['李姐通了 周六要是有空就来', ['logContact'], 'connected'],
    ['李姐打了 通了 说要是有现车就周六来', ['logContact'], 'connected'],
    ['李姐打了 通了 说考虑好了就交定金5000', ['logContact'], 'connected'],
    ['李姐打了 通了 问周六来行吗', ['logContact'], 'connected'],
  ] as const)('%s', (text, intents, result) => {
    const meaning = read(text);
    expect(meaning).toMatchObject({ intents, contact: { result } });
    expect(meaning.appointment ?? meaning.grade).toBeUndefined();
  });
});

describe('what sounds like it and is told', () => {
  test.each([
    ['李姐通了就说在忙', ['logContact'], { contact: { result: 'call_later' } }],
    ['李姐打通了 说考虑好了', ['logContact'], { contact: { effective: true } }],
    ['李姐打通了 说考虑好了 升A', ['logContact', 'setGrade'], { grade: 'A' }],
    ['李姐没接就发了微信', ['logContact'], { contact: { result: 'no_answer' } }],
    ['李姐打了 通了 主要是价格', ['logContact'], { concerns: ['价格'] }],
    ['李姐打了 通了 颜色的话要白的', ['logContact'], { interest: { color: '白' } }],
    ['李姐周六的话有空', ['setAppointment'], { appointment: { date: '2026-04-11' } }],
    ['李姐打了 通了 他问有没有现车', ['logContact'], { contact: { result: 'connected' } }],
    ['李姐打了 通了 说等老公回来再定', ['logContact'], { decisionMaker: '配偶' }],
    ['李姐来的时候改了颜色 要白的', ['updateCard'], { interest: { color: '白' } }],
    ['王先生13900005555看卡缤有白色的话就定', ['createCard'], { interest: { series: '卡缤' } }],
    ['李姐打了 通了 问要是全款多少钱', ['logContact'], { payment: { method: 'full' } }],
  ] as const)('%s', (text, intents, told) => {
    expect(read(text)).toMatchObject({ intents, ...told });
  });
});

test('what is asked for on the price keeps its condition', () => {
  expect(read('李姐要是再让3000今天就能定 让主管来一下').intents).toContain('requestDiscount');
});
