import type { Found } from '../found.ts';
import { NUMBER, readNumber } from '../numerals.ts';
import { readPercents } from './percents.ts';
import { createWordList } from './word-list.ts';
import { matchesOf } from '../matches.ts';

/** One fact of a car loan; percentages in basis points. Amounts (首付5万, 月供2300) are told by `readAmounts`. */
export type LoanFact =
  | { kind: 'bank'; bank: string }
  | { kind: 'months'; months: number }
  | { kind: 'downPayment'; basisPoints: number }
  | { kind: 'rate'; basisPoints: number }
  | { kind: 'interestFree' };

const readLenders = createWordList<LoanFact>(
  (
    [
      ['建设银行', '建行 建设银行 建银'],
      ['工商银行', '工行 工商银行 工商'],
      ['农业银行', '农行 农业银行'],
      ['中国银行', '中行 中国银行'],
      ['交通银行', '交行 交通银行'],
      ['招商银行', '招行 招商银行 招商'],
      ['邮储银行', '邮储 邮政银行 邮储银行 邮政储蓄'],
      ['平安银行', '平安银行 平安车贷 走平安'],
      ['浦发银行', '浦发 浦发银行'],
      ['中信银行', '中信银行 中信'],
      ['光大银行', '光大银行 光大'],
      ['兴业银行', '兴业银行 兴业'],
      ['民生银行', '民生银行'],
      ['广发银行', '广发 广发银行'],
      ['华夏银行', '华夏银行'],
      ['农村信用社', '信用社 农信 农商行 农商银行'],
      ['微众银行', '微众 微众银行 微粒贷'],
      ['厂家金融', '厂家金融 厂商金融 厂家贷 厂家贴息 汽车金融 自家金融 品牌金融'],
    ] as const
  ).map(([bank, words]) => [{ kind: 'bank', bank }, words] as const),
  { decoys: '招商会 招商证券 工商局 工商所 中行程 建行为 工商执照 工商注册 光大厅' },
);

const MONTHS = new RegExp(
  `(?<![第\\d.零〇一二两三四五六七八九十百千万亿])(?:(?<periods>${NUMBER})期|(?<years>${NUMBER})年(?:期|(?!前|后|底|初|内|款|多|级|以|的车|车龄|\\d|[一二三四五六七八九十]月))|(?<months>${NUMBER})个月(?!前|后|内|以|左右提|提|交))`,
  'g',
);
/** Years and months are a term only where a loan is spoken of. */
const LOAN = /按揭|贷|分期|首付|月供|利率|利息|免息|金融|银行|[建工农中交招]行|期/;
const ZERO_INTEREST = /免息|零利率|0利率|零息|0息|无息|贴息/g;

/** 利率3.5: per cent a year go without saying. */
const BARE_RATE = /(?:利率|年化|费率)(?:是|到|才|只要|大概|[: ]){0,2}(\d{1,2}(?:\.\d+)?)(?![\d.%]|个点|\s%)/g;

/** Facts of a loan in order: bank, term in months, down payment and rate as shares. Text is NFKC. */
export function readLoanFacts(text: string): Found<LoanFact>[] {
  const found: Found<LoanFact>[] = readLenders(text);
  for (const match of matchesOf(text, ZERO_INTEREST)) {
    found.push({ value: { kind: 'interestFree' }, ...placeOf(match) });
  }
  for (const match of matchesOf(text, BARE_RATE)) {
    const basisPoints = Math.round(Number(match[1]) * 100);
    if (basisPoints > 0 && basisPoints <= 2400)
      found.push({ value: { kind: 'rate', basisPoints }, ...placeOf(match) });
  }
  for (const match of LOAN.test(text) ? matchesOf(text, MONTHS) : []) {
    const { periods, years, months } = match.groups ?? {};
    const told = readNumber(periods ?? years ?? months ?? '');
    const count = told === undefined ? 0 : told * (years === undefined ? 1 : 12);
    if (!Number.isInteger(count) || count < 3 || count > 120) continue;
    found.push({ value: { kind: 'months', months: count }, ...placeOf(match) });
  }
  for (const { value, start, end, words } of readPercents(text)) {
    const before = text.slice(Math.max(0, start - 8), start);
    const after = text.slice(end, end + 4);
    if (
      /首付(?:比例|款)?(?:是|了|付|做|大概|最低|至少|只要|要)*[: ]?$|首期$/.test(before) ||
      /^的?首付/.test(after)
    ) {
      found.push({ value: { kind: 'downPayment', ...value }, start, end, words });
    } else if (
      /(?:利率|利息|年化|费率|手续费|贴息|息)(?:是|到|才|只|大概|年化)*[: ]?$/.test(before) ||
      /^的?(?:利率|利息|年化|费率)/.test(after)
    ) {
      found.push({ value: { kind: 'rate', ...value }, start, end, words });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function placeOf(match: RegExpExecArray): { start: number; end: number; words: string } {
  return { start: match.index, end: match.index + match[0].length, words: match[0] };
}
