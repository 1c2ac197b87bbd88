import type { ContactResult } from './contact.ts';
import type { CustomerId } from './ids.ts';
import { clockOf } from './time.ts';

/** One entry of a day, as somebody told it. */
export interface LoggedContact {
  customerId: CustomerId;
  result: ContactResult;
  content: string;
  at: Date;
  enteredAt: Date;
}

/** What makes a day's entries look as if they had been made up; never a verdict, only a reason to ask (D44). */
export type LogPattern =
  | { kind: 'burst'; entries: number; minutes: number }
  | { kind: 'copies'; entries: number; content: string }
  | { kind: 'beforeOpening'; entries: number };

/** About 30 calls "done" in five minutes were seen in practice (peers.md, finding 4); nobody talks with six in ten. */
const BURST = { entries: 6, minutes: 10 };
/** The same words for so many customers. Short ones (没接) repeat honestly. */
const COPIES = { entries: 3, characters: 8 };
/** Nobody is called before that. Business time. */
const OPENING = '08:00';
const BEFORE_OPENING = 3;
const MINUTE_MS = 60_000;

/** Only talks are looked at: who was not reached can be dialled again within the minute. */
export function logPatterns(entries: readonly LoggedContact[]): LogPattern[] {
  const talks = entries
    .filter(({ result }) => result === 'connected')
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return [...burstOf(talks), ...copiesOf(talks), ...earlyOf(talks)];
}

/** More answered calls within minutes than anybody can hold; entered late in one go is no burst, for each has its own time. */
function burstOf(talks: readonly LoggedContact[]): LogPattern[] {
  let most = 0;
  for (const [index, first] of talks.entries()) {
    const until = first.at.getTime() + BURST.minutes * MINUTE_MS;
    const within = talks.slice(index).filter(({ at }) => at.getTime() < until);
    most = Math.max(most, new Set(within.map(({ customerId }) => customerId)).size);
  }
  return most >= BURST.entries ? [{ kind: 'burst', entries: most, minutes: BURST.minutes }] : [];
}

function copiesOf(talks: readonly LoggedContact[]): LogPattern[] {
  const said = new Map<string, Set<CustomerId>>();
  for (const { content, customerId } of talks) {
    const words = content.replaceAll(/[\s\p{P}\d]/gu, '');
    if ([...words].length < COPIES.characters) continue;
    said.set(words, (said.get(words) ?? new Set()).add(customerId));
  }
  return [...said]
    .filter(([, customers]) => customers.size >= COPIES.entries)
    .map(([content, customers]) => ({ kind: 'copies', entries: customers.size, content }));
}

function earlyOf(talks: readonly LoggedContact[]): LogPattern[] {
  const early = talks.filter(({ at }) => clockOf(at) < OPENING).length;
  return early >= BEFORE_OPENING ? [{ kind: 'beforeOpening', entries: early }] : [];
}
