import type { Found } from '../found.ts';
import { outcomeOf } from '../facts/contact.ts';
import { promiseOf } from '../facts/promise.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn, staffIn } from '../whom.ts';
import { understood } from '../evidence.ts';
import { onlyTalkedPrice } from './negotiations.ts';
import type { Purpose } from './purpose.ts';
import { leftShowroom, spoke } from './talks.ts';

/** Talking again, by whatever way. */
export const CALL_AGAIN =
  /再打|再联系|再聊|再说|再看|给信|给(?:我|个)?(?:答复|回复|准信|信儿|话)|答复|回话|回电|打给|联系|回访|再跟|再约|再试(?!驾)|再拨|打电话|再问|通话|[聊打]$|[晚上午早点]打|跟进/;
/** Coming to the store. */
export const MEET =
  /约|说好|定好|答应|敲定|讲好|来店|到店|过来|再来|来看|会来|能来|要来|[再要]?来[定订提试]|来试驾|来一趟|到展厅|来展厅|有空|得闲|有时间|来$|来[,，\s]|来的|见面|来谈|来签|来吧|到[,，\s]|到$|过去看|带.{1,4}来|试驾[^\s,，了过完]{0,3}[定排]/;
const TEST_DRIVE_AHEAD =
  /试驾[^\s,，了过完]{0,3}[约定排](?:好|了|在|到|(?=[周明后下\d]|星期|礼拜))|[约想要].{0,6}(?:试驾|[是试]加|试假)|留.{0,5}车?.{0,2}(?:试驾|[是试]加|试假)|试驾车留|(?:[来到](?:店里?|一趟|展厅)?|过来|再来|安排|带.{1,4}来?)(?:试驾|[是试]加|试假|试[一]?试|开[一]?开)|(?:试驾|[是试]加)(?:一下)?$/;
/** 卡建好了, 短信别发: the first step is done. */
const CARD_DONE = /卡(?:片)?(?:都|已经?)?(?:建|录|做)好了?/;
const TEXT_SENT =
  /短信(?:已经?|都)?发给|短信(?:已经?|都)?(?:ok|好了|完成|搞定)|(?:短信|信息|感谢信)[^忘没未漏不]{0,4}(?:已经?)?(?:发了|发过|发完|已发|发出|发好|补发|搞定)|(?:发了|发过|已发|刚发|补发了).{0,3}(?:短信|信息)|离店短信(?:ok|好了|完成|已)/i;
const TEXTS_ALL =
  /(?:短信|信息)(?:都|全)部?(?:都|已经?|给)*(?:补?发|搞定|完成|好了|ok)|(?:都|全)部?(?:补?发|发完)了?[^\s,，]{0,4}(?:短信|信息)|(?:所有|全部|每个|几个)[^\s,，]{0,6}短信/i;
const TEXT_WAIVED =
  /(?:短信|信息).{0,3}(?:免发|不用发|不发了|没发(?=[\s,，]*(?:他|她|客户|人家|不)))|免发短信|不用发短信|短信就?(?:算了|免了)/;
const NO_TEXTS =
  /(?:别|不要|不让|不用|莫)(?:再|老|总)?给?[^\s,，]{0,4}发短信|短信烦|不(?:想)?收短信|说短信(?:免了|不用|算了|别发)|不让发(?!票|朋友圈)|(?:说|让|叫)(?:了)?(?:不要|别|不用)发|(?:别|不要|不让|不用|免|不想收|拒收|少)(?:再|给他|给她)?(?:发|收)?(?:任何)?短信/;
