import { readDates } from './dates/read-dates.ts';
import type { When } from './dates/when.ts';
import type { Found } from './found.ts';
import { type Car, readCars } from './values/cars.ts';
import { type Colour, readColours } from './values/colours.ts';
import { type Competitor, readCompetitors } from './values/competitors.ts';
import { readConcerns } from './values/concerns.ts';
import { type ContactMention, readContactResults } from './values/contact-results.ts';
import { type Companion, readDecisionMakers } from './values/decision-makers.ts';
import { readDurations } from './values/durations.ts';
import { type GradeMention, readGrades } from './values/grades.ts';
import { type LoanFact, readLoanFacts } from './values/loan.ts';
import { type Amount, readAmounts } from './values/money.ts';
import { type NameMention, readNames } from './values/names.ts';
import { type Percent, readPercents } from './values/percents.ts';
import { type PaymentMention, readPayments } from './values/payment.ts';
import { type LastDigits, type PhoneMention, readLastDigits, readPhones } from './values/phones.ts';
import { readSources, type SourceMention } from './values/sources.ts';
import { readTradeIns, type TradeIn } from './values/trade-in.ts';
import { readTrims } from './values/trims.ts';
import { readUsages } from './values/usage.ts';
import { createWordList } from './values/word-list.ts';

/** Every value that stands in a text, each read once. What it is said for is decided from all of it together. */
export interface Evidence {
  text: string;
  names: Found<NameMention>[];
  phones: Found<PhoneMention>[];
  lastDigits: Found<LastDigits>[];
  cars: Found<Car>[];
  competitors: Found<Competitor>[];
  colours: Found<Colour>[];
  trims: Found<string>[];
  grades: Found<GradeMention>[];
  dates: Found<When>[];
  contacts: Found<ContactMention>[];
  amounts: Found<Amount>[];
  payments: Found<PaymentMention>[];
  sources: Found<SourceMention>[];
  concerns: Found<string>[];
  companions: Found<Companion>[];
  usages: Found<string>[];
  tradeIns: Found<TradeIn>[];
  durations: Found<{ minutes: number }>[];
  percents: Found<Percent>[];
  loanFacts: Found<LoanFact>[];
}

/** 朗逸 哦不是 看的帕萨特, 周二 不对 周三: what takes back the value before it. */
const TAKEN_BACK = /^[^。;；\n]{0,6}(?:不对|不是|[哦噢啊呃]不|说错|记错|打错|写错|错了|改成)[^。;；\n]{0,8}$/;
/** 不是下周, 不要绿的了. */
/** 灰色的不要了. */
const DISMISSED = /^色?的?(?:就|都|现在)?不(?:要|看|考虑|想要)(?:了|(?=$|[\s,，]))/;
const DENIED = /(?:不看|不是|不要|别要|不想要|别记|别写)$/;

/** The values that stand when the sentence is over: of a correction within it the last one is meant. */
function standing<T>(text: string, found: Found<T>[]): Found<T>[] {
  if (found.length < 2) return found;
  const said = found.filter(
    ({ start, end }) =>
      !DENIED.test(text.slice(Math.max(0, start - 4), start)) && !DISMISSED.test(text.slice(end, end + 8)),
  );
  const left = said.length > 0 ? said : found;
  return left.filter((value, at) => {
    const next = left[at + 1];
    return next === undefined || !TAKEN_BACK.test(text.slice(value.end, next.start));
  });
}

/** 预算14万 说错了 15万: the sum that stands is for the same as the one taken back. */
function withRoleOfTakenBack(text: string, amounts: Found<Amount>[]): Found<Amount>[] {
  return amounts.map((amount, at) => {
    const before = amounts[at - 1];
    return before?.value.role !== undefined &&
      amount.value.role === undefined &&
      TAKEN_BACK.test(text.slice(before.end, amount.start))
      ? { ...amount, value: { ...amount.value, role: before.value.role } }
      : amount;
  });
}

/** 尾号1234 stands where a name would, when no customer is named. */
function withNumbered(names: Found<NameMention>[], numbers: Found<LastDigits>[]): Found<NameMention>[] {
  if (numbers.length === 0 || names.some(({ value }) => value.kind !== 'staff')) return names;
  const numbered = numbers
    .filter(({ value, words }) => /^尾号[\s:是为]?\d{4}$/.test(words) && value.replaces === undefined)
    .map(({ value: { digits }, ...place }) => ({
      ...place,
      value: { kind: 'customer' as const, name: place.words, last4: digits },
    }));
  return [...names, ...numbered].sort((a, b) => a.start - b.start);
}

/** Each kind of value is read when it is first asked for, once. */
export function gather(text: string, now: Date): Evidence {
  return new Read(text, now);
}

/** A class, since one is made of every phrase: twenty closures for each would cost more than most readers. */
class Read implements Evidence {
  readonly text: string;
  readonly #now: Date;
  readonly #known: { -readonly [Kind in keyof Evidence]?: Evidence[Kind] } = {};
  #series: Found<Car>[] | undefined;

  constructor(text: string, now: Date) {
    this.text = text;
    this.#now = now;
  }

