import type { Meaning } from '../meaning.ts';
import type { Tallied } from '../report-parts.ts';
import type { Reading } from '../reading.ts';
import { customersIn } from '../whom.ts';
import type { Purpose } from './purpose.ts';
import { numberOf, SMALL } from './slots.ts';

const N = `(${SMALL})`;

const ASSIGNS = /分个人|分一?下|重新分|派|分配|给谁/;
const CALLED = new RegExp(
  `(?:打|拨|联系|回访|捞)了?(?:[战占]败|失控|沉睡)?(?:池|库|客户|名单)?(?:里)?(?:的)?${N}`,
);
const LEADS = new RegExp(`线索[^\\d一二三四五六七八九十]{0,8}${N}|${N}条`);

/** Sums of a day, which are claims to be compared with the records and never stand for entries (rule 8 of the utterances). */
export const tallies: readonly Purpose[] = [
  {
    intent: 'tallyPoolCalls',
    shownBy: ({ has, text }) =>
      CALLED.test(text) ? has(/(?:[战占]败|失控|沉睡|休眠|公海)(?:池|库|客户|名单|的)/) : undefined,
    means: ({ text, evidence }) => ({
      ...(/[战占]败/.test(text) && { pool: 'lost' as const }),
      ...number(
        'called',
        text,
        `${N}个(?:都|全)?(?:打|拨)完|(?:打|拨|联系|回访|捞)了?(?:[战占]败|失控|沉睡)?(?:池|库|客户|名单)?(?:里)?(?:的)?${N}(?!遍|轮|次)`,
      ),
      ...someone(evidence),
      ...none('reactivated', text, /一个(?:都|也)?没[活醒]/),
      ...number(
        'reactivated',
        text,
        `(?:盘?活|激活|有意向|救回|捞回|唤醒|回来)了?${N}|${N}个(?:又|重新)(?:想|有|要)`,
      ),
    }),
  },
  {
    intent: 'reactivate',
    shownBy: ({ has, text, evidence }, others) =>
      others.has('tallyPoolCalls') &&
      (evidence.names.length + evidence.cars.length > 0 || ASSIGNS.test(text)) &&
      !/活了?0个?|没活/.test(text) &&
      has(/活了|激活|[捞救盘]活|捞回|救回|唤醒|有意向|回来/),
  },
  {
    intent: 'requestAssign',
    shownBy: ({ has }, others) => others.has('tallyPoolCalls') && has(ASSIGNS),
  },
  {
    intent: 'tallyLeads',
    shownBy: ({ has, text, evidence }, others) =>
      !others.has('tallyPoolCalls') &&
      !/流量|来电\s?\d/.test(text) &&
      !(/(?:电话|进线)[^\d]{0,4}\d/.test(text) && /网/.test(text)) &&
      (counts(text) >= 3 ||
        (/线索|懂车帝|汽车之家|易车|抖音|快手|小红书/.test(text) &&
          counts(text) >= 1 &&
          /条|线索/.test(text))) &&
      evidence.phones.length === 0 &&
      evidence.names.length === 0
        ? has(LEADS)
        : undefined,
    means: ({ text, evidence }) => {
      const heard = evidence.sources.find(({ value }) => value.heardFrom)?.value.heardFrom;
      const got: Partial<Meaning> = {
        ...number('total', text, `(?:线索|总数|总共|合计)(?:共|一共|进来?|给了?|今天)?${N}|${N}条`),
        ...number('connected', text, `(?:接?打?通了?|联系上)${N}|${N}个(?:接|打)?通|(?:接|打)通的${N}`),
        ...number(
          'wechatAdded',
          text,
          `加了?${N}个?微信|加上?(?:了)?(?:微信?|v|V)(?:了)?${N}|微信(?:加上|加了)${N}|${N}个加(?:上|了)(?:了)?微信`,
        ),
        ...number(
          'invited',
          text,
          `(?:约(?:到|上|好|店|到店)?了?|邀约(?:到店)?)${N}|${N}个(?:肯|愿意|答应|说|约)来|答应来(?:店)?${N}`,
        ),
        ...number('invalid', text, `(?:空号|无效|停机|废号)${N}|${N}个(?:是)?(?:空号|无效|停机)`),
        ...number('noAnswer', text, `(?:没接|未接|没通|不接|没打通)${N}|${N}个(?:没接|未接|不接)`),
      };
      const { total, connected, invalid = 0, noAnswer } = got;
      return {
        ...(heard && { source: heard }),
        ...got,
        ...none('connected', text, /(?:一个|全|都)(?:都|也)?没(?:打|接)?[通接]/),
        ...none('invited', text, /一个(?:都|也)?没约/),
        ...(/全没接|都没接|一个没接/.test(text) && total !== undefined && { noAnswer: total }),
        ...(noAnswer === undefined &&
          total !== undefined &&
          connected !== undefined && { noAnswer: total - connected - invalid }),
      };
    },
  },
  {
    intent: 'dailyTraffic',
    shownBy: ({ has, text, context, roles }, others) =>
      others.size === 0 && counts(text) >= 3 && !isDraftOfCards({ text, context })
        ? roles.includes('deskAgent')
          ? has(
              /(?:来电|网[络上]|进线|留[号资]|电话(?:进来|打进来)?)[:\s]{0,2}[\d一二两三四五六七八九十]|流量/,
            )
          : has(/流量/)
        : undefined,
    means: ({ text, evidence, today }) => ({
      date: dayOfTally(evidence, today),
      ...number('calls', text, `(?:来电|电话|进线)(?:进来|打进来|打来)?${N}`),
      ...number('netLeads', text, `(?:网络|网销|网上|线索)(?:来|进来|的)?${N}`),
      ...number('recorded', text, `(?:留(?:了|下)?(?:[号资档]|号码)(?:的)?|建卡)${N}`),
      ...number('invited', text, `(?:约到?店|邀约|约(?:了|到)?)${N}`),
      ...number('arrived', text, `(?:实到|实际到店?|(?<!约)到店了?|来了|[真实]来的?|实际来(?:的|了)?)${N}`),
    }),
  },
  {
    intent: 'tallyVisits',
    shownBy({ has, evidence }, others) {
      const isOfSomebody = evidence.names.length + evidence.phones.length + evidence.cars.length > 0;
      if (others.size > 0 || isOfSomebody) return undefined;
      if (/汇报|小结|日报|夕会|总结/.test(evidence.text) && counts(evidence.text) >= 3) return undefined;
      const several = has(
        /(?<!\d)(?:[2-9]|1\d|[两二三四五六七八九])\s?(?:批|组|拨)|一批(?:都|也)没(?:有|来)/,
      );
      return several && has(/留|建|没|走|订|来|接|上午|下午|早上|今[天儿]/) ? several : undefined;
    },
    means: ({ text, evidence, today }) => ({
      period: periodOf(evidence, today),
      ...number('visitBatches', text, `${N}(?:批|组|拨)`),
      ...number(
        'recorded',
        text,
        `要到${N}个?(?:号|电话)|${N}(?:批|个)留了?(?:电话|号|下)|(?<!没|肯|不)(?:留(?:了|下来?)?(?:档|资)?了?|建卡?)${N}|${N}个留[了档下]`,
      ),
      ...(/(?:全|都)(?:没|不肯|不给)留/.test(text) && allUnrecorded(text)),
      ...number(
        'unrecorded',
        text,
        `${N}(?:个|批|组)?[^\\s\\d,，]{0,5}(?:没|不肯|不愿意?)留|没留(?:的)?(?:下|档)?${N}`,
      ),
    }),
  },
  {
    intent: 'dailyReport',
    shownBy: ({ has, text, evidence }, others) =>
      others.size === 0 &&
      evidence.phones.length === 0 &&
      customersIn({ evidence } as Reading).length === 0 &&
      counts(text) >= 3
        ? has(
            /小结|日报|夕会|开会用|汇总|汇报|总结|今[日天]|战报|报数|订单?\s?\d|(?:来店|到店|进店|接待)\s?\d/,
          )
        : undefined,
    means: ({ text, evidence, today }) => ({
      date: dayOfTally(evidence, today),
      claimed: Object.fromEntries(
        CLAIMS.flatMap(([key, words]) => {
          const found = new RegExp(`(?:${words})(?:了|共)?[:：\\s]?${N}(?!\\d)`).exec(text)?.[1];
          return found === undefined ? [] : [[key, numberOf(found)]];
        }),
      ),
    }),
  },
];

