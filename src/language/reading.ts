import type { Role } from '../domain/staff.ts';
import { type Day, dayOf } from '../domain/time.ts';
import type { Circumstances } from './circumstances.ts';
import { type Evidence, gather } from './evidence.ts';
import type { Found } from './found.ts';
import { heard } from './hearing.ts';
import { withoutSupposed } from './supposed.ts';

/** One message as the purposes look at it: its text, the values in it, and who wrote it when. */
export interface Reading {
  /** As it was meant: dictation and dialect put right, character by character. */
  text: string;
  /** As it was written. */
  written: string;
  evidence: Evidence;
  now: Date;
  today: Day;
  roles: readonly Role[];
  /** Earlier messages of the same person, oldest first. */
  context: readonly string[];
  /** Something in it is only supposed and stands in `text` no more. */
  supposes: boolean;
  /** It asks something of the bot; what a customer asked and somebody reports is no question. */
  asks: boolean;
  /** The words, wherever they stand. */
  has(words: RegExp): Found<string> | undefined;
  /** The words as something done: neither denied, nor hoped for, nor still to come. */
  did(words: RegExp): Found<string> | undefined;
  /** Somebody who supervises or manages wrote it. */
  decides: boolean;
}

const DENIED = /(?:没有?|未|别|不要?|不用|不是|还没|怎么|不肯|忘了?)[^\s,，。;；]{0,2}$/;
const HOPED =
  /(?:打算|准备|计划|(?<!想)想(?!想)要?|要是|如果|假如|可能|等他?|希望|适合|适宜|争取|就得|必须|一会儿?|待会儿?|马上|回头|记得|是不是|该|能不能|能|会(?!儿)|要|没给|哪能)[^\s,，。;；]{0,4}$/;
const STILL_TO_COME = /^[^\s,，。]{0,2}(?:还没|还要)|^(?:就好|再说|之前|的话)/;

const QUESTION =
  /[吗?]|(?<![着在还正忙价会虑豫等议聊谈比想当差班病假家])呢$|(?<!不|没|谢)谁(?!知|也|都)|(?<!不)是不是|有没有|多少|(?<![那这好])几[个位批单台](?!月|点)|哪[个位些天家]|怎么(?!也|都|说|打都|打也)|咋样|怎样|(?<!没|没有|有|都|没说|那)(?:什么(?!时候再|(?:信息|资料|联系方式|东西|话|号码?)?(?:也|都|没))|啥(?!也|都|的$|(?:信息|资料|联系方式|东西|话|号码?)(?:也|都|没)))|((?![对是])[一-龥])[没不]\1|(?<!不)对不对|还有.{0,6}没[有了]?$|[了过](?:没有?|没啊)$|不(?=$|[\s,，])(?<!要不|行不行|[哦噢啊哎呃诶]不)/;
/** 问我多少钱落地, 咨询有没有优惠: what the customer asked. */
const REPORTED = /(?:问|咨询|打听|想知道|纠结|问的|说)[^\s,，。;；]*/g;

/** Whether a text asks something of whoever reads it. */
export function isQuestion(text: string): boolean {
  return QUESTION.test(text.replaceAll(REPORTED, ''));
}

export function readingOf(written: string, circumstances: Circumstances): Reading {
  const whole = heard(written);
  const text = withoutSupposed(whole);
  const { now, roles, context } = circumstances;
  // In a form the lines belong together as words in a sentence do.
  const flat = text.replaceAll('\n', ' ');
  return {
    text,
    written,
    evidence: gather(text, now),
    now,
    today: dayOf(now),
    roles,
    context,
    supposes: text !== whole,
    asks: isQuestion(text),
    decides: roles.some(
      (role) => role === 'supervisor' || role === 'salesManager' || role === 'generalManager',
    ),
    has: (words) => place(words.exec(flat)),
    did(words) {
      const found = place(words.exec(flat));
      if (!found) return undefined;
      const before = text.slice(Math.max(0, found.start - 8), found.start);
      const after = text.slice(found.end, found.end + 8);
      return DENIED.test(before) || HOPED.test(before) || STILL_TO_COME.test(after) ? undefined : found;
    },
  };
}

function place(match: RegExpExecArray | null): Found<string> | undefined {
  if (!match) return undefined;
  const [words] = match;
  return { value: words, words, start: match.index, end: match.index + words.length };
}
