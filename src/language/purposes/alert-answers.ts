import type { AlertAnswer } from '../alert-answer.ts';
import { readNumber } from '../numerals.ts';
import { readNames } from '../values/names.ts';
import { COMMON } from '../values/surnames.ts';
import { anyOf } from './slots.ts';

/** Said of nothing but an alert, wherever they stand. */
const PLAIN_WORDS: readonly (readonly [AlertAnswer['answer'], string])[] = [
  ['coached', '已督导 督导了 督导过了 督导好了 督导完了 已经督导 已经督导过了'],
  ['takenOver', '我来跟 我跟 我来跟进 我跟进 我来盯'],
  ['excused', '准假 准假了 准了假 准他假 准她假 准他的假 批假 批假了'],
  ['urged', '催一下 催下 催催 催一催 催促 催促一下 再催一下 再催催 去催 赶紧催'],
  ['falseAlarm', '误报 误报了 是误报 错报 报错了 虚报'],
];
/** Said of other things as well: an answer only where the message is nothing else, or names a case by its number. */
const LOOSE_WORDS: readonly (readonly [AlertAnswer['answer'], string])[] = [
  [
    'coached',
    '聊过了 谈过了 谈过话了 说过了 说过他了 说过她了 说他了 已经说了 提醒过了 提醒过他了 提醒过她了 已提醒 已经提醒 批评过了 沟通过了 问过他了 问过了 找他聊了 找他谈了 找她聊了',
  ],
  ['takenOver', '我来打 我自己跟 我亲自跟 我盯着'],
  ['excused', '给假了 请过假了 他请假了 她请假了 请假的 他休息 她休息 他今天休息 她今天休息 休息的'],
  ['urged', '催他 催她 催他一下 提醒他一下 提醒她一下'],
  ['falseAlarm', '不算漏 不是漏 弄错了的 没漏'],
];
const WORDS = [...PLAIN_WORDS, ...LOOSE_WORDS];

