import { answerAssist, type Assist, listOpenAssists } from '../db/assists.ts';
import type { Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { findStaff } from '../db/staff.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { dayOf, instantOf } from '../domain/time.ts';
import type { Talk } from './command.ts';
import { describe } from './describe.ts';

/** A call for help is for the customer who sits there now: it ends with the day. */
export function callsSince({ at }: Pick<Talk, 'at'>): Date {
  return instantOf(dayOf(at), '00:00');
}

const MINUTE_MS = 60_000;

function minutesSince(call: Assist, at: Date): number {
  return Math.round((at.getTime() - call.at.getTime()) / MINUTE_MS);
}

/**
 * Somebody comes, or sends another: the first to answer counts, with the time it took. Answers how many minutes, or
 * undefined when somebody was faster.
 */
export async function answerCall(
  { db, member, at, messageId }: Talk,
  { assist, customer }: { assist: Assist; customer: Customer },
  sent?: UserId,
): Promise<number | undefined> {
  const minutes = minutesSince(assist, at);
  const answer = { answeredBy: member.userId, answeredAt: at, minutes };
  if (!(await answerAssist(db, assist.id, answer))) return undefined;
  // Whoever comes answers every call for this customer, also one that was made in vain before.
  for (const { assist: before } of await listOpenAssists(db, callsSince({ at }), customer.id))
    await answerAssist(db, before.id, { ...answer, minutes: minutesSince(before, at) });
  const [asker, other] = await Promise.all([findStaff(db, assist.by), sent && findStaff(db, sent)]);
  const who = other ? `${member.name}派${calledBy(other)}马上过来` : `${member.name}马上到`;
  const text = `${who}（${describe(customer)}，${respondedIn(minutes)}）。`;
  const told = { key: `assist-answered:${assist.id}`, at, cause: messageId };
  await post(db, { ...told, to: assist.by, body: { kind: 'text', text } });
  if (other) {
    const order = `${member.name}请您马上去帮${asker ? calledBy(asker) : '同事'}谈${describe(customer)}。`;
    const key = `assist-sent:${assist.id}`;
    await post(db, { ...told, key, to: other.userId, body: { kind: 'text', text: order } });
  }
  return minutes;
}

/** 响应用了2分钟. */
export function respondedIn(minutes: number): string {
  return minutes < 1 ? '响应用了不到1分钟' : `响应用了${minutes}分钟`;
}

/** Takes a customer nobody attends to; undefined when somebody was faster. Whoever called is told. */
export async function receiveCustomer(
  { db, member, at, messageId }: Talk,
  call: Assist,
): Promise<number | undefined> {
  const minutes = minutesSince(call, at);
  if (!(await answerAssist(db, call.id, { answeredBy: member.userId, answeredAt: at, minutes })))
    return undefined;
  if (call.by !== member.userId) {
    const text = `${member.name}去接了（${respondedIn(minutes)}）。`;
    const told = { key: `received:${call.id}`, to: call.by, at, cause: messageId };
    await post(db, { ...told, body: { kind: 'text', text } });
  }
  return minutes;
}
