import type { RuleGroup, RuleKey } from '../../domain/rules.ts';
import type { Meaning } from '../meaning.ts';
import { NUMBER } from '../numerals.ts';
import type { Reading } from '../reading.ts';
import { readRuleName, readRuleValue } from '../values/rule-names.ts';
import type { Purpose } from './purpose.ts';
import { eachDay } from './staffing.ts';

/** A级改2天, 建卡时限调到20分钟, 下班时间改成18:00, B级回访每10天一次. */
const CHANGE = new RegExp(
  `^(.{1,16}?)\\s*(?:改|调|设|定|变)(?:成|到|为|回|至)?\\s*(?:每)?(${NUMBER})\\s*` +
    '([点时](?:半|一刻|\\d{1,2}分?)?|:\\d{2}|个?月|个?星期|周|个?礼拜|个?小时|钟头|分钟?|[天日号次项个位人%])(?:一次)?',
);
const TRIAL = /试算|试一下|先算|算一下|会怎么?样|影响(?:多少|大不大)/;
/** Nothing but the change and words around it: what else is said belongs to another matter. */
const AROUND =
  /^[\s,，。.!！吧啊哈了呢?？]*(?:试算一?下?|试一下|先试算|先算算?|看看|会怎么?样|从(?:今|明)天起|生效)*[\s,，。.!！吧啊哈了呢?？]*$/;

/** What managers change of the rules, and what the rules are. */
export const ruleOrders: readonly Purpose[] = [
  {
    intent: 'setRule',
    shownBy: changesRule,
    means: (reading) => changeIn(reading) ?? {},
  },
  {
    intent: 'setClosedDays',
    shownBy: ({ has, asks, evidence }) =>
      asks || evidence.dates.length === 0
        ? undefined
        : has(/(?:不营业|闭店(?!时间)|停业|关店|不开门|歇业|放假(?:闭店|不营业))/),
    means: ({ evidence }) => {
      const ahead = evidence.dates.filter(({ value }) => value.direction !== 'past');
      const days = ahead.flatMap(({ value }) => eachDay(value.from, value.to));
      return { closedDays: [...new Set(days)].sort() };
    },
  },
  {
    intent: 'queryRules',
    shownBy: (reading) =>
      groupIn(reading) !== undefined ||
      reading.has(
        /^(?:查看?|看看?)?(?:现在的?|当前的?|全部)?规则(?:表|是什么|有哪些|设置|历史|记录)?[?？]?$|^(?:规则|参数)(?:改过|变更)(?:什么|哪些|记录)?$/,
      ),
    means(reading) {
      const group = groupIn(reading);
      return group === undefined ? {} : { ruleGroup: group };
    },
  },
];

/** How the groups are called beside their own names. */
const GROUPS = (
  [
    ['回访', '回访|跟进|联系|频率|间隔|促进'],
    ['期限', '期限|手续时间|窗口'],
    ['五步', '五步走?|5步走?|步骤|时限|建卡|短信'],
    ['车主', '车主|交车|保有|售后'],
    ['上报', '上报|督导|提醒|升级'],
    ['作息', '作息|上下?班|下班|推送|营业时间'],
    ['战败', '战败|失控|再访|退订|审批'],
    ['收回', '收回|公司池|公海|归属|领取'],
    ['盘点', '(?:资源)?盘点'],
  ] as const
).map(
  ([group, words]) =>
    [
      group,
      new RegExp(`^(?:查看?|看看?)?(?:规则[\\s:：]*(?:${words})(?:的)?|(?:${words})(?:的)?规则)[?？]?$`),
    ] as const,
);

/** 规则 回访, 回访规则: one group of them. */
function groupIn({ text }: Reading): RuleGroup | undefined {
  return text.includes('规则') ? GROUPS.find(([, words]) => words.test(text))?.[0] : undefined;
}

/** Said by anybody: whose it is not to change has to hear that. */
export function changesRule(reading: Reading): boolean {
  return changeIn(reading) !== undefined;
}

function changeIn({ text }: Reading): Partial<Meaning> | undefined {
  const plain = text.replace(/^(?:先)?试算(?:一下)?[\s,，:：]*/, '');
  const found = CHANGE.exec(plain);
  if (!found) return undefined;
  const [whole, name = '', number = '', unit = ''] = found;
  if (!AROUND.test(plain.slice(whole.length))) return undefined;
  const key: RuleKey | undefined = readRuleName(name);
  const value = key && readRuleValue(key, number, unit);
  if (!key || value === undefined) return undefined;
  return { ruleChange: { key, value, ...(TRIAL.test(text) && { trial: true as const }) } };
}
