import { promiseOf } from './facts/promise.ts';
import type { Found } from './found.ts';
import type { Intent } from './intents.ts';
import type { Meaning } from './meaning.ts';
import { answers } from './purposes/answers.ts';
import { asides } from './purposes/asides.ts';
import { returns } from './purposes/attendance.ts';
import { cardFacts, tellings } from './purposes/card-facts.ts';
import { contacts, NO_CALLS } from './purposes/contacts.ts';
import { classes } from './purposes/classes.ts';
import { corrections } from './purposes/corrections.ts';
import { deals } from './purposes/deals.ts';
import { extensions } from './purposes/extensions.ts';
import { figures } from './purposes/figures.ts';
import { gradeReviews } from './purposes/grade-reviews.ts';
import { grades } from './purposes/grades.ts';
import { losses } from './purposes/lost.ts';
import { besideDelivery, orderFiles } from './purposes/order-files.ts';
import { negotiations } from './purposes/negotiations.ts';
import { planning } from './purposes/planning.ts';
import { deskHandings, fullNameShares, handings, poolOrders } from './purposes/pool.ts';
import { preparations } from './purposes/preparing.ts';
import type { Purpose } from './purposes/purpose.ts';
import { questions } from './purposes/questions.ts';
import { reception } from './purposes/reception.ts';
import { absences, requests } from './purposes/requests.ts';
import { secondVisits } from './purposes/second-visits.ts';
import { staffing } from './purposes/staffing.ts';
import { tallies } from './purposes/tallies.ts';
import { verdicts } from './purposes/verdicts.ts';
import { visits } from './purposes/visits.ts';
import { changesRule, ruleOrders, ruleQuestions } from './purposes/rules.ts';
import type { Reading } from './reading.ts';

/** A purpose that was shown, and the words that showed it. */
export interface Shown {
  purpose: Purpose;
  words: string;
}

export type LayerName =
  'answer' | 'aside' | 'correction' | 'order' | 'tally' | 'question' | 'verdict' | 'deed' | 'rest';

interface Layer {
  name: LayerName;
  purposes: readonly Purpose[];
  /** Who may mean it; everybody if absent. */
  by?(reading: Reading): boolean;
  /** The first that is shown is meant, the others are not. */
  single?: true;
}

/**
 * In this order: the first layer of which anything is shown decides, so that what is asked, decided or summed up is not
 * searched for things that happened.
 */
const LAYERS: readonly Layer[] = [
  { name: 'answer', purposes: answers, single: true },
  { name: 'order', purposes: poolOrders, single: true },
  {
    name: 'answer',
    purposes: [
      ...gradeReviews,
      ...preparations,
      ...classes,
      ...ruleQuestions,
      ...extensions,
      ...orderFiles,
      ...returns,
    ],
    single: true,
  },
  { name: 'aside', purposes: asides },
  { name: 'correction', purposes: corrections },
  {
    name: 'order',
    purposes: ruleOrders,
    single: true,
    by: (reading) => reading.decides || changesRule(reading),
  },
  { name: 'order', purposes: planning, by: ({ decides, roles }) => decides || roles.includes('marketing') },
  // 谈判 周主管在: who took part is no order to anybody.
  {
    name: 'order',
    purposes: [...staffing, ...fullNameShares],
    by: ({ decides, text }) => decides && !text.startsWith('谈判'),
  },
  {
    name: 'order',
    purposes: deskHandings,
    by: ({ decides, roles }) => !decides && roles.includes('deskAgent'),
  },
  { name: 'tally', purposes: tallies },
  {
    name: 'order',
    purposes: requests.filter(({ intent }) => intent === 'draftMessage'),
    by: ({ evidence, has, text }) =>
      !evidence.contacts.some(({ value }) => value.effective) &&
      !has(NO_CALLS) &&
      !agreesFirst({ evidence, text }),
  },
  { name: 'question', purposes: questions, single: true, by: asksOrTellsNothing },
  { name: 'question', purposes: figures, by: asksOrTellsNothing },
  {
    name: 'verdict',
    purposes: [...verdicts, ...handings],
    by: ({ decides, has }) => decides && !has(/要不要|该不该|觉得呢|合适吗/),
  },
  { name: 'order', purposes: absences },
  {
    name: 'deed',
    by: tells,
    purposes: [
      ...reception,
      ...secondVisits,
      ...negotiations,
      ...visits,
      ...losses,
      ...contacts,
      ...deals,
      ...besideDelivery,
      ...requests,
      ...grades,
      ...tellings,
    ],
  },
  { name: 'rest', purposes: cardFacts, single: true },
];

