import { GRADE_CRITERIA, gradeByCriteria, type Grade, type GradeCriterion } from '../../domain/grade.ts';
import type { Intent } from '../intents.ts';
import type { Found } from '../found.ts';
import type { Meaning } from '../meaning.ts';
import { boughtInstead } from '../purposes/lost.ts';
import { AGAIN, WECHAT } from '../purposes/visits.ts';
import type { Reading } from '../reading.ts';
import { tradeInOf } from '../purposes/deals.ts';
import type { Car } from '../values/cars.ts';

/** What callers ask about. */
const TOPICS: readonly (readonly [RegExp, string])[] = [
  [/优惠|活动|政策/, '优惠'],
  [/价格?|多少钱|报价/, '价格'],
  [/上.{0,3}牌/, '上牌'],
  [/分期|按揭|贷款|首付/, '按揭'],
  [/现车|有车/, '现车'],
  [/置换|旧车/, '置换'],
  [/试驾/, '试驾'],
  [/配置/, '配置'],
];

export function topicsOf(text: string): string[] {
  return TOPICS.filter(([words]) => words.test(text)).map(([, topic]) => topic);
}

/** Facts that go onto a card, whether the message makes one or adds to one. */
export type Facts = Partial<Meaning>;

/** The person of a new card. */
export function personOf({ evidence, text }: Reading): Pick<Meaning, 'customer'> {
  const { names, phones } = evidence;
  const referrer = referrerOf({ evidence, text });
  const others = names.filter((candidate) => candidate !== referrer && candidate.value.last4 === undefined);
  // 登记 小郑 137…: nobody else is named, so he is the customer.
  const name = (others.find(({ value }) => value.kind !== 'staff') ?? others[0])?.value;
  const mobile = phones.find(({ value }) => value.kind === 'mobile')?.value;
  const wrong = phones.find(({ value }) => value.kind === 'wrongLength')?.value;
  const wechat = WECHAT.exec(text)?.[1];
  const isCompany = /公司买|公司要|单位采购|单位要|公户|对公|单位买|企业(?:用户|客户)|公司用车|公司采购/.test(
    text,
  );
  // 两口子 姓赵: the husband is spoken of.
  const isCouple = name && name.name === name.surname && /两口子|夫妻|小两口/.test(text);
  // 有个女的来看车 姓柯.
  const told =
    name && name.name === name.surname
      ? /女的|女士|女客户|大姐|美女/.test(text)
        ? 'F'
        : /男的|男士|男客户|大哥|帅哥/.test(text)
          ? 'M'
          : undefined
      : undefined;
  const customer: NonNullable<Meaning['customer']> = {
    ...(name && {
      name: isCouple || told ? `${name.name}${told === 'F' ? '女士' : '先生'}` : name.name,
      ...(name.name === name.surname && !told && { nameSure: false }),
    }),
    ...(name?.alias !== undefined && { alias: name.alias }),
    ...(told
      ? { gender: told }
      : name?.gender
        ? { gender: name.gender }
        : /(?:^|\s)男(?:\s|的|$)|男客户/.test(text)
          ? { gender: 'M' as const }
          : {}),
    ...(mobile?.kind === 'mobile' && { phone: mobile.phone }),
    ...(!mobile && wrong?.kind === 'wrongLength' && { phoneRaw: wrong.digits }),
    ...(wechat !== undefined && { wechat }),
    ...districtOf(text),
    ...(isCompany && { type: 'company' as const }),
  };
  return Object.keys(customer).length > 0 ? { customer } : {};
}

function districtOf(text: string): { district: string } | Record<never, never> {
  const place =
    /(?:^|[\s,，]|住|家住|家在|住在)(?!外地|外市|外省|本地)([一-龥]{2,4}?)(?:的客户|人[,，\s]|那边的?|的(?=\s|$))/.exec(
      text,
    )?.[1];
  const told = /(?:住在?|家在|家住)([一-龥]{2,8}?(?:区|县|镇|街道|小区|路|村|市))/.exec(text)?.[1];
  const district =
    told ??
    (place && /外地|外市|外省/.test(text) && !/外地|外市|[白黑红灰蓝银]/.test(place)
      ? `${place}(外市)`
      : undefined);
  return district === undefined ? {} : { district };
}

/** 王先生说他同事…, 李姐有个朋友…: the name of somebody, and behind it a person of his. */
const HIS_OWN =
  /^(?:那边|这边|刚才?|今天|又|还|说是?|讲|提到|告诉我|跟我说|介绍了?|推荐?了?|给了?我?|[\s,，])*(?:[他她]?(?:还)?有(?:一个|个|位)|[他她]的?(?:一个|个|位)?|的|(?<=说是?|介绍了?|推荐?了)[个位]?)(?:[表堂]?[弟妹哥姐]|小舅子|小姨子|大舅哥|姐夫|妹夫|亲家|朋友|哥们|闺蜜|同事|同学|战友|老乡|邻居|亲戚)(?:[,，\s叫是]*)/;