export const NO_CALLS =
  /(?:别|不要|勿|不用|不许|不准|不让)(?:再|老|总)?打(?:他|她|人家)?(?:的)?电话|(?:别|不要|勿|不用|不许|不准|不让)(?:再|老|总|给他?)?(?:给.{0,3})?(?:打电话|打扰|来电|联系他|联系她|联系我|骚扰|打了|打给)|(?:说|以后|往后)[^\s,，]{0,4}不(?:想|愿意?)?接(?:到)?(?:我们|你们|咱们)?(?:的)?(?:任何)?电话|免打扰|勿扰|别打电话|拒绝(?:电话|来电)|(?<!点以后)(?<!午以后)电话别打|(?:别|不要)再?(?:打|联系|烦)(?!折)(?!.{0,6}(?:明天|后天|周|下周).{0,3}再)|再打就投诉/;
const LATER_WORDS =
  /下次(?:联系|回访)|给.{0,2}回话|给[他她]打|再打|再试(?!驾)|再拨|再联系|再给.{0,2}打|打给|打电话|联系(?!上|不上|到|了)|回电|给信|答复|给.{0,2}信|给.{0,2}话|回话|再聊|再说|再问|回复(?!了?说|了|我了)|给.{0,2}消息|回我(?!了|微信|消息)|再拨|致电|跟进|回访(?![了过完率得])|[晚上午早点分天]打|通电话|再跟/;

/** 周六来不了了, 取消预约: what was agreed is off, and no other day is named. */
const CALLED_OFF =
  /(?:取消|不用)[^\s,，]{0,8}(?:预约|约|试驾)(?!金)|(?:来|过)不(?:了|来|成)了?(?=$|[\s,，])|不(?:过)?来了(?=$|[\s,，])|预约[^\s,，]{0,3}取消/;

function isCalledOff({ has, evidence, text }: Reading): boolean {
  return (
    has(CALLED_OFF) !== undefined &&
    evidence.names.length + evidence.lastDigits.length > 0 &&
    !/改|挪|推|换|再[来约]|下次|还会|不买|不要了|不考虑|[战占]败|买了/.test(text)
  );
}

const GUESS =
  /要是|如果|假如|若是|万一|应该|好像|似乎|说不定|说不好|可能|也许|大概|估计|没准|不一定|不确定|或许|兴许|保不齐|看情况|来不来|[来到](?:店)?的话/;
const SETTLED = /约[了好]|说好|说定了|讲好|答应|敲定|定[了好]|确[定认](?:了|好)/;

/** 应该周日能来, 要是周日来的话: in the same breath, that he may come on that day. */
function isGuess(text: string, start: number, end: number): boolean {
  const before = /[^\s,，。;；]*$/.exec(text.slice(0, start))?.[0] ?? '';
  const after = /^[^\s,，。;；]*/.exec(text.slice(end))?.[0] ?? '';
  const breath = `${before}${text.slice(start, end)}${after}`;
  return (
    GUESS.test(breath) &&
    (MEET.test(breath) || /试驾/.test(breath)) &&
    !LATER_WORDS.test(breath) &&
    !SETTLED.test(breath.replaceAll('说不定', ''))
  );
}

/** A day on which somebody may come, of whom nobody has said that he will. */
export function guessedVisit({ evidence, text }: Reading): Found<unknown> | undefined {
  return evidence.dates.find(
    ({ value, start, end }) => value.direction === 'future' && isGuess(text, start, end),
  );
}

const UNSUITED = /^[^\s,，]{0,3}(?:没空|没时间|不行|有事|来不了|来不成|过不来|不方便)/;

/** 老公明天才回来, 周五发工资: what that day is for, and not when he comes. */
const OTHERWISE_USED =
  /^[^\s,，]{0,4}(?:出差|回(?:老家|国|家|去)|回来(?!.{0,3}[看试提定订签店谈])|发(?:工资|奖金)|上班|加班|开会|休息|放假|(?:没|不)在)/;

/** Ahead; 约今天下午来 also while the afternoon lasts. */
function liesAhead({ value, start }: Reading['evidence']['dates'][number], text: string): boolean {
  return (
    value.direction === 'future' ||
    (value.direction === 'present' &&
      value.slot !== undefined &&
      /(?:约|说好|定|答应)[了好在到]*$/.test(text.slice(0, start)))
  );
}

