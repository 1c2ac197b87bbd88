const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};

/** Highest first: the highest unit in a numeral splits it into a multiplier and a rest. */
const UNITS = [
  { sign: /[亿億]/, worth: 100_000_000 },
  { sign: /[万萬]/, worth: 10_000 },
  { sign: /[千仟]/, worth: 1000 },
  { sign: /[百佰]/, worth: 100 },
  { sign: /[十拾]/, worth: 10 },
] as const;

/** Numbers at large fall outside doubles long before; also bounds the work on hostile text. */
const LONGEST = 32;

const CHINESE = '零〇一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億';

/** Source of a pattern (no groups captured) for a run that may be a number; `readNumber` decides. */
export const NUMBER =
  `(?:(?:\\d+(?:,\\d{3})+|\\d+(?:\\.\\d+)?)(?:[kKwW](?![a-zA-Z])|[百千万亿][\\d${CHINESE}半]*)?` +
  `|[${CHINESE}幺]+(?:点[零〇一二三四五六七八九]+[百千万亿]?)?半?|[半俩仨])`;

/**
 * The value of a numeral written in Arabic, Chinese or mixed signs, `undefined` where it is none:
 * 3万2 is 32000, 一千二 is 1200, 三点五万 is 35000; 幺 counts only in digits read one by one.
 */
export function readNumber(words: string): number | undefined {
  if (words === '' || words.length > LONGEST) return undefined;
  const small = DIGITS[words];
  if (small !== undefined) return small;
  if (words === '半') return 0.5;
  if (words === '俩') return 2;
  if (words === '仨') return 3;
  const plain = words
    .normalize('NFKC')
    .replace(/^廿/, '二十')
    .replace(/^卅/, '三十')
    .replace(/^([\d.]+)[kK]/, '$1千')
    .replace(/^([\d.]+)[wW]/, '$1万');
  return readDictated(plain) ?? readValue(plain);
}

/** Two or more digits said one by one: 二〇二六, 幺三八. */
function readDictated(words: string): number | undefined {
  if (!/^[零〇一二三四五六七八九幺]{2,16}$/.test(words)) return undefined;
  return Number([...words].map((sign) => (sign === '幺' ? 1 : DIGITS[sign])).join(''));
}

function readValue(words: string): number | undefined {
  if (/^\d/.test(words) && /^(\d{1,15}|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(words)) {
    return Number(words.replaceAll(',', ''));
  }
  for (const { sign, worth } of UNITS) {
    const at = words.search(sign);
    if (at < 0) continue;
    const times = readMultiplier(words.slice(0, at), worth);
    const rest = readRest(words.slice(at + 1), worth);
    return times === undefined || rest === undefined ? undefined : whole(times * worth) + rest;
  }
  return readFraction(words) ?? DIGITS[words];
}

/** Before 十, 百 and 千 stands one digit, before 万 and 亿 any number; 十 may stand alone. */
function readMultiplier(words: string, worth: number): number | undefined {
  if (words === '') return worth === 10 ? 1 : undefined;
  const value = worth < 10_000 && !/^[\d.]+$/.test(words) ? DIGITS[words] : readValue(words);
  return value === 0 || (value !== undefined && worth < 10_000 && value >= 100) ? undefined : value;
}

/** After a unit a lone digit counts the next lower unit: 一千二 is 1200, 3万25 is 32500. */
function readRest(words: string, worth: number): number | undefined {
  if (words === '') return 0;
  if (words === '半') return worth / 2;
  if (/^[零〇]/.test(words)) return below(worth / 10, readValue(words.slice(1)));
  if (/^\d+$/.test(words)) return below(worth, (Number(words) * worth) / 10 ** words.length);
  const digit = DIGITS[words];
  return digit === undefined ? below(worth, readValue(words)) : (digit * worth) / 10;
}

function readFraction(words: string): number | undefined {
  const match = /^(.+)点([零〇一二三四五六七八九]+)$/.exec(words);
  const ones = match && (DIGITS[match[1] ?? ''] ?? readValue(match[1] ?? ''));
  if (!match || ones === null || ones === undefined) return undefined;
  return Number(`${ones}.${[...(match[2] ?? '')].map((sign) => DIGITS[sign]).join('')}`);
}

function below(limit: number, value: number | undefined): number | undefined {
  return value !== undefined && value < limit ? value : undefined;
}

/** 19.28 × 10000 is 192800.00000000003 in doubles. */
function whole(value: number): number {
  return Math.round(value * 1000) / 1000;
}
