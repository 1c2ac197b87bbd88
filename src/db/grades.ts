import { and, eq, isNull } from 'drizzle-orm';
import type { Grade, GradeCriterion } from '../domain/grade.ts';
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
    by: UserId;
    at: Date;
  },
): Promise<void> {
  const { customer, to, criteria, reason, by, at } = verdict;
  const { id: customerId, storeId, ownerId, grade: from } = customer;
  await Promise.all([
    from !== to &&
      db
        .insert(gradeChanges)
        .values({ storeId, customerId, ownerId, from, to, criteria: [...criteria], reason, by, at }),
    db
      .update(contacts)
      .set({ gradeAfter: to, gradedAt: at })
      .where(and(eq(contacts.customerId, customerId), isNull(contacts.gradedAt))),
  ]);
}
