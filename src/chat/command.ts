import type { Check } from '../check.ts';
import type { Db } from '../db/connect.ts';
import type { Conversation } from '../db/inbox.ts';
import type { Statement } from '../db/rows.ts';
import type { Customer, CustomerChange, CustomerClue } from '../db/customers.ts';
import type { CustomerId, MessageId } from '../domain/ids.ts';
import type { DaysOff } from '../domain/days-off.ts';
import type { RuleBook, Rules } from '../domain/rules.ts';
import type { Member, Role } from '../domain/staff.ts';
import type { Intent } from '../language/intents.ts';
import type { Meaning } from '../language/meaning.ts';
import type { Log } from '../log.ts';
import type { Pending } from './pending.ts';

/** What a command may use: a transaction, the sender, the moment. Not the network: others are told by outbox. */
export interface Talk {
  db: Db;
  member: Member;
  /** When the message was sent; everything it tells happened then unless it says otherwise. */
  at: Date;
  messageId: MessageId;
  conversation: Conversation;
  /** The message as it was written, or the part of it that tells of one customer. */
  text: string;
  /** He was read back what will be written, and said yes. */
  confirmed: boolean;
  /** Writes that nothing in this message reads again: they go out with the last statement of the transaction. */
  writes: Statement[];
  /** The sender's own customers whom `clue` fits, read with the message itself. */
  own: readonly Customer[];
  /** The numbers of all rules, and the sender's days off. */
  book: RuleBook;
  daysOff: DaysOff;
  /** The first name in the message. */
  clue: CustomerClue | undefined;
  log: Log;
  /** All commands, for the one that explains them. */
  commands: readonly Command[];
  /** What supervision looks at, for whoever asks what was left undone. */
  checks: readonly Check[];
}

/** What a command did. Whatever it wrote itself stands already; `change` is written once for all commands. */
export interface Outcome {
  /** The receipt, line by line; the due date is added to it. */
  lines: string[];
  /** What is asked behind all that was done, the due date included; it may be left unanswered. */
  question?: string;
  /** The customer it made or found. */
  customer?: Customer;
  change?: CustomerChange;
  /** What one could say next, the likeliest first. */
  hints?: readonly string[];
  /** What 撤销 says it took back, where the command does more than its name says. */
  did?: string;
  /** Nothing was written that could be taken back. */
  readOnly?: true;
  /** Written only after a yes (D42): the lines read it back, and the command is run again when he confirms. */
  confirm?: true;
  /** The next message completes this one; or it answers what is asked now, if behind `readWith` it says what is `meant`. */
  incomplete?: true | { ask: string; readWith: string; meant: Intent };
  /** What the card still lacks: bare values in the next message go onto it. */
  lacks?: readonly string[];
  /** It tells of several customers: when one of them is due is not said. */
  ofSeveral?: true;
  /** A numbered list was shown: a number answers it for the rest of the day. */
  listed?: CustomerId[];
}

interface CommandParts {
  /** In Chinese, as help and receipts call it. */
  name: string;
  /** Its place in the help and among what one message does: everyday things first. */
  rank: number;
  takes: readonly Intent[];
  allow: readonly Role[];
  /** One line: what it is for. */
  help: string;
  /** What the help of it adds, by the rules in force. */
  notes?(rules: Rules): string;
  /** Shown in the help, one a command (`for` a role if there is one), and run as tests: `say` is read as `means`. */
  examples: readonly { say: string; means: Partial<Meaning>; for?: Role }[];
  /** Reacts to the buttons of the cards it sent: answers the words that replace them. `done` names it for 撤销. */
  onClick?: { card: string; done: string; handle(talk: Talk, click: Click): Promise<string | Clicked> };
}

/** What replaces the buttons, and what is asked then. */
export interface Clicked {
  label: string;
  ask: Pending;
}

/** A pressed button: which subjects the card was about, and which of them was chosen. */
export interface Click {
  key: string;
  subjects: readonly number[];
  chosen: readonly string[];
}

/** Acts on one customer, whom the conversation finds or asks for before. */
export interface CustomerCommand extends CommandParts {
  about: 'customer';
  /** Whom it may be about when nobody is named: one is taken, several are asked about, none means the last one. */
  candidates?(talk: Talk, meaning: Meaning): Promise<CustomerId[]>;
  handle(talk: Talk, meaning: Meaning, customer: Customer): Promise<Outcome>;
}

export interface GeneralCommand extends CommandParts {
  about: 'nobody' | 'newCustomer';
  handle(talk: Talk, meaning: Meaning): Promise<Outcome>;
}

export type Command = CustomerCommand | GeneralCommand;

/** Says to the user why a request cannot be met, and what to do. Whatever was written is undone. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

export function defineCommand<C extends Command>(command: C): C {
  return command;
}
