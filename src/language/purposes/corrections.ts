import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn, named } from '../whom.ts';
import { readGrades } from '../values/grades.ts';
import { newNumber, numberPutRight } from './card-facts.ts';
import type { Purpose } from './purpose.ts';
import { numberOf } from './slots.ts';
import { matchesOf } from '../matches.ts';

/** How a correction begins, or that it speaks of what was entered before. */
const OF_BEFORE =
  /^(?:不对|错了|更正|更改|纠正|改一下|等等|等下|哎?呀?不是|刚才|刚刚|上面|上一?[条个])|(?:[说打写记录登搞发报弄输填选点]|刚)(?:错|岔|混|快|反)了|[少多][打写报]了|刚才?(?:那|说|发|记|录|写|登)|上[一面]?[条个](?:的|那|电话|记录)|(?:写|打|记|录|登|搞|发)错了/;
const PEER =
  /同行|(?:隔壁|对面|别家)店的|套(?:底)?价|探价|别家.{0,3}(?:销售|店)|摸底|(?:对面|隔壁|别的?|其他)店(?:过来|来|派来)|摸底?价|卧底|同业|友商|踩盘|(?:别的?|隔壁|其他|对面)店的(?:销售|顾问|人)/;
const SERVICE =
  /(?:问|办|来|是|找|约|投诉|打听)(?:的)?(?:是)?(?:投诉)?(?:售后|救援|违章|过户|保养|维修|事故|续保|年检|钣金|喷漆|修车)/;
/** No customer at all. */
const STRAY = /卖保险|不是(?:来)?[看买]车|推销|广告|骚扰|打错(?:的|电话)|问路|找人|送快递|送外卖/;

/** A slip of the one who wrote it. */
const SLIP =
  /[弄调定记搞](?:高|低|大|小)了|手滑|口误|眼花|张冠李戴|[弄搞记写登发说点敲按选输填报算数讲听看打录](?:错|岔|混|串|反|漏)了?|[报数算写记登录](?:多|少)了|[多少漏][报数算写记打录]|更正|纠正|订正/;

/** Without one of these nothing is put right, and nothing further is looked at. */
const HINT =
  /[弄调定记搞][高低]|刚|改|^(?:后|末|最后)[三四]位|不要算|[错岔混反改更刚等少多挪移快滑误串漏]|不对|不是|不算|别[算统计]|上[面一个]|应该|[拿去剔除]掉|剔除/;

/** Then somebody was called, and what came of it is told as well. */
const DIALLED = /打了|打过|打通|拨|没接|接了|通了|打电话|挂了|关机|回访/;

export const corrections: readonly Purpose[] = [
  {
    // 王先生号码错了 应该是139…: of somebody who has a card.
    intent: 'updateCard',
    shownBy: (reading) => {
      const right = numberPutRight(reading);
      return right &&
        customersIn(reading).length === 1 &&
        reading.evidence.cars.length === 0 &&
        !reading.has(DIALLED)
        ? right
        : undefined;
    },
    means: newNumber,
  },
  {
    intent: 'correct',
    shownBy: (reading, others) =>
      others.has('updateCard') || !HINT.test(reading.text) || /来着|老记[混错]/.test(reading.text)
        ? undefined
        : (aboutTraffic(reading) ??
          aboutKind(reading) ??
          aboutGrade(reading) ??
          aboutWhom(reading) ??
          aboutNumber(reading) ??
          aboutValue(reading)),
    means: (reading) => ({
      ...(aboutTraffic(reading) && trafficFixed(reading)),
      ...(aboutKind(reading) && kindFixed(reading)),
      ...(aboutGrade(reading) && gradeFixed(reading)),
      ...(aboutWhom(reading) && whomFixed(reading)),
      ...(aboutNumber(reading) && numberFixed(reading)),
      ...(!(
        aboutTraffic(reading) ??
        aboutKind(reading) ??
        aboutGrade(reading) ??
        aboutWhom(reading) ??
        aboutNumber(reading)
      ) && valueFixed(reading)),
    }),
  },
  {
    intent: 'reclassifyVisit',
    shownBy: ({ has, text }, others) =>
      others.has('correct') && (has(PEER) ?? (/流量|客流|来店/.test(text) ? has(STRAY) : undefined)),
    means: ({ has }) => ({
      visit: { ...(has(PEER) && { kind: 'peerDealer' as const }), countAsTraffic: false },
    }),
  },
];

