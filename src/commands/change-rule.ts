import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { inForce } from '../chat/grade-profile.ts';
import { effectOf, fromDay, MOVES_DAYS, type Plan } from '../chat/rule-trial.ts';
import { leaveOldGrades } from '../db/grade-profile.ts';
import { requestRun } from '../db/job-runs.ts';
import { addRuleChange, listRuleChanges, readAllDaysOff, readRules } from '../db/rules.ts';
import { listStaff } from '../db/staff.ts';
import {
  gapKey,
  gradesInUse,
  profileName,
  profileOfKey,
  prospectGrades,
  windowKey,
} from '../domain/grade-profile.ts';
import {
  formatRuleValue,
  RULE_GROUPS,
  RULE_PARAMETERS,
  type RuleGroup,
  type RuleKey,
  spokenLabel,
} from '../domain/rules.ts';
import { calledBy } from '../domain/staff.ts';
import { type Day, dayOf, formatDay } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';

/** The newest changes that are shown. */
const MOST_CHANGES = 8;
const BOSS: Partial<Record<string, RuleKey>> = { H: 'bossH', A: 'bossA', B: 'bossB', C: 'bossC' };
const MANAGER: Partial<Record<string, RuleKey>> = {
  O: 'climbO',
  H: 'climbH',
  A: 'climbA',
  B: 'climbB',
  C: 'climbC',
};

export default defineCommand({
  name: '改规则',
  rank: 170,
  takes: ['setRule', 'setAlertRule', 'queryRules'],
  about: 'nobody',
  allow: ['salesManager', 'generalManager'],
  help: '改回访间隔、时限、上报天数、级别方案（OABC或加H级）；加“试算”先看影响',
  examples: [
    {
      say: 'A级改2天 试算',
      for: 'salesManager',
      means: { intents: ['setRule'], ruleChange: { key: 'gapA', value: 2, trial: true } },
    },
    {
      say: '建卡时限改20分钟',
      for: 'generalManager',
      means: { intents: ['setRule'], ruleChange: { key: 'cardMinutes', value: 20 } },
    },
    {
      say: '改用OHABC 试算',
      means: { intents: ['setRule'], ruleChange: { key: 'gradeProfile', value: 1, trial: true } },
    },
    { say: '规则', means: { intents: ['queryRules'] } },
    { say: '规则 回访', means: { intents: ['queryRules'], ruleGroup: '回访' } },
  ],
  async handle(talk, meaning) {
    const { ruleGroup } = meaning;
    if (meaning.intents.includes('queryRules'))
      return { lines: ruleGroup ? rulesOfGroup(talk, ruleGroup) : await rulesNow(talk), readOnly: true };
    if (meaning.ruleUnknown) throw new UserError(whyUnknown(meaning.ruleUnknown));
    const told = meaning.ruleChange ?? (await ruleOf(talk, meaning));
    const { value, trial = false } = told;
    const today = dayOf(talk.at);
    const from = told.from ?? today;
    const now = talk.book.on(from);
    const key = inForce(told.key, now);
    const { label, min, max } = RULE_PARAMETERS[key];
    if (value < min || value > max) {
      throw new UserError(
        `${label}只能在${formatRuleValue(key, min)}到${formatRuleValue(key, max)}之间，没有改。`,
      );
    }
    const plan: Plan = { key, value, from, rules: { ...now, [key]: value } };
    const step = `${label}：${valueSaid(key, now[key])}→${valueSaid(key, value)}`;
    if (value === now[key])
      return { lines: [`${label}现在就是${formatRuleValue(key, value)}，没有改。`], readOnly: true };
    if (trial || !talk.confirmed) {
      const effect = await effectOf(talk, plan);
      if (trial) {
        const what = key === 'gradeProfile' ? '改用' : `${spokenLabel(key)}改`;
        return {
          lines: [`试算 ${step}（没有改）`, ...effect],
          hints: from === today ? [`${what}${formatRuleValue(key, value)}`] : [],
          readOnly: true,
        };
      }
      return {
        lines: [`请核对：${step}，${fromDay(plan, today)}`, ...effect, '对回 1，不对回 2'],
        confirm: true,
      };
    }
    return change(talk, plan, step);
  },
});

/** A general manager who is told after 0 days is never told. */
function valueSaid(key: RuleKey, value: number): string {
  return key.startsWith('boss') && value === 0 ? '不报' : formatRuleValue(key, value);
}

/** 首次回访改48小时: there is no such number, or it goes by another unit. */
function whyUnknown({ name, key, isStore }: NonNullable<Meaning['ruleUnknown']>): string {
  if (isStore) return `规则是全公司一套，没有只管${name}的，没有改。要两个店一起改，不带店名再说一次。`;
  if (/安静|免打扰|静音|推送/.test(name)) {
    const [from, until] = (['pushFrom', 'pushUntil'] as const).map(
      (each) => `${RULE_PARAMETERS[each].label}改${formatRuleValue(each, RULE_PARAMETERS[each].value)}`,
    );
    return `${name}是两项，没有改。请分开说：${from}；${until}`;
  }
  if (key) {
    const { value } = RULE_PARAMETERS[key];
    return `${spokenLabel(key)}不按这个单位算，没有改。这样说：${spokenLabel(key)}改${formatRuleValue(key, value)}`;
  }
  const why = /首次|首访/.test(name) ? '（来店、来电的首次回访都是第二天下班前，不能改）' : '';
  return `规则里没有“${name}”这一项${why}，没有改。发“规则”看能改哪些。`;
}

