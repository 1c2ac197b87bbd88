import { sweepRuns } from '../db/job-runs.ts';
import { sweepInbox } from '../db/inbox.ts';
import { sweepJournal } from '../db/undo.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';

export default defineJob({
  name: 'keep-house',
  schedule: ['17 3 * * *'],
  about: '每天凌晨备份内置数据库（保留七份），清理过期的运行记录',
  async run({ db, dump }, at) {
    const before = (days: number) => instantOf(addDays(dayOf(at), -days), '00:00');
    const file = dump && (await dump(at));
    await sweepJournal(db, before(1));
    await sweepRuns(db, before(30));
    // D43: the words of chats are kept for twelve months; what was done with them stays.
    await sweepInbox(db, before(365));
    return file ? `备份到 ${file}` : '数据库在服务器上，由服务器备份';
  },
});
