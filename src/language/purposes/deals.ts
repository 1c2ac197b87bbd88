import { amountPaid, isStillToPay, SIGNED } from '../facts/deal.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn } from '../whom.ts';
import type { Purpose } from './purpose.ts';
import { CONCESSION } from './requests.ts';

const ORDER =
  /^(?:订单|签单|订车)(?:登记|信息|表)?[:：]?\s+(?:客户|姓名)[:：]|签了(?=$|[\s,，!！])|[当现]场[订定]|[订定]车了?|下单|成交(?![率价多量数比])|(?<![来能要想可没先再假确不约色型置期间级价时选商锁都月肯决必搞])[订定]了(?!级|价|型|个?(?:周|下|明|后|时间|日子)|缤|别|个?(?:蛋糕|[饭餐]|酒店|包间|[机车]?票|花|外卖|奶茶|房间|位子|一桌))|下[定订]了?|签(?:了|完|好)?(?:合同|订单|单)|收了?[定订]金|交了?[定订]金|付了?[定订]金|[大小][定订](?:金|了)?\s?[\d一二三五两]|[定订]金\s?[\d一二三五两]|现[订定]现[交叫]|[订定]了?[一1][台辆]|开了?(?:订单|单)|成交了?$|拿下了/;
const ORDERED = /[当现]场[订定]|[订定]车了|下单|成交了|签(?:了|完|好)(?:合同|订单|单)/;
const STILL_TO_DECIDE =
  /[后明]天[交付][定订]金|来交[定订]|要交[定订]|再交[定订]|来付|基本[定订]|差不多[定订]|钱(?:还)?没交|没交钱|来[定订]|[能要会]?[能想][定订]|没[定订]|再[定订]|[订定]不[订定]/;
/** 明天签合同, 要签单. */
const STILL_TO_SIGN =
  /(?:[今明后]天|周.|下周|下午|晚上|上午|月底|[\d一二三四五六七八九十]+号)[^\s,，]{0,4}签(?:合同|订单|单)(?!了)|[要想来去能约]签(?:合同|订单|单)?(?!了)/;
const COLOUR = '(?:[一-龥]{0,2}色|[黑白红灰蓝银绿棕金紫橙黄青]{1,2}|冰莓粉|粉)';
/** 颜色白的定了, 定了白色, 颜色定白的: what is decided is the colour. */
const COLOUR_DECIDED = new RegExp(
  `颜色[^\\s,，]{0,4}定|${COLOUR}的?定了(?=$|[\\s,，A-CO])|定了?(?:个)?${COLOUR}(?:的|色|色的)?(?=$|[\\s,，A-CO])`,
);
/** 他朋友上周定了一台: not his order. */
const OF_ANOTHER =
  /(?<![给帮替跟和让介绍])(?:朋友|同事|邻居|亲戚|同学|战友|老乡|别人|人家)(?!介绍|推荐)[^\s,，]{0,6}(?:[订定]了|下[订定]|下单|签了|提了)/;

function isColourDecided({ text, evidence }: Reading): boolean {
  return (
    COLOUR_DECIDED.test(text) &&
    !evidence.amounts.some(({ value }) => value.role === 'deposit' || value.role === 'paid') &&
    !/[定订]金|意向金|签|下单|成交|订了|订车|定车|收了|付了|交了/.test(text)
  );
}

const PAYMENT =
  /[定订]金|定经|[大小][定订]|意向金|诚意金|押金|尾款|余款|剩下的?(?:钱|车?款)|首付(?:款)?[^\s,，]{0,6}[交付刷到收](?:了|过|齐|清)|首付(?:款)?(?:交|付|刷|到|收|齐)|全款[^\s,，]{0,6}付完|全款付|刷了|刷卡|付了|转了|收了(?!车)|收到.{0,3}[款元万]|交了(?!车)|到账|打了.{0,4}[万款]|补了.{0,4}[万款]|转账|打过来|打了过来|清了|结清|结了|补齐|付清|交齐|又[交刷付打]了/;
