import { and, eq, lte, not, sql } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { OF_CUSTOMER } from '../db/owed.ts';
import { readRules } from '../db/rules.ts';
import { customers } from '../db/schema/customers.ts';
import { byCloseOf } from '../domain/steps.ts';
import { addDays, type Day, dayOf, instantOf, NOON } from '../domain/time.ts';

/** Who has ordered is never taken back: that nobody called him for a month is the manager's (D18). */
export default defineCheck({
  name: 'orderedNotCalled',
  step: 5,
  question: '订了车的客户一个月内回访过吗',
  short: '订车后一个月没回访',
  first: 'manager',
  told: 'digest',
  clock: ({ startedAt }, book) => byCloseOf(book, dayOf(startedAt)),
  async owed(db, since, at) {
    const { recallDays } = (await readRules(db)).on(dayOf(at));
    const rows = await db
      .select({ ...OF_CUSTOMER, calledOn: sql<Day>`${customers.lastEffectiveOn}` })
      .from(customers)
      .where(
        and(
          eq(customers.state, 'ordered'),
          not(customers.doNotContact),
          lte(customers.lastEffectiveOn, addDays(dayOf(at), -recallDays)),
          sql`${customers.lastEffectiveOn} >= ${addDays(dayOf(since), -recallDays)}`,
        ),
      );
    return rows.map(({ calledOn, ...row }) => ({
      ...row,
      key: `customer:${row.customerId}:${calledOn}`,
      visitId: null,
      startedAt: instantOf(addDays(calledOn, recallDays), NOON),
    }));
  },
});
