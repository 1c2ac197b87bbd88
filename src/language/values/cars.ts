import type { Found } from '../found.ts';
import { BRANDS } from '../lexicon/brands.ts';
import { CHINESE_CARS } from '../lexicon/chinese-cars.ts';
import { FOREIGN_CARS } from '../lexicon/foreign-cars.ts';
import { createSoundReader, initialsOf, pinyinOf } from './same-sound.ts';
import { createWordList, type Entry } from './word-list.ts';

/** A car series as the lexicon spells it, however it was said. */
export interface Car {
  series: string;
  brand: string;
}

/** One line of the lexicon; `cautious` names need a word such as 看 or 试驾 before them. */
export interface CarLine extends Car {
  names: string[];
  cautious: string[];
  initials: string[];
}

/** Brands whose name is an everyday word, read only before or after a word of buying. */
const EVERYDAY_BRANDS = new Set([
  '大众',
  '现代',
  '理想',
  '小米',
  '海马',
  '东风',
  '坦克',
  '深蓝',
  '几何',
  '传祺',
  '红旗',
  '长城',
  '启辰',
  '仰望',
  '北汽',
]);
const WANTED =
  /(?:看|看了|看的|看上|看中|要|想要|订|定|订了|定了|下定|试驾|试|开|开的|买|提|换|选|比亚迪|竞品|对比|问|喜欢|意向|车型|推荐|关注)(?:的|了|过|个|\d|[一两三]|台|辆|款|一下|是|[:: ])*$/;
/** After a cautious name: the end of a phrase, a trim, a colour, a particle. */
const CAR_FOLLOWS =
  /^(?:$|[^一-鿿]|[的白黑红灰蓝银金绿跟和还吧与落优多顶高低]|全款|分期|现车|首次|二次|试驾|这款|那款|怎么|车|续航|多少|价格|有没有|现车)/;

/** Reads a lexicon: one car a line, `brand | series | other names | initials`, `~` before an everyday word. */
export function parseCars(lines: string): CarLine[] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [brand = '', series = '', others = '', initials = ''] = line
        .split('|')
        .map((part) => part.trim());
      const told = words(others);
      const cautious = told.filter((name) => name.startsWith('~')).map((name) => name.slice(1));
      const own = cautious.includes(series) ? [] : [series.replaceAll(' ', '')];
      return {
        brand,
        series,
        names: [...own, ...told.filter((name) => !name.startsWith('~'))],
        cautious,
        initials: words(initials),
      };
    });
}

function words(list: string): string[] {
  return list.split(/\s+/).filter((word) => word !== '');
}

interface Meaning {
  car: Car;
  kind: 'name' | 'cautious' | 'initials' | 'number';
}

/** A reader of the cars of a lexicon (see `parseCars`); the longest name wins. */
export function createCarReader(lines: readonly CarLine[]): (text: string) => Found<Car>[] {
  const entries: Entry<Meaning>[] = [];
  for (const { brand, series, names, cautious, initials } of lines) {
    const car: Car = { series, brand };
    for (const name of names) {
      entries.push([{ car, kind: /^\d+L?$/.test(name) ? 'number' : 'name' }, name]);
      entries.push([{ car, kind: 'name' }, brand + name]);
    }
    for (const name of cautious) entries.push([{ car, kind: 'cautious' }, name]);
    for (const name of initials) entries.push([{ car, kind: 'initials' }, name]);
    const letters = series.length >= 2 ? pinyinOf(series) : undefined;
    for (const typed of [letters, initialsOf(series)])
      if (typed) entries.push([{ car, kind: 'initials' }, typed]);
  }
  const read = createWordList(entries, { decoys: DECOYS, loose: true });
  const hear = createSoundReader(
    lines.flatMap(({ brand, series, names }) => names.map((name) => [{ series, brand }, name] as const)),
  );
  return (text) => {
    const named = read(text)
      .filter((found) => isMeant(text, found))
      .map(({ value, ...place }) => ({ value: value.car, ...place }));
    const heard = hear(text).filter(
      (found) =>
        isHeard(text, found) && !named.some(({ start, end }) => start < found.end && found.start < end),
    );
    return heard.length === 0 ? named : [...named, ...heard].sort((a, b) => a.start - b.start);
  };
}

