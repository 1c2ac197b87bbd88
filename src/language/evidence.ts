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
import { type Amount, readAmounts } from './values/money.ts';
import { type NameMention, readNames } from './values/names.ts';
import { type PaymentMention, readPayments } from './values/payment.ts';
import { type LastDigits, type PhoneMention, readLastDigits, readPhones } from './values/phones.ts';
import { readSources, type SourceMention } from './values/sources.ts';
import { readTradeIns, type TradeIn } from './values/trade-in.ts';
import { readTrims } from './values/trims.ts';
import { readUsages } from './values/usage.ts';

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
}

export function gather(text: string, now: Date): Evidence {
  const cars = readCars(text);
  return {
    text,
    names: readNames(text),
    phones: readPhones(text),
    lastDigits: readLastDigits(text),
    cars,
    competitors: readCompetitors(text),
    colours: readColours(text),
    trims: readTrims(text),
    grades: readGrades(text),
    dates: readDates(text, now),
    contacts: readContactResults(text),
    amounts: readAmounts(text, { carPrice: cars.length > 0 }),
    payments: readPayments(text),
    sources: readSources(text),
    concerns: readConcerns(text),
    companions: readDecisionMakers(text),
    usages: readUsages(text),
    tradeIns: readTradeIns(text),
    durations: readDurations(text),
  };
}

/** Small words that stand around a value in an answer: 电话是…, 叫…, 从…来的. */
const AROUND_VALUES =
  /电话|手机|号码?|微信|称呼|姓名|名字|车型|级别?|来源|途径|颜色|预算|用途|付款|他|她|客户|看的?|要|想|叫|是|的|从|在|来|通过|大概|左右|吧|哦|[,，。.:：、\s]/g;

/** Whether a text holds values and nothing else that means something. */
export function isBareAnswer(evidence: Evidence): boolean {
  const { text: _text, contacts: _contacts, dates: _dates, ...values } = evidence;
  const read = Object.values(values);
  const saysMore = evidence.grades.some(({ value }) => value.mark !== 'set' && value.mark !== 'hedged');
  if (saysMore || read.every((found) => found.length === 0)) return false;
  return without(evidence.text, ...read).replaceAll(AROUND_VALUES, '').length <= 1;
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
