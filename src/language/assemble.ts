import { addDays, dayOf, monthStart, weekStart } from '../domain/time.ts';
import { readCard, readCriteria } from './card-facts.ts';
import type { Cue } from './cues.ts';
import type { When } from './dates/when.ts';
import { type Evidence, without } from './evidence.ts';
import type { Found } from './found.ts';
import { boughtElsewhere } from './intents.ts';
import type { Circumstances } from './interpret.ts';
import type { CustomerRef, Intent, Meaning } from './meaning.ts';
import { readDeal } from './deal-facts.ts';
import { isEffective } from '../domain/contact.ts';

/** Intents that are about a customer who has a card. */
const ABOUT_A_CUSTOMER: ReadonlySet<Intent> = new Set([
  'updateCard',
  'logContact',
  'completeStepCheck',
  'setContactPreference',
  'setGrade',
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
    ...(!isNew &&
      (intents.some((intent) => ABOUT_A_CUSTOMER.has(intent)) || has('registerVisit')) &&
      refOf(evidence, has('registerVisit'), circumstances)),
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
  return has('ask') ? { intents, needs: [whatIsUnclear(cues)] } : meaning;
}

/** What to say to a message that is meant for the bot and cannot be acted upon. */
function whatIsUnclear(cues: ReadonlySet<Cue>): string {
  if (cues.has('newStaff')) return '同事的账号请管理员在企业微信通讯录里加，不用登记成客户。';
  if (cues.has('earlier')) return '更正请说清楚是谁、改成什么，如：王先生改B级；上一条整条错了就回：撤销。';
  if (cues.has('question')) return '这个我还答不上来，什么都没有记。看数字发“统计”，看客户发“查 王先生”。';
  return '合计数字还不会记，什么都没有记。请一位客户一句话记。';
}

/** Who is meant: by name, number, last digits; `last` or null when nobody is named. */
function refOf(
  { names, phones, lastDigits }: Evidence,
  isVisit: boolean,
  { context }: Circumstances,
): Pick<Meaning, 'customerRef'> {
  const name = names.find(({ value }) => value.kind !== 'staff')?.value;
  if (name) {
    const called: CustomerRef = name.alias ? { alias: name.alias } : { name: name.name };
    if (name.alias) called.name = name.name;
    return { customerRef: { ...called, ...(name.surname !== undefined && { surname: name.surname }) } };
  }
  const phone = phones.find(({ value }) => value.kind === 'mobile')?.value;
  if (phone?.kind === 'mobile') return { customerRef: { phone: phone.phone } };
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

function gradeOf(
  evidence: Evidence,
  cues: ReadonlySet<Cue>,
  intents: readonly Intent[],
  now: Date,
): Partial<Meaning> {
  const grades = evidence.grades.filter(
    ({ value }) => value.mark !== 'group' && value.mark !== 'negated' && value.mark !== 'question',
  );
  // A correction inside the sentence comes last: 不是A 是B.
  const said = grades.findLast(({ value }) => value.grade !== undefined && value.grade !== 'H')?.value;
  const unchanged = grades.some(({ value }) => value.mark === 'keep') || /不变/.test(evidence.text);
  const gradable = intents.some(
    (intent) =>
      intent === 'createCard' ||
      intent === 'setGrade' ||
      intent === 'updateCard' ||
      intent === 'registerVisit' ||
      intent === 'logContact',
  );
  if (!gradable) return {};
  const { criteria, suggested } = readCriteria(evidence, cues, intents, now);
  if (said?.grade && said.grade !== 'H') {
    const fitting = criteria.filter(({ grade }) => grade === said.grade).map(({ criterion }) => criterion);
    const reason = intents.includes('setGrade') ? reasonOf(evidence) : undefined;
    return {
      grade: said.grade,
      ...(said.mark === 'hedged' && { gradeSure: false }),
      ...(fitting.length > 0 && { gradeCriteria: fitting }),
      ...(reason && { gradeReason: reason }),
    };
  }
  if (unchanged) return { gradeUnchanged: true };
  const why = criteria.filter(({ grade }) => grade === suggested).map(({ criterion }) => criterion);
  return suggested && intents.includes('createCard') ? { gradeSuggest: suggested, gradeCriteria: why } : {};
}

/** What is said beside the name and the grade: why it was set. */
function reasonOf({ text, names, grades }: Evidence): string | undefined {
  const rest = without(text, names, grades).replace(/^[升降定改到为成是标记\s]+|[吧了\s]+$/g, '');
  return [...rest].length >= 2 ? rest : undefined;
}

function contactOf(evidence: Evidence, isContact: boolean, now: Date): Pick<Meaning, 'contact'> {
  const { contacts, durations, dates, names, phones, text } = evidence;
  if (!isContact) return {};
  // 打了 says only that a number was dialled; what came of it stands beside it: 打了 没接.
  const found = contacts.find(({ value }) => value.result !== 'dialled') ?? contacts[0];
  if (!found || found.value.result === 'dialled') return {};
  const { result, channel } = found.value;
  const content = without(text, names, phones, contacts as Found<unknown>[]).replace(
    /^(?:回访|电话|微信|电访|打给|打)\s*/,
    '',
  );
  const happened = happenedAt(dates, text, found);
  const time = happened?.time ?? happened?.defaultTime;
  return {
    contact: {
      channel,
      result,
      effective: isEffective({ result, content, factsNoted: notesFacts(evidence) }, dayOf(now)),
      ...(happened && { at: `${happened.from}T${time ?? '12:00'}` }),
      ...(durations[0] && { durationMin: durations[0].value.minutes }),
      ...(content !== '' && { summary: content }),
    },
  };
}

/** When a contact took place, if that was said: 昨晚8点打给…; a past day that belongs to something else is not it. */
function happenedAt(dates: Evidence['dates'], text: string, contact: Found<unknown>): When | undefined {
  const past = dates.filter(({ value }) => value.direction === 'past');
  const precise = past.find(({ value }) => value.grain === 'instant' || value.grain === 'slot');
  if (precise) return precise.value;
  return past.find(({ end, value }) => value.grain === 'day' && (/补/.test(text) || contact.start - end <= 4))
    ?.value;
}

/** A talk of which something definite was learned: that is content, however few words it took (D6). */
function notesFacts({
  dates,
  concerns,
  competitors,
  companions,
  grades,
  amounts,
  payments,
  usages,
  tradeIns,
  colours,
  text,
}: Evidence): boolean {
  const learned = [concerns, competitors, companions, amounts, payments, usages, tradeIns, colours];
  return (
    learned.some((values) => values.length > 0) ||
    dates.some(({ value }) => value.direction === 'future') ||
    grades.some(({ value }) => value.mark !== 'group') ||
    /不考虑|不买|考虑|商量|同意|满意|车挺好/.test(text)
  );
}

function agreementOf(
  { dates, text }: Evidence,
  cues: ReadonlySet<Cue>,
  intents: readonly Intent[],
): Partial<Meaning> {
  const ahead = dates.filter(({ value }) => value.direction === 'future' && value.bound === undefined);
  // The last one said is meant: 下周,不是下周,是这周日.
  const when = (/不是|不对/.test(text) ? ahead.at(-1) : ahead[0])?.value;
  if (intents.includes('setAppointment')) {
    const type = cues.has('testDriveAhead')
      ? 'testDrive'
      : /交车|提车/.test(text)
        ? 'delivery'
        : intents.includes('registerCall')
          ? 'firstVisit'
          : 'secondVisit';
    return { appointment: { type, ...(when && agreedWhen(when)) } };
  }
  return intents.includes('setNextContact') && when
    ? { nextContactAt: timeOf(when) ? `${when.from}T${timeOf(when)}` : when.from }
    : {};
}

function agreedWhen(when: When): Partial<NonNullable<Meaning['appointment']>> {
  if (when.grain === 'week') return { ...(when.label !== undefined && { week: when.label }), daySure: false };
  const time = when.time;
  return time ? { at: `${when.from}T${time}` } : { date: when.from, ...(!when.sure && { daySure: false }) };
}

function timeOf(when: When): string | undefined {
  return when.time ?? (when.slot === 'evening' || when.slot === 'night' ? when.defaultTime : undefined);
}

function minutesOf({ durations, trims }: Evidence) {
  return {
    ...(durations[0] && { durationMin: durations[0].value.minutes }),
    ...(trims[0] && { trim: trims.map(({ value }) => value).join('') }),
  };
}

function lostOf(evidence: Evidence, cues: ReadonlySet<Cue>, isLost: boolean): Pick<Meaning, 'lost'> {
  if (!isLost) return {};
  const { text, competitors, concerns } = evidence;
  const bought = competitors.find(({ value }) => value.bought) ?? competitors[0];
  const reason = [
    ...(/同品牌|别的店|他店|别家店|其他店/.test(text)
      ? ['同品牌他店']
      : bought || /买了别的|选了别/.test(text)
        ? ['竞品购买']
        : []),
    ...concerns.map(({ value }) => value),
    ...(/价格?[贵高]?|便宜/.test(text) && !concerns.some(({ value }) => value === '价格') ? ['价格'] : []),
    ...(/现车|没车|等车|交期/.test(text) && !concerns.some(({ value }) => value === '交期')
      ? ['现车/交期']
      : []),
    ...(/装修|买房|没钱|资金|不买了|放弃|取消计划/.test(text) ? ['放弃购车'] : []),
    ...(cues.has('unreachable') ? ['失联'] : []),
  ];
  const elsewhere = boughtElsewhere(evidence) || reason.some((word) => word !== '失联');
  return {
    lost: {
      type: cues.has('unreachable') && !elsewhere ? '失控' : '战败',
      reason: [...new Set(reason)],
      ...(bought && { competitor: bought.value.name }),
    },
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

function queryOf(
  { dates, grades, names, text }: Evidence,
  intents: readonly Intent[],
  now: Date,
): Partial<Meaning> {
  const today = dayOf(now);
  const [when] = dates;
  if (intents.includes('queryDue')) return { date: when?.value.from ?? today, owner: 'me' };
  if (intents.includes('queryList')) {
    const grade = grades.find(({ value }) => value.grade && value.grade !== 'H')?.value.grade;
    return grade && grade !== 'H' ? { grade, owner: 'me' } : { owner: 'me' };
  }
  if (!intents.includes('queryKpi')) return {};
  const store = /([一二三四五六七八九十]店|电网部|[东西南北]店)/.exec(text)?.[1];
  const staff = names.find(({ value }) => value.kind !== 'customer');
  return {
    kpis: ['overview'],
    ...periodOf(when?.value, today),
    ...(store !== undefined && { store }),
    ...(staff && { staff: staff.words }),
  };
}

function periodOf(when: When | undefined, today: ReturnType<typeof dayOf>): Partial<Meaning> {
  if (!when) return { since: today, until: today };
  if (when.grain === 'week' && when.from === weekStart(today))
    return { period: when.label ?? '', since: when.from, until: addDays(when.from, 6) };
  if (when.grain === 'month' && when.from === monthStart(today))
    return { period: when.label ?? '', since: when.from, until: when.to };
  return { ...(when.label !== undefined && { period: when.label }), since: when.from, until: when.to };
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
