import type { Found } from '../found.ts';
import { SOUNDS } from '../lexicon/sounds.ts';

const SOUND_OF: ReadonlyMap<string, string> = new Map(
  SOUNDS.trim()
    .split(/, |\n/)
    .flatMap((line) => {
      const [sound = '', chars = ''] = line.split(' ');
      return [...chars].map((char) => [char, sound] as const);
    }),
);

/** The syllable of a character without its tone, by its usual reading; the character itself if it is a rare one. */
function soundOf(char: string): string {
  return SOUND_OF.get(char) ?? char;
}

const HAN = /[一-鿿]/;

/**
 * A reader of names as dictation hears them: 皓颖 for 皓影, 科雷奥 for 科雷傲. Names of fewer than two Chinese characters
 * are left out. Finds are not names as they are spelt; whether they are meant is for the caller to judge.
 */
export function createSoundReader<T>(names: readonly (readonly [T, string])[]): (text: string) => Found<T>[] {
  const bySound = new Map<string, T>();
  const spelt = new Set<string>();
  const firsts = new Set<string>();
  let longest = 0;
  for (const [value, name] of names) {
    if (!/^[一-鿿]{2,5}$/.test(name)) continue;
    spelt.add(name);
    const syllables = [...name].map(soundOf);
    const key = syllables.join(' ');
    if (!bySound.has(key)) bySound.set(key, value);
    firsts.add(syllables.slice(0, 2).join(' '));
    longest = Math.max(longest, name.length);
  }
  return (text) => {
    const found: Found<T>[] = [];
    for (let start = 0; start + 1 < text.length; start += 1) {
      const first = text.charAt(start);
      const second = text.charAt(start + 1);
      if (!HAN.test(first) || !HAN.test(second)) continue;
      let key = `${soundOf(first)} ${soundOf(second)}`;
      if (!firsts.has(key)) continue;
      let best: Found<T> | undefined;
      for (let end = start + 2; end - start <= longest; end += 1) {
        const value = bySound.get(key);
        const words = text.slice(start, end);
        if (value !== undefined && !spelt.has(words)) best = { value, start, end, words };
        const next = text.charAt(end);
        if (!HAN.test(next)) break;
        key = `${key} ${soundOf(next)}`;
      }
      if (!best) continue;
      found.push(best);
      start = best.end - 1;
    }
    return found;
  };
}
