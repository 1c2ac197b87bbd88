import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { CHANNELS, CONTACT_RESULTS } from '../domain/contact.ts';
import { GRADES } from '../domain/grade.ts';
import type { AlertId, CustomerId, MessageId, StoreId, VisitId } from '../domain/ids.ts';
import type { Fen } from '../domain/money.ts';
import type { Phone } from '../domain/phone.ts';
import { ROLES, type UserId } from '../domain/staff.ts';
import { STEP_CHECKS } from '../domain/steps.ts';
import type { Day } from '../domain/time.ts';

const id = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();
const instant = () => timestamp({ withTimezone: true });
const calendarDay = () => date({ mode: 'string' }).$type<Day>();
const fen = () => bigint({ mode: 'number' }).$type<Fen>();
const words = () =>
  text()
    .array()
    .notNull()
    .default(sql`'{}'`);
const staffId = () =>
  text()
    .$type<UserId>()
    .references((): AnyPgColumn => staff.userId);
const storeId = () =>
  bigint({ mode: 'number' })
    .$type<StoreId>()
    .references((): AnyPgColumn => stores.id);
const customerId = () =>
  bigint({ mode: 'number' })
    .$type<CustomerId>()
    .references((): AnyPgColumn => customers.id);

/** Showrooms, and the phone desk (电网部), which owns a customer until he is handed to a showroom. */
export const stores = pgTable('stores', {
  /** The department's id in WeCom. */
  id: bigint({ mode: 'number' }).$type<StoreId>().primaryKey(),
  name: text().notNull(),
  kind: text({ enum: ['showroom', 'desk'] }).notNull(),
  isActive: boolean().notNull().default(true),
});

export const staff = pgTable('staff', {
  userId: text().$type<UserId>().primaryKey(),
  name: text().notNull(),
  /** Another name that colleagues use in WeCom: 小刘. */
  alias: text(),
  position: text().notNull(),
  roles: text({ enum: ROLES }).array().notNull(),
  /** The store whose customers and duties are his; none for those who work for the whole group. */
  storeId: storeId(),
  storeIds: bigint({ mode: 'number' })
    .array()
    .$type<StoreId[]>()
    .notNull()
    .default(sql`'{}'`),
  directLeaders: text()
    .array()
    .$type<UserId[]>()
    .notNull()
    .default(sql`'{}'`),
  /** False once somebody has left the company or the app's visible range; the rows he wrote stay. */
  isActive: boolean().notNull().default(true),
});

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

/** The one home of a customer's personal data: name, phone, WeChat. Other rows hold his id. */
export const customers = pgTable(
  'customers',
  {
    id: id().$type<CustomerId>(),
    storeId: storeId().notNull(),
    ownerId: staffId().notNull(),
    /** As people call him: 王先生; the surname alone while nothing else is known. */
    name: text(),
    /** The familiar form that was used: 李姐, 老周. */
    alias: text(),
    surname: text(),
    gender: text({ enum: ['M', 'F'] }),
    phone: text().$type<Phone>().unique(),
    wechat: text(),
    doNotContact: boolean().notNull().default(false),
    /** He asked for no texts: the one after leaving is waived. */
    noTexts: boolean().notNull().default(false),

    state: text({ enum: ['open', 'ordered', 'delivered', 'lostPending', 'lost', 'closed'] })
      .notNull()
      .default('open'),
    grade: text({ enum: GRADES }),
    gradeSetOn: calendarDay(),
    windowEndsOn: calendarDay(),
    /** 五步走, 1 to 5. */
    step: smallint().notNull().default(1),

    source: text(),
    heardFrom: text(),
    referrer: text(),
    district: text(),
    series: text(),
    trim: text(),
    color: text(),
    budgetFen: fen(),
    usage: text(),
    payment: text(),
    competitors: words(),
    decisionMaker: text(),
    tradeIn: text(),
    concerns: words(),
    purchaseBy: calendarDay(),

    lastEffectiveOn: calendarDay(),
    firstCallOwedSince: calendarDay(),
    agreedOn: calendarDay(),
    agreedTime: text(),
    deliveredOn: calendarDay(),
    /** Days of the attempts since the last effective contact, oldest first. */
    attemptDays: date({ mode: 'string' })
      .array()
      .$type<Day[]>()
      .notNull()
      .default(sql`'{}'`),
    /** The talk of the last contact in a few words, for the next reminder. */
    lastTalk: text(),
    nextDueOn: calendarDay(),
    nextDueWhy: text(),
    /** How many of the 12 fields of a detailed card are filled; see `domain/card.ts`. */
    cardFilled: smallint().notNull().default(0),

    createdAt: instant().notNull(),
    createdBy: staffId().notNull(),
  },
  (table) => [
    index().on(table.ownerId, table.surname),
    index('customers_due')
      .on(table.ownerId, table.nextDueOn)
      .where(sql`${table.nextDueOn} is not null`),
    index().on(table.storeId, table.state),
    check('customers_phone', sql`${table.phone} ~ '^1[3-9][0-9]{9}$'`),
    check(
      'customers_known_by_something',
      sql`num_nonnulls(${table.name}, ${table.phone}, ${table.wechat}) > 0`,
    ),
    check('customers_step', sql`${table.step} between 1 and 5`),
    // O is money taken or a signed order, and nothing else (D1).
    check(
      'customers_o_is_ordered',
      sql`(${table.grade} = 'O') = (${table.state} in ('ordered', 'delivered')) or ${table.grade} is null`,
    ),
    check('customers_grade_has_day', sql`(${table.grade} is null) = (${table.gradeSetOn} is null)`),
    check('customers_due_has_reason', sql`${table.nextDueOn} is null or ${table.nextDueWhy} is not null`),
    check('customers_left_alone', sql`not ${table.doNotContact} or ${table.nextDueOn} is null`),
  ],
);

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
    by: staffId().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    index().on(table.customerId, table.at),
    index().on(table.storeId, table.at),
    check('grade_changes_move', sql`${table.from} is distinct from ${table.to}`),
  ],
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
    state: text({ enum: ['open', 'kept', 'moved', 'cancelled'] })
      .notNull()
      .default('open'),
    by: staffId().notNull(),
    enteredAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex('appointments_one_open')
      .on(table.customerId)
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

