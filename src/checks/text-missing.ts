import { and, eq, exists, gte, isNotNull, not } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { ACTIVE, dutyOf, OF_CUSTOMER, TOLD_THAT_DAY } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { leaveTexts, visits } from '../db/schema/showroom.ts';
import { soonAfter } from '../domain/steps.ts';

export default defineCheck({
  name: 'textMissing',
  step: 1,
  question: '离店后发了强化短信吗',
  short: '短信没发',
  first: 'supervisor',
  told: 'digest',
  lapses: true,
  clock: ({ startedAt }, book) => soonAfter(book, startedAt, 'textMinutes'),
  nudge: (called, by) => `${called}的离店短信还没发（应在${by}前）。发完回：${called}短信发了`,
  async owed(db, since) {
    const sent = db.select({ id: leaveTexts.id }).from(leaveTexts).where(eq(leaveTexts.visitId, visits.id));
    const rows = await db
      .select({
        ...OF_CUSTOMER,
        visitId: visits.id,
        storeId: visits.storeId,
        aboutId: dutyOf(visits.receivedBy, visits.leftAt),
        startedAt: visits.leftAt,
      })
      .from(visits)
      .innerJoin(customers, eq(customers.id, visits.customerId))
      .where(
        and(
          gte(visits.leftAt, since),
          TOLD_THAT_DAY,
          isNotNull(customers.phone),
          not(customers.noTexts),
          ACTIVE,
          not(exists(sent)),
        ),
      );
    return rows.map((row) => ({ ...row, key: `visit:${row.visitId}` }));
  },
});
