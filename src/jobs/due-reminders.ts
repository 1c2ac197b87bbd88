import { listCallers } from '../db/campaigns.ts';
import type { Db } from '../db/connect.ts';
import { countDue, type DueReader, listMissedByStandIns, smoothDay } from '../db/due.ts';
import { noteListed } from '../db/inbox.ts';
import { post } from '../db/outbox.ts';
import { listResting, readAllDaysOff, readRules } from '../db/rules.ts';
import { listStaff } from '../db/staff.ts';
import { listTaskOwners } from '../db/tasks.ts';
import { nextPushTime } from '../domain/business-hours.ts';
import type { Calendar } from '../domain/cadence.ts';
import type { StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import { clockOf, dayOf, NOON } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { campaignBatch } from '../reports/campaign-batch.ts';
import { dueList, movedLine } from '../reports/due-list.ts';

export default defineJob({
  name: 'due-reminders',
  schedule: ['53 8 * * *', '23 15 * * *'],
  about: '每天上午、下午各一次，给每位顾问发今天要联系的客户；当天太满的先顺延C级、B级',
  async run({ db, now }, at) {
    const today = dayOf(at);
    const isMorning = clockOf(at) < NOON;
    const title = isMorning ? '今日待办' : '下午还没打的';
    const [book, daysOff, resting, missed, people, due, withTasks, callers] = await Promise.all([
      readRules(db),
      readAllDaysOff(db, today),
      listResting(db, today),
      listMissedByStandIns(db, today),
      listStaff(db),
      countDue(db, { on: today, today }),
      listTaskOwners(db, today),
      listCallers(db),
    ]);
    const rules = book.on(today);
    const counts = new Map(due.map((each) => [each.ownerId, each.due]));
    const delegates = [...resting, ...missed].flatMap(({ delegateId }) => delegateId ?? []);
    const atRest = new Set(resting.map(({ userId }) => userId));
    const calling = callers.map(({ ownerId }) => ownerId);
    const readers = [...new Set([...counts.keys(), ...delegates, ...withTasks, ...calling])].sort();
    let reminded = 0;
    let moved = 0;
    for (const userId of readers) {
      const person = people.find((each) => each.userId === userId);
      if (!person || atRest.has(userId)) continue;
      const storeId = person.storeId ?? (0 as StoreId);
      const reader: DueReader = {
        userId,
        standsInFor: resting.flatMap((each) => (each.delegateId === userId ? each.userId : [])),
        missed: missed.flatMap((each) => (each.delegateId === userId ? each.customerId : [])),
      };
      const calendar: Calendar = { today, rules, daysOff: daysOff(userId, storeId) };
      // The list and its numbers stand together: an answer "1 没接" must find what was sent.
      await db.transaction(async (tx) => {
        const news = isMorning ? await lighten(tx, userId, counts.get(userId) ?? 0, calendar) : [];
        moved += news.length;
        const campaigns = callers.filter(({ ownerId }) => ownerId === userId).map(({ campaign }) => campaign);
        const batch = await campaignBatch(tx, campaigns, {
          ownerId: userId,
          today,
          book,
          daysOff: calendar.daysOff,
        });
        const list = await dueList(tx, reader, { on: today, today, rules }, title, batch);
        if (!list) return;
        const key = `due:${today}:${clockOf(at)}:${userId}`;
        const text = [list.text, movedLine(news, rules)].filter(Boolean).join('\n');
        if (!(await post(tx, { key, to: userId, body: { kind: 'text', text }, at }))) return;
        // A number is good on the day it is read, which for a run made up later is not the day it was meant for.
        await noteListed(tx, userId, list.customers, dayOf(nextPushTime(rules, now())));
        reminded += 1;
      });
    }
    return `提醒了${reminded}位顾问${moved > 0 ? `，顺延${moved}位客户` : ''}`;
  },
});

/** Moves what is more than a day's work; nothing is asked of the database for those who have less. */
async function lighten(db: Db, userId: UserId, count: number, calendar: Calendar) {
  return count > calendar.rules.loadCap ? smoothDay(db, userId, count, calendar) : [];
}
