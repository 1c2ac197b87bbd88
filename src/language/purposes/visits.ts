import type { Day } from '../../domain/time.ts';
import type { Found } from '../found.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn, nickname, staffIn } from '../whom.ts';
import { understood } from '../evidence.ts';
import { NUMBER_FIX } from './card-facts.ts';
import { DUPLICATE } from './lost.ts';
import type { Purpose } from './purpose.ts';
import { anyOf } from './slots.ts';

const REGISTER = /登记|录入|录个?客户|新增客户|新客户|加个?客户|来店登记/;
const CARD = /[建见]个?张?卡(?!完|了没|缤)|[建见]档|建个卡|姓名[:：]|客户[:：]/;
const CALL_IN =
  /外地来电|热线(?:进来|来|一个)|来了?一?个电话|来电(?![率显转量])|进来(?:一?个)?电话|电话进来|来电没?显示?|打进来|打电话(?:进来|来)(?:问|咨询|的)?|打来(?:问|咨询|电话)|(?<!\d)400(?!\d)|电话咨询|电话进线|进线|有个电话|接(?:了|到)(?:一?个)?(?:客户|咨询)?(?:电话|来电)|[刚又]接一?个(?:客户|咨询)?(?:电话|来电)|[来打]电话问/;
const PEOPLE_COME = '(?:一|两|二|三|几|\\d)?[个位批组拨对家]';
/** He came, or was seen in the showroom. */
const VISIT = new RegExp(
  [
    // to the store
    anyOf(
      '来店 到店 进店 到访 来访 来展厅 到展厅 进展厅 在展厅 展厅来 到店里 回店里 进门 首访 首次 初次 二访 复访 再访 三访 来店的 展车',
    ),
    '到[^\\s,，]{0,4}展厅|展厅那?台|(?<!保险)在店里|[首二三四][次访]来|[转逛]到|溜达(?:进来|过来)',
    '上门(?!取|接|拜访|送|试|提)',
    // he came, again or by himself
    anyOf('又来 再次来 自己来 跑来了 又跑来 跑过来 找过来 摸来 刚来 人已经到了 人到了 人来了 人已经来了'),
    '(?:先生|女士|[姐哥总])来了(?=$|[\\s,，])|(?<!私信|介绍|推荐|线索|网上|抖音|转|打|发|留资)过来的|自己又?(?:跑)?(?:来了|回来|上门|过来)|第[一二三]次来|头一?回来|第[二三]趟|(?<![款钱车货天点单金号间牌约])到了(?=$|[\\s,，]|交给|转给|让小)',
    '来了(?:[一二两三\\d]?[个位批组家对]|看|[一二两俩三几\\d]?(?:小年轻|年轻人|小两口|夫妻|客户|人))|一家[三四五六]口.{0,2}[看来]|带.{1,6}来(?:了|看|试|过|(?=$|[\\s,，]))|[一1两二三]批(?!车)',
    `刚?进来(?:了)?(?:转|看|逛|${PEOPLE_COME})|(?:接|迎)(?:待)?了${PEOPLE_COME}(?!电话|来电|单|孩|活|客户电话)`,
    // what he came for
    '来换(?:机油|轮胎|刹车)|来(?:洗车|修车|年检|续保)|来(?:做)?保养|顺便看|路过看|来看',
    '看了?(?:下|一下|看)?.{0,6}(?:展车|实车|样车)|(?:过来|来|进来)看(?:车|了|过|看)',
    // he left
    anyOf('刚走 送走 才走 走的$ 刚离开 刚离店 才离开 刚出门 前脚刚走'),
    '走了?[一二两三\\d][批个位]|看完.{0,8}走了|看完.{0,4}刚走|接待(?:了|完)|转了[一]?圈|逛了',
    // somebody sent him
    '(?<!来源[:：][^\\s]{0,12})介绍(?=\\s|$)|(?:介绍|推荐)(?:过)?来(?:店|的|了|一|个)|带来的(?!客户)|带来(?:个|了个?|一个|一位)',
  ].join('|'),
);
/** Somebody without a name, who was seen in the showroom. */
const BATCH = new RegExp(
  [
    anyOf('进店 来店 来看车 过来看 看了看 随便看 首次 展厅来 光看没留 走的$'),
    `进来(?:转|看|逛|瞅|问|了|${PEOPLE_COME})|一家[三四五六]口|(?:刚|才)(?:走|来|送走|有|进来)|来了[一二两俩三几\\d个位批组家对]`,
    '(?:客户|人|看完)[^\\s]{0,4}走了|(?:[一1两二三]|\\d)[批组拨](?!车|线索)|[二2]次(?:来|到|进)店',
    `(?:接|迎)(?:待)?了${PEOPLE_COME}(?!电话|来电|单|孩|活|客户电话)`,
  ].join('|'),
);
/** 走了, 人已经离店了: behind his name, that he left the showroom and nothing else of it. */
const LEFT =
  /^(?:那边|他们|一家人?|两口子|人|也|都|已经?|刚刚?|刚才|前脚|才|先|今天|上午|下午|中午|晚上|看完车?|试完车?|聊完|谈完|[\d一二两三四五六七八九十]{1,3}[:：点][\d半]{0,2}分?|[\s,，])*(?:离店了?|离开(?:店里|展厅)?了|走(?:了|啦|掉了|的))(?=$|[\s,，。])/;
