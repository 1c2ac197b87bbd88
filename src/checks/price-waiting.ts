import { caseOf, defineCheck, type Handing } from '../check.ts';
import { postCard, taskIdFor } from '../db/cards.ts';
import { findConcessionLimits } from '../db/concession-limits.ts';
import { post } from '../db/outbox.ts';
import {
  concededUntil,
  listPendingRequests,
  moveRequest,
  type PendingRequest,
} from '../db/price-requests.ts';
import type { ConcessionLevel } from '../domain/concession.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { urgentAfter } from '../domain/steps.ts';
import { SUPERIORS, superiorsOf } from '../domain/supervision.ts';
import { clockOf, dayOf, formatDay } from '../domain/time.ts';
import { priceCard } from '../reports/price-card.ts';

/** A customer waits for a price and nobody decides: the next above is asked and may decide (D29). */
export default defineCheck({
  name: 'priceWaiting',
  step: 4,
  question: '让利申请有人答复吗',
  short: '让利没人答复',
  first: 'supervisorAndManager',
  told: 'atOnce',
  clock: ({ startedAt }, book) => urgentAfter(book, startedAt, 'priceMinutes'),
  patienceMinutes: ({ priceMinutes }) => priceMinutes,
  async handOn(handing, raised) {
    const waiting = new Map((await listPendingRequests(handing.db)).map((each) => [each.request.id, each]));
    const told = new Map<string, UserId[]>();
    for (const { key } of raised) {
      const pending = waiting.get(Number(key.split(':').at(-1)));
      if (pending) told.set(key, await askNext(handing, pending));
    }
    return told;
  },
  async owed(db) {
    const open = await listPendingRequests(db);
    return open
      .filter(({ customer }) => customer.state === 'open')
      .map(({ request: { id, storeId, by, toldAt }, customer }) =>
        caseOf(customer, { key: `request:${id}`, storeId, aboutId: by, startedAt: toldAt }),
      );
  },
});

async function askNext(
  { db, at, people, isOff }: Handing,
  { request, customer }: PendingRequest,
): Promise<UserId[]> {
  const { storeId, series, car, askFen, askedAt } = request;
  const offices = superiorsOf(people, request.by, storeId);
  const higher = SUPERIORS.flatMap((office, index) => {
    const person = offices[office];
    return person && index + 1 > request.level && person.userId !== request.toId
      ? [{ level: (index + 1) as ConcessionLevel, person }]
      : [];
  });
  const next = higher.find(({ person }) => !isOff(person.userId, storeId)) ?? higher[0];
  if (!next) return [];
  const { level, person } = next;
  if (!(await moveRequest(db, request, { level, toId: person.userId, toldAt: at }))) return [];
  const asker = people.find(({ userId }) => userId === request.by);
  const waited = waitedWords(askedAt, at);
  const card = priceCard(taskIdFor(`price-${request.id}-${level}`, person.userId), {
    asker: asker?.name ?? '顾问',
    customer,
    priorFen: await concededUntil(db, customer.id, askedAt),
    askFen,
    limits: await findConcessionLimits(db, { storeId, series, car }, dayOf(at)),
    level,
    waited,
  });
  await postCard(db, card, { to: person.userId, kind: 'price', subjects: [request.id], at });
  const called = customer.alias ?? customer.name ?? '客户';
  const text = `${called}的让利${waited}，没人答复，已报${calledBy(person)}。`;
  const notice = { key: `price-on:${request.id}:${level}`, to: request.by, at };
  await post(db, { ...notice, body: { kind: 'text', text } });
  return [person.userId];
}

/** 已等38分钟; of a night in between the minutes say nothing. */
function waitedWords(askedAt: Date, at: Date): string {
  if (dayOf(askedAt) !== dayOf(at)) return `${formatDay(dayOf(askedAt))} ${clockOf(askedAt)}问的`;
  return `已等${Math.round((at.getTime() - askedAt.getTime()) / 60_000)}分钟`;
}
