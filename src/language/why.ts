import type { Circumstances } from './circumstances.ts';
import type { Evidence } from './evidence.ts';
import type { Found } from './found.ts';
import { explained } from './interpret.ts';
import type { Intent } from './intents.ts';

/** Why a message was read as it was: the words that showed each purpose, and the words of each value. */
export interface Why {
  purposes: { intent: Intent; words: string }[];
  /** `value` as it was understood, where that differs from the words. */
  values: { kind: string; words: string; value?: string }[];
}

type Readers = { [Kind in Exclude<keyof Evidence, 'text'>]: [string, (value: never) => string | undefined] };

const KINDS = {
  names: ['称呼', ({ name }: Evidence['names'][number]['value']) => name],
  phones: [
    '电话',
    (phone: Evidence['phones'][number]['value']) => (phone.kind === 'wrongLength' ? '位数不对' : undefined),
  ],
  lastDigits: ['尾号', ({ digits }: Evidence['lastDigits'][number]['value']) => digits],
  cars: ['车型', ({ series }: Evidence['cars'][number]['value']) => series],
  competitors: ['竞品', ({ name }: Evidence['competitors'][number]['value']) => name],
  colours: ['颜色', ({ colour }: Evidence['colours'][number]['value']) => colour],
  trims: ['配置', (trim: string) => trim],
  grades: ['级别', ({ grade }: Evidence['grades'][number]['value']) => grade && `${grade}级`],
  dates: [
    '时间',
    ({ from, to, time, defaultTime, sure }: Evidence['dates'][number]['value']) =>
      `${from}${to === from ? '' : `到${to}`}${(time ?? defaultTime) ? ` ${time ?? defaultTime}` : ''}${sure ? '' : '（没说准）'}`,
  ],
  contacts: [
    '联系结果',
    ({ effective }: Evidence['contacts'][number]['value']) => (effective ? '算联系上' : '没联系上'),
  ],
  amounts: ['金额', ({ fen }: Evidence['amounts'][number]['value']) => `${fen / 100}元`],
  percents: ['比例', ({ basisPoints }: Evidence['percents'][number]['value']) => `${basisPoints / 100}%`],
  payments: ['付款', () => undefined],
  loanFacts: ['贷款', () => undefined],
  sources: ['来源', ({ heardFrom }: Evidence['sources'][number]['value']) => heardFrom],
  concerns: ['顾虑', (concern: string) => concern],
  companions: ['家人', ({ who }: Evidence['companions'][number]['value']) => who],
  usages: ['用途', (usage: string) => usage],
  tradeIns: ['旧车', ({ model }: Evidence['tradeIns'][number]['value']) => model],
  durations: ['时长', ({ minutes }: Evidence['durations'][number]['value']) => `${minutes}分钟`],
} satisfies Readers;

/** Reads a message again as it was read, and tells by which words. */
export function why(text: string, circumstances: Circumstances): Why {
  const { shown, readings } = explained(text, circumstances);
  return {
    purposes: shown.map(({ purpose: { intent }, words }) => ({ intent, words })),
    values: readings.flatMap(({ evidence }) =>
      Object.entries(KINDS).flatMap(([key, [kind, understood]]) =>
        (evidence[key as keyof typeof KINDS] as Found<unknown>[]).map(({ value, words }) => {
          const told = (understood as (value: unknown) => string | undefined)(value);
          return { kind, words, ...(told !== undefined && told !== words && { value: told }) };
        }),
      ),
    ),
  };
}
