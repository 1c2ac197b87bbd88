import type { Customer, CustomerChange } from '../db/customers.ts';
import { settleReview } from '../db/grade-reviews.ts';
import { recordGrade, takeBackGrade } from '../db/grades.ts';
import {
  type Grade,
  type GradeCriterion,
  gradeMove,
  isNearest,
  needsReview,
  speaksFor,
  windowEnd,
} from '../domain/grade.ts';
import { isInUse, notInUse } from '../domain/grade-profile.ts';
import { formatRuleValue, type Rules } from '../domain/rules.ts';
import { addMinutes, dayOf, formatDay } from '../domain/time.ts';
import { seesAll } from './access.ts';
import { type Talk, UserError } from './command.ts';
import { MEMORY_MINUTES } from './pending.ts';

/**
 * Gives a customer a grade: kept in the history, with what justifies it, and on every talk that waited for it.
 * Setting the grade he has again says "unchanged" and does not restart the window (D3).
 */
export async function gradeCustomer(
  talk: Talk,
  customer: Customer,
  verdict: { grade: Grade; criteria: readonly GradeCriterion[]; reason?: string | undefined },
): Promise<{ line: string; change: CustomerChange }> {
  const { grade, reason } = verdict;
  const gradeSetOn = dayOf(talk.at);
  const rules = talk.book.on(gradeSetOn);
  if (!isInUse(rules, grade)) throw new UserError(`${notInUse(rules, grade)}，没有记。`);
  const when = { purchaseBy: customer.purchaseBy, today: gradeSetOn };
  const criteria = speaksFor(rules, grade, verdict.criteria, when);
  if (grade === 'O' && customer.state !== 'ordered') {
    throw new UserError('O级要收了订金或签了订单才算。收了钱请发：订车 定金5000');
  }
  if (customer.state !== 'open' && grade !== 'O') {
    throw new UserError('这位客户现在不在意向阶段，级别不能改。');
  }
  const { db, member, at } = talk;
  const judges = judgesGrades(talk, customer);
  const review = !judges && needsReview({ from: customer.grade, to: grade, source: customer.source });
  if (judges) {
    const state = grade === customer.grade ? 'agreed' : 'changed';
    await settleReview(db, customer.id, { review: state, reviewedBy: member.userId, reviewedAt: at });
  }
  const { userId: by } = member;
  await recordGrade(db, { customer, to: grade, criteria, reason: reason ?? null, review, by, at });
  const move = gradeMove(customer.grade, grade);
  if (move === 'same') {
    const added = criteria.length > 0 ? `，补判据：${criteria.join('、')}` : '';
    return { line: `级别：${grade}级 不变${added}`, change: {} };
  }

  const windowEndsOn = windowEnd(rules, grade, gradeSetOn) ?? null;
  const arrow = { up: '升', down: '降', first: '定' }[move];
  const before = customer.grade ? `${customer.grade}→` : '';
  const why = criteria.length > 0 ? `（${criteria.join('、')}）` : reason ? `（${reason}）` : '';
  const until = windowEndsOn ? `，${formatDay(windowEndsOn)}前成交` : '';
  const unsure = review && isNearest(grade) && criteria.length === 0;
  const doubt = unsure ? `\n${doubtOf(rules, grade)}` : '';
  return {
    line: `级别：${arrow}${before}${grade}级${unsure ? '（待主管确认）' : ''}${why}${until}${doubt}`,
    change: { grade, gradeSetOn, windowEndsOn, windowExtendedOn: null, putOffTo: null, inBaseGroup: false },
  };
}

/** What would make sure of the grade. */
function doubtOf(rules: Rules, grade: Grade): string {
  return grade === 'H'
    ? `H级要有A级判据，再加${formatRuleValue('windowH', rules.windowH)}内的购车时间：补一句颜色已定 周六买，主管好确认`
    : 'A级还没有判据：补一句颜色已定、付款和交车日期，主管好确认';
}

/** Whoever is above the consultant judges his grades; a supervisor who sells is judged by the manager (D38). */
export function judgesGrades({ member }: Talk, { ownerId }: Pick<Customer, 'ownerId'>): boolean {
  return seesAll(member) || (member.roles.includes('supervisor') && ownerId !== member.userId);
}

/**
 * Puts right what was said of the grade within the last ten minutes (D41): the change that was written is rewritten, and
 * no second movement is counted. What is older becomes a change of its own.
 */
export async function correctGrade(
  talk: Talk,
  customer: Customer,
  verdict: { grade: Grade; criteria: readonly GradeCriterion[]; reason?: string | undefined },
): Promise<{ line: string; change: CustomerChange }> {
  const { db, member, at } = talk;
  const last = await takeBackGrade(db, customer.id, member.userId, addMinutes(at, -MEMORY_MINUTES));
  if (!last) return gradeCustomer(talk, customer, verdict);
  const before = { ...customer, grade: last.from, gradeSetOn: last.from ? customer.gradeSetOn : null };
  const { line, change } = await gradeCustomer(talk, before, { ...verdict, reason: undefined });
  const windowEndsOn = windowEnd(talk.book.on(dayOf(at)), verdict.grade, dayOf(at)) ?? null;
  return {
    line: `${line}（更正，不算升降）`,
    change: { ...change, grade: verdict.grade, gradeSetOn: dayOf(at), windowEndsOn },
  };
}
