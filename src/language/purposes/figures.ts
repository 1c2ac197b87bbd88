import { addDays, dayOf, monthStart, weekStart } from '../../domain/time.ts';
import { readDates } from '../dates/read-dates.ts';
import { isoWeek } from '../dates/weekdays.ts';
import type { When } from '../dates/when.ts';
import type { Found } from '../found.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import type { NameMention } from '../values/names.ts';
import { customersIn, staffIn } from '../whom.ts';
import { lastFullWeek, storeOf } from './planning.ts';
import type { Purpose } from './purpose.ts';
import { staffOf } from './questions.ts';

const KPIS: readonly (readonly [RegExp, string])[] = [
  [/来电率/, 'callInRate'],
  [/电转率|电话转化/, 'callConversion'],
  [/留档率|留资率|建档率/, 'recordRate'],
  [/试驾率/, 'testDriveRate'],
  [/二次(?:来店|到店|进店)率|再回率/, 'revisitRate'],
  [/成交(?:率|比例?)|转化率/, 'closeRate'],
  [/[战占]败率/, 'lostRate'],
  [/客单成本|单客成本|获客成本/, 'costPerCapture'],
  [
    /来店(?:量|数|批次?)?(?!率|的|客户|留档|试驾|成交|二次)|进店|客流|到店(?:量|多少|几)|几批|多少批/,
    'visitBatches',
  ],
  [/来电(?:量|多少|几|一共|总共)/, 'calls'],
  [/收[订单]|成交(?:量|数|多少|几|了)?(?![率价比])|订单(?:量|数)?|订了?(?:多少|几)|卖了/, 'orders'],
  [/交车(?:量|数)?|交了(?:多少|几)/, 'deliveries'],
  [/试驾(?:量|数|多少|几)/, 'testDrives'],
  [/留档(?:量|数|多少|几)|建卡(?:量|数|多少|几)/, 'recorded'],
  [/[战占]败(?:了)?(?:多少|几|量|数)/, 'lost'],
  [/线索(?:量|数|一共|总共|多少|几)/, 'netLeads'],
];
const FIGURES =
  /(?:线索|来电|来店|留档|试驾|订单|交车|成交(?!价)|战败|收单)[^\s]{0,4}(?:多少|几[个台批条]|[总一]共)|统计|业绩|报表|战报|数据(?!库|流量)|率(?!领|先)|多少(?:批|台|个来店|来店|成交|订单)|几[批台]|来店多少|成交多少|成交[几量]|来店量|订单量|客流|客单成本|单客成本|获客成本/;

const SHOW_ME =
  /(?:给我|我要|我想|帮我|麻烦)[^\s,，]{0,3}看|^看(?:看|下|一下)|发我|报(?:一?下|给我)|拉(?:一?下|出来)|^查(?:一?下|查)/;

