import type { Grade } from '../../domain/grade.ts';
import { weekStart } from '../../domain/time.ts';
import { isoWeek } from '../dates/weekdays.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn, staffIn } from '../whom.ts';
import { storeOf } from './planning.ts';
import type { Purpose } from './purpose.ts';
import { numberOf } from './slots.ts';
import { daysSaid } from './staffing.ts';

const DUE =
  /(?:该|要)给(?:谁|哪些人?|哪几个)(?:去|打|回)?个?电话|今天.{0,4}谁该|该(?:回访|联系|跟)的?(?:谁|有谁)|(?:今[天儿]|明天|后天|还有).{0,4}(?:谁|哪些人?|哪几个)(?:还)?没打|给(?:谁|哪些人?|哪几个)打|待办|打谁|^(?:今[天日]|明天|后天)(?:还)?(?:打|回访|联系|跟进?)(?:谁|哪些|哪几个)|要打(?:的|哪些|几个|谁)|该打|(?:该|要)(?:跟进|联系|回访|打电话|打)(?:谁|哪|几)|(?:该|要)给谁打|(?:还|都)?(?:有|剩)(?:谁|哪些人?|哪几个|几个)(?:还)?(?:要|该|得|需要)(?:打|联系|回访|跟)|(?:今天|明天|后天)(?:还)?(?:得|要|该|需要)(?:打|联系|跟|回访)(?:电话)?(?:给)?(?:谁|哪|几)|今天.{0,4}任务|今天.{0,3}跟谁|要跟谁|要回访谁|该联系谁|哪些客户要|(?:今[天儿]|明天|后天).{0,4}(?:要|该)(?:回访|打|联系|跟)(?:的|谁|哪)|(?:名单|任务|回访的?).{0,2}发我$|(?:今天|明天|后天|我的?|本?周).{0,3}(?:的)?(?:回访|待打|待办|待回访|要打|跟进|联系)的?(?:名单|清单|列表|任务|客户)(?:$|给我|发|看|呢|有)/;
const POLICY =
  /提前还|提前结清|违约金|贷款.{0,6}(?:最长|几年|多久)|首付|利率|贴息|补贴(?!截止)|政策|上牌|外地(?:户口|牌)|质保|手续费|免息|月供|利息|[订定]金(?=.{0,6}退)|延保|保养(?=.{0,6}(?:免费|几次|多少))/;
const COUNT = /(?:还有|有|剩|手上|一共|总共)?(?:几个|多少(?:个|位|人)?|几位)|(?:一共|总共)几/;

const CAMPAIGN_STATE =
  /^(?:我的|[^\s]{1,3}店)?(?:客户)?(?:资源)?盘点(?:现在|做)?(?:得|的)?(?:到哪|怎么?样|咋样|情况|如何)|^谁的?(?:资源)?盘点(?:还)?没(?:做|打|搞|弄)完/;

/** Questions about customers, lists and stock. They write nothing. */
/** Which of the steps a question is about. */
function checkAsked(text: string): NonNullable<Meaning['check']> {
  if (/短信|信息/.test(text)) return 'leaveSmsSent';
  if (/由头/.test(text)) return 'pretextOk';
  if (/评级|定级|级别/.test(text)) return 'graded';
  if (/首访|首次回访|第一次回访/.test(text)) return 'firstCalled';
  return /补全|不全|不详细|太简单|补齐/.test(text) ? 'cardDetailed' : 'cardCreated';
}

/** 谁没写由头, 首访没打的有谁, 谁的卡没补全. */
const STEP_MISSED =
  /(?:谁|哪[个些位]|哪几个).{0,6}(?:没|还没|未|漏)(?:有)?(?:写|想|记|打|做|评|定|补)(?:了)?.{0,2}(?:由头|首访|首次回访|级别?|全|齐)|(?:谁|哪[个些位]|哪几个)的?.{0,4}(?:由头|首访|级别|评级|卡片?).{0,2}(?:没|还没|未|漏|不)(?:有)?(?:写|想|记|打|做|评|定|补?全|补?齐|详细)|(?:由头|首访|评级|级别|卡片?).{0,2}(?:没|未|漏|不)(?:有)?(?:写|想|记|打|做|评|定|补?全|补?齐|详细)的?(?:有|是)?(?:谁|哪|几)/;