export const orders = pgTable(
  'orders',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    by: staffId().notNull(),
    series: text(),
    trim: text(),
    color: text(),
    priceFen: fen(),
    deliveryBy: calendarDay(),
    state: text({ enum: ['open', 'delivered', 'cancelled'] })
      .notNull()
      .default('open'),
    at: instant().notNull(),
    enteredAt: instant().notNull(),
  },
  (table) => [
    index().on(table.storeId, table.at),
    uniqueIndex('orders_one_open')
      .on(table.customerId)
      .where(sql`${table.state} = 'open'`),
    check('orders_price', sql`${table.priceFen} > 0`),
  ],
);

export const payments = pgTable(
  'payments',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    orderId: bigint({ mode: 'number' })
      .notNull()
      .references(() => orders.id),
    kind: text({ enum: ['deposit', 'balance', 'full'] }).notNull(),
    /** 定金 and 订金 differ in law: the word that was said is kept. */
    term: text().notNull(),
    amountFen: fen().notNull(),
    by: staffId().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    index().on(table.orderId),
    index().on(table.customerId),
    index().on(table.storeId, table.at),
    check('payments_amount', sql`${table.amountFen} > 0`),
  ],
);

export const deliveries = pgTable(
  'deliveries',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    orderId: bigint({ mode: 'number' })
      .notNull()
      .unique()
      .references(() => orders.id),
    by: staffId().notNull(),
    at: instant().notNull(),
    enteredAt: instant().notNull(),
  },
  (table) => [index().on(table.storeId, table.at), index().on(table.customerId)],
);

/** A consultant cannot close a customer alone: the supervisor decides (R56). */
export const lostApplications = pgTable(
  'lost_applications',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    by: staffId().notNull(),
    /** 战败 lost to somebody, 失控 cannot be reached: kept apart (D35). */
    kind: text({ enum: ['lost', 'outOfControl'] }).notNull(),
    reason: text().notNull(),
    competitor: text(),
    /** As logged when he applied: what the supervisor judges by. */
    effectiveContacts: integer().notNull(),
    attempts: integer().notNull(),
    gradeBefore: text({ enum: GRADES }),
    state: text({ enum: ['pending', 'approved', 'rejected'] })
      .notNull()
      .default('pending'),
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

/** A step that was not done in time, told to a supervisor, answered by him or closed by the step itself. */
export const alerts = pgTable(
  'alerts',
  {
    id: id().$type<AlertId>(),
    /** The check and its subject, `textMissing:visit:12`: one case is raised once. */
    key: text().notNull().unique(),
    check: text({ enum: STEP_CHECKS }).notNull(),
    storeId: storeId().notNull(),
    customerId: customerId(),
    visitId: bigint({ mode: 'number' })
      .$type<VisitId>()
      .references(() => visits.id),
    /** The consultant who owes the step. */
    aboutId: staffId().notNull(),
    toId: staffId().notNull(),
    dueAt: instant().notNull(),
    raisedAt: instant().notNull(),
    state: text({ enum: ['open', 'answered', 'closed'] })
      .notNull()
      .default('open'),
    answer: text({ enum: ['coached', 'takenOver', 'excused', 'falseAlarm'] }),
    answeredBy: staffId(),
    answeredAt: instant(),
    closedAt: instant(),
  },
  (table) => [
    index('alerts_open')
      .on(table.toId)
      .where(sql`${table.state} = 'open'`),
    index().on(table.customerId),
    index().on(table.visitId),
    check('alerts_answered', sql`(${table.answer} is null) = (${table.answeredAt} is null)`),
    check(
      'alerts_state',
      sql`(${table.state} = 'answered') = (${table.answer} is not null and ${table.closedAt} is null)`,
    ),
  ],
);

/** Cards that were sent with buttons: what a click on them is about. */
export const cards = pgTable('cards', {
  taskId: text().primaryKey(),
  toId: staffId().notNull(),
  /** `alerts`: the alerts it shows, in their order; `lost`: the application it asks to decide. */
  kind: text({ enum: ['alerts', 'lost'] }).notNull(),
  subjects: bigint({ mode: 'number' }).array().notNull(),
  createdAt: instant().notNull(),
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
    kind: text({ enum: ['gradeSummary'] }).notNull(),
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
  (table) => [index().on(table.customerId), index().on(table.messageId)],
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
    before: jsonb(),
    after: jsonb(),
  },
  (table) => [index().on(table.messageId)],
);
