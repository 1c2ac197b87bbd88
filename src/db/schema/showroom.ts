import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { VisitId } from '../../domain/ids.ts';
import { id, instant, calendarDay } from './columns.ts';
import { staffId, storeId } from './company.ts';
import { customerId } from './customers.ts';

/** One batch of people in the showroom, with or without a card. */
export const visits = pgTable(
  'visits',
  {
    id: id().$type<VisitId>(),
    storeId: storeId().notNull(),
    customerId: customerId(),
    receivedBy: staffId().notNull(),
    /** `carded`: the first visit of somebody who has had a card from a call. Decided by the bot (R7). */
    nature: text({ enum: ['first', 'again', 'carded'] }).notNull(),
    /** Whether he left his data; null while nobody has said so: a card is still owed. */
    recorded: boolean(),
    /** Peers and service customers are visits, but no traffic. */
    countsAsTraffic: boolean().notNull().default(true),
    partySize: smallint(),
    series: text(),
    source: text(),
    heardFrom: text(),
    leftAt: instant().notNull(),
    /** 来店情节 in the words of the consultant. */
    story: text(),
    /** The two questions after a second visit (1.9): was the order grasped, what was explained in depth. */
    orderGrasped: boolean(),
    deepContent: text(),
    reviewedAt: instant(),
    enteredAt: instant().notNull(),
    enteredBy: staffId().notNull(),
  },
  (table) => [
    index().on(table.storeId, table.leftAt),
    index().on(table.customerId),
    check('visits_recorded_by_card', sql`${table.customerId} is null or ${table.recorded} is not null`),
  ],
);

/** Calls in (来电), anonymous ones too. */
export const inboundCalls = pgTable(
  'inbound_calls',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId(),
    answeredBy: staffId().notNull(),
    recorded: boolean().notNull(),
    countsAsTraffic: boolean().notNull().default(true),
    question: text(),
    heardFrom: text(),
    at: instant().notNull(),
    enteredAt: instant().notNull(),
  },
  (table) => [index().on(table.storeId, table.at), index().on(table.customerId)],
);

export const appointments = pgTable(
  'appointments',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    kind: text({ enum: ['visit', 'testDrive', 'delivery'] }).notNull(),
    on: calendarDay().notNull(),
    /** `HH:mm`, business time; null when only the day is known. */
    time: text(),
    state: text({ enum: ['open', 'kept', 'moved', 'cancelled', 'missed'] })
      .notNull()
      .default('open'),
    by: staffId().notNull(),
    enteredAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex('appointments_one_open')
      .on(table.customerId, table.kind)
      .where(sql`${table.state} = 'open'`),
    index().on(table.storeId, table.on),
  ],
);

export const testDrives = pgTable(
  'test_drives',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    by: staffId().notNull(),
    car: text(),
    minutes: integer(),
    at: instant().notNull(),
    enteredAt: instant().notNull(),
  },
  (table) => [index().on(table.storeId, table.at), index().on(table.customerId)],
);

/** The text after a visit (离店短信): sent, or waived with a reason. */
export const leaveTexts = pgTable(
  'leave_texts',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    visitId: bigint({ mode: 'number' })
      .$type<VisitId>()
      .notNull()
      .unique()
      .references(() => visits.id),
    state: text({ enum: ['sent', 'waived'] }).notNull(),
    reason: text(),
    by: staffId().notNull(),
    at: instant().notNull(),
    enteredAt: instant().notNull(),
  },
  (table) => [index().on(table.customerId)],
);
