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
