import { and, eq, gte, lt, not, sql } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { ACTIVE, OF_CUSTOMER } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { restDays } from '../db/schema/rules.ts';
import { toldMorningAfter } from '../domain/steps.ts';
import { overduePatience } from '../domain/supervision.ts';
import type { UserId } from '../domain/staff.ts';
import { type Day, dayOf, instantOf, NOON } from '../domain/time.ts';

/** Who was to be contacted and was not, by store close of the day due; `startedAt` is that day. */
export default defineCheck({
  name: 'overdue',
  step: 2,
  question: '到期的客户联系了吗',
  short: '超期没联系',
  first: 'supervisor',
  told: 'morning',
  clock: ({ startedAt }, book) => toldMorningAfter(book, dayOf(startedAt)),
  patience: overduePatience,
  async owed(db, since, at) {
    const rows = await db
      .select({
        ...OF_CUSTOMER,
        // What a stand-in missed counts for him (D10).
        aboutId: sql<UserId>`coalesce(${restDays.delegateId}, ${customers.ownerId})`,
        dueOn: sql<Day>`${customers.nextDueOn}`,
      })
      .from(customers)
      .leftJoin(
        restDays,
        and(eq(restDays.userId, customers.ownerId), eq(restDays.on, customers.nextDueOn), customers.standIn),
      )
      .where(
        and(
          gte(customers.nextDueOn, dayOf(since)),
          lt(customers.nextDueOn, dayOf(at)),
          // The first call has a check of its own.
          sql`${customers.nextDueWhy} not in ('firstCall', 'pool')`,
          // Offered, not enforced (D36).
          not(customers.inBaseGroup),
          ACTIVE,
        ),
      );
    return rows.map(({ dueOn, ...row }) => ({
      ...row,
      key: `customer:${row.customerId}:${dueOn}`,
      visitId: null,
      startedAt: instantOf(dueOn, NOON),
    }));
  },
});
