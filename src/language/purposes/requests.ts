import type { Day } from '../../domain/time.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { handedTo, staffIn } from '../whom.ts';
import { carSaid } from './concessions.ts';
import { eachDay } from './staffing.ts';
import type { Purpose } from './purpose.ts';

const HELP_WANTED =
  /(?:让|叫|请|喊|找|麻烦|需要|求)(?:主管|经理|销售经理|总经理|老总|领导|店总).{0,8}(?:来|过来|帮|支援|谈|一下|出面|救)|求助|求支援|(?:主管|经理|领导|总经理|店总).{0,6}(?:来一下|过来一下|帮忙|支援|来帮|来谈|救场|在不在)|(?:想|要)(?:见|找)(?:下|一下|个)?(?:主管|经理|领导|店总)|(?:主管|经理|领导|总经理|店总)[^\s,，]{0,6}(?:下来|来一趟|过来|出面|坐镇|压一下)|帮(?:我)?谈|谈不下来|谈不动|快谈崩|搞不定|拿不下/;
const CONCESSION =
  /(?:一共|总共|合计|共)要?(?:让|优惠|降|便宜)[\d一二两三四五六七八九]|再少\d|差的?\d+找谁|再松|松松|再(?:给(?!.{0,2}打)|让|少|降|便宜|优惠|申请|批)(?!打)[^\s,，]{0,8}|申请.{0,6}(?:让利|优惠|降价?|便宜|特价|[\d一二三四五六七八九两]+(?:千|百|块|元|\d))|(?:差|还差).{0,8}谁批|谁批|权限到|能不能(?:再)?(?:给|让|便宜|优惠)|让利|帮我?申请|申请(?:一?下|个)|再抹|咬死.{0,10}\d|我?底线\s?\d|能不能批|能批[不吗]|让我(?:再|多)(?:要|申请|给|让)|不松口/;

/** Nothing is asked for while he is still making up his mind. */
const MUSING = /还?没想好|先想想|想想(?:看|再说)|琢磨/;

const setReminder: Purpose = {
  intent: 'setReminder',
  shownBy: ({ has, evidence }) =>
    has(
      /(?:帮我|给我|替我|麻烦)?(?:记[着住到](?!录)|(?<=[帮给替]我)记一下(?=$|[\s,，])|设个?[^\s,，]{0,4}提醒|[喊叫]我一声|盯着点|设个提醒|设一下提醒|提醒(?:我|一下|设)|设个闹)|提醒.{0,2}设|到时候提醒|到时(?:候)?(?:提醒|叫)我/,
    ) &&
    (evidence.dates.length > 0 || has(/首保|保养|续保|上牌|年检|头一次/))
      ? has(/记[着住到]|记一下|提醒|闹|[喊叫]我|盯着/)
      : undefined,
  means: ({ evidence, text }) => {
    const when = evidence.dates.find(({ end }) =>
      /^(?:要|会|再|上午|下午)?(?:来|到)/.test(text.slice(end, end + 4)),
    );
    return when && /来店|到店|来/.test(text.slice(when.end, when.end + 6))
      ? {
          appointment: when.value.time
            ? { at: `${when.value.from}T${when.value.time}` }
            : { date: when.value.from },
        }
      : {};
  },
};

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
  {
    intent: 'requestAssist',
    shownBy: ({ has, decides }) => (decides ? undefined : has(HELP_WANTED)),
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
    intent: 'setPretext',
    shownBy: ({ has }) =>
      has(
        /[由有]头(?:有了|想好了|来了|给你)?[:：,， ]|(?:由头|理由|借口)(?:是|用|就说|就用)|就说(?=.{0,10}(?:补贴|活动|优惠|到店|截止))/,
      ),
    means: ({ text, evidence }) => {
      const pretext =
        /(?:[由有]头|理由|借口)(?:有了|想好了|来了|是|用|就说|就用)?[:：,，\s]*([^\s,，。;；]+)/.exec(
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
        /(?:级|客户|名单|名下|手[上里]).{0,8}(?:都|全部?|挨个|逐个|统一)(?:过一遍|打|回访|联系|通知|邀约)(?:一遍|一轮|一下|个遍)?/,
      ),
    means: ({ evidence }) => {
      const grade = evidence.grades.find(({ value }) => value.grade && value.grade !== 'H')?.value.grade;
      return grade && grade !== 'H' ? { scope: { grade, owner: 'me' } } : {};
    },
  },
];

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
  const all = at(/(?:一共|总共|共|合计|拢共)(?:要|得|给)?(?:再)?(?:让|优惠|降|便宜)?[^\d]{0,3}$/);
  const gap = at(/(?:还)?[差缺](?:个|着|了|的)?$|相差$/);
  const extra = at(/(?:再|申请|多)[^\d]{0,6}$/);
  // 旧车她要三万五: what is asked for the old car is no price of the new one.
  const isOfOldCar = ask !== undefined && ask === evidence.tradeIns[0]?.value.expectedFen;
  const asked = isOfOldCar ? undefined : ask;
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

