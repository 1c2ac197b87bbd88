import { expect, test } from 'vitest';
import { readPayments } from '../../../src/language/values/payment.ts';

test.each<[text: string, payments: string]>([
  ['全款 12.58', 'full'],
  ['想分期', 'loan'],
  ['按揭走建行', 'loan'],
  ['贷款买', 'loan'],
  ['做贷款', 'loan'],
  ['零首付', 'loan'],
  ['首付三成', 'loan'],
  ['月供2300', 'loan'],
  ['免息的', 'loan'],
  ['一次性付清', 'full'],
  ['对公 要专票', 'full 对公'],
  ['走公户', 'full 对公'],
  ['刷了两万', 'card'],
  ['刷卡5000', 'card'],
  ['信用卡', 'card'],
  ['付现', 'cash'],
  ['现金', 'cash'],
  ['转账过来', 'transfer'],
  ['微信转了5000', 'wechat'],
  ['支付宝', 'alipay'],
  ['不贷款', 'loan negated'],
  ['不想分期', 'loan negated'],
  ['不全款', 'full negated'],
  ['换他爱人名字贷', 'loan'],
  ['fq', 'loan'],
  ['qk', 'full'],
  ['全款还是贷款', 'full, loan'],
])('%s', (text, payments) => {
  const told = readPayments(text).map(({ value: { method, via, negated } }) =>
    [method, via, negated && 'negated'].filter(Boolean).join(' '),
  );
  expect(told.join(', ')).toBe(payments);
});

test.each(['现金优惠2000', '刷了个抖音', '去对公司', '最低首付', '付了款', 'fqx', '公司买'])(
  'no way of paying in %s',
  (text) => {
    expect(readPayments(text)).toEqual([]);
  },
);
