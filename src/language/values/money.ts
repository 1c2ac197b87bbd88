import { type Fen, fromYuan } from '../../domain/money.ts';
import type { Found } from '../found.ts';
import { NUMBER, readNumber } from '../numerals.ts';
import { type AmountRole, roleOf } from './amount-roles.ts';
import { readPhones } from './phones.ts';
import { matchesOf } from '../matches.ts';

/**
 * An amount. `unitSaid` is false where 元 or 万 was understood from the size and the words around (19.28 beside
 * a price, 5800 beside 保险); `role` is the word of buying nearest before it.
 */
export interface Amount {
  fen: Fen;
  unitSaid: boolean;
  role?: AmountRole;
}

export interface MoneyContext {
  /** A car, an order or a quote is being spoken of: bare 19.28 and 18左右 are then 万. */
  carPrice?: boolean;
}

const TOKEN = new RegExp(
  `(?<yen>[¥¥]\\s?)?(?<number>\\d+(?:\\.\\d+)?[wW]\\d{1,2}(?![\\d.])|${NUMBER})(?:(?:多|来|几)(?=\\s?[万块元]))?(?<unit>\\s?(?:大?洋|元|块钱|块|圆|人民币|rmb|RMB)|个(?=[^一-鿿]|$|以内|左右|上下|的预算)|[来几]?万|万)?(?<tail>[一二三四五六七八九]|毛)?`,
  'g',
);

/** What a number counts when this follows: never money. */
const COUNTED =
  /^(?:多|来)?(?:\s?(?:公里|km|KM|千米|台|个月)|里程|座|年|款|辆|批|次|趟|遍|人|位|组|单|张|岁|天|日|号|月|周|期|小时|分钟|分(?!期)|秒|点|:|L|T|升|米|寸|级|挡|档|匹|马力|折|倍|%|成|楼|层|栋|店|条|家|口|户|路|线|环|孩|胎|个(?:月|点|人|客户|小时|多|半|批|台|星期|礼拜|座|孩子|回访|电话|单|没)|多公里|多?万?(?:公里|km|KM)|[两四]驱|缸|速|公斤|kg|kw|kW|度|平|\/|-\d|系|版|代|门|排|女|男|字)/;
/** A number that goes on, or is part of a model, a date or a time. */
const PART_BEFORE = /[A-Za-z_.@#:/\d-]$|[第周期拜版年月位]$|尾号$/;
/** 后四位应该是5566: the end of a phone number. */
const LAST_DIGITS =
  /(?:位|尾号|末尾)(?:数|号)?(?:应该|其实|不|改成|改为|是|为|[:, ])*$|(?:位|尾号)[^\s]{0,8}不是$/;
const PART_AFTER = /^(?:[A-Za-z_@]|\.\d|\d|:\d|\/\d|-\d|年|月)/;
/** 4.11来: a day written with a point. */
const DATED = /^\s?(?:来|到店|过来|去|前|之前|后|提车|交车|号|上午|下午|晚)/;

/** Yuan from which a bare whole number beside a word of buying is in yuan; below it is in 万. */
const YUAN_FROM = 300;

/** Amounts of money in order; digits of phones, dates, models, seats and kilometres are none. Text is NFKC. */
export function readAmounts(text: string, { carPrice = false }: MoneyContext = {}): Found<Amount>[] {
  const phones = readPhones(text);
  let nextPhone = 0;
  const found: Found<Amount>[] = [];
  for (const match of matchesOf(text, TOKEN)) {
    const number = match.groups?.['number'] ?? '';
    const start = match.index;
    while ((phones[nextPhone]?.end ?? Number.POSITIVE_INFINITY) <= start) nextPhone += 1;
    const phone = phones[nextPhone];
    if (phone && phone.start < start + match[0].length) continue;
    const amount = amountOf(text, match, number, carPrice);
    if (amount) found.push(amount);
  }
  return found;
}

function amountOf(
  text: string,
  match: RegExpExecArray,
  number: string,
  carPrice: boolean,
): Found<Amount> | undefined {
  const groups = match.groups ?? {};
  const start = match.index;
  const unit = (groups['unit'] ?? '').trim();
  const bareTail = unit === '' || unit === '个' ? '' : (groups['tail'] ?? '');
  const tail = unit === '块' || unit.endsWith('万') ? bareTail : '';
  const end = start + match[0].length - (groups['tail']?.length ?? 0) + tail.length;
  const place = { start, end, words: text.slice(start, end) };
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 6);
  if (/(?:里程|表显|跑了)(?:数|是|有|才|大概|[: ])*$/.test(before)) return undefined;
  if (/[位尾]/.test(before) && LAST_DIGITS.test(before)) return undefined;
  const touching = text.slice(Math.max(0, start - 2), start);
  // 预算:16万 is a label and its value; 14:30 is a time.
  if ((PART_BEFORE.test(touching) && !/[一-龥]:$/.test(touching)) || PART_AFTER.test(after)) return undefined;
  if (/^(?:1[0-2]|[1-9])\.(?:[0-2]?\d|3[01])$/.test(number) && DATED.test(after)) return undefined;
  if (COUNTED.test(after) || (unit !== '' && /^(?:公里|km|KM|的?人|个月|年(?!底))/.test(after)))
    return undefined;

  const value = /^\d+(?:\.\d+)?$/.test(number)
    ? Number(number)
    : readNumber(number.replace(/^(\d+(?:\.\d+)?)[wW](\d+)$/, '$1万$2'));
  if (value === undefined || value <= 0) return undefined;
  const role = roleOf(before, after);
  const put = (yuan: number, unitSaid: boolean): Found<Amount> | undefined => {
    if (!Number.isFinite(yuan) || yuan > 1e10) return undefined;
    return { value: { fen: fromYuan(yuan), unitSaid, ...(role ? { role } : {}) }, ...place };
  };

  if (unit.endsWith('万')) return put(value * 10_000 + (readNumber(tail) ?? 0) * 1000, true);
  if (unit !== '' && unit !== '个') return put(value + (readNumber(tail) ?? 0) / 10, true);
  if (groups['yen'] !== undefined) return put(value, true);
  if (/[万千kKwW百]/.test(number)) return isWordy(number, before, after, role) ? undefined : put(value, true);
  const told = { number, value, role, carPrice, before, after };
  const yuan = unit === '个' ? inTenThousands(told) : bareYuan(told);
  return yuan === undefined ? undefined : put(yuan, false);
}

