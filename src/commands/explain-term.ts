import { defineCommand, UserError } from '../chat/command.ts';
import { inForce } from '../chat/grade-profile.ts';
import { definitionOf } from '../domain/customer-class.ts';
import { type Grade, GRADE_CRITERIA, type GradeCriterion, GRADES } from '../domain/grade.ts';
import { isInUse, notInUse, windowKey } from '../domain/grade-profile.ts';
import {
  everyDays,
  formatRuleValue,
  gapDays,
  type RuleKey,
  type Rules,
  spokenLabel,
} from '../domain/rules.ts';
import { ROLES } from '../domain/staff.ts';
import { dayOf } from '../domain/time.ts';

export default defineCommand({
  name: '名词',
  rank: 185,
  takes: ['askTerm'],
  about: 'nobody',
  allow: ROLES,
  help: '潜在、自销、他销、战败、级别是什么意思，规则里的数是多少',
  examples: [
    { say: '什么是他销保有', means: { intents: ['askTerm'], asked: '他销保有' } },
    { say: '战败要打几次', means: { intents: ['askTerm'], ruleAsked: 'lostAttempts' } },
    { say: 'A级是什么意思', means: { intents: ['askTerm'], asked: 'A级' } },
  ],
  handle({ book, at }, { asked = '', ruleAsked }) {
    if (ruleAsked)
      return Promise.resolve({ lines: [ruleLine(ruleAsked, book.on(dayOf(at)))], readOnly: true });
    const grade = GRADES.find((each) => asked === `${each}级`);
    const words = definitionOf(asked);
    if (!grade && !words) throw new UserError(`“${asked}”我这儿没有解释。`);
    const rules = book.on(dayOf(at));
    return Promise.resolve({ lines: grade ? ofGrade(grade, rules) : [words ?? ''], readOnly: true });
  },
});

/** 战败前最少联系：3次, of the profile in force. */
function ruleLine(asked: RuleKey, rules: Rules): string {
  const key = inForce(asked, rules);
  return `${spokenLabel(key)}：${formatRuleValue(key, rules[key])}`;
}

/** The criteria, of which one is enough, the window and the cadence. */
function ofGrade(grade: Grade, rules: Rules): string[] {
  if (!isInUse(rules, grade)) return [`${notInUse(rules, grade)}。`];
  const group = grade === 'H' ? 'A' : grade;
  const criteria = GRADE_CRITERION_WORDS.filter((criterion) => GRADE_CRITERIA[criterion] === group);
  const number = (key: RuleKey) => formatRuleValue(key, rules[key]);
  const soon = grade === 'H' ? `${number('windowH')}内要买，并且` : '';
  const window = grade === 'O' ? '' : `，${number(windowKey(rules, grade))}内成交`;
  return [
    `${grade}级：${soon}有一条就算——${criteria.join('；')}`,
    `${everyDays(gapDays(rules, grade))}联系一次${window}`,
  ];
}

const GRADE_CRITERION_WORDS = Object.keys(GRADE_CRITERIA) as GradeCriterion[];
