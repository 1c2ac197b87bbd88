import { addDays, weekStart } from '../../domain/time.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { daysSaid } from './staffing.ts';
import type { Purpose } from './purpose.ts';
import { anyOf, numberOf, SMALL } from './slots.ts';
import { matchesOf } from '../matches.ts';

const STORE =
  /(城[东西南北]店|[东西南北]城店|高新店|新区店|[一二三四五六七八九十]店|\d店|[东西南北]店|总店|分店)/;

const DAYS = '(?:\\d{1,2}|[一二两三四五六七八九十]{1,2})';
/** A级改2天, B级的回访周期调成4天: how often a grade is to be called on. */
const CADENCE = new RegExp(
  `[OHABCohabc]级?的?(?:客户)?(?:的)?(?:回访|跟进|联系|维系|促进|拜访)?(?:频率|周期|间隔|频次|节奏|天数|要求)?[\\s,，]?(?:都|统一|就|先)?` +
    `(?:改|调|放宽|收紧|缩短|缩|延长|放|变|换|设|定|按|提)(?:为|成|到|至|回)?\\s?每?(${DAYS})天(?:一?[次访回打])?`,
);
const TRIAL = /试算|先算算|算算看|模拟(?:一下)?|试跑|看看影响/;
const RESTORED =
  /^(?:把)?(?:[OHABC]级?)?(?:的)?(?:规则|频率|周期|回访)?(?:恢复|改回|还原|调回|退回|回到)(?:成|到|为)?(?:原来|以前|之前|默认|原样|原先|老规矩)(?:的)?(?:规则|频率|周期|样子|设置)?[了吧。]*$|^(?:恢复|用回)(?:默认|原规则|老规则)$/;
const FROM_NOW_ON = '(?:以后|今后|往后|[从打].{0,3}起|从现在|从今天)';
const TELL = anyOf(
  '发我 告诉我 通知 报给 提醒 发给 捅 报我 抄送 推给 推我 叫我 喊我 @我 给我 拿给我 推送 告诉 短信我 弹给 汇报',
);
/** 以后A级超5天没人管直接发我: who is to be told of what. */
const OVER = '超.{0,4}[\\d一二两三四五六七八九十]天';
const REPORTED = '(?:上?报(?:给|到)?|告诉|通知)(?:总经理|(?:销售)?经理|店总|老总|主管)$';
const ALERTS = new RegExp(
  [
    `${FROM_NOW_ON}.{0,24}${TELL}`,
    '(?:超过?|超|没|未).{0,10}(?:直接|马上|立刻|就|自动|都)(?:发|报|通知|告诉|提醒|推|抄送)(?:我|给|到|主管|经理|总经理|店总)',
    '(?:规则|提醒|报警|预警).{0,4}(?:改|加|设)',
    // A级超过5天没回访报总经理, 超期3天的B级报经理.
    `[OHABC]级.{0,6}${OVER}.{0,8}${REPORTED}|${OVER}.{0,8}[OHABC]级.{0,4}${REPORTED}`,
  ].join('|'),
);

/** Whom a rule is to tell, by his office. */
function namedAbove(text: string): string | undefined {
  if (/总经理|店总|老总/.test(text)) return '总经理';
  return /经理/.test(text) ? '销售经理' : /主管/.exec(text)?.[0];
}