/** Before it is said that he left, that he came: then it is told as a visit of its own. 走了 周六再来 is none. */
const COMES =
  /[来到进]店|[来到]访|来了|[又再回头]来|[二再三]访|第[二三四]次|[二2三3]次|首次|到了|进来|过来|来看|登记/;
/** Behind a day that is over, that he was in the showroom on it: 上周四王先生来店, 4月16号来过. */
const CAME_ON =
  /^(?:[上中下]午|晚上|早上)?[\s,，]?[^\s,，。约说打问]{0,6}?(?:[来到进]店|[来到]访|来过(?!电话|信|消息|微信|短信)|来了|来看|来试驾|过来看|到过店|[来到进]过?展厅)(?!的?时候|电话|信)/;
/** He was there, and only looked. */
const CAME = /来过(?=$|[\s,，。了])|来过(?:店里?|展厅|一[趟次]|[两二2]次)/;
const CONTACT_DATA = anyOf('手机号 手机 号码 号 电话 微信 联系方式 信息 资料');
/** He left nothing by which he could be reached. */
const NO_DATA = new RegExp(
  [
    anyOf(
      '不给留 光看没留 未留 不留 不肯留 没要到 没要着 无资料 没号码 死活不留 啥都没留 啥也没留 什么都没留 什么也没留 没给留 没留下',
    ),
    '(?:没肯|不肯|不愿意?|不想|没有?|未|拒绝|拒)留|没留(?!意|台|车)|不愿意?给|不给(?:号|电话|微信|联系方式)|号没要',
    `${CONTACT_DATA}(?:也|都|就是|死活|一个|啥的)*(?:不肯|不愿意?|没|不|未|没有)(?:给|留|说|要到)`,
    `(?:没|未|不|没有|不肯|不愿意?)(?:给|留下?|要到)(?:下)?(?:任何)?${CONTACT_DATA}`,
  ].join('|'),
);
export const AGAIN =
  /[来到进]店\s?[二2]次|[自又]?个儿?又|又(?:上门|过来|回来)|[二2两三3][次趟](?:到|来|进)店?|第[二三]趟|又(?:摸|自己)?来|再次(?:到|来)|第[二三四]次|再来了|[二2]访|回头来|[二三]进宫|上次(?:来|看)过|来过的|二次来|复访|又到店/;
const PASSED =
  /[来到进]店了|过来了|(?:刚|才)(?:走|来|送走|离店|离开|出门)|送走|初次|头一次|新客|[二三复再]访|人来了|人到了|展车|展厅|上门了|来了|进来|接了|首访|接待|走了|(?<!约)到了|再次|第[二三]次来|来过|首次|头一?回|第一次|[二2三]次|又来|[\d一二两三]批|没留|来店登记|介绍来的|看完|已到|到店了/;
/** 看了展车, 首次来店: somebody the showroom has not seen; 冯先生到店了 may be known. */
const NEWCOMER =
  /首次|首访|展厅那?台|带来(?:个|的)|刷到|看到(?:广告|视频)|头一?回|第一次|(?:介绍|推荐|带)来的|(?:介绍|推荐)过来|新客|姓|来(?:做)?保养|来换(?:机油|轮胎)|来(?:修车|洗车)|登记|建[卡档]|刚走|送走|接待了|[转逛]到|进来|接了/;
export const WECHAT =
  /(?:(?:加微|微信|wx|vx|薇)[^A-Za-z\d\n]{0,8}|(?<![A-Za-z])v(?:号|是)?[:：\s]*)([A-Za-z][\w-]{4,19})/i;

