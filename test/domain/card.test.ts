import { expect, test } from 'vitest';
import { type CardFields, completeness } from '../../src/domain/card.ts';
import { fen } from '../../src/domain/money.ts';
import type { Phone } from '../../src/domain/phone.ts';
import { ruleBook } from '../../src/domain/rules.ts';
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

test('eight fields make a card detailed, within two days (D14)', () => {
  const { detailFields, detailDays } = ruleBook().on(day('2026-04-08'));
  expect([detailFields, detailDays]).toEqual([8, 2]);
});
