import { and, desc, eq, gte, isNotNull, lt } from 'drizzle-orm';
import type { CustomerId, MessageId, StoreId } from '../domain/ids.ts';
import type { DaysOff } from '../domain/days-off.ts';
import { type RuleBook, ruleBook, type RuleChange } from '../domain/rules.ts';
import type { Member, Role, UserId } from '../domain/staff.ts';
import { addDays, type Day, dayOf, instantOf } from '../domain/time.ts';
import { type Db, run } from './connect.ts';
import { type Customer, type CustomerClue, fitting, StaleCustomer } from './customers.ts';
import { assignmentsOf, behind, rowFrom, selection, type Statement } from './rows.ts';
import { customers } from './schema/customers.ts';
import { conversations, inbox } from './schema/messages.ts';

/** What the bot remembers of its talk with somebody; `pending` is read by `chat/pending.ts`. */
export interface Conversation {
  pending: unknown;
  pendingAt: Date | null;
  lastCustomerId: CustomerId | null;
  lastCustomerAt: Date | null;
  listed: CustomerId[];
  listedOn: Day | null;
}

/**
 * Who wrote, where the talk with him stood, which of his own customers the clue fits, the rules' numbers, and his days
 * off from the day of the message on.
 */
interface Sender {
  messageId: MessageId;
  member: Member;
  conversation: Conversation;
  own: Customer[];
  book: RuleBook;
  daysOff: DaysOff;
}

/** A message as it came. */
export interface Message {
  key: string;
  from: UserId;
  kind: string;
  text: string | null;
  at: Date;
}

export type TakenIn =
  | { kind: 'repeated'; reply: string | null }
  | { kind: 'stranger'; messageId: MessageId }
  | ({ kind: 'taken' } & Sender);

interface SenderRow {
  messageId: string | number | null;
  userId: UserId | null;
  name: string;
  roles: Role[];
  storeIds: (string | number)[];
  pending: unknown;
  pendingAt: number | null;
  lastCustomerId: string | number | null;
  lastCustomerAt: number | null;
  listed: CustomerId[] | null;
  listedOn: Day | null;
  own: Record<string, unknown>[] | null;
  rules: RuleChange[] | null;
  rest: Day[] | null;
  standsInFor: UserId[] | null;
  helpsWith: (string | number)[] | null;
  closed: Day[] | null;
}

/** What days off have moved is still asked about months later. */
const LOOK_BACK_DAYS = 100;
/** Who has called somebody lost may still say what came of it. */
const HELPED_DAYS = 7;

/** Small tables, read whole: no process keeps what another may have changed. */
function settingsOf(from: UserId, at: Date, params: unknown[]): string {
  const user = `$${params.push(from)}`;
  const today = `$${params.push(dayOf(at))}`;
  const since = `$${params.push(addDays(dayOf(at), -LOOK_BACK_DAYS))}`;
  const lately = `$${params.push(instantOf(addDays(dayOf(at), -HELPED_DAYS), '00:00').toISOString())}`;
  return `
    (select json_agg(json_build_object('key', key, 'value', value, 'since', since) order by id) from rule_changes) as rules,
    (select json_agg("on") from rest_days r where r.user_id = ${user} and "on" >= ${since}) as rest,
    (select json_agg(r.user_id) from rest_days r where r.delegate_id = ${user} and "on" = ${today}) as "standsInFor",
    (select json_agg(distinct id) from (
      select o.id from tasks t join customers o on o.id = t.customer_id
      where t.owner_id = ${user} and o.owner_id <> ${user} and (t.state = 'open' or t.done_at >= ${lately})
      union all
      select o.id from rest_days r
      join rest_days still on still.user_id = r.user_id and still."on" = ${today}
      join customers o on o.owner_id = r.user_id and o.next_due_on = r."on" and o.stand_in
      where r.delegate_id = ${user} and r."on" < ${today}
    ) helped) as "helpsWith",
    (select json_agg("on") from closed_days d where "on" >= ${since}
      and (d.store_id is null or d.store_id = store_ids[1])) as closed`;
}