/** 登记 王先生 13900001234 …, 有没有优惠: what is told of a new customer is no question to the bot. */
function asksOrTellsNothing(reading: Reading): boolean {
  const { evidence, text, asks } = reading;
  // 答应王姐明天查一下贷款进度: what is to be looked up is promised.
  if (!asks && promiseOf(reading).promise) return false;
  // 孙先生回电话了 问置换补贴多少: what the customer asked in a talk.
  const isTalk = evidence.names.length > 0 && evidence.contacts.some(({ value }) => value.effective);
  if (!asks && isTalk && /(?:^|[\s,，。他她])问(?!一?下|问|他|她)/.test(text)) return false;
  const hasNumber = evidence.phones.some(({ value }) => value.kind === 'mobile');
  return !hasNumber || /^[查看]|[?吗]$/.test(text);
}

/** 秦先生周日10点来试驾 帮我写条短信: what was agreed is told before the order. */
function agreesFirst({ evidence, text }: Pick<Reading, 'evidence' | 'text'>): boolean {
  const order = text.search(/帮我|给我|替我|麻烦|[写拟编]/);
  return evidence.dates.some(
    ({ value, end }) => value.direction === 'future' && end < order && /[\s,，]/.test(text.slice(end, order)),
  );
}

/** 打通了没有, 是不是通了: what came of it is asked, not told. */
const OUTCOME_ASKED =
  /(?:打通|(?<![退收召找])[通接回]|联系[上到])了?(?:没有?|[吗么])(?<![问说][^\s,，]{0,25})[?？]?$|是不是[^\s,，]{0,3}(?:打通|通了|接了|回了|联系[上到])/;

/** A question writes nothing; what a customer asked is told in the account of a call or of a new card. */
function tells({ asks, decides, evidence, text, has }: Reading): boolean {
  // 李姐给小马打电话了: two others talked, of what nobody says.
  if (decides && /^[^\s,，]{2,3}给[小老阿][一-龥](?:打(?:了|过)?(?:个)?电话|发(?:了)?微信)了?$/.test(text))
    return false;
  // 陈哥登记错了 删掉: nothing of it happened.
  if (/(?:登记|记|录|建)错了?.{0,4}(?:删|不要|作废)|^(?:把)?[^\s,，]{1,4}(?:的卡)?删(?:掉|除|了)/.test(text))
    return false;
  if (/算不算|又算啥|要?写哪些|怎么(?:登记|写|填)|要不要写|来着/.test(text)) return false;
  if (OUTCOME_ASKED.test(text)) return false;
  if (!asks) return true;
  if (
    /(?<!来一[下趟])[吗?]$|(?<!找|安排|派|让)谁(?![批接])/.test(text) &&
    !/底线|权限|能[批放]|能不能|申请\d|再[少让降]|求助|帮我.{0,3}谈|(?:主管|经理|领导|店总|店长)/.test(text)
  )
    return false;
  const isOfSomebody = evidence.names.length + evidence.phones.length > 0;
  return (
    (isOfSomebody && evidence.contacts.some(({ value }) => value.effective)) ||
    has(
      /来电|打进来|登记|建卡|刚走|权限|申请|底线|不松口|咬死|能不能(?:再|多)?[给让放便优降]|能[批放]|再[少让降]|多让|差的?\d+找谁|只能到|求助|帮我.{0,3}谈|(?:谁|哪个)批|能批|派谁|安排谁|让谁接|(?:安排|派|分配?)(?:个|一个)?(?:顾问|销售|人)|(?:主管|经理|领导|店总|店长).{0,8}(?:来|帮|谈|支援|出面)/,
    ) !== undefined ||
    evidence.phones.some(({ value }) => value.kind === 'mobile')
  );
}

