import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { AlertId, VisitId } from '../../domain/ids.ts';
import { STEP_CHECKS } from '../../domain/steps.ts';
import { id, instant } from './columns.ts';
import { staffId, storeId } from './company.ts';
import { customerId } from './customers.ts';
import { visits } from './showroom.ts';

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