const SENDER = `user_id as "userId", name, to_json(roles) as roles, to_json(store_ids) as "storeIds", pending,
    extract(epoch from pending_at)::float8 * 1000 as "pendingAt", last_customer_id as "lastCustomerId",
    extract(epoch from last_customer_at)::float8 * 1000 as "lastCustomerAt", listed, listed_on::text as "listedOn"`;

const INTAKE = `
  with taken as (
    insert into inbox (key, from_id, kind, text, at) values ($1, $2, $3, $4, $5)
    on conflict (key) do nothing
    returning id
  ), sender as (
    select c.*, s.name, s.roles, s.store_ids
    from conversations c join staff s on s.user_id = c.user_id
    where c.user_id = $2 and s.is_active
    for no key update of c
  )
  select (select id from taken) as "messageId",
    set_config('bubu.message', coalesce((select id from taken)::text, ''), true), ${SENDER}`;

/**
 * Takes in a message at its first delivery and reads, in the same round trip, who sent it and where the talk stood, and
 * which of his customers the message may be about. The sender's conversation stays locked to the end of the
 * transaction, so his messages are worked on one after the other; a second delivery waits for the first and then
 * gets the reply that was stored. From here on every change in the transaction is journaled under the message.
 */
export async function takeIn(db: Db, message: Message, clue?: CustomerClue): Promise<TakenIn> {
  const { key, from, kind, text, at } = message;
  const params: unknown[] = [key, from, kind, text, at.toISOString()];
  const settings = settingsOf(from, at, params);
  const own = ownOf(from, clue, params);
  const [row] = await run<SenderRow>(
    db,
    `${INTAKE}, ${settings}, ${own} as own from (select 1) one left join sender on true`,
    params,
  );
  if (!row?.messageId) {
    const [known] = await db.select({ reply: inbox.reply }).from(inbox).where(eq(inbox.key, message.key));
    return { kind: 'repeated', reply: known?.reply ?? null };
  }
  const messageId = Number(row.messageId) as MessageId;
  return row.userId
    ? { kind: 'taken', ...senderOf(row, messageId, row.userId) }
    : { kind: 'stranger', messageId };
}

/** What a message meets, read without taking it in: `version` tells whether the talk still stands there. */
export interface Foreseen extends Sender {
  version: string;
}

/**
 * Reads the same as `takeIn` and writes nothing; the message gets the id that it is to have. Undefined when it was
 * taken in before, or is a stranger's.
 */
export async function foresee(db: Db, message: Message, clue?: CustomerClue): Promise<Foreseen | undefined> {
  const { key, from, at } = message;
  const params: unknown[] = [key, from];
  const settings = settingsOf(from, at, params);
  const own = ownOf(from, clue, params);
  const [row] = await run<SenderRow & { version: string }>(
    db,
    `select nextval('inbox_id_seq') as "messageId", c.xmin::text as version, ${SENDER}, ${settings}, ${own} as own
    from conversations c join staff s using (user_id)
    where user_id = $2 and s.is_active and not exists (select from inbox where key = $1)`,
    params,
  );
  if (!row?.userId) return undefined;
  return { ...senderOf(row, Number(row.messageId) as MessageId, row.userId), version: row.version };
}

/** The customers of somebody's own whom the clue fits, as a JSON list; no list without a clue. */
function ownOf(ownerId: UserId, clue: CustomerClue | undefined, params: unknown[]): string {
  if (!clue) return 'null::json';
  const fit = fitting({ ownerIds: [ownerId] }, clue, (value) => `$${params.push(value)}`);
  return `(select json_agg(c) from (${selection(customers, fit)}) c)`;
}

