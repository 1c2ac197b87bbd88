import type { Found } from './found.ts';
import type { NameMention } from './values/names.ts';
import { readNames } from './values/names.ts';
import { matchesOf, partsBetween } from './matches.ts';

export interface Item {
  text: string;
  /** The number that stood before it, when numbers counted the items. */
  index?: number;
}

/** 1 没接 2 约了周六 3 不要了: a number before each. */
const NUMBERED =
  /(?:^|[\s,，;；。\n]|(?<=[一-龥])[:：])(\d{1,2})[.、:：)\s]?\s*(?=[^\d\s.:点月号分万元级%批个台年月日次座楼折天])/g;

/** 1没接2约了周六3挂了, in one breath: only from 1 on, without a gap. */
const IN_ONE_BREATH = /(?<=^|[一-龥\s,，])([1-9])(?=[没通约接空挂关停打不说在一让])/g;

function inOneBreath(text: string): RegExpExecArray[] | undefined {
  if (!/^1[没通约接空挂关停打不]/.test(text)) return undefined;
  const marks: RegExpExecArray[] = [];
  for (const mark of matchesOf(text, IN_ONE_BREATH))
    if (Number(mark[1]) === marks.length + 1) marks.push(mark);
  return marks.length >= 2 ? marks : undefined;
}

/** Cuts at numbers in rising order. What stands before the first is said of all of them. */
export function byNumbers(text: string): { heading: string; items: Item[] } | undefined {
  const ordinals = [
    ...matchesOf(text, /(?:^|[\s,，;；。])(?:第([一二三四五六七八九])|头(一))[个组批位](?:是|[:：,，])?/g),
  ];
  if (!/\d/.test(text) && ordinals.length < 2) return undefined;
  const marks = ordinals.length >= 2 && ordinals[0]?.[1] !== '二' ? ordinals : numberMarks(text);
  const numbers = marks.map(([, number = '一']) => Number(number) || '零一二三四五六七八九'.indexOf(number));
  const rising = numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0));
  if (marks.length < 2 || !rising || numbers.some((number) => number > 50)) return undefined;
  const items = marks.map((mark, at) => ({
    index: numbers[at] ?? 0,
    text: text
      .slice(mark.index + mark[0].length, marks[at + 1]?.index)
      .trim()
      .replace(/[,，;；、]$/, ''),
  }));
  if (items.some(({ text: part }) => part === '')) return undefined;
  return { heading: text.slice(0, marks[0]?.index).trim(), items };
}

function numberMarks(text: string): RegExpExecArray[] {
  const marks = matchesOf(text, NUMBERED);
  return marks.length >= 2 ? marks : (inOneBreath(text) ?? marks);
}

/** Cuts before every customer that is named. What stands before the first is said of all of them. */
export function byNames(
  text: string,
  known: readonly Found<NameMention>[] = readNames(text),
): { heading: string; items: Item[] } | undefined {
  const names = known.filter(({ value }) => value.kind !== 'staff');
  // 王先生通了 王先生级别不变: the same one twice is told of once.
  if (new Set(names.map(({ value }) => value.name)).size < 2) return undefined;
  const starts = names.map(({ start }) => beginning(text, start));
  const items = starts.map((start, at) => ({ text: text.slice(start, starts[at + 1]).trim() }));
  return { heading: text.slice(0, starts[0]).trim(), items };
}

/** 李先生和张女士都打了 都没接: the same of each. */
export function byAll(
  text: string,
  known: readonly Found<NameMention>[],
): { heading: string; items: Item[] } | undefined {
  const names = known.filter(({ value }) => value.kind !== 'staff');
  const [first] = names;
  const last = names.at(-1);
  if (!first || !last || names.length < 2 || !text.slice(last.end).trimStart().startsWith('都'))
    return undefined;
  const between = names.slice(1).map((name, at) => text.slice(names[at]?.end, name.start));
  if (!between.every((words) => /^[\s,，、和跟还有]*$/.test(words))) return undefined;
  const said = text.slice(last.end);
  return { heading: '', items: names.map(({ words }) => ({ text: `${words} ${said.trim()}` })) };
}

/** 打给王先生, 给李姐打了: the words that lead to a name belong to it. */
function beginning(text: string, start: number): number {
  const led = /(?:打给|给|跟|和|回访|联系|约)\s?$/.exec(text.slice(0, start));
  return led ? start - led[0].length : start;
}

/** Words with which somebody goes over to another matter. */
const NEXT_MATTER =
  /\n+|[。；;]+|[\s,，]+(?=另外|顺便|还有(?![几多没谁])|再(?:看|让|帮|把|发|给我|叫|查|问)|然后(?:看|查|帮|给我)|重新记|重记)/g;

/** The matters of a message, as far as words or signs part them; a bare word (同意, 2000) goes with what it follows. */
export function mattersOf(text: string): string[] {
  const matters: string[] = [];
  for (const part of partsBetween(text, NEXT_MATTER).map((each) => each.trim())) {
    if (part === '') continue;
    const last = matters.at(-1);
    if (last !== undefined && Math.min(part.length, last.length) <= BARE_WORD)
      matters[matters.length - 1] = `${last} ${part}`;
    else matters.push(part);
  }
  return matters;
}

const BARE_WORD = 4;

const PHRASE_ENDS = /[\s,，]+/g;

/** The phrases of a message: what stands between spaces and commas. */
export function phrasesOf(text: string): string[] {
  return partsBetween(text, PHRASE_ENDS).filter((part) => part !== '');
}
