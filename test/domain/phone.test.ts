import { expect, test } from 'vitest';
import { maskPhone, parsePhone, phone, type Phone } from '../../src/domain/phone.ts';

test.each([
  ['13900001234', '13900001234'],
  ['139 0000 1234', '13900001234'],
  ['139-0000-1234', '13900001234'],
  ['+8613900001234', '13900001234'],
  ['+86 139 0000 1234', '13900001234'],
  ['8613900001234', '13900001234'],
  ['１３９００００１２３４', '13900001234'],
  ['19900001234', '19900001234'],
  ['1390000123', undefined],
  ['139000012345', undefined],
  ['12900001234', undefined],
  ['23900001234', undefined],
  ['013900001234', undefined],
  ['861390000123', undefined],
  ['139O0001234', undefined],
  ['1390000123a', undefined],
  ['13900001234 13900001234', undefined],
  ['', undefined],
])('%j is read as %s: a wrong number is never repaired', (text, phone) => {
  expect(parsePhone(text)).toBe(phone);
});

test('others see the first three and the last four digits', () => {
  expect(maskPhone('13900001234' as Phone)).toBe('139****1234');
});

test('a number of our own that is none throws without naming it', () => {
  expect(phone('13900001234')).toBe('13900001234');
  expect(() => phone('1390000123')).toThrow(new RangeError('not a mobile number'));
});
