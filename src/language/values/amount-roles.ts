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

/** Tried in order at the end of what precedes; each word may be followed by the small words of `LINK`. */
const ROLES: readonly (readonly [AmountRole, string])[] = [
  ['budget', '预算|玉算|心理价位?|心里价位?|价位|想控制|控制|预计花|打算花|准备花'],
  ['full', '全款|一次性|落地|落地价|包牌|包牌价|全包|一口价|总价|全部下来|办下来|下来'],
  [
    'price',
    '优惠后|优惠完|降完|裸车价?|车价|报价|报了|报的|报|成交价?|成交|底价|限价|指导价|客户要|要价|他要|她要|只要|卖|卖到|权限|做到|给到|谈到|砍到|还价|还到|开价|开票价?|价格|车款|合同价|订单价|客户出|出到|最低|最高|单价',
  ],
  ['deposit', '定金|订金|定经|押金|意向金|诚意金|大定|小定|下定|交定|收定|预付'],
  ['downPayment', '首付款?|首期|付了首付'],
  ['monthly', '月供|月还|每月还?|一个月还|每个月还?'],
  ['balance', '尾款|余款|剩余|还差|欠款|欠|未收|尾欠'],
  ['insurance', '保险费?|保费|全险|商业险|交强险|三者|续保'],
  ['agreed', '收车价|收车|收购价?|同意收|定价'],
  ['appraisal', '评估价?|评估了?|评了|估价|估值|估了?|收了?|旧车|二手车|置换价|抵'],
  ['gap', '相差|差距|差价|差|多要|贵了?|高了?|高出|低了?|少了?'],
  [
    'discount',
    '优惠|便宜|让利?|降价?|降了?|直降|再降|再让|再少|少|减|立减|补贴|置换补贴|返现?|返|抹|再申请|申请|再要|多要|再给|再优惠|现金优惠|让了|批了?|批|补|抵扣|打折|礼包|砍',
  ],
  ['cost', '花了?|费用|成本|投了?|开销|用了'],
  ['paid', '付了?|刷了?|交了?|转了?|打了|收到|收款|到账|已付|先付|先交|先打|再付|补交|退款?|退'],
  ['order', '合计|一共|总共|共|金额|总额|收款预定'],
  ['offer', '加|送|值|价值|膜|脚垫|精品|装潢|赔|罚|扣'],
];

/** Between the word and the amount: 优惠了大概2000, 预算:18, 定金先交5000. */
const LINK =
  '(?:了|到|是|在|:|按|约|大概|差不多|大约|左右|也就|就|才|只|最多|至少|不超过|控制在|可能|得|给|要|才要|了个|的|他|我|客户|再|先|个|去|算的|想|出|来|交|付|收|刷|下|转| |,|到了|价){0,3}$';

const PATTERNS = ROLES.map(([role, words]) => [role, new RegExp(`(?<word>${words})${LINK}`)] as const);

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
};
const FOLLOWED = new RegExp(`^\\s?(?:左右|上下|以内)?的?(?<word>${Object.keys(FOLLOWING).join('|')})`);

/** The role of an amount, from the texts before and after it in the message. */
export function roleOf(before: string, after: string): AmountRole | undefined {
  const phrase = before.split(/[\n。;!?]/).at(-1) ?? '';
  let best: { role: AmountRole; start: number; end: number } | undefined;
  for (const [role, pattern] of PATTERNS) {
    const match = pattern.exec(phrase);
    if (!match) continue;
    const word = match.groups?.['word'] ?? '';
    const [start, end] = [match.index, match.index + word.length];
    // The word nearest to the amount decides, and of two that end alike the longer: 首付 over 付.
    if (!best || end > best.end || (end === best.end && start < best.start)) best = { role, start, end };
  }
  if (best) return best.role;
  const word = FOLLOWED.exec(after)?.groups?.['word'];
  return word === undefined ? undefined : FOLLOWING[word];
}
