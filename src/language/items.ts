import { readContactResults } from './values/contact-results.ts';
import { readNames } from './values/names.ts';

export interface Item {
  text: string;
  /** The number that stood before it, when numbers counted the items. */
  index?: number;
}

/** 王先生没接李姐约了: no two customers with their results fit into fewer characters. */
const SHORTEST_PAIR = 9;

/** 1 没接 2 约了周六 3 不要了: a number before each. */
const NUMBERED =
  /(?:^|[\s,，;；。\n])(\d{1,2})[.、:：)\s]?\s*(?=[^\d\s.:点月号分万元级%批个台年月日次座楼])/g;

/**
 * Cuts a message that tells of several customers into one part for each; undefined when it tells of one. Parts are
 * told by numbers in rising order, or by lines or names each of which has a result of a contact behind it.
 */
export function splitItems(text: string): Item[] | undefined {
  return (
    (/\d/.test(text) ? byNumbers(text) : undefined) ??
    (text.includes('\n') ? byLines(text) : undefined) ??
    byNames(text)
  );
}

function byNumbers(text: string): Item[] | undefined {
  const marks = [...text.matchAll(NUMBERED)];
  const numbers = marks.map(([, number]) => Number(number));
  const rising = numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0));
  if (marks.length < 2 || !rising || numbers.some((number) => number > 50)) return undefined;
  const items = marks.map((mark, at) => ({
    index: Number(mark[1]),
    text: text.slice(mark.index + mark[0].length, marks[at + 1]?.index).trim(),
  }));
  return items.every(({ text: part }) => part !== '') ? items : undefined;
}

function byLines(text: string): Item[] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const told = lines.filter((line) => readNames(line).length > 0 && readContactResults(line).length > 0);
  return lines.length > 1 && told.length === lines.length ? lines.map((line) => ({ text: line })) : undefined;
}

function byNames(text: string): Item[] | undefined {
  if (text.length < SHORTEST_PAIR) return undefined;
  const names = readNames(text).filter(({ value }) => value.kind !== 'staff');
  if (names.length < 2) return undefined;
  const parts = names.map((name, at) => text.slice(name.start, names[at + 1]?.start).trim());
  const told = parts.every((part) => readContactResults(part).length > 0 || /约了|不买了|不考虑/.test(part));
  return told ? parts.map((part) => ({ text: part })) : undefined;
}
