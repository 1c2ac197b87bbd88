import { countOtherWindows, listOutOfUse } from '../db/grade-profile.ts';
import { listRuleChanges } from '../db/rules.ts';
import { type Grade, PROFILE_CHANGED } from '../domain/grade.ts';
import { gradesInUse, profileName, profileOfKey, sameOfAll, windowKey } from '../domain/grade-profile.ts';
import {
  everyDays,
  formatRuleValue,
  gapDays,
  RULE_PARAMETERS,
  ruleBook,
  type RuleKey,
  type Rules,
} from '../domain/rules.ts';
import { type Day, dayOf } from '../domain/time.ts';
import { namesOf } from '../reports/handover-brief.ts';
import { type Talk, UserError } from './command.ts';

/** The number that is meant where each profile has one of its own: that of the profile in force. */
export function inForce(key: RuleKey, rules: Rules): RuleKey {
  const profile = profileOfKey(key);
  const name = profileName(rules);
  if (profile === undefined || profile === name) return key;
  const isSame = (other: RuleKey) =>
    profileOfKey(other) === name && RULE_PARAMETERS[other].unit === RULE_PARAMETERS[key].unit;
  const other = sameOfAll(key).find(isSame);
  if (other) return other;
  throw new UserError(
    sameOfAll(key).length > 1
      ? `现在用${name}方案，手续时间按${name === 'OABC' ? '月' : '天'}算，没有改。这样说：A级手续时间改${name === 'OABC' ? '1个月' : '15天'}`
      : `现在用${name}方案，没有H级，没有改。要用H级先看影响：改用OHABC 试算`,
  );
}

/** What another profile does to those who have grades already, said before anybody says yes. */
export async function profileEffect(
  { db, at }: Talk,
  plan: { from: Day; value: number; rules: Rules },
): Promise<string[]> {
  const { from, value, rules } = plan;
  const book = ruleBook([...(await listRuleChanges(db)), { key: 'gradeProfile', value, since: from }]);
  const [leaving, windows] = await Promise.all([
    listOutOfUse(db, book, from),
    countOtherWindows(db, book, from),
  ]);
  const begins = from === dayOf(at) ? '从今天起' : '从那天起';
  return [
    `级别：${gradesInUse(rules)
      .map((grade) => numbersOf(rules, grade))
      .join('；')}`,
    leaving.length > 0
      ? `H级${leaving.length}位改为A级（${PROFILE_CHANGED}）：${namesOf(leaving)}；其他客户字母不变`
      : '现有客户字母不变，O级照旧',
    ...(windows > 0 ? [`${windows}位的期限${begins}按新方案重新算`] : []),
  ];
}

/** A 每3天、15天内成交 */
function numbersOf(rules: Rules, grade: Grade): string {
  const key = grade === 'O' ? undefined : windowKey(rules, grade);
  const window = key ? `、${formatRuleValue(key, rules[key])}内成交` : '';
  return `${grade} ${everyDays(gapDays(rules, grade))}${window}`;
}
