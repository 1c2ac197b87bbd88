import { sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, boolean, pgTable, text } from 'drizzle-orm/pg-core';
import type { StoreId } from '../../domain/ids.ts';
import { ROLES, type UserId } from '../../domain/staff.ts';
import { instant } from './columns.ts';

/** Showrooms, and the phone desk (电网部), which owns a customer until he is handed to a showroom. */
export const stores = pgTable('stores', {
  /** The department's id in WeCom. */
  id: bigint({ mode: 'number' }).$type<StoreId>().primaryKey(),
  name: text().notNull(),
  kind: text({ enum: ['showroom', 'desk'] }).notNull(),
  isActive: boolean().notNull().default(true),
});

/** A column that names a store. */
export const storeId = () =>
  bigint({ mode: 'number' })
    .$type<StoreId>()
    .references((): AnyPgColumn => stores.id);

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
  /** When he was first missed in the contacts; null while he is there. */
  leftAt: instant(),
});

/** A column that names somebody of the staff. */
export const staffId = () =>
  text()
    .$type<UserId>()
    .references((): AnyPgColumn => staff.userId);
