import { and, getTableColumns, inArray, isNull, lt, lte, min, or, type SQL, sql } from 'drizzle-orm';
import { isQuiet } from '../domain/business-hours.ts';
import type { MessageId } from '../domain/ids.ts';
import type { Notice } from '../domain/notice.ts';
import type { UserId } from '../domain/staff.ts';
import { addMinutes, clockOf, dayOf } from '../domain/time.ts';
import { type Db, run } from './connect.ts';
import { readRules } from './rules.ts';
import { outbox } from './schema/messages.ts';

/**
 * Puts a notice in the outbox unless one with this key was ever there; `cause` is the message that gave rise to
 * it. Answers whether it was put in.
 */
export async function post(
  db: Db,
  notice: { key: string; to: UserId; body: Notice; at: Date; cause?: MessageId },
): Promise<boolean> {
  const { key, to, body, at, cause = null } = notice;
  const row = { key, toId: to, body, createdAt: at, causeId: cause };
  const added = await db.insert(outbox).values(row).onConflictDoNothing().returning({ id: outbox.id });
  return added.length > 0;
}

/** Puts in those notices whose key was never there, in their order; answers how many. */
export async function postAll(
  db: Db,
  notices: readonly { key: string; to: UserId; body: Notice; at: Date; cause?: MessageId }[],
): Promise<number> {
  if (notices.length === 0) return 0;
  // One text and one parameter however many there are: the server plans it once. Most were there before.
  const put = await run(
    db,
    `insert into outbox (key, to_id, body, created_at, cause_id)
    select key, "to", body, at, cause
    from jsonb_to_recordset($1::jsonb)
      as notice (key text, "to" text, body jsonb, at timestamptz, cause bigint, place int)
    where not exists (select from outbox known where known.key = notice.key)
    order by place
    on conflict do nothing returning 1`,
    [JSON.stringify(notices.map((notice, place) => ({ ...notice, place })))],
  );
  return put.length;
}

/** WeCom drops silently what exceeds 30 a minute to one member; we stay well below (path 90312). */
const MAX_PER_MINUTE = 20;
const LEASE_MS = 60_000;
/** Waiting texts of one person that leave as one message. */
const MOST_JOINED = 20;
/** A text message holds 2,048 bytes (path 90236). */
export const TEXT_BYTES = 2048;
const BETWEEN_TEXTS = '\n\n';
/** WeCom swallows a push that is the same as one within this time (path 90236, the longest there is). */
const DUPLICATE_MINUTES = 4 * 60;

/** Notices that leave as one message: a single one, or several waiting texts of one person joined. */
export interface Dispatch {
  ids: number[];
  to: UserId;
  body: Notice;
  attempts: number;
  /** Answers to the person's own words: may repeat after a crash, must not be swallowed as duplicates. */
  isReply: boolean;
  /** Told after the text when the person got the same words shortly before: （14:05）. Empty as a rule. */
  mark: string;
}

const WAITING = and(isNull(outbox.sentAt), isNull(outbox.failedAt));

/** In the quiet hours only the answer to what somebody wrote or pressed goes out; all else waits for the morning (D17). */
const AT_ONCE = or(sql`${outbox.key} like 'reply:%'`, sql`${outbox.key} like 'card-done:%'`);

/**
 * Takes the next dispatch of every person for sending. Nobody else gets it while the lease lasts, nor a later one
 * for the same person: what was said first arrives first, but for the quiet hours, in which the clock's notices are
 * overtaken. What was joined once stays joined, so that a repetition after a crash is the same request, which WeCom
 * then recognises and delivers once.
 */
