import { formatClock, type Rules } from './rules.ts';
import { clockOf, type Day, dayOf, NOON } from './time.ts';

export const CHANNELS = ['phone', 'wechat', 'sms', 'visit', 'homeVisit', 'delivery'] as const;
export type Channel = (typeof CHANNELS)[number];

export const CHANNEL_WORDS: Record<Channel, string> = {
  phone: '电话',
  wechat: '微信',
  sms: '短信',
  visit: '来店',
  homeVisit: '上门',
  delivery: '交车',
};

export const CONTACT_RESULTS = [
  'connected',
  'replied',
  'visited',
  'no_answer',
  'hung_up',
  'call_later',
  'sent_no_reply',
  'dead_number',
  'wrong_number',
] as const;
export type ContactResult = (typeof CONTACT_RESULTS)[number];

export const RESULT_WORDS: Record<ContactResult, string> = {
  connected: '接通',
  replied: '已回复',
  visited: '到店',
  no_answer: '未接',
  hung_up: '挂断',
  call_later: '稍后联系',
  sent_no_reply: '发了没回',
  dead_number: '空号',
  wrong_number: '错号',
};

/** A noted content this long, in characters without spaces and punctuation, makes an answered call count (D6). */
export const MIN_CONTENT_CHARACTERS = 10;

/**
 * Whether a contact resets the customer's clock (D6): a visit, a two-way message, or an answered call of
 * which something was noted. Everything else is an attempt: stored, shown, and counted apart.
 * `factsNoted` is true when the log carries a date, a concern, a grade or another fact beside the words.
 */
export function isEffective(contact: {
  result: ContactResult;
  content: string;
  factsNoted: boolean;
}): boolean {
  if (contact.result === 'visited' || contact.result === 'replied') return true;
  if (contact.result !== 'connected') return false;
  const characters = contact.content.replaceAll(/[\s\p{P}]/gu, '');
  return contact.factsNoted || [...characters].length >= MIN_CONTENT_CHARACTERS;
}

/** Morning, afternoon and evening of a day: who does not answer in one may in another (D7). Business time. */
function slotOf(at: Date, { closeOfDay }: Rules): string {
  const clock = clockOf(at);
  const part = clock < NOON ? 'morning' : clock < formatClock(closeOfDay) ? 'afternoon' : 'evening';
  return `${dayOf(at)} ${part}`;
}

/**
 * How many tries are still owed of those that were asked for when a loss was refused: two in one slot are one, and who was
 * reached owes none.
 */
export function triesLeft(
  times: number,
  since: readonly { at: Date; effective: boolean }[],
  rules: Rules,
): number {
  if (since.some(({ effective }) => effective)) return 0;
  return Math.max(0, times - new Set(since.map(({ at }) => slotOf(at, rules))).size);
}

/** After three attempts without an answer, on two days at least, somebody has to decide (D7). */
export function attemptsExhausted(attemptDays: readonly Day[], rules: Rules): boolean {
  return attemptDays.length >= rules.attemptsBeforeAsking && new Set(attemptDays).size >= 2;
}
