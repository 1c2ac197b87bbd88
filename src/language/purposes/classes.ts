import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn } from '../whom.ts';
import type { Purpose } from './purpose.ts';

const US = '(?:咱|我|本)们?(?:的|店|家|这边?|这儿|这里|品牌|牌子)?(?:的)?';
const DRIVES = '(?:现在|家里)?(?:开的?(?:就|也)?是?|开着)';
const ELSEWHERE = '(?:别处|别的?店|别家|外面|外地|其他店|他店|二手市场|网上)';

/** What is said of a customer when the message is nothing but that, his name left out. */
const SAID: readonly (readonly [RegExp, Partial<Meaning>])[] = [
  [/^(?:就|只|已经)?(?:认得|认识|记得)(?:我|咱)了?$/, { rapport: 'recognises' }],
  [/^(?:跟我|和我|我们)?(?:已经|算)?(?:是|成了?|处成了?)?朋友了?$/, { rapport: 'friend' }],
  [/^(?:想?要?买车)?(?:就|先|会|第一个|首先)*(?:想到|想起|找)的?(?:是)?我$/, { rapport: 'topOfMind' }],
  [/^(?:是|设为?|设成|标为?|标记为?|列为?|算)?\s*VIP(?:顾客|客户)?$/i, { vip: true }],
  [/^(?:取消|不是|不算|去掉|撤掉?)\s*VIP(?:顾客|客户)?$/i, { vip: false }],
  [
    new RegExp(
      `^${DRIVES}${US}车?[\\s,，]*(?:但)?是?(?:在|从)?${ELSEWHERE}.{0,3}[买提]的?$|^是?他销(?:保有)?$`,
    ),
    { ownedCar: 'otherSale' },
  ],
  [new RegExp(`^${DRIVES}(?:从|在)?${US}[买卖提]的.{0,6}$|^是?自销(?:保有)?$`), { ownedCar: 'ownSale' }],
  [
    new RegExp(`^${DRIVES}(?:别的|其他|别家|外)的?(?:牌子|品牌|厂家)?的?车?$|^是?他厂牌(?:保有)?$`),
    { ownedCar: 'otherBrand' },
  ],
  [
    /^(?:先|就|再)?(?:放|转|归|列|降|挪)(?:到|入|进|为|成)?(?:基本|基盘)(?:顾客|客户)?群?(?:里|吧|了)*$/,
    { baseGroup: true },
  ],
];

const TERM =
  '潜在(?:顾客|客户)?|基盘(?:顾客|客户)?|VIP(?:顾客|客户)?|意向(?:顾客|客户)|自销(?:保有)?(?:顾客|客户)?|他销(?:保有)?(?:顾客|客户)?|他厂牌(?:保有)?(?:顾客|客户)?|战败(?:顾客|客户)?|失控|死单|转介绍?|基本(?:顾客|客户)群|由头|有效回访|[OABC]级';
const ASKED = new RegExp(
  `^(?:什么|啥|哪种)(?:是|叫|算)(${TERM})[?？]?$|^(${TERM})(?:是什么意思|是啥意思|什么意思|啥意思|是什么|是啥|指什么|的?定义)[?？]?$`,
  'i',
);

/** Classes of customers (1.2): what somebody is, and what the words mean. */
export const classes: readonly Purpose[] = [
  {
    intent: 'askTerm',
    shownBy: ({ has }) => has(ASKED),
    means: ({ text }) => {
      const [, after, before] = ASKED.exec(text) ?? [];
      return { asked: (after ?? before ?? '').toUpperCase() };
    },
  },
  {
    intent: 'classify',
    shownBy: (reading) => saidOf(reading) !== undefined,
    means: (reading) => saidOf(reading) ?? {},
  },
];

function saidOf(reading: Reading): Partial<Meaning> | undefined {
  const [name, second] = customersIn(reading);
  if (second) return undefined;
  const bare = reading.text
    .replace(name?.words ?? '', '')
    .replace(/^[\s,，]*(?:[他她]|客户|人家)?/, '')
    .replace(/[。.\s]+$/, '');
  return SAID.find(([words]) => words.test(bare))?.[1];
}
