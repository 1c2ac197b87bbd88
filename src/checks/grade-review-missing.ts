import { defineCheck } from '../check.ts';
import { listWaitingReviews } from '../db/grade-reviews.ts';
import { listStaff } from '../db/staff.ts';
import { byCloseOf } from '../domain/steps.ts';
import { workDayFrom } from '../domain/days-off.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { addDays, dayOf } from '../domain/time.ts';

/** The supervisor's own duty (R25): his digest names what waits; who has not looked by the next close answers for it. */
export default defineCheck({
  name: 'gradeReviewMissing',
  step: 2,
  question: '升A和来电的级别复核了吗',
  short: '级别没复核',
  first: 'supervisor',
  told: 'digest',
  clock: ({ startedAt }, book, daysOff) =>
    byCloseOf(book, workDayFrom(daysOff, addDays(dayOf(startedAt), 1))),
  async owed(db, since) {
    const [people, reviews] = await Promise.all([listStaff(db), listWaitingReviews(db, since)]);
    return reviews.flatMap(({ changeId, ...row }) => {
      const judge = supervisorOf(people, row.aboutId, row.storeId);
      return judge ? { ...row, key: `change:${changeId}`, aboutId: judge.userId, visitId: null } : [];
    });
  },
});
