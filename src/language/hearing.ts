import { createSoundReader } from './values/same-sound.ts';
import { COMMON } from './values/surnames.ts';

/** Words of the trade that dictation writes with other characters of the same sound. */
const TERMS =
  '战败 建卡 建档 由头 空号 尾款 全款 按揭 分期 置换 回访 现车 报价 首付 贷款 级别 短信 上牌 爽约 邀约 展厅 离店 征信 放款 首保 脚垫 贴膜 底价 预算 顶配';

/** Words that sound like one of them and are meant as they stand. */
const AS_WRITTEN = new Set(
  '安姐 精品 只换 之换 回放 保价 收付 首富 手扶 见档 建党 间断 间档 地价 抵价 第一 极别 上拍 上排 放宽 脚点 首报 手包 要约 接待'.split(
    ' ',
  ),
);

const hearTerms = createSoundReader(TERMS.split(' ').map((term) => [term, term] as const));

/** The same in the speech of the North-East and the South. As long as what it stands for: places in the text must hold. */
const DIALECT: readonly (readonly [RegExp, (words: string) => string])[] = [
  [/[今明昨后][个儿](?!人|月|别|子)/g, (words) => `${words.charAt(0)}天`],
  [/(?<!临)[是试式事](?:加(?![油价班上了到分个微一])|假(?![的如期])|驾)/g, () => '试驾'],
  [/[定订]经/g, () => '定金'],
  [/上趟/g, () => '上次'],
  [/唔(?=好|要|使)/g, () => '不'],
  [/仲(?=有|要|未|没)/g, () => '还'],
  [/摆(?=了?(?:些|下|哈|会儿)?(?:啥|什么|[\d一二两三四五六七八九十]+分))/g, () => '聊'],
  [/字换/g, () => '置换'],
  [/寻思/g, () => '考虑'],
  [/(?<![信音])上回/g, () => '上次'],
  [/(?<=[升降调](?:到|成|为)?)[比逼必](?=$|[\s,，。级])/g, () => 'B'],
  [/(?<=[升降调](?:到|成|为)?)[诶欸](?=$|[\s,，。级])/g, () => 'A'],
  [/(?<=[升降调](?:到|成|为)?)[西吸](?=$|[\s,，。级])/g, () => 'C'],
  [/几多/g, () => '多少'],
  [/客人/g, () => '客户'],
  [/唠/g, () => '聊'],
  [/瞅/g, () => '看'],
  [/撂/g, () => '挂'],
  [/冇/g, () => '没'],
  [/啦/g, () => '了'],
  [/咯/g, () => '了'],
  [/讲(?!解|座|价|究|话)/g, () => '说'],
  [/莫(?=打|发|再|联系|来|要|算|给|让)/g, () => '别'],
  [/没得(?!说|法|办)/g, () => '没有'],
  [/(?<![强大快高低好贵宜了情暖上下])好多(?=个|人|台|批|$|[\s,，?])/g, () => '多少'],
  [/一哈/g, () => '一下'],
  [/咋个/g, () => '怎么'],
  [/俩(?=批|波|个|台|人|没|留|来电|天|$|\s)|(?<=档|没留|来电|留)俩/g, () => '两'],
  [/(?<=[\d一二两三四五六七八九])拨(?=人|客|都?没|$|\s|[,，])/g, () => '批'],
  [/拢共/g, () => '总共'],
  [/头[次趟](?!见|听|买)/g, () => '首次'],
  [/瞧(?!不|得)/g, () => '看'],
  [/试[价架家](?![格子里])/g, () => '试驾'],
  [/甭/g, () => '别'],
  [/仨(?=批|个|台|人|没|留|来电)/g, () => '三'],
  [/(?<=[\d一二两三四五六七八九])波(?=人|$|\s|[,，\d])/g, () => '批'],
  [
    /(?<=[AaMmLlXxQqGgSsUuEeTt])[一二三四五六七八九](?![个台批点级位组天次月号千万百十条通成驱座缸门轮季年])/g,
    (words) => String('零一二三四五六七八九'.indexOf(words)),
  ],
  [/[今昨明]日(?!头条)/g, (words) => `${words.charAt(0)}天`],
  [/顾客|潜客/g, () => '客户'],
  [/车险/g, () => '保险'],
  [/现货/g, () => '现车'],
  [/交流/g, () => '沟通'],
  [/传(?=我|给我)/g, () => '发'],
  [/拉呱/g, () => '沟通'],
  [/合计(?=合计)|(?<=合计)合计|琢磨/g, () => '考虑'],
];

/** Most messages hold nothing of it. */
const ANY_DIALECT = new RegExp(DIALECT.map(([words]) => words.source).join('|'));

/** The message as it was meant to be heard, character by character as long as what was written. */
export function heard(text: string): string {
  // Dictation puts a full stop wherever somebody draws breath.
  let told = text.replaceAll(/。(?=.)/g, ' ');
  if (ANY_DIALECT.test(text)) for (const [words, meant] of DIALECT) told = told.replaceAll(words, meant);
  const heardSo = told;
  const misheard = hearTerms(told).filter(
    ({ words, start, end }) => !AS_WRITTEN.has(words) && !isPerson(heardSo, start, end),
  );
  for (const { value, start, end } of misheard) told = told.slice(0, start) + value + told.slice(end);
  return told;
}

/** 段鑫打了没接, 鲍佳说考虑: a name that sounds like 短信, 报价. */
function isPerson(text: string, start: number, end: number): boolean {
  return (
    COMMON.has(text.charAt(start)) &&
    /(?:^|[\s,，:：]|给|跟|找)$/.test(text.slice(0, start)) &&
    /^(?:又?打了|没接|通了|接了|回了|[升降]|说|约了|来店|到店|那个|先生|女士|1[3-9]\d{9}|\s1[3-9]\d{9})/.test(
      text.slice(end),
    )
  );
}
