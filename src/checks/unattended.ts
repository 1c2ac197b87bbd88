import { defineCheck } from '../check.ts';
import { listUnattended } from '../db/assists.ts';
import { urgentAfter } from '../domain/steps.ts';
import { dayOf, instantOf } from '../domain/time.ts';

/** A customer stands in the showroom and nobody has taken him (D17). */
export default defineCheck({
  name: 'unattended',
  step: 1,
  question: '展厅的客户有人接待吗',
  short: '展厅客户没人接',
  first: 'supervisor',
  told: 'atOnce',
  clock: ({ startedAt }, book) => urgentAfter(book, startedAt, 'unattendedMinutes'),
  patienceMinutes: ({ unattendedMinutes }) => unattendedMinutes,
  async owed(db, _since, at) {
    const calls = await listUnattended(db, instantOf(dayOf(at), '00:00'));
    return calls.map((call) => ({
      key: `assist:${call.id}`,
      storeId: call.storeId,
      aboutId: call.by,
      customerId: null,
      visitId: null,
      grade: null,
      called: '',
      startedAt: call.at,
    }));
  },
});
