import { expect, test } from 'vitest';
import {
  type CardDetail,
  type CardFields,
  completeness,
  DETAIL_DAYS,
  DETAILED_FROM,
  isDetailed,
} from '../../src/domain/card.ts';
import { fen } from '../../src/domain/money.ts';
import type { Phone } from '../../src/domain/phone.ts';
import { day } from '../../src/domain/time.ts';

const EMPTY: CardFields = {
  name: null,
  phone: null,
  series: null,
  color: null,
  budgetFen: null,
  usage: null,
  payment: null,
  competitors: [],
  decisionMaker: null,
  tradeIn: null,
  concerns: [],
  agreedOn: null,
};

const FULL: CardFields = {
  name: '王先生',
  phone: '13900001234' as Phone,
  series: '科雷傲',
  color: '白',
  budgetFen: fen(0),
  usage: '自用',
  payment: '全款',
  competitors: ['缤智'],
  decisionMaker: '太太',
  tradeIn: '捷达',
  concerns: ['价格'],
  agreedOn: day('2026-04-11'),
};

const LABELS = [
  '称呼',
  '电话',
  '车型',
  '颜色',
  '预算',
  '用途',
  '付款方式',
  '竞品',
  '决策人',
  '旧车',
  '顾虑',
  '下次日期',
];

test('a card has the twelve fields of R10, asked for in that order', () => {
  expect(completeness(EMPTY)).toEqual({ filled: 0, of: 12, missing: LABELS });
  expect(completeness(FULL)).toEqual({ filled: 12, of: 12, missing: [] });
});

test.each(Object.keys(FULL).map((field, index) => [field, LABELS[index]]))(
  'only %s is counted when only that is known, and only %s is missed when only that is not',
  (field, label) => {
    const name = field as keyof CardFields;
    expect(completeness({ ...EMPTY, [name]: FULL[name] })).toMatchObject({ filled: 1 });
    expect(completeness({ ...FULL, [name]: EMPTY[name] })).toEqual({ filled: 11, of: 12, missing: [label] });
  },
);

test('what else a row holds beside the twelve fields is not counted', () => {
  const row = { ...EMPTY, wechat: 'wx0000', district: '城东', alias: '老王' };
  expect(completeness(row).filled).toBe(0);
});

test('two days are given for eight fields (D14)', () => {
  expect([DETAILED_FROM, DETAIL_DAYS]).toEqual([8, 2]);
});

const JUST_DETAILED: CardDetail = {
  cardFilled: 8,
  phone: '13900001234' as Phone,
  series: '科雷傲',
  source: 'walkIn',
  grade: 'C',
  nextDueOn: day('2026-04-22'),
  agreedOn: null,
};

test.each<[string, Partial<CardDetail>, boolean]>([
  ['8 fields and all musts', {}, true],
  ['7 fields and all musts', { cardFilled: 7 }, false],
  ['12 fields, but no phone', { cardFilled: 12, phone: null }, false],
  ['12 fields, but no model', { cardFilled: 12, series: null }, false],
  ['12 fields, but no source', { cardFilled: 12, source: null }, false],
  ['12 fields, but no grade', { cardFilled: 12, grade: null }, false],
  ['11 fields, but no next date', { cardFilled: 11, nextDueOn: null }, false],
  ['8 fields and an agreed day', { nextDueOn: null, agreedOn: day('2026-04-20') }, true],
])('a card with %s (D14)', (_, known, detailed) => {
  expect(isDetailed({ ...JUST_DETAILED, ...known })).toBe(detailed);
});