/** 活了1个 姓尹 看卡缤: who it was. */
function someone({ names, cars }: Reading['evidence']): Partial<Meaning> {
  const [name] = names;
  return name
    ? { customer: { name: name.value.name, ...(cars[0] && { interest: { series: cars[0].value.series } }) } }
    : {};
}

/** 2批 都没留. */
function allUnrecorded(text: string): Partial<Meaning> {
  const { visitBatches } = number('visitBatches', text, `${N}(?:批|组|拨)`);
  return visitBatches === undefined ? {} : { recorded: 0, unrecorded: visitBatches };
}

const CLAIMS: readonly (readonly [Tallied, string])[] = [
  ['orders', '订单|新订|订车|下订|收订|(?<![预])[订定](?!金)|成交'],
  ['deliveries', '交车|交付|提车|(?<![成])交'],
  ['contacts', '回访(?:打了?)?|电访|打电话|电话'],
  ['newCards', '新增(?:客户|卡|建卡)?|建卡|新卡|新建'],
  ['lost', '[战占]败'],
  ['visitBatches', '来店|到店|进店|接待'],
  ['firstVisits', '首次(?:来的?)?|首访|头一回(?:来)?的?|新客'],
  ['repeatVisits', '二次的?|再次|复访'],
  ['recorded', '留[档挡资号]'],
  ['testDrives', '试驾|是加|试乘'],
];

