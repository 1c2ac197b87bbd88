import type { Customer, CustomerChange } from '../db/customers.ts';
import { recordGrade } from '../db/grades.ts';
import { type Grade, GRADE_CRITERIA, type GradeCriterion, gradeMove, windowEnd } from '../domain/grade.ts';
import { dayOf, formatDay } from '../domain/time.ts';
import { type Talk, UserError } from './command.ts';

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
  const criteria = verdict.criteria.filter((criterion) => GRADE_CRITERIA[criterion] === grade);
  if (grade === 'O' && customer.state !== 'ordered') {
    throw new UserError('O级要收了订金或签了订单才算。收了钱请发：订车 定金5000');
  }
  if (customer.state !== 'open' && grade !== 'O') {
    throw new UserError('这位客户现在不在意向阶段，级别不能改。');
  }
  const { db, member, at } = talk;
  await recordGrade(db, { customer, to: grade, criteria, reason: reason ?? null, by: member.userId, at });
  const move = gradeMove(customer.grade, grade);
  if (move === 'same') return { line: `级别：${grade}级 不变`, change: {} };

  const gradeSetOn = dayOf(at);
  const windowEndsOn = windowEnd(grade, gradeSetOn) ?? null;
  const arrow = { up: '升', down: '降', first: '定' }[move];
  const before = customer.grade ? `${customer.grade}→` : '';
  const why = criteria.length > 0 ? `（${criteria.join('、')}）` : reason ? `（${reason}）` : '';
  const until = windowEndsOn ? `，${formatDay(windowEndsOn)}前成交` : '';
  const doubt =
    grade === 'A' && criteria.length === 0
      ? '\nA级还没有判据：补一句颜色已定、付款和交车日期，否则主管会复核'
      : '';
  return {
    line: `级别：${arrow}${before}${grade}级${why}${until}${doubt}`,
    change: { grade, gradeSetOn, windowEndsOn },
  };
}