export async function leaseDispatches(db: Db, at: Date): Promise<Dispatch[]> {
  const rules = (await readRules(db)).on(dayOf(at));
  const waiting = isQuiet(rules, at) ? and(WAITING, AT_ONCE) : WAITING;
  return db.transaction(async (tx) => {
    const oldest = tx
      .select({ id: min(outbox.id) })
      .from(outbox)
      .where(waiting)
      .groupBy(outbox.toId);
    const heads = await tx
      .select()
      .from(outbox)
      .where(
        and(inArray(outbox.id, oldest), or(isNull(outbox.leasedUntil), lt(outbox.leasedUntil, at)), WAITING),
      )
      .limit(50)
      .for('update', { skipLocked: true });
    if (heads.length === 0) return [];
    const queued = await queuesOf(tx, heads, waiting);
    const sent = await sentWithin(
      tx,
      heads.map(({ toId }) => toId),
      addMinutes(at, -1),
    );
    const leaving = heads.flatMap((head) => {
      const rows = queued(head);
      const body = joined(rows.map((row) => row.body as Notice));
      const before = sent.get(head.toId) ?? 0;
      // Nothing is so long that it could never go.
      if (before > 0 && before + messagesOf(bytesOf(body)) > MAX_PER_MINUTE) return [];
      return [{ head, rows, body }];
    });
    await lease(tx, leaving, new Date(at.getTime() + LEASE_MS));
    const markOf = await readMarks(tx, leaving);
    return leaving.map(({ head, rows, body }) => ({
      ids: rows.map(({ id }) => id),
      to: head.toId,
      body,
      attempts: head.attempts + 1,
      isReply: isReply(head),
      mark: isReply(head) ? '' : markOf(head, rows),
    }));
  });
}

type Row = typeof outbox.$inferSelect;
/** What leaves as one message: the rows that are joined in it, the oldest of which is the head. */
interface Leaving {
  head: Row;
  rows: readonly Row[];
}

/** What goes out with each head: the rows it was joined with before, or those of its person as far as one message holds. */
async function queuesOf(
  db: Db,
  heads: readonly Row[],
  waiting: SQL | undefined,
): Promise<(head: Row) => readonly Row[]> {
  const batches = heads.flatMap(({ batch }) => batch ?? []);
  const fresh = heads.filter(({ batch }) => batch === null).map(({ toId }) => toId);
  const place = sql<number>`row_number() over (partition by ${outbox.toId} order by ${outbox.id})`;
  const queue = db
    .select({ ...getTableColumns(outbox), place: place.as('place') })
    .from(outbox)
    .where(and(inArray(outbox.toId, fresh), waiting))
    .as('queue');
  const [joinedBefore, next] = await Promise.all([
    batches.length === 0
      ? []
      : db
          .select()
          .from(outbox)
          .where(and(inArray(outbox.batch, batches), WAITING))
          .orderBy(outbox.id),
    fresh.length === 0 ? [] : db.select().from(queue).where(lte(queue.place, MOST_JOINED)).orderBy(queue.id),
  ]);
  return (head) =>
    head.batch === null
      ? joinable(next.filter(({ toId }) => toId === head.toId))
      : joinedBefore.filter(({ batch }) => batch === head.batch);
}

async function lease(db: Db, leaving: readonly Leaving[], until: Date): Promise<void> {
  const leased = leaving.flatMap(({ head, rows }) => rows.map(({ id }) => ({ id, batch: head.id })));
  await run(
    db,
    `update outbox set batch = leased.batch, attempts = attempts + 1, leased_until = $2
    from jsonb_to_recordset($1::jsonb) as leased (id bigint, batch bigint) where outbox.id = leased.id`,
    [JSON.stringify(leased), until.toISOString()],
  );
}

function isReply(row: { key: string }): boolean {
  return row.key.startsWith('reply:');
}

/** How many messages went to each person since then. */
async function sentWithin(db: Db, to: readonly UserId[], since: Date): Promise<Map<UserId, number>> {
  const dispatches = await db
    .select({
      toId: outbox.toId,
      bytes: sql<number>`coalesce(sum(octet_length(${outbox.body} ->> 'text')), 0)::int`,
    })
    .from(outbox)
    .where(and(inArray(outbox.toId, [...to]), sql`${outbox.sentAt} > ${since.toISOString()}`))
    .groupBy(outbox.toId, outbox.batch);
  const sent = new Map<UserId, number>();
  for (const { toId, bytes } of dispatches) sent.set(toId, (sent.get(toId) ?? 0) + messagesOf(bytes));
  return sent;
}

function bytesOf(body: Notice): number {
  return body.kind === 'text' ? Buffer.byteLength(body.text) : 0;
}

/** At most so many messages: cut at line ends, two neighbouring parts hold more together than one message can. */
function messagesOf(bytes: number): number {
  return bytes <= TEXT_BYTES ? 1 : Math.floor((2 * bytes) / TEXT_BYTES) + 1;
}

/**
 * Tells a push from an earlier one of the same words, which WeCom would take for the same. It looks at what does not
 * change any more, not at the clock: a repetition after a crash must carry the same mark.
 */
