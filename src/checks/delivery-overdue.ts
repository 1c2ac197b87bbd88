import { and, eq, gte, lte, sql } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { OF_CUSTOMER } from '../db/owed.ts';
import { customers } from '../db/schema/customers.ts';
import { orders } from '../db/schema/deals.ts';
import { byCloseOf } from '../domain/steps.ts';
import { overduePatience } from '../domain/supervision.ts';
import { type Day, dayOf, instantOf, NOON } from '../domain/time.ts';

/** Undelivered orders whose day has come (R55); `startedAt` is that day. */
export default defineCheck({
  name: 'deliveryOverdue',
  step: 5,
  question: '到期的订单交车了吗',
  short: '到期没交车',
  first: 'supervisorAndManager',
  told: 'digest',
  clock: ({ startedAt }, book) => byCloseOf(book, dayOf(startedAt)),
  nudge: (called) => `${called}约的今天交车。交了回：${called}交车了；改期回：${called}改4月20日交车`,
  patience: overduePatience,
  async owed(db, since, at) {
    const rows = await db
      .select({ ...OF_CUSTOMER, orderId: orders.id, on: sql<Day>`${orders.deliveryBy}` })
      .from(orders)
      .innerJoin(customers, eq(customers.id, orders.customerId))
      .where(
        and(
          eq(orders.state, 'open'),
          gte(orders.deliveryBy, dayOf(since)),
          lte(orders.deliveryBy, dayOf(at)),
        ),
      );
    return rows.map(({ orderId, on, ...row }) => ({
      ...row,
      key: `order:${orderId}:${on}`,
      visitId: null,
      startedAt: instantOf(on, NOON),
    }));
  },
});
