import { isInUse, prospectGrades, windowKey } from './grade-profile.ts';
import { RULE_PARAMETERS, type RuleBook, type Rules } from './rules.ts';
import { addDays, addMonths, type Day } from './time.ts';

/**
 * How close a customer is to buying, closest first. Source: 级别判别基准 (dealership.md 1.5); H is a grade only where
 * the profile of most other dealers is in force (`grade-profile.ts`).
 */
export const GRADES = ['O', 'H', 'A', 'B', 'C'] as const;
export type Grade = (typeof GRADES)[number];

/** Those whose day nobody moves, and whom a stand-in takes over even when they are late. */
export const HOTTEST: readonly Grade[] = ['O', 'H', 'A'];

export function isHot(grade: Grade | null): boolean {
  return grade !== null && HOTTEST.includes(grade);
}

/** The grades for which a superior wants to see what speaks for them. */
export function isNearest(grade: Grade | null): boolean {
  return grade === 'H' || grade === 'A';
}

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

/**
 * What of the met criteria speaks for a grade. The deck knows no H, so this is our reading of it: what makes an A, and
 * besides a day within H's window on which he wants to buy. Either alone does not.
 */
export function speaksFor(
  rules: Rules,
  grade: Grade,
  met: readonly GradeCriterion[],
  { purchaseBy, today }: { purchaseBy: Day | null; today: Day },
): GradeCriterion[] {
  const isSoon = purchaseBy !== null && purchaseBy <= addDays(today, rules.windowH);
  if (grade === 'H' && !isSoon) return [];
  return met.filter((criterion) => GRADE_CRITERIA[criterion] === (grade === 'H' ? 'A' : grade));
}

/** The grade to propose: where H is in use an A who wants to buy within its window is one. */
export function proposed(
  rules: Rules,
  shown: Grade,
  met: readonly GradeCriterion[],
  when: { purchaseBy: Day | null; today: Day },
): Grade {
  const isH = shown === 'A' && isInUse(rules, 'H') && speaksFor(rules, 'H', met, when).length > 0;
  return isH ? 'H' : shown;
}

/**
 * Last day of the window (手续时间) that opened when the grade was set (D2), by the rules of that day; none for O, which
 * waits for its car instead.
 */
export function windowEnd(rules: Rules, grade: Grade, setOn: Day): Day | undefined {
  if (grade === 'O') return undefined;
  const key = windowKey(rules, grade);
  const add = RULE_PARAMETERS[key].unit === 'months' ? addMonths : addDays;
  return add(setOn, rules[key]);
}

/**
 * The window of an open prospect: it began when his grade was set, or when the profile of today came into force if that
 * was later, because each profile has windows of its own. The extension that he had in it adds it once more (D3).
 */
export function windowNow(
  facts: { grade: Grade; gradeSetOn: Day; windowExtendedOn: Day | null },
  book: RuleBook,
  today: Day,
): { since: Day; endsOn: Day | undefined } {
  const { grade, gradeSetOn, windowExtendedOn } = facts;
  const changed = book.since('gradeProfile', today);
  const since = changed !== undefined && changed > gradeSetOn ? changed : gradeSetOn;
  const endsOn = windowEnd(book.on(since), grade, since);
  const isExtended = windowExtendedOn !== null && windowExtendedOn >= since && endsOn !== undefined;
  return { since, endsOn: isExtended ? windowEnd(book.on(windowExtendedOn), grade, endsOn) : endsOn };
}

/** The columns of a table of grades: those in use, and any other that somebody still has. */
export function gradesShown(rules: Rules, has: (grade: Grade) => boolean): Grade[] {
  return GRADES.filter((grade) => isInUse(rules, grade) || has(grade));
}

/** A neighbour among the grades of prospects: one step closer to buying, or one further away. */
export function nextGrade(rules: Rules, grade: Grade, direction: 'up' | 'down'): Grade | undefined {
  const grades: readonly Grade[] = prospectGrades(rules);
  const at = grades.indexOf(grade);
  return at < 0 ? undefined : grades[direction === 'up' ? at - 1 : at + 1];
}

/** Positive when `to` is closer to buying than `from`; a first grade is neither up nor down. */
export function gradeMove(from: Grade | null, to: Grade): 'up' | 'down' | 'same' | 'first' {
  if (from === null) return 'first';
  const steps = GRADES.indexOf(from) - GRADES.indexOf(to);
  if (steps === 0) return 'same';
  return steps > 0 ? 'up' : 'down';
}

/** Why the bot itself gave another letter: the one he had is none of the profile in force. */
export const PROFILE_CHANGED = '方案更换';

/** Why somebody left the grades for the group below C: the reason kept in the history. */
export const BASE_GROUP = '基本顾客群';

/** What a contact with a customer of this grade is for (dealership.md 1.8). */
export const PURPOSE: Record<Grade, string> = {
  O: '维系',
  H: '促成交',
  A: '促成交',
  B: '提级别',
  C: '提级别',
};

/**
 * Whose grade somebody above the consultant looks at again (R25): every jump to A or H, and whatever a caller is first graded,
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
  const isJump = isNearest(to) && from !== 'O' && !(from === 'H' && to === 'A');
  return isJump || (from === null && source === 'callIn');
}
