import type { Fen } from './money.ts';
import type { Day } from './time.ts';

/** What an order cannot do without on file (R39). */
export interface OrderFacts {
  priceFen: Fen | null;
  deliveryBy: Day | null;
  payment: string | null;
  paidFen: number;
}

const FIELDS: readonly { label: string; isThere(order: OrderFacts): boolean; say: string }[] = [
  { label: '成交价', isThere: ({ priceFen }) => priceFen !== null, say: '成交价12.58万' },
  { label: '交车日期', isThere: ({ deliveryBy }) => deliveryBy !== null, say: '月底交车' },
  { label: '付款方式', isThere: ({ payment }) => payment !== null, say: '全款' },
  { label: '订金', isThere: ({ paidFen }) => paidFen > 0, say: '定金5000' },
];

export interface OrderFile {
  filled: number;
  of: number;
  missing: string[];
  /** How what is missing is said in one line. */
  say: string;
}

/** How much of the order file is there, and what is not. */
export function orderFile(order: OrderFacts): OrderFile {
  const missing = FIELDS.filter(({ isThere }) => !isThere(order));
  return {
    filled: FIELDS.length - missing.length,
    of: FIELDS.length,
    missing: missing.map(({ label }) => label),
    say: missing.map(({ say }) => say).join(' '),
  };
}

/** "订单档案 2/4，还缺：成交价、付款方式。回：成交价12.58万 全款" */
export function orderFileLine({ filled, of, missing, say }: OrderFile): string {
  return missing.length === 0
    ? `订单档案 ${filled}/${of}，齐了`
    : `订单档案 ${filled}/${of}，还缺：${missing.join('、')}。回：${say}`;
}