const DELIVERY =
  /[当现]场提|交车啦|车(?:刚|已经?|都)?提走|车(?:今天|刚刚?|已经?|昨天|上午|下午)?[交提](?:给[^\s,，]{1,4})?了|(?:今天|刚刚?|已经?|昨天|上午|下午)(?:把车)?[交提]了(?![^\s]{0,6}[定订]?金|[\d钱]|新?(?:手机|电脑|意见|建议|问题|货|水))|交车(?:了|完成|完毕|仪式)|交的车|提的车|(?:今天|刚刚?|上午|下午)(?:提|交)车|把车提了|交了车|已交车|车(?:已经?)?交了|(?:已|已经)交付|交付(?:了|给|完成|完毕)|把车(?:接|领)走|车(?:被)?(?:接|领)走了|提车了|提走了?|提了车|开走了?(?!再)|交车$|^交车(?!区|间|流程|员|专员)|(?:把车|车)(?:已经?)?(?:提|开)(?:走|回)/;
const TEST_DRIVE =
  /试完驾|又试了|试完车|试架(?!子)|上路(?:开|试)|开了[^\s,，]{0,6}分钟|试驾|车(?:也|都|已经)?试过|试乘|[是试]加(?!油)|试假|试开|开了一圈|试[了过](?:一圈|车|\s?\d\.\d|.{0,5}(?:挺|满意|还行|不错))|车试(?:了|过)|试了试/;
/** 试驾没试成, 没试上: it came to nothing. */
const NOT_DRIVEN =
  /试驾[^\s,，了过完]{0,3}(?:没有?|未|不)[试做成能安约]|没有?试(?:成|上|着)|试不[成了]|试驾[^\s,，了过完]{0,3}(?:泡汤|黄了|取消)/;
const TEST_DRIVE_AHEAD =
  /试驾[^\s,，了过完]{0,3}[约定排](?:好|了|在|到|(?=[周明后下\d]|星期|礼拜))|约的?是?.{0,12}试驾|[想要].{0,6}试驾|试驾(?:时间)?(?:改|推|挪|延|取消)|留.{0,5}车?.{0,2}(?:试驾|[是试]加|试假)|(?:[来到](?:店里?|一趟|展厅)?|过来|再来|安排|下次|等)(?:试驾|[是试]加|试假)|[没未]试驾|没有试驾|试驾(?:车|一下$|预约|邀约|率)/;
const CANCELLED =
  /退[订定](?!金额)|要退[订定车]|退单|不要了.{0,4}退|退(?:了)?[定订]金|订单(?:取消|退|作废)|取消订单|[定订]金(?:要|给)?退|退车|要退(?!换|给)|不想要了.{0,12}[定订]金/;

/** What names the cancelling itself, the car, or the grade after it. */
const NO_REASON =
  /要?退了?[订定](?:金|单|车)?(?:申请)?|退单|退车|订单(?:取消|作废|退)?|取消订单|那[台个单]|[降定回]\s?[ABC]级?|[,，]/gi;