/** Rest days and stand-ins: of oneself, or put down for others. */
export const absences: readonly Purpose[] = [
  {
    intent: 'setRestDay',
    shownBy: ({ has, text }) =>
      /怎么|吗|谁|休闲|双休|(?:先生|女士|经理|主管|顾问|专员|[姐哥总户他她]|^[小老].)(?:们)?.{0,3}(?:休息|休假|请假|不上班|放假)/.test(
        text,
      )
        ? undefined
        : has(
            /(?:号|天|周.|节|元旦|国庆|五一|初.|开始|我)[^\s,，]{0,8}(?:休息|歇)[一二两三四五六七\d]天|(?:号|天|周.|节|元旦|国庆|五一|初.|开始|我).{0,4}(?:歇(?!菜)|不上班|休到|起休|开始休|休\s?[\d一二两三四五六七]+天|休(?:息|假)?(?:$|[\s,，]))|我[^\s]{0,8}(?:休(?!闲)|不在店|不在(?=$|\s)|请假)|(?:我|本人)?(?:[明后]天|[今明后]+天?|周[一二三四五六日天末]|\d+号?|[一二两三四五六七\d]+天|下周.?|请)(?:我)?(?:和.{1,4})?(?:调|轮|要|请)?(?:休(?!闲)|假|不在|不上班|请假)|我(?:要)?(?:请假|休假|调休|轮休|休[一二两三四五六七\d]+天)/,
          ),
    means: restOf,
  },
  {
    intent: 'delegate',
    shownBy: (reading) =>
      staffIn(reading).length > 0 && reading.evidence.phones.length === 0 && !reading.has(/转给|归/)
        ? (handedTo(
            reading,
            /(?:麻烦|拜托|托|请|让|由|给|叫|交给|找|归)$/,
            /^(?:先|帮忙|来|暂时)?(?:代|替|帮)?我?(?:盯|跟|看|带|顶|照看|照应|照顾|管|接(?!待))(?!.{0,3}了$)/,
          ) ??
          reading.has(
            /(?:麻烦|拜托|先?托|请)小.{1,2}|(?:让|由|给|叫)小.{1,2}(?:先)?(?:盯|跟|看|带|顶)(?!.{0,3}了$)|(?:先|暂时|这几天|帮忙|麻烦|让|给|交给|由)?.{0,4}(?:代班|替我|顶班|替班|帮我跟|先跟|先.{0,2}[盯跟带看]|代跟|帮忙[跟盯])|给小?.{1,3}(?:先)?跟/,
          ))
        : undefined,
    means: delegateOf,
  },
  { ...setReminder, shownBy: (reading, others) => others.size > 0 && setReminder.shownBy(reading, others) },
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
  const [to] = staffIn(reading);
  const customers = reading.evidence.names
    .filter((name) => name !== to && name.value.kind !== 'staff')
    .map(({ value }) => value.alias ?? value.name);
  return {
    ...(to && { to: { staff: to.value.name } }),
    ...(customers.length > 0 && { customers }),
    kind: 'temporary',
  };
}
