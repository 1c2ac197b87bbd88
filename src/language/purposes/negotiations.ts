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
const LEAST_PRICE_YUAN = 30_000;
/** 12.8 without its unit, where a word of the talk stands before it. */
const BARE = /(?<![\d.A-Za-z第-])(\d{1,2}(?:\.\d{1,4})?)(?![\d.千百元块轮号点月年%人台次个天kK])/g;
const BARE_ASKED =
  /(?:[报还]价?[到了]?|[到出要从认给肯说]|咬死|卡在|成交价?|价格?|(?:让|优惠|降|便宜)了?)[\s:]?$/;
/** What stands before a number in its phrase. */
const PHRASE = /[^\s,，;；。!！\d]*[\s:：]?$/;
const OURS = /(?<!让|给|跟|和|叫|要)(?:我|咱)|店里|主管|经理|店总/;
const THEIRS = /(?<![给跟和对向帮替让])(?:客户|[他她]|人家|对方)/;
/** 王先生报价16.98 is told of our price, 王先生要16.5 of his. */
const WE_NAMED = /报|[让降给放做谈优惠]到|成交|优惠后|价格?[\s:：]?$/;
const THEY_NAMED = /[要出砍认肯说]|还价|还到|咬死|开价|心[里理]|期望|接受/;
const CONCEDED = /(?:让|优惠|降|便宜)了?[^\d一二两三四五六七八九到后完]{0,2}$/;
/** 还要再少两千: asked for, not conceded. */
const ASKED_FOR = /(?:再|还要|还想|想要|要|求|申请)[^\s,，]{0,3}$/;
const LOWERED_TO = /(?:让|降|松|放|优惠|谈|便宜|下|调|改)到/;
const IS_LOWERED = new RegExp(`^万?[\\s,，]?(?:的)?${LOWERED_TO.source}`);

/** What was said at the negotiating table (R37). */
export const negotiations: readonly Purpose[] = [
  {
    intent: 'logNegotiation',
    shownBy: (reading) =>
      reading.asks ? undefined : (reading.did(AT_THE_TABLE) ?? talkedPrice(reading) ?? bothPrices(reading)),
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
    evidence.amounts.some(({ value }) => value.fen >= LEAST_PRICE_YUAN * 100) &&
    customersIn(reading).length <= 1 &&
    evidence.contacts.length === 0 &&
    evidence.phones.length === 0
    ? talked
    : undefined;
}

/** 赵先生 我报12.8 他出12.5: what we ask and what he bids. */
function bothPrices(reading: Reading) {
  const { evidence, text } = reading;
  if (!/报|让到|降到|给到/.test(text) || ELSE.test(text) || customersIn(reading).length > 1) return undefined;
  if (evidence.contacts.length + evidence.phones.length + evidence.tradeIns.length > 0) return undefined;
  const { quote, bid } = pricesIn(reading);
  return quote !== undefined && bid !== undefined && quote > bid && quote < 2 * bid
    ? reading.has(/报|让到|降到|给到/)
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
  const { quote, opening, bid, conceded } = pricesIn(reading);
  const gap = evidence.amounts.find(({ start }) =>
    /(?:还)?[差缺](?:了|着|个|的)?$/.test(text.slice(Math.max(0, start - 4), start)),
  )?.value.fen;
  return {
    negotiation: {
      ...(round !== undefined && { round }),
      ...(people.length > 0 && { with: people }),
      ...(quote !== undefined && { priceCny: quote }),
      ...(opening !== undefined && { openingCny: opening }),
      ...(bid !== undefined && { bidCny: bid }),
      ...(gap !== undefined && { gapCny: gap / 100 }),
      ...(conceded !== undefined && { concededCny: conceded }),
    },
  };
}

interface Told {
  yuan: number;
  /** The phrase up to the number, and what follows it. */
  before: string;
  after: string;
}

/** Our price and the one before it, his, and what has been conceded: by the words that stand with each number. */
function pricesIn(reading: Reading) {
  let quote: number | undefined;
  let opening: number | undefined;
  let bid: number | undefined;
  let conceded: number | undefined;
  for (const told of sumsIn(reading)) {
    const { yuan, before, after } = told;
    const isPrice = yuan >= LEAST_PRICE_YUAN;
    if (CONCEDED.test(before) || (!isPrice && LOWERED_TO.test(before))) {
      if (!ASKED_FOR.test(before.replace(CONCEDED, ''))) conceded = yuan;
    } else if (!isPrice) continue;
    else if (/从$|由$|原[价来]?$/.test(before.trim())) opening = yuan;
    else if (isTheirs(before)) bid = yuan;
    else {
      // 12.8降到12.5, 报12.8 后来让到12.6
      if (quote !== undefined && quote > yuan && LOWERED_TO.test(before)) opening = quote;
      quote = yuan;
    }
    if (isPrice && quote === yuan && IS_LOWERED.test(after)) opening = yuan;
  }
  return { quote, opening: opening === quote ? undefined : opening, bid, conceded };
}

function sumsIn({ text, evidence }: Reading): Told[] {
  const place = (start: number, end: number) => ({
    before: PHRASE.exec(text.slice(Math.max(0, start - 12), start))?.[0] ?? '',
    after: text.slice(end, end + 6),
  });
  const said = evidence.amounts.map(({ value, start, end }) => ({
    start,
    end,
    yuan: value.fen / 100,
    ...place(start, end),
  }));
  const bare = matchesOf(text, BARE).flatMap(({ 0: words, 1: number, index }) => {
    const end = index + words.length;
    const told = { start: index, end, yuan: Math.round(Number(number) * 10_000), ...place(index, end) };
    const isRead = said.some(({ start, end: until }) => start < end && index < until);
    return !isRead &&
      told.yuan >= LEAST_PRICE_YUAN &&
      (BARE_ASKED.test(told.before) || IS_LOWERED.test(told.after))
      ? [told]
      : [];
  });
  return [...said, ...bare].sort((a, b) => a.start - b.start);
}

/** Whether a price is the customer's: by who is said to name it, else by the verb. */
function isTheirs(before: string): boolean {
  const theirs = before.search(THEIRS);
  const ours = before.search(OURS);
  if (theirs >= 0 && (ours < 0 || theirs < ours)) return !/谈到/.test(before);
  if (ours >= 0) return false;
  return !WE_NAMED.test(before) && THEY_NAMED.test(before);
}
