import { and, eq, gte, isNull } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { dutyOf, OF_CUSTOMER, PROSPECT, TOLD_THAT_DAY } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { visits } from '../db/schema/showroom.ts';
import { soonAfter } from '../domain/steps.ts';

/** An order answers the questions by itself: who has bought is not asked about. */
export default defineCheck({
  name: 'visitNotReviewed',
  step: 3,
  question: '二次来店把握订交了吗，深度体验讲了什么',
  short: '二次来店没小结',
  first: 'supervisorAndManager',
  told: 'digest',
  lapses: true,
  clock: ({ startedAt }, book) => soonAfter(book, startedAt, 'visitReviewMinutes'),
  nudge: (called) =>
    `${called}二次来店，把握订交了吗？深度体验讲了什么？回一句：${called} 差一点 讲了安全配置和金融方案`,
  async owed(db, since) {
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
          eq(visits.nature, 'again'),
          isNull(visits.reviewedAt),
          gte(visits.leftAt, since),
          TOLD_THAT_DAY,
          PROSPECT,
        ),
      );
    return rows.map((row) => ({ ...row, key: `visit:${row.visitId}` }));
  },
});