interface BareNumber {
  number: string;
  value: number;
  role: AmountRole | undefined;
  carPrice: boolean;
  before: string;
  after: string;
}

/** 百 and 千 alone, and whole numbers of people and things, are not sums: 一百个, 千万别. */
function isWordy(number: string, before: string, after: string, role: AmountRole | undefined): boolean {
  if (/^[百千万]+$|^几/.test(number) || (/[一两几]$/.test(before) && /^[百千]/.test(number))) return true;
  if (/^(?:个|多个|多人|来个|米)/.test(after)) return true;
  return (
    number === '百' ||
    (role === undefined && /^[一二两三四五六七八九]百$/.test(number) && !/^(?:块|元|$|[^一-鿿])/.test(after))
  );
}

/** 18个 is a price among people who trade in 万, and a count everywhere else. */
function inTenThousands({ value, role, carPrice, before }: BareNumber): number | undefined {
  const asked = role !== undefined || (value >= 6 && /(?:^|[\s,要到出给])$/.test(before));
  return isPrice(role, carPrice) && asked && value >= 3 && value < YUAN_FROM ? value * 10_000 : undefined;
}

function isPrice(role: AmountRole | undefined, carPrice: boolean): boolean {
  return role === 'budget' || role === 'price' || role === 'full' || (role === undefined && carPrice);
}

/** What a number without a unit is in yuan, by its size and the words around; undefined when it is no amount. */
function bareYuan({ number, value, role, carPrice, after }: BareNumber): number | undefined {
  if (!/^\d|^十|^[二三四五六七八九]十/.test(number)) return undefined;
  const decimals = /\.(\d+)$/.exec(number)?.[1]?.length ?? 0;
  if (isPrice(role, carPrice) && value >= 3 && value < YUAN_FROM) {
    const rounded = /^(?:左右|上下|以内|出头|多|不到|整|之内|的样子)/.test(after);
    const looksLike = rounded || decimals === 2 || (decimals === 1 && (role !== undefined || value >= 13));
    // 价格3 and 成交8 are tallies; 客户要19 is a price where a car is spoken of.
    return looksLike || role === 'budget' || (role !== undefined && carPrice && value >= 6)
      ? value * 10_000
      : undefined;
  }
  if (role === 'downPayment' && value < 20) return value * 10_000;
  if (decimals > 0 && value < YUAN_FROM) {
    return role === 'balance' || role === 'appraisal' || role === 'order' ? value * 10_000 : undefined;
  }
  if (role !== undefined) return value >= 100 ? value : undefined;
  const isYear = value >= 1990 && value <= 2040;
  return carPrice && value >= 1000 && value < 10_000_000 && !isYear ? value : undefined;
}
