import type { Customer, CustomerChange } from '../db/customers.ts';
import { NO_OLD_CAR } from '../domain/card.ts';
import { fromYuan } from '../domain/money.ts';
import type { Intent } from '../language/intents.ts';
import type { Meaning } from '../language/meaning.ts';
import { brandOf } from '../language/values/cars.ts';
import { surnameOf } from '../language/values/names.ts';

const PAYMENT_WORDS: Partial<Record<string, string>> = { full: '全款', loan: '分期' };

/** What a message tells for the card. Lists grow; everything else is replaced by what was said last. */
export function cardFields(meaning: Meaning, known?: Customer): CustomerChange {
  const { customer, interest, payment, competitors } = known ? withRivalApart(meaning, known) : meaning;
  const order = meaning.order;
  const said: { [K in keyof CustomerChange]: CustomerChange[K] | undefined } = {
    name: customer?.name,
    alias: customer?.alias,
    surname: surnameOf(customer?.alias ?? customer?.name),
    gender: customer?.gender,
    phone: customer?.phone,
    wechat: customer?.wechat,
    district: customer?.district,
    series: interest?.series ?? order?.series,
    trim: interest?.trim ?? order?.trim,
    color: interest?.color ?? order?.color,
    source: meaning.source,
    heardFrom: meaning.heardFrom,
    referrer: meaning.referrer?.name,
    budgetFen: meaning.budgetCny === undefined ? undefined : fromYuan(meaning.budgetCny),
    purchaseBy: meaning.purchaseBy,
    usage: meaning.usage,
    payment: payment?.method && PAYMENT_WORDS[payment.method],
    decisionMaker: meaning.decisionMaker,
    tradeIn: oldCarOf(meaning),
    competitors: merged(
      known?.competitors,
      rivalsOf(competitors, interest?.series ?? order?.series ?? known?.series),
    ),
    concerns: merged(known?.concerns, meaning.concerns),
  };
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined),
  ) as CustomerChange;
}

/** 在卡缤和缤智之间犹豫: the car he wants of us is no rival. */
function rivalsOf(competitors: Meaning['competitors'], own: string | null | undefined): string[] | undefined {
  const rivals = competitors
    ?.map((rival) => (typeof rival === 'string' ? rival : rival.model))
    .filter((rival) => rival !== own);
  return rivals?.length ? rivals : undefined;
}

function oldCarOf({ tradeIn }: Meaning): string | undefined {
  if (tradeIn?.none) return NO_OLD_CAR;
  return tradeIn?.model && [tradeIn.model, tradeIn.year && `${tradeIn.year}年`].filter(Boolean).join(' ');
}

/** Of these somebody tells what the car is to be; elsewhere a car is only spoken of. */
const SAYS_WHICH: ReadonlySet<Intent> = new Set(
  'updateCard recordOrder registerVisit logTestDrive reactivate correct'.split(' ') as Intent[],
);

/** 通了 说缤智便宜, of somebody who wants a 卡缤: a car of another brand is its rival (R10). */
function withRivalApart(meaning: Meaning, { series }: Customer): Meaning {
  const { interest, intents, competitors = [] } = meaning;
  const said = interest?.series;
  if (said === undefined || series === null || intents.some((intent) => SAYS_WHICH.has(intent)))
    return meaning;
  const [ours, theirs] = [brandOf(series), brandOf(said)];
  if (ours === undefined || ours === theirs) return meaning;
  const { interest: _rival, ...told } = meaning;
  return { ...told, competitors: [...competitors, said] };
}

function merged(known: readonly string[] = [], said: readonly string[] | undefined): string[] | undefined {
  return said && [...new Set([...known, ...said])];
}

/** What one cannot do without on a card (D14), as far as it is missing; asked for until it is there. */
export function lackingMusts({
  name,
  alias,
  phone,
  wechat,
  series,
  grade,
  heardFrom,
  source,
  state,
  inBaseGroup,
}: Customer): string[] {
  const how = heardFrom ?? (source === 'walkIn' ? null : source);
  return [
    (name ?? alias) ? '' : '称呼',
    (phone ?? wechat) ? '' : '电话',
    series ? '' : '车型',
    grade !== null || state !== 'open' || inBaseGroup ? '' : '级别',
    how ? '' : '来源',
  ].filter((must) => must !== '');
}

const LABELS: Partial<Record<keyof CustomerChange, string>> = {
  name: '称呼',
  phone: '电话',
  wechat: '微信',
  district: '区域',
  series: '车型',
  trim: '配置',
  color: '颜色',
  source: '来源',
  heardFrom: '途径',
  referrer: '介绍人',
  budgetFen: '预算',
  purchaseBy: '购车时间',
  usage: '用途',
  payment: '付款',
  decisionMaker: '决策人',
  tradeIn: '旧车',
  competitors: '竞品',
  concerns: '顾虑',
  plate: '车牌',
  birthday: '生日',
  firstServiceOn: '首保',
};

/** "颜色 白，预算 18万": what was written on a card, for the receipt. */
export function receiptOfFields(change: CustomerChange): string {
  return Object.entries(change)
    .flatMap(([field, value]) => {
      const label = LABELS[field as keyof CustomerChange];
      return label ? [`${label} ${shown(field, value)}`] : [];
    })
    .join('，');
}

function shown(field: string, value: unknown): string {
  if (field === 'budgetFen') return `${Number(value) / 1_000_000}万`;
  if (field === 'source') return SOURCE_WORDS[String(value)] ?? String(value);
  return Array.isArray(value) ? value.join('、') : String(value);
}

/** Sources are stored under the names of the glossary and shown in Chinese. */
export const SOURCE_WORDS: Record<string, string> = {
  walkIn: '来店',
  callIn: '来电',
  referral: '转介绍',
  serviceCustomer: '服务站',
  net: '网络',
  event: '活动',
  peer: '同业',
};

/** A number of the wrong length is never repaired by guessing. */
export function wrongPhone(digits: string): string {
  const off = digits.length - 11;
  return `号码${digits}${off < 0 ? `少${-off}位` : `多${off}位`}，没有记，请把完整号码再发一次。`;
}
