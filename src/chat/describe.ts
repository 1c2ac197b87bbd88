import type { Customer } from '../db/customers.ts';
import { customerName } from '../domain/customer-name.ts';

/** How a customer is called in talk. 姓赵 is all that is known: 姓赵的 can be said again and is read as him. */
export function describe(customer: Customer): string {
  const called = customerName(customer);
  return called.length === 1 ? `姓${called}的` : called;
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
