import type { Meaning } from '../meaning.ts';
import { boughtElsewhere, boughtInstead } from '../purposes/lost.ts';
import type { Reading } from '../reading.ts';

const UNREACHABLE = /打不通|联系不上|失联|不接|没人接|空号|停机|失控|都没接|拉黑/;

/** Why somebody is no customer at all (死单, D35). */
const DEAD: readonly (readonly [RegExp, string])[] = [
  [/号码?(?:是)?(?:错|不对)|错号|空号|打错/, '号码不对'],
  [/搬(?:走|家|去|到)|出国|去外地/, '搬走'],
  [/去世|过世|不在了/, '去世'],
  [/(?:要求|让|叫|要).{0,4}删/, '要求删除'],
  [/不是(?:本人|客户|买车)|同行|没买过|从没/, '不是客户'],
  [/没兴趣|没反应|都没(?:意向|意思)|再访/, '多次再访无意向'],
];

/** Why and to whom a customer is lost; 失控 when he merely cannot be reached (D35). */
export function lostOf(reading: Reading, isLost: boolean): Pick<Meaning, 'lost'> {
  if (!isLost) return {};
  const { text, evidence } = reading;
  const { concerns } = evidence;
  if (/死单/.test(text)) {
    const why = DEAD.flatMap(([words, reason]) => (words.test(text) ? reason : []));
    return { lost: { type: '死单', reason: why } };
  }
  const bought = boughtInstead(reading);
  const cheaper = evidence.amounts.find(({ start }) =>
    /(?:便宜|低|少[要收]?|优惠)了?$/.test(text.slice(0, start)),
  );
  const reason = [
    ...(/同品牌|咱家牌子|一个牌子|别的店|他店|别家店|其他店/.test(text)
      ? ['同品牌他店']
      : bought || /买了别的|选了别/.test(text)
        ? ['竞品购买']
        : []),
    ...concerns.map(({ value }) => value),
    ...((cheaper || /价格?[贵高]?|便宜/.test(text)) && !concerns.some(({ value }) => value === '价格')
      ? ['价格']
      : []),
    ...(/现车|没车|等车|交期/.test(text) && !concerns.some(({ value }) => value === '交期')
      ? ['现车/交期']
      : []),
    ...(/装修|买房|没钱|资金|不买了|放弃|取消计划/.test(text) ? ['放弃购车'] : []),
    ...(UNREACHABLE.test(text) ? ['失联'] : []),
  ];
  const elsewhere = boughtElsewhere(reading) || reason.some((word) => word !== '失联');
  return {
    lost: {
      type:
        UNREACHABLE.test(text) && !elsewhere
          ? '失控'
          : /今年不|过完年|年后再|再说|再考虑|推迟|延[迟期后]|以后再|明年|暂时不|先不|过段时间/.test(text) &&
              !boughtElsewhere(reading)
            ? '延迟购车'
            : '战败',
      reason: [...new Set(reason)],
      ...(bought && { competitor: bought }),
      ...(cheaper && { gapCny: cheaper.value.fen / 100 }),
    },
  };
}
