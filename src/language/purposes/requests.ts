import type { Day } from '../../domain/time.ts';
import { isKept, postponedIn, promiseOf, reminderOf } from '../facts/promise.ts';
import type { Found } from '../found.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn, handedTo, staffIn } from '../whom.ts';
import { fullNameStandIn, standInBehind, whoIsOff } from './attendance.ts';
import { carSaid } from './concessions.ts';
import { eachDay } from './staffing.ts';
import { PRETEXT_ASKED } from './preparing.ts';
import type { Purpose } from './purpose.ts';
import { anyOf } from './slots.ts';

const SUPERIOR = anyOf('主管 经理 销售经理 总经理 老总 领导 店总 店长 老大 头儿 GM');
const SUMMON = anyOf(
  '让 叫 叫下 叫一下 请 喊 喊下 喊一下 找 找下 麻烦 需要 求 呼叫 呼 想请 帮叫 帮忙叫 帮我叫 帮我喊',
);
const COME = anyOf(
  '来 快来 来一下 来下 来一趟 过来 过来一下 过来一趟 下来 帮 帮忙 来帮 支援 支持 谈 来谈 救 救场 救火 出面 出马 坐镇 压 压一下 压个价 一下 把把关 拍板 搭把手 聊聊',
);
/** Somebody who may decide is to come. */
/** Without one of these nobody is called for: most messages hold none. */
const OF_HELP = /主管|经理|老总|领导|店总|店长|老大|头儿|GM|求|呼叫|谈|来个|找|搞不定|拿不下|不住/;
const NO_NEED = anyOf('不用 不必 不需要 无需 甭 别 不要');
/** 求助取消, 主管不用来了, 不用叫经理了, 不用来了: who was called need not come. */
const HELP_DROPPED = new RegExp(
  [
    `(?:取消|撤回|撤销|撤掉|撤了|收回|${NO_NEED}(?:再)?)(?:一?下|了|掉)?(?:刚才|刚刚|那个|这个)?(?:的)?求助`,
    '求助(?:的事|那条|那个)?(?:请|先|可以|就|都)?(?:取消|撤|作废|收回|不用|不需要|算了|不要)',
    `${NO_NEED}(?:再)?(?:麻烦|叫|喊|找|请|让)?(?:[一-龥])?${SUPERIOR}(?!说|批|问)`,
    `${SUPERIOR}[^\\s,，]{0,2}${NO_NEED}(?:再)?(?:过|下)?(?:来|帮|谈)(?!店)`,
    `(?:^|[\\s,，。!！])(?:您|你|领导)?${NO_NEED}(?:再)?(?:过|下)?(?:来(?:人|帮忙?|谈|支援)?|帮忙|支援|救场|救火)(?:了|啦)(?=$|[\\s,，。!！])`,
  ].join('|'),
);
/** 主管一起谈的, 经理也来谈了: it was. */
const HELP_OVER = /(?:一起|帮着|帮忙|帮我)谈(?:的|过|了)|来谈(?:了|过)|谈过了/;
/** 王先生说不用来了: what the customer said. */
const SAID_SO = /[说讲](?:的)?(?:先|就|都)?$/;
const HELP_WANTED = new RegExp(
  [
    `${SUMMON}(?:一?下|个)?${SUPERIOR}(?=$|[\\s,，!！。]|[^\\s,，]{0,8}?${COME})`,
    `${SUPERIOR}(?:[^\\s,，]{0,6}|[\\s,，]?)(?:快|赶紧|马上|能|方便|可以)?(?:${COME}|在不在)`,
    `(?:想|要|点名)[^\\s,，]{0,2}(?:见|找)(?:下|一下|个)?(?:你们|咱们?|我们)?${SUPERIOR}`,
    '求助|求支援|求救|呼叫支援|帮(?:我)?(?:一起)?谈|来个(?:能拍板|说了算|能做主|管事)的?|找个?(?:能拍板|说了算|能做主|管事)的?|来个人帮',
    '来个?(?:主管|经理|领导)|谈不下来|谈不动|谈僵|谈崩|搞不定|拿不下|顶不住|压不住|扛不住|hold不住|镇不住',
  ].join('|'),
);

