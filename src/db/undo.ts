import { and, desc, eq, gte, isNotNull, isNull, sql } from 'drizzle-orm';
import type { MessageId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import { type Db, rowsOf } from './connect.ts';
import { inbox, outbox } from './schema/messages.ts';
import { journal } from './schema/records.ts';

/** The last message of a person that wrote something, is not undone, and is not older than `since`. */
export async function findUndoable(db: Db, from: UserId, since: Date) {
  const [message] = await db
    .select({ id: inbox.id, did: inbox.did, text: inbox.text, at: inbox.at })
    .from(inbox)
    .where(and(eq(inbox.fromId, from), isNotNull(inbox.did), isNull(inbox.undoneAt), gte(inbox.at, since)))
    .orderBy(desc(inbox.id))
    .limit(1);
  return message;
}

/**
 * Puts back every row the message changed and recalls what it made the bot tell others. Answers the tables, and to whom
 * it was told already, or `changed` when one of the rows has been changed since: then nothing is done.
 */
export async function undoMessage(
  db: Db,
  messageId: MessageId,
  at: Date,
): Promise<{ kind: 'undone'; told: UserId[]; tables: string[] } | { kind: 'changed' }> {
  const changed = await db
    .selectDistinct({ table: journal.tableName })
    .from(journal)
    .where(eq(journal.messageId, messageId));
  try {
    await db.transaction((tx) => rowsOf(tx, sql`select bubu_undo(${messageId}::bigint)`));
  } catch (error) {
    if (isClash(error)) return { kind: 'changed' };
    throw error;
  }
  await db.update(inbox).set({ undoneAt: at }).where(eq(inbox.id, messageId));
  const notices = await db
    .select({ toId: outbox.toId, sentAt: outbox.sentAt, leasedUntil: outbox.leasedUntil })
    .from(outbox)
    .where(eq(outbox.causeId, messageId));
  await db
    .delete(outbox)
    .where(and(eq(outbox.causeId, messageId), isNull(outbox.sentAt), isNull(outbox.leasedUntil)));
  const told = notices.filter(({ sentAt, leasedUntil }) => sentAt ?? leasedUntil).map(({ toId }) => toId);
  return { kind: 'undone', told: [...new Set(told)], tables: changed.map(({ table }) => table) };
}

/** 40001: a row changed since. 23503: a later row leans on one of these. 23505: its phone was taken meanwhile. */
const CLASHES = new Set(['40001', '23503', '23505']);

function isClash(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && CLASHES.has(String(cause.code))) return true;
  }
  return false;
}

/** After this long nothing can be undone any more, and what rows were before is forgotten. */
export async function sweepJournal(db: Db, before: Date): Promise<void> {
  const old = db
    .select({ id: inbox.id })
    .from(inbox)
    .where(sql`${inbox.at} < ${before.toISOString()}`);
  await db.delete(journal).where(sql`${journal.messageId} in ${old}`);
}
