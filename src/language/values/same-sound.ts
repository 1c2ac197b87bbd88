import type { Found } from '../found.ts';
import { SOUNDS } from '../lexicon/sounds.ts';

/** The syllable of each character, without its tone, by its usual reading: as numbers, since every message is heard. */
const SYLLABLES = new Uint16Array(0x10000);
/** The syllables in letters, by number. */
const LETTERS = [''];
for (const line of SOUNDS.trim().split(/, |\n/)) {
  const [letters = '', chars = ''] = line.split(' ');
  for (const char of chars) SYLLABLES[char.charCodeAt(0)] = LETTERS.length;
  LETTERS.push(letters);
}

/** 思域 is `siyu`, 秦PLUS `qinPLUS`; undefined of names without a Chinese character or with a rare one. */
export function pinyinOf(name: string): string | undefined {
  const letters = Array.from(name, (char) => (HAN.test(char) ? LETTERS[soundAt(char, 0)] : char));
  return HAN.test(name) && letters.every((part) => part !== undefined) ? letters.join('') : undefined;
}

/** 星越L is `xyL`, as far as every character is known; of names of three signs or more, shorter ones say too little. */
export function initialsOf(name: string): string | undefined {
  const signs = Array.from(name);
  const letters = signs.map((char) => (HAN.test(char) ? LETTERS[soundAt(char, 0)]?.charAt(0) : char));
  const isTold = HAN.test(name) && signs.length >= 3 && letters.every((letter) => letter !== undefined);
  return isTold ? letters.join('') : undefined;
}

const HAN = /[一-鿿]/;

/** Its syllable; of a character so rare that none is known, the character itself; 0 of what is not Chinese. */
function soundAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (!(code >= 0x4e00 && code <= 0x9fff)) return 0;
  return SYLLABLES[code] || code;
}

/**
 * A reader of names as dictation hears them: 皓颖 for 皓影, 科雷奥 for 科雷傲. Names of fewer than two Chinese characters
 * are left out. Finds are not names as they are spelt; whether they are meant is for the caller to judge.
 */
export function createSoundReader<T>(names: readonly (readonly [T, string])[]): (text: string) => Found<T>[] {
  const bySound = new Map<string, T>();
  const spelt = new Set<string>();
  /** The first two syllables of a name, packed into one number. */
  const beginnings = new Set<number>();
  let longest = 0;
  for (const [value, name] of names) {
    if (!/^[一-鿿]{2,5}$/.test(name)) continue;
    spelt.add(name);
    const sound = soundOf(name);
    if (!bySound.has(sound)) bySound.set(sound, value);
    beginnings.add(soundAt(name, 0) * 0x10000 + soundAt(name, 1));
    longest = Math.max(longest, name.length);
  }
  return (text) => {
    const found: Found<T>[] = [];
    let second = soundAt(text, 0);
    for (let start = 0; start + 1 < text.length; start += 1) {
      const first = second;
      second = soundAt(text, start + 1);
      if (first === 0 || second === 0 || !beginnings.has(first * 0x10000 + second)) continue;
      let best: Found<T> | undefined;
      for (let end = start + 2; end - start <= longest && soundAt(text, end - 1) !== 0; end += 1) {
        const words = text.slice(start, end);
        const value = bySound.get(soundOf(words));
        if (value !== undefined && !spelt.has(words)) best = { value, start, end, words };
      }
      if (!best) continue;
      found.push(best);
      start = best.end - 1;
      second = soundAt(text, best.end);
    }
    return found;
  };
}

/** Its syllables, packed into as many characters. */
function soundOf(name: string): string {
  let sound = '';
  for (let at = 0; at < name.length; at += 1) sound += String.fromCharCode(soundAt(name, at));
  return sound;
}
