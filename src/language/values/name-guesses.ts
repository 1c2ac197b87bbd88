import type { Found } from '../found.ts';
import { matchesOf } from '../matches.ts';

/** Initials typed instead of a name, with what they may stand for, likeliest first: never a name by themselves. */
export interface NameGuess {
  initials: string;
  guesses: string[];
}

/** Commonest surnames by first letter of the pinyin. */
const SURNAMES: Record<string, string> = {
  a: '安艾',
  b: '白包',
  c: '陈曹程',
  d: '邓丁董',
  e: '鄂',
  f: '冯方范',
  g: '郭高顾',
  h: '黄胡何',
  j: '贾江姜',
  k: '孔康',
  l: '李刘林',
  m: '马孟毛',
  n: '倪牛',
  o: '欧',
  p: '彭潘',
  q: '钱秦邱',
  r: '任',
  s: '孙宋沈',
  t: '唐田谭',
  w: '王吴魏',
  x: '徐许谢',
  y: '杨于袁',
  z: '张赵周',
};

/** Initials of forms of address. */
const ADDRESS: Record<string, string> = {
  xs: '先生',
  ns: '女士',
  xj: '小姐',
  tt: '太太',
  lb: '老板',
  sf: '师傅',
  ay: '阿姨',
  z: '总',
  j: '姐',
  g: '哥',
  s: '叔',
  y: '姨',
};

/** A frequent given name by initial, for two letters that may be a whole name (lz 李章). */
const GIVEN: Record<string, string> = {
  b: '斌',
  c: '超',
  d: '东',
  f: '飞',
  g: '刚',
  h: '辉',
  j: '军',
  k: '凯',
  l: '丽',
  m: '敏',
  n: '娜',
  p: '鹏',
  q: '强',
  t: '涛',
  w: '伟',
  x: '霞',
  y: '勇',
  z: '章',
};

const INITIALS =
  /(?<=^|\n|(?:建卡|登记|客户|姓名)[: ]{0,2}|\d[.、) ])([a-z]{2,3})(?=[ ,]{0,2}1[3-9]\d{9}(?!\d))/gi;

/** Initials where a name is expected: at the beginning of a line or after 建卡, before a mobile number. */
export function readNameInitials(text: string): Found<NameGuess>[] {
  const found: Found<NameGuess>[] = [];
  for (const match of matchesOf(text, INITIALS)) {
    const words = match[0];
    const guesses = guessNames(words.toLowerCase());
    if (guesses.length === 0) continue;
    found.push({
      value: { initials: words.toLowerCase(), guesses },
      start: match.index,
      end: match.index + words.length,
      words,
    });
  }
  return found;
}

function guessNames(initials: string): string[] {
  const surnames = [...(SURNAMES[initials.charAt(0)] ?? '')];
  const rest = initials.slice(1);
  const address = ADDRESS[rest];
  const given = rest.length === 1 ? GIVEN[rest] : undefined;
  const [first] = surnames;
  return [
    ...(address ? surnames.slice(0, 2).map((surname) => surname + address) : []),
    ...(first && given ? [first + given] : []),
  ];
}
