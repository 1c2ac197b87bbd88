import { defineCommand } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { viewAsked } from '../chat/view.ts';
import { listOverdue } from '../db/customers.ts';
import { listStaff } from '../db/staff.ts';
import { calledBy } from '../domain/staff.ts';
import { addDays, dayOf, daysBetween, formatDay } from '../domain/time.ts';
import { gradeSaid } from '../language/meaning.ts';

/** One phone screen. */
const MOST_LINES = 15;

export default defineCommand({
  name: '查超期',
  rank: 161,
  takes: ['queryOverdue'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '谁超期没联系，可按人、按级别、按天数看',
  examples: [
    { say: '超期的有哪些', means: { intents: ['queryOverdue'] } },
    { say: 'A级超过5天没回访', means: { intents: ['queryOverdue'], grade: 'A', gapDaysOver: 5 } },
  ],
  async handle(talk, meaning) {
    const { db, at } = talk;
    const today = dayOf(at);
    const grade = gradeSaid(meaning);
    const { gapDaysOver: days } = meaning;
    const view = await viewAsked(talk, meaning);
    const notSince = days === undefined ? undefined : addDays(today, -days);
    const asked = { grade, notSince, today, limit: MOST_LINES };
    const [{ total, longest }, people] = await Promise.all([
      listOverdue(db, view.scope, asked),
      view.splitBy === 'none' ? [] : listStaff(db),
    ]);
    const what = `${view.title} ${grade ? `${grade}级` : ''}${days === undefined ? '超期没联系' : `超过${days}天没聊上`}`;
    if (total === 0) return { lines: [`${what}：没有，都跟上了。`], readOnly: true };
    const names = new Map(people.map((person) => [person.userId, calledBy(person)]));
    const lines = longest.map((customer, index) => {
      const { ownerId, grade: held, lastEffectiveOn, attemptDays, nextDueOn } = customer;
      const since = lastEffectiveOn ? `${daysBetween(lastEffectiveOn, today)}天没聊上` : '还没聊上过';
      const tries = attemptDays.length > 0 ? `，打过${attemptDays.length}次` : '';
      const due = nextDueOn ? `｜该${formatDay(nextDueOn)}打` : '';
      const who = [names.get(ownerId), describe(customer), held].filter(Boolean).join(' ');
      return `${index + 1}. ${who}｜${since}${tries}${due}`;
    });
    const rest = total - longest.length;
    return {
      lines: [`${what} ${total}位：`, ...lines, ...(rest > 0 ? [`还有${rest}位，可以加人名或级别再查`] : [])],
      listed: longest.map(({ id }) => id),
      hints: ['查 1'],
      readOnly: true,
    };
  },
});
