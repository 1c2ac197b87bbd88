import { and, gte, sql } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { ACTIVE, OF_CUSTOMER } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { firstCallClock } from '../domain/steps.ts';
import { type Day, dayOf, instantOf, NOON } from '../domain/time.ts';

export default defineCheck({
  name: 'firstCallMissing',
  step: 2,
  question: '来店次日打了首次回访吗',
  short: '首访没打',
  first: 'supervisor',
  told: 'digest',
  clock: ({ startedAt }, book, daysOff) => firstCallClock(book, dayOf(startedAt), daysOff),
  async owed(db, since) {
    const rows = await db
      .select({ ...OF_CUSTOMER, owedSince: sql<Day>`${customers.firstCallOwedSince}` })
      .from(customers)
      .where(and(gte(customers.firstCallOwedSince, dayOf(since)), ACTIVE));
    return rows.map(({ owedSince, ...row }) => ({
      ...row,
      key: `customer:${row.customerId}:${owedSince}`,
      visitId: null,
      startedAt: instantOf(owedSince, NOON),
    }));
  },
});
