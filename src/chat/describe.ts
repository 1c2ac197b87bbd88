import type { Customer } from '../db/customers.ts';

/** How a customer is called: 王先生, or 尾号1234 while only his number is known. */
export function describe({ name, alias, phone, wechat }: Customer): string {
  const called = alias ?? name;
  // 姓赵 is all that is known: 姓赵的 can be said again and is read as him.
  if (called) return called.length === 1 ? `姓${called}的` : called;
  return phone ? `尾号${phone.slice(-4)}` : `微信${wechat}`;
}

/** A line that tells two customers of one name apart: model, colour, grade, last four digits. */
export function describeApart(customer: Customer): string {
  const { series, color, grade, phone } = customer;
  return [
    describe(customer),
    [series, color].filter(Boolean).join(' '),
    grade && `${grade}级`,
    phone && `尾号${phone.slice(-4)}`,
  ]
    .filter(Boolean)
    .join('｜');
}
