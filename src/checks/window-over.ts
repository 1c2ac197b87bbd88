import { and, gte, lte, sql } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { OF_CUSTOMER, PROSPECT } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { type Day, dayOf, instantOf, NOON } from '../domain/time.ts';

/** On the last day itself the supervisor is told (D4). */
const TOLD_AT = '09:30';

/** 超期未处理: the window of his grade has ended, and nobody has said what becomes of him. `startedAt` is its last day. */
export default defineCheck({
  name: 'windowOver',
  step: 0,
  question: '期限到了：成交、延期、降级还是战败',
  short: '期限到未处理',
  first: 'supervisor',
  told: 'morning',
  clock: ({ startedAt }) => {
    const told = instantOf(dayOf(startedAt), TOLD_AT);
    return { nudgeAt: told, dueAt: told, alertAt: told };
  },
  patience: ({ windowManager }) => [windowManager],
  async owed(db, since, at) {
    const rows = await db
      .select({ ...OF_CUSTOMER, endsOn: sql<Day>`${customers.windowEndsOn}` })
      .from(customers)
      .where(
        and(gte(customers.windowEndsOn, dayOf(since)), lte(customers.windowEndsOn, dayOf(at)), PROSPECT),
      );
    return rows.map(({ endsOn, ...row }) => ({
      ...row,
      key: `customer:${row.customerId}:${endsOn}`,
      visitId: null,
      startedAt: instantOf(endsOn, NOON),
    }));
  },
});
