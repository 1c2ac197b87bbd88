import { bigint, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CustomerId, MessageId, StoreId } from '../../domain/ids.ts';
import type { UserId } from '../../domain/staff.ts';
import { id, instant, calendarDay } from './columns.ts';

/** One row per job and scheduled minute: whoever inserts it runs the job. */
export const jobRuns = pgTable(
  'job_runs',
  {
    job: text().notNull(),
    scheduledFor: instant().notNull(),
    /** A run that is not finished by then died with its process and is taken up again. */
    leasedUntil: instant().notNull(),
    finishedAt: instant(),
    outcome: text(),
    error: text(),
  },
  (table) => [primaryKey({ columns: [table.job, table.scheduledFor] })],
);

/** Reports as they were sent: a closed report does not change. */
export const reports = pgTable(
  'reports',
  {
    kind: text({ enum: ['gradeSummary', 'campaign'] }).notNull(),
    /** First day of the period. */
    since: calendarDay().notNull(),
    /** Whose: `staff:ID`, `store:ID` or `group`. */
    scope: text().notNull(),
    text: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.since, table.scope] })],
);

/** Who did what, append-only (a trigger refuses changes), without personal data. */
export const audit = pgTable(
  'audit',
  {
    id: id(),
    at: instant().notNull(),
    /** Null: the bot itself. */
    actorId: text().$type<UserId>(),
    action: text().notNull(),
    storeId: bigint({ mode: 'number' }).$type<StoreId>(),
    customerId: bigint({ mode: 'number' }).$type<CustomerId>(),
    messageId: bigint({ mode: 'number' }).$type<MessageId>(),
    facts: jsonb(),
  },
  (table) => [index().on(table.customerId)],
);

/**
 * What every row of the business was before a message changed it, written by triggers (see the migration
 * `journal`) so that 撤销 can put all of it back. Swept after a day.
 */
export const journal = pgTable(
  'journal',
  {
    id: id(),
    messageId: bigint({ mode: 'number' }).$type<MessageId>().notNull(),
    tableName: text().notNull(),
    rowId: bigint({ mode: 'number' }).notNull(),
    /** The row as it was; null when it was added. */
    before: jsonb(),
    /** The transaction that changed it: while the row is still that one's, nobody has changed it since. */
    transaction: text().notNull(),
  },
  (table) => [index().on(table.messageId)],
);
