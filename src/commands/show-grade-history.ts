import { defineCommand } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { listTalks } from '../db/contacts.ts';
import { listGradeChanges } from '../db/grades.ts';
import { listVisits } from '../db/visits.ts';
import { dayOf } from '../domain/time.ts';
import { gradeHistory } from '../reports/grade-history.ts';

export default defineCommand({
  name: '级别轨迹',
  rank: 85,
  takes: ['queryGradeHistory'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '一位客户每次联系后的级别',
  examples: [
    { say: '王先生级别轨迹', means: { intents: ['queryGradeHistory'], customerRef: { name: '王先生' } } },
  ],
  async handle({ db, at }, _meaning, customer) {
    const { id, grade, createdAt } = customer;
    const [visits, talks, changes] = await Promise.all([
      listVisits(db, id),
      listTalks(db, id),
      listGradeChanges(db, id),
    ]);
    const story = { createdOn: dayOf(createdAt), today: dayOf(at), visits, talks, changes };
    return {
      lines: [
        `${describe(customer)} 级别轨迹，现在${grade ? `${grade}级` : '没有级别'}`,
        ...gradeHistory(story),
      ],
      readOnly: true,
    };
  },
});
