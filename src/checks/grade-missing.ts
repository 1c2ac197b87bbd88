import { and, eq, gte, isNull } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { dutyOf, OF_CUSTOMER, PROSPECT } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { contacts } from '../db/schema/follow-up.ts';
import { soonAfter } from '../domain/steps.ts';

export default defineCheck({
  name: 'gradeMissing',
  step: 2,
  question: '回访后准确评定级别了吗',
  short: '没评级别',
  first: 'supervisor',
  told: 'digest',
  lapses: true,
  clock: ({ startedAt }, book) => soonAfter(book, startedAt, 'gradeMinutes'),
  nudge: (called) => `${called}回访后还没评级别。回：${called}级别不变 / 升A / 降C`,
  async owed(db, since) {
    const rows = await db
      .select({
        ...OF_CUSTOMER,
        contactId: contacts.id,
        storeId: contacts.storeId,
        aboutId: dutyOf(contacts.by, contacts.enteredAt),
        startedAt: contacts.enteredAt,
      })
      .from(contacts)
      .innerJoin(customers, eq(customers.id, contacts.customerId))
      .where(and(isNull(contacts.gradedAt), contacts.effective, gte(contacts.at, since), PROSPECT));
    return rows.map(({ contactId, ...row }) => ({ ...row, key: `contact:${contactId}`, visitId: null }));
  },
});
