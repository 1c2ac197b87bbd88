import { caseOf, defineCheck } from '../check.ts';
import { listPendingCancellations } from '../db/order-cancellations.ts';
import { decidedWithin } from '../domain/steps.ts';

/** An order that was called off is decided on within a day, by the supervisor and then by the manager (D28). */
export default defineCheck({
  name: 'cancellationUndecided',
  step: 0,
  question: '退订申请一天内审批了吗',
  short: '退订没审批',
  first: 'manager',
  told: 'digest',
  clock: ({ startedAt }, book) => decidedWithin(book, startedAt, 'cancelDecisionHours'),
  nudge: (called) => `${called}的退订等您审批一天了。回：${called}退订同意 / ${called}退订驳回 再谈谈`,
  async owed(db) {
    const pending = await listPendingCancellations(db);
    return pending.flatMap(({ cancellation, customer }) => {
      const { id, toId, by, firstAt, at } = cancellation;
      // Delivered meanwhile, there is nothing left to call off.
      if (toId === by || customer.state !== 'ordered') return [];
      const key = `cancellation:${id}${firstAt ? ':manager' : ''}`;
      return caseOf(customer, { key, aboutId: toId, startedAt: firstAt ?? at });
    });
  },
});
