import { expect, test } from 'vitest';
import { fen, formatMoney, fromYuan } from '../../src/domain/money.ts';

test.each([
  [0, 0],
  [0.01, 1],
  // In binary 0.29 × 100 is 28.999…, and 1.15 × 100 is 114.999….
  [0.29, 29],
  [1.15, 115],
  [5000, 500_000],
  [125_800, 12_580_000],
])('%d yuan are %i fen', (yuan, amount) => {
  expect(fromYuan(yuan)).toBe(amount);
});

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])(
  '%d is no amount in fen',
  (amount) => {
    expect(() => fen(amount)).toThrow(RangeError);
  },
);

test('the largest whole number that is safe is an amount', () => {
  expect(fen(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
});

test.each([
  [0, '0元'],
  [1, '0.01元'],
  [500_000, '5000元'],
  [999_900, '9999元'],
  [1_000_000, '1万'],
  [12_580_000, '12.58万'],
  [12_345_600, '12.3456万'],
  [100_000_000, '100万'],
])('%i fen are said as %s', (amount, said) => {
  expect(formatMoney(fen(amount))).toBe(said);
});