const GIVE = anyOf('给 让 少 降 低 便宜 优惠 申请 批 放 减 抹 松 下 落 争取 要');
const SUM = '[\\d一二三四五六七八九两几]+(?:千|百|块|元|k|K|\\d|个点)';
/** The price is to come down, or somebody has to allow it. */
export const CONCESSION = new RegExp(
  [
    `再(?:多)?(?:给(?!.{0,2}打|[他她](?:$|[\\s,，]))|让|少|降|低|便宜|优惠|申请|批|减|放)(?!打)[^\\s,，]{0,8}|再(?:松|抹|下)(?:[^\\s,，]{0,2}${SUM}|点|一点|个)|松松`,
    `(?:多|还想|还要|想再|能再|要再)${GIVE}(?:一?点|些|个|${SUM})|多${GIVE}[^\\s,，]{0,4}${SUM}`,
    `申请.{0,6}(?:让利|优惠|降价?|便宜|特价|${SUM})|帮我?申请|申请(?:一?下|个)`,
    `(?:差|还差|差了|就差)[^\\s,，]{0,3}${SUM}[\\s,，]*[^\\s,，]{0,3}(?:谁批|批一?下|能[放批给]|行不行|给不给|咋整|怎么办|找谁)|差的?\\d+找谁|谁批`,
    '权限(?:只|就)?(?:到|够)|我?底线\\s?\\d|我(?:只能|最多|顶多|最低)(?:做|给|放|让)?到|超(?:了)?我(?:的)?权限|我没权限',
    `(?:能不能|可不可以|可以|能否)(?:再|多)?(?:给|让|便宜|优惠|放|降|松)|能不能批|能批[不吗]|能[放给让]吗|让利|求批|求放|批不批|求特价|(?:再|帮我?|麻烦)(?:求|请批)(?:个|下|一下|点|\\d)|请批\\s?\\d`,
    '(?:一共|总共|合计|共)要?(?:让|优惠|降|便宜)[\\d一二两三四五六七八九]',
    '咬死.{0,10}\\d|让我(?:再|多)(?:要|申请|给|让)|不松口',
  ].join('|'),
);

/** 有头:这周厂家补贴截止, 借口想好了, 就说补贴要没了. */
const PRETEXT_TOLD =
  /[由有]头(?:有了|想好了|来了|给你)?[:：,， ]|(?:[由有]头|理由|借口|切入点|话头)(?:是|用|就说|就用|也?(?:有了|想好了|来了)|[:：])|新(?:理由|借口|切入点|话头)\s|就说(?=.{0,10}(?:补贴|活动|优惠|到店|截止))/;

/** Nothing is asked for while he is still making up his mind. */
const MUSING = /还?没想好|先想想|想想(?:看|再说)|琢磨/;

const setReminder: Purpose = {
  intent: 'setReminder',
  shownBy: ({ has, evidence }) =>
    has(
      /(?:帮我|给我|替我|麻烦)?(?:记[着住到](?!录)|(?<=[帮给替]我)记一下(?=$|[\s,，])|设个?[^\s,，]{0,4}提醒|[喊叫]我一声|别让我忘|盯着点|设个提醒|设一下提醒|提醒(?:我|一下|设)|设个闹)|提醒.{0,2}(?:设|弄|安排|加|开|建|整)|到时候提醒|到时(?:候)?(?:提醒|叫)我/,
    ) &&
    (evidence.dates.length > 0 || has(/首保|保养|续保|上牌|年检|头一次/))
      ? has(/记[着住到]|记一下|提醒|闹|[喊叫]我|盯着|别让我忘/)
      : undefined,
  means: reminderOf,
};

function helpDropped({ has, asks, decides, text }: Pick<Reading, 'has' | 'asks' | 'decides' | 'text'>) {
  if (decides || asks || !/求助|来|帮|叫|找|喊|请|谈|支援|救/.test(text)) return undefined;
  const dropped = has(HELP_DROPPED);
  return dropped && !SAID_SO.test(text.slice(0, dropped.start)) ? dropped : undefined;
}

