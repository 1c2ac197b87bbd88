import type { Found } from '../found.ts';
import { matchesOf } from '../matches.ts';

/** Engine sizes in use: a bare 2.0 counts only if it is one of them. */
const SIZES = '(?:0\\.[89]|1\\.[0-68]|2\\.[03-57-9]|3\\.[0-6]|4\\.[0-7]|5\\.[057])';
const ENGINE = `(?:${SIZES}(?:\\s?(?:TGDI|TSI|TFSI|TD|GT|T|L|t|l|升))?(?![\\d.万]))`;
const DRIVE = '(?:两驱|四驱|前驱|后驱|全驱|二驱|2驱|4驱|[24]WD|AWD|双电机|单电机)';
const GEARBOX = '(?:自动挡?档?|手动挡?档?|手自一体|无级变?速?|双离合|CVT|AMT|DCT|[5-9]AT|AT|MT)';
const POWER =
  '(?:DM-?[ipIP]|dm-?[ip]|EV版?|PHEV|HEV|e-?POWER|ePOWER|双擎|插电混动|插混|油电混动|混动|增程式?|纯电版?|燃油版|油车|柴油版|汽油版|涡轮增压|自然吸气|自吸|轻混|锐[·・]?混动|锋[·・]?混动|Hi4|C-?DM)';
const RANGE = '(?:(?:标准|长|超长|高)续航(?:版|型)?|\\d{3}\\s?(?:km|KM|公里)(?:版|续航)?|续航\\d{3})';
const LEVEL =
  '(?:次顶配?|次低配?|顶配|高配|中高配|中配|低配|标配|丐版|入门版|入门款|基本型|基础版|满配|顶级版|(?:豪华|尊贵|尊享|尊荣|尊雅|旗舰|舒适|精英|时尚|运动|智享|智联|智尚|智雅|智慧|智驾|互联|领先|领航|领尚|进取|风尚|风华|经典|冠军|荣耀|行政|至尊|奢享|先锋|劲享|畅享|悦享|乐享|雅致|雅尚|卓越|超越|探索|商务|标准|进阶|劲动|悦享|雅享|睿享|炫动|锋动|限量|纪念|特别|性能|长轴|青春|科技|精英智享|锐享|锐动|锐领|焕新|铂金|黄金|钻石|星空|乐动|炫动|炫酷|自由|活力|骑士|挑战|追光|远航|创享|臻享|智臻|至臻|臻选|甄选|智选|精选|尚品|优越|风度|热爱|出行|飞驰|元气|尊骋|拓界|探界|征服|劲擎|时尚型|越野|城市|都市|天窗|导航|新锐|优雅|优享|致享|致尊|致雅|净速|净享|幸福|家享|驾享|悦动|悦尚)(?:版|型|款)|(?:Pro|PRO|Max|MAX|Ultra|ULTRA|Plus|PLUS|Air|AIR)版|(?<=\\s)(?:Max|MAX|Ultra|ULTRA)(?=\\s|$))';
const SEATS = '(?:[2-9二两五六七八九]座(?:版)?)';
const YEAR = '(?:(?:20)?[12]\\d(?:新)?款|新款|老款|改款|现款|全新一代|[一二三]代)';
/** 280TSI, 330豪华, 40时尚, 380四驱: output codes of the German makes. */
const CODE =
  '(?:[1-9]\\d{2}\\s?(?:TSI|TFSI|TGDI|THP)|(?:[1-9]\\d{2}|[345][05])(?:豪华|尊贵|舒适|时尚|精英|运动|领先|旗舰|动感|致雅|星空)|[2-5]\\d0(?=[四两]驱))';
const PART = `(?:${CODE}|${ENGINE}|${DRIVE}|${GEARBOX}|${POWER}|${RANGE}|${LEVEL}|${SEATS}|${YEAR})`;
/** 2.5豪华: behind an engine or another part the level needs no 版. */
const BARE_LEVEL =
  '(?:豪华|尊贵|尊享|舒适|精英|时尚|运动|旗舰|顶配|领先|动感|智享|进取|风尚|至尊|卓越|行政)(?![一-鿿])';
const TRIM = new RegExp(`(?<![A-Za-z0-9.])${PART}(?:\\s?${PART}|${BARE_LEVEL})*`, 'g');

/** Sizes common enough to stand alone. */
const BARE_SIZE = /^(?:1\.[02-68]|2\.[045]|3\.0)$/;

/** Words of a size that is money, an hour or a rate. */
const NOT_BEFORE =
  /(?:优惠|便宜|差|让|降|首付|利率|利息|预算|价|价格|报|要|涨|抵|返|付|第|落地|全款|收|估了?|期望|想要|想卖|给|评估|年化|月息)[: ]?$/;
const NOT_AFTER = /^(?:万|%|个|折|分|成|米|公里|点|左右|倍|折|元|块|以内|w|W|版本号)/;
/** Parts that say something only beside another, or that are said of a car without naming its version. */
const ALONE_NOT =
  /^(?:新款|老款|改款|现款|自动|手动|EV|AT|MT|油车|二代|一代|三代|混动挡|\d{3}\s?(?:km|KM|公里))$/;

/** Versions of a series as said (2.0两驱, 自动顶配, 1.5T, 豪华版), parts side by side as one. Text is NFKC. */
export function readTrims(text: string): Found<string>[] {
  const found: Found<string>[] = [];
  for (const match of matchesOf(text, TRIM)) {
    const words = match[0];
    const start = match.index;
    const end = start + words.length;
    const bare = /^\d+\.\d$/.test(words);
    const after = text.slice(end, end + 3);
    if (/[A-Za-z0-9]$/.test(words) && /^[A-Za-z0-9]/.test(after)) continue;
    if (
      bare &&
      (!BARE_SIZE.test(words) ||
        NOT_BEFORE.test(text.slice(Math.max(0, start - 4), start)) ||
        NOT_AFTER.test(after))
    )
      continue;
    if (ALONE_NOT.test(words) && !isGearbox(words, after)) continue;
    found.push({ value: words, start, end, words });
  }
  return found;
}

/** 自动 and 手动 name a version, unless they say how something works (自动泊车). */
function isGearbox(words: string, after: string): boolean {
  return /^[自手]动$/.test(words) && /^(?:$|[^一-鿿]|的|版|款|白|黑|红|灰|蓝)/.test(after);
}
