import { sameOfAll } from '../../domain/grade-profile.ts';
import { RULE_KEYS, RULE_PARAMETERS, type RuleKey, type RuleUnit } from '../../domain/rules.ts';
import { readNumber } from '../numerals.ts';

/** How people call the numbers of the rules beside their labels; `#` is a grade, whose letter ends the key. */
const SAID: readonly (readonly [RegExp, RuleKey | `${string}#`])[] = [
  [/^#级?(?:客户)?(?:的)?(?:回访|跟进|联系|促进)?(?:的)?(?:间隔|频率|周期|天数)?$/, 'gap#'],
  [/^#级?(?:客户)?(?:的)?(?:手续时间|窗口|期限|成交期限?)$/, 'window#'],
  [/^#级?(?:客户)?超期(?:几天|多久)?(?:上?报|告诉|通知)(?:销售)?经理$/, 'climb#'],
  [/^#级?(?:客户)?超期(?:几天|多久)?(?:上?报|告诉|通知)(?:总经理|店总|老总)$/, 'boss#'],
  [/^#级?(?:客户)?最多(?:顺延|往后(?:挪|推))$/, 'loadDays#'],
  [/^基本(?:顾客|客户)群?(?:联系)?(?:间隔)?$/, 'gapBase'],
  [/^(?:每人)?每天最多(?:回访|联系|跟进|几个|客户)?(?:数|个数)?$|^(?:每日|一天)上限$/, 'loadCap'],
  [/^建卡(?:的)?(?:时限|时间)?$/, 'cardMinutes'],
  [/^(?:离店)?短信(?:的)?(?:时限|时间)?$/, 'textMinutes'],
  [/^(?:评|定)级(?:的)?(?:时限|时间)?$/, 'gradeMinutes'],
  [/^(?:详细卡|卡片|详细)(?:要|的)?(?:项数|几项)?$/, 'detailFields'],
  [/^(?:下班|闭店|关门|打烊)(?:的)?(?:时间|点)?$/, 'closeOfDay'],
  [/^(?:推送|提醒|早上)(?:开始|几点开始)(?:时间)?$/, 'pushFrom'],
  [/^(?:推送|提醒|晚上)(?:结束|几点结束)(?:时间)?$/, 'pushUntil'],
  [/^(?:一个月)?(?:没|未)(?:回访|联系|跟进)(?:的)?收回(?:天数)?$|^收回(?:天数|期限)$/, 'recallDays'],
  [/^主管(?:没|未|不)回应?(?:多久|几天)?(?:上?报经理)?$/, 'supervisorSilent'],
  [/^经理(?:没|未|不)回应?(?:多久|几天)?(?:上?报总经理)?$/, 'managerSilent'],
  [
    /^督导(?:提醒|单)?(?:多久|几天|多少天)(?:后)?(?:过期|作废|关闭)$|^督导(?:过期|作废)(?:时间|时限|期限)?$/,
    'lapseDays',
  ],
];

/** The rule that is named, and nothing but it: `A级回访`, `建卡时限`, or a label word for word. */
export function readRuleName(words: string): RuleKey | undefined {
  const said = words.replaceAll(/\s/g, '').replace(/^(?:把|将|请|请把|以后|从今天起|从明天起)+/, '');
  const known = RULE_KEYS.find((key) => RULE_PARAMETERS[key].label === said);
  if (known) return known;
  const grade = /([OHABC])级?/i.exec(said)?.[1]?.toUpperCase();
  const plain = grade ? said.replace(/[OHABC]级?/i, '#') : said;
  for (const [pattern, key] of SAID) {
    if (!pattern.test(plain.replace('#', '#级'))) continue;
    const full = grade ? key.replace('#', grade) : key;
    if (isRuleKey(full)) return full;
  }
  return undefined;
}

function isRuleKey(key: string): key is RuleKey {
  return (RULE_KEYS as string[]).includes(key);
}

const UNIT_WORDS: Record<RuleUnit, RegExp> = {
  days: /^(?:天|日)$/,
  date: /^[号日]$/,
  months: /^个?月$/,
  minutes: /^分钟?$/,
  hours: /^个?小时$|^钟头$/,
  times: /^[次项个]$/,
  percent: /^%$/,
  clock: /^[点时:].*$/,
  customers: /^[个位人]$/,
  profile: /^$/,
};

/**
 * A number with its unit, as the value of the rule that is named; A级手续时间20天 is the number of the profile whose
 * windows are days. Undefined when the unit is another one.
 */
export function readRuleNumber(
  key: RuleKey,
  number: string,
  unit: string,
): { key: RuleKey; value: number } | undefined {
  for (const each of [key, ...sameOfAll(key)]) {
    const value = readRuleValue(each, number, unit);
    if (value !== undefined) return { key: each, value };
  }
  return undefined;
}

/** The value in the unit of that rule: 2天, 18点半, 1周 as days; undefined when the unit is another one. */
export function readRuleValue(key: RuleKey, number: string, unit: string): number | undefined {
  const value = readNumber(number);
  if (value === undefined) return undefined;
  const own = RULE_PARAMETERS[key].unit;
  if (own === 'clock') {
    const minutes = /^[点时](半|\d{1,2}|一刻)?分?$|^:(\d{2})$/.exec(unit);
    if (!minutes) return undefined;
    const past =
      minutes[1] === '半' ? 30 : minutes[1] === '一刻' ? 15 : Number(minutes[1] ?? minutes[2] ?? 0);
    // 下班改6点: nobody closes in the morning.
    const hours = value < 12 && key !== 'pushFrom' ? value + 12 : value;
    return hours * 60 + past;
  }
  if (own === 'days' && /^(?:个?星期|周|个?礼拜)$/.test(unit)) return value * 7;
  if (own === 'hours' && /^[天日]$/.test(unit)) return value * 24;
  if (own === 'minutes' && UNIT_WORDS.hours.test(unit)) return value * 60;
  return UNIT_WORDS[own].test(unit) ? value : undefined;
}
