import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { CHANNELS, CONTACT_RESULTS } from '../../domain/contact.ts';
import { GRADES } from '../../domain/grade.ts';
import { calendarDay, id, instant, words } from './columns.ts';
import { staffId, storeId } from './company.ts';
import { customerId } from './customers.ts';

/** Every attempt to talk with a customer and every talk, with the grade before and after (R24). */
export const contacts = pgTable(
  'contacts',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    by: staffId().notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    result: text({ enum: CONTACT_RESULTS }).notNull(),
    effective: boolean().notNull(),
    /** What was said, in the words of the consultant. */
    content: text().notNull(),
    /** With which reason he was called (由头): prepared, named in the log, or offered in the list that was answered. */
    pretext: text(),
    /** An owner spoke of somebody else who wants a car. */
    referralHint: boolean().notNull().default(false),
    gradeBefore: text({ enum: GRADES }),
    gradeAfter: text({ enum: GRADES }),
    /** When the grade was assessed after this contact; "unchanged" counts and must be said. */
    gradedAt: instant(),
    /** When it happened; `enteredAt` is when it was told (D23). */
    at: instant().notNull(),
    enteredAt: instant().notNull(),
  },
  (table) => [
    index().on(table.customerId, table.at),
    index().on(table.storeId, table.at),
    index('contacts_ungraded')
      .on(table.at)
      .where(sql`${table.gradedAt} is null and ${table.effective}`),
  ],
);

/** Every grade a customer was given, lost or had corrected: opening plus movements is closing. */
export const gradeChanges = pgTable(
  'grade_changes',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    ownerId: staffId().notNull(),
    from: text({ enum: GRADES }),
    /** Null when the customer left the grades: delivered, lost, not a prospect. */
    to: text({ enum: GRADES }),
    criteria: words(),
    reason: text(),
    /** What a superior says to it, where he has to (R25): a jump to A, the first grade of a phone-in. */
    review: text({ enum: ['pending', 'agreed', 'changed'] }),
    reviewedBy: staffId(),
    reviewedAt: instant(),
    /** Null: the bot itself, when the company takes a customer back. */
    by: staffId(),
    at: instant().notNull(),
  },
  (table) => [
    index().on(table.customerId, table.at),
    index().on(table.storeId, table.at),
    index('grade_changes_to_review')
      .on(table.at)
      .where(sql`${table.review} = 'pending'`),
    check('grade_changes_move', sql`${table.from} is distinct from ${table.to}`),
    check(
      'grade_changes_reviewed',
      sql`(coalesce(${table.review}, 'pending') = 'pending') = (${table.reviewedAt} is null)`,
    ),
  ],
);

/** A consultant cannot close a customer alone: the supervisor decides (R56). */
export const lostApplications = pgTable(
  'lost_applications',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    by: staffId().notNull(),
    /** 战败 lost to somebody, 失控 cannot be reached, 死单 no customer at all: kept apart (D35). */
    kind: text({ enum: ['lost', 'outOfControl', 'dead'] }).notNull(),
    reason: text().notNull(),
    competitor: text(),
    /** As logged when he applied: what the supervisor judges by. */
    effectiveContacts: integer().notNull(),
    attempts: integer().notNull(),
    gradeBefore: text({ enum: GRADES }),
    state: text({ enum: ['pending', 'approved', 'rejected'] })
      .notNull()
      .default('pending'),
    /** Where the customer goes back to when it is refused. */
    stateBefore: text({ enum: ['open', 'pooled', 'lost'] })
      .notNull()
      .default('open'),
    /** 死单: the supervisor's yes passes it on to the manager, who alone decides (D35). */
    endorsedBy: staffId(),
    endorsedAt: instant(),
    decidedBy: staffId(),
    decidedAt: instant(),
    remark: text(),
    at: instant().notNull(),
  },
  (table) => [
    uniqueIndex('lost_applications_one_pending')
      .on(table.customerId)
      .where(sql`${table.state} = 'pending'`),
    index().on(table.storeId, table.at),
    check('lost_applications_decided', sql`(${table.state} = 'pending') = (${table.decidedAt} is null)`),
  ],
);

/**
 * Work with a date of its own, on top of the cadence: what was promised, what somebody wants to be reminded of, the visits
 * that others pay to lost customers, and how often somebody is to be tried again whose loss was refused.
 */
export const tasks = pgTable(
  'tasks',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    /** Who is to do it. */
    ownerId: staffId().notNull(),
    kind: text({ enum: ['promise', 'reminder', 'revisit', 'tries'] }).notNull(),
    /** In the words of the consultant: 给报价. */
    what: text().notNull(),
    /** How often somebody is to be tried, of `tries`. */
    times: smallint(),
    dueOn: calendarDay().notNull(),
    state: text({ enum: ['open', 'done', 'dropped'] })
      .notNull()
      .default('open'),
    by: staffId().notNull(),
    at: instant().notNull(),
    doneAt: instant(),
  },
  (table) => [
    index('tasks_open')
      .on(table.ownerId, table.dueOn)
      .where(sql`${table.state} = 'open'`),
    index().on(table.customerId),
    index().on(table.ownerId, table.doneAt),
    uniqueIndex('tasks_once').on(table.customerId, table.kind, table.dueOn, table.what),
    check('tasks_times', sql`(${table.kind} = 'tries') = (${table.times} is not null)`),
    check('tasks_done', sql`(${table.state} = 'done') = (${table.doneAt} is not null)`),
  ],
);
