import { defineCheck } from '../check.ts';
import { listLeavers } from '../db/leavers.ts';
import { byCloseOf } from '../domain/steps.ts';
import { addDays, dayOf } from '../domain/time.ts';

/** The customers of somebody who left are in other hands the same day (R107). */
export default defineCheck({
  name: 'leaverCustomers',
  step: 0,
  question: '离开的同事，客户当天交接了吗',
  short: '离开了，客户没交接',
  first: 'supervisor',
  told: 'digest',
  clock: ({ startedAt }, book) => {
    const on = dayOf(startedAt);
    const sameDay = byCloseOf(book, on);
    return startedAt < sameDay.dueAt ? sameDay : byCloseOf(book, addDays(on, 1));
  },
  async owed(db, since) {
    const leavers = await listLeavers(db, since);
    return leavers.map(({ userId, leftAt, storeId }) => ({
      key: `staff:${userId}:${dayOf(leftAt)}:${storeId}`,
      storeId,
      aboutId: userId,
      customerId: null,
      visitId: null,
      grade: null,
      called: '',
      startedAt: leftAt,
    }));
  },
});
