import { recordAudit } from '../db/audit.ts';
import { findConcessionLimits } from '../db/concession-limits.ts';
import { postCard, taskIdFor } from '../db/cards.ts';
import type { Customer } from '../db/customers.ts';
import { listPendingApplications } from '../db/lost-applications.ts';
import { listPendingCancellations } from '../db/order-cancellations.ts';
import { post } from '../db/outbox.ts';
import {
  concededUntil,
  listPendingRequests,
  moveRequest,
  type PendingRequest,
  settleRequest,
} from '../db/price-requests.ts';
import type { StaffRow } from '../db/staff.ts';
import {
  type ConcessionLevel,
  type ConcessionLimits,
  deciderOf,
  officeOf,
  roomOf,
} from '../domain/concession.ts';
import { fen, type Fen, formatMoney, fromYuan } from '../domain/money.ts';
import { calledBy, type Role } from '../domain/staff.ts';
import { SUPERIORS, superiorsOf } from '../domain/supervision.ts';
import { dayOf } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import { concessionWords, priceCard, roomWords } from '../reports/price-card.ts';
import { maySee, seesAll } from './access.ts';
import { type Outcome, type Talk, UserError } from './command.ts';
import { describe, describeApart } from './describe.ts';
import { meantCase } from './meant-case.ts';
import type { Pending } from './pending.ts';
import { staffToday } from './superiors.ts';

/** The level on which somebody concedes: his highest office. */
export function levelOf(roles: readonly Role[]): ConcessionLevel {
  if (roles.includes('generalManager')) return 3;
  if (roles.includes('salesManager')) return 2;
  return roles.includes('supervisor') ? 1 : 0;
}

export function limitsFor(
  { db, at }: Pick<Talk, 'db' | 'at'>,
  { storeId, series, car = null }: Pick<Customer, 'storeId' | 'series'> & { car?: string | null },
): Promise<ConcessionLimits | undefined> {
  return findConcessionLimits(db, { storeId, series, car }, dayOf(at));
}

/** Who decides on a sum: the lowest above `above` whose room covers it, if possible one who is on duty (D29). */
export async function findDecider(
  talk: Talk,
  { by, storeId }: { by: StaffRow['userId']; storeId: Customer['storeId'] },
  limits: ConcessionLimits | undefined,
  total: number,
  above: ConcessionLevel,
): Promise<{ level: Exclude<ConcessionLevel, 0>; person: StaffRow } | undefined> {
  const { people, resting } = await staffToday(talk);
  const offices = superiorsOf(people, by, storeId);
  const held = SUPERIORS.filter((office) => offices[office]);
  const onDuty = held.filter((office) => !resting.has(offices[office]?.userId ?? by));
  const present = deciderOf(limits, total, onDuty, above);
  const covers = present !== undefined && roomOf(limits, present) >= total;
  const level = covers ? present : (deciderOf(limits, total, held, above) ?? present);
  const person = level && offices[officeOf(level)];
  return level && person && { level, person };
}

/** What waits for somebody's word on a price: what came to him, else what he may decide because he is above. */
export async function waitingFor({ db, member }: Talk): Promise<PendingRequest[]> {
  const open = (await listPendingRequests(db)).filter(
    ({ request, customer }) =>
      request.by !== member.userId && customer.state === 'open' && maySee(member, customer),
  );
  const mine = open.filter(({ request }) => request.toId === member.userId);
  return mine.length > 0 ? mine : open.filter(({ request }) => request.level < levelOf(member.roles));
}

/** The request that is meant: of the customer named, else the only one that waits. */
export async function meantRequest(talk: Talk, meaning: Meaning): Promise<PendingRequest | undefined> {
  const { customerRef, ...bare } = meaning;
  return meantCase(talk, customerRef === 'last' ? bare : meaning, {
    of: async ({ id }) => (await listPendingRequests(talk.db, id))[0],
    all: () => waitingFor(talk),
    line: ({ request, customer }) => `· ${describeApart(customer)} 共让${formatMoney(request.askFen)}`,
    ask: '有几条让利在等，是哪一位？回：王先生批2000 / 王先生不批',
  });
}

/** 行, 可以, said to nothing that was asked; 好的 and 收到 only say that something was read. */
const BARE_CONSENT = /^(?:行|可以|同意|批|准|没问题|ok|就这样|就这么办)[了吧的啊]*[。.!！]*$/i;

