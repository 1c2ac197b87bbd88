import { reckonDue } from '../db/due.ts';
import { leaveOldGrades, reckonWindows } from '../db/grade-profile.ts';
import { readAllDaysOff, readRules } from '../db/rules.ts';
import { dayOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';

export default defineJob({
  name: 'reckon-due',
  schedule: ['41 3 * * *'],
  about: '每天凌晨、改规则之后，按规则和休息日重算每位客户的下次日期，换了级别方案的重算期限',
  async run({ db }, at) {
    const today = dayOf(at);
    const [book, daysOff] = await Promise.all([readRules(db), readAllDaysOff(db, today)]);
    const left = await db.transaction((tx) => leaveOldGrades(tx, { book, daysOff, who: null, at }));
    const windows = await reckonWindows(db, book, today);
    const moved = await reckonDue(db, {}, { today, rules: book.on(today), daysOff });
    const changed = left + windows > 0 ? `，${windows}位的期限重算，${left}位H级改为A级` : '';
    return `重算后${moved.length}位客户的日期有变${changed}`;
  },
});
