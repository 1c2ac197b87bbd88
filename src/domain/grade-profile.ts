import type { Grade } from './grade.ts';
import type { RuleKey, Rules } from './rules.ts';

interface GradeProfile {
  /** The grades in use, closest to buying first. */
  grades: readonly Grade[];
  /** Which number is the gap between two contacts of each grade. */
  gap: Readonly<Record<Grade, RuleKey>>;
  /** Which number is the window; O waits for its car instead. */
  window: Readonly<Record<Exclude<Grade, 'O'>, RuleKey>>;
}

/**
 * The ways of grading that dealers use. Each has numbers of its own, so that going from one to the other and back
 * loses none that somebody has set. The rule `gradeProfile` holds the place of the one in force.
 */
export const GRADE_PROFILES = ['OABC', 'OHABC'] as const;
export type ProfileName = (typeof GRADE_PROFILES)[number];

const PROFILES: Record<ProfileName, GradeProfile> = {
  // The deck's. An H left over from the other one is treated as the A that he is about to become.
  OABC: {
    grades: ['O', 'A', 'B', 'C'],
    gap: { O: 'gapO', H: 'gapA', A: 'gapA', B: 'gapB', C: 'gapC' },
    window: { H: 'windowA', A: 'windowA', B: 'windowB', C: 'windowC' },
  },
  // The trade's (dealership.md 2.1).
  OHABC: {
    grades: ['O', 'H', 'A', 'B', 'C'],
    gap: { O: 'gapO', H: 'gapH', A: 'habcGapA', B: 'habcGapB', C: 'habcGapC' },
    window: { H: 'windowH', A: 'habcWindowA', B: 'habcWindowB', C: 'habcWindowC' },
  },
};

export function profileName({ gradeProfile }: Pick<Rules, 'gradeProfile'>): ProfileName {
  return GRADE_PROFILES[gradeProfile] ?? 'OABC';
}

function profileOf(rules: Rules): GradeProfile {
  return PROFILES[profileName(rules)];
}

export function gradesInUse(rules: Rules): readonly Grade[] {
  return profileOf(rules).grades;
}

/** What somebody who has not ordered may be graded. */
export function prospectGrades(rules: Rules): readonly Exclude<Grade, 'O'>[] {
  return gradesInUse(rules).filter((grade) => grade !== 'O');
}

export function isInUse(rules: Rules, grade: Grade): boolean {
  return gradesInUse(rules).includes(grade);
}

/** Said of a letter that is none of the profile in force. */
export function notInUse(rules: Rules, grade: Grade): string {
  return `现在用的级别是${gradesInUse(rules).join('、')}，没有${grade}级`;
}

export function gapKey(rules: Rules, grade: Grade): RuleKey {
  return profileOf(rules).gap[grade];
}

export function windowKey(rules: Rules, grade: Exclude<Grade, 'O'>): RuleKey {
  return profileOf(rules).window[grade];
}

/** Of a number that each profile has for itself: those of all profiles, `A级回访间隔` in days. Else it alone. */
export function sameOfAll(key: RuleKey): readonly RuleKey[] {
  for (const part of ['gap', 'window'] as const) {
    for (const [grade, own] of Object.entries(PROFILES.OABC[part]) as [Grade, RuleKey][]) {
      const other = (PROFILES.OHABC[part] as Record<Grade, RuleKey>)[grade];
      if (grade !== 'H' && (own === key || other === key)) return [...new Set([own, other])];
    }
  }
  return [key];
}

/** The numbers that hold only while one profile is in force. */
export function profileOfKey(key: RuleKey): ProfileName | undefined {
  if (OF_H.has(key)) return 'OHABC';
  const all = sameOfAll(key);
  return all.length > 1 ? GRADE_PROFILES[all.indexOf(key)] : undefined;
}

const OF_H: ReadonlySet<RuleKey> = new Set(['gapH', 'windowH', 'climbH', 'bossH']);