/** Goals, campaigns, money spent, rules of alerts, and what is asked of everybody. */
export const planning: readonly Purpose[] = [
  {
    intent: 'setAlertRule',
    shownBy: ({ has, asks }) =>
      has(ALERTS) ??
      (asks ? undefined : (has(CADENCE) ?? has(RESTORED))) ??
      (has(/[OHABCohabc]级?.{0,4}\d+天/) ? has(TRIAL) : undefined),
    means: (reading) => {
      const { text, evidence, roles, has } = reading;
      const grade = evidence.grades[0]?.value.grade;
      const days = daysSaid(text);
      const isCadence = !has(ALERTS) && (has(CADENCE) ?? has(TRIAL)) !== undefined;
      const to = /发我|到我|给我|叫我|喊我|@我|告诉我|推我|通知我|提醒我|报我/.test(text)
        ? roles.includes('generalManager')
          ? '总经理'
          : roles.includes('salesManager')
            ? '销售经理'
            : '主管'
        : namedAbove(text);
      return {
        rule: {
          ...(grade && { grade }),
          ...(days !== undefined && (isCadence ? { everyDays: days } : { overdueDays: days })),
          ...(to && { to }),
          ...(has(TRIAL) && { trial: true as const }),
          ...(has(RESTORED) && { restored: true as const }),
        },
      };
    },
  },
  {
    intent: 'exportCustomers',
    shownBy: ({ has }) =>
      has(/超\s?\d+天|没(?:打|联系|跟|回访)/)
        ? undefined
        : has(
            /导出|导(?:一?份|个|出|成)|(?:客户|名单|资料|数据|表)[^\s,，]{0,4}导一?下|(?:名单|资料|客户|数据|表|Excel|excel).{0,6}(?:发|传)(?:到|我|给).{0,3}(?:邮箱|U盘)|打包发|(?:由箱|邮箱)/,
          ),
    means: ({ evidence }) => {
      const grade = evidence.grades[0]?.value.grade;
      return { ...(grade ? { grade } : { scope: 'all' }), ...storeOf(evidence.text) };
    },
  },
  {
    intent: 'setTarget',
    shownBy: ({ has, text }) =>
      /多少|完成了?没/.test(text)
        ? undefined
        : has(
            /(?:旬|月|季度|年)(?:销售|订单)?计划\s(?=.*店\s?\d)|(?:旬|月|周|季度|年|店|小[一-龥])[^\s,，\d]{0,4}(?<!来店|到店|订单|成交|客流)(?:目标|任务|指标)(?!来店|到店|订单)(?=.*\d)|(?:目标|任务|指标)[^\s\d]{0,4}[:：\s]?(?:城?[一二三四五六七八九十东西南北]店|小[一-龥])[:：\s]?\d|目标定[^\d]{0,8}店\s?\d|目标(?:下达|分解|分配).{0,20}店[:：]?\s?\d/,
          ),
    means: ({ text, evidence }) => {
      const targets: Record<string, number> = {};
      for (const [, who = '', n] of matchesOf(
        text,
        /(城[东西南北]店|[东西南北]城店|[一二三四五六七八九十东西南北]店|小[一-龥]|老[一-龥]|电网部?)[:：\s]?(?:目标|任务)?[:：\s]?(\d{1,4})/g,
      ))
        targets[who] = Number(n);
      const when = evidence.dates[0]?.value;
      return {
        ...(when?.grain === 'tenDay'
          ? { tenDay: when.label ?? '' }
          : when?.label !== undefined && { period: when.label }),
        ...(Object.keys(targets).length > 0 && { targets }),
      };
    },
  },
  {
    intent: 'createActivity',
    shownBy: ({ has, asks, evidence }) =>
      asks
        ? undefined
        : evidence.amounts.length > 0 || /目标/.test(evidence.text)
          ? has(
              /(?:先期|主体|后续|预热)?活动(?!力度)|上市(?:会|发布)?|团购|品鉴会|试驾会|车展(?!花)|展销|路演/,
            ) && has(/预算|目标|(?:来店|到店|客流)[^\d]{0,3}\d/)
          : undefined,
    means: activityOf,
  },
  {
    intent: 'recordCost',
    shownBy: ({ has, evidence }) =>
      evidence.amounts.length > 0
        ? has(
            /(?:投流|车展|活动|广告|投放|路演|巡展|外展|店庆|直播|抖音|懂车帝|汽车之家|推广|团购|试驾会|短视频|促销).{0,8}(?:一共|总共|共|就)?(?:花费?了?|花掉|烧了?|烧掉|砸了?|砸进去|搭进去|投了?|用了?|费用|成本|开销)|花了.{0,10}(?:积|收|留)了?/,
          )
        : undefined,
    means: ({ text, evidence }) => {
      const cost = evidence.amounts[0]?.value.fen;
      const captured =
        /(?:积|收|留|来|进)了?(?:客|资|档|到|集)*了?\s?([\d一二两三四五六七八九十百]+)(?=个|组|批|条|位|人|\b|$|\s)/.exec(
          text,
        )?.[1] ?? /(\d+)(?:个|组|批|条)(?:客户|线索|留档|留资)?/.exec(text)?.[1];
      const activity =
        /[一-龥]{2}(?=车展|外展)(?:车展|外展)|店头活动|抖音投流|车展|路演|巡展|外展|店庆|直播|抖音|懂车帝|汽车之家|团购会?|试驾会|短视频|广告|促销|推广|投放|活动/.exec(
          text,
        )?.[0];
      return {
        ...(activity && { activity }),
        ...(cost !== undefined && { costCny: cost / 100 }),
        ...(captured && { captured: numberOf(captured) }),
        ...(captured &&
          cost !== undefined &&
          /单客|摊到|算下来|合多少|一个(?:多少|成本)|客单|每个|单个|成本/.test(text) && {
            kpi: 'costPerCapture',
            value: Math.round(cost / 100 / numberOf(captured)),
          }),
      };
    },
  },
  {
    intent: 'queryKpi',
    shownBy: ({ has }, others) =>
      others.has('recordCost')
        ? has(
            /单客|客单|平均一个|合(?:下来)?多少钱?一个|一个合?多少|算下来|(?:一|每|单)个(?:客户)?(?:多少|成本|几块|要)|成本多少|摊下来|摊到/,
          )
        : undefined,
  },
  {
    intent: 'requestBrief',
    shownBy: ({ has }) =>
      has(
        /(?:早会|晨会|夕会|晚会|周会|例会|开会).{0,6}(?:要?[讲说]的|用的|的料|料|的(?=.{0,3}[发来给])|材料|资料|数据|稿|内容|要用)|(?:准备|发|给).{0,6}(?:早会|晨会|夕会|例会|周会)/,
      ),
    means: ({ text, evidence, today }) => ({
      kind: /夕会|晚会/.test(text) ? 'evening' : /周会/.test(text) ? 'weekly' : 'morning',
      date:
        evidence.dates.find(({ value }) => value.grain === 'day' || value.grain === 'slot')?.value.from ??
        today,
    }),
  },
  {
    intent: 'requestForecast',
    shownBy: ({ has, text }) =>
      /(?:[一二三四五六\d]个?|半)[月年]之?内/.test(text)
        ? undefined
        : has(
            /(?:能|要|可)(?:转)?(?:订|定|成交|交|拿下|收单?|签|落单)(?:的|几|多少).{0,8}(?:报|几|多少|预估|统计|数|让|叫)|(?:让|叫)(?:大家|他们|顾问|每个人|各人).{0,3}(?:报|摸)|能[订定签成交]{1,2}的?[\s,，]?报|能(?:下)?[订定签成交]{1,2}的?(?:有)?(?:几[台个位]|多少)|预计.{0,6}(?:订|成交|交车).{0,6}(?:报|几|多少)|(?:各自|各人|挨个|大伙|都)报(?:报|一下|上来)|报(?:个|一下)?(?:预测|预估|预计)|(?:每(?:个人|人)|各人|各自)报/,
          ),
    means: (reading) => {
      const grade = reading.evidence.grades[0]?.value.grade;
      const when = reading.evidence.dates[0]?.value;
      return {
        ...(reading.roles.includes('supervisor') &&
          !/小[一-龥]/.test(reading.text) && { scope: '我店全部顾问' }),
        ...(grade && { grade }),
        ...(when?.grain === 'week' && when.label !== undefined && { week: when.label }),
        ...(when?.grain === 'month' && when.label !== undefined && { period: when.label }),
      };
    },
  },
  {
    intent: 'broadcastAssist',
    shownBy: ({ has }) =>
      has(
        /(?:楼下|站着|等着|坐着|晾着)[^\s,，]{0,10}没人(?:管|接|理|招呼)|有空的(?:赶紧|快|都)?[下过]?来|谁(?:有(?:时间|空)|在(?:展厅|店|岗)?|能|手上没|空着|闲着|没客户).{0,12}(?:展厅|客户|接|过去)|(?:展厅|前台|前面|门口|大厅|店里|[一二]店).{0,10}(?:没人(?:接|管|招呼|理)|晾着)|谁(?:空着|闲着|过来|快来|赶紧)|(?:展厅|前台|门口|大厅).{0,8}(?:客户|人).{0,6}没人(?:接|管|招呼)|来(?:客户|客人|人)了?.{0,6}(?:没人(?:管|接|招呼|理)|谁(?!知)|快来|来个人)|进(?:了)?客户了?.{0,4}(?:没人|谁)|没人接待/,
      ),
    means: ({ text }) => ({ store: storeOf(text).store ?? 'mine', visit: { unattended: true } }),
  },
  {
    intent: 'tenDayCollection',
    shownBy: ({ has }) =>
      has(/收款(?:预定|计划|表|情况|进度)?(?=.{0,12}\d)|[上中下]旬.{0,6}收款/) &&
      has(/\d|[一二三四五六七八九十]台/),
    means: ({ text, evidence }) => {
      const planned = PLANNED.exec(text);
      const collected = COLLECTED.exec(text)?.[1];
      const due = DUE.exec(text)?.[1];
      const amount = evidence.amounts.at(-1)?.value.fen;
      return {
        ...storeOf(text),
        ...tenDayOf(evidence),
        ...(planned && { planned: numberOf(planned[1] ?? planned[2] ?? planned[3] ?? '') }),
        ...(collected && { collected: numberOf(collected) }),
        ...(due && { outstanding: numberOf(due) }),
        ...(amount !== undefined && due && { outstandingCny: amount / 100 }),
      };
    },
  },
  {
    intent: 'tenDayLost',
    shownBy: ({ has, text }) =>
      (text.match(/\d+/g) ?? []).length >= 2
        ? has(
            /失控(?:表|分析|另报|另外|[:：]|[\s,，]+[一-龥]{2,4}\d)|[战占]败(?:表|分析|[:：])|[上中下]旬.{0,6}(?:失控|战败)/,
          )
        : undefined,
    means: ({ text, evidence }) => {
      const counts: Record<string, number> = {};
      for (const [, word = '', n] of matchesOf(
        text,
        /([一-龥]{2,5}?)[:：]?\s?(\d{1,3})(?!\d|月|号|店|旬)/g,
      )) {
        const reason = REASONS.find(([words]) => words.test(word))?.[1];
        if (reason) counts[reason] = Number(n);
      }
      return { ...storeOf(text), ...tenDayOf(evidence), ...(Object.keys(counts).length > 0 && { counts }) };
    },
  },
  {
    intent: 'queryStock',
    shownBy: ({ has }) =>
      has(
        /库存.{0,8}(?:超|大于|多少|几台|还有|\d+天)|库龄|在库[^\s]{0,4}(?:超|过|\d+天)|(?:超过?|超)\s?[\d一二两三四五六七八九十百]+(?:天|个月).{0,4}(?:库存|车|的有几)|长库龄|压库|压了?\d+天/,
      ),
    means: ({ text, evidence }) => {
      const days = /([\d一二两三四五六七八九十百]+)天/.exec(text)?.[1];
      return {
        ...(evidence.cars[0] && { series: evidence.cars[0].value.series }),
        ...(evidence.colours[0] && { color: evidence.colours[0].value.colour }),
        ...(days && { stockAgeOverDays: numberOf(days) }),
      };
    },
  },
  {
    intent: 'setFocusCars',
    shownBy: ({ has }) =>
      has(
        /(?:先|重点|主|优先|集中|全力|大力)推|主打|(?:先|优先|抓紧)(?:卖|清|处理)|当主推|(?:当|挂|列)(?:成|为)?重点/,
      ),
  },
];

