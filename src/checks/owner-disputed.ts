import { caseOf, defineCheck } from '../check.ts';
import { listOpenCases } from '../db/ownership.ts';
import { listStaff } from '../db/staff.ts';
import { decidedWithin } from '../domain/steps.ts';
import { supervisorOf } from '../domain/supervision.ts';

/** Whose a customer is, who came back or came to somebody else, is said within a day (D32). */
export default defineCheck({
  name: 'ownerDisputed',
  step: 0,
  question: '客户归谁，一天内定了吗',
  short: '归属没定',
  first: 'manager',
  told: 'digest',
  clock: ({ startedAt }, book) => decidedWithin(book, startedAt, 'ownerHours'),
  nudge: (called) => `${called}归谁跟，等您定一天了。回：${called}归原顾问 / ${called}归小马`,
  async owed(db) {
    const [open, people] = await Promise.all([listOpenCases(db), listStaff(db)]);
    return open.flatMap(({ ownership, customer }) => {
      const { id, storeId, ownerId, at } = ownership;
      const decides = supervisorOf(people, ownerId, storeId);
      if (!decides) return [];
      return caseOf(customer, { key: `case:${id}`, storeId, aboutId: decides.userId, startedAt: at });
    });
  },
});
