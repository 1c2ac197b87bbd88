import { GRADE_PROFILES, type ProfileName } from '../../domain/grade-profile.ts';
import type { RuleGroup, RuleKey } from '../../domain/rules.ts';
import type { Meaning } from '../meaning.ts';
import { NUMBER } from '../numerals.ts';
import type { Reading } from '../reading.ts';
import { readRuleName, readRuleNumber } from '../values/rule-names.ts';
import type { Purpose } from './purpose.ts';
import { eachDay } from './staffing.ts';

/** A级改2天, 建卡时限调到20分钟, 下班时间改成18:00, B级回访每10天一次. */
const CHANGE = new RegExp(
  `^(.{1,16}?)\\s*(?:改|调|设|定|变)(?:成|到|为|回|至)?\\s*(?:每)?(${NUMBER})\\s*` +
    '([点时](?:半|一刻|\\d{1,2}分?)?|:\\d{2}|个?月|个?星期|周|个?礼拜|个?小时|钟头|分钟?|[天日号次项个位人%])(?:一次)?',
);
/** With 级 a bare H is a way of grading too, but 改H级 alone is a customer's grade. */
const PROFILE =
  /(?:把|以后|咱们?|全部?|都|统一)*(?:级别(?:方案)?|方案)?(?:改[用成为到回]|换[用成为到回]|切换?[成到回]?|恢复[用成为到]?|启用|采用|[用改换])(?:回)?\s?(?<to>O?HABC|OABC|H级(?=方案|级别|制|那套|的?分法)|(?<!H)ABC(?=级别|方案|级))(?:级别|级)?(?:的)?(?:方案|分级|制|那套|分法)?[了吧]?|(?:不用|取消|停用|不要|去掉|关掉)\s?(?<without>H级|O?HABC)(?:级别|级)?(?:方案|分级)?[了吧]?/i;
const TRIAL = /试算|试一下|先算|算一下|会怎么?样|影响(?:多少|大不大)/;
/** Nothing but the change and words around it: what else is said belongs to another matter. */
const AROUND =
  /^[\s,，。.!！吧啊哈了呢?？]*(?:试算一?下?|试一下|先试算|先算算?|看看|会怎么?样|从|今天|开始|起|生效|级别|方案)*[\s,，。.!！吧啊哈了呢?？]*$/;

/** A级改2天, B级每5天打一次: how often a grade is called on. */
const GAP_SAID =
  /[OHABC]级?(?:客户|的|回访|跟进|间隔|都|就|先)*(?:(?:改|调|设|定|变)(?:成|到|为|回)?每?|每)\s*[\d一二两三四五六七八九十]+\s*(?:天|周|个?月)|[OHABC]级?[^\s,，]{0,6}[\d一二两三四五六七八九十]+天(?:一[访打次]|[打访]?一[次回])/i;
/** A rule holds for the whole company. */
const ONE_STORE = /(?:[一二三四五六\d]|本|我们|咱们?|他们|这个|那个|[东南西北])店/;
const HEARSAY = /^(?:我)?(?:听说|据说|听[^\s,，]{1,4}说|有人说|说是|好像|好象|[^\s,，]{1,4}说)/;

function ofOneStore({ text }: Reading): string | undefined {
  const store = ONE_STORE.exec(text)?.[0];
  const whole = text.replace(ONE_STORE, '');
  return store !== undefined && (GAP_SAID.test(whole) || numberIn(whole.trim())) ? store : undefined;
}

