import type { Intent } from './intents.ts';
import type { Channel, ContactResult } from '../domain/contact.ts';
import type { Rapport } from '../domain/customer-class.ts';
import type { Grade, GradeCriterion } from '../domain/grade.ts';
import type { Phone } from '../domain/phone.ts';
import type { RuleGroup, RuleKey } from '../domain/rules.ts';
import type { Day } from '../domain/time.ts';
import type { AlertAnswer } from './alert-answer.ts';
import type { Activity, Tallied } from './report-parts.ts';

/** An existing customer, as the message names him; `index` is his number in the list shown last. */
export interface CustomerRef {
  name?: string;
  alias?: string;
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
    gender?: 'M' | 'F';
    phone?: Phone;
    /** As it was typed, when it has the wrong length. */
    phoneRaw?: string;
    wechat?: string;
    district?: string;
    type?: 'company';
    interest?: { series: string };
  };
  /** `last`: the customer just spoken of. `null`: somebody is meant, but nobody is named. */
  customerRef?: CustomerRef | 'last' | null;
  /** Several customers in one message, each with a meaning of its own. */
  items?: Omit<Meaning, 'items'>[];
  visit?: {
    /** `再次` where a customer once given up comes again. */
    visitNo?: number | '再次';
    partySize?: number;
    /** False: left no data. Absent: not said. */
    recorded?: boolean;
    leftAt?: string;
    /** The day that is over on which he was there; absent: today. */
    on?: Day;
    /** That he left is told, and nothing of his coming. */
    leaves?: true;
    durationMin?: number;
    story?: string;
    /** A trade peer or a service customer is no traffic of the showroom. */
    kind?: 'peerDealer' | 'service' | '已建卡首次到店';
    countAsTraffic?: boolean;
    invitedBy?: 'me';
    /** In the showroom, and nobody with him. */
    unattended?: boolean;
  };
  /** No card is to be made: he left no data. */
  createCard?: false;
  call?: { recorded?: boolean; topics?: string[]; kind?: 'service'; countAsTraffic?: boolean };
  topics?: string[];
  interest?: { series?: string; trim?: string; color?: string; quantity?: number };
  source?: string;
  heardFrom?: string;
  referrer?: { name: string; last4?: string };
  budgetCny?: number;
  purchaseBy?: Day;
  deliveryWantedBy?: Day;
  usage?: string;
  user?: string;
  purchaseKind?: '首购' | '换购' | '增购';
  invoice?: string;
  payment?: {
    method?: 'full' | 'loan' | 'card' | 'cash' | 'transfer' | 'wechat' | 'alipay';
    via?: '对公';
    kind?: 'deposit' | 'balance' | 'full';
    amountCny?: number;
    /** 定金, 订金 …: the word that was said. */
    term?: string;
  };
  /** A rival, with how much he is cheaper where that was said. */
  competitors?: (string | { model: string; gapCny: number })[];
  decisionMaker?: string;
  tradeIn?: {
    none?: true;
    model?: string;
    year?: number;
    mileageKm?: number;
    appraisedCny?: number;
    expectedCny?: number;
    agreedCny?: number;
    status?: 'inProgress';
  };
  balanceDueOn?: Day;
  finance?: {
    bank?: string;
    months?: number;
    downPaymentPct?: number;
    applicant?: string;
    status?: 'reapply';
  };
  insurance?: { premiumCny?: number; scope?: string; inStore?: boolean };
  quote?: {
    series?: string;
    trim?: string;
    color?: string;
    priceCny?: number;
    gifts?: string[];
    insurance?: 'inStore';
  };
  /** The two questions after a second visit: 把握订交了吗, 深度体验讲了什么. */
  review?: { orderGrasped?: boolean; deepContent?: string };
  /** A round at the table: our price and the one it began from, his bid, what was conceded in all, how far apart they are. */
  negotiation?: {
    round?: number;
    with?: string[];
    priceCny?: number;
    openingCny?: number;
    bidCny?: number;
    concededCny?: number;
    gapCny?: number;
  };
  /** How far each level may go below the list price; of one car where `car` is its stock number. */
  concessionLimits?: {
    consultantCny?: number;
    supervisorCny?: number;
    salesManagerCny?: number;
    generalManagerCny?: number;
  };
  car?: string;
  /** `allCny`: what the customer is to get in all. */
  discountRequest?: {
    allCny?: number;
    extraCny?: number;
    askCny?: number;
    myFloorCny?: number;
    gapCny?: number;
  };
  discountCapCny?: number;
  amountCny?: number;
  /** The sum is meant in all, or else on top of what has been conceded. */
  amountInAll?: boolean;
  counter?: string;
  assign?: '重新准备由头';
  assist?: { role: '主管' | '销售经理' | '总经理'; urgency?: 'now' };
  concerns?: string[];
  /** Several letters are asked about or counted at once. */
  grade?: Grade | Grade[];
  /** The grade moved away from; or from whom, or from what day. */
  from?: string | { name?: string; alias?: string };
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
    /** How often he was dialled in vain, if more than once. */
    times?: number;
    /** By what other way he was tried, in vain as well. */
    besides?: { channel: Channel; result: ContactResult; times?: number }[];
    purpose?: 'ownerCare';
    attemptNo?: number;
    summary?: string;
  };
  /** Told later than it happened. */
  backfill?: true;
  phoneStatus?: 'invalid';
  /** The day of an appointment that was not kept. */
  noShow?: Day;
  referralHint?: true;
  appointment?: {
    type?: 'firstVisit' | 'secondVisit' | 'testDrive' | 'delivery';
    slot?: 'AM' | 'PM' | 'evening';
    date?: Day;
    at?: string;
    week?: string;
    daySure?: boolean;
    /** What was agreed is off, and no other day was named. */
    cancelled?: true;
  };
  nextContactAt?: string;
  nextContactWeek?: string;
  recontactOn?: Day;
  testDrive?: { done: true; trim?: string; durationMin?: number; drivers?: string[] };
  order?: {
    series?: string;
    trim?: string;
    color?: string;
    priceCny?: number;
    deliveryBy?: Day;
    signed?: true;
  };
  delivery?: { at: string };
  plate?: { week?: string; date?: Day; number?: string };
  /** C卡: month and day, `05-03`. */
  birthday?: string;
  firstServiceOn?: Day;
  lost?: {
    type: '战败' | '失控' | '死单' | '延迟购车';
    reason: string[];
    competitor?: string;
    gapCny?: number;
  };
  /** The same, in an account of several calls. */
  applyLost?: Meaning['lost'];
  step?: number;
  check?:
    | 'leaveSmsSent'
    | 'leaveSmsWaived'
    | 'cardCreated'
    | 'cardDetailed'
    | 'pretextOk'
    | 'graded'
    | 'firstCalled';
  at?: string;
  /** 短信都发了: of all his customers whom it concerns. */
  ofAll?: true;
  reason?: string;
  preference?: { sms?: boolean; phone?: boolean };
  stopCadence?: true;
  /** What an earlier entry is changed to. */
  target?:
    | 'lastEntry'
    | 'lastGradeChange'
    | 'lastCard'
    | 'lastCall'
    | 'dailyTraffic'
    | 'dailyReport'
    | 'pendingRequest';
  field?: string;
  value?: number | Phone;
  replaces?: string | number;
  last4?: string;
  replacesLast4?: string;
  moveTo?: { name?: string; alias?: string };
  phone?: Phone | 'last';
  /** How often somebody says that it was tried; compared with the records. */
  attemptsClaimed?: number;
  require?: { attempts: number };
  verdict?: 'reject' | 'accept';
  missing?: string[];
  /** To whom somebody or something goes. */
  to?: { staff: string } | string;
  customers?: string[];
  kind?: 'temporary' | 'morning' | 'evening' | 'weekly';
  days?: number;
  restDays?: Day[];
  workOn?: Day[];
  restMovedTo?: Day;
  scope?: string | { grade?: Grade; owner?: 'me' };
  rules?: ({ grade: Grade; to: string } | { rest: '均分'; to: string[] })[];
  mentor?: string;
  pretext?: string;
  /** What is to be asked in the call that is prepared. */
  callPrep?: string;
  /** The reason is for the next call, not for the one just made. */
  forNext?: true;
  rapport?: Rapport;
  vip?: boolean;
  ownedCar?: 'ownSale' | 'otherSale' | 'otherBrand';
  /** Into the group below C, out of it, or a list of it. */
  baseGroup?: boolean;
  /** A word of the trade that is asked about. */
  asked?: string;
  /** Grades in the order of the list shown: agreed to, or changed; without a number all of them. */
  reviews?: { index?: number; grade?: Grade }[];
  by?: Day | 'store' | 'staff' | 'grade';
  purpose?: 'visitReminder' | 'leaveText' | 'invitation';
  // sums that are claimed
  /** Of a day its counts, of a rate its share (0.25); of what was said to a customer the words (30%). */
  claimed?: Partial<Record<Tallied, number>> | number | string;
  visitBatches?: number;
  recorded?: number;
  unrecorded?: number;
  calls?: number;
  netLeads?: number;
  invited?: number;
  arrived?: number;
  total?: number;
  connected?: number;
  wechatAdded?: number;
  invalid?: number;
  noAnswer?: number;
  pool?: 'lost';
  called?: number;
  reactivated?: number;
  sampled?: number;
  mismatch?: number;
  tenDay?: string;
  planned?: number;
  collected?: number;
  outstanding?: number;
  outstandingCny?: number;
  counts?: Record<string, number>;
  targets?: Record<string, number>;
  activity?: string | Activity;
  costCny?: number;
  captured?: number;
  submitTo?: '总经理';
  /** `everyDays`: how often a grade is to be called on; `trial`: only to be worked out; `restored`: as it was before. */
  rule?: {
    grade?: Grade;
    overdueDays?: number;
    everyDays?: number;
    to?: string;
    trial?: true;
    restored?: true;
  };
  noContactDaysOver?: number;
  /** How many customers somebody wants out of the company's pool. */
  count?: number;
  /** Of a list that is longer than a screen. */
  page?: number;
  /** The dates of a clean-up: its beginning, all data in by then, the forms ready by then, all done by then. */
  startsOn?: Day;
  collectBy?: Day;
  formsBy?: Day;
  endsOn?: Day;
  exclude?: Grade[];
  campaign?: string;
  milestone?: string;
  dueOn?: Day;
  stockAgeOverDays?: number;
  gapDaysOver?: number;
  series?: string;
  color?: string;
  topic?: string;
  report?: 'weekly' | 'daily' | 'monthly';
  kpi?: string;
  week?: string;
  last?: number;
  sort?: 'gradeDeadlineAsc';
  period?: string;
  since?: Day;
  until?: Day;
  date?: Day;
  store?: string;
  staff?: string | { name?: string; phone?: Phone; role?: string };
  owner?: 'me' | { staff: string };
  kpis?: string[];
  /** What a supervisor says to an alert. */
  answer?: AlertAnswer['answer'];
  /** What he said to the consultant, or wants noted with it. */
  remark?: string;
  /** The cases it is said to, where a button has named them. */
  alerts?: number[];
  /** What is said to which of the alerts, where it is more than one answer to one number. */
  alertAnswers?: AlertAnswer[];
  /** A number of the rules that is to be another one, from today unless said; `trial`: only what it would change is asked. */
  ruleChange?: { key: RuleKey; value: number; from?: Day; trial?: true };
  /** What is to be changed like a number of the rules and is none, or not in that unit, or for one store alone. */
  ruleUnknown?: { name: string; key?: RuleKey; isStore?: true };
  /** The number of the rules that is asked for. */
  ruleAsked?: RuleKey;
  /** Which of the rules are asked for. */
  ruleGroup?: RuleGroup;
  /** What is owed to a customer by a day, in the words of the consultant; `moved`: what was promised before is owed by then. */
  promise?: { what: string; on?: Day; moved?: true };
  /** In an account of a talk: something that may have been promised was done. */
  promiseKept?: true;
  closedDays?: Day[];
  /** A bare yes or no, which answers what the bot asked, if it asked anything. */
  says?: 'yes' | 'no';
  /** The number that answers a list of choices. */
  choice?: number;
  /** What the supervisor says of an entry drawn for his eye. */
  spotCheck?: 'true' | 'doubtful' | 'coach';
  spotChecks?: { choice: number; verdict: 'true' | 'doubtful' | 'coach' }[];
  /** What the bot has to ask before the entry is complete. */
  needs?: string[];
}

/** The grade that was said, where one was. */
export function gradeSaid({ grade }: Pick<Meaning, 'grade'>): Grade | undefined {
  return Array.isArray(grade) ? undefined : grade;
}