/** What merely sounds like a car is one where a car is expected: after 看, 要, 试驾 …, or as a phrase of its own. */
function isHeard(text: string, { start, end }: Found<Car>): boolean {
  // 姓简 is no 星舰.
  if (text.charAt(start) === '姓') return false;
  const before = text.slice(Math.max(0, start - 8), start);
  const after = text.slice(end, end + 4);
  if (end - start >= 3) return true;
  return HEARD_AFTER.test(before) && HEARD_BEFORE.test(after);
}

/** What stands around two characters that sound like a car: 订了途悦黑色的, 红色四域月底提车, 还在比图跃跟消客. */
const HEARD_AFTER = new RegExp(
  `${WANTED.source}|[\\s,，。:：\\d]$|(?:[白黑红灰蓝银绿]色?的?|定[金经]|先生|女士|[哥姐总])$|(?:竞品|对比|在比|还比|拿)(?:了|着|的|是)?$|(?:对比|在比)[^\\s,，]{1,4}[跟和]$`,
);
const HEARD_BEFORE =
  /^(?:$|[\s,，。\d]|[白黑红灰蓝银绿]|[跟和](?=[^\s,，]{2,4}(?:$|[\s,，主他她担]))|主要|月底|周|首次|预算|级别|全款|分期|贷款|想|[ABCabc](?:级|$|\s))/;

const DECOYS =
  '凯悦酒店 汉字 汉堡 汉族 汉口 元旦 元月 元宵 元整 秦皇岛 唐山 宋体 夏天 夏季 极光色 云朵白 a级车 c级车 e级 s级 v级 aa级 卡宾枪 阿尔法蛋 1系列 3系列 4系列 5系列 7系列 a4纸 a3纸 h5页 h5链';

function isMeant(text: string, { value, start, end }: Found<Meaning>): boolean {
  if (value.kind === 'name') return true;
  const before = text.slice(Math.max(0, start - 8), start);
  const after = text.slice(end, end + 4);
  if (value.kind === 'initials') {
    return (
      !/^[ ,]{0,2}1[3-9]\d/.test(text.slice(end, end + 5)) &&
      !/[@_.-]$/.test(before) &&
      !/^[@_.-]/.test(after)
    );
  }
  if (value.kind === 'number') {
    return (
      new RegExp(`(?:${value.car.brand}|看了?|试驾)\\s?$`).test(before) &&
      !/^[块元万年个台km公批]/.test(after)
    );
  }
  return WANTED.test(before) && CAR_FOLLOWS.test(after);
}

/** The lexicon: the two lists of cars, in which a name claimed twice belongs to the line that comes first. */
export const CAR_LINES: readonly CarLine[] = parseCars(CHINESE_CARS + FOREIGN_CARS);

const BRAND_OF = new Map(CAR_LINES.map(({ series, brand }) => [series, brand]));

/** The brand of a series as the lexicon spells it. */
export function brandOf(series: string): string | undefined {
  return BRAND_OF.get(series);
}

/** Car series of the lexicon that the text names, in order. Text is NFKC. */
export const readCars: (text: string) => Found<Car>[] = createCarReader(CAR_LINES);

const readBrandWords = createWordList<string>([
  ...parseCars(BRANDS).map(({ brand, series }): Entry<string> => [brand, `${brand} ${series}`]),
  ...[...new Set(CAR_LINES.map(({ brand }) => brand))].map((brand): Entry<string> => [brand, brand]),
]);

/** Brands named without a series (看了丰田), in order; those that are everyday words only after 看, 买 and the like. */
export function readBrands(text: string, cars = readCars(text)): Found<string>[] {
  return readBrandWords(text).filter(({ value, start, end }) => {
    if (cars.some((car) => car.start < end && start < car.end)) return false;
    return !EVERYDAY_BRANDS.has(value) || WANTED.test(text.slice(Math.max(0, start - 8), start));
  });
}
