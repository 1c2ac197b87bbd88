import { answerAssist, type Assist, listOpenAssists } from '../db/assists.ts';
import type { Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { findStaff } from '../db/staff.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { dayOf, instantOf } from '../domain/time.ts';
import { maySee } from './access.ts';
import { type Outcome, type Talk, UserError } from './command.ts';
import { describe, describeApart } from './describe.ts';
import { onlyName } from './meant-alerts.ts';
import { findWho } from './who.ts';
import { listOpenAlerts } from '../db/alerts.ts';
import type { AlertAnswer } from '../language/alert-answer.ts';

/** A call for help is for the customer who sits there now: it ends with the day. */
export function callsSince({ at }: Pick<Talk, 'at'>): Date {
  return instantOf(dayOf(at), '00:00');
}

/** A customer at whose table somebody is called for. */
export interface Call {
  assist: Assist;
  customer: Customer;
}

/** The calls for help of others that he may answer. */
export async function waitingCalls(talk: Talk): Promise<Call[]> {
  return (await listOpenAssists(talk.db, callsSince(talk))).filter(
    ({ assist, customer }) => assist.by !== talk.member.userId && maySee(talk.member, customer),
  );
}

/** He comes, and says so in words. */
export async function come(talk: Talk, call: Call): Promise<Outcome> {
  const minutes = await answerCall(talk, call);
  if (minutes === undefined) throw new UserError('已经有人去了。');
  return { lines: [`已告诉对方您马上到（${describe(call.customer)}，${respondedIn(minutes)}）。`] };
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
  { assist, customer }: Call,
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

const MOST_LISTED = 5;

/** 我来跟 to a call for help: he comes. Undefined when nobody calls, or when an alert is meant. */
export async function comesInstead(
  talk: Talk,
  answers: readonly AlertAnswer[],
): Promise<Outcome | undefined> {
  const [said, another] = answers;
  if (said?.answer !== 'takenOver' || another || said.numbers || said.remark) return undefined;
  const open = await listOpenAlerts(talk.db, talk.member.userId);
  const waiting = await waitingCalls(talk);
  const [call, second] = waiting;
  const name = onlyName(answers);
  if (name !== undefined) {
    const who = await findWho(talk, { intents: [], customerRef: { name } });
    const named = who.kind === 'found' ? [who.customer] : who.kind === 'several' ? who.customers : [];
    if (open.some(({ customerId }) => named.some(({ id }) => id === customerId))) return undefined;
    const calling = waiting.find(({ customer }) => named.some(({ id }) => id === customer.id));
    if (calling) return come(talk, calling);
    const [customer] = named;
    if (!customer || who.kind !== 'found') return undefined;
    throw new UserError(
      `${describe(customer)}没有等您处理的督导提醒。要接手这一单来谈，回：${describe(customer)}我来谈`,
    );
  }
  if (!call) return undefined;
  if (open.length > 0)
    throw new UserError(
      `是去帮${describe(call.customer)}，还是督导提醒您来跟？去帮回：马上到；督导回：全部我来跟，或带序号：1 我来跟`,
    );
  if (second)
    throw new UserError(
      [
        '有几位在等，去帮哪一位？回：王先生我来谈',
        ...waiting.slice(0, MOST_LISTED).map(({ customer }) => `· ${describeApart(customer)}`),
      ].join('\n'),
    );
  return come(talk, call);
}
