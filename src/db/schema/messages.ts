import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { CustomerId, MessageId } from '../../domain/ids.ts';
import type { UserId } from '../../domain/staff.ts';
import { id, instant, calendarDay } from './columns.ts';
import { staffId } from './company.ts';

/** What the bot remembers of its talk with one person. Locked while a message of his is worked on. */
export const conversations = pgTable('conversations', {
  userId: staffId().primaryKey(),
  /** The question that waits for an answer; see `chat/pending.ts`. */
  pending: jsonb(),
  pendingAt: instant(),
  lastCustomerId: bigint({ mode: 'number' }).$type<CustomerId>(),
  lastCustomerAt: instant(),
  /** The customers of the last numbered list, in its order; a number answers it for the rest of the day. */
  listed: jsonb().$type<CustomerId[]>(),
  listedOn: calendarDay(),
});

/** Messages and events taken in: WeCom repeats what it got no timely answer to, under the same key. */
export const inbox = pgTable(
  'inbox',
  {
    id: id().$type<MessageId>(),
    key: text().notNull().unique(),
    fromId: text().$type<UserId>().notNull(),
    kind: text().notNull(),
    text: text(),
    at: instant().notNull(),
    /** The passive reply; null when there is none or it went through the outbox. */
    reply: text(),
    /** The Chinese name of what it did; null when it wrote nothing that could be taken back. */
    did: text(),
    undoneAt: instant(),
  },
  (table) => [index().on(table.fromId, table.id)],
);

/** Messages to be sent. Written in the transaction that gives rise to them, sent after it commits. */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    /** Says what the message is about, so that the same thing is never said twice. */
    key: text().notNull().unique(),
    toId: text().$type<UserId>().notNull(),
    /** See `db/outbox.ts` for the shapes. */
    body: jsonb().notNull(),
    /** The message of a member that caused it: taken back together with it. */
    causeId: bigint({ mode: 'number' })
      .$type<MessageId>()
      .references(() => inbox.id),
    createdAt: instant().notNull(),
    /** Rows that went out in one WeCom message carry the id of the first: a repetition sends the same again. */
    batch: bigint({ mode: 'number' }),
    attempts: integer().notNull().default(0),
    /** Nobody else sends it before this. */
    leasedUntil: instant(),
    sentAt: instant(),
    /** Given up: stays visible here and in /metrics. */
    failedAt: instant(),
    error: text(),
  },
  (table) => [
    index('outbox_waiting')
      .on(table.toId, table.id)
      .where(sql`${table.sentAt} is null and ${table.failedAt} is null`),
    index('outbox_sent').on(table.toId, table.sentAt),
    index().on(table.causeId),
  ],
);