const PLANNED = new RegExp(
  `(?:预定|计划|应收)(?:收)?\\s?(${SMALL})(?![.\\d万])|(?<![收欠剩了差])[\\s下](${SMALL})台|(?<![收欠剩了差\\d一二两三四五六七八九十])(${SMALL})台`,
);
const COLLECTED = new RegExp(`(?:已收|实收|收到|到账|收了?(?!款|\\d+台尾))\\s?(${SMALL})`);
const DUE = new RegExp(`(?:欠|差|剩|未收|没收|还有)(?:了|着)?\\s?(${SMALL})(?![.点\\d]*万)(?:台)?`);

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/价格|价钱|价$/, '价格'],
  [/竞品|对手/, '竞品'],
  [/现车|车源|没车|交期/, '现车'],
  [/失联|联系不上|打不通/, '失联'],
  [/他店|别店|同品牌/, '同品牌他店'],
  [/资金|钱/, '资金'],
  [/贷款|征信|金融/, '贷款'],
  [/配置/, '配置'],
  [/家人|家里/, '家人反对'],
  [/推迟|延迟|延期|暂缓/, '延迟购车'],
  [/放弃|不买/, '放弃购车'],
  [/服务/, '服务'],
];

export function storeOf(text: string): Pick<Meaning, 'store'> {
  const store = STORE.exec(text)?.[1]?.replace(/^\d/, (digit) =>
    '零一二三四五六七八九'.charAt(Number(digit)),
  );
  return store === undefined ? {} : { store };
}

