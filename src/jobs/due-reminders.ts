import { countDue } from '../db/customers.ts';
import { noteListed } from '../db/inbox.ts';
import { post } from '../db/outbox.ts';
import { findStaff } from '../db/staff.ts';
import { nextPushTime } from '../domain/business-hours.ts';
import { clockOf, dayOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { dueList } from '../reports/due-list.ts';

export default defineJob({
  name: 'due-reminders',
  schedule: ['53 8 * * *', '23 15 * * *'],
  about: '每天上午、下午各一次，给每位顾问发今天要联系的客户',
  async run({ db, now }, at) {
    const today = dayOf(at);
    const slot = clockOf(at) < '12:00' ? 'morning' : 'afternoon';
    const title = slot === 'morning' ? '今日待办' : '下午还没打的';
    let reminded = 0;
    for (const { ownerId } of await countDue(db, { on: today, today })) {
      const owner = await findStaff(db, ownerId);
      if (!owner?.isActive) continue;
      // The list and its numbers stand together: an answer "1 没接" must find what was sent.
      await db.transaction(async (tx) => {
        const list = await dueList(tx, ownerId, { on: today, today }, title);
        if (!list) return;
        const key = `due:${today}:${clockOf(at)}:${ownerId}`;
        if (!(await post(tx, { key, to: ownerId, body: { kind: 'text', text: list.text }, at }))) return;
        // A number is good on the day it is read, which for a run made up later is not the day it was meant for.
        await noteListed(tx, ownerId, list.customers, dayOf(nextPushTime(now())));
        reminded += 1;
      });
    }
    return `提醒了${reminded}位顾问`;
  },
});
