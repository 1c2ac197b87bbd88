import { understood } from '../evidence.ts';
import type { Found } from '../found.ts';
import type { Reading } from '../reading.ts';
import { customersIn, whom } from '../whom.ts';
import { guessedVisit } from './contacts.ts';
import { onlyTalkedPrice } from './negotiations.ts';
import type { Purpose } from './purpose.ts';

/** 电话错了, 号码改成 …: a number takes the place of another. */
export const NUMBER_FIX =
  /换(?:了)?(?:个)?(?:新)?(?:号码?|电话|手机)|(?:电话|手机|号码?).{0,6}(?:错|改|更正|应该是|不是|换)|(?:错|改|更正).{0,4}(?:电话|手机|号码)/;

/** 号码错了, 手机号不对, 空号 新号是: what is on the card is not his number. */
const NUMBER_WRONG =
  /(?:电话|手机|号码?)[^\d,，]{0,6}?(?:错|不对|有误|反了|漏了|[少多漏][了一]?个?位|改成?|换成?|更正|应该是)|(?:换|改)了?(?:个)?(?:新)?(?:号|电话|手机)|(?:空号|错号|停机)[^\d]{0,4}(?:新|改|换|应该|正确|对的|重新)/;

/** 号码是139… 之前记错了: said behind the right number. */
const NUMBER_WAS_WRONG =
  /(?:号码?|电话|手机)[^\s,，\d]{0,4}\s?1[3-9]\d{9}[\s,，]*(?:我|之前|原来|原先|上次|刚才|刚刚|前面|卡上)?的?(?:都)?(?:[记登写输打填报弄搞存录]|登记)(?:错|反|漏|岔|混)了?/;
/** 王哥的号码是139…, 王哥新号139…: of somebody who has one. */
const HIS_NUMBER =
  /^[^\s,，\d]{1,6}(?:的(?:新)?(?:手机|电话)?(?:号码?|电话|手机)|(?:的|换)?新(?:手机|电话)?(?:号码?|电话|手机))(?:是|[:：])?\s?1[3-9]\d{9}[。.]?$/;

/** The words that say so, where the right number stands behind or before them. */
export function numberPutRight({ text, evidence, has }: Reading): Found<string> | undefined {
  if (!evidence.phones.some(({ value }) => value.kind !== 'landline')) return undefined;
  if (/^(?:登记(?!错)|建[卡档]|来电|新客户?)/.test(text)) return undefined;
  const behind =
    has(NUMBER_WAS_WRONG) ?? (customersIn({ evidence }).length === 1 ? has(HIS_NUMBER) : undefined);
  if (behind) return behind;
  const wrong = has(NUMBER_WRONG);
  const right = wrong && evidence.phones.find(({ start }) => start >= wrong.end);
  return right ? wrong : undefined;
}

/** Facts told beside an appointment: they are for the card. A log of a talk and a new card hold their own. */
export const tellings: readonly Purpose[] = [
  {
    // 王先生打了 号码错了 应该是139…
    intent: 'updateCard',
    shownBy: (reading, others) => (others.has('flagPhone') ? numberPutRight(reading) : undefined),
    means: newNumber,
  },
  {
    intent: 'updateCard',
    shownBy: ({ evidence, has }, others) =>
      others.size === 1 && others.has('setGrade')
        ? has(CHANGED)
        : others.size > 0 && [...others].every((intent) => AGREEMENTS.has(intent))
          ? ((evidence.cars.length > 0 ? has(/(?:改|换)(?:看|成|要)/) : undefined) ??
            evidence.colours[0] ??
            evidence.tradeIns[0] ??
            evidence.payments[0] ??
            evidence.trims[0])
          : undefined,
  },
];

/** 预算改成15万 级别调B: a value is changed beside the grade. */
const CHANGED = /(?:预算|颜色|车型|配置|付款|用途)[^\s,，]{0,3}(?:改|换|调|涨|加|提)(?:成|到|为)/;

const AGREEMENTS: ReadonlySet<string> = new Set(['setAppointment', 'setNextContact', 'reschedule']);