/** What somebody wants from a supervisor, from the bot, or from the price. */
export const requests: readonly Purpose[] = [
  {
    intent: 'draftMessage',
    shownBy: ({ has }) =>
      has(
        /(?:帮我|给我|替我).{0,2}(?:拟|写|编)(?:一?[条个段句]|$)|(?:帮我|给我|替我|麻烦)(?:想|写|编|组织|拟)(?:个|条|一条|一段|两句|几句|一句|点)?.{0,6}(?:话|词|短信|消息|微信)|(?:帮我|给我|替我|麻烦)?(?:写|编|拟|起草|弄|来(?=个|一?条|一?段))(?:个|条|一条|一个|段)?.{0,8}(?:短信|微信|消息|信息|话术|祝福|文案)/,
      ),
    means: ({ text }) => ({
      purpose: /提醒|提一嘴|提一下|记得|别忘|别落|邀约?|来店|到店/.test(text)
        ? 'visitReminder'
        : /离店|感谢/.test(text)
          ? 'leaveText'
          : 'invitation',
    }),
  },
  { intent: 'dropAssist', shownBy: helpDropped },
  {
    intent: 'requestAssist',
    shownBy: ({ has, decides, text }, others) =>
      decides || others.has('applyLost') || !OF_HELP.test(text) || has(HELP_OVER) || has(HELP_DROPPED)
        ? undefined
        : has(HELP_WANTED),
    means: ({ text }) => ({
      assist: {
        role: /总经理|老总|店总|GM/i.test(text) ? '总经理' : /经理/.test(text) ? '销售经理' : '主管',
        urgency: 'now',
      },
    }),
  },
  {
    intent: 'requestDiscount',
    shownBy: ({ has, decides }) => (decides || has(MUSING) ? undefined : has(CONCESSION)),
    means: discountOf,
  },
  setReminder,
  {
    intent: 'setPromise',
    shownBy: (reading, others) =>
      [...others].every(
        (intent) => intent === 'setAppointment' || intent === 'setNextContact' || intent === 'reschedule',
      ) &&
      reading.evidence.contacts.length === 0 &&
      !reading.asks &&
      !isKept(reading) &&
      (postponedIn(reading).promise ?? promiseOf(reading).promise) !== undefined,
    means: postponedIn,
  },
  {
    intent: 'keepPromise',
    shownBy: (reading, others) =>
      others.size === 0 && reading.evidence.contacts.length === 0 && !reading.asks && isKept(reading),
  },
  {
    intent: 'extendWindow',
    shownBy: ({ did }) => did(/(?:申请|想)?延期(?!交车|提车|上牌)|(?:期限|窗口|手续时间)(?:延|再延|往后)/),
    means: ({ text }) => {
      const reason =
        /(?:因为|原因[是:：]?|说)\s*([^,，。]+)/.exec(text)?.[1] ?? /延期[\s,，]+([^,，。]+)/.exec(text)?.[1];
      return reason ? { reason } : {};
    },
  },
  {
    intent: 'setPretext',
    shownBy: ({ has }) => (has(PRETEXT_ASKED) ? undefined : has(PRETEXT_TOLD)),
    means: ({ text, evidence }) => {
      const pretext =
        /(?:[由有]头|理由|借口|切入点|话头)(?:也?(?:有了|想好了|来了)|是|用|就说|就用)?[:：,，\s]*([^\s,，。;；]+)/.exec(
          text,
        )?.[1];
      const period = evidence.dates.find(
        ({ value }) => value.grain === 'week' || value.bound === 'by',
      )?.value;
      return {
        ...(pretext && { pretext }),
        ...(period && /截止|到期|结束|前/.test(text) && { by: period.to }),
      };
    },
  },
  {
    intent: 'planBatchCalls',
    shownBy: ({ has }) =>
      has(
        /(?:级|客户|名单|名下|手[上里]).{0,8}(?:都|全部?|挨个|逐个|统一)(?:过一遍|(?:打|回访|联系|通知|邀约)(?!了))(?:一遍|一轮|一下|个遍)?/,
      ),
    means: ({ evidence }) => {
      const grade = evidence.grades.find(({ value }) => value.grade)?.value.grade;
      return grade ? { scope: { grade, owner: 'me' } } : {};
    },
  },
];

const LEAST_PRICE_FEN = 3_000_000;
const TO_A_PRICE = /(?:让|降|少|便宜|优惠|放|松|低|减|下)到[^\d]{0,2}$/;

