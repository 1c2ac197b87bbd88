import type { Channel, ContactResult } from '../domain/contact.ts';
import type { Grade, GradeCriterion } from '../domain/grade.ts';
import type { Phone } from '../domain/phone.ts';
import type { Day } from '../domain/time.ts';

/** What somebody wants done or told. `none`: not meant for the bot. `ask`: meant for it, but not clear enough. */
export const INTENTS = [
  'registerVisit',
  'createCard',
  'updateCard',
  'registerCall',
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
  'queryDue',
  'queryList',
  'queryCustomer',
  'queryKpi',
  'help',
  'explain',
  'undo',
  'cancel',
  'confirm',
  'choose',
  'queryAlerts',
  'answerAlert',
  'syncStaff',
  'none',
  'ask',
] as const;
export type Intent = (typeof INTENTS)[number];

/** An existing customer, as the message names him; `index` is his number in the list shown last. */
export interface CustomerRef {
  name?: string;
  alias?: string;
  surname?: string;
  phone?: Phone;
  last4?: string;
  index?: number;
}

/**
 * What one message means, before any customer is looked up. The keys, units and shapes are those of
 * `interpret` (amounts in yuan, days `YYYY-MM-DD`, instants `YYYY-MM-DDTHH:mm` in business time), so that
 * what the bot acts on is what the command prints.
 */
export interface Meaning {
  intents: Intent[];
  /** A new card. */
  customer?: {
    name?: string;
    nameSure?: boolean;
    alias?: string;
    surname?: string;
    gender?: 'M' | 'F';
    phone?: Phone;
    /** As it was typed, when it has the wrong length. */
    phoneRaw?: string;
    wechat?: string;
    district?: string;
  };
  /** `last`: the customer just spoken of. `null`: somebody is meant, but nobody is named. */
  customerRef?: CustomerRef | 'last' | null;
  /** Several customers in one message, each with a meaning of its own. */
  items?: Omit<Meaning, 'items'>[];
  visit?: {
    visitNo?: number;
    partySize?: number;
    /** False: left no data. Absent: not said. */
    recorded?: boolean;
    leftAt?: string;
    durationMin?: number;
    story?: string;
  };
  call?: { recorded: boolean; topics?: string[] };
  topics?: string[];
  interest?: { series?: string; trim?: string; color?: string; quantity?: number };
  source?: string;
  heardFrom?: string;
  referrer?: { name: string };
  budgetCny?: number;
  purchaseBy?: Day;
  usage?: string;
  payment?: {
    method?: 'full' | 'loan';
    kind?: 'deposit' | 'balance' | 'full';
    amountCny?: number;
    /** 定金, 订金 …: the word that was said. */
    term?: string;
  };
  competitors?: string[];
  decisionMaker?: string;
  tradeIn?: { model?: string };
  concerns?: string[];
  grade?: Grade;
  gradeSure?: boolean;
  gradeSuggest?: Grade;
  gradeCriteria?: GradeCriterion[];
  gradeReason?: string;
  /** 不变 was said of the grade. */
  gradeUnchanged?: boolean;
  contact?: {
    channel: Channel;
    result: ContactResult;
    effective: boolean;
    /** When it happened, if that was said. */
    at?: string;
    durationMin?: number;
    summary?: string;
  };
  appointment?: {
    type: 'firstVisit' | 'secondVisit' | 'testDrive' | 'delivery';
    date?: Day;
    at?: string;
    week?: string;
    daySure?: boolean;
  };
  nextContactAt?: string;
  testDrive?: { done: true; trim?: string; durationMin?: number };
  order?: { series?: string; trim?: string; color?: string; priceCny?: number; deliveryBy?: Day };
  delivery?: { at: string };
  lost?: { type: '战败' | '失控'; reason: string[]; competitor?: string };
  step?: number;
  check?: 'leaveSmsSent' | 'leaveSmsWaived';
  at?: string;
  reason?: string;
  preference?: { sms?: boolean; phone?: boolean };
  period?: string;
  since?: Day;
  until?: Day;
  date?: Day;
  store?: string;
  staff?: string;
  owner?: 'me';
  kpis?: string[];
  /** What a supervisor says to an alert. */
  answer?: 'coached' | 'takenOver' | 'excused' | 'falseAlarm';
  /** The number that answers a list of choices. */
  choice?: number;
  /** What the bot has to ask before the entry is complete. */
  needs?: string[];
}
