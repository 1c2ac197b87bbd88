import type { Found } from '../found.ts';

/** A meaning and its spellings, separated by spaces; `_` stands for a space inside a spelling. */
export type Entry<T> = readonly [meaning: T, spellings: string];

export interface WordListOptions {
  /** Longer words in which a spelling means something else: 白菜 swallows 白. Same form as spellings. */
  decoys?: string;
  /** Also matches with a space, dash or dot next to Latin letters and digits: `CR-V` for `CRV`. */
  loose?: boolean;
}

interface Node<T> {
  /** By the code of the next character; none where every spelling ends. */
  next?: Map<number, Node<T>>;
  /** Present at the end of a spelling; `undefined` as meaning marks a decoy. */
  end?: { meaning: T | undefined };
}

const SEPARATOR = /[\s\-·・._‐–—]/;

/**
 * A reader of fixed words: at each place the longest spelling wins, decoys are passed over, and a
 * spelling that begins or ends in a Latin letter or digit must not continue into another one.
 */
export function createWordList<T>(
  entries: readonly Entry<T>[],
  { decoys = '', loose = false }: WordListOptions = {},
): (text: string) => Found<T>[] {
  const root: Node<T> = {};
  for (const [meaning, spellings] of entries) {
    for (const spelling of split(spellings, loose)) insert(root, spelling, meaning);
  }
  for (const decoy of split(decoys, loose)) insert(root, decoy, undefined);

  return (text) => {
    const folded = fold(text);
    const found: Found<T>[] = [];
    for (let start = 0; start < folded.length;) {
      const match = root.next?.has(folded.charCodeAt(start))
        ? longest(root, folded, start, loose)
        : undefined;
      if (match?.meaning !== undefined) {
        found.push({ value: match.meaning, start, end: match.end, words: text.slice(start, match.end) });
      }
      start = match?.end ?? start + 1;
    }
    return found;
  };
}

function split(spellings: string, loose: boolean): string[] {
  return spellings
    .split(/\s+/)
    .filter((spelling) => spelling !== '')
    .map((spelling) => fold(spelling).replaceAll('_', ' '))
    .map((spelling) => (loose ? spelling.replace(/[\s\-·・._‐–—]/g, '') : spelling));
}

/** Every list reads the same message: it is folded once. */
let last = { text: '', folded: '' };

/** Lower case of Latin letters only: `toLowerCase` may change the length, and offsets must hold. */
export function fold(text: string): string {
  if (last.text !== text)
    last = { text, folded: text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) };
  return last.folded;
}

function insert<T>(root: Node<T>, spelling: string, meaning: T | undefined): void {
  let node = root;
  for (let at = 0; at < spelling.length; at += 1) {
    const code = spelling.charCodeAt(at);
    node.next ??= new Map();
    const known = node.next.get(code);
    if (known) {
      node = known;
      continue;
    }
    const next: Node<T> = {};
    node.next.set(code, next);
    node = next;
  }
  // What stands first in the list keeps a spelling claimed twice.
  node.end ??= { meaning };
}

function longest<T>(
  root: Node<T>,
  text: string,
  start: number,
  loose: boolean,
): { meaning: T | undefined; end: number } | undefined {
  if (isLatin(text, start) && isLatin(text, start - 1)) return undefined;
  let node = root;
  let best: { meaning: T | undefined; end: number } | undefined;
  for (let at = start; at < text.length; at += 1) {
    const next = node.next?.get(text.charCodeAt(at));
    if (!next) {
      if (loose && at > start && maySkip(text, start, at)) continue;
      break;
    }
    node = next;
    const isCut = isLatin(text, at) && isLatin(text, at + 1);
    if (node.end && !isCut) best = { ...node.end, end: at + 1 };
  }
  return best;
}

/**
 * One separator inside a name: whichever of them between Latin letters or digits, except a space after a single
 * letter (`C 2` is a grade and a list number); next to Chinese only a space (`宋 PLUS`).
 */
function maySkip(text: string, start: number, at: number): boolean {
  if (!SEPARATOR.test(text.charAt(at))) return false;
  if (!isLatin(text, at + 1)) return false;
  if (isLatin(text, at - 1)) return text.charAt(at) !== ' ' || at - start > 1;
  return text.charAt(at) === ' ' && !SEPARATOR.test(text.charAt(at - 1));
}

/** A small Latin letter or a digit. */
function isLatin(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}