/** 更正 留号8 不是9: a figure of a sum that was reported. */
function aboutTraffic({ has, context, text }: Reading) {
  const figure =
    /([一-龥]{1,4}?)(?:[少多]?[写报]?(?:了|错了?))?\s?(?:应该)?(?:是|改成|改为)?\s?(\d{1,3})[,，\s]*(?:不是|而不是|写成了?|报成了?)\s?(\d{1,3})(?!\d)/;
  const fixed = figureFixed(text);
  if (fixed && (has(SLIP) ?? has(/^改一?下/))) return fixed.found;
  return /\d{4}/.test(text)
    ? undefined
    : context.some((line) => /\d.*\d.*\d/.test(line)) || /更正|[少多][写报]|[写报]错/.test(text)
      ? has(figure)
      : undefined;
}

const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/留[号档]|留资|建[卡档]/, 'recorded'],
  [/来电|电话/, 'calls'],
  [/网络|线索/, 'netLeads'],
  [/约/, 'invited'],
  [/实到|到店/, 'arrived'],
  [/首次/, 'firstVisits'],
  [/二次/, 'repeatVisits'],
  [/来店|批/, 'visitBatches'],
  [/试驾/, 'testDrives'],
  [/订/, 'orders'],
  [/交/, 'deliveries'],
  [/回访/, 'contacts'],
];

/** 留号数报多了 改成13, 实到我多数了一个 应该是2, 订单讲错了是两台不是一台. */
function figureFixed(text: string) {
  const match =
    /(?:改成|改为|应该是|应该|其实是|实际是?|才|(?<=[号档数卡店到])是|[,，\s]是|了是)\s?(\d{1,3}|[一二两三四五六七八九十])(?![\d级点月号万千百])[个台批条组位]?(?:[,，\s]*(?:不是|而不是)\s?(\d{1,3}|[一二两三四五六七八九十]))?/.exec(
      text,
    );
  if (!match || /\d{4}/.test(text) || !FIELDS.some(([words]) => words.test(text))) return undefined;
  const [words, value = '', replaces] = match;
  const field = FIELDS.find(([told]) => told.test(text))?.[1];
  return {
    found: { value: words, words, start: match.index, end: match.index + words.length },
    field,
    value: numberOf(value),
    ...(replaces !== undefined && { replaces: numberOf(replaces) }),
  };
}

function trafficFixed(reading: Reading): Partial<Meaning> {
  const fixed = (reading.has(SLIP) ?? reading.has(/^改一?下/)) && figureFixed(reading.text);
  if (fixed) {
    const { field, value, replaces } = fixed;
    const isReport = reading.context.some(
      (line) => /小结|日报|夕会|汇报|新增|回访/.test(line) && !/流量/.test(line),
    );
    return {
      target: isReport ? 'dailyReport' : 'dailyTraffic',
      ...(field && { field }),
      value,
      ...(replaces !== undefined && { replaces }),
    };
  }
  const found = aboutTraffic(reading)?.words ?? '';
  const [value, replaces] = matchesOf(found, /\d+/g).map(([digits]) => Number(digits));
  const field = FIELDS.find(([words]) => words.test(found))?.[1];
  return {
    target: 'dailyTraffic',
    ...(field && { field }),
    ...(value !== undefined && { value }),
    ...(replaces !== undefined && { replaces }),
  };
}

