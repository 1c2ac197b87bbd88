import type { Customer } from '../db/customers.ts';
import type { Meaning } from '../language/meaning.ts';
import { type Talk, UserError } from './command.ts';
import { findWho } from './who.ts';

/** What waits for somebody's decision, and how one of it is found. */
export interface WaitingCases<Case> {
  of(customer: Customer): Promise<Case | undefined>;
  all(): Promise<readonly Case[]>;
  /** One case in the list of several. */
  line(each: Case): string;
  /** Asks which of several is meant. */
  ask: string;
}

const MOST_SHOWN = 5;

/** The case that is meant: of the customer named, else the only one that waits. Asks when it could be several. */
export async function meantCase<Case>(
  talk: Talk,
  meaning: Meaning,
  waiting: WaitingCases<Case>,
): Promise<Case | undefined> {
  if (meaning.customerRef) {
    const who = await findWho(talk, meaning);
    if (who.kind === 'nobody') throw new UserError(who.say);
    const named = who.kind === 'found' ? [who.customer] : who.kind === 'several' ? who.customers : [];
    for (const customer of named) {
      const found = await waiting.of(customer);
      if (found) return found;
    }
    return undefined;
  }
  const all = await waiting.all();
  const [only, second] = all;
  if (!second) return only;
  throw new UserError([waiting.ask, ...all.slice(0, MOST_SHOWN).map(waiting.line)].join('\n'));
}