export const deals: readonly Purpose[] = [
  {
    intent: 'cancelOrder',
    shownBy: ({ has, text }) =>
      /不退|能退|可退|名单|列表|有哪些|有谁/.test(text) ? undefined : has(CANCELLED),
    means: (reading) => {
      const [name] = customersIn(reading);
      const reason = reading.text
        .replace(name?.words ?? '', ' ')
        .replaceAll(NO_REASON, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
      return reason.length >= 2 ? { reason } : {};
    },
  },
  {
    intent: 'logTestDrive',
    shownBy: ({ did, has, evidence, text }) =>
      evidence.cars.find(({ start }) =>
        /(?<![没未想要来])试了$/.test(text.slice(Math.max(0, start - 3), start)),
      ) ??
      (has(NOT_DRIVEN) || (has(TEST_DRIVE_AHEAD) && !has(/试驾(?:了|过|完)|试完|试过|试驾车?开了/))
        ? undefined
        : did(TEST_DRIVE)),
    means: ({ evidence, text }) => {
      const trim = evidence.trims.map(({ value }) => value).join('');
      const drivers = evidence.companions
        .filter(({ end }) => /^(?:也|都|一起|上手|跟着|自己)*(?:开|试|上手)|^也上手/.test(text.slice(end)))
        .map(({ value }) => value.who);
      return {
        testDrive: {
          done: true,
          ...(evidence.durations[0] && { durationMin: evidence.durations[0].value.minutes }),
          ...(trim && { trim }),
          ...(drivers.length > 0 && { drivers: [...(/也/.test(text) ? ['本人'] : []), ...drivers] }),
        },
      };
    },
  },
  {
    intent: 'recordOrder',
    shownBy(reading, others) {
      const { did, text } = reading;
      if (
        others.has('cancelOrder') ||
        others.has('confirmAppointment') ||
        STILL_TO_DECIDE.test(text) ||
        STILL_TO_SIGN.test(text) ||
        isColourDecided(reading) ||
        OF_ANOTHER.test(text) ||
        (isStillToPay(reading) && !did(SIGNED) && !did(ORDERED)) ||
        /[战占]败|别的?[店家]|他店|隔壁|对面|买了/.test(text)
      )
        return undefined;
      // 补交定金3000: more of what was ordered before.
      if (/(?:补|又|再|追加)[交缴付]?了?[^\s,，]{0,3}[定订]金/.test(text) && !did(ORDERED)) return undefined;
      return did(ORDER) ?? firstDeposit(reading);
    },
  },
  {
    intent: 'recordPayment',
    shownBy(reading, others) {
      if (others.has('cancelOrder')) return undefined;
      const { did, has, evidence } = reading;
      const paid = did(PAYMENT);
      if (paid && isStillToPay(reading) && !has(/尾款|余款|剩下/)) return undefined;
      if (paid && amountPaid(evidence, others.has('recordOrder'))) return paid;
      const settled = did(
        /(?:[尾余]款|剩下的?(?:钱|车?款))(?:都|已经?|全部?)?(?:清|结|付|交|打)(?:了|清|齐|完)/,
      );
      if (settled) return settled;
      const promised = has(/(?:尾款|余款|剩下的?)[^\s,，]{0,10}(?:打过来|打来|到|付|给|转|结)/);
      if (promised && evidence.dates.some(({ value }) => value.direction === 'future')) return promised;
      const isSpot = others.has('recordOrder') && has(/现[订定]现|全款/);
      return isSpot && amountPaid(evidence, true) !== undefined;
    },
    means: balanceOf,
  },
  {
    intent: 'setFinance',
    shownBy: ({ has, evidence, text }) =>
      has(
        /(?:银行|贷款|金融)[^\s,，]{0,4}没批|名(?:字|义)?去?[贷办做]|征信|换.{0,6}(?:名字|名义|名)贷|贷款[^\s,，]{0,4}(?:批|过(?!来)|拒|下来)|放款|换(?:个|家)?银行|贷不(?:下来|了|出来)|拒贷|(?:名义|名字)(?:来)?[做贷办]|贷款改.{0,6}(?:名字|名义)/,
      ) ??
      (evidence.loanFacts.length >= 2 ||
      (evidence.loanFacts.length > 0 &&
        /(?:走|办|做)[^\s,，]{0,6}(?:贷|按揭|分期|银行|行)|首付/.test(text) &&
        !/问/.test(text))
        ? evidence.loanFacts[0]
        : undefined),
    means: financeOf,
  },
  {
    intent: 'setInsurance',
    shownBy: ({ has, evidence }) =>
      has(/保险(?:按|定|报|算|买|出|\d|一共|要|走|做|不?在|店|给|他|她|也|就)|全险|商业险|三者|续保|保费/) &&
      (evidence.amounts.length > 0 || has(/全险|店内|店里|店上|自己买|外面|熟人|别处/)) &&
      !has(/报价|优惠后/)
        ? has(/保险|全险|商业险|三者|续保|保费/)
        : undefined,
    means: ({ evidence, text }) => {
      const sums = evidence.amounts.filter(({ start }) => !/三者[^\s]{0,3}$/.test(text.slice(0, start)));
      const premium = (sums.find(({ value }) => value.role === 'insurance') ?? sums[0])?.value.fen;
      const scope = /全险|商业险|交强险|三者/.exec(text)?.[0];
      const where = /不在(?:咱|我们|本)?店|自己(?:买|上)|外面|别处|熟人/.test(text)
        ? false
        : /店[内里上]|在店|本店|咱店|我们店/.test(text)
          ? true
          : undefined;
      return {
        insurance: {
          ...(premium !== undefined && { premiumCny: premium / 100 }),
          ...(scope && { scope }),
          ...(where !== undefined && { inStore: where }),
        },
      };
    },
  },
  {
    intent: 'logTradeIn',
    shownBy: ({ has, evidence }, others) => {
      const isDetailed = evidence.tradeIns.some(
        ({ value }) => value.mileageKm ?? value.appraisedFen ?? value.expectedFen,
      );
      if (
        !isDetailed &&
        (others.has('createCard') || others.has('registerVisit') || others.has('logContact'))
      )
        return undefined;
      const told = evidence.tradeIns.find(
        ({ value }) => value.appraisedFen ?? value.agreedFen ?? value.expectedFen ?? value.mileageKm,
      );
      return (
        told ??
        (evidence.tradeIns.length > 0 && evidence.grades.length === 0
          ? has(isForCard(evidence) ? /评估|估价|置换(?!补)/ : /评估|估价|旧车|二手车|置换(?!补)/)
          : undefined)
      );
    },
    means: tradeInOf,
  },
  {
    intent: 'logQuote',
    shownBy: ({ has, evidence, asks }, others) =>
      evidence.amounts.length > 0 &&
      !(others.has('registerCall') && !has(/报/)) &&
      !asks &&
      !(has(CONCESSION) && !has(/报/)) &&
      !(evidence.cars.length === 0 && has(/保险[^\s,，]{0,3}报/))
        ? has(/报价(?!单)|报个价|打的价|[让降]完|报(?:了|的|给)|优惠后|裸车(?:价)?|落地(?:价)?/)
        : undefined,
    means: quoteOf,
  },
  {
    intent: 'recordDelivery',
    shownBy: toldDelivery,
    means: plateOf,
  },
];

/** The words that tell of a car that was handed over. */
export function toldDelivery({ did, has, evidence, text }: Reading) {
  if (has(/[今明后]天.{0,4}交车$/)) return undefined;
  const ahead = evidence.dates.some(
    ({ value, end }) => value.direction === 'future' && /^.{0,4}(?:交车|提(?!醒))/.test(text.slice(end)),
  );
  if (ahead && !/交车了|提了车|提车了|交了车/.test(text)) return undefined;
  if (has(/交车(?:第|后|[一二三四五六七八九十\d]+天)|约.{0,6}(?:交车|提车)/)) return undefined;
  return did(DELIVERY) ?? has(/今天开走/);
}

/** 交了5000订金: the first money makes the order; 又交了8000 adds to it. */
function firstDeposit({ evidence, text, did }: Reading) {
  // 大后天付定金: promised, not paid.
  const isPromised = evidence.dates.some(
    ({ value, end }) => value.direction === 'future' && /^[^\s,，]{0,2}[交付]/.test(text.slice(end)),
  );
  const isMore = isPromised || /又|再|补|追加|凑齐|剩/.test(text);
  return !isMore && amountPaid(evidence, false)?.kind === 'deposit'
    ? did(/[交付收刷转]了?.{0,8}(?:[定订]金|[大小][定订])|(?:[定订]金|[大小][定订]).{0,4}[交付收刷转]/)
    : undefined;
}

function balanceOf({ evidence, text }: Reading): Partial<Meaning> {
  const due = evidence.dates.find(
    ({ value, start }) =>
      value.direction !== 'past' &&
      /(?:尾款|余款|剩下的?|剩的|剩余)[^\s,，]{0,3}$/.test(text.slice(0, start)),
  );
  return due ? { balanceDueOn: due.value.from } : {};
}

function financeOf({ evidence, text }: Reading): Partial<Meaning> {
  const facts = evidence.loanFacts.map(({ value }) => value);
  const bank = facts.find((fact) => fact.kind === 'bank');
  const months = facts.find((fact) => fact.kind === 'months');
  const down = facts.find((fact) => fact.kind === 'downPayment');
  const applicant =
    /[换用以改]/.test(text) && /名字|名义|名(?=[贷下])|[爱人老婆公]+(?:来)?贷|主贷/.test(text)
      ? evidence.companions[0]?.value.who
      : undefined;
  return {
    finance: {
      ...(bank && { bank: bank.bank }),
      ...(months && { months: months.months }),
      ...(down && { downPaymentPct: down.basisPoints / 100 }),
      ...(applicant && { applicant, status: 'reapply' as const }),
    },
  };
}

/** 旧车是轩逸15年的, 没旧车: which car he has is for his card; nothing is appraised. */
function isForCard({ tradeIns }: Reading['evidence']): boolean {
  return tradeIns.some(({ value }) => value.none ?? value.model);
}

export function tradeInOf({ evidence, text }: Reading): Partial<Meaning> {
  const [told] = evidence.tradeIns;
  if (!told) return {};
  const { none, model, older, year, mileageKm, appraisedFen, expectedFen, agreedFen } = told.value;
  return {
    tradeIn: {
      ...(none && { none }),
      ...(model !== undefined && { model: older ? `${model}(老款)` : model }),
      ...(year !== undefined && { year }),
      ...(mileageKm !== undefined && { mileageKm }),
      ...(appraisedFen !== undefined && { appraisedCny: appraisedFen / 100 }),
      ...(expectedFen !== undefined && { expectedCny: expectedFen / 100 }),
      ...(agreedFen !== undefined && { agreedCny: agreedFen / 100 }),
      ...(agreedFen !== undefined &&
        /同意|答应|谈好|谈妥|行/.test(text) && { status: 'inProgress' as const }),
    },
  };
}

const GIFTS =
  '全车膜 车衣 贴膜 充电桩 膜 脚垫 行车记录仪 记录仪 坐垫 座套 底盘装甲 后备箱垫 保养 加油卡 油卡 充电桩 导航 倒车影像 360 精品 装潢 尾箱垫 挡泥板 牌照框 车载冰箱'.split(
    ' ',
  );

function quoteOf({ evidence, text }: Reading): Partial<Meaning> {
  const { cars, trims, colours, amounts } = evidence;
  const quoted = text.search(/报(?:了|给|价)/);
  const price =
    (quoted < 0
      ? undefined
      : amounts.find(({ start, value }) => start > quoted && value.role !== 'insurance')) ??
    amounts.find(({ value }) => value.role === 'price' || value.role === 'full') ??
    amounts.find(({ value }) => value.role === undefined) ??
    amounts[0];
  const trim = trims.map(({ value }) => value).join('');
  const given = /[送搭赠][^\s,，。]*(?:[\s、,，和+]*送[^\s,，。]*)*/.exec(text)?.[0] ?? '';
  const gifts = GIFTS.filter(
    (gift, at) =>
      given.includes(gift) &&
      !GIFTS.slice(0, at).some((longer) => longer.endsWith(gift) && given.includes(longer)),
  );
  return {
    quote: {
      ...(cars[0] && { series: cars[0].value.series }),
      ...(trim && { trim }),
      ...(colours[0] && { color: colours[0].value.colour }),
      ...(price && { priceCny: price.value.fen / 100 }),
      ...(gifts.length > 0 && { gifts: gifts.sort((a, b) => given.indexOf(a) - given.indexOf(b)) }),
      ...(/保险[^\s,，]{0,4}店[里内上]|保险.{0,2}(?:店[里内]|在店)|店[里内].{0,2}保险/.test(text) && {
        insurance: 'inStore' as const,
      }),
    },
  };
}

/** 上牌下周: when the plates are due. */
function plateOf({ evidence, text }: Reading): Partial<Meaning> {
  const plates = /上牌|牌照|牌子|挂牌/;
  const near =
    evidence.dates.find(({ start }) => plates.test(text.slice(Math.max(0, start - 6), start))) ??
    evidence.dates.find(({ end }) => plates.test(text.slice(end, end + 4)));
  if (!near) return {};
  const { grain, label, from } = near.value;
  return { plate: grain === 'week' && label !== undefined ? { week: label } : { date: from } };
}
