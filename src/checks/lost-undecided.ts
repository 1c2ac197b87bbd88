import { caseOf, defineCheck } from '../check.ts';
import { listPendingApplications } from '../db/lost-applications.ts';
import { listStaff } from '../db/staff.ts';
import { decidedWithin } from '../domain/steps.ts';
import { supervisorOf } from '../domain/supervision.ts';

/** A loss that was applied for is decided within a day; what is a manager's to decide counts from when he got it. */
export default defineCheck({
  name: 'lostUndecided',
  step: 0,
  question: '战败申请一天内审批了吗',
  short: '战败没审批',
  first: 'manager',
  told: 'digest',
  clock: ({ startedAt }, book) => decidedWithin(book, startedAt, 'lostDecisionHours'),
  nudge: (called) =>
    `${called}的战败申请等您审批一天了。回：${called}战败同意 / ${called}战败不同意 再打两次`,
  async owed(db) {
    const [pending, people] = await Promise.all([listPendingApplications(db), listStaff(db)]);
    return pending.flatMap(({ application, customer }) => {
      const { id, storeId, endorsedAt, at, by } = application;
      const decides = endorsedAt
        ? people.find(({ roles }) => roles.includes('salesManager'))
        : supervisorOf(people, customer.ownerId, storeId);
      if (!decides || decides.userId === by) return [];
      const key = `application:${id}${endorsedAt ? ':manager' : ''}`;
      return caseOf(customer, { key, storeId, aboutId: decides.userId, startedAt: endorsedAt ?? at });
    });
  },
});