  get names() {
    return (this.#known.names ??= withNumbered(readNames(this.text), this.lastDigits));
  }
  get phones() {
    return (this.#known.phones ??= standing(this.text, readPhones(this.text)));
  }
  get lastDigits() {
    return (this.#known.lastDigits ??= readLastDigits(this.text));
  }
  get cars() {
    return (this.#known.cars ??= standing(this.text, (this.#series ??= readCars(this.text))));
  }
  get competitors() {
    return (this.#known.competitors ??= readCompetitors(this.text, (this.#series ??= readCars(this.text))));
  }
  get colours() {
    return (this.#known.colours ??= standing(this.text, readColours(this.text)));
  }
  get trims() {
    return (this.#known.trims ??= readTrims(this.text));
  }
  get grades() {
    return (this.#known.grades ??= readGrades(this.text));
  }
  get dates() {
    return (this.#known.dates ??= standing(this.text, readDates(this.text, this.#now)));
  }
  get contacts() {
    return (this.#known.contacts ??= readContactResults(this.text));
  }
  get amounts() {
    return (this.#known.amounts ??= standing(
      this.text,
      withRoleOfTakenBack(this.text, readAmounts(this.text, { carPrice: this.cars.length > 0 })),
    ));
  }
  get percents() {
    return (this.#known.percents ??= readPercents(this.text));
  }
  get payments() {
    return (this.#known.payments ??= readPayments(this.text));
  }
  get loanFacts() {
    return (this.#known.loanFacts ??= readLoanFacts(this.text));
  }
  get sources() {
    return (this.#known.sources ??= readSources(this.text));
  }
  get concerns() {
    return (this.#known.concerns ??= readConcerns(this.text));
  }
  get companions() {
    return (this.#known.companions ??= readDecisionMakers(this.text));
  }
  get usages() {
    return (this.#known.usages ??= readUsages(this.text));
  }
  get tradeIns() {
    return (this.#known.tradeIns ??= readTradeIns(this.text));
  }
  get durations() {
    return (this.#known.durations ??= readDurations(this.text));
  }
}

const KINDS = [
  'names',
  'phones',
  'lastDigits',
  'cars',
  'competitors',
  'colours',
  'trims',
  'grades',
  'dates',
  'contacts',
  'amounts',
  'percents',
  'payments',
  'loanFacts',
  'sources',
  'concerns',
  'companions',
  'usages',
  'tradeIns',
  'durations',
] as const satisfies readonly (keyof Evidence)[];

/** Small words that stand around a value in an answer: 电话是…, 叫…, 从…来的. */
const AROUND_VALUES =
  /电话|手机|号码?|微信|称呼|姓名|名字|车型|级别?|来源|途径|颜色|预算|用途|付款|他|她|客户|看的?|要|想|叫|是|的|从|在|来|通过|大概|左右|吧|哦|[,，。.:：、\s]/g;

/** Whether a text holds values and nothing else that means something. */
export function isBareAnswer(evidence: Evidence): boolean {
  const read = KINDS.filter((kind) => kind !== 'contacts' && kind !== 'dates').map((kind) => evidence[kind]);
  const saysMore = evidence.grades.some(({ value }) => value.mark !== 'set' && value.mark !== 'hedged');
  if (saysMore || read.every((found) => found.length === 0)) return false;
  return without(evidence.text, ...read).replaceAll(AROUND_VALUES, '').length <= 1;
}

/** Characters that carry no fact by themselves. */
const GLUE_CHARACTERS = new Set(
  Array.from(
    '的了吧啊呀呢嘛哦吗是有在也都还就要想说看给跟和与把被让他她它我这那上下来去到很挺个位台辆人先再又会能定订买换开用车款版问发打约聊单图放够记写不',
    (char) => char.charCodeAt(0),
  ),
);
/** Words that everybody uses of customers and cars. */
const readGlueWords = createWordList([
  [
    true,
    '做主 作主 拍板 说了算 当家 应该 报价 配置 资料 照片 视频 商量 客户 比较 有点 一下 另外 现在 目前 主要 大概 左右 可能 ' +
      '觉得 感觉 喜欢 关注 担心 考虑 对比 价格 预算 电话 手机 号码 微信 级别 颜色 付款 用途 来源 姓名 称呼 车型 竞品 已经 没 没有',
  ],
]);

const shares = new WeakMap<Evidence, number>();

/** How much of a text was understood: the share of its letters (numbers apart) that stand in a value or in a word that means nothing alone. */
export function understood(evidence: Evidence): number {
  const share = shares.get(evidence) ?? shareUnderstood(evidence);
  shares.set(evidence, share);
  return share;
}

function shareUnderstood(evidence: Evidence): number {
  const { text } = evidence;
  const known = new Uint8Array(text.length);
  for (const kind of KINDS) for (const { start, end } of evidence[kind]) known.fill(1, start, end);
  for (const { start, end } of readGlueWords(text)) known.fill(1, start, end);
  let letters = 0;
  let covered = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isLetter =
      (code >= 0x4e00 && code < 0xff00) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    if (!isLetter) continue;
    letters += 1;
    if (known[at] === 1 || GLUE_CHARACTERS.has(code)) covered += 1;
  }
  return letters === 0 ? 0 : covered / letters;
}

/** The text without what was read as one of these values: what is left is what was said around them. */
export function without(text: string, ...read: readonly Found<unknown>[][]): string {
  const spans = read.flat().sort((a, b) => b.start - a.start);
  let rest = text;
  let floor = text.length;
  for (const { start, end } of spans) {
    rest = `${rest.slice(0, start)} ${rest.slice(Math.min(end, floor))}`;
    floor = start;
  }
  return rest.replaceAll(/[\s,，。;；:：、]+/g, ' ').trim();
}