export function tenDayOf({ dates }: Reading['evidence']): Pick<Meaning, 'tenDay'> {
  const label = dates.find(({ value }) => value.grain === 'tenDay')?.value.label;
  return label === undefined ? {} : { tenDay: label };
}

function activityOf({ text, evidence }: Reading): Partial<Meaning> {
  const name =
    /(?:名称|活动名)[:：]\s?(\S{2,14})/.exec(text)?.[1] ??
    /(?:活动|主体|先期|后续|预热)[:：\s]+([^\s,，。:：]{2,12})/.exec(text)?.[1] ??
    /([^\s,，。]{2,8}?(?:上市|车展|团购会?|品鉴会|试驾会|路演|促销))/.exec(text)?.[1];
  const phase = /先期|预热/.test(text)
    ? '先期'
    : /后续/.test(text)
      ? '后续'
      : /主体/.test(text)
        ? '主体'
        : undefined;
  const budget = (evidence.amounts.find(({ value }) => value.role === 'budget') ?? evidence.amounts[0])?.value
    .fen;
  const visits = /(?:来店|到店|客流|进店|集客)[^\d]{0,3}?(\d+)/.exec(text)?.[1];
  const orders = (/(?:订单|成交|[订定]车|收[订定])[^\d]{0,3}(\d+)/.exec(text) ??
    /收(\d+)[单台]/.exec(text))?.[1];
  return {
    activity: {
      ...(name && { name }),
      ...(phase && { phase }),
      ...tenDayOf(evidence),
      ...(budget !== undefined && { budgetCny: budget / 100 }),
      ...(visits && { targetVisits: Number(visits) }),
      ...(orders && { targetOrders: Number(orders) }),
    },
    submitTo: '总经理',
  };
}

/** Monday to Sunday of the week before: what 周报 means before the week is over. */
export function lastFullWeek(today: Parameters<typeof weekStart>[0]) {
  const monday = addDays(weekStart(today), -7);
  return { since: monday, until: addDays(monday, 6) };
}
