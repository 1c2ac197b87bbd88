import { defineCommand } from '../chat/command.ts';
import { listCallers } from '../db/campaigns.ts';
import { readDueReader } from '../db/due.ts';
import { addDays, day, dayOf, formatDay } from '../domain/time.ts';
import { campaignBatch } from '../reports/campaign-batch.ts';
import { dueList } from '../reports/due-list.ts';

export default defineCommand({
  name: '今日待办',
  rank: 70,
  takes: ['queryDue'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '今天要打谁，超期的在前',
  examples: [
    { say: '今天要打谁', means: { intents: ['queryDue'], date: day('2026-04-08') } },
    { say: '待办', means: { intents: ['queryDue'] } },
    { say: '明天要打谁', means: { intents: ['queryDue'], date: day('2026-04-09') } },
  ],
  async handle({ db, member, at, book, daysOff }, { date = dayOf(at) }) {
    const today = dayOf(at);
    const day = date === addDays(today, 1) ? `明天 ${formatDay(date)}` : formatDay(date);
    const title = date === today ? '今日待办' : `到${day}要打`;
    const { userId: ownerId } = member;
    const campaigns = date === today ? await listCallers(db, ownerId) : [];
    const batch = await campaignBatch(
      db,
      campaigns.map(({ campaign }) => campaign),
      { ownerId, today, book, daysOff },
    );
    const reader = await readDueReader(db, ownerId, today);
    const list = await dueList(db, reader, { on: date, today, rules: book.on(today) }, title, batch);
    if (!list)
      return {
        lines: [date === today ? '今天没有要打的客户。' : `到${day}没有要打的客户。`],
        readOnly: true,
      };
    return { lines: [list.text], listed: list.customers, readOnly: true };
  },
});
