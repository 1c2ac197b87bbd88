import type { Fen } from './money.ts';
import type { Phone } from './phone.ts';
import type { Day } from './time.ts';

/** Stands for the old car of somebody who has none: told, so nothing is owed. */
export const NO_OLD_CAR = '没有';

/** What a card (A卡) says of a customer, as far as its completeness is judged. */
export interface CardFields {
  name: string | null;
  phone: Phone | null;
  series: string | null;
  color: string | null;
  budgetFen: Fen | null;
  usage: string | null;
  payment: string | null;
  competitors: readonly string[];
  decisionMaker: string | null;
  tradeIn: string | null;
  concerns: readonly string[];
  agreedOn: Day | null;
}

/** The 12 fields of a detailed card, in the order in which they are asked for (R10). */
const FIELDS = {
  name: '称呼',
  phone: '电话',
  series: '车型',
  color: '颜色',
  budgetFen: '预算',
  usage: '用途',
  payment: '付款方式',
  competitors: '竞品',
  decisionMaker: '决策人',
  tradeIn: '旧车',
  concerns: '顾虑',
  agreedOn: '下次日期',
} as const satisfies Record<keyof CardFields, string>;

/** How many of the 12 fields are filled, and the names of the others. */
export function completeness(card: CardFields): { filled: number; of: number; missing: string[] } {
  const missing = Object.entries(FIELDS)
    .filter(([field]) => isBlank(card[field as keyof CardFields]))
    .map(([, label]) => label);
  const of = Object.keys(FIELDS).length;
  return { filled: of - missing.length, of, missing };
}

function isBlank(value: CardFields[keyof CardFields]): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
