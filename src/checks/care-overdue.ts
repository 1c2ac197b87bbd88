import { and, eq, gte, lt, not, sql } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { OF_CUSTOMER } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { toldMorningAfter } from '../domain/steps.ts';
import { type Day, dayOf, instantOf, NOON } from '../domain/time.ts';

/** Owners whose care was due and was not given (R50); `startedAt` is that day. */
export default defineCheck({
  name: 'careOverdue',
  step: 5,
  question: '交车后的回访做了吗',
  short: '车主没回访',
  first: 'supervisor',
  told: 'morning',
  clock: ({ startedAt }, book) => toldMorningAfter(book, dayOf(startedAt)),
  async owed(db, since, at) {
    const rows = await db
      .select({ ...OF_CUSTOMER, dueOn: sql<Day>`${customers.nextDueOn}` })
      .from(customers)
      .where(
        and(
          eq(customers.state, 'delivered'),
          eq(customers.nextDueWhy, 'care'),
          gte(customers.nextDueOn, dayOf(since)),
          lt(customers.nextDueOn, dayOf(at)),
          not(customers.doNotContact),
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