function number<Key extends string>(key: Key, text: string, words: string): { [K in Key]?: number } {
  const found = new RegExp(words.replaceAll('(?:了)?', '(?:了)?[:：\\s]?').replaceAll(N, `[:：\\s]?${N}`))
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  return found === undefined ? {} : ({ [key]: numberOf(found) } as { [K in Key]?: number });
}

/** 一个都没活: none at all. */
function none<Key extends string>(key: Key, text: string, words: RegExp): { [K in Key]?: number } {
  return words.test(text) ? ({ [key]: 0 } as { [K in Key]?: number }) : {};
}

/** How many words stand before a small number: 来电11 网络7 留号9 has three. */
export function counts(text: string): number {
  return (text.match(COUNTED) ?? []).length;
}

const COUNTED = new RegExp(
  `[一-龥](?:了|共)?[:：\\s]?${SMALL}(?![\\d:.：点号月年万元千百%级Ll分期款系楼店])(?=个|批|条|组|台|位|通|[\\s,，。;；、]|$|[一-龥])`,
  'g',
);

function isDraftOfCards({ text }: { text: string; context: readonly string[] }): boolean {
  return /先生|女士/.test(text);
}

function dayOfTally(evidence: Reading['evidence'], today: Reading['today']): Reading['today'] {
  const day = evidence.dates.find(({ value }) => value.grain === 'day' && value.direction !== 'future');
  return day?.value.from ?? today;
}

function periodOf({ dates, text }: Reading['evidence'], today: Reading['today']): string {
  const when = dates[0]?.value;
  // 一上午接了4批: the half of today.
  const slot = when?.slot ?? (/上午|早上/.test(text) ? 'AM' : /下午/.test(text) ? 'PM' : undefined);
  return `${when?.from ?? today}${slot === 'AM' || slot === 'PM' ? ` ${slot}` : ''}`;
}