/** What stands between such a person and the number, if it is his and he wants a car. */
const WANTS_A_CAR =
  /^(?!.*(?:介绍|推荐|觉得|嫌|一起|陪|[说劝讲]))(?:.{0,12}(?:想|要|也|打算|考虑|有意|看|买|换|电话|手机|号).{0,8}|[\s,，:：]*)$/s;

/** 王先生说他同事小李想看 137…: the number is his colleague's, and he is the one who sent him. */
function sentHisOwn({ evidence: { names, phones }, text }: Pick<Reading, 'evidence' | 'text'>) {
  const number = phones.find(({ value }) => value.kind === 'mobile');
  if (!number) return undefined;
  return names.find(({ end }, at) => {
    const own = HIS_OWN.exec(text.slice(end, number.start));
    if (!own) return false;
    const person = names[at + 1];
    const from = end + own[0].length;
    return WANTS_A_CAR.test(text.slice(person && person.start - from <= 1 ? person.end : from, number.start));
  });
}

/** Who sent the customer: 老车主邓国强带来的, 董女士的表弟. He is not the one who is told of. */
export function referrerOf({ evidence, text }: Pick<Reading, 'evidence' | 'text'>) {
  const { names, phones } = evidence;
  const sent = sentHisOwn({ evidence, text });
  if (sent) return sent;
  const owner = names.find(
    ({ start, end }, at) =>
      (/(?:老客户|老车主|老基盘)$/.test(text.slice(0, start)) &&
        /^.{0,2}带/.test(text.slice(end)) &&
        names.length > at + 1) ||
      (/^[她他]?的?(?:[表堂]?[弟妹哥姐]|小舅子|朋友|同事|同学|邻居|亲戚)[^\s,，]{0,1}[\s,，]?/.test(
        text.slice(end),
      ) &&
        names[at + 1] !== undefined &&
        phones.length > 0),
  );
  if (owner) return owner;
  return names.find(({ end }) =>
    /^(?:给|帮)?(?:我)?(?:们)?(?:老客户|老车主)?(?:介绍|推荐|带来|转介|带过来|领过来|领来|拉来|喊[他她].{0,2}来|叫[他她].{0,2}来|把[^\s,，]{1,6}(?:推|介绍)给)/.test(
      text.slice(end, end + 14),
    ),
  );
}

