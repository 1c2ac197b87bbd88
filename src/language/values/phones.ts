import { parsePhone, type Phone } from '../../domain/phone.ts';
import type { Found } from '../found.ts';
import { matchesOf } from '../matches.ts';

/** A number as told: usable, or with a wrong count of digits, which is asked about and never repaired. */
export type PhoneMention =
  | { kind: 'mobile'; phone: Phone }
  | { kind: 'landline'; number: string }
  | { kind: 'wrongLength'; digits: string };

/** The end of a number named alone (尾号1234), with the end it replaces (是8876不是8867). */
export interface LastDigits {
  digits: string;
  replaces?: string;
}

/** Digits as dictated on the phone: 幺 1, 拐 7, 勾 9, 洞 0; 两 for 2. */
const DICTATED: Record<string, string> = {
  零: '0',
  〇: '0',
  '○': '0',
  洞: '0',
  幺: '1',
  一: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  拐: '7',
  八: '8',
  九: '9',
  勾: '9',
};
const HAN_DIGITS = Object.keys(DICTATED).join('');

/** 四个零: one digit said with its count. */
const REPEATED = `[二两三四五六七八2-8]个[0-9${HAN_DIGITS}]`;
const CHUNK = new RegExp(`${REPEATED}|[0-9]+|[${HAN_DIGITS}]`, 'g');
const SERIES = new RegExp(
  `(?:(?:\\+|00)86[ -]?)?(?:${REPEATED}|[0-9${HAN_DIGITS}])(?:[ \\-–—·.]{0,2}(?:${REPEATED}|[0-9${HAN_DIGITS}]))*`,
  'g',
);
const LANDLINE =
  /\(?(?<![\d.])(0(?:10|2\d)|0[3-9]\d{2})\)?[ -]?([2-9]\d{6,7})(?!\d)|(?<!\d)400[ -]?\d{3}[ -]?\d{4}(?!\d)|(?<=(?:座机|固话|固定电话)(?:号码|号|是|[: ]){0,3})[2-8]\d{6,7}(?!\d)/g;
/** What follows a Chinese digit that belongs to the next word, as in `…二三四五六座`. */
const COUNTED = /[座口个位台批万千百十年月号点块元成期次人楼岁天周款]/;

interface Chunk {
  digits: string;
  start: number;
  end: number;
  /** Said or typed without a gap after the chunk before. */
  joined: boolean;
  han: boolean;
}

/** Most messages hold no number at all. */
const ANY_DIGIT = new RegExp(`[0-9两${HAN_DIGITS}]`);

