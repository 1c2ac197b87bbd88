import type { CustomerState } from './cadence.ts';

/** How well a customer knows his consultant, in three steps (1.1): 认得我, 我们是朋友, 想买车就想到我. */
export const RAPPORTS = ['recognises', 'friend', 'topOfMind'] as const;
export type Rapport = (typeof RAPPORTS)[number];
export const RAPPORT_WORDS: Record<Rapport, string> = {
  recognises: '认得我',
  friend: '是朋友',
  topOfMind: '想买车先想到我',
};

/** 一级: 潜在, 基盘, VIP; 二级 below 基盘 (1.2). */
export interface CustomerClass {
  level: '潜在顾客' | '基盘顾客' | 'VIP顾客';
  kind: '意向顾客' | '自销保有' | '他销保有' | '他厂牌保有' | '战败顾客' | null;
}

/** What makes a VIP: a manager's word, a friend of his who ordered, or a second car (D30). */
export function isVip(owner: { isMarked: boolean; friendsWhoOrdered: number; cars: number }): boolean {
  return owner.isMarked || owner.friendsWhoOrdered >= 1 || owner.cars >= 2;
}

/** Which class a customer belongs to, judged from what his card says. */
export function classOf(card: {
  state: CustomerState;
  grade: string | null;
  isVip: boolean;
  ownedCar: 'ownSale' | 'otherSale' | 'otherBrand' | null;
}): CustomerClass {
  const { state, grade, isVip, ownedCar } = card;
  const owned = { ownSale: '自销保有', otherSale: '他销保有', otherBrand: '他厂牌保有' } as const;
  const kind =
    state === 'lost'
      ? '战败顾客'
      : state === 'delivered'
        ? '自销保有'
        : grade !== null
          ? '意向顾客'
          : ownedCar
            ? owned[ownedCar]
            : null;
  if (isVip) return { level: 'VIP顾客', kind };
  return kind ? { level: '基盘顾客', kind } : { level: '潜在顾客', kind: null };
}

/** What the words of the trade mean (1.2, D7, D34-D36), by what they begin with. */
export const DEFINITIONS: Readonly<Record<string, string>> = {
  潜在: '潜在顾客：有需求、有购买力，还没开发，靠销售工作能变成买主的人。',
  基盘: '基盘顾客：我们手里有档的人，分意向、自销保有、他销保有、他厂牌保有、战败。',
  VIP: 'VIP顾客：经理标的；或介绍成交过一位；或在我们这买过两台。',
  意向: '意向顾客：在谈、有级别（O/A/B/C）的人。',
  自销: '自销保有：开着我们卖的车的车主。',
  他销: '他销保有：开着我们品牌的车，但在别处买的，包括被同品牌别的店抢走的。说“王先生开的是咱们的车 在别处买的”就记上。',
  他厂牌: '他厂牌保有：开着别的品牌的车。',
  战败: '战败顾客：现在不想买我们的车，但不是死单，以后还可能买，所以会隔段时间再访。主管审批才算。',
  失控: '失控：联系不上了。和战败分开记，用同一张分析表。',
  死单: '死单：打错人、搬走、要求删除，或再访三次没动静，只有经理能定。',
  转介: '转介绍：老客户介绍来的。登记时说“李姐介绍的”，记在她名下，订了车她就是VIP。',
  基本: '基本顾客群：C级以下，半年内不买但值得交朋友的人。三个月联系一次，不催、不算超期。回“放基本顾客群”。',
  由头: '由头：打电话的理由，要跟客户有关，如旧车评估、补贴到期、对比表。“随便问问”不算。',
  有效回访: '有效回访：接通并说了内容、到店、试驾，或微信有来有回。没接、挂断、发了没回不算。',
};

/** Undefined for a word that the trade's list does not hold. */
export function definitionOf(word: string): string | undefined {
  return Object.entries(DEFINITIONS).find(([beginning]) => word.startsWith(beginning))?.[1];
}