export const questions: readonly Purpose[] = [
  {
    intent: 'queryCampaign',
    shownBy: ({ has, asks }) =>
      has(CAMPAIGN_STATE) ??
      (asks || /没交|进度/.test(has(/.*/)?.words ?? '')
        ? has(
            /(?:盘点|清理|清洗|信息(?:都|全)?要?进系统|录入系统|客户资源|进系统|客户资料).{0,12}(?:谁|没交|进度|多少|完成)|谁(?:还)?没(?:交|录完|补完|报)/,
          )
        : undefined),
    means: ({ evidence }) => {
      const due = evidence.dates.find(({ value }) => value.bound === 'by')?.value.to;
      return {
        campaign: '客户资源盘点',
        milestone: 'collectBy',
        ...(due && { dueOn: due }),
        ...storeOf(evidence.text),
      };
    },
  },
  {
    intent: 'queryOverdue',
    shownBy: ({ has, decides, evidence }) =>
      (!decides && has(/今天.{0,4}谁没打/)) ||
      (evidence.names.length > 0 && has(/(?:报|申请|算|转)?失控|[战占]败/))
        ? undefined
        : has(
            /超[期时](?!提醒)|逾期|谁没(?:打|联系|跟进?|维系|回访)过?(?!电话)|没(?:人)?维系|(?:超过?|满)\s?[\d一二两三四五六七八九十]+(?:个)?[天周月](?:以上)?(?:没|未|的没|没有|都没)|[\d一二两三四五六七八九十]+(?:个)?[天周月](?:以上)?没(?:打|联系|跟|回访|动)/,
          ),
    means: (reading) => {
      const days = daysSaid(
        /(?:超过?|满)?\s?[\d一二两三四五六七八九十]+(?:个)?[天周月]/.exec(reading.text)?.[0] ?? '',
      );
      return {
        ...staffOf(reading),
        ...gradeAsked(reading),
        ...(days !== undefined && { gapDaysOver: days }),
        ...storeOf(reading.text),
      };
    },
  },
  {
    intent: 'queryMissing',
    shownBy: ({ has }) =>
      has(STEP_MISSED) ??
      has(
        /(?:谁|哪[个些位]|哪几个).{0,8}(?:没|还没|未|漏|不)(?:有)?(?:把|给.{1,4})?(?:卡.{0,2}建|[建见录]个?[卡档]|发短信|发信息|发|录|登记|补|留档|打电话|回访)|谁的?.{0,2}(?:卡|短信)(?:还)?没|(?:谁|哪[个些位]|哪几个|哪些人).{0,8}(?:卡|短信).{0,2}(?:没|未|漏)(?:有)?(?:建|录|发|填|补)|(?:没|未|漏|不)(?:建[卡档]|发短信|录卡).{0,4}(?:的)?.{0,3}(?:有谁|有哪|是谁|谁|几个|名单|揪|列|拉|找)|有没有.{0,10}(?:没|不|未)(?:建[卡档]|录|登记|发短信)/,
      ),
    means: (reading) => {
      const check = checkAsked(reading.text);
      const said = reading.evidence.dates[0]?.value.from;
      // What is due within the hour is asked of today; a card may be filled in for days.
      const date = said ?? (check === 'cardCreated' || check === 'leaveSmsSent' ? reading.today : undefined);
      return { ...storeOf(reading.text), ...(date && { date }), check, ...staffOf(reading) };
    },
  },
  {
    intent: 'queryStepCheck',
    shownBy: (reading) =>
      customersIn(reading).length + staffIn(reading).length > 0
        ? reading.has(
            /发(?:过|了)?短信(?:没|了没|吗)|短信[^\s,，]{0,2}有没有发|短信.{0,3}(?:发没发|发(?:过)?了?[没吗]|发没)|(?:发没发|发了没|有没有发).{0,2}短信|短信.{0,4}发(?:出去)?(?:了)?(?:没|吗)|卡.{0,3}(?:建没建|建了没|建了吗)|建没建卡|由头[\s,，:：]*(?:都|也|已经)?(?:[想写记定有用换准备](?:好|备好?)?(?:了|过)?(?:没有?|吗|么)|是(?:什么|啥)|(?:什么|啥)|有没有|呢)|电话.{0,3}(?:打没打|打了没|打了吗)|回访(?:了没|没有|了吗)/,
          )
        : undefined,
    means: (reading) => ({
      ...staffOf(reading),
      ...(reading.evidence.dates[0] && { date: reading.evidence.dates[0].value.from }),
      check: /短信/.test(reading.text)
        ? 'leaveSmsSent'
        : /卡/.test(reading.text)
          ? 'cardCreated'
          : 'pretextOk',
    }),
  },
  {
    intent: 'queryCompliance',
    shownBy: ({ has }) =>
      has(
        /(?:还有|还剩|剩)几个.{0,4}没(?:回?访|打|联系|跟)|(?:剩|差|欠)(?:几|多少)个.{0,3}没|(?:还|差).{0,2}(?:差|欠|少)(?:几个|多少|几).{0,4}(?:回访|电话|访)?|回访完成得?(?:怎么样|如何|咋样)|回访.{0,4}(?:差|欠|完成(?:了|率)?(?:多少|几)|达标)|(?:完成率|达标率|及时率)/,
      ),
    means: (reading) => {
      const when = reading.evidence.dates[0]?.value;
      const staff = staffOf(reading);
      if (staff.staff !== undefined && when?.grain !== 'month')
        return { ...staff, week: when?.label ?? isoWeek(weekStart(reading.today)) };
      // A superior who does not say 我 asks of all that he answers for.
      const owner = reading.decides && !reading.text.includes('我') ? {} : { owner: 'me' as const };
      if (when?.grain === 'month') return { period: when.label ?? '', ...owner, ...storeOf(reading.text) };
      const week = when?.grain === 'week' ? when.label : undefined;
      return { week: week ?? isoWeek(weekStart(reading.today)), ...owner, ...storeOf(reading.text) };
    },
  },
  {
    intent: 'queryStock',
    shownBy: ({ has, evidence, asks, text }) =>
      (asks ||
        /没有?[啊呀呢]?$/.test(text) ||
        has(/[没不吗](?=$|[\s,，])|有没有?现车|库存|几台|没(?=[\s,，])|剩没剩|有没有/)) &&
      has(
        /(?:还有|还剩|剩)几台|几台现|有得[提卖]|剩没剩|还有没有车|库里|有没有车|有车没|在不在库|有没有货|仓库|现车|库存|在途|(?:到|有)(?:没)?货|提车要等多久|有车吗/,
      ) &&
      (evidence.cars.length > 0 || evidence.colours.length > 0 || has(/库存/))
        ? has(
            /有没有车|(?:有|还有).{0,4}(?:现车|库存|车|货).{0,2}(?:没|吗|不)?|现车|库存|在途|货|几台|在库|仓库|剩没剩|库里/,
          )
        : undefined,
    means: ({ evidence, text }) => {
      const days = /(?:超过?|大于)\s?([\d一二两三四五六七八九十百]+)天/.exec(text)?.[1];
      return {
        ...(evidence.cars[0] && { series: evidence.cars[0].value.series }),
        ...(evidence.colours[0] && { color: evidence.colours[0].value.colour }),
        ...(days && { stockAgeOverDays: numberOf(days) }),
      };
    },
  },
  {
    intent: 'askPolicy',
    shownBy: ({ has, text, evidence }) => {
      if (
        /来电(?!.{0,4}问)|打进来|报价|贷.{0,3}年.*(?:首付|月供)\d/.test(text) ||
        evidence.amounts.length > 1
      )
        return undefined;
      return has(POLICY) &&
        has(
          /怎么回|收不收|多少|几成|几年|对不对|对吗|能不能|可以吗|怎么算|怎么说|有没有|是不是|吗|几个点|啥|什么|行不行|能退|[上退办贷做]不(?:$|\s)|不(?:$|\s)|规定|是多少|没敢答|[上有]没|没(?=$|\s)|对吧|没错吧|最低|最高|最长/,
        )
        ? has(POLICY)
        : undefined;
    },
    means: ({ text, evidence }) => {
      const topic = /最低首付|首付最[低少]/.test(text)
        ? '最低首付'
        : /首付/.test(text)
          ? '首付'
          : /置换补贴|利率|贴息|补贴|上牌|保险|质保|手续费|免息|月供|利息|政策/.exec(text)?.[0];
      const claimed = /跟客户说|我?(?:说|告诉|讲|回|答)(?:的|是|他|她|了|[一二两三四五六七八九\d])/.test(text)
        ? evidence.percents[0]?.value.basisPoints
        : undefined;
      return {
        ...(topic && { topic }),
        ...(claimed !== undefined && { claimed: `${claimed / 100}%` }),
      };
    },
  },
  {
    intent: 'queryGrade',
    shownBy: ({ evidence, has, text }) =>
      (evidence.grades.some(({ value }) => value.mark === 'lower' || value.mark === 'raise')
        ? undefined
        : evidence.grades.find(({ value }) => value.mark === 'question')) ??
      has(/[HABChabc]级?还是[HABChabc](?!级?客户)/) ??
      (evidence.names.length > 0 || text.length < 10
        ? has(
            /(?:什么|啥|哪个|几|哪一?)级|级别(?:是)?(?:多少|什么|啥|几)|(?:是不是|能不能|该不该|要不要|可不可以)(?:可以|该|要|能)?(?:给.{1,3})?(?:升|降|算|定)|现在算[OHABC]|该不该(?:升|降)|评(?:的|了)?(?:什么|几|啥)级/,
          )
        : undefined),
  },
  {
    intent: 'queryHistory',
    shownBy: ({ has, text }) =>
      /[排拉列]|名单/.test(text)
        ? undefined
        : has(
            /(?:前一[次回]|上一[次回]).{0,6}(?:聊|说|谈|讲|沟通)|(?<![信音])上[次回].{0,6}(?:聊|说|谈|讲|沟通|交流|联系|来|打|回访)(?:的|了|过)?些?(?:啥|什么|到哪|内容|怎么说|是)?|上[次回]怎么说|(?:之前|以前|前面|最近).{0,4}(?:聊|说|谈|沟通)(?:的|了|过)?(?:啥|什么|哪些|到哪)|(?:跟进|联系|回访)记录(?!\s*(?:客户|姓名)|[:：])|聊到哪|说到哪|(?:什么|啥)时候(?:联系|打|聊|来)过?的?/,
          ),
    means: () => ({ last: 1 }),
  },
  {
    intent: 'queryDue',
    shownBy: (reading) =>
      (isListOfGrade(reading) ? undefined : reading.has(DUE)) ?? sameForAnotherDay(reading),
    means: dueOf,
  },
  {
    intent: 'queryCustomer',
    shownBy: ({ has, evidence, decides }) =>
      evidence.contacts.length > 0 || (decides && staffOf({ evidence } as Reading).staff !== undefined)
        ? undefined
        : has(
              /第几步|(?:走|到)[到了]?(?:第)?(?:哪|几)一?步|哪一?步了|(?:期限|手续时间)[^\s,，]{0,3}(?:哪天|哪一天|几号|什么时候|啥时候|多久|几天)|什么时候(?:到期|过期)|^查(?!了|过|征信)|查一?下|查查|什么情况|啥情况|咋样了|怎么样了|的(?:资料|信息|电话|号码)(?:$|.{0,2}(?:看|发|给|多少|是))|详情|看看?(?:这个)?客户|的卡片$/,
            ) &&
            (evidence.names.length > 0 || evidence.phones.length > 0 || has(/^[查看].{0,2}\d/))
          ? has(/查|情况|样了|的|详情|看|步|期限?/)
          : undefined,
  },
  {
    intent: 'queryCount',
    shownBy: ({ has, evidence, text }) =>
      /能[订定]|报报|各自报|大伙|大家.{0,2}报|能下订/.test(text)
        ? undefined
        : evidence.grades.length > 0 || /客户|能买|手[里上]/.test(text)
          ? /成交率|来店|[\d几]批/.test(text) && !/客户/.test(text)
            ? undefined
            : has(COUNT)
          : undefined,
    means: (reading) => {
      const letters = [
        ...new Set(reading.evidence.grades.flatMap(({ value }) => (value.grade ? [value.grade] : []))),
      ];
      const within = /半年之?内|(?:六|6)个月之?内/.test(reading.text)
        ? (['A', 'B', 'C'] as Grade[])
        : /[三3]个月(?:之?内|里)/.test(reading.text)
          ? (['A', 'B'] as Grade[])
          : /一个月内|这个月能|本月能|当月能/.test(reading.text)
            ? (['A'] as Grade[])
            : undefined;
      const all = /[Aa][Bb][Cc]/.test(reading.text) ? (['A', 'B', 'C'] as Grade[]) : undefined;
      const several = within ?? all ?? (letters.length > 1 ? letters : undefined);
      return {
        ...storeOf(reading.text),
        ...(several ? { grade: several, by: 'grade' as const } : letters[0] && { grade: letters[0] }),
        ...ownerOf(reading),
      };
    },
  },
  {
    intent: 'queryList',
    shownBy: ({ has, asks, evidence }) =>
      has(/交给|[转托]给|代跟|代班|[由有]头[:：]|(?:打|联系|通知|回访)(?:一遍|一轮|个遍)/)
        ? undefined
        : (has(
            /[OHABCohabc]级的?(?:客户)?(?:都|全)?(?:给我)?(?:调出来|整理|理一下|捋一下)|列一?列|名单(?:给我|发我|发一份|发过来|拿来)|^[OHABCohabc]级(?:的)?名单|我的(?:[OHABCohabc]级)?客户|客户列表|客户名单|名下(?:的)?客户|帮我列|列(?:一?下|个单子|个表)|(?:拉|列)(?:个|一份)?(?:单子|名单|清单)|列出来|(?:排|整|列|出|拉)(?:个|一?份|一下)?(?:名单|清单|单子)|拉(?:一下|一份|个(?!对比)|出来)|(?:[OHABCohabc]级|客户|名单|的)(?:都)?有(?:哪些|谁)|快到期的/,
          ) ??
          (evidence.text.length <= 6 || asks
            ? has(/^[OHABC]级(?:的)?(?:客户|名单|有哪些|还有谁)?$|手上.{0,4}客户$/i)
            : undefined)),
    means: (reading) => ({
      ...gradeAsked(reading),
      ...ownerOf(reading),
      ...(/快到期|到期(?:的)?(?:排|放|在)?前|按到期|(?:快|马上|临近|眼看|要|最先|先)要?(?:过期|到期)[^\s]{0,3}(?:排|放|搁|摆)|按(?:到期|过期)/.test(
        reading.text,
      ) && {
        sort: 'gradeDeadlineAsc' as const,
      }),
    }),
  },
];