/** 让我再申请3000, 客户要19万整 我权限到19.3 差3000. */
function discountOf({ evidence, text }: Reading): Partial<Meaning> {
  const at = (words: RegExp) =>
    evidence.amounts.find(({ start }) => words.test(text.slice(Math.max(0, start - 8), start)))?.value.fen;
  const ask = at(
    /(?:客户|他|她|人家)(?:只?(?:要|出|想|肯|给|认)|说|非要|咬死|心里价?)[^\d再多少]{0,4}$|(?:咬死|卡在|卡|就认|一口价)[^\d]{0,3}$/,
  );
  const floor = at(
    /权限(?:只)?(?:到|是|在|就)?[^\d]{0,2}$|我?(?:这|这边)?(?:最低|底线)[^\d]{0,3}$|底线[^\d]{0,3}$|我?(?:手[里上])?(?:最多|只能|顶多)(?:到|给到|做到|放到|让到)$|只能到$/,
  );
  const all = at(/(?:一共|总共|共|合计|拢共)(?:要|得|给)?(?:再)?(?:让|优惠|降|便宜)?[^\d到]{0,3}$/);
  const gap = at(/(?:还)?[差缺](?:个|着|了|的)?$|相差$/);
  const more = at(/(?:再|申请|多)[^\d]{0,6}$/);
  // 再让到12.5能定: where the price is to stand, not how much more.
  const target = more !== undefined && more >= LEAST_PRICE_FEN && at(TO_A_PRICE) === more ? more : undefined;
  const extra = target === undefined ? more : undefined;
  // 旧车她要三万五: what is asked for the old car is no price of the new one.
  const isOfOldCar = ask !== undefined && ask === evidence.tradeIns[0]?.value.expectedFen;
  const asked = isOfOldCar ? undefined : (ask ?? target);
  const named = all ?? asked ?? floor ?? gap;
  return {
    ...carSaid(text),
    ...((named ?? extra) !== undefined && {
      discountRequest: {
        ...(all !== undefined && { allCny: all / 100 }),
        ...(asked !== undefined && { askCny: asked / 100 }),
        ...(floor !== undefined && { myFloorCny: floor / 100 }),
        ...(gap !== undefined && { gapCny: gap / 100 }),
        ...(named === undefined && extra !== undefined && { extraCny: extra / 100 }),
      },
    }),
  };
}

const DAY_OFF = '(?:号|天|周.|节|元旦|国庆|五一|初.|开始|我|上午|下午)';
const HOW_LONG = '[\\d一二两三四五六七八九十半]+';
const LEAVE = `请(?:了|个|一下)?(?:${HOW_LONG}天)?(?:的)?(?:病|事|年|婚|产|丧|护理|陪产|调休)?假`;
/** A day on which somebody is not at work. */
const REST = new RegExp(
  [
    `${DAY_OFF}[^\\s,，]{0,8}(?:休息|歇)[一二两三四五六七\\d]天`,
    `${DAY_OFF}.{0,4}(?:歇(?!菜)|不上班|不在岗|休到|起休|开始休|休\\s?[\\d一二两三四五六七]+天|休(?:息|假)?(?:$|[\\s,，])|${LEAVE})`,
    '我[^\\s]{0,8}(?:休(?!闲)|不在店|不在(?=$|\\s)|请假|不来(?=$|[\\s,，了]))',
    '(?:我|本人)?(?:[明后]天|[今明后]+天?|周[一二三四五六日天末]|\\d+号?|[一二两三四五六七\\d]+天|下周.?|请)(?:我)?(?:和.{1,4})?(?:调|轮|要|请)?(?:休(?!闲)|假|不在|不上班|请假)',
    `我(?:要)?(?:请假|休假|调休|轮休|休[一二两三四五六七\\d]+天)|轮到我休|我(?:的)?(?:年假|婚假|产假|病假|调休)|${LEAVE}`,
  ].join('|'),
);
const NO_REST =
  /怎么|吗|谁|哪[几]?天|几号休|什么时候|啥时候|休闲|双休|不(?:用|想|打算)?(?:休|歇|请假)|没(?:有)?(?:说|想|要|打算)?[^\s,，]{0,4}(?:休(?!息好)|歇|请假)|(?:先生|女士|经理|主管|顾问|专员|[姐哥总户他她]|^[小老].)(?:们)?.{0,3}(?:休息|休假|请假|不上班|放假)/;

const STAND_IN = anyOf(
  '代 代跟 代班 替 替班 顶 顶班 盯 盯着 跟 看 看着 带 照看 照应 照顾 照料 管 接 支应 打理',
);
const FOR_ME = '(?:先|帮忙|来|暂时|临时|辛苦|受累)*(?:帮|替|代|给)(?:我|咱)?(?:先)?';

/** Rest days and stand-ins: of oneself, or put down for others. */
export const absences: readonly Purpose[] = [
  {
    intent: 'setRestDay',
    shownBy: (reading) =>
      whoIsOff(reading) !== undefined || (NO_REST.test(reading.text) ? undefined : reading.has(REST)),
    means(reading) {
      const staff = whoIsOff(reading);
      return { ...restOf(reading), ...(staff !== undefined && { staff }) };
    },
  },
  {
    intent: 'delegate',
    shownBy: standsIn,
    means: delegateOf,
  },
  {
    ...setReminder,
    // 我明后天休 帮我记着: it is the rest that is to be noted.
    shownBy: (reading, others) =>
      others.size > 0 && customersIn(reading).length > 0 && setReminder.shownBy(reading, others),
  },
];

const COUNT = '一二三四五六七';