function senderOf(row: SenderRow, messageId: MessageId, userId: UserId): Sender {
  return {
    messageId,
    member: {
      userId,
      name: row.name,
      roles: row.roles,
      storeIds: row.storeIds.map((id) => Number(id) as StoreId),
      standsInFor: row.standsInFor ?? [],
      helpsWith: (row.helpsWith ?? []).map((id) => Number(id) as CustomerId),
    },
    conversation: {
      pending: row.pending,
      pendingAt: instant(row.pendingAt),
      lastCustomerId: row.lastCustomerId === null ? null : (Number(row.lastCustomerId) as CustomerId),
      lastCustomerAt: instant(row.lastCustomerAt),
      listed: row.listed ?? [],
      listedOn: row.listedOn,
    },
    own: (row.own ?? []).map((customer) => rowFrom(customers, customer)),
    book: ruleBook(row.rules ?? []),
    daysOff: { rest: new Set(row.rest ?? []), closed: new Set(row.closed ?? []) },
  };
}

function instant(epochMs: number | null): Date | null {
  return epochMs === null ? null : new Date(epochMs);
}

/** What the audit keeps of a message that wrote something: no names, phones or words of people. */
export interface Deed {
  action: string;
  storeId?: StoreId | undefined;
  customerId?: CustomerId | undefined;
}

/** What is kept of an answered message, with the writes that were left to the end. */
export interface Ending {
  reply: string | null;
  did: string | null;
  deed?: Deed | undefined;
  conversation: Partial<Conversation>;
  writes: readonly Statement[];
}

/** Which message ends, and whose it was; a stranger is nobody. */
interface Of {
  messageId: MessageId;
  userId: UserId | undefined;
  at: Date;
}

/**
 * Keeps what was answered, where the talk stands now and what was done, with the writes that were left to the end: the
 * last of the transaction, in one statement. Answers whether the message left something in the outbox. Throws
 * `StaleCustomer` when one of the writes found no row.
 */
export async function finishMessage(db: Db, of: Of, ending: Ending): Promise<boolean> {
  const { messageId, userId, at } = of;
  const params: unknown[] = [ending.reply, ending.did, messageId, at.toISOString()];
  const talk = talkChange(userId === undefined ? {} : ending.conversation, params);
  const parts = [
    'answered as (update inbox set reply = $1, did = $2 where id = $3)',
    ...(talk ? [`talk as (${talk} where user_id = $${params.push(userId)})`] : []),
    ...auditOf(ending, of, params),
  ];
  const writes = ending.writes.map((statement, index) => `w${index} as (${behind(statement, params)})`);
  const [row] = await run<{ posted: boolean; written: number }>(
    db,
    `with ${[...parts, ...writes].join(', ')}
    select (${countOf(writes)})::int as written, exists (
      select from outbox where created_at = $4 and sent_at is null and failed_at is null
    ) as posted`,
    params,
  );
  if ((row?.written ?? 0) < writes.length) throw new StaleCustomer();
  return row?.posted ?? true;
}

/**
 * Takes in a message that was foreseen, as the beginning of a transaction. As `takeIn`, but it reads nothing again: it
 * rejects with a serialization failure when the talk has moved on since, or the message was taken in.
 */
export async function takeInForeseen(db: Db, message: Message, seen: Foreseen): Promise<void> {
  const params: unknown[] = [];
  await run(
    db,
    unlessStale([intakeOf(message, seen, params), placeOf(message, seen, params)], seen, params),
    params,
  );
}

/**
 * Takes in a message that was foreseen, with everything that comes of it, in one statement: a transaction of its own.
 * Rejects with a serialization failure, and nothing is written, when the talk, the customer or the message itself
 * was taken on by somebody else since. What it changes is journaled under the message, as with `takeIn`.
 */
export async function takeInAtOnce(db: Db, message: Message, seen: Foreseen, ending: Ending): Promise<void> {
  const params: unknown[] = [];
  const must = [intakeOf(message, seen, params, ending), placeOf(message, seen, params, ending.conversation)];
  must.push(...ending.writes.map((statement, index) => `w${index} as (${behind(statement, params)})`));
  const of = { messageId: seen.messageId, userId: message.from, at: message.at };
  const audited = auditOf(ending, of, params);
  await run(db, unlessStale(must, seen, params, audited), params);
}

