import type { Found } from '../found.ts';
import { ENDING_WORDS } from '../lexicon/name-decoys.ts';
import { cueBefore, isGiven, isOrdinaryWord, readFullNames, surnameAt } from './full-names.ts';
import { HONORIFIC, type Honorific, honorificOf } from './honorifics.ts';
import { COMMON, COMPOUND, SINGLE } from './surnames.ts';
import { matchesOf } from '../matches.ts';

/**
 * A person as named. `name` is the form to write on a card (李姐 → 李女士, titles kept: 刘总), `alias` the form
 * said where it differs. `staff`: 小X and 孙顾问; `either`: 老X and 孙经理 may be customer or colleague.
 */
export interface NameMention {
  kind: 'customer' | 'staff' | 'either';
  name: string;
  alias?: string;
  surname?: string;
  given?: string;
  honorific?: string;
  gender?: 'M' | 'F';
  /** Of somebody named by the end of his number alone (尾号1234): `name` is then those words. */
  last4?: string;
}

const HAN = /[一-鿿]/;
const ENDINGS: ReadonlySet<string> = new Set(ENDING_WORDS.trim().split(/\s+/));

/** Surnames that are also function words: only at the beginning of a phrase. */
const WEAK = new Set('向连从时全都应来单万明平安当汪有国公家能由生强真通年须多问帅');
const NEVER = new Set('和同与及跟给让找是在的');
/** Given names said alone with 哥 or 姐 (强哥, 丽姐). */
const GIVEN_ADDRESS =
  /[伟强军勇杰磊涛超明刚峰辉鹏飞斌波浩宇凯健俊亮东建龙玲丽娟敏静艳芳霞燕红梅英萍娜婷洁雪琳倩莉慧佳]/;