/** What is left: facts for a card, or somebody named to be looked up. */
export const cardFacts: readonly Purpose[] = [
  {
    intent: 'updateCard',
    shownBy: ({ has, evidence }) => evidence.phones.length > 0 && has(NUMBER_FIX),
    means: newNumber,
  },
  {
    intent: 'queryCustomer',
    shownBy: ({ text, evidence: { phones } }) =>
      phones[0]?.value.kind === 'mobile' && text.length - phones[0].words.length <= 3,
  },
  {
    intent: 'updateCard',
    shownBy: ({ has, evidence }) =>
      evidence.cars.length + evidence.colours.length + evidence.trims.length > 0
        ? has(/(?:改|换)(?:成|为)?(?:看|要|选|订)/)
        : undefined,
  },
  { intent: 'updateCard', shownBy: tellsOfGrade },
  {
    intent: 'ask',
    shownBy: (reading) => (customersIn(reading).length > 0 ? guessedVisit(reading) : undefined),
  },
  { intent: 'ask', shownBy: isUnclear },
  { intent: 'none', shownBy: ({ asks }) => asks },
  { intent: 'updateCard', shownBy: (reading) => reading.text.length > 2 && tellsOfCard(reading) },
  { intent: 'ask', shownBy: (reading) => isOnlyAName(reading), means: (reading) => whom(reading, false) },
  { intent: 'none', shownBy: () => true },
];

const CHOSEN = /(?:颜色|车色|车型|配置)[^\s,，]{0,4}(?:[定选]了|已[定选]|[定选]好|确定|选定|定下)/;

/** 颜色已定, 谈过价了: nothing but what speaks for a grade. */
function tellsOfGrade(reading: Reading) {
  if (reading.asks || reading.text.length > 12) return undefined;
  return onlyTalkedPrice(reading) || reading.did(CHOSEN);
}

/** A question or a correction that speaks of customers and cars, but not clearly; a number that is nobody's. */
function isUnclear({ asks, has, evidence }: Reading): boolean {
  const isOfTheTrade =
    evidence.names.length + evidence.cars.length + evidence.grades.length > 0 ||
    has(/客户|卡|短信|回访|来店|试驾|订单|交车|战败|级别|提醒我|怎么记|名单|线索/) !== undefined;
  const isCorrection = has(/^(?:不对|错了|更正)|别算|[记写打]错/) !== undefined;
  const isLoneNumber =
    evidence.phones.some(({ value }) => value.kind !== 'landline') && evidence.names.length === 0;
  return (asks && isOfTheTrade && understood(evidence) >= 0.5) || isCorrection || isLoneNumber;
}

export function newNumber({ evidence: { phones } }: Reading) {
  const mobile = phones.findLast(({ value }) => value.kind === 'mobile')?.value;
  const wrong = phones.find(({ value }) => value.kind === 'wrongLength')?.value;
  if (mobile?.kind === 'mobile') return { customer: { phone: mobile.phone } };
  return wrong?.kind === 'wrongLength' ? { customer: { phoneRaw: wrong.digits } } : {};
}

/** What is mostly not understood is not written. */
const MOSTLY = 0.7;
/** Of nobody in particular: then hardly a word may be strange. */
const NEARLY_ALL = 0.85;

/** A lone fact is for a card; in a long sentence of which nothing else was understood it may be anything. */
function tellsOfCard({ evidence, text }: Reading): boolean {
  const told = [
    evidence.cars,
    evidence.colours,
    evidence.trims,
    evidence.payments,
    evidence.sources,
    evidence.concerns,
    evidence.companions,
    evidence.usages,
    evidence.tradeIns,
    evidence.competitors,
    evidence.phones,
  ];
  const facts = told.reduce((sum, values) => sum + values.length, 0);
  const hasBudget = evidence.amounts.some(({ value }) => value.role === 'budget');
  const hasGrade = evidence.grades.some(({ value }) => value.mark === 'set' || value.mark === 'hedged');
  return (
    (facts > 0 || hasBudget || hasGrade) &&
    text.length <= 60 &&
    understood(evidence) >= (evidence.names.length > 0 || text.length <= 10 ? MOSTLY : NEARLY_ALL)
  );
}

function isOnlyAName(reading: Reading): boolean {
  const [name] = customersIn(reading);
  return name !== undefined && reading.text.length - name.words.length <= 1;
}
