import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { GRADES } from '../../domain/grade.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { RULE_KEYS } from '../../domain/rules.ts';
import { calendarDay, id, instant } from './columns.ts';
import { staffId, storeId } from './company.ts';
import { customerId, customers } from './customers.ts';

/** The history of the rules' numbers (R111): rows are added, never edited. */
export const ruleChanges = pgTable('rule_changes', {
  id: id(),
  key: text({ enum: RULE_KEYS as [(typeof RULE_KEYS)[number]] }).notNull(),
  value: integer().notNull(),
  /** First day on which it holds. */
  since: calendarDay().notNull(),
  by: staffId().notNull(),
  at: instant().notNull(),
});

/** Days on which somebody does not work, and who stands in for him (代班). */
export const restDays = pgTable(
  'rest_days',
  {
    id: id(),
    userId: staffId().notNull(),
    on: calendarDay().notNull(),
    delegateId: staffId(),
    by: staffId().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    uniqueIndex('rest_days_once').on(table.userId, table.on),
    index().on(table.delegateId, table.on),
    check('rest_days_by_another', sql`${table.delegateId} <> ${table.userId}`),
  ],
);

/** Days on which a store is closed to customers; all stores where none is named. */
export const closedDays = pgTable(
  'closed_days',
  {
    id: id(),
    storeId: storeId(),
    on: calendarDay().notNull(),
    reason: text(),
    by: staffId().notNull(),
    at: instant().notNull(),
  },
  (table) => [uniqueIndex('closed_days_once').on(table.storeId, table.on)],
);

/** One round of the clean-up of a store's customer records (资源盘点, 1.7), with its dates. */
export const campaigns = pgTable(
  'campaigns',
  {
    id: id(),
    storeId: storeId().notNull(),
    startsOn: calendarDay().notNull(),
    /** All cards complete by then; the control forms (管制表) exist by then; everybody called by then. */
    collectBy: calendarDay().notNull(),
    formsBy: calendarDay().notNull(),
    endsOn: calendarDay().notNull(),
    by: staffId().notNull(),
    at: instant().notNull(),
    endedAt: instant(),
    /** The closing report as it was told: later changes of customers do not change it. */
    closing: text(),
  },
  (table) => [
    uniqueIndex('campaigns_one_running')
      .on(table.storeId)
      .where(sql`${table.endedAt} is null`),
    check(
      'campaigns_days',
      sql`${table.startsOn} <= ${table.collectBy} and ${table.collectBy} < ${table.endsOn}`,
    ),
    check('campaigns_closed', sql`(${table.endedAt} is null) = (${table.closing} is null)`),
  ],
);

/** The prospects whom a campaign is about: those who were open when it began. They go with it when it is taken back. */
export const campaignCustomers = pgTable(
  'campaign_customers',
  {
    campaignId: bigint({ mode: 'number' })
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    customerId: bigint({ mode: 'number' })
      .$type<CustomerId>()
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    /** His grade when it began. */
    grade: text({ enum: GRADES }),
  },
  (table) => [primaryKey({ columns: [table.campaignId, table.customerId] }), index().on(table.customerId)],
);

/** A customer handed from one person to another, and why. */
export const handovers = pgTable(
  'handovers',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    fromId: staffId().notNull(),
    /** `storeId` is where he is now. */
    fromStoreId: storeId().notNull(),
    toId: staffId().notNull(),
    why: text({ enum: ['reassigned', 'left', 'recalled', 'reactivated', 'claimed', 'returned'] }).notNull(),
    by: staffId(),
    at: instant().notNull(),
  },
  (table) => [
    index().on(table.customerId),
    index().on(table.fromId, table.at),
    index().on(table.toId, table.at),
  ],
);

/** What the company takes back unless somebody calls before (D18): one row a customer and announcement. */
export const recalls = pgTable(
  'recalls',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    ownerId: staffId().notNull(),
    announcedAt: instant().notNull(),
    /** Takes effect then if nobody has said no or called. */
    effectiveAt: instant().notNull(),
    state: text({ enum: ['announced', 'confirmed', 'spared', 'done'] })
      .notNull()
      .default('announced'),
    decidedBy: staffId(),
    decidedAt: instant(),
  },
  (table) => [
    uniqueIndex('recalls_one_open')
      .on(table.customerId)
      .where(sql`${table.state} in ('announced', 'confirmed')`),
    index().on(table.storeId, table.state),
  ],
);

/** That a customer will be taken back unless he is called (D18): three warnings, one a day at most. */
export const recallWarnings = pgTable(
  'recall_warnings',
  {
    id: id(),
    customerId: customerId().notNull(),
    ownerId: staffId().notNull(),
    /** The day from which the days without a call are counted: another one begins all anew. */
    since: calendarDay().notNull(),
    /** 1 to 3. */
    level: smallint().notNull(),
    on: calendarDay().notNull(),
  },
  (table) => [
    uniqueIndex('recall_warnings_once').on(table.customerId, table.ownerId, table.since, table.level),
    uniqueIndex('recall_warnings_one_a_day').on(table.customerId, table.on),
  ],
);

/** Whose a customer is, for the supervisor to say: he came back from the lost, or came to somebody else (D32). */
export const ownershipCases = pgTable(
  'ownership_cases',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    why: text({ enum: ['reactivated', 'metByAnother'] }).notNull(),
    /** Whose he is or was, and who has him in front of him now. */
    ownerId: staffId().notNull(),
    receiverId: staffId().notNull(),
    at: instant().notNull(),
    state: text({ enum: ['open', 'decided', 'dropped'] })
      .notNull()
      .default('open'),
    /** Whom it was decided for. */
    givenTo: staffId(),
    decidedBy: staffId(),
    decidedAt: instant(),
  },
  (table) => [
    uniqueIndex('ownership_cases_one_open')
      .on(table.customerId)
      .where(sql`${table.state} = 'open'`),
    index().on(table.storeId, table.at),
    check(
      'ownership_cases_decided',
      sql`(${table.state} = 'decided') = (${table.decidedAt} is not null) and (${table.givenTo} is null) = (${table.decidedAt} is null)`,
    ),
  ],
);