/** 刚那个来电是问售后的, 周先生那个是同行 别算: no customer after all. */
function aboutKind({ has, text }: Reading) {
  if (
    /刚才?那?[个通]|刚说的|刚才?(?:登记?|录|记|接|报|说)的?那?[个通条]?|上[一面]?个?(?:来电|电话)|那通/.test(
      text,
    ) &&
    /来电|电话|通/.test(text) &&
    SERVICE.test(text)
  )
    return has(SERVICE);
  if (/刚才?那?[个通]|那通|上[一面]个/.test(text) && has(STRAY)) return has(STRAY);
  if (/别算|不算|别计/.test(text) && has(STRAY)) return has(STRAY);
  return /那[个批位组]|别[算统计]|不算|刚才|原来|其实|不要算|不能算|刚说|[拿去划]掉|剔除|剔掉|不计|统计/.test(
    text,
  )
    ? has(PEER)
    : undefined;
}

function kindFixed({ has, text }: Reading): Partial<Meaning> {
  if (has(PEER)) return {};
  if (!/电话|来电|通/.test(text)) return {};
  return {
    target: 'lastCall',
    call: { ...(has(SERVICE) && { kind: 'service' as const }), countAsTraffic: false },
  };
}

function aboutGrade({ has, evidence }: Reading) {
  const said = evidence.grades.some(
    ({ value }) => value.grade && value.mark !== 'question' && value.mark !== 'group',
  );
  const isDenied = evidence.grades.some(({ value }) => value.mark === 'negated');
  const isTold =
    evidence.names.length === 0 ||
    isDenied ||
    has(/不对.{0,4}刚才?(?:说|记|录|写)/) !== undefined ||
    (has(SLIP) !== undefined && has(/应该/) !== undefined);
  return said && isTold && evidence.phones.length === 0
    ? (has(SLIP) ?? has(OF_BEFORE) ?? has(/^(?:[哎哦诶呀]*\s?)?(?:不对|应该是)/))
    : undefined;
}

function gradeFixed({ evidence, context }: Reading): Partial<Meaning> {
  const wrong = evidence.grades.find(({ value }) => value.mark === 'negated')?.value.grade;
  const before = context.length > 0 ? readGrades(context.at(-1) ?? '').at(-1)?.value.grade : undefined;
  const replaces = wrong ?? before;
  return { target: 'lastGradeChange', ...(replaces && { replaces }) };
}

/** 刚才那个是钱女士不是孙女士. */
function aboutWhom({ has, evidence: { names } }: Reading) {
  return names.length >= 1
    ? has(
        /(?<=[错岔混反]了[\s,，]*(?:应该)?)是[^\s,，]{2,5}$|(?:是|应该是|[记挪改放算挂归](?:到|在|给|成)|算|换成|给)[^\s,，]{2,5}(?:名下|身上|头上|那)?[的了]?[,，\s]*(?:不是|而不是)|不是[^\s]{2,10}[,，\s]+(?:是|应该是)|(?:挪|移|改|转)(?:给|到)/,
      ) &&
        (has(SLIP) ?? has(OF_BEFORE))
    : undefined;
}

function whomFixed({ evidence: { names }, text }: Reading): Partial<Meaning> {
  const wrong =
    names.find(({ start }) => /不是\s?$/.test(text.slice(0, start))) ??
    (/[挪移改转](?:给|到)/.test(text) ? names[0] : undefined);
  const right = names.findLast((name) => name !== wrong);
  return {
    target: 'lastEntry',
    ...(right && { moveTo: named(right.value) }),
    ...(wrong && { from: named(wrong.value) }),
  };
}

