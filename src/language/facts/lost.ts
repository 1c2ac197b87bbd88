import type { Cue } from '../cues.ts';
import type { Evidence } from '../evidence.ts';
import { boughtElsewhere } from '../intents.ts';
import type { Meaning } from '../meaning.ts';

/** Why and to whom a customer is lost; 失控 when he merely cannot be reached (D35). */
export function lostOf(evidence: Evidence, cues: ReadonlySet<Cue>, isLost: boolean): Pick<Meaning, 'lost'> {
  if (!isLost) return {};
  const { text, competitors, concerns } = evidence;
  const bought = competitors.find(({ value }) => value.bought) ?? competitors[0];
  const reason = [
    ...(/同品牌|别的店|他店|别家店|其他店/.test(text)
      ? ['同品牌他店']
      : bought || /买了别的|选了别/.test(text)
        ? ['竞品购买']
        : []),
    ...concerns.map(({ value }) => value),
    ...(/价格?[贵高]?|便宜/.test(text) && !concerns.some(({ value }) => value === '价格') ? ['价格'] : []),
    ...(/现车|没车|等车|交期/.test(text) && !concerns.some(({ value }) => value === '交期')
      ? ['现车/交期']
      : []),
    ...(/装修|买房|没钱|资金|不买了|放弃|取消计划/.test(text) ? ['放弃购车'] : []),
    ...(cues.has('unreachable') ? ['失联'] : []),
  ];
  const elsewhere = boughtElsewhere(evidence) || reason.some((word) => word !== '失联');
  return {
    lost: {
      type: cues.has('unreachable') && !elsewhere ? '失控' : '战败',
      reason: [...new Set(reason)],
      ...(bought && { competitor: bought.value.name }),
    },
  };
}