/** 置换登记, 回访记录: a form of something else, about somebody who has a card. */
const OTHER_FORM = new RegExp(
  `^${anyOf('置换 旧车 二手车 评估 试驾 订单 签单 交车 保险 贷款 按揭 金融 报价 回访 跟进 战败 失控 退订 退单 收款 定金 订金 尾款 预约 改期 邀约')}(?:客户)?(?:登记|记录|申请|信息|单|表|报备)?(?:[:：]?\\s*(?:客户|姓名)[:：]|登记|记录|申请)`,
);

function untilHeLeft(text: string): string {
  const left = text.search(/走|离[店开]/);
  return left < 0 ? text : text.slice(0, left);
}

/** The customer of whom it is said that he left. */
function leaver(reading: Reading): Found<unknown> | undefined {
  return customersIn(reading).find(({ end }) => LEFT.test(reading.text.slice(end)));
}

/** The day that is over on which somebody is said to have been in the showroom. */
function cameOn({ evidence, text, today }: Reading): Day | undefined {
  return evidence.dates.find(
    ({ value, start, end }) =>
      value.direction === 'past' &&
      value.from === value.to &&
      value.from < today &&
      (value.grain === 'day' || value.grain === 'slot') &&
      !/[约说问][^\s,，]{0,4}$/.test(text.slice(0, start)) &&
      CAME_ON.test(text.slice(end)),
  )?.value.from;
}

function mobile({ evidence }: Reading): boolean {
  return evidence.phones.some(({ value }) => value.kind !== 'landline');
}

/** 还在店里 让主管来一下: he came before, and that was told. */
const STILL_HERE = /(?:还|仍然?|一直)(?:正)?(?:在|坐在)(?:我们|咱们?)?(?:这儿|这里|店|展厅|车上)|还没走/;

/** 周六来店 tells of a visit to come, not of one that was. */
function isAhead({ evidence, text }: Reading): boolean {
  if (REGISTER.test(text)) return false;
  // 明天下午两点半 尚先生二次来店: the day stands with the visit.
  const visit = /(?:首次|[二2两三]次|再次)?(?:来|到|进)(?:店|展厅)|过来|来一趟/.exec(text);
  const isDated =
    visit !== null &&
    evidence.dates.some(
      ({ value, start, end }) =>
        value.direction === 'future' &&
        value.bound === undefined &&
        ((end <= visit.index && visit.index - end <= 8) ||
          (start > visit.index && start - visit.index - visit[0].length <= 2)),
    );
  if (isDated && !/看了|刚|送走|来(?:店)?了|走了|到(?:店)?了|来过|没留/.test(text)) return true;
  if (PASSED.test(text)) return false;
  const isDay = evidence.dates.some(({ value }) => value.direction === 'future');
  if (!isDay && /到店(?=$|[\s,，])/.test(text)) return false;
  return evidence.dates.some(({ value }) => value.direction === 'future') || /约/.test(text);
}

/** 熊先生打电话来说今天来不了: a call of somebody who is known. */
function isOfKnown({ evidence, has }: Reading): boolean {
  return (
    evidence.names.length > 0 &&
    evidence.phones.length === 0 &&
    has(
      /回访|交车|提车|开了[^\s,，]{0,6}[天月年]|没出现|鸽|来不了|[改推挪换延](?:到|约|成|期)|没来|没到|放鸽子|爽约|确认|取消/,
    ) !== undefined
  );
}

