import { cardFields } from '../chat/card-fields.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { findDecider, givenBy, levelOf, limitsFor } from '../chat/concession.ts';
import { describe } from '../chat/describe.ts';
import { postCard, taskIdFor } from '../db/cards.ts';
import type { Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { addPriceRequest, concededUntil, listPendingRequests, settleRequest } from '../db/price-requests.ts';
import { findStaff } from '../db/staff.ts';
import { listNegotiations } from '../db/negotiations.ts';
import { type ConcessionLimits, isPriceItself, roomOf } from '../domain/concession.ts';
import type { CustomerId } from '../domain/ids.ts';
import { fen, type Fen, formatMoney, fromYuan } from '../domain/money.ts';
import { calledBy } from '../domain/staff.ts';
import { clockOf, dayOf } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import { concessionWords, priceCard, roomWords } from '../reports/price-card.ts';

export default defineCommand({
  name: '申请让利',
  rank: 92,
  takes: ['requestDiscount'],
  about: 'customer',
  allow: ['consultant', 'deskAgent'],
  help: '客户还要优惠：权限内马上算数，超出的找够权限的人批',
  examples: [
    {
      say: '王先生再让3000能定',
      means: { intents: ['requestDiscount'], discountRequest: { extraCny: 3000 } },
    },
    {
      say: '王先生一共要让8000',
      means: { intents: ['requestDiscount'], discountRequest: { allCny: 8000 } },
    },
    {
      say: '客户要19万整 我权限到19.3 差3000谁批',
      means: { intents: ['requestDiscount'], discountRequest: { askCny: 190_000, myFloorCny: 193_000 } },
    },
  ],
  async handle(talk, meaning, customer) {
    const { db, member, at } = talk;
    if (customer.state !== 'open') throw new UserError(`${describe(customer)}现在不在谈价阶段，没有申请。`);
    const series = meaning.interest?.series ?? customer.series;
    const car = meaning.car ?? null;
    const limits = await limitsFor(talk, { storeId: customer.storeId, series, car });
    const level = levelOf(member.roles);
    const prior = await concededUntil(db, customer.id, at);
    const last = await lastPrice(talk, customer.id, meaning);
    const total = totalAsked(meaning, { prior, last, own: limits ? roomOf(limits, level) : 0 });
    if (total === undefined || isPriceItself(total, { price: last, limits })) {
      const ask = `${describe(customer)}要再让多少？回：再让3000，或：一共让8000`;
      return { lines: [ask], readOnly: true, incomplete: true };
    }
    if (total <= prior)
      throw new UserError(`${describe(customer)}已经让到${formatMoney(prior)}了，不用再申请。`);
    const [waiting] = await listPendingRequests(db, customer.id);
    if (waiting?.request.askFen === total) {
      const holder = await findStaff(db, waiting.request.toId);
      const since = clockOf(waiting.request.toldAt);
      const who = holder ? calledBy(holder) : '上级';
      return {
        lines: [`共让${formatMoney(total)}已经在等${who}答复（${since}起），不用再报。`],
        readOnly: true,
      };
    }
    if (waiting) await withdraw(talk, waiting.request);
    const change = { ...cardFields(meaning, customer), ...(customer.step < 4 && { step: 4 }) };
    const ask: Ask = { customer, series, car, limits, prior, total };
    const outcome = total <= roomOf(limits, level) ? await allow(talk, ask) : await send(talk, ask);
    return { ...outcome, change };
  },
});

const ROUNDS_SEARCHED = 10;

interface Ask {
  customer: Customer;
  series: string | null;
  car: string | null;
  limits: ConcessionLimits | undefined;
  prior: Fen;
  /** What he is to get in all, below the list price. */
  total: Fen;
}

/** Where our price stands: as it was just said, else as the last round left it. */
async function lastPrice(
  { db }: Talk,
  customerId: CustomerId,
  { negotiation, discountRequest }: Meaning,
): Promise<Fen | null> {
  const said = negotiation?.priceCny ?? discountRequest?.myFloorCny;
  if (said !== undefined) return fromYuan(said);
  const rounds = await listNegotiations(db, customerId, ROUNDS_SEARCHED);
  return rounds.find(({ priceFen }) => priceFen !== null)?.priceFen ?? null;
}

/**
 * What the customer is to get in all; `own` is how far the consultant may go, which is where his floor stands, and
 * `last` the price that a price asked for is compared with where no floor was said.
 */
function totalAsked(
  { discountRequest = {} }: Meaning,
  { prior, last, own }: { prior: Fen; last: Fen | null; own: number },
): Fen | undefined {
  const { allCny, extraCny, askCny, myFloorCny, gapCny } = discountRequest;
  if (allCny !== undefined) return fromYuan(allCny);
  if (extraCny !== undefined) return fen(prior + fromYuan(extraCny));
  const beyond = askCny !== undefined && last !== null ? last - fromYuan(askCny) : undefined;
  const gap = gapCny === undefined ? beyond : fromYuan(gapCny);
  if (gap === undefined || gap <= 0) return undefined;
  const reached = myFloorCny === undefined ? prior : Math.max(prior, own);
  return fen(reached + gap);
}

/** He asks for another sum: the one before is off, and whoever had it is told so. */
async function withdraw(
  { db, member, at, messageId }: Talk,
  request: Awaited<ReturnType<typeof listPendingRequests>>[number]['request'],
): Promise<void> {
  const settlement = { state: 'withdrawn', grantedFen: null, decidedAt: at, remark: null } as const;
  await settleRequest(db, request.id, { ...settlement, decidedBy: member.userId });
  const text = `${member.name}改报了，之前的共让${formatMoney(request.askFen)}作废。`;
  const key = `price-withdrawn:${request.id}`;
  await post(db, { key, to: request.toId, body: { kind: 'text', text }, at, cause: messageId });
}

function subjectOf({ customer, series, car }: Ask) {
  return { storeId: customer.storeId, customerId: customer.id, series, car };
}

/** Within his own room: it is his to give, and noted. */
async function allow(talk: Talk, ask: Ask): Promise<Outcome> {
  const { db, member } = talk;
  const { customer, limits, prior, total } = ask;
  const level = levelOf(member.roles);
  await addPriceRequest(db, { ...subjectOf(ask), by: member.userId, ...givenBy(talk, total) });
  const words = concessionWords(prior, total);
  return {
    lines: [`可以给：${describe(customer)} ${words}，在您的权限内（${roomWords(limits, level)}），记好了。`],
    hints: ['订车 定金5000', '再让2000'],
  };
}

async function send(talk: Talk, ask: Ask): Promise<Outcome> {
  const { db, member, at, messageId, book } = talk;
  const { customer, limits, prior, total } = ask;
  const decider = await findDecider(
    talk,
    { by: member.userId, storeId: customer.storeId },
    limits,
    total,
    levelOf(member.roles),
  );
  if (!decider) throw new UserError('上面没有人可以批，请让管理员先在通讯录里设置主管和经理。');
  const { level, person } = decider;
  const request = await addPriceRequest(db, {
    ...subjectOf(ask),
    by: member.userId,
    askFen: total,
    level,
    toId: person.userId,
    askedAt: at,
    toldAt: at,
  });
  const taskId = taskIdFor(`price-${request.id}-${level}`, person.userId);
  const asker = member.name;
  const card = priceCard(taskId, { asker, customer, priorFen: prior, askFen: total, limits, level });
  const to = { to: person.userId, kind: 'price', subjects: [request.id], at, cause: messageId };
  await postCard(db, card, to);
  const { priceMinutes } = book.on(dayOf(at));
  const isBeyond = total > roomOf(limits, level);
  return {
    lines: [
      `已报${calledBy(person)}：${describe(customer)} ${concessionWords(prior, total)}${isBeyond ? '，超过各级上限' : ''}。`,
      level < 3 ? `批了马上告诉您；${priceMinutes}分钟没回会再往上报。` : '批了马上告诉您。',
    ],
  };
}