/** What was agreed with the customer: the dates ahead that are no limit. */
function agreed({ evidence, text }: Reading) {
  // 周六没空 周日来: the day that does not suit is not the one agreed.
  const suiting = evidence.dates.filter(
    ({ end }) => !UNSUITED.test(text.slice(end)) && !OTHERWISE_USED.test(text.slice(end)),
  );
  const dates = suiting.some((date) => liesAhead(date, text)) ? suiting : evidence.dates;
  const ahead = dates.filter((date) => liesAhead(date, text));
  return ahead.filter(
    ({ value, start, end, words }) =>
      !isGuess(text, start, end) &&
      !/没(?:有)?约[^\s,，]{0,2}$/.test(text.slice(0, start)) &&
      (value.bound === undefined || (value.bound === 'after' && value.time)) &&
      // 问周末有没有活动, 发了周末活动: nothing agreed. 等年底再看: when he buys.
      !/问[^\s,，]{0,2}$/.test(text.slice(0, start)) &&
      !/^[^\s,，]{0,8}[吗么](?=$|[\s,，?？])/.test(text.slice(end)) &&
      !/^的?(?:活动|促销|团购|车展|优惠|特卖|试驾会|店庆)/.test(text.slice(end)) &&
      !(/年/.test(words) && /等到?$/.test(text.slice(0, start))),
  );
}

