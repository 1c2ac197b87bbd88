import type { Found } from '../found.ts';

/** A meaning and its spellings, separated by spaces; `_` stands for a space inside a spelling. */
export type Entry<T> = readonly [meaning: T, spellings: string];

export interface WordListOptions {
  /** Longer words in which a spelling means something else: 白菜 swallows 白. Same form as spellings. */
  decoys?: string;
  /** Also matches with a space, dash or dot next to Latin letters and digits: `CR-V` for `CRV`. */
  loose?: boolean;
}

const SEPARATOR = /[\s\-·・._‐–—]/;
const SEPARATORS = /[\s\-·・._‐–—]/g;

/** The places in spellings: each is known by a number, and leads to others by the code of the next character. */
interface Tree<T> {
  /** By place and code in one number; place 0 is where every spelling begins. */
  next: Map<number, number>;
  /** Of the places at which a spelling ends; `undefined` as meaning marks a decoy. */
  ends: Map<number, { meaning: T | undefined }>;
  places: number;
}

/**
 * A reader of fixed words: at each place the longest spelling wins, decoys are passed over, and a
 * spelling that begins or ends in a Latin letter or digit must not continue into another one.
 */
export function createWordList<T>(
  entries: readonly Entry<T>[],
  { decoys = '', loose = false }: WordListOptions = {},
): (text: string) => Found<T>[] {
  const tree: Tree<T> = { next: new Map(), ends: new Map(), places: 1 };
  for (const [meaning, spellings] of entries) {
    for (const spelling of split(spellings, loose)) insert(tree, spelling, meaning);
  }
  for (const decoy of split(decoys, loose)) insert(tree, decoy, undefined);

  return (text) => {
    const folded = fold(text);
    const found: Found<T>[] = [];
    for (let start = 0; start < folded.length;) {
      const match = tree.next.has(folded.charCodeAt(start)) ? longest(tree, folded, start, loose) : undefined;
      if (match?.meaning !== undefined) {
        found.push({ value: match.meaning, start, end: match.end, words: text.slice(start, match.end) });
      }
      start = match?.end ?? start + 1;
    }
    return found;
  };
}

function split(spellings: string, loose: boolean): string[] {
  const words = /\s/.test(spellings) ? spellings.split(/\s+/).filter((word) => word !== '') : [spellings];
  return words.map((word) => spelt(word, loose));
}

/** Thousands are spelt at start: nothing is replaced in a word that has nothing to replace. */
function spelt(word: string, loose: boolean): string {
  const folded = /[A-Z]/.test(word) ? lowered(word) : word;
  const spaced = folded.includes('_') ? folded.replaceAll('_', ' ') : folded;
  return loose && SEPARATOR.test(spaced) ? spaced.replace(SEPARATORS, '') : spaced;
}

/** Every list reads the same message: it is folded once. */
let last = { text: '', folded: '' };

/** Lower case of Latin letters only: `toLowerCase` may change the length, and offsets must hold. */
export function fold(text: string): string {
  if (last.text !== text) last = { text, folded: lowered(text) };
  return last.folded;
}

function lowered(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function insert<T>(tree: Tree<T>, spelling: string, meaning: T | undefined): void {
  let place = 0;
  for (let at = 0; at < spelling.length; at += 1) {
    const step = stepFrom(place, spelling.charCodeAt(at));
    const known = tree.next.get(step);
    place = known ?? tree.places;
    if (known !== undefined) continue;
    tree.next.set(step, place);
    tree.places += 1;
  }
  // What stands first in the list keeps a spelling claimed twice.
  if (!tree.ends.has(place)) tree.ends.set(place, { meaning });
}

function stepFrom(place: number, code: number): number {
  return place * 0x10000 + code;
}

function longest<T>(
  { next, ends }: Tree<T>,
  text: string,
  start: number,
  loose: boolean,
): { meaning: T | undefined; end: number } | undefined {
  if (isLatin(text, start) && isLatin(text, start - 1)) return undefined;
  let place = 0;
  let best: { meaning: T | undefined; end: number } | undefined;
  for (let at = start; at < text.length; at += 1) {
    const following = next.get(stepFrom(place, text.charCodeAt(at)));
    if (following === undefined) {
      if (loose && at > start && maySkip(text, start, at)) continue;
      break;
    }
    place = following;
    const end = ends.get(place);
    if (end && !(isLatin(text, at) && isLatin(text, at + 1))) best = { ...end, end: at + 1 };
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
