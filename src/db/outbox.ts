import { and, count, eq, inArray, isNull, lt, min, or, sql } from 'drizzle-orm';
import type { MessageId } from '../domain/ids.ts';
import type { Notice } from '../domain/notice.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
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

/** WeCom drops silently what exceeds 30 a minute to one member; we stay well below (path 90312). */
const MAX_PER_MINUTE = 20;
const LEASE_MS = 60_000;
/** A text message holds 2,048 bytes (path 90236). */
const TEXT_BYTES = 2048;
const BETWEEN_TEXTS = '\n\n';

/** Notices that leave as one message: a single one, or several waiting texts of one person joined. */
export interface Dispatch {
  ids: number[];
  to: UserId;
  body: Notice;
  attempts: number;
  /** Answers to the person's own words: may repeat after a crash, must not be swallowed as duplicates. */
  isReply: boolean;
}

const WAITING = and(isNull(outbox.sentAt), isNull(outbox.failedAt));

/**
 * Takes the next dispatch of every person for sending. Nobody else gets it while the lease lasts, nor a later one
 * for the same person: what was said first arrives first. What was joined once stays joined, so that a repetition
 * after a crash is the same request, which WeCom then recognises and delivers once.
 */
export async function leaseDispatches(db: Db, at: Date): Promise<Dispatch[]> {
  return db.transaction(async (tx) => {
    const oldest = tx
      .select({ id: min(outbox.id) })
      .from(outbox)
      .where(WAITING)
      .groupBy(outbox.toId);
    const heads = await tx
      .select()
      .from(outbox)
      .where(
        and(inArray(outbox.id, oldest), or(isNull(outbox.leasedUntil), lt(outbox.leasedUntil, at)), WAITING),
      )
      .limit(50)
      .for('update', { skipLocked: true });
    const dispatches: Dispatch[] = [];
    for (const head of heads) {
      if ((await sentWithin(tx, head.toId, new Date(at.getTime() - 60_000))) >= MAX_PER_MINUTE) continue;
      const following = head.batch
        ? await tx
            .select()
            .from(outbox)
            .where(and(eq(outbox.batch, head.batch), WAITING))
            .orderBy(outbox.id)
        : await tx
            .select()
            .from(outbox)
            .where(and(eq(outbox.toId, head.toId), WAITING))
            .orderBy(outbox.id)
            .limit(20);
      const rows = head.batch ? following : joinable(following);
      const ids = rows.map(({ id }) => id);
      await tx
        .update(outbox)
        .set({
          batch: head.id,
          attempts: sql`${outbox.attempts} + 1`,
          leasedUntil: new Date(at.getTime() + LEASE_MS),
        })
        .where(inArray(outbox.id, ids));
      dispatches.push({
        ids,
        to: head.toId,
        body: joined(rows.map(({ body }) => body as Notice)),
        attempts: head.attempts + 1,
        isReply: isReply(head),
      });
    }
    return dispatches;
  });
}

function isReply(row: { key: string }): boolean {
  return row.key.startsWith('reply:');
}

async function sentWithin(db: Db, to: UserId, since: Date): Promise<number> {
  const sentSince = and(eq(outbox.toId, to), sql`${outbox.sentAt} > ${since.toISOString()}`);
  const [row] = await db.select({ sent: count() }).from(outbox).where(sentSince);
  return row?.sent ?? 0;
}

/** The first row and as many texts behind it as fit into one message. */
function joinable<Row extends { key: string; body: unknown }>(rows: readonly Row[]): Row[] {
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
