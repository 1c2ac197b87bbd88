import type { Customer } from '../db/customers.ts';
import { readDaysOff } from '../db/rules.ts';
import type { Calendar } from '../domain/cadence.ts';
import { dayOf } from '../domain/time.ts';
import type { Talk } from './command.ts';

/** By what a customer's day is reckoned: today's rules, and the days off of his consultant, who may be another. */
export async function calendarOf(
  { db, book, daysOff, member, at }: Talk,
  { ownerId, storeId }: Customer,
): Promise<Calendar> {
  const today = dayOf(at);
  const isOwn = ownerId === member.userId && storeId === member.storeIds[0];
  return {
    today,
    rules: book.on(today),
    daysOff: isOwn ? daysOff : await readDaysOff(db, ownerId, storeId, today),
  };
}