const OPENER = /(?:知道了|收到|好的?|嗯+|呃+|额|行|那个|就)[\s,，。]*/y;
const BETWEEN = /[\s,，;；。、]+/y;
const LINK = /[\s,，:：]*(?:就|先|都|全都?|算|我看)?\s*/y;
const ANSWER = new RegExp(anyOf(WORDS.map(([, words]) => words).join(' ')), 'y');
/** Behind the answer nothing but another matter: 我跟他说了 is none. */
const ANSWER_ENDS = /[了吧啊呀哈]*(?=$|[\s,，;；。、:：(]|第|\d)/y;

const ORDINAL = '第?(?:\\d{1,2}|[一二三四五六七八九十]{1,3})(?:[条个号]|(?![\\d点月天日周次万千百元年分:]))';
const NUMBERS = new RegExp(`${ORDINAL}(?:\\s*(?:[、,，和跟与及]|还有|\\s)\\s*${ORDINAL})*`, 'y');
/** Behind the answer a number that a space parts may begin something else. */
const NUMBERS_BEHIND = new RegExp(`\\s*${ORDINAL}(?:\\s*[、,，和跟与及]\\s*${ORDINAL})*`, 'y');
const RANGE = /第?(\d{1,2})\s*[-~到至]\s*第?(\d{1,2})[条个号]?/y;
const FIRST = /[前头](?:([两二三四五六七八九十]|\d)[条个])的?/y;
const LAST = /(?:最?后([两二三四五六七八九十]|\d)[条个]|最后(?:那)?一?[条个])的?/y;
const ALL = /(?:全部|所有的?|全都?|都|这几[条个]|上面[的那]?几?条?)的?/y;
/** 三条都: how many there are, all of which are meant. */
const ALL_OF = /[这那]?([两二三四五六七八九十]|\d{1,2})[条个](?=[都全])/y;
const REST = /(?:(?:其[他它余]|剩下|剩余|别|另外)的?(?:那)?[几两]?[条个]?)都?/y;
const THIS = /(?:[这那]|刚才那|上面那)一?[条个]的?/y;
const EXCEPT = /除了?\s*/y;
const EXCEPTED = /\s*(?:以外|之外|外)?[\s,，]*(?:其[他它余]的?|剩下的?|别的)?/y;
const MISSED =
  '(?:的?(?:离店|首次|首访)?(?:短信|建卡|卡片|卡|回访|电话|首访|超期|级别|由头|没发|没打|没建|没访)[^\\s,，的]{0,3})?';
const NAMED = new RegExp(
  `姓?([一-龥]{1,4}?)${MISSED}(?:的(?:那[条个])?|[那这]一?(?<one>[条个])|[那这]几[条个]|(?=误报|是误报|已督导|督导[过了]|我来跟))`,
  'y',
);
const NAMED_BEHIND = new RegExp(
  `\\s*姓?([一-龥]{1,4}?)${MISSED}(?:的(?:那[条个])?|[那这]一?(?<one>[条个])|[那这]几[条个]|(?<bare>))(?=$|[\\s,，;；。、])`,
  'y',
);
const NO_NAME = /^(?:周[一二三四五六日天末]|[今明昨后]天|[上下][午周]|全|都|其|那|这|别|应|时)/;

type Cases = Omit<AlertAnswer, 'answer' | 'remark'>;

/** A place in the text that moves on with whatever is read there. */
interface Cursor {
  text: string;
  at: number;
}

function take(cursor: Cursor, words: RegExp): RegExpExecArray | undefined {
  words.lastIndex = cursor.at;
  const found = words.exec(cursor.text);
  if (!found) return undefined;
  cursor.at = words.lastIndex;
  return found;
}

/** What is said to the alerts shown, case by case; undefined when the message is something else. */
export function readAlertAnswers(text: string): AlertAnswer[] | undefined {
  const cursor: Cursor = { text: text.replaceAll('\n', ' '), at: 0 };
  while (take(cursor, OPENER));
  const answers: AlertAnswer[] = [];
  let remarkFrom: number | undefined;
  while (cursor.at < cursor.text.length) {
    const start = cursor.at;
    const one = readOne(cursor, answers.length > 0);
    const last = answers.at(-1);
    if (one) {
      if (last && remarkFrom !== undefined) last.remark = tidied(cursor.text.slice(remarkFrom, start));
      answers.push(one);
      remarkFrom = undefined;
    } else {
      if (!last) return undefined;
      remarkFrom ??= start;
      if (!take(cursor, /[^\s,，;；。]+/y)) cursor.at += 1;
    }
    take(cursor, BETWEEN);
  }
  const last = answers.at(-1);
  if (last && remarkFrom !== undefined) last.remark = tidied(cursor.text.slice(remarkFrom));
  return isSound(answers, cursor.text) ? answers : undefined;
}

const LONGEST_REMARK = 80;

function isSound(answers: readonly AlertAnswer[], text: string): boolean {
  const [first] = answers;
  if (!first) return false;
  const isPlain = PLAIN_WORDS.some(([, words]) => words.split(' ').some((word) => text.includes(word)));
  // 1 聊过了 2 说周六来 tells of calls.
  if (!isPlain && (answers.length > 1 || first.remark !== undefined)) return false;
  // 我来跟 王先生: whom he means is no remark.
  const isBare = (one: AlertAnswer) => Object.keys(one).every((key) => key === 'answer' || key === 'remark');
  if (answers.length > 1 && answers.some(isBare)) return false;
  if (isBare(first) && first.remark !== undefined && first.answer === 'takenOver') return false;
  return answers.every(({ remark = '' }) => remark.length <= LONGEST_REMARK && !/[吗么?]$/.test(remark));
}

/** 2 我来跟, 1和3已督导, 陈姐那条误报, 催一下赵的: the answer and which cases it is for. */
function readOne(cursor: Cursor, isFurther: boolean): AlertAnswer | undefined {
  const start = cursor.at;
  const cases = readCases(cursor);
  if (cases) take(cursor, LINK);
  const answer = readAnswer(cursor);
  if (answer && (cases || !isFurther)) {
    if (cases) return { answer, ...cases };
    return { answer, ...readCasesBehind(cursor) };
  }
  if (answer) {
    const behind = readCasesBehind(cursor);
    if (behind) return { answer, ...behind };
  }
  cursor.at = start;
  return undefined;
}

function readAnswer(cursor: Cursor): AlertAnswer['answer'] | undefined {
  const start = cursor.at;
  take(cursor, /(?:都|算|已经|已)(?!督导|经督导|提醒|经提醒|经说)/y);
  const said = take(cursor, ANSWER)?.[0];
  const answer = WORDS.find(([, words]) => words.split(' ').some((word) => word === said))?.[0];
  const isWhole = answer !== undefined && (take(cursor, ANSWER_ENDS) ?? namesBehind(cursor, answer));
  if (isWhole) return answer;
  cursor.at = start;
  return undefined;
}

/** 催一下小马, 准假小刘的: a name may follow at once. */
function namesBehind({ text, at }: Cursor, answer: AlertAnswer['answer']): boolean {
  return (
    (answer === 'urged' || answer === 'excused' || answer === 'falseAlarm') &&
    readNamed({ text, at }, NAMED_BEHIND) !== undefined
  );
}

function readCases(cursor: Cursor): Cases | undefined {
  const start = cursor.at;
  if (take(cursor, EXCEPT)) {
    const numbers = readNumbers(cursor, NUMBERS);
    if (numbers && take(cursor, EXCEPTED)) {
      take(cursor, ALL);
      return { except: numbers };
    }
    cursor.at = start;
    return undefined;
  }
  const allOf = take(cursor, ALL_OF);
  if (allOf) return { all: true, count: readNumber(allOf[1] ?? '') ?? 0 };
  const range = take(cursor, RANGE);
  if (range) return { numbers: span(Number(range[1]), Number(range[2])) };
  const first = take(cursor, FIRST);
  if (first) return { first: readNumber(first[1] ?? '') ?? 1 };
  const last = take(cursor, LAST);
  if (last) return { last: readNumber(last[1] ?? '') ?? 1 };
  if (take(cursor, THIS)) return { one: true };
  if (take(cursor, REST)) return { rest: true };
  if (take(cursor, ALL)) return { all: true };
  const numbers = readNumbers(cursor, NUMBERS);
  return numbers ? { numbers } : readNamed(cursor, NAMED);
}

function readCasesBehind(cursor: Cursor): Cases | undefined {
  const all = take(cursor, /\s*(?:全部|所有的?)(?=$|[\s,，;；。])/y);
  if (all) return { all: true };
  const numbers = readNumbers(cursor, NUMBERS_BEHIND);
  return numbers ? { numbers } : readNamed(cursor, NAMED_BEHIND);
}

function readNumbers(cursor: Cursor, words: RegExp): number[] | undefined {
  const start = cursor.at;
  const said = take(cursor, words)?.[0].match(/\d+|[一二三四五六七八九十]+/g);
  const numbers = said?.map((number) => readNumber(number) ?? 0);
  if (numbers?.every((number) => number > 0)) return [...new Set(numbers)];
  cursor.at = start;
  return undefined;
}

function readNamed(cursor: Cursor, words: RegExp): Cases | undefined {
  const start = cursor.at;
  const found = take(cursor, words);
  const [, name = ''] = found ?? [];
  if (found && isName(name, found.groups?.bare !== undefined))
    return { of: name, ...(found.groups?.one !== undefined && { one: true }) };
  cursor.at = start;
  return undefined;
}

function isName(word: string, isBare: boolean): boolean {
  if (NO_NAME.test(word)) return false;
  const [name] = readNames(word);
  if (name && name.start === 0 && name.end === word.length) return true;
  return !isBare && word.length <= 3 && COMMON.has(word.charAt(0));
}

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(to - from + 1, 99)) }, (_, at) => from + at);
}

function tidied(words: string): string {
  return words.replaceAll(/^[\s,，;；。:：]+|[\s,，;；。]+$/g, '');
}
