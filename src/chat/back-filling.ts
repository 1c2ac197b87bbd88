import type { Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { listStaff } from '../db/staff.ts';
import { type Timeliness, timeliness } from '../domain/back-fill.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { type Day, daysBetween, dayOf, formatDay } from '../domain/time.ts';
import type { Talk } from './command.ts';
import { describe } from './describe.ts';

/** What the receipt adds to an entry told late. */
export interface BackFill {
  worth: Timeliness;
  line?: string;
}

/** Judges an entry by the day on which it happened; of one that is late and counts the supervisor is told (D23). */
export async function backFill(talk: Talk, customer: Customer, on: Day, what: string): Promise<BackFill> {
  const { db, member, at, book, messageId } = talk;
  const today = dayOf(at);
  const rules = book.on(today);
  const worth = timeliness(on, today, rules);
  if (worth === 'inTime') return { worth };
  if (worth === 'tooLate')
    return { worth, line: `过了${rules.backfillDays}天才补，只留记录：不算数，下次回访的日子不变` };
  const supervisor = supervisorOf(await listStaff(db), member.userId, customer.storeId);
  if (!supervisor) return { worth };
  const text = `${member.name}补录${formatDay(on)}的${what}：${describe(customer)}（晚了${daysBetween(on, today)}天）\n“${talk.text}”\n照算。对不上请找他核实。`;
  const key = `late:${messageId}:${customer.id}`;
  await post(db, { key, to: supervisor.userId, body: { kind: 'text', text }, at, cause: messageId });
  return { worth, line: `晚了${daysBetween(on, today)}天才补，已告诉${supervisor.name}` };
}
