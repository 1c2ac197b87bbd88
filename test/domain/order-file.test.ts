import { expect, test } from 'vitest';
import { fen } from '../../src/domain/money.ts';
import { orderFile, orderFileLine } from '../../src/domain/order-file.ts';
import { day } from '../../src/domain/time.ts';

const WHOLE = { priceFen: fen(12_580_000), deliveryBy: day('2026-04-30'), payment: '全款', paidFen: 500_000 };

test('an order file that is whole', () => {
  expect(orderFile(WHOLE)).toMatchObject({ filled: 4, of: 4, missing: [] });
  expect(orderFileLine(orderFile(WHOLE))).toBe('订单档案 4/4，齐了');
});

test.each([
  [{ priceFen: null }, '成交价', '成交价12.58万'],
  [{ deliveryBy: null }, '交车日期', '月底交车'],
  [{ payment: null }, '付款方式', '全款'],
  [{ paidFen: 0 }, '订金', '定金5000'],
])('one that lacks %o asks for it alone', (lack, label, say) => {
  const file = orderFile({ ...WHOLE, ...lack });
  expect(file).toMatchObject({ filled: 3, missing: [label] });
  expect(orderFileLine(file)).toBe(`订单档案 3/4，还缺：${label}。回：${say}`);
});
