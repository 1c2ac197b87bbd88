import { isEffective } from '../../domain/contact.ts';
import { dayOf } from '../../domain/time.ts';
import type { When } from '../dates/when.ts';
import { type Evidence, without } from '../evidence.ts';
import type { Found } from '../found.ts';
import type { Meaning } from '../meaning.ts';
import type { ContactOutcome } from '../values/contact-results.ts';

/** What came of a contact, when it took place, and whether it counts (D6). */
export function contactOf(evidence: Evidence, isContact: boolean, now: Date): Pick<Meaning, 'contact'> {
  const { contacts, durations, dates, names, phones, text } = evidence;
  if (!isContact) return {};
  const found = outcomeOf(contacts);
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
export function outcomeOf(contacts: Evidence['contacts']): Evidence['contacts'][number] | undefined {
  const told = contacts.filter(({ value }) => value.result !== 'dialled');
  const weighty = OUTWEIGHS.map((result) => told.find(({ value }) => value.result === result));
  return weighty.find((contact) => contact !== undefined) ?? told.at(-1);
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
    /不考虑|不买|考虑|商量|同意|满意|车挺好/.test(text)
  );
}
