import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, smallint, text, unique } from 'drizzle-orm/pg-core';
import { GRADES } from '../../domain/grade.ts';
import type { AlertId, VisitId } from '../../domain/ids.ts';
import { id, instant } from './columns.ts';
import { staffId, storeId } from './company.ts';
import { customerId } from './customers.ts';
import { visits } from './showroom.ts';

/** A case of work not done in time: told rung by rung until somebody answers it or the work is done. */
export const alerts = pgTable(
  'alerts',
  {
    id: id().$type<AlertId>(),
    /** The check and its subject, `textMissing:visit:12`: one case is raised once. */
    key: text().notNull().unique(),
    /** Name of a file in `checks/`, with its words as they were when it was raised. */
    check: text().notNull(),
    short: text().notNull(),
    storeId: storeId().notNull(),
    customerId: customerId(),
    visitId: bigint({ mode: 'number' })
      .$type<VisitId>()
      .references(() => visits.id),
    /** Who owes the work. */
    aboutId: staffId().notNull(),
    grade: text({ enum: GRADES }),
    dueAt: instant().notNull(),
    raisedAt: instant().notNull(),
    /** How many rungs of the ladder have been told; 0 until the next digest. */
    level: smallint().notNull().default(0),
    /** `answered`: somebody on the rung told last has seen to it. */
    state: text({ enum: ['open', 'answered', 'closed'] })
      .notNull()
      .default('open'),
    closedAt: instant(),
    /** `lapsed`: nobody did the work, and the moment for it has passed. */
    closedWhy: text({ enum: ['done', 'excused', 'falseAlarm', 'lapsed'] }),
  },
  (table) => [
    index('alerts_open')
      .on(table.check)
      .where(sql`${table.state} <> 'closed'`),
    index().on(table.customerId),
    index().on(table.visitId),
    index().on(table.storeId, table.raisedAt),
    check('alerts_closed', sql`(${table.state} = 'closed') = (${table.closedAt} is not null)`),
    check('alerts_closed_why', sql`(${table.closedAt} is null) = (${table.closedWhy} is null)`),
  ],
);

const alertId = () =>
  bigint({ mode: 'number' })
    .$type<AlertId>()
    .notNull()
    .references(() => alerts.id, { onDelete: 'cascade' });

/** Who was told of a case and when: nobody twice, each rung once. */
export const alertNotices = pgTable(
  'alert_notices',
  {
    id: id(),
    alertId: alertId(),
    level: smallint().notNull(),
    toId: staffId().notNull(),
    at: instant().notNull(),
    /** When he was told that the case has closed itself. */
    closedToldAt: instant(),
  },
  (table) => [unique().on(table.alertId, table.toId), index().on(table.toId, table.at)],
);

/** What superiors said to cases: their own duty is counted by it. */
export const alertAnswers = pgTable(
  'alert_answers',
  {
    id: id(),
    alertId: alertId(),
    level: smallint().notNull(),
    by: staffId().notNull(),
    answer: text({ enum: ['coached', 'takenOver', 'excused', 'falseAlarm', 'urged'] }).notNull(),
    remark: text(),
    at: instant().notNull(),
  },
  (table) => [index().on(table.alertId), index().on(table.by, table.at)],
);

/** Three entries a day that a supervisor is asked to look at: 真, 疑, 需辅导 (peers 3, no. 15). */
export const spotChecks = pgTable(
  'spot_checks',
  {
    id: id(),
    contactId: bigint({ mode: 'number' }).notNull().unique(),
    storeId: storeId().notNull(),
    aboutId: staffId().notNull(),
    toId: staffId().notNull(),
    askedAt: instant().notNull(),
    verdict: text({ enum: ['true', 'doubtful', 'coach'] }),
    answeredAt: instant(),
  },
  (table) => [index().on(table.toId, table.askedAt)],
);

/** Cards that were sent with buttons: what a click on them is about. */
export const cards = pgTable(
  'cards',
  {
    taskId: text().primaryKey(),
    toId: staffId().notNull(),
    /** Which command answers it: the subjects are alerts in their order, an application, a request. */
    kind: text().notNull(),
    subjects: bigint({ mode: 'number' }).array().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [index().on(table.toId, table.kind, table.createdAt)],
);

/**
 * A call for help at the negotiating table (求助), or for anyone to receive a customer nobody attends to, and how long
 * it took until somebody came.
 */
export const assists = pgTable(
  'assists',
  {
    id: id(),
    storeId: storeId().notNull(),
    /** Of somebody nobody attends to nothing is known. */
    customerId: customerId(),
    by: staffId().notNull(),
    role: text({ enum: ['supervisor', 'salesManager', 'generalManager', 'anyone'] }).notNull(),
    at: instant().notNull(),
    answeredBy: staffId(),
    answeredAt: instant(),
    minutes: integer(),
  },
  (table) => [
    index().on(table.storeId, table.at),
    index().on(table.customerId),
    check('assists_about', sql`(${table.customerId} is null) = (${table.role} = 'anyone')`),
    check('assists_answered', sql`(${table.answeredBy} is null) = (${table.answeredAt} is null)`),
  ],
);
