import { caseOf, defineCheck, type Handing } from '../check.ts';
import { listOpenAssists } from '../db/assists.ts';
import { postCard, taskIdFor } from '../db/cards.ts';
import type { Db } from '../db/connect.ts';
import { post } from '../db/outbox.ts';
import type { UserId } from '../domain/staff.ts';
import { urgentAfter } from '../domain/steps.ts';
import { helperFrom, SUPERIORS, superiorsOf } from '../domain/supervision.ts';
import { dayOf, instantOf } from '../domain/time.ts';
import { assistCard, sendable } from '../reports/assist-card.ts';

/** A consultant has called for help and nobody comes: the next above is called (R38). */
export default defineCheck({
  name: 'assistWaiting',
  step: 4,
  question: '顾问求助有人去帮吗',
  short: '求助没人应',
  first: 'supervisorAndManager',
  told: 'atOnce',
  clock: ({ startedAt }, book) => urgentAfter(book, startedAt, 'assistMinutes'),
  patienceMinutes: ({ assistMinutes }) => assistMinutes,
  async handOn(handing, raised) {
    const waiting = new Map((await listOpen(handing.db, handing.at)).map((each) => [each.assist.id, each]));
    const handed = new Map<string, UserId[]>();
    for (const { key, told } of raised) {
      const call = waiting.get(Number(key.split(':').at(-1)));
      if (call) handed.set(key, await callNext(handing, call, told));
    }
    return handed;
  },
  async owed(db, _since, at) {
    const open = await listOpen(db, at);
    return open.map(({ assist: { id, storeId, by, at: startedAt }, customer }) =>
      caseOf(customer, { key: `assist:${id}`, storeId, aboutId: by, startedAt }),
    );
  },
});

/** Whoever sat at a table yesterday does not sit there any more. */
function listOpen(db: Db, at: Date) {
  return listOpenAssists(db, instantOf(dayOf(at), '00:00'));
}

async function callNext(
  { db, at, people, isOff }: Handing,
  { assist, customer }: Awaited<ReturnType<typeof listOpen>>[number],
  told: readonly UserId[],
): Promise<UserId[]> {
  const { storeId, by } = assist;
  const above = superiorsOf(people, by, storeId);
  // Whoever was asked first and those called since then have had their time.
  const asked = SUPERIORS.map(
    (office) => office === assist.role || told.some((id) => id === above[office]?.userId),
  );
  const wanted = SUPERIORS[asked.lastIndexOf(true) + 1];
  const isAway = (userId: UserId) => isOff(userId, storeId);
  const helper = wanted && helperFrom(above, wanted, isAway);
  if (!helper) return [];
  const { userId, name, alias } = helper.person;
  const waited = Math.round((at.getTime() - assist.at.getTime()) / 60_000);
  const asker = people.find((person) => person.userId === by);
  const body = assistCard(
    taskIdFor(`assist-${assist.id}`, userId),
    { asker: asker?.name ?? '同事', customer, waited },
    sendable(people, { storeId, not: [by, userId], isOff: isAway }),
  );
  await postCard(db, body, { to: userId, kind: 'assist', subjects: [assist.id], at });
  const text = `${waited}分钟没人应，已再请${alias ?? name}来帮您谈${customer.alias ?? customer.name ?? '客户'}。`;
  const notice = { key: `assist-on:${assist.id}:${userId}`, to: by, at };
  await post(db, { ...notice, body: { kind: 'text', text } });
  return [userId];
}
