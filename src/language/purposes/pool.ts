import type { Day } from '../../domain/time.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn, isNoHanding, refIn } from '../whom.ts';
import { storeOf } from './planning.ts';
import { without } from '../evidence.ts';
import type { Purpose } from './purpose.ts';
import { numberOf } from './slots.ts';

const COUNTED =
  /^(?:我?(?:想|要)?(?:领取?|认领))\s?(\d{1,2}|[一二两三四五六七八九十])\s?[个位]?(?:公海|公司池|池子?)?里?的?(?:客户)?$/;
const POOL =
  /^(?:看看?|查)?(?:公海|公司池|客户池|收回名单|公海客户|待收回|收回清单)(?:还?有谁|还?有多少|名单|清单|情况)?$/;
const SPARE = /(?:先|都|暂时)?(?:不|别|甭)(?:要)?收(?:回)?(?:了)?/;
const TAKE = /^(?:同意|可以|确认)?收回(?:吧|了)?$|^(?:同意|确认)收回/;
/** 收回 郭姐, 钱姐收回: one by name. */
const TAKE_ONE = /^收回\s*[^\s,，的]{2,4}$|^(?:把)?[^\s,，的]{2,4}\s*收回(?:来|吧|了)?$/;
const RECEIVED = /^(?:看看?|查)?交接(?:清单|名单|单子?)(?:\s?(?:第?(\d{1,2})页?))?$/;
const OWNER_DECIDED =
  /归(?:还|回)?(?:给)?(原顾问|原来的(?:顾问)?|老顾问|接待人|接待的(?:人|顾问)?|现在(?:的|接待的)?(?:人|顾问)?)(?:吧|了)?$/;
/** 给小马: the customer of whom the bot asked whose he is. */
const OWNER_NAMED =
  /^(?:(?:归|给|分给|派给)(?=[小老阿])|归(?=[一-鿿]{2,3}$))([一-鿿]{2,3}?)(?:来?跟)?(?:吧|了)?$/;
/** 激活, 1 激活, 激活 1: the customer just spoken of, or one of the list. */
const REVIVED = /^(?:第?(\d{1,2})[个位]?\s?)?激活(?:了|一下)?(?:\s?第?(\d{1,2})[个位]?)?$/;
const CAMPAIGN_STARTS = /(?:开始|启动|开展|搞一?次|做一?次|来一?次)(?:一次)?(?:客户)?(?:资源)?盘点/;
const CAMPAIGN_ENDS =
  /(?:结束|停止|停掉|取消)(?:这次|[^\s,，。]{1,4}店)?的?(?:客户)?(?:资源)?盘点|盘点(?:结束|收工|停)了?$/;

/** 领取 陈哥、李姐: by their names. */
function claimsByName(reading: Reading): boolean {
  const { text, evidence } = reading;
  if (!/^我?[想要]?(?:领|认领)/.test(text) || customersIn(reading).length === 0) return false;
  return /^我?[想要]?(?:领取?|认领)(?:一下|了)?$/.test(
    without(text, evidence.names, evidence.lastDigits).replaceAll(/[\s\d尾号、,，和跟]/g, ''),
  );
}

/** What is said of the company's pool, of what it takes back, and of whose a customer is: the message is nothing else. */
export const poolOrders: readonly Purpose[] = [
  {
    intent: 'claimCustomers',
    shownBy: (reading) => reading.has(COUNTED) ?? (claimsByName(reading) || undefined),
    means(reading) {
      const count = COUNTED.exec(reading.text)?.[1];
      if (count !== undefined) return { count: numberOf(count) };
      const people = customersIn(reading).map(({ value }) => value.alias ?? value.name);
      if (people.length > 1) return { count: people.length, customers: people };
      const ref = refIn(reading);
      return { count: 1, ...(ref && { customerRef: ref }) };
    },
  },
  { intent: 'queryPool', shownBy: ({ has }) => has(POOL) },
  {
    intent: 'queryHandover',
    shownBy: ({ has }) => has(RECEIVED),
    means({ text }) {
      const page = RECEIVED.exec(text)?.[1];
      return page === undefined ? {} : { page: Number(page) };
    },
  },
  {
    intent: 'decideOwner',
    shownBy: ({ has, decides }) => (decides ? (has(OWNER_DECIDED) ?? has(OWNER_NAMED)) : undefined),
    means(reading) {
      const staff = OWNER_NAMED.exec(reading.text)?.[1];
      if (staff !== undefined && !OWNER_DECIDED.test(reading.text)) return { to: { staff } };
      const ref = refIn(reading);
      const word = OWNER_DECIDED.exec(reading.text)?.[1] ?? '';
      return { to: /原|老/.test(word) ? 'owner' : 'receiver', ...(ref && { customerRef: ref }) };
    },
  },
  {
    intent: 'answerRecall',
    shownBy: (reading) =>
      reading.decides && isShort(reading)
        ? (reading.has(SPARE) ??
          reading.has(TAKE) ??
          (customersIn(reading).length === 1 ? reading.has(TAKE_ONE) : undefined))
        : undefined,
    means(reading) {
      const { has, text } = reading;
      const ref = refIn(reading);
      const number = /收(?:回)?\s*第?(\d{1,2})[个位条]?$/.exec(text)?.[1];
      return {
        verdict: has(SPARE) ? ('reject' as const) : ('accept' as const),
        ...(number !== undefined && { choice: Number(number) }),
        ...(ref && { customerRef: ref }),
      };
    },
  },
  {
    intent: 'startCampaign',
    shownBy: ({ has, decides, asks }) => (decides && !asks ? has(CAMPAIGN_STARTS) : undefined),
    means: datesOf,
  },
  {
    intent: 'endCampaign',
    shownBy: ({ has, decides, asks }) => (decides && !asks ? has(CAMPAIGN_ENDS) : undefined),
    means: ({ text }) => storeOf(text),
  },
  {
    intent: 'reactivate',
    shownBy: (reading) =>
      !reading.asks && REVIVED.test(reading.text)
        ? reading.has(REVIVED)
        : customersIn(reading).length === 1 && !reading.asks
          ? (reading.has(/^激活|激活(?:了|一下)?(?=$|[\s,，])/) ??
            (reading.has(/又(?:要|想|打算)?来?[看买换]/) &&
              reading.has(/(?:[战占]败池?|公海|公司池|池子?)里?的/)))
          : undefined,
    means({ text }) {
      const [, before, after] = REVIVED.exec(text) ?? [];
      const index = before ?? after;
      return index === undefined ? {} : { customerRef: { index: Number(index) } };
    },
  },
];

