import type { Role } from '../domain/staff.ts';
import type { Cue } from './cues.ts';
import type { Evidence } from './evidence.ts';
import { outcomeOf } from './facts/contact.ts';
import { amountPaid } from './facts/deal.ts';
import type { Intent } from './meaning.ts';

/** A message that is nothing but one of these words. */
const BARE: readonly (readonly [Cue, Intent])[] = [
  ['help', 'help'],
  ['undo', 'undo'],
  ['alertList', 'queryAlerts'],
  ['alertAnswer', 'answerAlert'],
  ['sync', 'syncStaff'],
  ['cancel', 'cancel'],
  ['confirm', 'confirm'],
];

/** Questions; they write nothing, so a message that asks is not searched for things to write. */
const QUESTIONS: readonly (readonly [Cue, Intent])[] = [
  ['why', 'explain'],
  ['due', 'queryDue'],
  ['look', 'queryCustomer'],
  ['list', 'queryList'],
  ['statistics', 'queryKpi'],
];

/** What a message is for, in the order in which it is to be acted upon. */
export function decideIntents(evidence: Evidence, cues: ReadonlySet<Cue>, roles: readonly Role[]): Intent[] {
  const { text, phones } = evidence;
  const hasNumber = phones.some(({ value }) => value.kind !== 'landline');
  if (/^\d{1,2}[.。、]?$/.test(text)) return ['choose'];
  const isPlain = text.length <= 12 && !/[吗么?]|怎么|能不能|[别不]撤/.test(text);
  for (const [cue, intent] of BARE) if (cues.has(cue) && (isPlain || intent === 'help')) return [intent];
  if (cues.has('advert')) return ['none'];
  if (cues.has('howTo')) return ['help'];
  if (cues.has('newStaff')) return ['ask'];
  if (cues.has('phoneFix') && hasNumber && !cues.has('register') && !cues.has('card')) return ['updateCard'];
  if (cues.has('correction') && evidence.grades.some(({ value }) => value.grade)) return ['correct'];

  const decides = roles.some(
    (role) => role === 'supervisor' || role === 'salesManager' || role === 'generalManager',
  );
  if (decides && (cues.has('lost') || text.length <= 10)) {
    if (cues.has('reject')) return ['rejectLost'];
    if (cues.has('approve')) return ['approveLost'];
  }
  const asked = QUESTIONS.find(([cue]) => cues.has(cue));
  if (asked && !(hasNumber && asked[1] !== 'queryCustomer')) return [asked[1]];
  if (evidence.grades.some(({ value }) => value.mark === 'question')) return ['queryCustomer'];

  // What is asked, counted up or said of an earlier entry is not told as something that happened.
  if (cues.has('earlier') || isTally(text) || (cues.has('question') && !tellsOfTalk(evidence, cues)))
    return ['ask'];
  const intents = deeds(evidence, cues, hasNumber);
  if (intents.length > 0) return intents;
  if (hasNumber && isOnlyANumber(evidence)) return ['queryCustomer'];
  if (tellsOfCard(evidence) && text.length > 3) return ['updateCard'];
  if (evidence.names.length > 0 && isOnlyAName(evidence)) return ['queryCustomer'];
  return ['none'];
}

/** 来电11 网络7 留号9: sums of a day, which never stand for entries (rule 8 of the utterances). */
function isTally(text: string): boolean {
  const counted = text.match(/[一-龥]{1,4}[:：]?\s?\d{1,3}(?![\d:.：点号月年万元千百%级Ll个分])/g);
  return (counted?.length ?? 0) >= 3 || /(?:[2-9]|1\d|[两三四五六七八九十])批/.test(text);
}

/** In the account of a talk, 问我多少钱落地 is what the customer asked. */
function tellsOfTalk({ contacts, text }: Evidence, cues: ReadonlySet<Cue>): boolean {
  const tells =
    contacts.some(({ value }) => value.effective) ||
    cues.has('callIn') ||
    cues.has('register') ||
    cues.has('card');
  return tells && !/[吗?]$|谁/.test(text);
}

