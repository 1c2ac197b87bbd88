import { sql } from 'drizzle-orm';
import { bigint, date, text, timestamp } from 'drizzle-orm/pg-core';
import type { Fen } from '../../domain/money.ts';
import type { Day } from '../../domain/time.ts';

export const id = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();
export const instant = () => timestamp({ withTimezone: true });
export const calendarDay = () => date({ mode: 'string' }).$type<Day>();
export const fen = () => bigint({ mode: 'number' }).$type<Fen>();
export const words = () =>
  text()
    .array()
    .notNull()
    .default(sql`'{}'`);
