import { defineCommand } from '../chat/command.ts';
import { viewAsked } from '../chat/view.ts';
import { listStaff } from '../db/staff.ts';
import { calledBy } from '../domain/staff.ts';
import { type Day, dayOf, instantOf, addDays, monthEnd, weekOfLabel } from '../domain/time.ts';
import { QUOTA_DEFINITION, quotasByGrade, readQuotas, sumQuotas } from '../reports/quota-words.ts';

/** How often the customers were to be met or talked with in a week, and how often they were (D5). */
export default defineCommand({
  name: '回访完成',
  rank: 164,
  takes: ['queryCompliance'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '本周应回访几次、完成几次、还差几次，按级别、按人',
  examples: [
    { say: '我这周还差几个回访', means: { intents: ['queryCompliance'], week: '2026-W15', owner: 'me' } },
  ],
  async handle(talk, meaning) {
    const { db, at, book } = talk;
    const today = dayOf(at);
    const on = lastDayOf(meaning.week, meaning.period, today);
    const until = on === today ? at : instantOf(addDays(on, 1), '00:00');
    const rules = book.on(on);
    const view = await viewAsked(talk, meaning);
    const byGrade = await quotasByGrade(db, view.subject, rules, { on, at: until });
    const label = on === today ? '' : '（截至那周末）';
    if (byGrade.length === 0) return { lines: [`${view.title} 这周没有要回访的客户。`], readOnly: true };
    const lines = byGrade.map(({ grade, kind, owed, done }) => {
      const rest = owed > done ? `，还差${owed - done}次` : '，够了';
      return `· ${grade}级 ${kind === 'week' ? '本周' : '本月'}应${owed}次 已${done}次${rest}`;
    });
    const people =
      view.splitBy === 'none'
        ? []
        : byPerson(await listStaff(db), await readQuotas(db, view.subject, book, { on, at: until }));
    return {
      lines: [`${view.title} 回访完成${label}`, ...lines, ...people, `口径：${QUOTA_DEFINITION}`],
      hints: ['待办', '超期的有哪些'],
      readOnly: true,
    };
  },
});

function byPerson(
  people: Awaited<ReturnType<typeof listStaff>>,
  rows: Awaited<ReturnType<typeof readQuotas>>,
): string[] {
  return people.flatMap((person) => {
    const own = rows.filter(({ ownerId }) => ownerId === person.userId);
    if (own.length === 0) return [];
    const { week, month } = sumQuotas(own);
    const part = (label: string, { owed, done }: typeof week) => (owed > 0 ? ` ${label}${done}/${owed}` : '');
    return [`· ${calledBy(person)}${part('周', week)}${part('月', month)}`];
  });
}

/** The day up to which is counted: the last one of a past week or month, else today. */
function lastDayOf(week: string | undefined, month: string | undefined, today: Day): Day {
  const last = week ? addDays(weekOfLabel(week), 6) : month ? monthEnd(month) : today;
  return last < today ? last : today;
}
