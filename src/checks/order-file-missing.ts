import { and, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { dutyOf, OF_CUSTOMER } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { orders } from '../db/schema/deals.ts';
import { byCloseOf } from '../domain/steps.ts';
import { addDays, dayOf } from '../domain/time.ts';

export default defineCheck({
  name: 'orderFileMissing',
  step: 5,
  question: '订单结案建档了吗',
  short: '订单档案不全',
  first: 'supervisorAndManager',
  told: 'digest',
  clock: ({ startedAt }, book) => {
    const orderedOn = dayOf(startedAt);
    return byCloseOf(book, addDays(orderedOn, book.on(orderedOn).orderFileDays));
  },
  nudge: (called, by) =>
    `${called}的订单档案还不全（应在${by}前）。一句补齐：${called}成交价12.58万 月底交车 全款`,
  async owed(db, since) {
    const rows = await db
      .select({
        ...OF_CUSTOMER,
        orderId: orders.id,
        aboutId: dutyOf(orders.by, orders.enteredAt),
        startedAt: orders.enteredAt,
      })
      .from(orders)
      .innerJoin(customers, eq(customers.id, orders.customerId))
      .where(
        and(
          gte(orders.enteredAt, since),
          inArray(orders.state, ['open', 'delivered']),
          or(
            isNull(orders.priceFen),
            // Handed over is better than any date on which it would have been.
            and(isNull(orders.deliveryBy), eq(orders.state, 'open')),
            isNull(customers.payment),
            sql`not exists (select from payments p where p.order_id = ${orders.id})`,
          ),
        ),
      );
    return rows.map(({ orderId, ...row }) => ({ ...row, key: `order:${orderId}`, visitId: null }));
  },
});
