import { agreementOf } from './facts/agreement.ts';
import { readCard } from './facts/card.ts';
import { contactOf } from './facts/contact.ts';
import type { Cue } from './cues.ts';
import { readDeal } from './facts/deal.ts';
import type { Evidence } from './evidence.ts';
import { gradeOf } from './facts/grade.ts';
import type { Circumstances } from './circumstances.ts';
import { lostOf } from './facts/lost.ts';
import type { CustomerRef, Intent, Meaning } from './meaning.ts';
import { queryOf } from './facts/query.ts';

/** Intents that are about a customer who has a card. */
const ABOUT_A_CUSTOMER: ReadonlySet<Intent> = new Set([
  'updateCard',
  'logContact',
  'completeStepCheck',
  'setContactPreference',
  'setGrade',
  'correct',
  'setAppointment',
  'setNextContact',
  'logTestDrive',
  'recordOrder',
  'recordPayment',
  'recordDelivery',
  'applyLost',
  'approveLost',
  'rejectLost',
  'queryCustomer',
  'explain',
]);

/** Puts what was read and what it is for into the one shape that the bot acts on. */
export function assemble(
  evidence: Evidence,
  cues: ReadonlySet<Cue>,
  intents: Intent[],
  circumstances: Circumstances,
): Meaning {
  const has = (intent: Intent) => intents.includes(intent);
  const isNew = has('createCard');
  const card = readCard(evidence, cues, isNew);
  const meaning: Meaning = {
    intents,
    ...(card.customer && { customer: card.customer }),
    ...(has('updateCard') && cues.has('phoneFix') && newNumber(evidence)),
    ...(!isNew &&
      (intents.some((intent) => ABOUT_A_CUSTOMER.has(intent)) || has('registerVisit')) &&
      refOf(evidence, { isVisit: has('registerVisit'), fixesNumber: cues.has('phoneFix') }, circumstances)),
    ...card.facts,
    ...readDeal(evidence, intents),
    ...visitOf(evidence, cues, has('registerVisit')),
    ...(has('registerCall') && {
      call: { recorded: isNew, ...(card.topics.length > 0 && { topics: card.topics }) },
      source: 'callIn',
    }),
    ...(card.topics.length > 0 && has('registerCall') && { topics: card.topics }),
    ...gradeOf(evidence, cues, intents, circumstances.now),
    ...contactOf(evidence, has('logContact'), circumstances.now),
    ...agreementOf(evidence, cues, intents),
    ...(has('logTestDrive') && { testDrive: { done: true as const, ...minutesOf(evidence) } }),
    ...lostOf(evidence, cues, has('applyLost')),
    ...stepOf(evidence, cues, intents),
    ...queryOf(evidence, intents, circumstances.now),
    ...(has('answerAlert') && alertAnswerOf(evidence.text)),
    ...(has('choose') && { choice: Number.parseInt(evidence.text, 10) }),
    ...(has('rejectLost') && reasonAfterVerdict(evidence.text)),
  };
  return has('ask') ? { intents, needs: [whatIsUnclear(evidence.text, cues)] } : meaning;
}

/** What to say to a message that is meant for the bot and cannot be acted upon. */
function whatIsUnclear(text: string, cues: ReadonlySet<Cue>): string {
  if (cues.has('newStaff')) return '同事的账号请管理员在企业微信通讯录里加，不用登记成客户。';
  if (cues.has('earlier')) return '更正请说清楚是谁、改成什么，如：王先生改B级；上一条整条错了就回：撤销。';
  if (/\d{11}/.test(text)) return '这个号码是哪位客户的？连称呼一起发，如：登记 王先生 13900001234 车型';
  if (cues.has('question')) return '这个我还答不上来，什么都没有记。看数字发“统计”，看客户发“查 王先生”。';
  return '合计数字还不会记，什么都没有记。请一位客户一句话记。';
}

/** 李姐电话错了 是139…: the number is what changes, the name says whose. */
function newNumber({ phones }: Evidence): Pick<Meaning, 'customer'> {
  const mobile = phones.findLast(({ value }) => value.kind === 'mobile')?.value;
  const wrong = phones.find(({ value }) => value.kind === 'wrongLength')?.value;
  if (mobile?.kind === 'mobile') return { customer: { phone: mobile.phone } };
  return wrong?.kind === 'wrongLength' ? { customer: { phoneRaw: wrong.digits } } : {};
}

