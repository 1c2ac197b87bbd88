import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NUMBER, readNumber } from '../../src/language/numerals.ts';

test.each([
  ['0', 0],
  ['15', 15],
  ['013', 13],
  ['3.5', 3.5],
  ['12,580', 12580],
  ['１２', 12],
  ['零', 0],
  ['〇', 0],
  ['一', 1],
  ['两', 2],
  ['俩', 2],
  ['仨', 3],
  ['半', 0.5],
  ['十', 10],
  ['十八', 18],
  ['二十', 20],
  ['二十三', 23],
  ['廿三', 23],
  ['卅', 30],
  ['一百', 100],
  ['一百零五', 105],
  ['一百〇五', 105],
  ['一百五', 150],
  ['一百一十五', 115],
  ['两百五', 250],
  ['一千二', 1200],
  ['一千二百三十四', 1234],
  ['一千零二十', 1020],
  ['三千六', 3600],
  ['一万', 10_000],
  ['两万', 20_000],
  ['一万二', 12_000],
  ['一万零二', 10_002],
  ['三万二千', 32_000],
  ['十八万', 180_000],
  ['十八万八', 188_000],
  ['十八万八千', 188_000],
  ['二十万零五百', 200_500],
  ['一百二十万', 1_200_000],
  ['一亿', 100_000_000],
  ['一亿两千万', 120_000_000],
  ['3万2', 32_000],
  ['3万', 30_000],
  ['3万25', 32_500],
  ['3万2千', 32_000],
  ['19.28万', 192_800],
  ['12.5万', 125_000],
  ['2千', 2000],
  ['2千5', 2500],
  ['8百', 800],
  ['5k', 5000],
  ['2w', 20_000],
  ['三点五', 3.5],
  ['十二点五八', 12.58],
  ['零点五', 0.5],
  ['三点五万', 35_000],
  ['一万八千八', 18_800],
  ['一万八千八百八', 18_880],
  ['二〇二六', 2026],
  ['二零二六', 2026],
  ['一三八', 138],
  ['幺三八', 138],
  ['一五', 15],
  ['壹万贰仟', 12_000],
  ['三万半', 35_000],
  ['一百万', 1_000_000],
  ['万', undefined],
  ['百', undefined],
  ['幺', undefined],
  ['幺十', undefined],
  ['', undefined],
  ['点五', undefined],
  ['三点', undefined],
  ['一二十', undefined],
  ['十十', undefined],
  ['一千一千', undefined],
  ['3万2万', undefined],
  ['1.2.3', undefined],
  ['王', undefined],
  ['一个', undefined],
  ['万一', undefined],
])('%s is %s', (words, value) => {
  expect(readNumber(words)).toBe(value);
});

test.each([
  ['预算18左右', '18'],
  ['估了3万2 客户要4万', '3万2'],
  ['落地十八万八吧', '十八万八'],
  ['裸车19.28万', '19.28万'],
  ['首付三成', '三'],
  ['再优惠一千二', '一千二'],
])('the number in %s is found as %s', (text, words) => {
  expect(new RegExp(NUMBER).exec(text)?.[0]).toBe(words);
});

test('a number written in Chinese reads back as itself', () => {
  const digits = '零一二三四五六七八九';
  const below10000 = (value: number): string => {
    const written = [...String(value)]
      .map((digit, index, all) =>
        digit === '0' ? '零' : `${digits[Number(digit)]}${['', '十', '百', '千'][all.length - 1 - index]}`,
      )
      .join('');
    return written.replace(/零+/g, '零').replace(/零$/, '');
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 9999 }), (high, low) => {
      expect(readNumber(below10000(high))).toBe(high);
      const gap = low < 1000 ? '零' : '';
      const tail = low === 0 ? '' : gap + below10000(low);
      expect(readNumber(`${below10000(high)}万${tail}`)).toBe(high * 10_000 + low);
    }),
  );
});

test('no text makes it fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void readNumber(text)));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'零一二两十百千万亿点半幺123.,') }), (text) => {
      const value = readNumber(text);
      expect(value === undefined || Number.isFinite(value)).toBe(true);
    }),
  );
});