/** What managers change of the rules, and what the rules are. */
export const ruleOrders: readonly Purpose[] = [
  {
    intent: 'queryRules',
    shownBy: ({ has, text }) => (GAP_SAID.test(text) ? has(HEARSAY) : undefined),
    means: () => ({ ruleGroup: '回访' }),
  },
  {
    intent: 'setRule',
    shownBy: (reading) => !reading.asks && ofOneStore(reading) !== undefined,
    means: (reading) => ({ ruleUnknown: { name: ofOneStore(reading) ?? '', isStore: true } }),
  },
  {
    intent: 'setRule',
    shownBy: changesRule,
    means: (reading) => changeIn(reading) ?? unknownIn(reading) ?? {},
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
  return (changeIn(reading) ?? unknownIn(reading)) !== undefined;
}

/** What sounds like a number of the rules: 首次回访, 退订审批时限. */
const LIKE_A_RULE =
  /^(?:把|将)?(?:首次|首访|二次|三次|交车|离店|来店|来电|建卡|短信|回访|评级|定级|审批|战败|退订|收回|督导|推送|上报|求助|让利|公司池|盘点|手续|[OHABC]级)[^\s,，\d]{0,8}$/i;
const SPAN_OF_TIME = /^(?:个?月|个?星期|周|个?礼拜|个?小时|钟头|分钟?|天)$/;

/** 安静时间改成21点到8点: two numbers under one name. */
const QUIET = /^(?:把|将)?(安静时间|免打扰(?:时间)?|静音时间|推送时间)(?:改|调|设|定|变)(?:成|到|为)?\s*\d/;

/** 首次回访改48小时: no number of the rules, or none in hours. */
function unknownIn({ text, evidence }: Reading): Partial<Meaning> | undefined {
  const quiet = QUIET.exec(text)?.[1];
  if (quiet !== undefined) return { ruleUnknown: { name: quiet } };
  const found = /[改调设定变][^\s]*(?:天|周|月|时|头|拜|期|分)/.test(text) ? CHANGE.exec(text) : null;
  if (!found || evidence.names.length + evidence.phones.length > 0) return undefined;
  const [words, name = '', , unit = ''] = found;
  if (!SPAN_OF_TIME.test(unit) || !LIKE_A_RULE.test(name) || !AROUND.test(text.replace(words, '')))
    return undefined;
  const key = readRuleName(name);
  return { ruleUnknown: { name: name.replace(/^[把将]/, ''), ...(key && { key }) } };
}

/** 建卡时限多少, 收回天数是几天: what is asked about, and the unit it is asked in. */
const ASKED_NUMBER =
  /^(.{2,14}?)(?:现在)?(?:是|要|得|定的)?(?:多少|几|多久|多长时间?)(?:天|日|次|分钟|小时|个月|项|点|时间)?(?:[?？吗呢啊]|来着)*$/;
/** 战败要打几次: as people ask for it, by the deed and not by its name. */
const ASKED_OTHERWISE: readonly (readonly [RegExp, RuleKey])[] = [
  [
    /^(?:申请|报)?[战占]败(?:之?前)?(?:至少|最少)?(?:都|还)?(?:要|得|需要?|必须)?(?:打|联系|回访)(?:够|满|过)?(?:几|多少)(?:次|个|通|遍)(?:电话)?(?:才(?:能|可以|行)(?:申请|报)?)?[?？]?$/,
    'lostAttempts',
  ],
  [/^(?:离店)?短信(?:要)?(?:多久|几分钟|多长时间)(?:之?内)?(?:要)?发[?？]?$/, 'textMinutes'],
  [/^(?:多久|几分钟|多长时间)(?:之?内)?(?:要|得)?建卡[?？]?$/, 'cardMinutes'],
  [
    /^主管(?:多久|几天)(?:不|没|未)(?:回应?|理|处理|答复)(?:就|会)?(?:上?报|告诉|通知)?到?经理[?？]?$/,
    'supervisorSilent',
  ],
  [
    /^经理(?:多久|几天)(?:不|没|未)(?:回应?|理|处理|答复)(?:就|会)?(?:上?报|告诉|通知)?到?总经理[?？]?$/,
    'managerSilent',
  ],
  [/^(?:多久|几天|多少天)(?:不|没)(?:打|回访|联系|跟进)(?:客户)?(?:就|会)?(?:被)?收回[?？]?$/, 'recallDays'],
];

function askedIn(text: string): RuleKey | undefined {
  if (!/多[少久长]|几/.test(text)) return undefined;
  const other = ASKED_OTHERWISE.find(([words]) => words.test(text))?.[1];
  if (other) return other;
  const name = ASKED_NUMBER.exec(text)?.[1];
  // A级几个 asks how many there are.
  return name === undefined || /^[OHABC]级?(?:客户)?$/i.test(name) ? undefined : readRuleName(name);
}

/** A number of the rules is asked for: by anybody, since everybody works by it. */
export const ruleQuestions: readonly Purpose[] = [
  {
    intent: 'askTerm',
    shownBy: ({ text }) => askedIn(text) !== undefined,
    means({ text }) {
      const key = askedIn(text);
      return key === undefined ? {} : { ruleAsked: key };
    },
  },
];

function changeIn(reading: Reading): Partial<Meaning> | undefined {
  const { text, evidence } = reading;
  const plain = text.replace(/^(?:先)?试算(?:一下)?[\s,，:：]*/, '');
  const found = profileIn(plain) ?? numberIn(plain);
  if (!found) return undefined;
  const { words, key, value } = found;
  const when = evidence.dates.find(
    ({ value: { direction, grain } }) => direction === 'future' && grain === 'day',
  );
  const around = plain.replace(words, '').replace(when?.words ?? '', '');
  if (!AROUND.test(around)) return undefined;
  return {
    ruleChange: {
      key,
      value,
      ...(when && { from: when.value.from }),
      ...(TRIAL.test(text) && { trial: true as const }),
    },
  };
}

interface SaidOfRule {
  words: string;
  key: NonNullable<Meaning['ruleChange']>['key'];
  value: number;
}

function numberIn(text: string): SaidOfRule | undefined {
  const found = CHANGE.exec(text);
  if (!found) return undefined;
  const [words, name = '', number = '', unit = ''] = found;
  const key = readRuleName(name) ?? readRuleName(`${name}时限`);
  const read = key && readRuleNumber(key, number, unit);
  return read && { words, ...read };
}

/** 改用HABC级别, 换成H级方案, 改回OABC, 不用H级了: another way of grading. */
function profileIn(text: string): SaidOfRule | undefined {
  if (!/[HA]/i.test(text)) return undefined;
  const found = PROFILE.exec(text);
  if (!found) return undefined;
  const { to = '', without } = found.groups ?? {};
  const name: ProfileName = without === undefined && /H/i.test(to) ? 'OHABC' : 'OABC';
  return { words: found[0], key: 'gradeProfile', value: GRADE_PROFILES.indexOf(name) };
}
