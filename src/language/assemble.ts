import { meantBy, merged, type Shown } from './decide.ts';
import { type Facts, factsOf, personOf, topicsOf } from './facts/card.ts';
import { BACKFILLED, contactOf } from './facts/contact.ts';
import { readDeal } from './facts/deal.ts';
import { gradeOf } from './facts/grade.ts';
import { lostOf } from './facts/lost.ts';
import { isKept, promiseOf } from './facts/promise.ts';
import type { Intent } from './intents.ts';
import type { Meaning } from './meaning.ts';
import { guessedVisit } from './purposes/contacts.ts';
import type { Reading } from './reading.ts';
import { refIn, whom } from './whom.ts';

/** What is about a customer who has a card, or is about to get one. */
const ABOUT_A_CUSTOMER: ReadonlySet<Intent> = new Set([
  ...([
    'updateCard',
    'logContact',
    'completeStepCheck',
    'setContactPreference',
    'setGrade',
    'setAppointment',
  ] as const),
  ...([
    'setNextContact',
    'logTestDrive',
    'recordOrder',
    'recordPayment',
    'recordDelivery',
    'applyLost',
  ] as const),
  ...([
    'approveLost',
    'rejectLost',
    'queryCustomer',
    'queryHistory',
    'queryGrade',
    'explain',
    'cancelOrder',
  ] as const),
  ...(['prepareCall', 'classify', 'completeOrder', 'completeOwnerCard', 'queryGradeHistory'] as const),
  ...(['logQuote', 'requestDiscount', 'requestAssist', 'setFinance', 'setInsurance', 'logTradeIn'] as const),
  ...(['flagPhone', 'confirmAppointment', 'reschedule', 'handover', 'reactivate', 'draftMessage'] as const),
  ...(['setPromise', 'keepPromise', 'extendWindow'] as const),
  ...(['overrideGrade', 'takeAssist', 'reassign', 'reclassifyVisit', 'registerVisit'] as const),
  ...(['reviewVisit', 'logNegotiation'] as const),
]);

/** These may name a customer, and mean nobody when they do not. */
const MAY_NAME_HIM: ReadonlySet<Intent> = new Set([
  ...([
    'setReminder',
    'reviewStep',
    'queryStepCheck',
    'approveDiscount',
    'rejectDiscount',
    'decideExtension',
    'setDiscountCap',
  ] as const),
  ...(['recordAudit', 'setPretext', 'approveCancel', 'rejectCancel', 'dropAssist'] as const),
]);

/** Of these the facts in the text go onto his card. */
const TELLS_OF_HIM: ReadonlySet<Intent> = new Set([
  ...([
    'createCard',
    'updateCard',
    'registerVisit',
    'registerCall',
    'logContact',
    'setAppointment',
    'setNextContact',
  ] as const),
  ...([
    'setGrade',
    'setFinance',
    'requestDiscount',
    'logTestDrive',
    'reschedule',
    'applyLost',
    'recordOrder',
  ] as const),
  ...(['recordDelivery', 'reactivate', 'overrideGrade', 'setContactPreference'] as const),
]);

/** In an account of these something may have been promised. */
const OWES: ReadonlySet<Intent> = new Set([
  'logContact',
  'createCard',
  'registerVisit',
  'setAppointment',
  'setNextContact',
  'setPromise',
]);

/** Steps of a deal or of step 1: whoever says them has somebody before his eyes. */
const GOES_ON: ReadonlySet<Intent> = new Set([
  ...(['setFinance', 'setInsurance', 'completeStepCheck', 'setContactPreference', 'recordPayment'] as const),
  ...(['logQuote', 'requestDiscount', 'logTradeIn', 'logNegotiation'] as const),
]);

