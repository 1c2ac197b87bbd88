import { matchesOf } from './matches.ts';

/**
 * What is only supposed: 要是打通了就升A, 没接的话就发微信, 等通了再记. Nothing of it has happened, so it is not read; what is
 * told beside it is (打了没接 要是再不接就战败).
 */

const IN = '[^\\s,，。;；!！?？]';
/** 主要是, 还要是, 需要是 are other words; 只要白色的 is a wish. */
const MARKED = new RegExp(
  `(?<![主只还需就重想])要是(?!说|[白黑红灰蓝银])|如果|假如|假使|若是|倘若|万一|一旦|只要(?=${IN}{1,10}就)`,
);
/** 打通的话, 没接的话; of 颜色的话, 周六的话 one only speaks. */
const MARKED_AFTER =
  /(?:[通接回来到定订签买批行了空]|合适|同意|可以|方便|愿意|(?:没|不|能|肯|有|优惠|便宜)[^\s,，。;；的]{0,6})的话(?![题术费里])/;
/** What is to be entered then. */
const ENTRY = '(?:升|降|记(?!得)|改|标|登记|建卡|战败|失控|申请|报战|报失)';
const DEPOSIT = '(?:交|付|下|打)(?:个|点|一点)?(?:[定订]金|[定订](?!了))';
/** The same without a word for it. What has been done ends in 了: 通了就升A了. */
const UNMARKED = new RegExp(
  [
    `了${IN}{0,3}?就(?:给[他她])?(?:${ENTRY}|${DEPOSIT})(?!${IN}{0,12}了)`,
    `一(?:打通|接通|打|通|接|回|来|到店|签|定)就(?:给[他她])?${ENTRY}(?!${IN}{0,12}了)`,
    `(?<!打了?)(?:没|不)(?:接通?|打?通|回|来)(?:电话|微信|短信|到|上)?就(?:算了|(?:${ENTRY}|发|换|放|再|先|转)(?!${IN}{0,12}[了过]))`,
    `[说讲]${IN}{2,12}就${DEPOSIT}(?!${IN}{0,12}了)`,
    `(?:打通|接通|[通接回])了再(?!三|次)`,
    `等(?!级)${IN}{1,10}?[再就]${ENTRY}`,
    `下[次回]${IN}{0,6}?(?:时候?|再|就)${IN}{0,2}?${ENTRY}(?!${IN}{0,6}了)`,
    `(?:[来到通接签]了?|到店|见面)的?时候?再?${ENTRY}(?!${IN}{0,6}了)`,
  ].join('|'),
);
const ANY = /要是|如果|假如|假使|若是|倘若|万一|一旦|只要|的话|就|时候?|再/;
/** Rules, reminders and what is asked for on the price have their own conditions. */
const OTHERWISE_READ =
  /提醒|告诉我|通知|[叫喊]我|超过?\s?\d|自动|再(?:让|少|便宜|降|优惠|给|多|送|松)|让利|底线|权限|主管|经理|领导|店长|[批放]|(?:不|没)(?:在|上班)/;
/** What follows from it may stand behind a pause. */
const FOLLOWS = /^[\s,，]+(?:就|那|再|我|[升降记改标]|直接|战败|申请|给[他她]|帮我|发[微短])/;
const CLAUSE = new RegExp(`^${IN}*`);
/** Of the phrase before it only the day belongs to it: 周六要是有空就来. */
const DAY_BEFORE = /(?:[今明后]天|大后天|下?周[一二三四五六日天末]|[上下]午|晚上|到时候?|回头|再)*$/;
const SAYING = /[说讲问](?!好|完|通)/g;
const NUMBER = /1[3-9]\d{9}/;
const TALKED = /打了|打过|通了|接了|回了|微信|回访|电话|聊|联系/;

interface Span {
  start: number;
  end: number;
}

/** The text with a blank in every place that is only supposed. */
export function withoutSupposed(text: string): string {
  if (!ANY.test(text)) return text;
  let told = text;
  for (let at = 0; at < text.length;) {
    const length = phraseLength(text, at);
    if (length > 0) {
      const span = supposedIn(text, at, at + length);
      if (span) {
        told = told.slice(0, span.start) + ' '.repeat(span.end - span.start) + told.slice(span.end);
        at = Math.max(span.end, at + length);
        continue;
      }
    }
    at += length + 1;
  }
  return told;
}

/** Whether a message says something that is only supposed. */
export function supposes(text: string): boolean {
  return withoutSupposed(text) !== text;
}

function phraseLength(text: string, at: number): number {
  return CLAUSE.exec(text.slice(at))?.[0].length ?? 0;
}

function supposedIn(text: string, start: number, end: number): Span | undefined {
  const phrase = text.slice(start, end);
  if (OTHERWISE_READ.test(phrase)) return undefined;
  const from = placeOf(phrase);
  if (from === undefined) return undefined;
  let until = end;
  if (!phrase.slice(from).includes('就')) {
    const pause = FOLLOWS.exec(text.slice(end))?.[0].search(/[^\s,，]/) ?? 0;
    if (pause > 0) until = end + pause + phraseLength(text, end + pause);
  }
  const isAccount = TALKED.test(text.slice(0, start + from));
  const consequent = phrase.slice(from).search(/就|再(?!不|没)/);
  // 通了 说要是有现车就周六来: what he asks about was said, what he would do then was not done.
  const isSaid = isAccount && matchesOf(text.slice(0, start + from), SAYING).length > 0;
  if (!isSaid || consequent === 0) return { start: start + from, end: until };
  return consequent > 0 ? { start: start + from + consequent, end: until } : undefined;
}

/** Where in a phrase it begins to be supposed. */
function placeOf(phrase: string): number | undefined {
  const marked = MARKED.exec(phrase);
  if (marked) return marked.index - (DAY_BEFORE.exec(phrase.slice(0, marked.index))?.[0].length ?? 0);
  const found = MARKED_AFTER.exec(phrase) ?? UNMARKED.exec(phrase);
  if (!found) return undefined;
  const before = phrase.slice(0, found.index);
  // 王先生13900001234看卡缤有白色的话就定: the card stands.
  if (NUMBER.test(before)) return found.index;
  const said = matchesOf(before, SAYING).at(-1);
  return said ? said.index + 1 : 0;
}