/** Questions about the dealer's figures. */
export const figures: readonly Purpose[] = [
  {
    intent: 'queryReport',
    shownBy: ({ has }) =>
      has(
        /(?:周报|月报|日报|报表|战报)(?!:|：).{0,6}(?:发|给|来|呢|看|出|拉|有|一份)|(?:发|给|看|要|拉|来).{0,6}(?:周报|月报|日报|战报)|^.{0,8}(?:周报|月报|日报|战报)$/,
      ),
    means: (reading) => {
      const { text, today, evidence } = reading;
      const report = /月报/.test(text) ? 'monthly' : /日报|战报/.test(text) ? 'daily' : 'weekly';
      const when = pastPeriod(reading);
      if (report === 'weekly')
        return {
          report,
          ...(when?.grain === 'week' ? { since: when.from, until: when.to } : lastFullWeek(today)),
          week:
            when?.grain === 'week' && when.label !== undefined
              ? when.label
              : isoWeek(lastFullWeek(today).since),
          ...storeOf(text),
        };
      if (report === 'monthly')
        return { report, ...(when?.label !== undefined && { period: when.label }), ...storeOf(text) };
      return { report, date: evidence.dates[0]?.value.from ?? today, ...storeOf(text) };
    },
  },
  {
    intent: 'compareKpi',
    shownBy: ({ has, evidence }) =>
      // 嫌价格高 还想再比较一下别的店: what a customer does.
      evidence.contacts.length > 0 ||
      has(/嫌|客户|还想|再?(?:去|看看)?别的店|(?:先生|女士|[姐哥]).{0,4}(?:想|要|说)/)
        ? undefined
        : has(
              /比一?比|比较一?下|比一下|比比|对比(?:一下)?|PK|pk|哪个店|和.{1,6}比|分开看|分店看|按店看|谁强谁弱|拉个对比|谁的.{0,8}(?:高|低|多|少|好|差)|排一下|排个(?:名(?!单)|序|队)|对照(?:一?下)?|摆一[块起]|(?:两[个家]?店|[一二]店).{0,6}比(?:下|一下)?|哪家.{0,8}[高低强弱好差多少]|放一起看|谁(?:最|更)[高低多少好差]/,
            ) && has(/店|人|顾问|上月|去年|率|转化|成交|来店|订单|级/)
          ? has(/比|PK|pk|哪个店|哪家|摆|排|谁|对比|分开|按店|对照|放一起/)
          : undefined,
    means: (reading) => ({
      kpi: /([HABC])级?.{0,2}转(?:化|订单|O)/i.test(reading.text)
        ? `grade${/([HABC])级?.{0,2}转(?:化|订单|O)/i.exec(reading.text)?.[1]?.toUpperCase()}toO`
        : (KPIS.find(([words]) => words.test(reading.text))?.[1] ?? 'overview'),
      ...(/顾问|每个人|各人|个人|谁/.test(reading.text)
        ? { by: 'staff' as const }
        : /店/.test(reading.text)
          ? { by: 'store' as const }
          : {}),
      ...periodOf(reading, true),
    }),
  },
  {
    intent: 'diagnoseStaff',
    shownBy: (reading) =>
      staffIn(reading).length > 0 || reading.evidence.names.some(({ value }) => value.kind === 'either')
        ? reading.has(
            /(?<!回访)(?<!回访完成得)(?:啥|什么)情况|(?:少|掉|降)了?一半|不对劲|什么原因|啥原因|(?:出)?(?:了)?(?:什么|啥)问题|(?:少|差|掉|降|低)(?:得)?(?:这么|那么|好)多|怎么(?:回事|搞|了|这么|样|老|总|还|掉|一直)|咋(?:回事|了|搞|这么)|(?:咋|啥|什么)情况|为(?:什么|啥)|掉(?:了|这么|那么|成)|垫底|厉害|(?:这么|那么)(?:差|少|低)|(?:表现|业绩|状态|最近)(?:怎么|如何|咋)/,
          )
        : undefined,
    means: (reading) => ({ ...staffOf(reading), ...periodOf(reading, true) }),
  },
  {
    intent: 'queryKpi',
    shownBy: (reading, others) => {
      if (others.has('compareKpi') || others.has('diagnoseStaff')) return undefined;
      const { has, text, asks, evidence } = reading;
      // 刘洋的订单多少, from somebody who manages: a colleague by his full name.
      const isCustomer = ({ value }: Found<NameMention>) =>
        value.kind === 'customer' && (value.honorific !== undefined || !reading.decides);
      if (evidence.phones.length > 0 || customersIn(reading).some(isCustomer)) return undefined;
      const wantsToSee = asks || (reading.decides && has(SHOW_ME) !== undefined);
      const figure =
        has(FIGURES) ??
        (wantsToSee ? KPIS.map(([words]) => has(words)).find((found) => found !== undefined) : undefined);
      if (!figure || (others.has('queryReport') && /^(?:报表|战报|数据)$/.test(figure.words)))
        return undefined;
      return wantsToSee || /率|统计|业绩|数据/.test(text) || text.length <= 10 ? figure : undefined;
    },
    means: (reading) => {
      const kpis = KPIS.filter(([words]) => words.test(reading.text))
        .sort(([a], [b]) => reading.text.search(a) - reading.text.search(b))
        .map(([, kpi]) => kpi);
      const claimed =
        /(?:还是|还在|又是|才|只有|怎么是|就|掉到|降到|成了|只剩|剩)\s?(\d{1,3}|[一二三四五六七八九](?=成))\s?(?:%|个点|成)?/.exec(
          reading.text,
        )?.[1];
      const store = storeOf(reading.text);
      return {
        ...(kpis.length === 1 ? { kpi: kpis[0] ?? '' } : { kpis: kpis.length > 0 ? kpis : ['overview'] }),
        ...(claimed &&
          kpis.length === 1 &&
          /率/.test(reading.text) && {
            claimed: Number(claimed) / 100 || '零一二三四五六七八九'.indexOf(claimed) / 10,
          }),
        ...periodOf(reading, kpis.length > 0),
        ...store,
        ...(store.store === undefined && staffOf(reading)),
        ...(reading.roles.includes('generalManager') && store.store === undefined && { scope: 'all' }),
      };
    },
  },
  {
    intent: 'diagnose',
    shownBy: ({ has }, others) =>
      others.has('queryKpi') || others.has('compareKpi')
        ? has(
            /怎么(?:还|才|这么|回事|搞|掉|降|又)|为(?:什么|啥)|咋(?:这么|还|回事|掉|整|又|才|就)|怎么就|怎么还是|毛病|什么原因|啥原因|(?:问题|原因|毛病|症结)(?:出|卡)?在(?:哪|什么|啥)|哪(?:里|儿)?(?:出|有)(?:了)?问题|(?:这么|那么)(?:低|差|少)/,
          )
        : undefined,
  },
];

function pastPeriod({ text, now }: Reading): When | undefined {
  // Figures are asked of what has been: 2月 said in November is the last one.
  return readDates(text.replace(/(月份?|号)(?=[一二三四]店)/g, '$1 '), now, 'past')[0]?.value;
}

function periodOf(reading: Reading, isMonthly = false): Partial<Meaning> {
  const { today, now } = reading;
  const when = pastPeriod(reading);
  if (!when) {
    if (!isMonthly) return { since: today, until: today };
    const since = monthStart(dayOf(now));
    return { period: since.slice(0, 7), since, until: today };
  }
  if (when.grain === 'week' && when.from === weekStart(today))
    return { period: when.label ?? '', since: when.from, until: addDays(when.from, 6) };
  if (when.grain === 'day') return { period: when.from, since: when.from, until: when.to };
  return { ...(when.label !== undefined && { period: when.label }), since: when.from, until: when.to };
}