/** 王先生换给马辉: a colleague by his full name is known from his place in the sentence only. */
const GIVEN_TO =
  /(?:(?:转|换|改|移?交|划|分|派)(?:接)?(?:给|到)|归)([一-鿿]{2,3}?)(?:来?跟|负责|带)?(?:吧|了)?$/;
/** 转给小马: the customer just spoken of; 1234转给小马: the one whose number ends so. */
const BARE = /^(?:\d{4}\s?)?(?:转|换|改|移?交)接?给/;
const NO_CUSTOMER = /客户|电网|公司|部门?$|店|[定订]金|钱|款|资料|文件|车|钥匙|电话|财务|售后/;

function receiverIn(reading: Reading): string | undefined {
  const { text } = reading;
  if (NO_CUSTOMER.test(text)) return undefined;
  if (customersIn(reading).length !== 1 && !BARE.test(text)) return undefined;
  return GIVEN_TO.exec(text)?.[1];
}

/** Into whose hands one customer goes, said with the full name of a colleague. */
export const handings: readonly Purpose[] = [
  {
    intent: 'reassign',
    shownBy: (reading, others) =>
      !others.has('reassign') && !isNoHanding(reading.text) && receiverIn(reading)
        ? reading.has(GIVEN_TO)
        : undefined,
    means: toReceiver,
  },
];

/** The phone desk hands over whom it has invited. */
export const deskHandings: readonly Purpose[] = [
  {
    intent: 'handover',
    shownBy: (reading) =>
      /[到来]店|来了|到了/.test(reading.text) || !receiverIn(reading) ? undefined : reading.has(GIVEN_TO),
    means: toReceiver,
  },
];

function toReceiver(reading: Reading): Partial<Meaning> {
  const staff = receiverIn(reading);
  return staff ? { to: { staff } } : {};
}

const FULL_NAMES =
  /^(?:把)?([一-鿿]{2,4}?)(?:要走了?|离职了?|走了|调走了?)?[\s,，]*(?:手[上里]|名下)?的?客户(?:都|全部?|全都)?(平分|均分|平均分)?(?:转|分|交|交接|移交|划)?给\s?([一-鿿]{2,3}(?:(?:[、,，和]|\s)+[一-鿿]{2,3})*)\s?(平分|均分|一人一半)?$/;

/** 刘洋的客户平分给马辉、孙婷: all of somebody's customers, with full names that marks part. */
export const fullNameShares: readonly Purpose[] = [
  {
    intent: 'reassignBulk',
    shownBy: ({ has }) => has(FULL_NAMES),
    means({ text }) {
      const [, from = '', , names = ''] = FULL_NAMES.exec(text) ?? [];
      const to = names.split(/[、,，和\s]+/).filter((name) => name !== '');
      const [only] = to;
      return to.length === 1 && only !== undefined
        ? { from, to: { staff: only } }
        : { from, rules: [{ rest: '均分', to }] };
    },
  },
];

function isShort({ text }: Reading): boolean {
  return text.length <= 14 && !/[吗?？]|怎么|为什么|除外|没|天|月/.test(text);
}

/** 12号收齐 15号出表 23号完成: by when all data are in, the forms exist, and all is done. */
function datesOf({ evidence, text }: Reading): Partial<Meaning> {
  const dayBefore = (words: RegExp): Day | undefined =>
    evidence.dates.find(({ value, end }) => value.grain === 'day' && words.test(text.slice(end)))?.value.from;
  const startsOn =
    evidence.dates.find(({ value }) => value.grain === 'day' && value.bound === 'from')?.value.from ??
    dayBefore(/^(?:就|再)?(?:开始|启动|开展|搞|做|来)/);
  const collectBy = dayBefore(/^(?:之?前|以前)?(?:收齐|收全|交齐|报齐|补齐|录完|进系统|收集?完)/);
  const formsBy = dayBefore(/^(?:之?前|以前)?(?:出|交|做|填)?(?:好|完|齐)?(?:管制)?表/);
  const endsOn = dayBefore(/^(?:之?前|以前)?(?:全部)?(?:完成|结束|搞完|做完|收工|打完)/);
  return {
    ...(startsOn && { startsOn }),
    ...(collectBy && { collectBy }),
    ...(formsBy && { formsBy }),
    ...(endsOn && { endsOn }),
    ...storeOf(text),
  };
}
