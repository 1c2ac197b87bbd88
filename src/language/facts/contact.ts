import { type Channel, type ContactResult, isEffective } from '../../domain/contact.ts';
import type { When } from '../dates/when.ts';
import { type Evidence, without } from '../evidence.ts';
import type { Found } from '../found.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import type { ContactOutcome } from '../values/contact-results.ts';

/** A clear no is content, however short (D34). */
const DECLINED =
  /[没无]兴趣|[没不]打算|没有?[^\s,，]{0,4}的?打算|不要了|不买了?|不考虑了?|不看了|已经买了|买了别/;

/** Minutes that nobody talks about nothing. */
const LONG_TALK = 5;

/** 她同事也想看: somebody else wants a car. */
const REFERS =
  /(?:有个|他|她|的)?(?:同事|朋友|亲戚|邻居|哥们|闺蜜|同学|[表堂]?[兄弟姐妹哥嫂]{1,2}|小舅子|小姨子|大舅哥|姐夫|妹夫|亲家|老乡)(?:[^\s,，]{0,3}(?:也|想|要|在|考虑)[^\s,，]{0,3}[看买换]|也(?:动心|有意|感兴趣|心动))/;

/** What only the customer can have told: 打了 车挺好的 她同事也想看车. */
const TOLD = new RegExp(`${REFERS.source}|车(?:子)?(?:开着|开得)?[挺很蛮](?:好|顺|满意)`);

/** What the customer said, and not what the consultant told him. */
const SAYS =
  /(?:(?:^|[\s,，。])(?:他|她|客户|人家|对方)?|(?<![跟给和对与让叫听帮替没])(?:他|她|人家|对方))说(?!好|完|明|了(?:半天|一下|声))/;

/** Told later than it happened. */
export const BACKFILLED = /漏记|补(?:一下|一条|一个|下|录|记|登|个|上)|忘(?:了|记)了?(?:记|录|写)/;

/** What came of a contact, when it took place, and whether it counts (D6). */
export function contactOf(reading: Reading, isContact: boolean): Partial<Meaning> {
  const { evidence, text, written, context } = reading;
  const { contacts, durations, names, phones } = evidence;
  if (!isContact) return {};
  const outcome = outcomeOf(contacts, text);
  const isDialled = outcome === undefined || outcome.value.result === 'dialled';
  if (contacts.length > 0 && isDialled && !SAYS.test(text) && !TOLD.test(text)) return {};
  // 李姐说再考虑考虑, 打了 她说周末来: no word of the list, but somebody who says something was reached.
  const found = (isDialled ? undefined : outcome) ?? {
    value: { result: 'connected', channel: 'phone' } as const,
    start: 0,
    end: 0,
    words: '',
  };
  const { result, channel } = found.value;
  if (result === 'dialled') return {};
  const calls = callsOf(text);
  // 电话打了没接 微信也没回: another way was tried beside.
  const besides =
    found.value.result === 'connected' || found.value.result === 'replied'
      ? []
      : triedBeside(contacts, found.value.channel, calls);
  const content = without(written, names, phones, contacts as Found<unknown>[]).replace(
    /^(?:回访|电话|微信|电访|打给|打|[了啦])\s*/,
    '',
  );
  const happened = happenedAt(evidence, found);
  const time = happened?.time ?? happened?.defaultTime;
  const tries = /第([一二三四五六\d])[次遍回]/.exec(text)?.[1];
  const repeats = /又打|再打了|还是没/.test(text) ? 2 : undefined;
  const attemptNo = tries ? Number(tries) || '零一二三四五六'.indexOf(tries) : repeats;
  const isCare =
    /(?:交|提)车.{0,2}(?:第|后|[一二两三四五六七八九十\d]+(?:天|周|个?月|礼拜|星期))|首保|保养提醒|维系|(?:车子?|开着|开得|开起来)[^\s,，]{0,3}(?:挺|很|蛮)?(?:好|顺|满意|习惯)|车开了[^\s,，]{0,6}[天月年]|[提交]车(?:满|快|都|已经|第)|用车/.test(
      text,
    );
  const refers = REFERS.test(text);
  return {
    ...(BACKFILLED.test(text) && { backfill: true as const }),
    ...(refers && { referralHint: true as const }),
    contact: {
      ...(isCare && { purpose: 'ownerCare' as const }),
      channel,
      result,
      effective: isEffective({
        result,
        content,
        factsNoted:
          notesFacts(evidence) ||
          DECLINED.test(text) ||
          (durations[0]?.value.minutes ?? 0) >= LONG_TALK ||
          refers,
      }),
      ...(attemptNo !== undefined && result !== 'connected' && context.length > 0 && { attemptNo }),
      ...(calls > 1 && channel === 'phone' && UNANSWERED.has(result) && { times: calls }),
      ...(besides.length > 0 && { besides }),
      ...(happened && { at: `${happened.from}T${time ?? '12:00'}` }),
      ...(durations[0] && { durationMin: durations[0].value.minutes }),
      ...(content !== '' && { summary: content }),
    },
  };
}

const UNANSWERED: ReadonlySet<ContactOutcome> = new Set(['no_answer', 'hung_up', 'sent_no_reply']);