/** Names and forms of address, in order. Text is NFKC. */
export function readNames(text: string): Found<NameMention>[] {
  const found = [
    ...readPrefixed(text),
    ...readHonorifics(text),
    ...readSurnamesTold(text),
    ...readFullNames(text),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Found<NameMention>[] = [];
  for (const name of found) if (name.start >= (kept.at(-1)?.end ?? 0)) kept.push(name);
  return kept;
}

/** The surname in a name or form of address: 王先生, 老周, 李国强, 董. */
export function surnameOf(name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined;
  return readNames(name)[0]?.value.surname ?? surnameAt(name, 0, COMMON);
}

function at(text: string, start: number, end: number, value: NameMention): Found<NameMention> {
  return { value, start, end, words: text.slice(start, end) };
}

/** 王先生, 欧阳女士, 李国强先生, 刘总: the form of address is found first, the surname before it. */
function readHonorifics(text: string): Found<NameMention>[] {
  const found: Found<NameMention>[] = [];
  for (const match of matchesOf(text, HONORIFIC)) {
    const honorific = honorificOf(match[0]);
    if (!honorific) continue;
    const end = match.index + match[0].length;
    const given = /^[哥姐]$/.test(match[0]) && isGivenAddress(text, match.index);
    const name = given ? undefined : nameBefore(text, match.index, honorific);
    if (name) found.push(at(text, name.start, end, addressed(name.surname, name.given, match[0], honorific)));
    else if (given) {
      const words = text.slice(match.index - 1, end);
      found.push(
        at(text, match.index - 1, end, {
          kind: 'customer',
          name: words,
          alias: words,
          gender: match[0] === '哥' ? 'M' : 'F',
        }),
      );
    }
  }
  return found;
}

function isGivenAddress(text: string, end: number): boolean {
  const before = text.charAt(end - 2);
  const char = text.charAt(end - 1);
  return (
    GIVEN_ADDRESS.test(char) && !COMMON.has(char) && (!HAN.test(before) || /[给跟找约问让小阿]/.test(before))
  );
}

function nameBefore(
  text: string,
  end: number,
  honorific: Honorific,
): { start: number; surname: string; given?: string } | undefined {
  for (const length of [3, 2]) {
    const start = end - length;
    if (
      start < 0 ||
      !honorific.afterFullName ||
      (HAN.test(text.charAt(start - 1)) && !cueBefore(text, start))
    )
      continue;
    const surname = surnameAt(text, start, COMMON);
    if (surname === undefined || surname.length >= length) continue;
    const given = text.slice(start + surname.length, end);
    if (!isGiven(given) || isOrdinaryWord(text, start)) continue;
    return { start, surname, given };
  }
  const compound = text.slice(Math.max(0, end - 2), end);
  if (COMPOUND.has(compound)) return { start: end - 2, surname: compound };
  const surname = text.charAt(end - 1);
  if (!SINGLE.has(surname) || NEVER.has(surname)) return undefined;
  const before = text.charAt(end - 2);
  if (ENDINGS.has(before + surname) || ENDINGS.has(text.slice(Math.max(0, end - 3), end))) return undefined;
  if (WEAK.has(surname) && HAN.test(before) && !/[位是给跟找约的和与]/.test(before)) return undefined;
  // 向总经理申请: to the general manager.
  if (honorific.staff && /[向由从任]/.test(surname)) return undefined;
  if (surname === '万' && /\d/.test(before)) return undefined;
  if (!COMMON.has(surname) && honorific.short && HAN.test(before) && !/[给跟找约问和让的是]/.test(before))
    return undefined;
  return { start: end - 1, surname };
}

function addressed(
  surname: string,
  given: string | undefined,
  said: string,
  { polite, gender, staff }: Honorific,
): NameMention {
  const words = surname + (given ?? '') + said;
  const name = given === undefined ? surname + (polite ?? said) : surname + given;
  return {
    kind: staff ?? 'customer',
    name,
    ...(name === words || given !== undefined ? {} : { alias: words }),
    surname,
    ...(given === undefined ? {} : { given }),
    honorific: said,
    ...(gender ? { gender } : {}),
  };
}

const PREFIXED = /[老小]([一-鿿])(?!\1)/g;
/** 阿凯, 阿强: a colleague, whatever he is called. Not 阿姨, 阿尔法. */
const NICKNAMED =
  /(?<![一-鿿])阿(?![姨尔拉迪爸妈公婆斯里富胶])[一-鿿](?=$|[^一-鿿]|[的给这最那上本先来接跟把没还能会帮替、\d和])|(?<=[给让由叫换托把归拨了翻查、和的])阿(?![姨尔拉迪爸妈公婆斯里富胶])[一-鿿]/g;
const PREFIXED_DECOYS =
  /^(?:老(?:公|婆|伴|丈人|爸|妈|顾客|车|毛病|时|方[法案]|关系|古董|房|单[位子]|费|路|年|牛|万|白干|庄|包|成|高速|江湖|段|城|钱没|常|查)|小(?:时|区|件|票|吃|说|学|声|心|型|子|孩|米|康(?:家庭|社会|型)|车|包|计|白|黄车|金[库额]|程[序度]|毛[病利]|路|年|单|古(?=董)|花|成|方[案向块]|项|钱[包]|牛[电仔]|景(?=区|点)|龙虾|段(?=时|路|距)|房(?=子)|阳(?=春|台)|童(?=装|车)|曲(?=线|折)|孙[女子]|平|苗(?=头|圃)|万(?=元|块|多|左右)|明星|游|强|苏打|席(?=位|梦)|管(?=子|家)|孔(?=洞|径|成像|型)|章鱼|池(?=塘|子)|和|毕业|乐|汤|熊猫|海豚|雷达|安全|余(?=额)))/;

/** 老李 and 小孙, 阿凯. */
function readPrefixed(text: string): Found<NameMention>[] {
  const found: Found<NameMention>[] = matchesOf(text, NICKNAMED).map((match) =>
    at(text, match.index, match.index + 2, { kind: 'staff', name: match[0] }),
  );
  for (const match of matchesOf(text, PREFIXED)) {
    const start = match.index;
    const surname = match[1] ?? '';
    const before = text.slice(0, start);
    const after = text.slice(start + 2);
    const isColleague =
      /^(?:的客户|要走|离职|走了|名下|手[上里])/.test(after) || /[给让跟着由叫换托归]$/.test(before);
    const standsAlone = /(?:^|[\s,，])$/.test(before) && /^(?:$|[\s,，的这手昨今上本最那名怎咋])/.test(after);
    const isNamed = SINGLE.has(surname) && (isColleague || standsAlone);
    if (/^老[公婆伴爸妈丈]/.test(text.slice(start))) continue;
    const isWord = PREFIXED_DECOYS.test(text.slice(start, start + 4));
    if ((!COMMON.has(surname) && !isNamed) || (isWord && !(isNamed && isColleague))) continue;
    if (/[大从最太缩减变较很]/.test(text.charAt(start - 1)) && match[0].startsWith('小')) continue;
    const next = text.slice(start + 2, start + 4);
    // 小刘总 is a 刘总; 小刘总结一下 and 老李姐弟 are not.
    const young = match[0].startsWith('小');
    const words = match[0];
    if (!young && /^(?:先生|女士|师傅|太太|板)/.test(next)) continue;
    found.push(
      at(
        text,
        start,
        start + 2,
        young
          ? { kind: 'staff', name: words, surname }
          : { kind: 'either', name: `${surname}先生`, alias: words, surname, honorific: '老' },
      ),
    );
  }
  return found;
}

const PERSON =
  '女士|先生|小姐|大姐|大哥|阿姨|大叔|女的|男的|女客户|男客户|男士|小伙子?|老太太|老爷子|帅哥|美女';
const TOLD = new RegExp(
  `(?<before>(?:${PERSON}|[男女])(?:[ ,、:]|的){0,2})?(?:免贵)?(?<!百)姓(?!名|氏|什么|啥|别的|甚)[: ]?` +
    `(?<surname>${[...COMPOUND].join('|')}|[一-鿿])(?:的?(?<after>${PERSON})|[ ,](?<tail>男的|女的|男士|女士|[男女](?![一-鿿])))?`,
  'g',
);
const SAID_AGAIN = /^(?:先生|女士|小姐|总|哥|姐)/;
const FEMALE = /女|姐|姨|太/;

/** 姓董的, 姓陈的女士, 男 姓冯. */
function readSurnamesTold(text: string): Found<NameMention>[] {
  const found: Found<NameMention>[] = [];
  for (const match of matchesOf(text, TOLD)) {
    const { before, surname = '', after: who, tail } = match.groups ?? {};
    if (!COMPOUND.has(surname) && !SINGLE.has(surname)) continue;
    // 姓齐齐先生: said twice.
    const after = text.slice(match.index + match[0].length);
    if (after.startsWith(surname) && SAID_AGAIN.test(after.slice(surname.length))) continue;
    const told = who ?? tail ?? before;
    const gender = told === undefined ? undefined : FEMALE.test(told) ? 'F' : 'M';
    const start = match.index + (before?.length ?? 0);
    const end = match.index + match[0].length;
    const polite = gender === 'F' ? '女士' : '先生';
    found.push(
      at(text, start, end, {
        kind: 'customer',
        name: gender ? surname + polite : surname,
        surname,
        ...(gender ? { gender } : {}),
      }),
    );
  }
  return found;
}
