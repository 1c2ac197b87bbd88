import { expect, test } from 'vitest';
import { type LoanFact, readLoanFacts } from '../../../src/language/values/loan.ts';

function tell(fact: LoanFact): string {
  switch (fact.kind) {
    case 'bank':
      return fact.bank;
    case 'months':
      return `${fact.months} months`;
    case 'interestFree':
      return 'interest free';
    case 'downPayment':
    case 'rate':
      return `${fact.kind} ${fact.basisPoints}`;
  }
}

test.each<[text: string, facts: string]>([
  ['按揭走建行 三年 首付三成', '建设银行, 36 months, downPayment 3000'],
  ['36期免息', '36 months, interest free'],
  ['24期', '24 months'],
  ['贷款24个月', '24 months'],
  ['分期五年', '60 months'],
  ['贷款 5年60期', '60 months'],
  ['首付20%', 'downPayment 2000'],
  ['首付两成', 'downPayment 2000'],
  ['三成首付', 'downPayment 3000'],
  ['利率3.99%', 'rate 399'],
  ['年化4%', 'rate 400'],
  ['利率3.5', 'rate 350'],
  ['利息三个点', 'rate 300'],
  ['零利率', 'interest free'],
  ['工行分期', '工商银行'],
  ['走招行', '招商银行'],
  ['邮储', '邮储银行'],
  ['平安银行', '平安银行'],
  ['农商行贷款', '农村信用社'],
  ['厂家金融两年免息', '厂家金融, 24 months, interest free'],
  ['按揭一年', '12 months'],
  ['贷款三十六期', '36 months'],
])('%s', (text, facts) => {
  expect(
    readLoanFacts(text)
      .map(({ value }) => tell(value))
      .join(', '),
  ).toBe(facts);
});

test.each([
  '三年前买的',
  '开了三年',
  '2015年的车',
  '半年内能买',
  '两个月后',
  '优惠3%',
  '第3期',
  '贷款 明年底再说',
  '中行程记录仪',
  '工商局',
  '首付5万',
  '月供2300',
  '一个月内',
])('no fact of a loan in %s', (text) => {
  expect(readLoanFacts(text)).toEqual([]);
});