/** 颜色写错了 他要的是蓝色; 打错了 是订金 不是定金: a value of the entry before. */
function aboutValue({ has, evidence, text }: Reading) {
  const begins =
    has(/^(?:不对|错了|更正|等等)|^.{0,10}[说打写记录登搞发报弄输填选点](?:错|岔|混|快|反)了/) ??
    has(/^不是[^\s,，]{1,6}[\s,，]+(?:是|应该)|[打记写]快了$|^[定订]金不是\d/) ??
    has(/(?:先生|女士|[姐哥总])不是[^\s,，]{1,6}[\s,，]+是/) ??
    (has(/是[^\s,，]{1,8}不是[^\s,，]{1,8}/) && has(SLIP));
  const isNew = evidence.phones.some(({ value }) => value.kind === 'mobile') && evidence.names.length > 0;
  if (!begins || isNew || evidence.contacts.length > 0) return undefined;
  const values = [
    evidence.colours,
    evidence.cars,
    evidence.trims,
    evidence.amounts,
    evidence.payments,
    evidence.sources,
    evidence.dates,
  ];
  return values.some((found) => found.length > 0) || /[定订]金/.test(text) ? begins : undefined;
}

function valueFixed({ evidence, text }: Reading): Partial<Meaning> {
  const color = evidence.colours.at(-1)?.value.colour;
  const series = evidence.cars.at(-1)?.value.series;
  const term = /(?<!不)是([定订]金)/.exec(text)?.[1];
  return {
    target: 'lastEntry',
    ...((color || series) && { interest: { ...(series && { series }), ...(color && { color }) } }),
    ...(term && { payment: { term } }),
    ...(/预算/.test(text) && evidence.amounts[0] && { budgetCny: evidence.amounts[0].value.fen / 100 }),
  };
}

/** 上面那个电话最后四位是8876不是8867, 李姐电话错了 是139…. */
function aboutNumber(reading: Reading) {
  const { has, evidence } = reading;
  const last = evidence.lastDigits[0];
  if (evidence.names.length === 0 && !has(DIALLED) && numberPutRight(reading)) return numberPutRight(reading);
  const swapped = has(/(?<!\d)\d{4}(?:才对)?[,，\s]*(?:不是|而不是)\s?\d{4}(?!\d)/);
  if (swapped && has(/[号位尾]|电话|手机/)) return swapped;
  const fixes = has(
    /(?:电话|手机|号码?|尾号|位).{0,8}(?:错|改成?|更正|应该是|不是|换)|(?:错|改|更正).{0,4}(?:电话|手机|号码)/,
  );
  if (
    evidence.phones[0]?.value.kind === 'mobile' &&
    evidence.names.length === 0 &&
    has(/[少多][打写]了|^(?:不对|错了|更正)|[打写记]错/)
  )
    return evidence.phones[0];
  if (has(/\d{4}改(?:成|为)?\s?\d{4}/) && has(/电话|号|尾/)) return has(/\d{4}改(?:成|为)?\s?\d{4}/);
  if (last && evidence.names.length === 0 && has(/^(?:后|末|最后)[三四]位是/)) return last;
  if (last && (has(SLIP) ?? (evidence.names.length === 0 && (fixes || has(OF_BEFORE))))) return last;
  return undefined;
}

function numberFixed({ evidence, text }: Reading): Partial<Meaning> {
  const last = evidence.lastDigits[0]?.value;
  const mobile = evidence.phones[0]?.value;
  const [, before, after] = /(\d{4})改(?:成|为)?\s?(\d{4})/.exec(text) ?? [];
  const [, right, wrong] = /(?<!\d)(\d{4})(?:才对)?[,，\s]*(?:不是|而不是)\s?(\d{4})(?!\d)/.exec(text) ?? [];
  if (right !== undefined && wrong !== undefined)
    return { target: 'lastCard', field: 'phone', last4: right, replacesLast4: wrong };
  if (before !== undefined && after !== undefined)
    return { target: 'lastCard', field: 'phone', last4: after, replacesLast4: before };
  if (mobile?.kind === 'mobile') return { target: 'lastCard', field: 'phone', value: mobile.phone };
  return {
    target: 'lastCard',
    field: 'phone',
    ...(last && { last4: last.digits, ...(last.replaces !== undefined && { replacesLast4: last.replaces }) }),
  };
}
