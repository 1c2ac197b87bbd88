import type { Found } from '../found.ts';
import { ORDINARY_WORDS } from '../lexicon/name-decoys.ts';
import { readCars } from './cars.ts';
import type { NameMention } from './names.ts';
import { COMMON, COMPOUND } from './surnames.ts';
import { matchesOf } from '../matches.ts';

const ORDINARY: ReadonlySet<string> = new Set(ORDINARY_WORDS.trim().split(/\s+/));

/** Whether an ordinary word begins here that begins like a name (高配, 周六). */
export function isOrdinaryWord(text: string, start: number): boolean {
  return ORDINARY.has(text.slice(start, start + 2)) || ORDINARY.has(text.slice(start, start + 3));
}

const CUE =
  /(?:老?客户|顾客|老?车主|老基盘|姓名|名字|联系人|登记|建卡|见卡|建档|新建|新增|录入|录个|补录|朋友|同事|名?叫|介绍人|推荐人|本人|打给|约了)(?:是|叫|为)?[:, ]{0,2}|给(?=.{2,3}(?:打|发|回|建|登|约|写|办))/g;
/** 康丽的预算, 康丽那个号: a name that begins the message and is spoken of at once. */
const SPOKEN_OF =
  /^(?=[一-鿿]{2,3}(?:的(?!客户|车)|那个|打了|没接|说|又|电话|约|升|降|改|调|标|归|评|给|[HABC]级|微信|[订定]了|来店|到店|试驾|交车|通了|回了|今天|昨天))/;
/** 王姐没接;张三空号: in a row of calls somebody with nothing but his name, and what came of it. */
const IN_A_ROW =
  /(?<=^|[;；。,，\n]\s?)[一-鿿]{2,3}?(?=空号|没接|没人接|没通|不接|打了|通了|接了|关机|停机|挂了)/g;
const BEFORE_PHONE =
  /(?<=^|[\n;。,、 :]|\d[.)]|\d)([一-鿿]{2,4})[ ,:]{0,2}(?=(?:(?:电话|手机)号?[: ]{0,2})?(?:\+?86[- ]?)?1[3-9](?:[ -]?\d){8})/g;
const AFTER_PHONE = /(?<=1[3-9]\d{9}[ ,]{1,2})[一-鿿]{2,4}(?=$|[\s,。;\d])/g;
const JOINED_TO_PHONE = /(?<=1[3-9]\d{9})(?=[一-鿿]{2})/g;
const STOP =
  /^(?:$|[^一-鿿]|介绍|推荐|领|喊|拉|把|[微的来看要想打说没到订定交试问约昨今明晚周已在是和跟加这那刚又也接回通挂男女升降改调标归评给提了带买换发写办建登预首二等]|电话|手机|空号|关机|停机|微信|先生|女士|上午|下午|意向|老公|爱人|同事|朋友)/;

/** Surnames that begin too many ordinary words to be believed after 客户 alone (客户时常来). */
const DOUBTFUL = '车时单成常万安宁习向计尚温路费包云项牛古米';
const SAFEST = '王李张刘陈杨赵吴徐孙朱郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘袁董余苏叶吕魏蒋田杜丁沈姜范';

/** Whether a word after which a name is expected stands right before. */
export function cueBefore(text: string, start: number): boolean {
  return /(?:客户|顾客|车主|姓名|登记|建卡|见卡|联系人|朋友|同事|给|叫|跟|找|打给)$/.test(
    text.slice(Math.max(0, start - 3), start),
  );
}

/** Full names, only where a name is expected: after 客户, 姓名, 登记 …, or alone beside a phone number. */
export function readFullNames(text: string): Found<NameMention>[] {
  const found: Found<NameMention>[] = [];
  for (const match of matchesOf(text, CUE)) {
    const name = fullNameAt(text, match.index + match[0].length);
    if (name && !DOUBTFUL.includes(name.words.charAt(0))) found.push(name);
  }
  for (const match of [...matchesOf(text, BEFORE_PHONE), ...matchesOf(text, AFTER_PHONE)]) {
    const word = match[1] ?? match[0];
    const name = fullNameAt(text, match.index);
    if (name && name.end === match.index + word.length) found.push(name);
  }
  for (const { index, 0: words } of matchesOf(text, IN_A_ROW)) {
    const surname = surnameAt(text, index, COMMON);
    const given = words.slice(surname?.length);
    if (surname === undefined || isOrdinaryWord(text, index) || DOUBTFUL.includes(surname) || !isGiven(given))
      continue;
    const value: NameMention = { kind: 'customer', name: words, surname, given };
    found.push({ value, start: index, end: index + words.length, words });
  }
  if (SPOKEN_OF.test(text)) {
    const name = fullNameAt(text, 0);
    if (name && !DOUBTFUL.includes(name.words.charAt(0))) found.push(name);
  }
  // 13900001234王建国看风朗: three characters, of a surname that is hardly ever another word.
  for (const match of matchesOf(text, JOINED_TO_PHONE)) {
    const name = fullNameAt(text, match.index);
    if (name && name.words.length === 3 && SAFEST.includes(name.words.charAt(0))) found.push(name);
  }
  return found;
}

function fullNameAt(text: string, start: number): Found<NameMention> | undefined {
  const surname = surnameAt(text, start, COMMON);
  if (surname === undefined || isOrdinaryWord(text, start)) return undefined;
  if (readCars(text.slice(start, start + 6))[0]?.start === 0) return undefined;
  for (const length of [2, 1]) {
    const end = start + surname.length + length;
    const given = text.slice(start + surname.length, end);
    // 张三通了, 张三接了: the call, and no part of the name.
    if (length === 2 && /^[通接挂]了/.test(text.slice(end - 1))) continue;
    if (given.length < length || !isGiven(given) || !STOP.test(text.slice(end, end + 2))) continue;
    const value: NameMention = { kind: 'customer', name: surname + given, surname, given };
    return { value, start, end, words: text.slice(start, end) };
  }
  return undefined;
}

/** The surname that begins at a place, the longer of two. */
export function surnameAt(text: string, start: number, known: ReadonlySet<string>): string | undefined {
  const compound = text.slice(start, start + 2);
  if (COMPOUND.has(compound)) return compound;
  return known.has(text.charAt(start)) ? text.charAt(start) : undefined;
}

/** Whether characters can be a given name: none of them is a function word or a form of address. */
export function isGiven(words: string): boolean {
  return (
    /^[一-鿿]+$/.test(words) &&
    !/[的了吗呢吧啊是在说要来去不没有很到看想打和跟给就都也还把被让对这那什么个只位批台第上下先女总哥姐老色卡您你我他她它谁几车款配问买订付聊谈试换等走挂接回]/.test(
      words,
    )
  );
}
