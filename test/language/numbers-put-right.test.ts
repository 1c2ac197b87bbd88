import { describe, expect, test } from 'vitest';
import { interpret } from '../../src/language/interpret.ts';

const read = (text: string) =>
  interpret(text, { now: new Date('2026-04-08T11:00:00+08:00'), roles: ['consultant'], context: [] });

describe('the right number behind the wrong one goes onto the card, and no call is told', () => {
  test.each([
    '王先生号码错了 应该是13900005555',
    '王先生号码写错了 13900005555',
    '王先生手机号不对 改成13900005555',
    '王先生电话不对 13900005555',
    '王先生号码少一位 13900005555',
    '王先生空号 新号13900005555',
    '王先生号码登记错了 是13900005555不是13900001234',
    '王先生的号码是13900005555 记错了',
    '王先生电话是13900005555 之前写错了',
    '王先生的电话是13900005555',
    '王先生新号13900005555',
  ])('%s', (text) => {
    const meaning = read(text);
    expect(meaning).toMatchObject({
      intents: ['updateCard'],
      customerRef: { name: '王先生' },
      customer: { phone: '13900005555' },
    });
    expect(meaning.contact).toBeUndefined();
  });
});

test('told of a call, it is a call and a new number', () => {
  expect(read('王先生打了 号码错了 应该是13900005555')).toMatchObject({
    intents: ['logContact', 'flagPhone', 'updateCard'],
    contact: { result: 'wrong_number' },
    customer: { phone: '13900005555' },
  });
});

test.each(['王先生号码错了', '王先生 13900005555 号码不对', '13900005555 空号', '王先生空号 13900005555'])(
  '"%s" names no other number',
  (text) => {
    const meaning = read(text);
    expect(meaning.intents).toContain('logContact');
    expect(meaning.customer).toBeUndefined();
  },
);

test.each(['不对 手机号是13900005555', '号码错了 应该是13900005555'])('%s: of the card before', (text) => {
  expect(read(text)).toMatchObject({ intents: ['correct'], field: 'phone', value: '13900005555' });
});

test.each([
  '王先生的号码是13900005555 科雷傲 B',
  '王先生 13900005555 科雷傲 C',
  '登记 王先生 电话是13900005555',
])('%s makes a card', (text) => {
  expect(read(text).intents).toContain('createCard');
});