/** Mobile and landline numbers, typed or dictated; text is NFKC. Identity card numbers are passed over. */
export function readPhones(text: string): Found<PhoneMention>[] {
  if (!ANY_DIGIT.test(text)) return [];
  const found: Found<PhoneMention>[] = [];
  const put = (value: PhoneMention, start: number, end: number) =>
    found.push({ value, start, end, words: text.slice(start, end) });

  for (const match of matchesOf(text, LANDLINE)) {
    const number = match[1] ? `${match[1]}-${match[2]}` : match[0].replace(/[ -]/g, '');
    put({ kind: 'landline', number }, match.index, match.index + match[0].length);
  }
  const landlines = [...found];

  for (const series of matchesOf(text, SERIES)) {
    if (series[0].length < 9 && !series[0].includes('个')) continue;
    if (landlines.some((line) => line.start < series.index + series[0].length && series.index < line.end)) {
      continue;
    }
    if (isOtherNumber(text, series.index, series.index + series[0].length)) continue;
    const chunks = chunksOf(text, series.index, series[0]);
    for (let first = 0; first < chunks.length;) {
      const taken = takeMobile(text, chunks, first);
      if (taken) put(taken.value, taken.start, taken.end);
      first = taken?.next ?? first + 1;
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Part of a word (cxx_2210), a QQ number, an order number, a card number: digits, yet not a phone. */
function isOtherNumber(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 6), start);
  const after = text.charAt(end);
  if (/[_@#]$|(?:qq|QQ)号?[: ]{0,2}$|(?:订单|单|身份证|卡|车架|证件)号码?[: ]{0,2}$/.test(before))
    return true;
  return /[A-Za-z]$/.test(before) && /[A-Za-z_@]/.test(after);
}

function chunksOf(text: string, offset: number, series: string): Chunk[] {
  const chunks: Chunk[] = [];
  for (const match of matchesOf(series, CHUNK)) {
    const start = offset + match.index;
    const end = start + match[0].length;
    const counted = /^(.)个(.)$/.exec(match[0]);
    const digits = counted
      ? toDigits(counted[2] ?? '').repeat(Number(toDigits(counted[1] ?? '')))
      : toDigits(match[0]);
    const last = chunks.at(-1);
    const han = !/^\d+$/.test(match[0]);
    if (last?.end === start && last.han === han && han) {
      last.digits += digits;
      last.end = end;
    } else {
      chunks.push({ digits, start, end, joined: last?.end === start, han });
    }
  }
  const last = chunks.at(-1);
  if (last?.han && last.digits.length > 1 && COUNTED.test(text.charAt(last.end))) {
    last.digits = last.digits.slice(0, -1);
    last.end -= 1;
  }
  return chunks;
}

function toDigits(words: string): string {
  let digits = '';
  for (const char of words) digits += DICTATED[char] ?? char;
  return digits;
}

interface Taken {
  value: PhoneMention;
  start: number;
  end: number;
  next: number;
}

function takeMobile(text: string, chunks: readonly Chunk[], first: number): Taken | undefined {
  const head = chunks[first];
  if (!head) return undefined;
  if (head.digits.length >= 9) return takeWhole(text, head, first + 1);

  const joinedToHead = chunks[first + 1]?.joined === true;
  const single = head.digits.length === 1;
  let digits = '';
  for (let at = first; at < chunks.length; at += 1) {
    const chunk = chunks[at];
    if (!chunk || (single && !joinedToHead && chunk.digits.length > 1)) break;
    // A lone short number before a phone is a list index or a count, never its beginning.
    if (head.digits.length === 2 && !joinedToHead && head.digits !== '86') return undefined;
    const longer = digits + chunk.digits;
    if (longer.length > 13) break;
    digits = longer;
    const bare = digits.replace(/^86(?=1)/, '');
    if (bare.length > 1 && !/^(?:1[3-9]|86)/.test(bare)) return undefined;
    const phone = bare.length === 11 ? parsePhone(bare) : undefined;
    const start = text.charAt(head.start - 1) === '+' ? head.start - 1 : head.start;
    if (phone) return { value: { kind: 'mobile', phone }, start, end: chunk.end, next: at + 1 };
    if (bare.length > 11) break;
  }
  return takeWrongLength(chunks, first);
}

/** A number in one piece of nine digits or more: right or wrong, nothing is added from what follows. */
function takeWhole(text: string, { digits, start, end }: Chunk, next: number): Taken | undefined {
  const bare = digits.replace(/^(?:00)?86(?=1[3-9])/, '');
  const phone = parsePhone(bare);
  const begin = text.charAt(start - 1) === '+' ? start - 1 : start;
  if (phone) return { value: { kind: 'mobile', phone }, start: begin, end, next };
  const isCard = /^\d{6}(?:19|20)\d{2}[01]\d[0-3]\d{4}/.test(digits) && digits.length >= 17;
  if (isCard || !/^0?1[3-9]/.test(bare)) return undefined;
  return { value: { kind: 'wrongLength', digits: bare }, start: begin, end, next };
}

/** Groups written as a mobile is written (138 0000 567) whose digits are too few or too many. */
function takeWrongLength(chunks: readonly Chunk[], first: number): Taken | undefined {
  const head = chunks[first];
  const second = chunks[first + 1];
  if (!head || !second || head.digits.length !== 3 || !/^1[3-9]/.test(head.digits)) return undefined;
  if (second.digits.length < 3) return undefined;
  let digits = '';
  let longest = 0;
  for (let at = first; at < chunks.length && at < first + 4; at += 1) {
    const chunk = chunks[at];
    if (!chunk) break;
    if (digits.length >= 9 && !chunk.joined) break;
    digits += chunk.digits;
    longest = Math.max(longest, chunk.digits.length);
    // Three groups of three are three prices, not a phone.
    if (digits.length >= 9 && longest >= 4 && chunks[at + 1]?.joined !== true) {
      return { value: { kind: 'wrongLength', digits }, start: head.start, end: chunk.end, next: at + 1 };
    }
  }
  return undefined;
}

const ENDING = `(?:${REPEATED}|[${HAN_DIGITS}0-9]){1,6}`;
const LAST_DIGITS = new RegExp(
  `(?:尾号|尾数|末尾|(?:最后|后|末|尾)(?:面)?[两二三四2-4](?:位|个)(?:数字?|号码?)?)(?:应该|其实|改成|改为|是|为|[:, ])*(?:不是(?<wrong>${ENDING})(?:[, ]|而|应该|应|改){0,3}(?:是|成)(?<right>${ENDING})|(?<digits>\\d{4}(?![0-9])|${ENDING}))(?![0-9])(?:[, ]{0,2}(?:而|并)?不(?:是|对)(?<replaces>${ENDING})(?![0-9]))?`,
  'g',
);

/** Mentions of the last digits of a number, as told (尾号1234, 最后四位是8876不是8867). */
export function readLastDigits(text: string): Found<LastDigits>[] {
  if (!ANY_DIGIT.test(text)) return [];
  const found: Found<LastDigits>[] = [];
  for (const match of matchesOf(text, LAST_DIGITS)) {
    const { wrong, right, digits, replaces } = match.groups ?? {};
    const told = right ?? digits;
    if (told === undefined || expand(told).length < 2) continue;
    const old = wrong ?? replaces;
    const value: LastDigits = {
      digits: expand(told),
      ...(old === undefined ? {} : { replaces: expand(old) }),
    };
    found.push({ value, start: match.index, end: match.index + match[0].length, words: match[0] });
  }
  return found;
}

function expand(words: string): string {
  return toDigits(
    words.replace(new RegExp(REPEATED, 'g'), (said) =>
      toDigits(said.charAt(2)).repeat(Number(toDigits(said.charAt(0)))),
    ),
  );
}
