import { and, gte, isNull, lt, or } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { OF_CUSTOMER, PROSPECT } from '../db/owed.ts';
import { readRules } from '../db/rules.ts';
import { customers } from '../db/schema/customers.ts';
import { byCloseOf } from '../domain/steps.ts';
import { addDays, dayOf } from '../domain/time.ts';

/** One of the musts is missing: phone, car, source, grade, next day (D14). */
const LACKS_A_MUST = or(
  and(isNull(customers.phone), isNull(customers.wechat)),
  isNull(customers.series),
  and(isNull(customers.source), isNull(customers.heardFrom)),
  isNull(customers.grade),
  and(isNull(customers.agreedOn), isNull(customers.nextDueOn)),
);

export default defineCheck({
  name: 'cardThin',
  step: 1,
  question: '卡片记详细了吗',
  short: '卡不详细',
  first: 'supervisor',
  told: 'digest',
  clock: ({ startedAt }, book) => {
    const madeOn = dayOf(startedAt);
    return byCloseOf(book, addDays(madeOn, book.on(madeOn).detailDays));
  },
  nudge: (called, by) => `${called}的卡还不够详细（应在${by}前），请补预算、用途、付款、竞品等，直接回就行`,
  async owed(db, since, at) {
    const { detailFields } = (await readRules(db)).on(dayOf(at));
    const rows = await db
      .select({ ...OF_CUSTOMER, startedAt: customers.createdAt })
      .from(customers)
      .where(
        and(
          gte(customers.createdAt, since),
          or(lt(customers.cardFilled, detailFields), LACKS_A_MUST),
          PROSPECT,
        ),
      );
    return rows.map((row) => ({ ...row, key: `customer:${row.customerId}`, visitId: null }));
  },
});