export const visits: readonly Purpose[] = [
  {
    intent: 'registerCall',
    shownBy: (reading) =>
      isOfKnown(reading) ||
      reading.has(/(?:厂家|大区|总部|集团|公司|银行|4S).{0,3}来电|(?:提|交)车.{0,8}电话/)
        ? undefined
        : (reading.did(CALL_IN) ??
          // 电话 刘女士 138… 问价, from the phone desk.
          (reading.roles.includes('deskAgent') && mobile(reading)
            ? reading.has(/^电话[\s,，:：](?=.*(?:问|咨询))/)
            : undefined)),
    means: (reading) => callOf(reading),
  },
  {
    intent: 'registerVisit',
    shownBy(reading, others) {
      if (others.has('registerCall')) return undefined;
      const { evidence, did, has } = reading;
      if (has(OTHER_FORM) && !mobile(reading)) return undefined;
      if (has(/^预约登记|报价/) && !has(/来店|进店|刚走|到店了/)) return undefined;
      if (has(/^预约登记/)) return undefined;
      if (has(STILL_HERE) && !has(REGISTER) && !has(/来了|[到来进]店|又来/) && !mobile(reading))
        return undefined;
      if (has(/(?:今天|刚刚?|上午|下午)[^\s,，]{0,4}[提交]车/) && !has(/首次|登记|来店/)) return undefined;
      const told = evidence.contacts.filter(({ value }) => value.result !== 'visited');
      if (told.length > 0 && !has(/刚走|首次|登记/)) return undefined;
      const isSomebody = evidence.names.length + evidence.phones.length + evidence.lastDigits.length > 0;
      const leavesNothing = has(NO_DATA);
      const nobody =
        leavesNothing && (reading.text.length <= 8 || understood(evidence) >= 0.4)
          ? leavesNothing
          : undefined;
      const words = isSomebody
        ? (did(VISIT) ??
          did(REGISTER) ??
          leavesNothing ??
          evidence.contacts[0] ??
          leaver(reading) ??
          (cameOn(reading) === undefined ? undefined : did(CAME)))
        : (did(BATCH) ?? did(REGISTER) ?? nobody);
      return words && !isAhead(reading) ? words : undefined;
    },
    means: (reading, intents) => visitOf(reading, intents),
  },
  {
    intent: 'handover',
    shownBy: (reading, others) =>
      (others.has('registerVisit') || others.has('registerCall')) && staffIn(reading).length > 0
        ? reading.did(
            /[交转领带引分派改划拨](?:到|给)|给到|安排给|由|接待|移交|给[小老阿][一-龥](?=了|跟|接|$)|[让叫请][^\s,，]{2,3}接/,
          )
        : undefined,
    means: (reading) => handedTo(reading),
  },
  {
    intent: 'reactivate',
    shownBy: (reading, others) =>
      others.has('registerVisit') ||
      others.has('registerCall') ||
      reading.has(
        /又(?:来)?问|又想[买看换]|重新(?:考虑|想|看)|回心转意|松口|又(?:有意|动心)|活了|回头(?:想|要|找)/,
      )
        ? reading.has(/[战占]败(?:了|掉)?的?那?个?|战败过|之前(?:说)?不买|死了?的|失联(?:的|那)|以前战败/)
        : undefined,
  },
  {
    intent: 'createCard',
    shownBy(reading, others) {
      const { did, has, evidence, text } = reading;
      if (
        others.has('reactivate') ||
        has(OTHER_FORM) ||
        has(/卡建完|建好卡了|建完卡|卡.{0,2}建好|[没未]建卡/)
      )
        return undefined;
      const isNamed = customersIn(reading).length > 0;
      const hasNumber = mobile(reading);
      const wechat = has(WECHAT);
      if (NO_DATA.test(text) && !hasNumber && !wechat && !/姓/.test(text) && !isNamed) return undefined;
      // 王先生电话改成139…: a new number of somebody known.
      const fixesNumber = has(NUMBER_FIX) && evidence.cars.length === 0 && !has(CARD);
      if (hasNumber && (DUPLICATE.test(text) || fixesNumber)) return undefined;
      const words = did(CARD) ?? (others.has('registerVisit') && !has(AGAIN) ? did(REGISTER) : undefined);
      if (words) return words;
      const talked =
        evidence.contacts.some(({ value }) => value.result !== 'visited') || has(/^查|战败|看看/);
      const isSomebody = isNamed || evidence.cars.length > 0 || evidence.grades.length > 0 || others.size > 0;
      // Asked last: it reads everything.
      const isOurTrade = () =>
        evidence.cars.length > 0 || evidence.grades.length > 0 || understood(evidence) >= 0.5;
      // 懂车帝来的 符先生 159… 轩逸 打了没人接: a lead that was called at once.
      const isLead = hasNumber && isNamed && (evidence.cars.length > 0 || evidence.sources.length > 0);
      if ((hasNumber || wechat) && isSomebody && (!talked || isLead) && isOurTrade())
        return evidence.phones[0] ?? wechat;
      if (others.has('registerCall') && (isNamed || hasNumber))
        return evidence.names[0] ?? evidence.phones[0];
      if (!others.has('registerVisit') || !isNamed || has(AGAIN) || others.has('handover')) return undefined;
      return (
        has(NEWCOMER) ??
        (evidence.cars.length > 0 && !/那[个位台]|\(|约好|约的/.test(text) ? evidence.cars[0] : undefined)
      );
    },
  },
];

function callOf(reading: Reading): Partial<Meaning> {
  const { evidence, has } = reading;
  const isRecorded = (mobile(reading) || evidence.names.length > 0) && !NO_DATA.test(reading.text);
  return {
    call: { recorded: isRecorded },
    ...(isRecorded && { source: 'callIn' as const }),
    ...(has(/售后|保养|维修/) &&
      !evidence.cars.length && { call: { recorded: isRecorded, kind: 'service' as const } }),
  };
}

const LEAVES = /刚走|刚离[店开]|才离开|送走|才走|走的$/;
const LEFT_THEN = /^(?:左右|多)?[\s才就刚]*(?:走|离开|离店|出门|送走)/;
const PEOPLE = '一二三四五六七八九';

function visitOf(reading: Reading, intents: ReadonlySet<string>): Partial<Meaning> {
  const { text, evidence } = reading;
  const isAgain = AGAIN.test(text);
  const people = /(?:一家|一家老小|[来共]了?|带了?|人数[:：])([一二两三四五六\d])(?:口|个人|位|人|\s|$)/.exec(
    text,
  )?.[1];
  const party = people
    ? Number(people) || PEOPLE.indexOf(people.replace('两', '二')) + 1
    : /两口子|夫妻|小两口|俩口子|小夫妻/.test(text)
      ? /孩子|小孩|娃|宝宝|带[个着了]?(?:老人|老太太|老爷子|[爸妈])/.test(text)
        ? 3
        : 2
      : undefined;
  const times = evidence.dates.filter(
    ({ value }) => value.grain === 'instant' && value.direction !== 'future' && value.time,
  );
  // 2点来的 3点10分走的: he left at the later one.
  const left = times.find(({ end }) => LEFT_THEN.test(text.slice(end))) ?? times[0];
  const [stay] = evidence.tradeIns.length > 0 ? [] : evidence.durations;
  const hasNumber = mobile(reading);
  const noData = NO_DATA.test(text) && !hasNumber;
  const minutes = stay?.value.minutes ?? (/(\d{1,3})分钟走的/.exec(text) ?? [])[1];
  const isUnrecordedCardless = noData && !intents.has('createCard');
  const isReturning = intents.has('handover');
  const isLeaving = leaver(reading) !== undefined;
  const on = cameOn(reading);
  const batches = evidence.names.length + evidence.phones.length === 0 ? batchesIn(text) : undefined;
  const third = /第?([三四五3-5])(?:次|趟|回)(?:来|到|进|店)?/.exec(text)?.[1];
  const nth = third === undefined ? undefined : Number(third) || '零一二三四五'.indexOf(third);
  return {
    visit: {
      ...(intents.has('reactivate')
        ? { visitNo: '再次' as const }
        : isReturning
          ? {}
          : { visitNo: isAgain ? (nth ?? 2) : 1 }),
      ...(party !== undefined && { partySize: party }),
      ...(noData && { recorded: false }),
      ...(left?.value.time
        ? { leftAt: `${left.value.from}T${left.value.time}` }
        : /刚走|刚离店|送走|才走/.test(text) || isLeaving
          ? { leftAt: 'now' }
          : {}),
      ...(on !== undefined && { on }),
      ...((isLeaving || LEAVES.test(text)) && !COMES.test(untilHeLeft(text)) && { leaves: true as const }),
      ...(minutes !== undefined && { durationMin: Number(minutes) }),
      ...(intents.has('handover') && { kind: '已建卡首次到店' as const, invitedBy: 'me' as const }),
    },
    ...(isUnrecordedCardless && { createCard: false as const }),
    ...(batches !== undefined && { visitBatches: batches }),
  };
}

/** 来店2批 看风朗, 来了两家 都没留: of nobody in particular, more than one. */
function batchesIn(text: string): number | undefined {
  const said = (/([2-9]|[两二三四五六七八九])\s?(?:批(?!次|量)|组|拨|家(?=客户|人|[\s,，]|$))/.exec(text) ??
    /([2-9]|[两二三四五六七八九])个(?:客户|人)?[\s,，]*都/.exec(text))?.[1];
  return said === undefined ? undefined : Number(said) || PEOPLE.indexOf(said.replace('两', '二')) + 1;
}

export function handedTo(reading: Reading): Partial<Meaning> {
  const staff = staffIn(reading).at(-1);
  return staff ? { to: { staff: nickname(staff) } } : {};
}
