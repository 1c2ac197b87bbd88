import { and, eq, exists, gt, gte, not } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { defineCheck } from '../check.ts';
import { OF_CUSTOMER, PROSPECT } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { negotiations } from '../db/schema/deals.ts';
import { appointments } from '../db/schema/showroom.ts';
import { byCloseOf } from '../domain/steps.ts';
import { addDays, dayOf } from '../domain/time.ts';

/** A price was talked about, and since then neither an order nor a farewell nor another appointment (R48). */
export default defineCheck({
  name: 'negotiationStuck',
  step: 4,
  question: '谈到一半的客户往前走了吗',
  short: '谈判停住了',
  first: 'supervisorAndManager',
  told: 'digest',
  clock: ({ startedAt }, book) => {
    const talkedOn = dayOf(startedAt);
    return byCloseOf(book, addDays(talkedOn, book.on(talkedOn).negotiationDays));
  },
  nudge: (called) =>
    `${called}谈完价没有下文了，今天推一把：约好再来就发 ${called}约周六下午2点来店；卡住了发 ${called}让主管来一下`,
  async owed(db, since) {
    const later = alias(negotiations, 'later');
    const talkedAgain = db
      .select({ id: later.id })
      .from(later)
      .where(and(eq(later.customerId, negotiations.customerId), gt(later.round, negotiations.round)));
    const agreed = db
      .select({ id: appointments.id })
      .from(appointments)
      .where(and(eq(appointments.customerId, negotiations.customerId), eq(appointments.state, 'open')));
    const rows = await db
      .select({ ...OF_CUSTOMER, id: negotiations.id, startedAt: negotiations.at })
      .from(negotiations)
      .innerJoin(customers, eq(customers.id, negotiations.customerId))
      .where(and(gte(negotiations.at, since), PROSPECT, not(exists(talkedAgain)), not(exists(agreed))));
    return rows.map(({ id, ...row }) => ({ ...row, key: `round:${id}`, visitId: null }));
  },
});
