import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { customers } from './schema/customers.ts';
import { lostApplications } from './schema/follow-up.ts';

export type LostApplication = typeof lostApplications.$inferSelect;

export async function addLostApplication(
  db: Db,
  application: typeof lostApplications.$inferInsert,
): Promise<LostApplication> {
  const [added] = await db.insert(lostApplications).values(application).returning();
  if (!added) throw new Error('no row came back from the insert');
  return added;
}

export async function findPendingApplication(db: Db, by: { id: number } | { customerId: CustomerId }) {
  const which = 'id' in by ? eq(lostApplications.id, by.id) : eq(lostApplications.customerId, by.customerId);
  const [application] = await db
    .select()
    .from(lostApplications)
    .where(and(which, eq(lostApplications.state, 'pending')));
  return application;
}

/**
 * Applications that wait for a decision, with their customers, oldest first: of some stores those which their supervisors
 * decide on, else all.
 */
export function listPendingApplications(db: Db, storeIds?: readonly StoreId[]) {
  return db
    .select({ application: lostApplications, customer: customers })
    .from(lostApplications)
    .innerJoin(customers, eq(customers.id, lostApplications.customerId))
    .where(
      and(
        eq(lostApplications.state, 'pending'),
        storeIds && inArray(lostApplications.storeId, [...storeIds]),
        storeIds && isNull(lostApplications.endorsedBy),
      ),
    )
    .orderBy(asc(lostApplications.id));
}

/** A supervisor's yes to a dead order: the manager decides; false when somebody was faster. */
export async function endorseApplication(
  db: Db,
  id: number,
  endorsement: { endorsedBy: UserId; endorsedAt: Date },
): Promise<boolean> {
  const endorsed = await db
    .update(lostApplications)
    .set(endorsement)
    .where(
      and(
        eq(lostApplications.id, id),
        eq(lostApplications.state, 'pending'),
        isNull(lostApplications.endorsedBy),
      ),
    )
    .returning({ id: lostApplications.id });
  return endorsed.length > 0;
}

/** Decides an application that is still pending; false when somebody has decided it before. */
export async function decideApplication(
  db: Db,
  id: number,
  decision: { state: 'approved' | 'rejected'; decidedBy: UserId; decidedAt: Date; remark: string | null },
): Promise<boolean> {
  const decided = await db
    .update(lostApplications)
    .set(decision)
    .where(and(eq(lostApplications.id, id), eq(lostApplications.state, 'pending')))
    .returning({ id: lostApplications.id });
  return decided.length > 0;
}