/** What a message tells of him beside his name. */
export function factsOf(reading: Reading, intents: ReadonlySet<Intent>): Facts {
  const { text, evidence } = reading;
  const { cars, colours, trims, competitors, concerns, companions, usages, payments, sources } = evidence;
  const { amounts, dates, tradeIns } = evidence;
  const isNew = intents.has('createCard');
  const isOrder = intents.has('recordOrder');
  const traded = tradeIns[0]?.value.model;
  const wanted = carWanted(reading, intents);
  const series = wanted?.value.series;
  const rivals = competitors.length > 0 ? rivalsOf(reading) : [];
  // 说奇骏空间小 想再看看卡缤: beside the car he wants, one of another brand is its rival.
  const others = intents.has('logContact')
    ? cars.filter(({ value }) => wanted && value.brand !== wanted.value.brand && value.series !== traded)
    : [];
  const unlikeWanted = others.map(({ value }) => value.series).filter((name) => !isAmong(rivals, name));
  const color = (/不是|不对|改成?/.test(text) ? colours.at(-1) : colours[0])?.value.colour;
  const trim = trims.map(({ value }) => value).join('');
  const quantity = /(?:买|要|订|采购)(\d|[一二两三四五六七八九十])[台辆]/.exec(text)?.[1];
  const count =
    quantity === undefined
      ? undefined
      : Number(quantity) || '零一二三四五六七八九十'.indexOf(quantity.replace('两', '二'));
  const method = payments.find(({ value }) => !value.negated && value.method !== undefined)?.value.method;
  const via = payments.find(({ value }) => value.via)?.value.via;
  const source = sources.find(({ value }) => value.source)?.value.source;
  const isCardTold = isNew || intents.has('updateCard');
  const walkedIn = isCardTold
    ? sources.find(({ value, words }) => value.source === 'walkIn' && words.length >= (isNew ? 3 : 2))
    : undefined;
  const heardFrom = sources.find(({ value }) => value.heardFrom)?.value.heardFrom ?? walkedIn?.words;
  const said = concerns.filter(
    ({ end }) => !/^.{0,2}(?:[定选换改]了|已[定选]|[定选]好|[换改]成)/.test(text.slice(end)),
  );
  // 13900001234 奇骏 15万以内: on a new card a sum with a margin is what he would spend.
  const budget = (
    amounts.find(({ value }) => value.role === 'budget') ??
    (isNew
      ? amounts.find(
          ({ value, end }) =>
            value.role === undefined && /^(?:块|元)?(?:以内|之内|左右|上下|出头)/.test(text.slice(end)),
        )
      : undefined)
  )?.value.fen;
  const by = dates.find(
    ({ value, end, words }) =>
      value.direction === 'future' &&
      (value.bound === 'by' ||
        /^.{0,2}(?:买|提|拿车)/.test(text.slice(end)) ||
        value.label?.length === 4 ||
        (/年/.test(words) && /等到?年底|年底再/.test(text))),
  );
  const wantsDelivery = by && /^.{0,3}(?:[提交]车?|要车|拿车|开走|开上)/.test(text.slice(by.end));
  const referrer = referrerOf(reading);
  // 王先生说他同事小李想看: the colleague is the customer himself.
  const decider = companions.find(
    ({ value, start }) =>
      (value.part === 'decides' || value.part === 'mentioned') &&
      !(isNew && referrer && start >= referrer.end && start - referrer.end <= 8),
  )?.value.who;
  const user = companions.find(({ value }) => value.part === 'user')?.words;
  const paysFor = isOrder || intents.has('recordPayment') ? undefined : method;
  return {
    ...((series || color || trim || count) &&
      !isOrder &&
      !intents.has('logTradeIn') && {
        interest: {
          ...(series && { series }),
          ...(trim && (isNew || !intents.has('logTestDrive')) && { trim }),
          ...(color && { color }),
          ...(count && { quantity: count }),
        },
      }),
    ...((paysFor === 'full' || paysFor === 'loan' || via) && {
      payment: {
        ...(paysFor === 'full' || via ? { method: 'full' as const } : paysFor && { method: paysFor }),
        ...(via && { via }),
      },
    }),
    ...(source && (isNew || source !== 'walkIn') && { source }),
    ...(heardFrom && { heardFrom }),
    ...(referrer && isNew && { source: 'referral', referrer: { name: referrer.value.name } }),
    ...(budget !== undefined && { budgetCny: budget / 100 }),
    ...(by &&
      !isOrder &&
      !intents.has('recordDelivery') &&
      (wantsDelivery ? { deliveryWantedBy: by.value.to } : { purchaseBy: by.value.to })),
    ...(isNew && nextWeek(reading)),
    ...(usages[0] && { usage: usages[0].value }),
    ...(user && { user }),
    ...(/换购|换车|换台|换掉|[想要给].{0,3}换|置换/.test(text) && isNew
      ? { purchaseKind: '换购' as const }
      : /增购|第二台车|再买一台/.test(text)
        ? { purchaseKind: '增购' as const }
        : /首购|第一台车|头一台车/.test(text)
          ? { purchaseKind: '首购' as const }
          : {}),
    ...(/专票/.test(text) && { invoice: '增值税专用发票' }),
    ...(rivals.length + unlikeWanted.length > 0 &&
      !intents.has('applyLost') &&
      !(isOrder && competitors.every(({ value }) => value.bought)) && {
        competitors: [...rivals, ...unlikeWanted],
      }),
    ...(decider && !intents.has('logTestDrive') && { decisionMaker: decider }),
    ...((traded !== undefined || tradeIns[0]?.value.none) && tradeInOf(reading)),
    ...(said.length > 0 &&
      !intents.has('applyLost') && { concerns: [...new Set(said.map(({ value }) => value))] }),
  };
}

const WANTS = /(?:看看?|[想要选订]|(?:改|换)(?:成|看|要)?|还是)(?:一?下|回|我们的?)?\s?$/;

/** The car that he wants: none that is named as a rival, nor the old one; in an account of a talk the one he turns to. */
function carWanted({ evidence, text }: Reading, intents: ReadonlySet<Intent>): Found<Car> | undefined {
  const { cars, competitors, tradeIns } = evidence;
  const rivals = new Set(competitors.map(({ value }) => value.name));
  const places = new Set(competitors.map(({ start }) => start));
  const isTalk = intents.has('logContact');
  const bought = intents.has('applyLost') ? boughtInstead({ evidence, text }) : undefined;
  const own = cars.filter(
    ({ start, value }) =>
      !places.has(start) &&
      !(isTalk && rivals.has(value.series)) &&
      value.series !== bought &&
      value.series !== tradeIns[0]?.value.model,
  );
  return (isTalk ? own.findLast(({ start }) => WANTS.test(text.slice(0, start))) : undefined) ?? own[0];
}