/**
 * "A级超过5天没回访直接报我": the days after which lateness alone reaches a manager or the general manager; A级两天一访:
 * its gap; 恢复原来的: what that was before it was last changed.
 */
async function ruleOf(
  { db, book, at }: Talk,
  { rule }: Meaning,
): Promise<{ key: RuleKey; value: number; from?: Day; trial?: true | undefined }> {
  const { grade, overdueDays, everyDays, to, trial, restored } = rule ?? {};
  const gap = grade && gapKey(book.on(dayOf(at)), grade);
  if (gap && everyDays !== undefined) return { key: gap, value: everyDays, trial };
  if (restored) return { ...(await beforeLastChange(db, gap)), trial };
  const keys = to === '总经理' ? BOSS : MANAGER;
  const key = grade && keys[grade];
  if (!key || overdueDays === undefined)
    throw new UserError('没看懂要改哪条规则，没有改。这样说：A级超过5天没回访报总经理 / B级改10天 / 规则');
  return { key, value: overdueDays, trial };
}

/** What a rule, or the one changed last, was before its last change. */
async function beforeLastChange(db: Talk['db'], key?: RuleKey): Promise<{ key: RuleKey; value: number }> {
  const changes = (await listRuleChanges(db)).filter((change) => key === undefined || change.key === key);
  const last = changes.at(-1);
  if (!last) throw new UserError('还没有改过规则，没有可以恢复的。');
  const before = changes.findLast((change) => change.key === last.key && change !== last);
  return { key: last.key, value: before?.value ?? RULE_PARAMETERS[last.key].value };
}

async function change(talk: Talk, plan: Plan, step: string): Promise<Outcome> {
  const { db, member, at } = talk;
  const { key, value, from } = plan;
  const today = dayOf(at);
  await addRuleChange(db, { key, value, since: from, by: member.userId, at });
  const isNow = from === today;
  // Few have a grade that goes: they are moved with the message, and 撤销 puts them back.
  if (key === 'gradeProfile' && isNow) {
    const [book, daysOff] = await Promise.all([readRules(db), readAllDaysOff(db, today)]);
    await leaveOldGrades(db, { book, daysOff, who: member.userId, at });
  }
  // Every customer's day may be another one now: too many for one message.
  if (MOVES_DAYS.test(key) && isNow) await requestRun(db, 'reckon-due', at, true);
  const soon = isNow ? '一分钟内' : '到那天凌晨';
  const moves = MOVES_DAYS.test(key) ? `，客户的下次日期${soon}按新规则重算` : '';
  return { lines: [`已改 ${step}，${fromDay(plan, today)}${moves}。`], hints: ['规则'] };
}

/** The everyday numbers in a few lines, and who changed what of late; the rest stands behind the names of the groups. */
async function rulesNow({ db, book, at }: Talk): Promise<string[]> {
  const rules = book.on(dayOf(at));
  const value = (key: RuleKey) => formatRuleValue(key, rules[key]);
  const [changes, people] = await Promise.all([listRuleChanges(db), listStaff(db)]);
  const latest = changes
    .slice(-MOST_CHANGES)
    .reverse()
    .map(({ key, value: changed, since, by }) => {
      const who = people.find(({ userId }) => userId === by);
      return `· ${formatDay(since)}起 ${RULE_PARAMETERS[key].label} ${formatRuleValue(key, changed)}（${who ? calledBy(who) : by}）`;
    });
  return [
    `级别方案 ${value('gradeProfile')}`,
    `回访间隔：${gradesInUse(rules)
      .map((grade) => `${grade} ${value(gapKey(rules, grade))}`)
      .join('，')}`,
    `手续时间：${prospectGrades(rules)
      .map((grade) => `${grade} ${value(windowKey(rules, grade))}`)
      .join('，')}`,
    `离店后：建卡${value('cardMinutes')}，短信${value('textMinutes')}，报主管${value('supervisorMinutes')}`,
    `下班${value('closeOfDay')}，${value('recallDays')}没回访收回`,
    ...(latest.length > 0 ? ['改过的：', ...latest] : ['都是默认值，没有改过']),
    `看全部回“规则 回访”，还有：${Object.keys(RULE_GROUPS).slice(1).join('、')}`,
    '要改就说：A级回访间隔改2天；先看影响加“试算”',
  ];
}

/** All numbers of one group, under the names by which they are changed. */
function rulesOfGroup({ book, at }: Talk, group: RuleGroup): string[] {
  const rules = book.on(dayOf(at));
  const all: readonly RuleKey[] = RULE_GROUPS[group];
  const keys = all.filter((key) => [undefined, profileName(rules)].includes(profileOfKey(key)));
  const [first = 'gapA'] = keys;
  return [
    `规则 ${group}：`,
    ...keys.map((key) => {
      const { value } = RULE_PARAMETERS[key];
      const own = rules[key] === value ? '' : `（默认${formatRuleValue(key, value)}）`;
      return `· ${spokenLabel(key)} ${valueSaid(key, rules[key])}${own}`;
    }),
    `要改就说：${spokenLabel(first)}改…；先看影响加“试算”`,
  ];
}