export const contacts: readonly Purpose[] = [
  {
    intent: 'completeStepCheck',
    shownBy: ({ did, has }) =>
      did(TEXT_SENT) ?? has(TEXT_WAIVED) ?? (has(NO_TEXTS) ? has(CARD_DONE) : undefined),
    means: ({ text, evidence }) => {
      const isOfAll =
        evidence.names.length + evidence.lastDigits.length + evidence.phones.length === 0 &&
        TEXTS_ALL.test(text);
      const waived = TEXT_WAIVED.test(text) || NO_TEXTS.test(text);
      return {
        step: 1,
        check: waived ? 'leaveSmsWaived' : 'leaveSmsSent',
        ...(waived ? { reason: /客户|他|她|人家/.test(text) ? '客户要求' : '顾问免发' } : { at: 'now' }),
        ...(!waived && isOfAll && { ofAll: true as const }),
      };
    },
  },
  {
    intent: 'setContactPreference',
    shownBy: ({ has }) => has(NO_TEXTS) ?? has(NO_CALLS),
    means: ({ text }) => ({
      preference: {
        ...(NO_TEXTS.test(text) && { sms: false }),
        ...(NO_CALLS.test(text.replace(NO_TEXTS, '')) && { phone: false }),
      },
      ...(NO_CALLS.test(text.replace(NO_TEXTS, '')) && { stopCadence: true }),
    }),
  },
  {
    intent: 'logContact',
    shownBy(reading, others) {
      const { evidence, has } = reading;
      if (others.has('registerCall') || others.has('invalidateLead') || others.has('mergeLead'))
        return undefined;
      if (leftShowroom(reading)) return undefined;
      const dialled = evidence.contacts.find(
        ({ value }) => value.result !== 'visited' && value.result !== 'dialled',
      );
      if (others.has('createCard'))
        return others.has('registerVisit') || !evidence.phones.length ? undefined : dialled;
      if (others.has('setContactPreference') && (!dialled || dialled.value.result === 'call_later'))
        return undefined;
      if (others.has('registerVisit') && !has(/打了|电话|微信|回访/)) return undefined;
      const told = evidence.contacts.filter(
        ({ value }) => value.result !== 'visited' || !others.has('registerVisit'),
      );
      const outcome = outcomeOf(told, reading.text) ?? told[0];
      // 打了5次都不接 申请战败: the tries are the reason that is given.
      if (others.has('applyLost') && !outcome?.value.effective) return undefined;
      const isSomebodys =
        evidence.names.length > 0 ||
        reading.context.length > 0 ||
        evidence.phones.length > 0 ||
        evidence.lastDigits.length > 0;
      const isOfChat = outcome?.value.channel === 'wechat' && has(/微信/);
      if (outcome && !isSomebodys && understood(evidence) < (isOfChat ? 0.3 : 0.6)) return undefined;
      if (!outcome && (others.has('logNegotiation') || onlyTalkedPrice(reading))) return undefined;
      return outcome ?? spoke(reading);
    },
    means: noShowOf,
  },
  {
    intent: 'flagPhone',
    shownBy: ({ has, evidence }, others) =>
      others.has('logContact')
        ? (has(
            /打错了|不姓|别人的|不是[他她]的?号|号(?:码)?(?:是)?(?:错的|不对|有误|无效)|无效号|不认识|空号|停机|号码不存在|错号|号码(?:是)?错|不是本人|销号/,
          ) &&
            evidence.contacts.find(
              ({ value }) => value.result === 'dead_number' || value.result === 'wrong_number',
            )) ||
          has(/不姓|号(?:码)?(?:是)?(?:错的|不对|有误)/)
        : undefined,
    means: () => ({ phoneStatus: 'invalid' }),
  },
  {
    // 王先生没来: to be invited again, to a day that is not known yet.
    intent: 'reschedule',
    shownBy: (reading) => {
      const { asks, evidence, has, text } = reading;
      const isAhead = evidence.dates.some(({ value }) => value.direction === 'future');
      const isOfOne = customersIn(reading).length === 1 && evidence.contacts.length === 0;
      return !asks && isOfOne && !isAhead && text.length <= 20 ? has(NO_SHOW) : undefined;
    },
    means: (reading) => ({ noShow: reading.today, ...noShowOf(reading) }),
  },
  {
    intent: 'reschedule',
    shownBy: (reading) => {
      const { has, evidence } = reading;
      if (isCalledOff(reading)) return has(CALLED_OFF);
      if (/政策|补贴|[由有]头/.test(evidence.text) || guessedVisit(reading)) return undefined;
      // 来不了了 让往后推一周: to another day that is not known yet.
      if (evidence.names.length > 0 && has(/[来过]不(?:了|成)|没空|有事/) && has(/往后[推延挪]|延后|另约/))
        return has(/往后[推延挪]|延后|另约/);
      return /改(?![成到为]?\s?[OHABCohabc白黑红灰蓝银])(?:到|成|约|为|在)?|[挪推换延调]到|换成|顺延|提前到|(?:放鸽子|爽约|没来|没到).*(?:再|重新|改)/.test(
        evidence.text,
      ) &&
        evidence.dates.some(({ value }) => value.direction === 'future') &&
        !has(
          /(?:联系|回访|打电话(?!来?说))[^\s,，]{0,3}[改推挪换调延]|[改推挪换调延][^\s,，]{0,8}(?:联系|回访|打电话|再打)/,
        )
        ? has(
            /没来|没到|爽约|放鸽子|来不了|来不成|过不来|改期|改约|改[成到](?!\s?[OHABCohabc白黑红灰蓝银])|推到|挪到|推迟|顺延|换成(?=周|下|明|后|\d)|换到|调到|延到|提前到|改在|改(?=周|下|明|后|\d)/,
          )
        : undefined;
    },
    means: (reading) =>
      isCalledOff(reading)
        ? { appointment: { cancelled: true } }
        : { ...noShowOf(reading), ...appointmentOf(reading) },
  },
  {
    intent: 'confirmAppointment',
    shownBy: (reading, others) =>
      !others.has('reschedule') && !others.has('createCard') && !guessedVisit(reading)
        ? reading.has(
            /(?<![预])定了?(?:在)?(?:周|下周|明|后|今|\d+号)[^\s,，]{0,10}[来到]|[敲说定]准了?.{0,14}[来到]|[敲说]定了?[\s,，]?.{0,12}[来到]|那边说好了?[\s,，].{0,12}[来到]|(?:再次)?确认(?:了|过)?.{0,8}(?:来|到|点)|确定(?:了)?.{0,8}[来到]|[来到].{0,3}确认(?:了|好)|[定敲]了.{0,10}[来到]店|说(?:一)?定(?:了)?[来到]/,
          )
        : undefined,
    means: (reading) => appointmentOf(reading),
  },
  {
    intent: 'requestAssign',
    shownBy: ({ has }) =>
      has(
        /(?:派|排|安排|指派|分配?|出|配)(?:个|一下|一?[个位]|下)?(?:顾问|销售|同事|人|谁)|重新分|分一下|派单|谁接待|安排谁|让谁接|派谁/,
      ),
  },
  {
    intent: 'setAppointment',
    shownBy(reading, others) {
      const { has, text } = reading;
      if (others.has('reschedule') || others.has('confirmAppointment')) return undefined;
      const [when] = agreed(reading);
      if (!when)
        return customersIn(reading).length > 0 && !others.has('logContact') && !others.has('registerVisit')
          ? has(/^约|约(?:了|好).{0,4}(?:来店|到店|试驾|见面|过来)/)
          : undefined;
      // 没答应周六来: the day was named, and not agreed to.
      if (/没有?(?:答应|同意|说好|说定|约好)[^\s,，。]{0,4}$/.test(text.slice(0, when.start)))
        return undefined;
      const around = text.slice(Math.max(0, when.start - 10), when.end + 14);
      if (promiseOf(reading).promise && !/[来约]|到店|试驾/.test(around)) return undefined;
      if (LATER_WORDS.test(around) && !/约.{0,3}来|来店|到店|(?<![回打])过来|来看/.test(around))
        return undefined;
      if (/想提|提车|尾款|余款|剩下|打过来|到账|开走/.test(around) && !/约/.test(around)) return undefined;
      if (/交车|提车/.test(around))
        return others.has('createCard') ||
          /定金|订金|签了|合同/.test(text) ||
          /(?:交|提)(?:完|的)?车了|[交提]的车|上牌|订/.test(text)
          ? undefined
          : when;
      return MEET.test(around) || (MEET.test(text) && !CALL_AGAIN.test(around)) ? when : undefined;
    },
    means: (reading, intents) => appointmentOf(reading, intents),
  },
  {
    intent: 'setNextContact',
    shownBy(reading, others) {
      const [when] = agreed(reading);
      if (
        !when ||
        others.has('applyLost') ||
        others.has('setAppointment') ||
        others.has('reschedule') ||
        others.has('confirmAppointment')
      )
        return undefined;
      if (others.has('createCard') && !reading.has(/回电|打给|再打|[给跟][他她]?(?:回|打|联系)/))
        return undefined;
      if (/^.{0,3}(?:再|才)?(?:买|换车|提车|订|定(?!时))/.test(reading.text.slice(when.end)))
        return undefined;
      const around = reading.text.slice(Math.max(0, when.start - 8), when.end + 12);
      if (/提车|交车|尾款|付款|首付|到账|上牌/.test(around) && !LATER_WORDS.test(around)) return undefined;
      return LATER_WORDS.test(around) || others.has('logContact') ? when : undefined;
    },
    means: nextContactOf,
  },
];