/** Puts what was read and what it is for into the one shape that the bot acts on. */
export function assemble(
  reading: Reading,
  shown: readonly Shown[],
  decided: readonly Intent[],
  { isItem = false, isAnswer = false }: { isItem?: boolean; isAnswer?: boolean } = {},
): Meaning {
  const intents = isItem ? withTalk(reading, decided) : withoutTold(reading, decided);
  if (intents.includes('ask') || intents.includes('none'))
    return {
      intents,
      ...meantBy(shown, reading, new Set(intents)),
      ...(intents.includes('ask') && { needs: [whatIsUnclear(reading)] }),
    };
  const has = (intent: Intent) => intents.includes(intent);
  const isNew = has('createCard');
  const set: ReadonlySet<Intent> = new Set(intents);
  const facts: Facts = intents.some((intent) => TELLS_OF_HIM.has(intent)) ? factsOf(reading, set) : {};
  const topics = has('registerCall') ? topicsOf(reading.text) : [];
  const refersIfNamed = intents.some((intent) => MAY_NAME_HIM.has(intent)) && refIn(reading);
  const parts: Partial<Meaning>[] = [
    refersIfNamed ? { customerRef: refersIfNamed } : {},
    isNew || isAnswer ? personOf(reading) : {},
    !isNew && !isAnswer && intents.some((intent) => ABOUT_A_CUSTOMER.has(intent))
      ? isUnnamedVisit(reading, intents)
        ? {}
        : whom(
            reading,
            intents.some((intent) => GOES_ON.has(intent)),
          )
      : {},
    facts,
    topics.length > 0 ? { topics, call: { topics } } : {},
    readDeal(reading, set),
    gradeOf(reading, set),
    contactOf(reading, has('logContact')),
    lostOf(reading, has('applyLost')),
    intents.some((intent) => OWES.has(intent)) ? promiseOf(reading) : {},
    // Where something new is promised in the same breath, what was done is not told apart from it.
    has('logContact') && !promiseOf(reading).promise && isKept(reading) ? { promiseKept: true } : {},
    meantBy(shown, reading, set),
  ];
  const { intents: _none, ...meaning } = merged(parts) as Meaning;
  // The colleague who wants a car himself decides nothing here.
  if (meaning.referralHint) delete meaning.decisionMaker;
  return { intents, ...meaning };
}

/** A batch without a name is a visit of nobody in particular. */
function isUnnamedVisit({ evidence }: Reading, intents: readonly Intent[]): boolean {
  return (
    evidence.names.length === 0 &&
    evidence.lastDigits.length === 0 &&
    intents.every((intent) => intent === 'registerVisit' || intent === 'logTestDrive')
  );
}

/** What was agreed in a talk that is entered later is part of that talk, and no second thing to do. */
function withoutTold({ text }: Reading, intents: readonly Intent[]): Intent[] {
  const isLate = intents.includes('logContact') && BACKFILLED.test(text);
  return intents.filter((intent) => !isLate || intent !== 'setAppointment');
}

/** In an account of calls, 约了周六 tells of a talk: somebody must have answered to agree. */
function withTalk({ text }: Reading, intents: readonly Intent[]): Intent[] {
  if (intents.includes('logContact') || intents.includes('createCard')) return [...intents];
  const agreed = intents.includes('setAppointment') && /约[了好到]|说好|定好|答应|讲好|敲定/.test(text);
  const declined = intents.includes('applyLost') && /说|不要|不考虑|不买|买了/.test(text);
  return agreed || declined ? ['logContact', ...intents] : [...intents];
}

/** What to say to a message that is meant for the bot and cannot be acted upon. */
function whatIsUnclear(reading: Reading): string {
  const { text, asks } = reading;
  if (guessedVisit(reading)) return '只是可能来，不算约，没有记。说定了再发：约周六下午2点来店，带上称呼。';
  if (/错|更正|别算|不对/.test(text))
    return '更正请说清楚是谁、改成什么，如：王先生改B级；上一条整条错了就回：撤销。';
  if (/\d{11}/.test(text)) return '这个号码是哪位客户的？连称呼一起发，如：登记 王先生 13900001234 车型';
  if (asks) return '这个我还答不上来，什么都没有记。看数字发“统计”，看客户发“查 王先生”。';
  return '没看明白要记什么，没有记。请一位客户一句话记。';
}
