import type { Grade } from '../../domain/grade.ts';
import type { Found } from '../found.ts';
import { matchesOf } from '../matches.ts';

/**
 * A grade as said. `set`: is to be this; `raise` and `lower`: moves to this, without a letter by one step;
 * `hedged`: A吧, 好像是B; `question`: 是C还是B啊; `negated`: 不是A; `group`: names the customers of a grade
 * (A级的, B级客户, A级还有几个) and changes nobody's. `keep`: 级别不变, without a letter.
 */
export interface GradeMention {
  grade?: Grade;
  mark: 'set' | 'raise' | 'lower' | 'hedged' | 'question' | 'negated' | 'group' | 'keep';
  /** The grade moved away from, where it is said: B升A. */
  from?: Grade;
  /** A move only proposed: 升A吧, 可能降C. */
  unsure?: true;
}

/** 级 and what dictation makes of it: a及, b极. */
const LEVEL = '(?:[级及极吉]|意向)';
const SIZED = new RegExp(`^\\s?${LEVEL}别?|^[+-](?:级别?)?(?![A-Za-z0-9])`);
const LETTER = /[OHABC]/gi;
/** Dictated letters; only with 级. */
const SPOKEN: Record<string, Grade> = {
  欧: 'O',
  诶: 'A',
  必: 'B',
  比: 'B',
  币: 'B',
  毕: 'B',
  逼: 'B',
  欸: 'A',
  西: 'C',
  希: 'C',
};
const SPOKEN_GRADE = /[欧诶欸必比币毕逼西希]级(?!别|市|层|高)/g;
const ONE_STEP =
  /(?:往?上?(?<up>升|提|涨|调高)|往?下?(?<down>降|掉|调低))(?:了|个|它|他|她)?[一1]?个?(?:级别?|档)(?=$|[^一-鿿]|[吧了啊])|级别?(?:给)?(?:往上)?(?<up2>升|提)(?=一|$|[^一-鿿]|[吧了])|级别?(?:给)?(?:往下)?(?<down2>降)(?=一|$|[^一-鿿]|[吧了])/g;

const KEEP = /(?:级别?|意向)(?:还是|先|暂时|保持|维持|就)?(?:不变|没变|不动|不升不降|照旧|不用变)/g;

const RAISE = /(?:升|提|涨|调高|往上调|上调)级?(?:了)?(?:到|成|为|至|回)?\s?$/;
const LOWER = /(?:降|掉|退|压|打回|拉回|调低|往下调|下调|跌)级?(?:了|回)?(?:到|成|为|至|回)?\s?$/;
const SET =
  /(?:定|标|记|算|改|调|评|判|设|放|列|归|给|转|回|选|按|级别|等级|意向|类别|客户|分类|判定|是)(?:级|级别)?(?:成|为|到|个|在|的|了|是)?[: ]{0,2}$/;
const NEGATED =
  /(?:(?<!是)不是|不算|没到|不到|达不到|够不上|够不着|不够|算不上|没有到|不该是|不能算|不能是|还不是|不要|别定|别升|别记|别标|不升|不定|不降|没升|没降|没定|没评|别降|别挂|别给|别弄成|别报|别写|别当|别再写|非)(?:到|成|为)?\s?$/;
const HEDGE =
  /(?:先放|看着像|看样子|像是|好像|应该|可能|大概|估计|感觉|差不多|也许|貌似|似乎|勉强|姑且|先|暂时|暂|约莫|八成)(?:是|算|就|给|够|定|记|到|个)*\s?$/;
const ASKED_BEFORE =
  /(?:是不是(?:要|该|改成|改到|升到|降到)?|算不算|算是不是|够不够|能不能(?:算|定|升|给|到)?|要不要(?:升|降|定|改)?|该不该(?:升|降|定)?|可不可以(?:升|降|定)?)(?:到|成|为)?\s?$/;
const GROUP_BEFORE =
  /(?:那个|这个|那些|手里头|里头|手上|手里|名下|所有|全部|超期|哪些|几个|多少|看看|列下|列一下|我的)的?\s?$/;