/** The only thing that waits for his word is a price: his bare yes is probably meant for it, and is asked about. */
export async function consentMeant(talk: Talk): Promise<Extract<Pending, { kind: 'confirm' }> | undefined> {
  const { db, member, text } = talk;
  if (levelOf(member.roles) === 0 || !BARE_CONSENT.test(text.normalize('NFKC').trim())) return undefined;
  const [only, second] = await waitingFor(talk);
  if (!only || second) return undefined;
  const lost = await listPendingApplications(db, seesAll(member) ? undefined : member.storeIds);
  const cancelled = await listPendingCancellations(db, member.userId);
  if (lost.length + cancelled.length > 0) return undefined;
  const { request, customer } = only;
  const { phone, name } = customer;
  return {
    kind: 'confirm',
    ask: `请核对：是批${describeApart(customer)}的让利吗？共让${formatMoney(request.askFen)}\n对回 1，不对回 2`,
    text,
    meaning: { intents: ['approveDiscount'], customerRef: phone ? { phone } : { name: name ?? '' } },
    customerId: null,
  };
}

/** The columns of a sum that is in somebody's own room: he asks nobody, it is decided as he says it. */
export function givenBy({ member, at }: Talk, total: Fen) {
  return {
    askFen: total,
    grantedFen: total,
    level: levelOf(member.roles),
    toId: member.userId,
    decidedBy: member.userId,
    askedAt: at,
    toldAt: at,
    decidedAt: at,
    state: 'approved',
  } as const;
}

export interface PriceVerdict {
  approves: boolean;
  /** The sum that was said, if one was; else all that was asked for. */
  sumFen?: Fen;
  /** The sum is meant in all, or on top of what was conceded before; absent where that was not said. */
  inAll?: boolean;
  /** Less is offered than was asked for. */
  counters?: boolean;
  remark: string | null;
}

/** What a decision on a price says, from the meaning of a message. */
export function verdictIn(meaning: Meaning, approves: boolean): PriceVerdict {
  const { intents, amountCny, discountCapCny, amountInAll, remark, counter, reason } = meaning;
  const sum = amountCny ?? discountCapCny;
  // 6000封顶 is said of all that he gets.
  const inAll = discountCapCny === undefined ? amountInAll : true;
  return {
    approves,
    ...(sum !== undefined && { sumFen: fromYuan(sum) }),
    ...(inAll !== undefined && { inAll }),
    counters: intents.includes('rejectDiscount'),
    remark: remark ?? counter ?? reason ?? null,
  };
}

/** Decides on a request, or brings it to whoever can: nobody decides beyond his own room. */
export async function decidePrice(
  talk: Talk,
  { request, customer }: PendingRequest,
  verdict: PriceVerdict,
): Promise<Outcome> {
  const { db, member } = talk;
  if (request.state !== 'pending') throw new UserError('这条已经处理过了。');
  if (request.by === member.userId) throw new UserError('自己的让利申请要请上级批。');
  if (!maySee(member, customer)) throw new UserError(`${describe(customer)}不归您批。`);
  const level = levelOf(member.roles);
  const limits = await limitsFor(talk, request);
  const prior = await concededUntil(db, customer.id, request.askedAt);
  if (!verdict.approves) {
    const isHis = member.userId === request.toId || level > request.level;
    if (!isHis && roomOf(limits, level) < request.askFen) throw await waitsForOther(talk, request);
    return settle(talk, { request, customer }, { state: 'refused', total: null, prior, verdict });
  }
  const total = totalGranted(verdict, { prior, asked: request.askFen });
  if (total === undefined) {
    const sum = formatMoney(verdict.sumFen ?? request.askFen);
    const words = `${describe(customer)}已经让了${formatMoney(prior)}：一共让${sum}，还是再让${sum}？`;
    const yuan = (verdict.sumFen ?? request.askFen) / 100;
    return { lines: [words, `回：一共批${yuan}，或：再批${yuan}`], readOnly: true };
  }
  if (total > roomOf(limits, level)) return passOn(talk, { request, customer }, { limits, total, prior });
  if (total > request.askFen && !talk.confirmed) {
    const asked = formatMoney(request.askFen);
    const words = `请核对：批${describe(customer)} 共让${formatMoney(total)}，比申请的共让${asked}还多`;
    return { lines: [words, '对回 1，不对回 2'], confirm: true };
  }
  const state = total < request.askFen ? 'countered' : 'approved';
  return settle(talk, { request, customer }, { state, total, prior, verdict });
}

