import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn, handedTo, isNoHanding, staffIn } from '../whom.ts';
import { isInAll, limitsSaid, remarkAfter, SHOW_LIMITS } from './concessions.ts';
import type { Purpose } from './purpose.ts';
import { numberOf } from './slots.ts';
import {
  AUDITED,
  CARD_REJECTED,
  GRANTED,
  NOT_GIVEN,
  ONLY_SO_MUCH,
  PRETEXT_REJECTED,
} from './verdict-words.ts';
import { matchesOf } from '../matches.ts';

const REFUSED =
  /驳回|驳(?=了|掉|$)|不同意|不批|不准|不通过|不行|不能批|打回|退回|拒了|拒绝|(?:不能|别|不许|不要|先不)(?:就|算|报)?[战占]败|先别(?:批|败)|不允许/;
const AGREED = /同意|批准|通过|批了|准了|可以|批\s?\d|没问题|行$|ok$/i;
const OF_LOSS = /[战占]败|失控|败|死单/;
const OF_PRICE = /送|保养|脚垫|优惠|让利|折|\d{3,}|底价|精品|价|[千百万]/;

/** Decisions of those who supervise: on what was applied for, on grades, on the work of others. */
export const verdicts: readonly Purpose[] = [
  {
    intent: 'rejectLost',
    shownBy: ({ has, context, text }) =>
      (context.length === 0 &&
        has(
          /^(?:驳回|不同意|不批|不准|不通过|打回)了?(?:$|[\s,，](?!.*(?:(?<!再(?:打|跟|访|试|联系)满?)\d|精品|优惠|价|送|保养|脚垫|膜|让)))/,
        )) ||
      OF_LOSS.test(text) ||
      context.some((line) => OF_LOSS.test(line)) ||
      (has(REFUSED) &&
        customersInText(text) &&
        text.length <= 12 &&
        !OF_PRICE.test(text) &&
        !/由头|理由|借口|切入点|话头|卡|不批/.test(text))
        ? (has(REFUSED) ?? (OF_LOSS.test(text) ? has(/再[打跟访](?:[一二两三\d]次|几次|试)?/) : undefined))
        : undefined,
    means: (reading) => {
      const tries = /再(?:给我)?[打跟访联试](?:系|他|她|够|满)*([一二两三四五\d])[次遍回个通]/.exec(
        reading.text,
      )?.[1];
      return {
        ...(tries && {
          require: { attempts: Number(tries) || '零一二三四五'.indexOf(tries.replace('两', '二')) },
        }),
        ...reasonAfter(reading),
      };
    },
  },
  {
    intent: 'approveLost',
    shownBy: ({ has, text }, others) => {
      if (others.has('rejectLost')) return undefined;
      const isDecision = OF_LOSS.test(text) && has(AGREED);
      return (
        isDecision ||
        (text.length <= 10 && !/\d|价|优惠|[千百万]/.test(text)
          ? has(/^(?:.{1,4})?(?:同意|批准|通过|批了|准了)(?:了)?$/)
          : undefined)
      );
    },
  },
  {
    intent: 'reassign',
    shownBy: (reading) =>
      staffIn(reading).length > 0 && customersIn(reading).length > 0 && !isNoHanding(reading.text)
        ? handedTo(
            reading,
            /(?:转|分|划|拨|派给|分给|划给|拨给|换|换成|改给|换给|转给|转到|改成|给|交给|移交给?|让|由|叫|归|派|以后|今后|往后|后面|接下来)(?:都|就|由)?$/,
            /^(?:来|去|先|再)?(?:打|跟|跟进|接|接手|负责|管|带|维护|对接|$|[\s,，])/,
          )
        : undefined,
    means: (reading) => {
      const to = staffIn(reading).at(-1);
      return to ? { to: { staff: to.value.name } } : {};
    },
  },
  {
    intent: 'rejectDiscount',
    shownBy: ({ has, text, context }, others) => {
      if (/封顶/.test(text)) return undefined;
      if (others.has('rejectLost') && !/精品|优惠|价|便宜|让/.test(text)) return undefined;
      const only = has(ONLY_SO_MUCH);
      if (only && !/封顶/.test(text)) return only;
      return has(NOT_GIVEN) &&
        (OF_PRICE.test(text) || context.length > 0 || /不批|不能(?:再)?[让降松放便]/.test(text)) &&
        !OF_LOSS.test(text)
        ? has(NOT_GIVEN)
        : undefined;
    },
    means: ({ evidence, text }) => {
      const counter = /(?:先|改|换成?|可以|只能|最多|给他|给她)?(送[^\s,，。]+|[给让降放]\d+)/.exec(
        text,
      )?.[1];
      // 只能让2000: what he gives instead is a sum.
      const sum = ONLY_SO_MUCH.test(text) ? sumSaid(evidence) : {};
      return {
        target: 'pendingRequest',
        ...sum,
        ...isInAll(text),
        ...(counter && { counter: counter.replace(/^送(?:个|他|她|一套|套|一个)?/, '赠送') }),
      };
    },
  },
  {
    intent: 'approveDiscount',
    shownBy: ({ has, text }, others) => {
      if (/^(?:不批|不同意|不行)/.test(text)) return undefined;
      if (
        (others.has('rejectDiscount') && !/批了|同意了/.test(text)) ||
        OF_LOSS.test(text) ||
        /我来谈|封顶/.test(text)
      )
        return undefined;
      return has(GRANTED);
    },
    means: ({ evidence, text, roles }) => ({
      ...(evidence.names.length === 0 && { target: 'pendingRequest' as const }),
      ...sumSaid(evidence),
      ...(/底价/.test(text) && { to: 'floorPrice' }),
      ...(roles.includes('generalManager') && { level: 'GM' }),
      ...isInAll(text),
      ...remarkAfter(text),
    }),
  },
  {
    intent: 'takeAssist',
    shownBy: ({ has }) =>
      has(
        /我来(?=$|[\s,，])|我(?:来|去)?谈|我来(?:跟|接|帮|处理)|我(?:接手|亲自|去谈|顶上|出面|上)|我过来|我(?:过去|下去|去)(?:谈|帮|看看)|我马上(?:到|来|过去)|^马上(?:到|来|过来)(?=$|[了\s,，。!！])/,
      ),
  },
  {
    intent: 'setDiscountCap',
    shownBy: ({ has, evidence }) =>
      has(SHOW_LIMITS) ??
      (/\d|[千百万]/.test(evidence.text)
        ? has(/封顶|为限|不超过|不能超|最多(?:给|让|到|优惠)?|上限|顶天|打住/)
        : undefined),
    // The last one said is meant: 5000 哦不 5500封顶.
    means: ({ evidence, text }) => {
      const limits = limitsSaid(text, evidence.cars[0]?.value.series);
      if (limits) return limits;
      const sum = sumSaid(evidence).amountCny;
      return sum === undefined ? {} : { discountCapCny: sum };
    },
  },
  {
    intent: 'overrideGrade',
    shownBy: ({ evidence, has, roles }) => {
      if (roles.includes('consultant')) return undefined;
      const said = evidence.grades.find(
        ({ value }) => value.grade && ['set', 'raise', 'lower', 'hedged'].includes(value.mark),
      );
      return said &&
        evidence.names.some(({ value }) => value.kind !== 'staff') &&
        !has(/登记|建卡|超|没打/) &&
        !evidence.phones.length
        ? said
        : undefined;
    },
    means: ({ evidence }) => {
      const from =
        evidence.grades.find(({ value }) => value.mark === 'negated' || value.mark === 'question')?.value
          .grade ?? evidence.grades.find(({ value }) => value.from)?.value.from;
      return from ? { from } : {};
    },
  },
  {
    intent: 'reviewStep',
    shownBy: ({ has, asks, text }) => {
      if ((asks && !/怎么|什么/.test(text)) || OF_LOSS.test(text)) return undefined;
      return has(PRETEXT_REJECTED) ?? has(CARD_REJECTED);
    },
    means: reviewOf,
  },
  {
    intent: 'recordAudit',
    shownBy: ({ has }) => has(AUDITED),
    means: ({ text }) => {
      const [sampled, wrong] = matchesOf(text, /(\d+|[一二两三四五六七八九十])(?=个|条|通|位|人)/g).map(
        ([, n = '']) => numberOf(n),
      );
      const mismatch = wrong ?? (/全(?:都)?对|都对|没问题|全属实/.test(text) ? 0 : undefined);
      return { ...(sampled !== undefined && { sampled }), ...(mismatch !== undefined && { mismatch }) };
    },
  },
];