/** Who is meant: by name, number, last digits; `last` or null when nobody is named. */
function refOf(
  { names, phones, lastDigits, text }: Evidence,
  { isVisit, fixesNumber }: { isVisit: boolean; fixesNumber: boolean },
  { context }: Circumstances,
): Pick<Meaning, 'customerRef'> {
  const named = names.find(({ value }) => value.kind !== 'staff');
  const name = named?.value;
  if (named && name) {
    const beside = /^\s?(?:尾号|后四位|\()?(\d{4})(?![\d.年月])/.exec(text.slice(named.end))?.[1];
    const last4 = lastDigits[0]?.value.digits ?? beside;
    const called: CustomerRef = name.alias ? { alias: name.alias } : { name: name.name };
    if (name.alias) called.name = name.name;
    return {
      customerRef: {
        ...called,
        ...(name.surname !== undefined && { surname: name.surname }),
        ...(last4 !== undefined && { last4 }),
      },
    };
  }
  const phone = fixesNumber ? undefined : phones.find(({ value }) => value.kind === 'mobile')?.value;
  if (phone?.kind === 'mobile') return { customerRef: { phone: phone.phone } };
  const index = /^(?:查|看)看?\s?(?:第)?(\d{1,2})(?:个|号)?$/.exec(text)?.[1];
  if (index !== undefined) return { customerRef: { index: Number(index) } };
  const leading = /^(\d{4})(?=\s|[打短升降定约没通])/.exec(text)?.[1];
  if (leading !== undefined) return { customerRef: { last4: leading } };
  const [digits] = lastDigits;
  if (digits) return { customerRef: { last4: digits.value.digits } };
  if (isVisit) return {};
  return { customerRef: context.length > 0 ? 'last' : null };
}

function visitOf(
  { text, dates, durations, tradeIns }: Evidence,
  cues: ReadonlySet<Cue>,
  isVisit: boolean,
): Pick<Meaning, 'visit'> {
  if (!isVisit) return {};
  const people = /一家([三四五六])口/.exec(text)?.[1];
  const party = people
    ? '一二三四五六'.indexOf(people) + 1
    : /两口子|夫妻|小两口/.test(text)
      ? /孩子|小孩|娃/.test(text)
        ? 3
        : 2
      : undefined;
  const left = dates.find(
    ({ value }) => value.grain === 'instant' && value.direction !== 'future' && value.time,
  );
  const [stay] = tradeIns.length > 0 ? [] : durations;
  return {
    visit: {
      visitNo: cues.has('again') ? 2 : 1,
      ...(party !== undefined && { partySize: party }),
      ...(cues.has('noData') && { recorded: false }),
      ...(left?.value.time
        ? { leftAt: `${left.value.from}T${left.value.time}` }
        : /刚走|刚离店|刚送走/.test(text)
          ? { leftAt: 'now' }
          : {}),
      ...(stay && { durationMin: stay.value.minutes }),
    },
  };
}

function minutesOf({ durations, trims }: Evidence) {
  return {
    ...(durations[0] && { durationMin: durations[0].value.minutes }),
    ...(trims[0] && { trim: trims.map(({ value }) => value).join('') }),
  };
}

function stepOf({ text }: Evidence, cues: ReadonlySet<Cue>, intents: readonly Intent[]): Partial<Meaning> {
  const waived = cues.has('textWaived');
  return {
    ...(intents.includes('completeStepCheck') && {
      step: 1,
      check: waived ? ('leaveSmsWaived' as const) : ('leaveSmsSent' as const),
      ...(waived && { reason: /客户|他|她/.test(text) ? '客户要求' : '顾问免发' }),
    }),
    ...(intents.includes('setContactPreference') && {
      preference: {
        ...(cues.has('noTexts') && { sms: false }),
        ...(cues.has('noCalls') && { phone: false }),
      },
    }),
  };
}

/** "误报 2": what is said to an alert, and to which of those shown. */
function alertAnswerOf(text: string): Pick<Meaning, 'answer' | 'choice'> {
  const number = /\d+/.exec(text)?.[0];
  const answer = /督导/.test(text)
    ? 'coached'
    : /跟/.test(text)
      ? 'takenOver'
      : /准假/.test(text)
        ? 'excused'
        : 'falseAlarm';
  return { answer, ...(number !== undefined && { choice: Number(number) }) };
}

function reasonAfterVerdict(text: string): Pick<Meaning, 'reason'> {
  const [, reason = ''] = /(?:驳回|不同意|不批|不准|不通过)[,，。\s]*(.+)$/.exec(text) ?? [];
  return reason === '' ? {} : { reason };
}