function restOf({ evidence, text, today }: Reading): Partial<Meaning> {
  const days = /[休歇](?:假)?([一二两三四五六七\d])天|请([一二两三四五六七\d])天/.exec(text);
  const count = days?.[1] ?? days?.[2];
  // 明天休一天 names its day.
  if (count !== undefined && !/[一1]/.test(count))
    return {
      days: Number(count) || COUNT.indexOf(count.replace('两', '二')) + 1,
      from: evidence.dates.find(({ value }) => value.grain === 'day')?.value.from ?? today,
    };
  const ahead = evidence.dates.filter(({ value }) => value.direction !== 'past');
  const [only] = ahead;
  // 我请假到周五: from today on.
  if (only && ahead.length === 1 && /[假休]息?到$/.test(text.slice(0, only.start)))
    return { restDays: eachDay(today, only.value.to) };
  const restDays = [
    ...new Set(ahead.flatMap(({ value, start }) => (isOtherMatter(text, start) ? [] : daysOf(value)))),
  ].sort();
  return restDays.length > 0 ? { restDays } : {};
}

/** A stretch of days is all of them; a whole week or month is no rest. */
function daysOf({ grain, from, to }: { grain: string; from: Day; to: Day }): Day[] {
  if (grain === 'week' || grain === 'month' || grain === 'year') return [];
  return eachDay(from, to);
}

/** 赵先生周六来店: the day of a visit is no day of rest. */
function isOtherMatter(text: string, start: number): boolean {
  return (
    /^[今明后]天(?:正常|上班|在)/.test(text.slice(start)) ||
    /(?:先生|女士|[姐哥总])[^\s,，]{0,2}$/.test(text.slice(0, start)) ||
    /^.{2,3}(?:先生|女士|[姐哥总])[^\s,，]{0,2}[来到]/.test(text.slice(start))
  );
}

function delegateOf(reading: Reading): Partial<Meaning> {
  const absent = whoIsOff(reading);
  const [named] = staffIn(reading).filter(({ words }) => words !== absent);
  const isAway = reading.has(REST) !== undefined || absent !== undefined;
  const to =
    named?.value.name ?? fullNameStandIn(reading, isAway) ?? (isAway ? standInBehind(reading) : undefined);
  const customers = reading.evidence.names
    .filter(({ value, words }) => value.kind !== 'staff' && words !== to && words !== absent)
    .map(({ value }) => value.alias ?? value.name);
  return {
    ...(to !== undefined && { to: { staff: to } }),
    ...(customers.length > 0 && { customers }),
    kind: 'temporary',
  };
}

const GIVEN_TO = /(?:麻烦|拜托|托|请|让|由|给|叫|交给|找|归)$/;
const STANDS_IN = new RegExp(`^(?:先|帮忙|来|暂时)?(?:代|替|帮)?我?${STAND_IN}(?!待|手?了)(?!.{0,3}了$)`);
const STANDS_IN_FOR_ME = new RegExp(`^${FOR_ME}${STAND_IN}(?!待)`);
const ASKED_TO_STAND_IN =
  /(?:麻烦|拜托|先?托|请)小.{1,2}|(?:让|由|给|叫)小.{1,2}(?:先)?(?:盯|跟|看|带|顶)(?!.{0,3}了$)|(?:先|暂时|这几天|帮忙|麻烦|让|给|交给|由)?.{0,4}(?:代班|替我|顶班|替班|帮我跟|先跟|先.{0,2}[盯跟带看]|代跟|帮忙[跟盯])|给小?.{1,3}(?:先)?跟/;

/** 小刘帮我顶两天, 先给小孙跟: a colleague who looks after customers for a while. */
export function standsIn(reading: Reading): Found<unknown> | boolean | undefined {
  const absent = whoIsOff(reading);
  const colleagues = staffIn(reading).filter(({ words }) => words !== absent);
  const { evidence, has, decides } = reading;
  if (evidence.phones.length > 0 || has(/转给|归/)) return undefined;
  if (standInBehind(reading) !== undefined && (absent ?? has(REST)) !== undefined) return true;
  if (colleagues.length === 0)
    return fullNameStandIn(reading, has(REST) !== undefined) !== undefined || undefined;
  // From those who decide it is for good, unless somebody is away.
  if (decides && !has(/休|假|不在|[代顶替]|暂|临时|先|几天/)) return undefined;
  return (
    handedTo(reading, GIVEN_TO, STANDS_IN) ??
    colleagues.find(({ end }) => STANDS_IN_FOR_ME.test(reading.text.slice(end))) ??
    reading.has(ASKED_TO_STAND_IN)
  );
}