/** Those who decide on a discount write the sum bare: 批了 3000, 5000 哦不 5500封顶. The last one is meant. */
function sumSaid({ amounts, text }: Reading['evidence']): { amountCny?: number } {
  const bare = matchesOf(text, /(?<![\d.])(\d{3,5})(?![\d.万年月号])/g).at(-1);
  const said = amounts.at(-1);
  const spoken = /[一二两三四五六七八九]千(?:[一二三四五六七八九]百?)?|[一二三四五六七八九]百/.exec(
    text,
  )?.[0];
  if (!bare && !said && spoken !== undefined) return { amountCny: numberOf(spoken) };
  if (bare && (!said || bare.index > said.start)) return { amountCny: Number(bare[1]) };
  return said ? { amountCny: said.value.fen / 100 } : {};
}

function customersInText(text: string): boolean {
  return /先生|女士|[姐哥总]|老[一-龥]/.test(text);
}

function reasonAfter({ text }: Reading): Pick<Meaning, 'reason'> {
  const [, reason = ''] = /(?:驳回|不同意|不批|不准|不通过|打回|退回)[,，。\s]*(.+)$/.exec(text) ?? [];
  return reason === '' ? {} : { reason };
}

const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/预算/, 'budget'],
  [/用途/, 'usage'],
  [/竞品|竟品|对比/, 'competitors'],
  [/电话|号码|手机/, 'phone'],
  [/颜色|车色/, 'color'],
  [/车型|型号/, 'series'],
  [/付款|分期|全款/, 'payment'],
  [/决策人|谁做主/, 'decisionMaker'],
  [/旧车|置换/, 'tradeIn'],
  [/来源|途径|渠道/, 'source'],
  [/顾虑|抗拒|关注/, 'concerns'],
  [/下次|时间/, 'nextContact'],
];

function reviewOf(reading: Reading): Partial<Meaning> {
  const { text } = reading;
  const ofPretext = /[由有]头|理由|借口|切入点|话头/.test(text);
  const missing = ofPretext
    ? []
    : FIELDS.filter(([words]) => words.test(text))
        .sort(([a], [b]) => text.search(a) - text.search(b))
        .map(([, field]) => field);
  const [staff] = staffIn(reading);
  return {
    step: ofPretext ? 2 : 1,
    check: ofPretext ? 'pretextOk' : 'cardDetailed',
    verdict: 'reject',
    ...(ofPretext && /重新|再[想换找]/.test(text) && { assign: '重新准备由头' as const }),
    ...(missing.length > 0 && { missing }),
    ...(staff && { staff: staff.value.name }),
  };
}
