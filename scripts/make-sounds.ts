/** Writes `src/language/lexicon/sounds.ts`: the syllable, without its tone, of every character of GB 2312. */
import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

const decoder = new TextDecoder('gbk');
const bySound = new Map<string, string>();
for (let row = 0xb0; row <= 0xf7; row += 1) {
  for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
    const char = decoder.decode(Uint8Array.of(row, cell));
    if (!/^[一-鿿]$/.test(char)) continue;
    const sound = pinyin(char, { toneType: 'none', v: true });
    bySound.set(sound, (bySound.get(sound) ?? '') + char);
  }
}
const sounds = [...bySound].sort(([a], [b]) => (a < b ? -1 : 1)).map(([sound, chars]) => `${sound} ${chars}`);
const lines = sounds.flatMap((sound, at) => (at % 2 === 0 ? [[sound, sounds[at + 1]].join(', ')] : []));
writeFileSync(
  new URL('../src/language/lexicon/sounds.ts', import.meta.url),
  `/**
 * How characters sound, without tones: a syllable and the characters of GB 2312 that are usually read so. Made by
 * \`npx tsx scripts/make-sounds.ts\` from pinyin-pro; not to be edited by hand.
 */
export const SOUNDS = \`
${lines.join('\n')}
\`;
`,
);