const COMES = /^[^\s,，]{0,6}?(?<!回)(?:来(?!电)|到店|看车|试驾|过去|见|签|提车|约)/;
const SOMETHING_ELSE = new RegExp(`(?!${COMES.source})^[^\\s,，]{2}`);

export function appointmentOf(reading: Reading, intents: ReadonlySet<string> = new Set()): Partial<Meaning> {
  const { text } = reading;
  const hour = hourApart(reading);
  const ahead = agreed(reading).filter(({ value }) => hour === undefined || !value.time);
  // The last one said is meant: 下周,不是下周,是这周日.
  const moved = ahead.find(({ start }) =>
    /(?:[改挪推换延])(?:到|成|为|在|约)*\s?$/.test(text.slice(0, start)),
  );
  const first = ahead.find(({ value }) => value.time) ?? ahead[0];
  // 明天接孩子 大后天来看车: the day on which he comes.
  const comes =
    first && SOMETHING_ELSE.test(text.slice(first.end))
      ? ahead.find(({ end }) => COMES.test(text.slice(end)))
      : undefined;
  const when = (moved ?? (/不是|不对|[改挪换推延]/.test(text) ? ahead.at(-1) : (comes ?? first)))?.value;
  const isByDesk =
    intents.has('registerCall') ||
    (reading.roles.includes('deskAgent') && !reading.roles.includes('consultant'));
  const type = TEST_DRIVE_AHEAD.test(text)
    ? 'testDrive'
    : /交车|提车/.test(text)
      ? 'delivery'
      : isByDesk
        ? 'firstVisit'
        : 'secondVisit';
  const isConfirmed = /确认|确定/.test(text);
  return {
    appointment: {
      ...(isConfirmed ? {} : { type }),
      ...(when &&
        (when.grain === 'week'
          ? { ...(when.label !== undefined && { week: when.label }), daySure: false }
          : (when.time ?? hour) !== undefined
            ? { at: `${when.from}T${when.time ?? hour}` }
            : {
                date: when.from,
                ...(when.slot === 'AM' || when.slot === 'PM' || when.slot === 'evening'
                  ? { slot: when.slot }
                  : {}),
                ...(!when.sure && when.slot === undefined && { daySure: false }),
              })),
    },
  };
}