/** A级名单发我: all of a grade, whenever they are due. */
function isListOfGrade({ evidence, text }: Reading): boolean {
  return evidence.grades.length > 0 && /名单/.test(text) && !/今天|明天|后天|要打|该打|回访/.test(text);
}

function gradeAsked({ evidence }: Reading): Pick<Meaning, 'grade'> {
  const grade = evidence.grades.find(({ value }) => value.grade)?.value.grade;
  return grade ? { grade } : {};
}

function ownerOf(reading: Reading): Partial<Meaning> {
  const staff = staffOf(reading);
  return staff.staff !== undefined
    ? staff
    : reading.decides && !/我(?:的|手)/.test(reading.text)
      ? {}
      : { owner: 'me' };
}

export function staffOf(reading: Reading): Pick<Meaning, 'staff'> {
  const [staff] = staffIn(reading);
  const told = staff ?? reading.evidence.names.find(({ value }) => value.kind === 'either');
  return told ? { staff: told.value.kind === 'staff' ? told.value.name : told.words } : {};
}

/** 明天的也发我看看, after a question for the list of another day. */
function sameForAnotherDay({ context, has, text }: Reading) {
  return text.length <= 14 && context.some((line) => DUE.test(line))
    ? has(
        /^.{0,2}(?:明|后|昨|大后)天(?:到期|要打|要回访|要跟|该打|该联系)?的?(?:客户|名单|那批|那些)?(?:呢|也|的|给|发|$)|^(?:下?周.?|周.)的?(?:呢|也)/,
      )
    : undefined;
}

function dueOf(reading: Reading): Partial<Meaning> {
  const when = reading.evidence.dates[0]?.value;
  // 这周要打谁: up to its end.
  return { date: (when?.grain === 'week' ? when.to : when?.from) ?? reading.today, ...ownerOf(reading) };
}
