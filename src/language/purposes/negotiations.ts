import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn, staffIn } from '../whom.ts';
import { without } from '../evidence.ts';
import type { Purpose } from './purpose.ts';
import { matchesOf } from '../matches.ts';

const ROUND = /第([一二三四五六七八九]|\d)轮/;
const AT_THE_TABLE =
  /^谈判(?!技巧|话术|培训)|(?<=[\s,，])谈判(?=[\s,，:：])|第(?:[一二三四五六七八九]|\d)轮(?:谈|$|[\s,，])/;
/** 周主管在, 赵经理一起: colleagues by their office. */
const OFFICE = /([一-龥]?(?:总经理|销售经理|经理|主管|店总))(?:也)?(?:都)?(?:在|陪|一起|参与|帮)/g;
/** 谈到12.8万, 主管一起谈的: told without the word for it, so a price has to stand with it. */
const TALKED_PRICE =
  /谈到(?!一半|现在|晚上|几点)|(?:主管|经理|店总|店长)[^\s,，]{0,2}(?:一起|一块|陪着?|帮着?|也|都)[^\s,，]{0,3}谈|谈[了过]?价[了过]?|价格?谈[了过到]|谈(?:不|没)拢|没谈[拢成下]/;
/** Then it is told of a call, of an order or of what somebody else wants. */
const ELSE =
  /电话|微信|视频|[订定]了|下[订定]|签|[订定]金|[战占]败|买了|申请|权限|登记|来电|竞品|对面|别家|隔壁|置换|旧车|[?？吗]/;
const LEAST_PRICE_FEN = 3_000_000;
const NEAR_PRICE =
  /(?:报(?:价|到|了)?|谈到|降到|咬死?|给到|卡在?|成交价?|价格?)[^\d一二两三四五六七八九十]{0,2}$/;
const PRICE =
  /(?:报(?:价|到|了)?|谈到|降到|咬死?|给到|卡在?|成交价?)[^\d]{0,2}(\d{1,2}(?:\.\d{1,4})?)万?(?![\d千百元块轮号点月])/;

/** What was said at the negotiating table (R37). */
export const negotiations: readonly Purpose[] = [
  {
    intent: 'logNegotiation',
    shownBy: (reading) => (reading.asks ? undefined : (reading.did(AT_THE_TABLE) ?? talkedPrice(reading))),
    means: roundOf,
  },
];

const ONLY_TALKED =
  /^(?:已经?|都|刚|[跟和][他她])*(?:谈[了过]价格?了?|价格?(?:已经?|都)?谈[了过]了?|谈判过了?)[。!！]?$/;

/** 谈过价了: a criterion of the grade, and no round of which anything was told. */
export function onlyTalkedPrice({ evidence, text }: Reading): boolean {
  return text.length <= 12 && ONLY_TALKED.test(without(text, evidence.names));
}

/** 李姐谈到12.8万 差两千: of one customer, in the showroom. */
function talkedPrice(reading: Reading) {
  const { evidence, text, did } = reading;
  if (!text.includes('谈')) return undefined;
  const talked = did(TALKED_PRICE);
  return talked &&
    !ELSE.test(text) &&
    evidence.amounts.some(({ value }) => value.fen >= LEAST_PRICE_FEN) &&
    customersIn(reading).length <= 1 &&
    evidence.contacts.length === 0 &&
    evidence.phones.length === 0
    ? talked
    : undefined;
}

function roundOf(reading: Reading): Partial<Meaning> {
  const { text, evidence } = reading;
  const said = ROUND.exec(text)?.[1];
  const round = said === undefined ? undefined : Number(said) || '零一二三四五六七八九'.indexOf(said);
  const offices = matchesOf(text, OFFICE).map(([, office = '']) => office);
  const names = staffIn(reading).map(({ words }) => words);
  const people = [
    ...new Set([...offices, ...names.filter((name) => !offices.some((each) => each.includes(name)))]),
  ];
  const sums = evidence.amounts;
  const near = (words: RegExp) =>
    sums.find(({ start }) => words.test(text.slice(Math.max(0, start - 6), start)))?.value.fen;
  const talked = near(NEAR_PRICE) ?? sums.find(({ value }) => value.fen >= LEAST_PRICE_FEN)?.value.fen;
  const bare = PRICE.exec(text)?.[1];
  const price =
    talked !== undefined && talked >= LEAST_PRICE_FEN
      ? talked / 100
      : bare !== undefined
        ? Math.round(Number(bare) * 10_000)
        : undefined;
  const gap = near(/(?:还)?[差缺](?:了|着|个|的)?$/);
  const conceded = evidence.amounts.findLast(({ start }) =>
    /(?:让|优惠|降|便宜)了?[^\d一二两三四五六七八九]{0,2}$/.test(text.slice(Math.max(0, start - 5), start)),
  )?.value.fen;
  return {
    negotiation: {
      ...(round !== undefined && { round }),
      ...(people.length > 0 && { with: people }),
      ...(price !== undefined && { priceCny: price }),
      ...(gap !== undefined && { gapCny: gap / 100 }),
      ...(conceded !== undefined && { concededCny: conceded / 100 }),
    },
  };
}
