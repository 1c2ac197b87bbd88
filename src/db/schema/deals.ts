import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant, calendarDay, fen, words } from './columns.ts';
import { GRADES } from '../../domain/grade.ts';
import { staffId, storeId } from './company.ts';
import { customerId } from './customers.ts';

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
    /** Deducted in the month of cancelling, not in that of the order (D27). */
    cancelledAt: instant(),
    at: instant().notNull(),
    enteredAt: instant().notNull(),
  },
  (table) => [
    index().on(table.storeId, table.at),
    uniqueIndex('orders_one_open')
      .on(table.customerId)
      .where(sql`${table.state} = 'open'`),
    check('orders_price', sql`${table.priceFen} > 0`),
    check('orders_cancelled', sql`(${table.state} = 'cancelled') = (${table.cancelledAt} is not null)`),
  ],
);

/** 退订: the supervisor, then the sales manager (D28). `toId` has it now. */
export const orderCancellations = pgTable(
  'order_cancellations',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    orderId: bigint({ mode: 'number' })
      .notNull()
      .references(() => orders.id),
    by: staffId().notNull(),
    reason: text(),
    /** Where he stands when the order is off: A, unless less was said. */
    gradeAfter: text({ enum: GRADES }).notNull(),
    toId: staffId().notNull(),
    state: text({ enum: ['pending', 'approved', 'rejected'] })
      .notNull()
      .default('pending'),
    /** The supervisor's yes, where another one is needed. */
    firstBy: staffId(),
    firstAt: instant(),
    decidedBy: staffId(),
    decidedAt: instant(),
    remark: text(),
    at: instant().notNull(),
  },
  (table) => [
    uniqueIndex('order_cancellations_one_pending')
      .on(table.orderId)
      .where(sql`${table.state} = 'pending'`),
    index().on(table.storeId, table.at),
    check('order_cancellations_decided', sql`(${table.state} = 'pending') = (${table.decidedAt} is null)`),
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

/**
 * How far each level may go below the list price (层层留有让利空间, D29), for all cars, a model, or one car. The row of the
 * latest day holds; the narrower scope wins.
 */
export const concessionLimits = pgTable(
  'concession_limits',
  {
    id: id(),
    storeId: storeId(),
    /** All models where null. */
    series: text(),
    /** Stock number or the end of the VIN, where it is for one car. */
    car: text(),
    consultantFen: fen().notNull(),
    supervisorFen: fen().notNull(),
    salesManagerFen: fen().notNull(),
    generalManagerFen: fen().notNull(),
    since: calendarDay().notNull(),
    by: staffId().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    index().on(table.series, table.since),
    check(
      'concession_limits_leave_room',
      sql`0 <= ${table.consultantFen} and ${table.consultantFen} < ${table.supervisorFen}
        and ${table.supervisorFen} < ${table.salesManagerFen} and ${table.salesManagerFen} < ${table.generalManagerFen}`,
    ),
  ],
);

/** A consultant asks for more room than he has; the first level whose room covers it decides. */
export const priceRequests = pgTable(
  'price_requests',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    by: staffId().notNull(),
    series: text(),
    /** What the customer is to get in all, below the list price. */
    askFen: fen().notNull(),
    /** 1 supervisor, 2 sales manager, 3 general manager: whose room covers it, or who was told next. */
    level: smallint().notNull(),
    toId: staffId().notNull(),
    askedAt: instant().notNull(),
    /** When the one who has it now was told. */
    toldAt: instant().notNull(),
    state: text({ enum: ['pending', 'approved', 'countered', 'refused', 'withdrawn'] })
      .notNull()
      .default('pending'),
    grantedFen: fen(),
    decidedBy: staffId(),
    decidedAt: instant(),
    remark: text(),
  },
  (table) => [
    uniqueIndex('price_requests_one_pending')
      .on(table.customerId)
      .where(sql`${table.state} = 'pending'`),
    index().on(table.storeId, table.askedAt),
    check('price_requests_ask', sql`${table.askFen} > 0`),
    check('price_requests_granted', sql`${table.grantedFen} is null or ${table.grantedFen} >= 0`),
    check('price_requests_decided', sql`(${table.state} = 'pending') = (${table.decidedAt} is null)`),
  ],
);

/** A round of negotiation (分层谈判): who took part, at what price, what is left open. */
export const negotiations = pgTable(
  'negotiations',
  {
    id: id(),
    storeId: storeId().notNull(),
    customerId: customerId().notNull(),
    by: staffId().notNull(),
    round: smallint().notNull(),
    /** Colleagues at the table, by their names. */
    with: words(),
    priceFen: fen(),
    /** Conceded so far, below the list price. */
    concededFen: fen(),
    note: text().notNull(),
    at: instant().notNull(),
    enteredAt: instant().notNull(),
  },
  (table) => [uniqueIndex().on(table.customerId, table.round), index().on(table.storeId, table.at)],
);
