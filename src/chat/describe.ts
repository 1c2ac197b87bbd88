import type { Customer } from '../db/customers.ts';

/** How a customer is called: 王先生, or 尾号1234 while only his number is known. */
export function describe({ name, alias, phone, wechat }: Customer): string {
  if (alias ?? name) return alias ?? name ?? '';
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