async function readMarks(
  db: Db,
  leaving: readonly Leaving[],
): Promise<(head: Row, rows: readonly Row[]) => string> {
  const pushed = leaving.filter(({ head }) => !isReply(head));
  const texts = [...new Set(pushed.flatMap(({ rows }) => textsOf(rows)))];
  if (texts.length === 0) return () => '';
  const since = (head: Row) => addMinutes(head.createdAt, -DUPLICATE_MINUTES);
  const oldest = new Date(Math.min(...pushed.map(({ head }) => since(head).getTime())));
  const gone = sql<Date>`coalesce(${outbox.sentAt}, ${outbox.failedAt})`.mapWith(outbox.sentAt);
  const earlier = await db
    .select({ id: outbox.id, toId: outbox.toId, text: sql<string>`${outbox.body} ->> 'text'`, gone })
    .from(outbox)
    .where(
      and(
        inArray(
          outbox.toId,
          pushed.map(({ head }) => head.toId),
        ),
        sql`${gone} > ${oldest.toISOString()}`,
        inArray(sql`${outbox.body} ->> 'text'`, texts),
      ),
    );
  return (head, rows) => {
    const said = textsOf(rows);
    const times = earlier.filter(
      (each) =>
        each.toId === head.toId && each.id < head.id && each.gone > since(head) && said.includes(each.text),
    ).length;
    if (times === 0) return '';
    const clock = clockOf(head.createdAt);
    return times === 1 ? `（${clock}）` : `（${clock}，第${times + 1}次）`;
  };
}

function textsOf(rows: readonly Row[]): string[] {
  return rows.map(({ body }) => body as Notice).flatMap((body) => (body.kind === 'text' ? [body.text] : []));
}

/** The first row and as many texts behind it as fit into one message. */
function joinable(rows: readonly Row[]): Row[] {
  const taken: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const body = row.body as Notice;
    const size = body.kind === 'text' ? Buffer.byteLength(body.text + BETWEEN_TEXTS) : Infinity;
    const [head] = taken;
    if (head && (bytes + size > TEXT_BYTES || isReply(row) !== isReply(head))) break;
    taken.push(row);
    bytes += size;
  }
  return taken;
}

function joined(bodies: readonly Notice[]): Notice {
  const [first] = bodies;
  if (!first) throw new RangeError('a dispatch of nothing');
  const texts = bodies.flatMap((body) => (body.kind === 'text' ? [body.text] : []));
  return first.kind === 'text' ? { kind: 'text', text: texts.join(BETWEEN_TEXTS) } : first;
}

export async function markSent(db: Db, ids: readonly number[], sentAt: Date): Promise<void> {
  await db
    .update(outbox)
    .set({ sentAt, error: null })
    .where(inArray(outbox.id, [...ids]));
}

/** `retryAt` undefined: given up, and kept to be seen. */
export async function markFailed(
  db: Db,
  ids: readonly number[],
  failure: { error: string; at: Date; retryAt: Date | undefined },
): Promise<void> {
  const { error, at, retryAt } = failure;
  await db
    .update(outbox)
    .set(retryAt ? { error, leasedUntil: retryAt } : { error, failedAt: at })
    .where(inArray(outbox.id, [...ids]));
}

export async function countOutbox(db: Db): Promise<{ waiting: number; failed: number }> {
  const [row] = await db
    .select({
      waiting: sql<number>`count(*) filter (where ${outbox.sentAt} is null and ${outbox.failedAt} is null)::int`,
      failed: sql<number>`count(*) filter (where ${outbox.failedAt} is not null)::int`,
    })
    .from(outbox);
  return row ?? { waiting: 0, failed: 0 };
}

/** Everything that was put in after that row, oldest first. */
export function listOutboxSince(db: Db, id: number) {
  return db
    .select({ id: outbox.id, toId: outbox.toId, body: outbox.body, sentAt: outbox.sentAt })
    .from(outbox)
    .where(sql`${outbox.id} > ${id}`)
    .orderBy(outbox.id);
}

/** How often something of that kind was said in a time: the beginning of the keys names the kind. */
export async function countPosted(db: Db, keyPrefix: string, since: Date, until: Date): Promise<number> {
  const [row] = await db
    .select({ times: sql<number>`count(*)::int` })
    .from(outbox)
    .where(
      and(
        sql`starts_with(${outbox.key}, ${keyPrefix})`,
        sql`${outbox.createdAt} >= ${since.toISOString()}`,
        sql`${outbox.createdAt} < ${until.toISOString()}`,
      ),
    );
  return row?.times ?? 0;
}
