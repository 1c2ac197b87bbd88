import { and, desc, eq, gte, isNotNull, lt } from 'drizzle-orm';
import type { CustomerId, MessageId, StoreId } from '../domain/ids.ts';
import type { Member, Role, UserId } from '../domain/staff.ts';
import type { Day } from '../domain/time.ts';
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

export type TakenIn =
  | { kind: 'repeated'; reply: string | null }
  | { kind: 'stranger'; messageId: MessageId }
  | {
      kind: 'taken';
      messageId: MessageId;
      member: Member;
      conversation: Conversation;
      /** His own customers whom the clue fits. */
      own: Customer[];
    };

interface IntakeRow {
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
}

const INTAKE = `
  with taken as (
    insert into inbox (key, from_id, kind, text, at) values ($1, $2, $3, $4, $5)
    on conflict (key) do nothing
    returning id
  ), sender as (
    select c.user_id, s.name, s.roles, s.store_ids, c.pending, c.pending_at, c.last_customer_id, c.last_customer_at,
      c.listed, c.listed_on
    from conversations c join staff s on s.user_id = c.user_id
    where c.user_id = $2 and s.is_active
    for no key update of c
  )
  select (select id from taken) as "messageId",
    set_config('bubu.message', coalesce((select id from taken)::text, ''), true),
    sender.user_id as "userId", name, to_json(roles) as roles, to_json(store_ids) as "storeIds", pending,
    extract(epoch from pending_at)::float8 * 1000 as "pendingAt", last_customer_id as "lastCustomerId",
    extract(epoch from last_customer_at)::float8 * 1000 as "lastCustomerAt", listed, listed_on::text as "listedOn"`;
const SENDER = 'from (select 1) one left join sender on true';

/**
 * Takes in a message at its first delivery and reads, in the same round trip, who sent it and where the talk
 * stood, and which of his customers the message may be about. The sender's conversation stays locked to the end of the transaction, so his messages are worked on one
 * after the other; a second delivery waits for the first and then gets the reply that was stored. From here on
 * every change in the transaction is journaled under the message.
 */
export async function takeIn(
  db: Db,
  message: { key: string; from: UserId; kind: string; text: string | null; at: Date },
  clue?: CustomerClue,
): Promise<TakenIn> {
  const { key, from, kind, text, at } = message;
  const params: unknown[] = [key, from, kind, text, at.toISOString()];
  const fit = clue && fitting({ ownerId: from }, clue, (value) => `$${params.push(value)}`);
  const own = fit ? `(select json_agg(c) from (${selection(customers, fit)}) c)` : 'null::json';
  const [row] = await run<IntakeRow>(db, `${INTAKE}, ${own} as own ${SENDER}`, params);
  if (!row?.messageId) {
    const [known] = await db.select({ reply: inbox.reply }).from(inbox).where(eq(inbox.key, message.key));
    return { kind: 'repeated', reply: known?.reply ?? null };
  }
  const messageId = Number(row.messageId) as MessageId;
  if (!row.userId) return { kind: 'stranger', messageId };
  return {
    kind: 'taken',
    messageId,
    member: {
      userId: row.userId,
      name: row.name,
      roles: row.roles,
      storeIds: row.storeIds.map((id) => Number(id) as StoreId),
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

/**
 * Keeps what was answered, where the talk stands now and what was done, with the writes that were left to the end: the
 * last of the transaction, in one statement. Answers whether the message left something in the outbox. Throws
 * `StaleCustomer` when one of the writes found no row.
 */
export async function finishMessage(
  db: Db,
  { messageId, userId, at }: { messageId: MessageId; userId: UserId | undefined; at: Date },
  result: {
    reply: string | null;
    did: string | null;
    deed?: Deed | undefined;
    conversation: Partial<Conversation>;
    writes: readonly Statement[];
  },
): Promise<boolean> {
  const { reply, did, deed, conversation } = result;
  const params: unknown[] = [reply, did, messageId, at.toISOString()];
  const mark = (value: unknown) => `$${params.push(value)}`;
  const moved = assignmentsOf(conversations, userId === undefined ? {} : conversation);
  const sets = moved.names.map((name, index) => `${name} = ${mark(moved.params[index])}`).join(', ');
  const talk =
    sets === '' ? '' : `, talk as (update conversations set ${sets} where user_id = ${mark(userId)})`;
  const done =
    deed && [userId ?? null, deed.action, deed.storeId ?? null, deed.customerId ?? null].map(mark).join(', ');
  const audited = done
    ? `, audited as (insert into audit (at, message_id, actor_id, action, store_id, customer_id) values ($4, $3, ${done}))`
    : '';
  const writes = result.writes.map((statement, index) => `, w${index} as (${behind(statement, params)})`);
  const written = result.writes.map((_, index) => ` + (select count(*) from w${index})`);
  const [row] = await run<{ posted: boolean; written: number }>(
    db,
    `with answered as (update inbox set reply = $1, did = $2 where id = $3) ${talk} ${audited} ${writes.join('')}
    select (0${written.join('')})::int as written, exists (
      select from outbox where created_at = $4 and sent_at is null and failed_at is null
    ) as posted`,
    params,
  );
  if ((row?.written ?? 0) < result.writes.length) throw new StaleCustomer();
  return row?.posted ?? true;
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
