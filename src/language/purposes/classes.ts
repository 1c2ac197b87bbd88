import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn, named } from '../whom.ts';
import type { Purpose } from './purpose.ts';

const US = '(?:咱|我|本)们?(?:的|店|家|这边?|这儿|这里|品牌|牌子)?(?:的)?';
const DRIVES = '(?:现在|家里)?(?:开的?(?:就|也)?是?|开着)';
const ELSEWHERE = '(?:别处|别的?店|别家|外面|外地|其他店|他店|二手市场|网上)';

/** What is said of a customer when the message is nothing but that, his name left out. */
const SAID: readonly (readonly [RegExp, Partial<Meaning>])[] = [
  [/^(?:就|只|已经)?(?:认得|认识|记得)(?:我|咱)了?$/, { rapport: 'recognises' }],
  [/^(?:跟我|和我|我们)?(?:已经|算)?(?:是|成了?|处成了?)(?:我的?)?朋友了?$/, { rapport: 'friend' }],
  [
    /^(?:一?想?要?买车(?:就|先|会|只|第一个|首先)*(?:想到|想起|找)|(?:就|先|会|第一个|首先)*(?:想到|想起))的?(?:是)?我了?$/,
    { rapport: 'topOfMind' },
  ],
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
    /^(?:先|就|再)?(?:放|转|归|列|降|挪)(?:到|入|进|为|成|回)?(?:基本|基盘)(?:顾客|客户)?群?(?:里|吧|了)*$/,
    { baseGroup: true },
  ],
  [/^(?:移|调|拿|退)?出(?:了)?(?:基本|基盘)(?:顾客|客户)?群?(?:吧|了)*$/, { baseGroup: false }],
];

const BASE_GROUP_LIST =
  /^(?:看看?|查|列(?:一下)?|我的)?(?:基本|基盘)(?:顾客|客户)?群?(?:的)?(?:名单|清单|有哪些(?:人|客户)?|有谁)[?？]?$/;

const TERM =
  '潜在(?:顾客|客户)?|基盘(?:顾客|客户)?|VIP(?:顾客|客户)?|意向(?:顾客|客户)|自销(?:保有)?(?:顾客|客户)?|他销(?:保有)?(?:顾客|客户)?|他厂牌(?:保有)?(?:顾客|客户)?|战败(?:顾客|客户)?|失控|死单|转介绍?|基本(?:顾客|客户)群|由头|有效回访|[OHABC]级';
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
    intent: 'setReferrer',
    shownBy: (reading) => (referralIn(reading) ? reading.has(INTRODUCED) : undefined),
    means: (reading) => referralIn(reading) ?? {},
  },
  {
    intent: 'queryList',
    shownBy: ({ has }) => has(BASE_GROUP_LIST),
    means: () => ({ baseGroup: true }),
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
    .replace(/^[\s,，]*(?:把|公司池|公海|池子?)?里?的?[\s,，]*(?:[他她]|客户|人家)?/, '')
    .replace(/[。.\s]+$/, '');
  const whole = SAID.find(([words]) => words.test(bare))?.[1];
  if (whole) return whole;
  // 是我朋友 一想买车就想到我: the nearer of two.
  const parts = bare.split(/[\s,，]+/).map((part) => SAID.find(([words]) => words.test(part))?.[1]);
  return parts.length === 2 && parts.every((part) => part?.rapport !== undefined)
    ? (parts.find((part) => part?.rapport === 'topOfMind') ?? parts[0])
    : undefined;
}

/** 周先生 李姐介绍的, 李姐5678介绍的: nothing but who brought him. */
const INTRODUCED = /(?:(\d{4})|尾号(\d{4}))?(?:给我)?介绍(?:来|过来)?的[。.]?$/;

function referralIn(reading: Reading): Partial<Meaning> | undefined {
  const { text, evidence } = reading;
  const names = customersIn(reading);
  const by = names.at(-1);
  const words = reading.has(INTRODUCED);
  const isAlone = evidence.phones.length + evidence.contacts.length + evidence.cars.length === 0;
  if (!words || !by || names.length > 2 || !isAlone || text.slice(by.end, words.start).trim() !== '')
    return undefined;
  const who = names.length === 2 ? names[0] : undefined;
  const between = text.slice(who?.end ?? 0, by.start).replace(/[\s,，是老客户车主的]/g, '');
  if (between !== '' || (who && who.start > 0)) return undefined;
  const [, beside, tail] = INTRODUCED.exec(text) ?? [];
  const last4 = beside ?? tail;
  return {
    customerRef: who ? named(who.value) : null,
    source: 'referral',
    referrer: { name: by.value.alias ?? by.value.name, ...(last4 !== undefined && { last4 }) },
  };
}
