import { listOpenAssists } from '../db/assists.ts';
import type { Db } from '../db/connect.ts';
import { listNegotiations, type Negotiation } from '../db/negotiations.ts';
import { listRequestsOf, type PriceRequest } from '../db/price-requests.ts';
import { listStaff, type StaffRow } from '../db/staff.ts';
import type { CustomerId } from '../domain/ids.ts';
import { formatMoney } from '../domain/money.ts';
import { calledBy } from '../domain/staff.ts';
import { addDays, clockOf, dayOf, formatDay, instantOf } from '../domain/time.ts';

const ROUNDS_SHOWN = 2;
const REQUEST_DAYS = 30;

/** 第2轮：报16.8万，共让3000元，周主管在 */
export function roundWords({ round, priceFen, concededFen, with: people }: Negotiation): string {
  const facts = [
    priceFen !== null && `报${formatMoney(priceFen)}`,
    concededFen !== null && `共让${formatMoney(concededFen)}`,
    people.length > 0 && `${people.join('、')}在`,
  ].filter(Boolean);
  return `第${round}轮谈判${facts.length > 0 ? `：${facts.join('，')}` : ''}`;
}

/** How far a deal has come: the last rounds, what was asked for, and who was called for help. */
export async function dealLines(db: Db, customerId: CustomerId, at: Date): Promise<string[]> {
  const today = dayOf(at);
  const [rounds, [request], [call]] = await Promise.all([
    listNegotiations(db, customerId, ROUNDS_SHOWN),
    listRequestsOf(db, customerId, instantOf(addDays(today, -REQUEST_DAYS), '00:00')),
    listOpenAssists(db, instantOf(today, '00:00'), customerId),
  ]);
  const people = request ? await listStaff(db) : [];
  return [
    ...rounds.map((round) => `${formatDay(dayOf(round.at))} ${roundWords(round)}`),
    ...(request ? [requestLine(request, people)] : []),
    ...(call ? [`${clockOf(call.assist.at)}求助，还没人应`] : []),
  ];
}

function requestLine(request: PriceRequest, people: readonly StaffRow[]): string {
  const nameOf = (id: string | null) => {
    const person = people.find(({ userId }) => userId === id);
    return person ? calledBy(person) : '上级';
  };
  const { state, askFen, grantedFen, toId, toldAt, decidedBy } = request;
  const asked = `让利：申请共让${formatMoney(askFen)}`;
  if (state === 'pending') return `${asked}，在等${nameOf(toId)}答复（${clockOf(toldAt)}起）`;
  if (grantedFen === null) return `${asked}，${nameOf(decidedBy)}没批`;
  return `让利：${nameOf(decidedBy)}同意共让${formatMoney(grantedFen)}`;
}
