import type { Rules } from './rules.ts';
import { addMonths, type Day } from './time.ts';

/** How close a customer is to buying. Source: 级别判别基准 (dealership.md 1.5). */
export const GRADES = ['O', 'A', 'B', 'C'] as const;
export type Grade = (typeof GRADES)[number];

/**
 * The 15 criteria of 级别判别基准 in falling closeness. One is enough, and the highest met grade wins (D1).
 * The words are the identifiers: they are what people read and what reports print.
 */
export const GRADE_CRITERIA = {
  现订现交: 'O',
  已收一定金额订金: 'O',
  车型车色已选定: 'A',
  已提供付款方式及交车日期: 'A',
  分期手续进行中: 'A',
  二手车进行处理中: 'A',
  已谈判购车条件: 'B',
  购车时间已确定: 'B',
  选定了下次商谈日期: 'B',
  再度来看展示车: 'B',
  要求协助处理旧车: 'B',
  商谈中表露出有购车意愿: 'C',
  正在决定拟购车种: 'C',
  对选择车种犹豫不决: 'C',
  经判定有购车条件者: 'C',
} as const satisfies Record<string, Grade>;
export type GradeCriterion = keyof typeof GRADE_CRITERIA;

/** The grade that the met criteria justify; undefined when none is met. */
export function gradeByCriteria(met: readonly GradeCriterion[]): Grade | undefined {
  return GRADES.find((grade) => met.some((criterion) => GRADE_CRITERIA[criterion] === grade));
}

const WINDOW = { A: 'windowA', B: 'windowB', C: 'windowC' } as const;

/**
 * Last day of the window (手续时间) that opened when the grade was set (D2), by the rules of that day; none for O, which
 * waits for its car instead.
 */
export function windowEnd(rules: Rules, grade: Grade, setOn: Day): Day | undefined {
  return grade === 'O' ? undefined : addMonths(setOn, rules[WINDOW[grade]]);
}

/** Positive when `to` is closer to buying than `from`; a first grade is neither up nor down. */
export function gradeMove(from: Grade | null, to: Grade): 'up' | 'down' | 'same' | 'first' {
  if (from === null) return 'first';
  const steps = GRADES.indexOf(from) - GRADES.indexOf(to);
  if (steps === 0) return 'same';
  return steps > 0 ? 'up' : 'down';
}

/** What a contact with a customer of this grade is for (dealership.md 1.8). */
export const PURPOSE: Record<Grade, string> = { O: '维系', A: '促成交', B: '提级别', C: '提级别' };

/**
 * Whose grade somebody above the consultant looks at again (R25): every jump to A, and whatever a caller is first graded,
 * whom nobody has seen yet.
 */
export function needsReview({
  from,
  to,
  source,
}: {
  from: Grade | null;
  to: Grade | null;
  source: string | null;
}): boolean {
  if (to === null || to === 'O' || from === to) return false;
  return (to === 'A' && from !== 'O') || (from === null && source === 'callIn');
}
