import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { AlertId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import { CHECK_WORDS } from '../domain/steps.ts';
import type { Db } from './connect.ts';
import { staff } from './schema/company.ts';
import { customers } from './schema/customers.ts';
import { alerts } from './schema/supervision.ts';

export type Alert = typeof alerts.$inferSelect;

const CALLED = sql<string>`coalesce(${customers.alias}, ${customers.name}, '尾号' || right(${customers.phone}, 4), '')`;

/** What a supervisor may say to an alert. */
export const ANSWERS = ['coached', 'takenOver', 'excused', 'falseAlarm'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Raises cases that were not raised before; answers those that are new (a case is told once per level). */
export async function raiseAlerts(db: Db, cases: readonly (typeof alerts.$inferInsert)[]): Promise<Alert[]> {
  if (cases.length === 0) return [];
  return db
    .insert(alerts)
    .values([...cases])
    .onConflictDoNothing()
    .returning();
}

/** Alerts that nobody has answered and that have not closed themselves, with the words to show, oldest first. */
export function listOpenAlerts(db: Db, ids?: readonly AlertId[]) {
  return db
    .select({
      id: alerts.id,
      key: alerts.key,
      check: alerts.check,
      toId: alerts.toId,
      aboutId: alerts.aboutId,
      storeId: alerts.storeId,
      dueAt: alerts.dueAt,
      raisedAt: alerts.raisedAt,
      about: staff.name,
      aboutAlias: staff.alias,
      customer: CALLED,
    })
    .from(alerts)
    .innerJoin(staff, eq(staff.userId, alerts.aboutId))
    .leftJoin(customers, eq(customers.id, alerts.customerId))
    .where(and(eq(alerts.state, 'open'), ids && inArray(alerts.id, [...ids])))
    .orderBy(asc(alerts.id));
}

/** Closes alerts whose step was done in the meantime, whether or not anybody has answered them. */
export async function closeAlerts(db: Db, ids: readonly AlertId[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(alerts)
    .set({ state: 'closed', closedAt: at })
    .where(inArray(alerts.id, [...ids]));
}

/** Answers those of the alerts that are still open, once; tells what each was about. */
export async function answerAlerts(
  db: Db,
  ids: readonly number[],
  answer: { answer: Answer; by: UserId; at: Date },
): Promise<{ id: AlertId; aboutId: UserId; check: string; customer: string }[]> {
  const open = await listOpenAlerts(db, ids as AlertId[]);
  if (open.length === 0) return [];
  await db
    .update(alerts)
    .set({ state: 'answered', answer: answer.answer, answeredBy: answer.by, answeredAt: answer.at })
    .where(
      and(
        inArray(
          alerts.id,
          open.map(({ id }) => id),
        ),
        eq(alerts.state, 'open'),
      ),
    );
  return open.map(({ id, aboutId, check, customer }) => ({
    id,
    aboutId,
    check: CHECK_WORDS[check].short,
    customer,
  }));
}
