/** What an amount is for, told by the word before it. `full`: the whole price, paid at once. `offer`: a sum in a talk about price. */
export type AmountRole =
  | 'budget'
  | 'price'
  | 'full'
  | 'discount'
  | 'deposit'
  | 'downPayment'
  | 'monthly'
  | 'balance'
  | 'insurance'
  | 'appraisal'
  | 'agreed'
  | 'gap'
  | 'cost'
  | 'paid'
  | 'order'
  | 'offer';

/** Words before an amount, `?` after a character that may be missing; of two that end alike the longer decides. */
const ROLES: readonly (readonly [AmountRole, string])[] = [
  [
    'budget',
    '预算|玉算|心理价位?|心里价位?|手里有?|手头有?|手上有?|顶天|价位|想控制|控制|预计花|打算花|准备花',
  ],
  ['full', '全款|一次性|一次付清|一把付清|落地|落地价|包牌|包牌价|全包|一口价|总价|全部下来|办下来|下来'],
  [
    'price',
    '优惠后|优惠完|降完|裸车价?|车价|报价|报了|报的|报给|谈下来|成交价?|成交|底价|限价|指导价|客户要|要价|他要|她要|只要|卖|卖到|权限|做到|给到|放到|让到|只能到|能到|底线|让完|谈到|砍到|还价|还到|开价|开票价?|价格|车款|合同价|订单价|客户出|出到|最低|最高|单价|期望价?|想卖',
  ],
  ['deposit', '定金|订金|定经|押金|意向金|诚意金|大定|小定|下定|交定|收定|预付'],
  ['downPayment', '首付款?|首期|付了首付'],
  ['monthly', '月供|月还|每月还?|一个月还|每个月还?'],
  ['balance', '尾款|余款|剩余|还差|欠款|欠|未收|尾欠'],
  ['insurance', '车险|保险费?|保费|全险|商业险|交强险|三者|续保'],
  ['agreed', '收车价|收车|收购价?|同意收|定价'],
  ['appraisal', '评估价?|评估了?|评了|估价|估值|估了?|收了?|旧车|二手车|置换价|抵'],
  ['gap', '相差|缺|差距|差价|差|多要|贵了?|高了?|高出|低了?|少了?'],
  [
    'discount',
    '优惠|便宜|让利?|降价?|降了?|直降|再降|再让|再少|少|减|立减|补贴|置换补贴|返现?|返|抹|再申请|申请|再要|多要|再给|再优惠|现金优惠|让了|批了?|批|补|抵扣|打折|礼包|砍',
  ],
  ['cost', '上牌费|牌照费|服务费|手续费|保养费|维修费|运费|花了?|花费了?|费用|成本|投了?|开销|用了'],
  ['paid', '付了?|刷了?|交了?|转了?|打了|收到|收款|到账|已付|先付|先交|先打|再付|补交|退款?|退'],
  ['order', '合计|一共|总共|共|金额|总额|收款预定'],
  ['offer', '加|送|值|价值|膜|脚垫|精品|装潢|赔|罚|扣'],
];

/** Between the word and the amount: 优惠了大概2000, 预算:18, 定金先交5000. */
const LINKS = new Set(
  '了 从 到 是 在 : 按 约 大概 差不多 大约 左右 也就 就 才 只 最多 至少 不超过 控制在 可能 得 给 要 个 的 他 我 客户 再 先 去 算的 想 出 来 下 , 价 嘛 说 呢 改 攥着 准备了 提到 涨到 加到 改成 改到 改为 调到 换成 算 到位 店里上 店里做 店里出 店里买 店里 '.split(
    ' ',
  ),
).add(' ');
const MAX_LINKS = 3;
const LONGEST = 6;

/** Verbs that say only that money moved: a noun before them says more (定金先交5000). */
const WEAK: ReadonlySet<AmountRole> = new Set(['paid', 'offer']);

const ROLE_OF: ReadonlyMap<string, AmountRole> = new Map(
  ROLES.flatMap(([role, words]) =>
    words
      .split('|')
      .flatMap(spell)
      .map((word) => [word, role] as const),
  ).reverse(),
);

/** 裸车?价? is 裸, 裸车, 裸价 and 裸车价. */
function spell(word: string): string[] {
  const at = word.indexOf('?');
  if (at < 0) return word === '' ? [] : [word];
  const rest = word.slice(at + 1);
  return [...spell(word.slice(0, at) + rest), ...spell(word.slice(0, at - 1) + rest)];
}

/** Roles told by the word that follows: 5000定金, 10万左右的预算. */
const FOLLOWING: Record<string, AmountRole> = {
  定金: 'deposit',
  订金: 'deposit',
  押金: 'deposit',
  意向金: 'deposit',
  预算: 'budget',
  首付: 'downPayment',
  尾款: 'balance',
  月供: 'monthly',
  优惠: 'discount',
  保险: 'insurance',
  补贴: 'discount',
  全款: 'full',
};
const FOLLOWED = new RegExp(`^\\s?(?:左右|上下|以内)?的?(?<word>${Object.keys(FOLLOWING).join('|')})`);

/** The role of an amount, from the texts before and after it in the message. */
export function roleOf(before: string, after: string): AmountRole | undefined {
  let phrase = before;
  let weak: AmountRole | undefined;
  for (let links = 0; links <= MAX_LINKS; links += 1) {
    const word = ending(phrase, ROLE_OF);
    const role = word === undefined ? undefined : ROLE_OF.get(word);
    if (role !== undefined && !WEAK.has(role)) return role;
    weak ??= role;
    const passed = word ?? ending(phrase, LINKS);
    if (passed === undefined) break;
    phrase = phrase.slice(0, -passed.length);
  }
  if (weak) return weak;
  const word = FOLLOWED.exec(after)?.groups?.['word'];
  return word === undefined ? undefined : FOLLOWING[word];
}

/** The longest of the words that the phrase ends in. */
function ending(phrase: string, words: { has(word: string): boolean }): string | undefined {
  for (let length = Math.min(LONGEST, phrase.length); length > 0; length -= 1) {
    const word = phrase.slice(-length);
    if (words.has(word)) return word;
  }
  return undefined;
}