function isAmong(rivals: NonNullable<Meaning['competitors']>, name: string): boolean {
  return rivals.some((rival) => (typeof rival === 'string' ? rival : rival.model) === name);
}

/** 下周给答复: on a new card the week is all that is known. */
function nextWeek({ evidence, text }: Reading): Facts {
  const week = evidence.dates.find(({ value }) => value.grain === 'week' && value.direction === 'future');
  const label = week?.value.label;
  return week && label !== undefined && /^.{0,2}(?:给|再|回|答)/.test(text.slice(week.end))
    ? { nextContactWeek: label }
    : {};
}

/** 对面缤智便宜8千: the rival, and by how much he is cheaper. */
function rivalsOf({
  evidence: { competitors, amounts },
  text,
}: Reading): NonNullable<Meaning['competitors']> {
  const names = [...new Set(competitors.map(({ value }) => value.name))];
  const [first] = competitors;
  const gap =
    first &&
    amounts.find(
      ({ start }) =>
        start >= first.end && /^.{0,3}(?:便宜|低|少要?|优惠|贵)了?$/.test(text.slice(first.end, start)),
    );
  return first && gap && names.length === 1
    ? [{ model: first.value.name, gapCny: gap.value.fen / 100 }]
    : names;
}

interface MetCriterion {
  criterion: GradeCriterion;
  grade: Grade;
}

/**
 * The grading criteria (1.5) that a message shows to be met, and the grade they suggest. A model and a colour merely
 * named are no choice made: they count when somebody says A, and suggest nothing by themselves.
 */
export function readCriteria(
  { evidence, text, today }: Reading,
  intents: ReadonlySet<Intent>,
): { criteria: MetCriterion[]; suggested: Grade | undefined } {
  const { cars, colours, dates, payments, tradeIns } = evidence;
  const ahead = dates.filter(({ value }) => value.direction === 'future');
  const paysSomehow = payments.some(({ value }) => value.method !== undefined && !value.negated);
  const shown: Partial<Record<GradeCriterion, boolean>> = {
    车型车色已选定:
      /(?:颜色|车色|车型|配置).{0,4}(?:[定选]了|已[定选]|[定选]好|确定|选定|定下)|[定选]好了?(?:车型|颜色)|(?:颜色|车色)就?定(?:在|成|的)?[黑白红灰蓝银绿棕金紫橙黄青粉]/.test(
        text,
      ),
    已提供付款方式及交车日期:
      /付款方式.{0,3}交车日期/.test(text) ||
      (paysSomehow && /提车|交车/.test(text) && dates.some(({ value }) => value.to >= today)),
    分期手续进行中: /(?:按揭|贷款|分期|金融).{0,6}(?:在办|办理中|资料|批|审|进行|提交)/.test(text),
    二手车进行处理中: /(?:旧车|二手车|评估师?).{0,8}(?:看过|评过|在处理|处理中|收|过户|同意)/.test(text),
    已谈判购车条件: /价格.{0,3}(?:在谈|谈)|谈(?:了|过)?价|谈判|砍价|还价|购车条件.{0,3}谈/.test(text),
    购车时间已确定:
      /购车时间.{0,3}[确定]/.test(text) ||
      (ahead.some(({ value }) => value.bound === 'by') && /买|提|订|定/.test(text)),
    选定了下次商谈日期:
      /下次.{0,4}日期/.test(text) || (intents.has('setAppointment') && ahead.some(({ value }) => value.sure)),
    再度来看展示车: AGAIN.test(text),
    要求协助处理旧车:
      tradeIns.some(({ value }) => !value.none) || /置换|处理.{0,2}旧车|旧车.{0,4}[估评]/.test(text),
    商谈中表露出有购车意愿: /(?:有|表露).{0,4}意愿|想买车/.test(text),
    正在决定拟购车种: /决定.{0,4}(?:车种|车型|哪款)/.test(text),
    对选择车种犹豫不决: /犹豫|纠结/.test(text),
    经判定有购车条件者: /有购车条件|有条件买/.test(text),
  };
  const plain = (Object.keys(GRADE_CRITERIA) as GradeCriterion[]).filter((criterion) => shown[criterion]);
  const suggested = gradeByCriteria(plain);
  const chosen = cars.length > 0 && colours.length > 0 && !plain.includes('车型车色已选定');
  const met = chosen ? (['车型车色已选定', ...plain] as GradeCriterion[]) : plain;
  return { criteria: met.map((criterion) => ({ criterion, grade: GRADE_CRITERIA[criterion] })), suggested };
}