const GROUP_AFTER =
  /^(?:的(?!$|[\s,。;!~])|客户|顾客|潜客|意向|里|中|还有|有|共|一共|几个|多少|超|没|转化|全部|都|名单|档|以上|以下|和[OHABC]|、|\/[OHABC]|率|占|到期|该|要|总)/i;
/** Words that a letter stands in without being a grade: A卡, B站, C级车, C位. */
const NOT_AFTER =
  /^(?:[级及]?(?:轿?车(?!型|色|都|也)|SUV|suv|轿跑|MPV)|[座区柱股站超卡证店端位盘面栋幢楼口型轮项组班馆照本])/;
const NOT_BEFORE =
  /(?:奔驰|迈巴赫|素|方案|计划|套餐|附件|选项|型号|版本|小|大|阿|老|plan|model|type|class|team|vitamin|option|[&@#_./'’-])\s?$/i;
const HAN = /[一-鿿]/;
const WORDLIKE = /[A-Za-z0-9]/;

/** Grades named in the text, each with how it is meant; letters inside models, words and plates are none. */
export function readGrades(text: string): Found<GradeMention>[] {
  const found: Found<GradeMention>[] = [];
  for (const match of matchesOf(text, LETTER)) {
    const mention = readLetter(text, match.index);
    if (mention) found.push(mention);
  }
  for (const match of matchesOf(text, SPOKEN_GRADE)) {
    const grade = SPOKEN[match[0].charAt(0)];
    const start = match.index;
    const before = text.slice(Math.max(0, start - 10), start);
    if (!grade || HAN.test(before.slice(-1)) === !intoGrade(before)) continue;
    found.push(mentionAt(text, start, start + 2, grade, before));
  }
  for (const match of matchesOf(text, ONE_STEP)) {
    const up = match.groups?.['up'] ?? match.groups?.['up2'];
    const value: GradeMention = { mark: up ? 'raise' : 'lower' };
    found.push({ value, start: match.index, end: match.index + match[0].length, words: match[0] });
  }
  for (const match of matchesOf(text, KEEP)) {
    found.push({
      value: { mark: 'keep' },
      start: match.index,
      end: match.index + match[0].length,
      words: match[0],
    });
  }
  found.sort((a, b) => a.start - b.start);
  return settle(text, found);
}

function readLetter(text: string, at: number): Found<GradeMention> | undefined {
  const letter = text.charAt(at);
  const previous = text.charAt(at - 1);
  if (WORDLIKE.test(previous) && !/\d{7}$/.test(text.slice(Math.max(0, at - 7), at))) return undefined;
  const rest = text.slice(at + 1, at + 12);
  const sized = SIZED.exec(rest)?.[0] ?? '';
  const after = rest.slice(sized.length);
  const next = after.charAt(0);
  if (
    sized === '' &&
    (WORDLIKE.test(next) ||
      (/^[-.&_'’@+/][A-Za-z0-9]/.test(after) && !/^\/[OHABC](?![A-Za-z0-9])/i.test(after)))
  ) {
    return undefined;
  }
  if (NOT_AFTER.test(rest)) return undefined;
  const before = text.slice(Math.max(0, at - 10), at);
  if (NOT_BEFORE.test(before) && !/(?:^|[^A-Za-z0-9])[OHABC]级?\/$/i.test(before)) return undefined;
  const introduced = intoGrade(before);
  if (sized === '' || (/^\s?[及极吉]/.test(sized) && !introduced && HAN.test(next))) {
    if (!standsAlone(letter, before, after, introduced)) return undefined;
    if (HAN.test(rest.charAt(0)) && sized !== '') return mentionAt(text, at, at + 1, toGrade(letter), before);
  }
  return mentionAt(text, at, at + 1 + sized.length, toGrade(letter), before);
}

function toGrade(letter: string): Grade {
  return letter.toUpperCase() as Grade;
}

function intoGrade(before: string): boolean {
  return (
    [RAISE, LOWER, SET, NEGATED, HEDGE, ASKED_BEFORE].some((pattern) => pattern.test(before)) ||
    /还是\s?$/.test(before)
  );
}

/** A bare letter is a grade at the end of a phrase, after a word that asks for one, or before 吧, 的, 还是. */
function standsAlone(letter: string, before: string, after: string, introduced: boolean): boolean {
  const next = after.charAt(0);
  if (/^\s+[A-Za-z]{2,}/.test(after) && letter === letter.toLowerCase()) return false;
  if (/^o$/i.test(letter) && /^\s*$/.test(before) && !/[^\s]/.test(after)) return false;
  if (/^\($/.test(next)) return false;
  if (!HAN.test(next)) return true;
  if (introduced) return !/^[座区柱股站超卡证款]/.test(after);
  if (/(?:手[里上]|名下|[还就]?[剩有]|几个)$/.test(before) && /^(?:还|有|剩|几|多少|的|没)/.test(after))
    return true;
  if (HAN.test(before.slice(-1)) && !/(?:[给把和、从由]|[姐哥总]|先生|女士)$/.test(before)) return false;
  return /^(?:[吧啊呀呢吗嘛了的类和跟、]|还是|不是|不了|够不上|改|升|降|转|变|到|或)/.test(after);
}

function mentionAt(
  text: string,
  start: number,
  end: number,
  grade: Grade,
  before: string,
): Found<GradeMention> {
  const after = text.slice(end, end + 8);
  const mark = markOf(before, after);
  const proposed =
    /^\s?吧/.test(after) || /(?:好像|应该|可能|大概|要不|是不是|能不能)[^\s]{0,2}$/.test(before);
  const unsure = (mark === 'raise' || mark === 'lower') && proposed ? { unsure: true as const } : {};
  return {
    value: { grade, mark, ...unsure },
    start,
    end,
    words: text.slice(start, end),
  };
}

function markOf(before: string, after: string): GradeMention['mark'] {
  if (ASKED_BEFORE.test(before) || /^[吗么嘛]|^(?:对吗|对不对|行吗|可以吗|是吗)|^\s?\?/.test(after))
    return 'question';
  if (NEGATED.test(before) || /^不了|^(?:够不上|达不到|没到)/.test(after)) return 'negated';
  if (RAISE.test(before)) return 'raise';
  if (LOWER.test(before)) return 'lower';
  if (HEDGE.test(before) || /^\s?了?吧/.test(after)) return 'hedged';
  if (!SET.test(before) && (GROUP_AFTER.test(after) || GROUP_BEFORE.test(before))) return 'group';
  if (/(?:客户|按|给|把|有)[: ]?$/.test(before) && GROUP_AFTER.test(after)) return 'group';
  return 'set';
}

/** Marks that need two mentions: C还是B asks about both, B升A is one move. */
function settle(text: string, mentions: readonly Found<GradeMention>[]): Found<GradeMention>[] {
  const settled: Found<GradeMention>[] = [];
  for (const mention of mentions) {
    const last = settled.at(-1);
    if (last && mention.start < last.end) continue;
    const between = last ? text.slice(last.end, Math.min(mention.start, last.end + 12)) : '';
    if (last && /^\s?(?:类|级)?的?,?\s?还是(?:是|算|定)?\s?$/.test(between)) {
      last.value = { ...last.value, mark: 'question' };
      settled.push({ ...mention, value: { ...mention.value, mark: 'question' } });
      continue;
    }
    const moved =
      /^\s?(?:级|就|现在|直接|可以|能|给|已经|已|要)*\s?(升|提|降|掉|转|变|改|调|→|->|到)(?:级|成|到|为|回|整)*\s?$/.exec(
        between,
      );
    const from = last?.value.grade;
    if (last && moved && from && mention.value.grade && last.value.mark !== 'negated') {
      const value: GradeMention = { grade: mention.value.grade, mark: direction(from, mention.value), from };
      last.value = value;
      last.end = mention.end;
      last.words = text.slice(last.start, mention.end);
      continue;
    }
    settled.push(mention);
  }
  return settled;
}

function direction(from: Grade, to: GradeMention): GradeMention['mark'] {
  if (to.mark !== 'set') return to.mark;
  const order = 'OHABC';
  return order.indexOf(to.grade ?? from) < order.indexOf(from) ? 'raise' : 'lower';
}
