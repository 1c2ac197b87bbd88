import { expect, test } from 'vitest';
import { classOf, definitionOf, isVip } from '../../src/domain/customer-class.ts';

const CARD = { state: 'open', grade: null, isVip: false, ownedCar: null } as const;

test.each([
  [{}, '潜在顾客', null],
  [{ grade: 'C' }, '基盘顾客', '意向顾客'],
  [{ state: 'ordered', grade: 'O' }, '基盘顾客', '意向顾客'],
  [{ state: 'delivered', ownedCar: 'otherBrand' }, '基盘顾客', '自销保有'],
  [{ state: 'lost' }, '基盘顾客', '战败顾客'],
  [{ ownedCar: 'otherSale' }, '基盘顾客', '他销保有'],
  [{ ownedCar: 'otherBrand' }, '基盘顾客', '他厂牌保有'],
  [{ ownedCar: 'otherBrand', grade: 'B' }, '基盘顾客', '意向顾客'],
  [{ state: 'delivered', isVip: true }, 'VIP顾客', '自销保有'],
  [{ isVip: true }, 'VIP顾客', null],
] as const)('a customer of whom %o is known', (known, level, kind) => {
  expect(classOf({ ...CARD, ...known })).toEqual({ level, kind });
});

test.each([
  [{ isMarked: false, friendsWhoOrdered: 0, cars: 1 }, false],
  [{ isMarked: true, friendsWhoOrdered: 0, cars: 0 }, true],
  [{ isMarked: false, friendsWhoOrdered: 1, cars: 1 }, true],
  [{ isMarked: false, friendsWhoOrdered: 0, cars: 2 }, true],
])('%o makes a VIP: %s (D30)', (owner, expected) => {
  expect(isVip(owner)).toBe(expected);
});

test.each([
  '潜在顾客',
  '自销',
  '他销保有',
  '他厂牌保有',
  '战败',
  '死单',
  '转介',
  'VIP',
  '基本顾客群',
  '由头',
])('%s is explained by itself', (word) => {
  expect(definitionOf(word)).toMatch(new RegExp(`^${word.slice(0, 2)}`));
});

test('a word that is no word of the trade is not', () => {
  expect(definitionOf('天窗')).toBeUndefined();
});
