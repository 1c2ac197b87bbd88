import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROLES } from '../../src/domain/staff.ts';
import { interpret } from '../../src/language/interpret.ts';
import { growth, LINEAR } from '../support/growth.ts';

const NOW = new Date('2026-04-08T15:00:00+08:00');
const PIECES = [
  '王先生',
  '李姐',
  '小刘',
  '13900001234',
  '1390000123',
  '科雷傲',
  'CRV',
  '打了',
  '没接',
  '通了',
  '约了',
  '周六',
  '下午2点',
  '不是',
  '不对',
  '是B级',
  '升A',
  '降C',
  '订了',
  '定金5000',
  '尾款',
  '3万2',
  '战败',
  '同意',
  '不同意',
  '批了',
  '来店',
  '没留',
  '二次',
  '来电',
  '撤销',
  '吗',
  '?',
  '谁',
  '多少',
  '统计',
  '本周',
  '一店',
  '目标',
  '\n',
  ' ',
  ',',
  '。',
  '1 ',
  '2 ',
  '3.',
  '😂',
  '\u0000',
  '１２',
  '幺三九',
  '短信发了',
  '明天我休',
  '帮我',
  '更正',
  '留号8 不是9',
  '第一个',
  '前两个',
];
const message = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 6 })), {
    maxLength: 24,
  })
  .map((parts) => parts.join(''));
const role = fc.constantFrom(...ROLES);

test('whatever is written is read without an error, and the same way again', () => {
  fc.assert(
    fc.property(message, role, fc.array(message, { maxLength: 2 }), (text, who, context) => {
      const circumstances = { now: NOW, roles: [who], context };
      const meaning = interpret(text, circumstances);
      expect(meaning.intents.length).toBeGreaterThan(0);
      expect(interpret(text, circumstances)).toEqual(meaning);
    }),
    { numRuns: 1500 },
  );
});

test('a number that is read stands in the message, digit by digit', () => {
  fc.assert(
    fc.property(message, (text) => {
      const { customer, items = [] } = interpret(text, { now: NOW, roles: ['consultant'], context: [] });
      const digits = text
        .normalize('NFKC')
        .replaceAll('幺', '1')
        .replaceAll('三', '3')
        .replaceAll('九', '9')
        .replaceAll(/\D/g, '');
      for (const phone of [customer?.phone, ...items.map((item) => item.customer?.phone)])
        if (phone) expect(digits).toContain(phone);
    }),
    { numRuns: 1500 },
  );
});

test('ten thousand characters are answered at once, and not read', () => {
  const { intents, needs } = interpret('王先生打了没接 '.repeat(1250), {
    now: NOW,
    roles: ['consultant'],
    context: [],
  });
  expect(intents).toEqual(['ask']);
  expect(needs?.[0]).toContain('太长');
});

test.each([
  '王先生 13900001234 看科雷傲 首次来店 预算18左右 B ',
  '没接 ',
  '1 没接 ',
  '周六',
  '王先生',
  '不对 是B级 ',
  '帮我 ',
])('the cost of a message grows linearly: %s', (piece) => {
  const textOf = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const work = (text: string) => void interpret(text, { now: NOW, roles: ['consultant'], context: [] });
  expect(growth(textOf, work, 3600)).toBeLessThan(LINEAR);
});