/**
 * A rule or an order names its customers as a question would, and whoever is new goes along with somebody: these are no
 * purposes of their own beside the others.
 */
const ABSORBED_BY: Partial<Record<Intent, readonly Intent[]>> = {
  queryOverdue: ['setAlertRule', 'recallBulk', 'reassignBulk'],
  setInsurance: ['logQuote', 'reviewVisit'],
  setFinance: ['reviewVisit', 'planBatchCalls', 'setPretext'],
  logQuote: ['logNegotiation'],
  requestAssist: ['logNegotiation'],
  registerVisit: ['logNegotiation'],
  logTestDrive: ['reviewVisit'],
  rejectLost: ['rejectDiscount'],
  queryList: [
    'requestForecast',
    'queryOverdue',
    'exportCustomers',
    'queryCampaign',
    'queryMissing',
    'compareKpi',
    'queryDue',
  ],
  queryCount: ['queryOverdue'],
  delegate: ['addStaff'],
  queryKpi: ['compareKpi', 'diagnoseStaff', 'setTarget'],
  setFocusCars: ['createActivity'],
  overrideGrade: ['reassignBulk'],
  setRestDay: ['setSchedule'],
  logContact: ['recordAudit'],
  setAppointment: ['setPromise', 'setReminder'],
  setNextContact: ['setPromise', 'setReminder'],
  reschedule: ['setPromise'],
  recordOrder: ['applyLost'],
  recordDelivery: ['applyLost'],
  recordPayment: ['tenDayCollection'],
  recordCost: ['createActivity'],
  approveDiscount: ['createActivity', 'recordCost'],
};

export function isAbsorbed(intent: Intent, others: ReadonlySet<Intent>): boolean {
  return (ABSORBED_BY[intent] ?? []).some((other) => others.has(other));
}

export interface Decision {
  layer: LayerName;
  shown: Shown[];
}

/** What a message is for, in the order in which it is to be acted upon. */
export function decide(reading: Reading): Decision {
  for (const { name, purposes, by, single } of LAYERS) {
    if (by && !by(reading)) continue;
    const shown: Shown[] = [];
    const intents = new Set<Intent>();
    for (const purpose of purposes) {
      const words = purpose.shownBy(reading, intents);
      if (!words || intents.has(purpose.intent)) continue;
      intents.add(purpose.intent);
      shown.push({ purpose, words: typeof words === 'object' ? wordsOf(words) : reading.text });
      if (single) break;
    }
    if (shown.length > 0)
      return { layer: name, shown: shown.filter(({ purpose }) => !isAbsorbed(purpose.intent, intents)) };
  }
  return { layer: 'rest', shown: [] };
}

function wordsOf({ words }: Found<unknown>): string {
  return words;
}

export function meantBy(
  shown: readonly Shown[],
  reading: Reading,
  intents: ReadonlySet<Intent>,
): Partial<Meaning> {
  return merged(shown.map(({ purpose }) => purpose.means?.(reading, intents) ?? {}));
}

/** Later purposes add to what earlier ones said, also inside `payment`, `visit` and the like. */
export function merged(parts: readonly Partial<Meaning>[]): Partial<Meaning> {
  const whole: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      const known = whole[key];
      // Somebody named is not forgotten because the next words name nobody.
      if (key === 'customerRef' && isRecord(known) && !isRecord(value)) continue;
      whole[key] = isRecord(known) && isRecord(value) ? { ...known, ...value } : value;
    }
  }
  return whole as Partial<Meaning>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
