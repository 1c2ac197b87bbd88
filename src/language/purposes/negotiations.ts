import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { staffIn } from '../whom.ts';
import type { Purpose } from './purpose.ts';
import { matchesOf } from '../matches.ts';

const ROUND = /第([一二三四五六七八九]|\d)轮/;
const AT_THE_TABLE =
  /^谈判(?!技巧|话术|培训)|(?<=[\s,，])谈判(?=[\s,，:：])|第(?:[一二三四五六七八九]|\d)轮(?:谈|$|[\s,，])/;
/** 周主管在, 赵经理一起: colleagues by their office. */
const OFFICE = /([一-龥]?(?:总经理|销售经理|经理|主管|店总))(?:也)?(?:都)?(?:在|陪|一起|参与|帮)/g;
const PRICE =
  /(?:报(?:价|到|了)?|谈到|降到|咬死?|给到|卡在?|成交价?)[^\d]{0,2}(\d{1,2}(?:\.\d{1,4})?)万?(?![\d千百元块轮号点月])/;

/** What was said at the negotiating table (R37). */
export const negotiations: readonly Purpose[] = [
  {
    intent: 'logNegotiation',
    shownBy: ({ did, asks }) => (asks ? undefined : did(AT_THE_TABLE)),
    means: roundOf,
  },
];

function roundOf(reading: Reading): Partial<Meaning> {
  const { text, evidence } = reading;
  const said = ROUND.exec(text)?.[1];
  const round = said === undefined ? undefined : Number(said) || '零一二三四五六七八九'.indexOf(said);
  const offices = matchesOf(text, OFFICE).map(([, office = '']) => office);
  const names = staffIn(reading).map(({ words }) => words);
  const people = [
    ...new Set([...offices, ...names.filter((name) => !offices.some((each) => each.includes(name)))]),
  ];
  const price = PRICE.exec(text)?.[1];
  const conceded = evidence.amounts.findLast(({ start }) =>
    /(?:让|优惠|降|便宜)了?[^\d一二两三四五六七八九]{0,2}$/.test(text.slice(Math.max(0, start - 5), start)),
  )?.value.fen;
  return {
    negotiation: {
      ...(round !== undefined && { round }),
      ...(people.length > 0 && { with: people }),
      ...(price !== undefined && { priceCny: Math.round(Number(price) * 10_000) }),
      ...(conceded !== undefined && { concededCny: conceded / 100 }),
    },
  };
}