/** 周六来 下午2点: the time of day stands apart from the day, and belongs to it. */
function hourApart({ evidence: { dates } }: Reading): string | undefined {
  const [day, hour] = dates;
  const isApart =
    dates.length === 2 &&
    day?.value.grain === 'day' &&
    day.value.direction === 'future' &&
    !day.value.time &&
    hour?.value.grain === 'instant' &&
    /^(?:[上中下]午|早上|晚上|傍晚)?[\d一二两三四五六七八九十]{1,3}[点:]/.test(hour.words);
  return isApart ? hour.value.time : undefined;
}

function nextContactOf(reading: Reading): Partial<Meaning> {
  const ahead = agreed(reading);
  // 周二到周四都出差 周五晚上给她打: the day that stands with the call.
  const called = ahead.findLast(({ end }) => LATER_WORDS.test(reading.text.slice(end, end + 8)));
  const when = (/不是|不对/.test(reading.text) ? ahead.at(-1) : (called ?? ahead[0]))?.value;
  if (!when) return {};
  if (when.grain === 'week') return when.label === undefined ? {} : { nextContactWeek: when.label };
  const time = when.time ?? (when.slot === 'evening' || when.slot === 'night' ? when.defaultTime : undefined);
  return { nextContactAt: time ? `${when.from}T${time}` : when.from };
}

const NO_SHOW =
  /(?<!还)(?:没来|没到店?|没来店|爽约|放(?:了)?(?:我们?|咱们?)?鸽子|没露面|没出现|没见人)(?:了|啊)?$/;

/** 昨天约的没来: the day on which nobody came. */
function noShowOf({ evidence, text }: Reading): Partial<Meaning> {
  if (!/没来(?!电)|人没来|没到|爽约|放鸽子|来不了|鸽|没露面|没出现/.test(text)) return {};
  const day = evidence.dates.find(({ value }) => value.direction !== 'future')?.value.from;
  return day ? { noShow: day } : {};
}

export function colleagues(reading: Reading): string[] {
  return staffIn(reading).map(({ value, words }) => (value.name === value.surname ? words : value.name));
}
