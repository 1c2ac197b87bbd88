import { and, eq, gte, not } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { WITHOUT_PRETEXT } from '../db/contacts.ts';
import { gaveOn, OF_CUSTOMER, PROSPECT } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { contacts } from '../db/schema/follow-up.ts';
import { soonAfter } from '../domain/steps.ts';

export default defineCheck({
  name: 'pretextMissing',
  step: 2,
  question: '二次电访有合适的由头吗',
  short: '电访没由头',
  first: 'supervisor',
  told: 'digest',
  lapses: true,
  clock: ({ startedAt }, book) => soonAfter(book, startedAt, 'pretextMinutes'),
  nudge: (called) => `${called}这通电话是用什么由头打的？回：${called}由头 ……。下次先发“准备 ${called}”`,
  async owed(db, since) {
    const rows = await db
      .select({
        ...OF_CUSTOMER,
        contactId: contacts.id,
        storeId: contacts.storeId,
        aboutId: contacts.by,
        startedAt: contacts.enteredAt,
      })
      .from(contacts)
      .innerJoin(customers, eq(customers.id, contacts.customerId))
      .where(
        and(
          gte(contacts.at, since),
          WITHOUT_PRETEXT,
          // Whoever has the customer now cannot know it.
          not(gaveOn(contacts.by, contacts.enteredAt)),
          PROSPECT,
        ),
      );
    return rows.map(({ contactId, ...row }) => ({ ...row, key: `contact:${contactId}`, visitId: null }));
  },
});