/** 打了两个都没接: how often he was dialled; of 打了两个客户 nobody knows. */
function callsOf(text: string): number {
  const said =
    /打(?:了|过)?(?:[他她])?(?:有)?([两二三四五2-5])(?:个|次|通|遍|回)(?!人|客户|月|小时|钟头)/.exec(
      text,
    )?.[1];
  return said === undefined ? 1 : Number(said) || '零一二三四五'.indexOf(said.replace('两', '二'));
}

function triedBeside(contacts: Evidence['contacts'], channel: Channel, calls: number) {
  const others = contacts.filter(
    ({ value }) =>
      value.channel !== channel &&
      (value.result === 'no_answer' || value.result === 'sent_no_reply' || value.result === 'hung_up'),
  );
  const ways = new Map(others.map(({ value }) => [value.channel, value.result as ContactResult]));
  return [...ways].map(([way, result]) => ({
    channel: way,
    result,
    ...(way === 'phone' && calls > 1 && { times: calls }),
  }));
}

/** A call that was hung up or reached a stranger was no talk, nor is what was sent and not answered; else having talked outweighs what was tried before. */
const OUTWEIGHS: readonly ContactOutcome[] = [
  'hung_up',
  'wrong_number',
  'dead_number',
  'sent_no_reply',
  'connected',
  'replied',
  'visited',
];

/** What a contact came to in the end. 打了 alone says only that a number was dialled. */
export function outcomeOf(
  contacts: Evidence['contacts'],
  text = '',
): Evidence['contacts'][number] | undefined {
  const told = contacts.filter(({ value, words }, at) => {
    // 回访了不接电话: tried, and nobody answered.
    const isTry = /^(?:回访|联系|电访)/.test(words) && contacts[at + 1]?.value.result === 'no_answer';
    return value.result !== 'dialled' && !isTry;
  });
  const busy = told.find(
    ({ value, words }) =>
      value.result === 'call_later' && /忙|会|不方便|没空|开车|出差|上课|飞机/.test(words),
  );
  if (busy && !told.some(({ words }) => /[聊谈沟]/.test(words))) return busy;
  // 没人接晚点再打: what the consultant means to do then; 说晚点再打 is the customer's word.
  const unanswered = told.find(({ value }) => value.result === 'no_answer');
  const isPutOff = told.some(
    ({ value, start, words }) =>
      value.result === 'call_later' &&
      /[说让叫]$|[说让叫]/.test(`${words}${text.slice(Math.max(0, start - 1), start)}`),
  );
  if (unanswered && !isPutOff && told.every(({ value }) => /^(?:no_answer|call_later)$/.test(value.result)))
    return unanswered;
  const weighty = OUTWEIGHS.map((result) => told.find(({ value }) => value.result === result));
  return weighty.find((contact) => contact !== undefined) ?? told.at(-1);
}

/** What the customer said begins here. */
const SAYING = /(?<!电话|微信)(?:说|讲|表示|提到|问(?!候)|告诉我)(?!好|完|明|定|妥|了(?:半天|一下|声))/;
/** The day stands with the call: 昨天打的, 昨晚8点联系的; or by itself. */
const OF_CALL =
  /^[^\s,，。说讲问]{0,4}(?:打|拨|联系|回访|电访|聊|沟通|通[了过的]|没接|没通)|^的?(?:$|[\s,，。])/;

/** Whether a day is that of the call, and none of which the customer told: 说昨天去看了奇骏. */
function isOfCall({ start, end }: Found<unknown>, { text, contacts }: Evidence): boolean {
  const phrase = /[^\s,，。;；]*$/.exec(text.slice(0, start))?.[0] ?? '';
  if (SAYING.test(phrase)) return false;
  if (OF_CALL.test(text.slice(end))) return true;
  const [call] = contacts;
  return !SAYING.test(text.slice(0, start)) && !(call && start >= call.end);
}

/** When a contact took place, if that was said: 昨晚8点打给…; a past day that belongs to something else is not it. */
function happenedAt(evidence: Evidence, contact: Found<unknown>): When | undefined {
  const { dates, text } = evidence;
  // 昨天约的没来: the day on which it was agreed.
  const past = dates.filter(
    (date) =>
      date.value.direction === 'past' &&
      !/^(?:约|说好)/.test(text.slice(date.end)) &&
      isOfCall(date, evidence),
  );
  const precise = past.find(({ value }) => value.grain === 'instant' || value.grain === 'slot');
  if (precise) return precise.value;
  return past.find(
    ({ start, end, value }) =>
      value.grain === 'day' && (/补/.test(text) || contact.start - end <= 4 || start <= 2),
  )?.value;
}

/** A talk of which something definite was learned: that is content, however few words it took (D6). */
function notesFacts({
  dates,
  concerns,
  competitors,
  grades,
  amounts,
  payments,
  usages,
  tradeIns,
  colours,
  text,
}: Evidence): boolean {
  const learned = [concerns, competitors, amounts, payments, usages, tradeIns, colours];
  return (
    learned.some((values) => values.length > 0) ||
    dates.some(({ value }) => value.direction === 'future') ||
    grades.some(({ value }) => value.mark !== 'group') ||
    /不考虑|不买|考虑|商量|同意|满意|车挺好|还在[看比]|再看|在对比|嫌|没定|意向|想买/.test(text)
  );
}