function intakeOf(
  { key, from, kind, text, at }: Message,
  { messageId }: Foreseen,
  params: unknown[],
  ending?: Ending,
): string {
  const { reply = null, did = null } = ending ?? {};
  const values = [messageId, key, from, kind, text, at.toISOString(), reply, did];
  const marks = values.map((value) => `$${params.push(value)}`);
  return `taken as (
    insert into inbox (id, key, from_id, kind, text, at, reply, did) overriding system value
    values (${marks.join(', ')}) on conflict (key) do nothing returning 1
  )`;
}

/** Moves the talk on from where it was seen, or locks it there. */
function placeOf(
  { from }: Message,
  { version }: Foreseen,
  params: unknown[],
  conversation: Partial<Conversation> = {},
): string {
  const change = talkChange(conversation, params);
  const place = `user_id = $${params.push(from)} and xmin::text = $${params.push(version)}`;
  return change
    ? `talk as (${change} where ${place} returning 1)`
    : `talk as (select from conversations where ${place} for no key update)`;
}

/** One statement, journaled under the message, in which each of the parts must find its one row. */
function unlessStale(
  must: readonly string[],
  { messageId }: Foreseen,
  params: unknown[],
  others: readonly string[] = [],
): string {
  return `with ${[...must, ...others].join(', ')}
    select set_config('bubu.message', $${params.push(String(messageId))}, true),
      case when ${countOf(must)} < ${must.length} then bubu_refuse_stale() end`;
}

/** The update that moves the talk on, but for whose it is; undefined when it stays where it is. */
function talkChange(conversation: Partial<Conversation>, params: unknown[]): string | undefined {
  const { names, params: values } = assignmentsOf(conversations, conversation);
  const sets = names.map((name, index) => `${name} = $${params.push(values[index])}`);
  return sets.length > 0 ? `update conversations set ${sets.join(', ')}` : undefined;
}

function auditOf({ deed }: Ending, { messageId, userId, at }: Of, params: unknown[]): string[] {
  if (!deed) return [];
  const { action, storeId = null, customerId = null } = deed;
  const values = [at.toISOString(), messageId, userId ?? null, action, storeId, customerId];
  const marks = values.map((value) => `$${params.push(value)}`);
  return [
    `audited as (
      insert into audit (at, message_id, actor_id, action, store_id, customer_id) values (${marks.join(', ')})
    )`,
  ];
}

/** How many rows the named parts of a statement wrote together. */
function countOf(parts: readonly string[]): string {
  const names = parts.map((part) => part.slice(0, part.indexOf(' ')));
  return ['0', ...names.map((name) => `(select count(*) from ${name})`)].join(' + ');
}

/** The customers of a list that was pushed to somebody, so that a number answers it. */
export async function noteListed(db: Db, userId: UserId, listed: CustomerId[], listedOn: Day): Promise<void> {
  await db.update(conversations).set({ listed, listedOn }).where(eq(conversations.userId, userId));
}

/** What somebody wrote since then, before a message of his; oldest first. */
export async function previousTexts(db: Db, from: UserId, before: MessageId, since: Date): Promise<string[]> {
  const rows = await db
    .select({ text: inbox.text })
    .from(inbox)
    .where(and(eq(inbox.fromId, from), eq(inbox.kind, 'text'), lt(inbox.id, before), gte(inbox.at, since)))
    .orderBy(desc(inbox.id))
    .limit(3);
  return rows.flatMap(({ text }) => text ?? []).reverse();
}

/** Forgets the words of messages older than that; their keys stay, so that none is taken in again. */
export async function sweepInbox(db: Db, before: Date): Promise<void> {
  await db
    .update(inbox)
    .set({ text: null, reply: null })
    .where(and(lt(inbox.at, before), isNotNull(inbox.text)));
}
