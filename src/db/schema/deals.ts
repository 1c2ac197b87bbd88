import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, instant, calendarDay, fen } from './columns.ts';
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
