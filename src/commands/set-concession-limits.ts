import { seesAll } from '../chat/access.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { decidePrice, givenBy, levelOf, limitsFor, meantRequest, verdictIn } from '../chat/concession.ts';
import { describe } from '../chat/describe.ts';
import { findWho } from '../chat/who.ts';
import { addConcessionLimits, findConcessionLimits } from '../db/concession-limits.ts';
import type { Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { addPriceRequest } from '../db/price-requests.ts';
import { type ConcessionLimits, flawIn, LEVEL_WORDS, roomOf } from '../domain/concession.ts';
import { formatMoney, fromYuan } from '../domain/money.ts';
import { dayOf, formatDay } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import { roomWords } from '../reports/price-card.ts';

export default defineCommand({
  name: '优惠上限',
  rank: 154,
  takes: ['setDiscountCap'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '定各级让利权限（先核对再改），或给一单封顶',
  examples: [
    {
      say: '风朗优惠上限 顾问3000 主管5000 经理8000 总经理12000',
      means: {
        intents: ['setDiscountCap'],
        concessionLimits: {
          consultantCny: 3000,
          supervisorCny: 5000,
          salesManagerCny: 8000,
          generalManagerCny: 12_000,
        },
      },
    },
    {
      say: '风朗优惠上限 主管6000',
      means: { intents: ['setDiscountCap'], concessionLimits: { supervisorCny: 6000 } },
    },
    { say: '王先生优惠6000封顶', means: { intents: ['setDiscountCap'], discountCapCny: 6000 } },
    { say: '优惠上限', means: { intents: ['setDiscountCap'] } },
  ],
  async handle(talk, meaning) {
    if (meaning.concessionLimits) return setLimits(talk, meaning, meaning.concessionLimits);
    if (meaning.discountCapCny === undefined) return showLimits(talk, meaning);
    const request = await meantRequest(talk, meaning);
    if (request) return decidePrice(talk, request, verdictIn(meaning, true));
    const who = meaning.customerRef ? await findWho(talk, meaning) : undefined;
    if (who?.kind === 'found') return capDeal(talk, who.customer, meaning.discountCapCny);
    throw new UserError(
      '要定各级权限请发：风朗优惠上限 顾问3000 主管5000 经理8000 总经理12000；给一单封顶请带上客户：王先生优惠6000封顶',
    );
  },
});

const FIELDS = [
  ['consultantFen', 'consultantCny'],
  ['supervisorFen', 'supervisorCny'],
  ['salesManagerFen', 'salesManagerCny'],
  ['generalManagerFen', 'generalManagerCny'],
] as const;

function scopeOf({ interest, car }: Meaning) {
  return { storeId: null, series: interest?.series ?? null, car: car ?? null };
}

function carWords({ interest, car }: Meaning): string {
  return [interest?.series, car].filter(Boolean).join(' ') || '全部车型';
}

/** Whoever names some levels leaves the others as they are. */
async function setLimits(
  { db, member, at, confirmed }: Talk,
  meaning: Meaning,
  said: NonNullable<Meaning['concessionLimits']>,
): Promise<Outcome> {
  if (!seesAll(member)) throw new UserError('各级优惠上限由销售经理、总经理来定。');
  const today = dayOf(at);
  const scope = scopeOf(meaning);
  const before = await findConcessionLimits(db, scope, today);
  const values = FIELDS.map(([field, name]) => {
    const yuan = said[name];
    return yuan === undefined ? before?.[field] : fromYuan(yuan);
  });
  const [consultantFen, supervisorFen, salesManagerFen, generalManagerFen] = values;
  if (
    consultantFen === undefined ||
    supervisorFen === undefined ||
    salesManagerFen === undefined ||
    generalManagerFen === undefined
  )
    throw new UserError(
      `${carWords(meaning)}还没定过，请四级一起发：${meaning.interest?.series ?? ''}优惠上限 顾问3000 主管5000 经理8000 总经理12000`,
    );
  const limits: ConcessionLimits = { consultantFen, supervisorFen, salesManagerFen, generalManagerFen };
  const flaw = flawIn(limits);
  if (flaw) throw new UserError(`${flaw.upper}要比${flaw.lower}多，层层留有让利空间，没有改。请重新发一遍。`);
  if (!confirmed) {
    const change = before ? `（原来：${limitWords(before)}）` : '';
    const readBack = `请核对：${carWords(meaning)}优惠上限 ${limitWords(limits)}${change}，今天起`;
    return { lines: [readBack, '对回 1，不对回 2'], confirm: true };
  }
  await addConcessionLimits(db, { ...scope, ...limits, since: today, by: member.userId, at });
  return { lines: [`已定 ${carWords(meaning)}优惠上限：${limitWords(limits)}，${formatDay(today)}起。`] };
}

function limitWords(limits: ConcessionLimits): string {
  return ([0, 1, 2, 3] as const).map((level) => roomWords(limits, level)).join('，');
}

/** Supervisors see how far they themselves and those below them may go. */
async function showLimits({ db, member, at }: Talk, meaning: Meaning): Promise<Outcome> {
  const limits = await findConcessionLimits(db, scopeOf(meaning), dayOf(at));
  const own = levelOf(member.roles);
  if (!limits) {
    const how = seesAll(member)
      ? '要定请发：风朗优惠上限 顾问3000 主管5000 经理8000 总经理12000'
      : '请销售经理来定。';
    return {
      lines: [`${carWords(meaning)}还没定优惠上限，让利都报${LEVEL_WORDS[2]}。${how}`],
      readOnly: true,
    };
  }
  const seen = ([0, 1, 2, 3] as const).filter((level) => level <= own);
  const words = seen.map((level) => roomWords(limits, level)).join('，');
  return { lines: [`${carWords(meaning)}优惠上限：${words}`], readOnly: true };
}

/** 王先生优惠6000封顶, without anybody having asked: his consultant may go so far in all. */
async function capDeal(talk: Talk, customer: Customer, yuan: number): Promise<Outcome> {
  const { db, member, at, messageId } = talk;
  const total = fromYuan(yuan);
  const level = levelOf(member.roles);
  const limits = await limitsFor(talk, customer);
  if (total > roomOf(limits, level))
    throw new UserError(`${formatMoney(total)}超出您的权限（${roomWords(limits, level)}），请上级来定。`);
  if (!talk.confirmed)
    return {
      lines: [`请核对：${describe(customer)} 优惠共${formatMoney(total)}封顶`, '对回 1，不对回 2'],
      confirm: true,
    };
  const request = await addPriceRequest(db, {
    storeId: customer.storeId,
    customerId: customer.id,
    by: customer.ownerId,
    series: customer.series,
    ...givenBy(talk, total),
  });
  const text = `${member.name}定了：${describe(customer)} 优惠共${formatMoney(total)}封顶。`;
  const key = `price-capped:${request.id}`;
  await post(db, { key, to: customer.ownerId, body: { kind: 'text', text }, at, cause: messageId });
  return {
    lines: [`已定 ${describe(customer)} 优惠共${formatMoney(total)}封顶，已告诉顾问。`],
    customer,
  };
}