/**
 * What the customer gets in all. A sum is on top of what he had, as it was asked for; more than was asked on top can only
 * be meant in all. Undefined where a counter-offer may be either.
 */
function totalGranted(
  { sumFen, inAll, counters }: PriceVerdict,
  { prior, asked }: { prior: Fen; asked: Fen },
): Fen | undefined {
  if (sumFen === undefined || inAll === true || sumFen === asked) return sumFen ?? asked;
  const onTop = fen(prior + sumFen);
  if (inAll === false || prior === 0) return onTop;
  if (onTop > asked && sumFen > prior) return sumFen;
  const isEither = sumFen > prior || onTop > asked;
  return counters && isEither ? undefined : onTop;
}

async function waitsForOther(talk: Talk, { toId }: PendingRequest['request']): Promise<UserError> {
  const { people } = await staffToday(talk);
  const holder = people.find(({ userId }) => userId === toId);
  return new UserError(`这条在等${holder ? calledBy(holder) : '上级'}答复。`);
}

/** More than he may give: it goes on to the first above him whose room covers it. */
async function passOn(
  talk: Talk,
  { request, customer }: PendingRequest,
  { limits, total, prior }: { limits: ConcessionLimits | undefined; total: Fen; prior: Fen },
): Promise<Outcome> {
  const { db, member, at, messageId } = talk;
  const level = levelOf(member.roles);
  const next = await findDecider(talk, request, limits, total, level);
  const limit = `${formatMoney(total)}超出您的权限（${roomWords(limits, level)}）`;
  if (!next) throw new UserError(`${limit}，上面没有人了。可以还价，如：只能让2000；要批请先改优惠上限。`);
  if (request.level >= next.level) throw await waitsForOther(talk, request);
  const { person } = next;
  const moved = await moveRequest(db, request, { level: next.level, toId: person.userId, toldAt: at });
  if (!moved) throw new UserError('这条已经有人处理了。');
  const { people } = await staffToday(talk);
  const asker = people.find(({ userId }) => userId === request.by);
  const card = priceCard(taskIdFor(`price-${request.id}-${next.level}`, person.userId), {
    asker: asker ? calledBy(asker) : '顾问',
    customer,
    priorFen: prior,
    askFen: request.askFen,
    limits,
    level: next.level,
  });
  const to = { to: person.userId, kind: 'price', subjects: [request.id], at, cause: messageId };
  await postCard(db, card, to);
  const key = `price-passed:${request.id}:${next.level}`;
  const text = `${describe(customer)}的让利超出${member.name}的权限，已转${calledBy(person)}批。`;
  await post(db, { key, to: request.by, body: { kind: 'text', text }, at, cause: messageId });
  return { lines: [`${limit}，已转${calledBy(person)}批。`] };
}

const VERDICT_WORDS = { approved: '批了', countered: '还价', refused: '没批' } as const;

async function settle(
  { db, member, at, messageId }: Talk,
  { request, customer }: PendingRequest,
  decided: {
    state: 'approved' | 'countered' | 'refused';
    total: Fen | null;
    prior: Fen;
    verdict: PriceVerdict;
  },
): Promise<Outcome> {
  const { state, total, prior, verdict } = decided;
  const { remark } = verdict;
  const settlement = { state, grantedFen: total, decidedBy: member.userId, decidedAt: at, remark };
  if (!(await settleRequest(db, request.id, settlement))) throw new UserError('这条已经有人处理了。');
  const asked = `您报的是共让${formatMoney(request.askFen)}`;
  const words = total === null ? asked : concessionWords(prior, total);
  const told = {
    approved: `${member.name}批了：${words}。`,
    countered: `${member.name}还价：最多${words}（${asked}）。`,
    refused: `${member.name}没批（${asked}）。`,
  }[state];
  const said = remark ? `${member.name}说：${remark}` : '';
  const text = [`${describe(customer)} ${told}`, said].filter(Boolean).join('\n');
  const key = `price-decided:${request.id}`;
  await post(db, { key, to: request.by, body: { kind: 'text', text }, at, cause: messageId });
  const receipt = `${VERDICT_WORDS[state]} ${describe(customer)} ${total === null ? `共让${formatMoney(request.askFen)}` : words}`;
  await recordAudit(db, {
    at,
    actorId: member.userId,
    action: `price:${state}`,
    storeId: request.storeId,
    customerId: customer.id,
    messageId,
    facts: { askFen: request.askFen, grantedFen: total },
  });
  return { lines: [`${receipt}，已告诉顾问。`] };
}