/** What the message tells was done, found, agreed or decided. */
function deeds(evidence: Evidence, cues: ReadonlySet<Cue>, hasNumber: boolean): Intent[] {
  const { grades, contacts, dates, names, text } = evidence;
  const has = (cue: Cue) => cues.has(cue);
  const intents: Intent[] = [];

  const isCall = has('callIn');
  const leavesNothing = has('noData');
  // A number alone is nobody's: it starts a card only beside a name, a car or a grade.
  const hasWechat = /(?:微信|wx|vx)[号:：\s]*[A-Za-z][\w-]{4,}/i.test(text);
  const isSomebody = names.length > 0 || evidence.cars.length > 0 || grades.length > 0 || has('visit');
  const tellsOfKnown = has('look') || has('lost') || contacts.some(({ value }) => value.result !== 'visited');
  const starts =
    has('register') ||
    has('card') ||
    ((hasNumber || (hasWechat && names.length > 0)) && isSomebody && !tellsOfKnown);
  if (isCall) intents.push('registerCall');
  const visits = !isCall && (has('visit') || has('register')) && !onlyAhead(evidence, cues);
  if (
    visits &&
    (has('register') || has('visit')) &&
    contacts.every(({ value }) => value.result === 'visited')
  ) {
    intents.push('registerVisit');
  } else if (leavesNothing && !isCall) intents.push('registerVisit');
  if (
    (starts || (isCall && (names.length > 0 || hasNumber))) &&
    !(leavesNothing && !hasNumber && !hasWechat && names.length === 0)
  ) {
    intents.push('createCard');
  }
  const isNew = intents.includes('createCard');

  const told = contacts.filter(
    ({ value }) => value.result !== 'visited' || !intents.includes('registerVisit'),
  );
  const said = outcomeOf(told) ?? told[0];
  const lost = has('lost') || boughtElsewhere(evidence);
  if (said && !isNew && !isCall && !(lost && !said.value.effective)) intents.push('logContact');
  if (has('testDrive') && !has('testDriveAhead')) intents.push('logTestDrive');

  const paid = amountPaid(evidence, has('order')) !== undefined;
  if (has('order') && !/来[定订]|能[定订]|想[定订]/.test(text)) intents.push('recordOrder');
  if (has('payment') && paid) intents.push('recordPayment');
  const ahead = dates.some(({ value }) => value.direction === 'future');
  if (
    has('delivery') &&
    !has('testDriveAhead') &&
    !(ahead && /交车$|交车\s|去?提车/.test(text) && !/交车了|提了车|提车了/.test(text))
  ) {
    intents.push('recordDelivery');
  }

  const agreed = dates.find(({ value }) => value.direction === 'future' && value.bound === undefined);
  if (agreed && !lost && !intents.includes('recordOrder') && !intents.includes('recordDelivery')) {
    const around = text.slice(Math.max(0, agreed.start - 8), agreed.end + 12);
    if (/再打|再联系|给信|答复|回话|回电|再聊|再说|打给|再问|打电话|晚上打|联系/.test(around))
      intents.push('setNextContact');
    else if (has('meet') || /交车|提车/.test(text)) intents.push('setAppointment');
    else if (intents.includes('logContact') || has('callAgain')) intents.push('setNextContact');
  } else if (!agreed && /^约|约.{0,4}(?:来店|到店|试驾|见面|过来)/.test(text) && names.length > 0 && !said)
    intents.push('setAppointment');
  const graded = grades.some(({ value }) => ['set', 'raise', 'lower', 'hedged', 'keep'].includes(value.mark));
  if (graded && !isNew && !lost) intents.push('setGrade');
  else if (/不变|不升不降/.test(text) && !isNew) intents.push('setGrade');
  if (lost && !isNew) intents.push('applyLost');
  if (has('textSent') || has('textWaived')) intents.push('completeStepCheck');
  if (has('noTexts') || has('noCalls')) intents.push('setContactPreference');
  return [...new Set(intents)];
}

/** 周六来店 tells of a visit to come, not of one that was. */
function onlyAhead({ dates, text }: Evidence, cues: ReadonlySet<Cue>): boolean {
  if (cues.has('register') || /刚走|来了|走了|到了|来过|首次|[二2]次|又来|\d批|[一二两三]批/.test(text))
    return false;
  return dates.some(({ value }) => value.direction === 'future') || /约/.test(text);
}

/** 买了缤智, 别的店订了: the customer has decided for somebody else. */
export function boughtElsewhere({ competitors, text }: Evidence): boolean {
  return (
    competitors.some(({ value }) => value.bought) || /别的店[订定买]|别家[订定买]|他店[订定买]/.test(text)
  );
}

function tellsOfCard(evidence: Evidence): boolean {
  const {
    cars,
    colours,
    trims,
    payments,
    sources,
    concerns,
    companions,
    usages,
    tradeIns,
    amounts,
    competitors,
    phones,
    grades,
  } = evidence;
  const told = [
    cars,
    colours,
    trims,
    payments,
    sources,
    concerns,
    companions,
    usages,
    tradeIns,
    competitors,
    phones,
  ];
  return (
    told.some((values) => values.length > 0) ||
    amounts.some(({ value }) => value.role === 'budget') ||
    grades.some(({ value }) => value.mark === 'set' || value.mark === 'hedged')
  );
}

function isOnlyANumber({ text, phones }: Evidence): boolean {
  const [phone] = phones;
  return phone?.value.kind === 'mobile' && text.length - phone.words.length <= 3;
}

function isOnlyAName({ text, names }: Evidence): boolean {
  const [name] = names;
  return name !== undefined && text.length - name.words.length <= 1;
}
