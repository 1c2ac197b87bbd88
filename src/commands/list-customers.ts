import { scopeOf } from '../chat/access.ts';
import { defineCommand } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { countByGrade, listCustomers } from '../db/customers.ts';
import { listStaff } from '../db/staff.ts';
import { gradeSaid } from '../language/meaning.ts';
import type { Grade } from '../domain/grade.ts';
import { gradesInUse, isInUse } from '../domain/grade-profile.ts';
import type { Rules } from '../domain/rules.ts';
import { dayOf, formatDay } from '../domain/time.ts';

/** One phone screen. */
const MOST_LINES = 15;

export default defineCommand({
  name: '我的客户',
  rank: 90,
  takes: ['queryList', 'queryCount'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '手上的客户，可按级别看',
  examples: [
    { say: '我的客户', means: { intents: ['queryList'] } },
    { say: 'A级客户', means: { intents: ['queryList'], grade: 'A' } },
  ],
  async handle({ db, member, book, at }, meaning) {
    const grade = gradeSaid(meaning);
    const rules = book.on(dayOf(at));
    const scope =
      member.roles.includes('consultant') || member.roles.includes('deskAgent')
        ? { ownerIds: [member.userId] }
        : scopeOf(member);
    const [counts, customers] = await Promise.all([
      countByGrade(db, scope),
      listCustomers(db, scope, { grade, limit: MOST_LINES }),
    ]);
    const shown = counts.filter((row) => grade === undefined || row.grade === grade);
    const total = shown.reduce((sum, row) => sum + row.customers, 0);
    if (total === 0)
      return {
        lines: [grade ? noneOf(grade, rules) : '手上还没有客户。登记一位：登记 称呼 手机号 车型 级别'],
        readOnly: true,
      };
    const split = grade
      ? ''
      : `（${shown.map((row) => `${row.grade ?? '未定级'} ${row.customers}`).join('，')}）`;
    const names =
      'ownerId' in Object(scope)
        ? new Map()
        : new Map((await listStaff(db)).map((person) => [person.userId, person.alias ?? person.name]));
    const lines = customers.map(
      (customer, index) =>
        `${index + 1}. ${[names.get(customer.ownerId), describe(customer), customer.grade ?? (customer.inBaseGroup ? '基本群' : '未定级'), customer.series].filter(Boolean).join(' ')}｜${
          customer.nextDueOn
            ? `下次${formatDay(customer.nextDueOn)}`
            : customer.state === 'lostPending'
              ? '战败审批中'
              : '不用跟'
        }`,
    );
    if (total > customers.length) lines.push(`还有 ${total - customers.length} 位，可以按级别看：A级客户`);
    return {
      lines: [`${grade ? `${grade}级` : ''}客户 ${total} 位${split}`, ...lines],
      listed: customers.map(({ id }) => id),
      hints: ['查 1', 'A级客户'],
      readOnly: true,
    };
  },
});

function noneOf(grade: Grade, rules: Rules): string {
  return isInUse(rules, grade)
    ? `${grade}级现在没有客户。`
    : `现在用的级别是${gradesInUse(rules).join('、')}，没有${grade}级。`;
}
