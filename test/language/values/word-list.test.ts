import { expect, test } from 'vitest';
import { createWordList } from '../../../src/language/values/word-list.ts';

const read = createWordList<string>(
  [
    ['white', '白 珍珠白 w'],
    ['two words', 'a_b'],
  ],
  { decoys: '白菜 小白' },
);
const readLoosely = createWordList<string>(
  [
    ['crv', 'CRV'],
    ['plus', '宋PLUS'],
    ['c2', 'C2'],
  ],
  { loose: true },
);

test.each<[text: string, words: string[]]>([
  ['白', ['白']],
  ['珍珠白白', ['珍珠白', '白']],
  ['白菜', []],
  ['小白 白', ['白']],
  ['w', ['w']],
  ['看w的', ['w']],
  ['wx', []],
  ['xw', []],
  ['W', ['W']],
  ['a b', ['a b']],
  ['', []],
])('the longest spelling wins, decoys are passed over, Latin words stand alone: %s', (text, words) => {
  expect(read(text).map((found) => found.words)).toEqual(words);
});

test.each<[text: string, words: string[]]>([
  ['CR-V', ['CR-V']],
  ['cr v', ['cr v']],
  ['宋 plus', ['宋 plus']],
  ['C 2', []],
  ['C-2', ['C-2']],
  ['crvx', []],
])('separators inside Latin names do not matter where asked for: %s', (text, words) => {
  expect(readLoosely(text).map((found) => found.words)).toEqual(words);
});

test('letters whose lower case is longer leave offsets right', () => {
  expect(read('İİ白')).toEqual([{ value: 'white', start: 2, end: 3, words: '白' }]);
});
