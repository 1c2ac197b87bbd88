import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Grade, GradeCriterion } from '../domain/grade.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import type { Customer } from './customers.ts';
import { contacts, gradeChanges } from './schema/follow-up.ts';

/**
 * Writes a verdict on a customer's grade: a row of history if it changed (`to` null: he left the grades), and the
 * grade after every talk of his that had not been assessed yet.
 */
export async function recordGrade(
  db: Db,
  verdict: {
    customer: Customer;
    to: Grade | null;
    criteria: readonly GradeCriterion[];
    reason: string | null;
    /** A superior has to look at it. */
    review?: boolean;
    by: UserId | null;
    at: Date;
  },
): Promise<void> {
  const { customer, to, criteria, reason, review = false, by, at } = verdict;
  const { id: customerId, storeId, ownerId, grade: from } = customer;
  await Promise.all([
    from !== to &&
      db.insert(gradeChanges).values({
        storeId,
        customerId,
        ownerId,
        from,
        to,
        criteria: [...criteria],
        reason,
        by,
        at,
        review: review ? 'pending' : null,
      }),
    from !== null && from === to && criteria.length > 0 && addCriteria(db, customerId, criteria),
    db
      .update(contacts)
      .set({ gradeAfter: to, gradedAt: at })
      .where(and(eq(contacts.customerId, customerId), isNull(contacts.gradedAt))),
  ]);
}

/** The grade stands, and more speaks for it: kept with the change that gave it. */
async function addCriteria(
  db: Db,
  customerId: CustomerId,
  criteria: readonly GradeCriterion[],
): Promise<void> {
  const [latest] = await db
    .select({ id: gradeChanges.id, criteria: gradeChanges.criteria })
    .from(gradeChanges)
    .where(eq(gradeChanges.customerId, customerId))
    .orderBy(desc(gradeChanges.id))
    .limit(1);
  if (!latest) return;
  const all = [...new Set([...latest.criteria, ...criteria])];
  await db.update(gradeChanges).set({ criteria: all }).where(eq(gradeChanges.id, latest.id));
}

/** Removes the last change of a customer's grade if this person made it since then; answers what it was. */
export async function takeBackGrade(db: Db, customerId: CustomerId, by: UserId, since: Date) {
  const [latest] = await db
    .select({ id: gradeChanges.id, from: gradeChanges.from, by: gradeChanges.by, at: gradeChanges.at })
    .from(gradeChanges)
    .where(eq(gradeChanges.customerId, customerId))
    .orderBy(desc(gradeChanges.id))
    .limit(1);
  if (!latest || latest.by !== by || latest.at < since) return undefined;
  await db.delete(gradeChanges).where(eq(gradeChanges.id, latest.id));
  return latest;
}

/** How a customer's grade went, oldest first. */
export function listGradeChanges(db: Db, customerId: CustomerId) {
  return db
    .select({
      from: gradeChanges.from,
      to: gradeChanges.to,
      at: gradeChanges.at,
      reason: gradeChanges.reason,
    })
    .from(gradeChanges)
    .where(eq(gradeChanges.customerId, customerId))
    .orderBy(asc(gradeChanges.at), asc(gradeChanges.id));
}
