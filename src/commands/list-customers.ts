import { scopeOf } from '../chat/access.ts';
import { defineCommand, type Outcome, type Talk } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import type { Db } from '../db/connect.ts';
import {
  countByGrade,
  countSinceContact,
  listBefriended,
  listCustomers,
  type Scope,
} from '../db/customers.ts';
import { listStaff } from '../db/staff.ts';
import { gradeSaid } from '../language/meaning.ts';
import type { Grade } from '../domain/grade.ts';
import { isInUse, notInUse } from '../domain/grade-profile.ts';
import type { Rules } from '../domain/rules.ts';
import { calledBy, type Member, type UserId } from '../domain/staff.ts';
import { addDays, dayOf, daysBetween, formatDay } from '../domain/time.ts';

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
    { say: '基本顾客群名单', means: { intents: ['queryList'], baseGroup: true } },
  ],
  async handle(talk, meaning) {
    if (meaning.baseGroup) return listBaseGroup(talk);
    const { db, member, book, at } = talk;
    const grade = gradeSaid(meaning);
    const scope = listedFor(member);
    const [counts, customers] = await Promise.all([
      countByGrade(db, scope),
      listCustomers(db, scope, { grade, limit: MOST_LINES }),
    ]);
    const shown = counts.filter((row) => grade === undefined || row.grade === grade);
    const total = shown.reduce((sum, row) => sum + row.customers, 0);
    if (total === 0)
      return {
        lines: [
          grade ? noneOf(grade, book.on(dayOf(at))) : '手上还没有客户。登记一位：登记 称呼 手机号 车型 级别',
        ],
        readOnly: true,
      };
    const split = grade
      ? ''
      : `（${shown.map((row) => `${row.grade ?? '未定级'} ${row.customers}`).join('，')}）`;
    const names = await namesBeside(db, scope);
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
  return isInUse(rules, grade) ? `${grade}级现在没有客户。` : `${notInUse(rules, grade)}。`;
}

/** A consultant reads of his own, whoever leads him of all that he sees. */
function listedFor(member: Member): Scope {
  return member.roles.includes('consultant') || member.roles.includes('deskAgent')
    ? { ownerIds: [member.userId] }
    : scopeOf(member);
}

/** Whose each customer is, where a list holds those of several. */
async function namesBeside(db: Db, scope: Scope): Promise<Map<UserId, string>> {
  if (scope !== 'all' && 'ownerIds' in scope) return new Map();
  return new Map((await listStaff(db)).map((person) => [person.userId, calledBy(person)]));
}

/** Whom one may greet at the season, longest not spoken to first: offered, nobody is overdue (D36). */
async function listBaseGroup({ db, member, at, book }: Talk): Promise<Outcome> {
  const today = dayOf(at);
  const { gapBase } = book.on(today);
  const scope = listedFor(member);
  const [{ total, longAgo }, customers, names] = await Promise.all([
    countSinceContact(db, scope, addDays(today, -gapBase)),
    listBefriended(db, scope, MOST_LINES),
    namesBeside(db, scope),
  ]);
  if (total === 0) return { lines: ['基本顾客群里还没有人。放一位：王先生放基本顾客群'], readOnly: true };
  const lines = customers.map((customer, index) => {
    const { ownerId, lastEffectiveOn, series } = customer;
    const since = lastEffectiveOn ? `${daysBetween(lastEffectiveOn, today)}天没联系` : '还没联系过';
    return `${index + 1}. ${[names.get(ownerId), describe(customer), series].filter(Boolean).join(' ')}｜${since}`;
  });
  const rest = total - customers.length;
  return {
    lines: [
      `基本顾客群 ${total}位，${gapBase}天没联系的${longAgo}位。不催，过节或店里有活动时问候一声：`,
      ...lines,
      ...(rest > 0 ? [`还有${rest}位，联系完这些再发“基本顾客群名单”`] : []),
    ],
    listed: customers.map(({ id }) => id),
    hints: ['1 通了 聊了什么', '查 1'],
    readOnly: true,
  };
}
