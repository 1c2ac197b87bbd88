import { caseOf, defineCheck } from '../check.ts';
import { findAssist, listOpenAssists } from '../db/assists.ts';
import { postCard, taskIdFor } from '../db/cards.ts';
import { listTold } from '../db/alerts.ts';
import { post } from '../db/outbox.ts';
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
  async handOn({ db, at, people, isOff }, key) {
    const found = await findAssist(db, Number(key.split(':').at(-1)));
    if (!found) return [];
    const { assist, customer } = found;
    const above = superiorsOf(people, assist.by, assist.storeId);
    const told = await listTold(db, key);
    // Whoever was asked first and those called since then have had their time.
    const asked = SUPERIORS.map(
      (office) => office === assist.role || told.some((id) => id === above[office]?.userId),
    );
    const wanted = SUPERIORS[asked.lastIndexOf(true) + 1];
    const helper = wanted && helperFrom(above, wanted, isOff);
    if (!helper) return [];
    const { userId, name, alias } = helper.person;
    const waited = Math.round((at.getTime() - assist.at.getTime()) / 60_000);
    const asker = people.find((person) => person.userId === assist.by);
    const body = assistCard(
      taskIdFor(`assist-${assist.id}`, userId),
      { asker: asker?.name ?? '同事', customer, waited },
      sendable(people, { storeId: assist.storeId, not: [assist.by, userId], isOff }),
    );
    await postCard(db, body, { to: userId, kind: 'assist', subjects: [assist.id], at });
    const text = `${waited}分钟没人应，已再请${alias ?? name}来帮您谈${customer.alias ?? customer.name ?? '客户'}。`;
    const notice = { key: `assist-on:${assist.id}:${userId}`, to: assist.by, at };
    await post(db, { ...notice, body: { kind: 'text', text } });
    return [userId];
  },
  async owed(db, _since, at) {
    const open = await listOpenAssists(db, instantOf(dayOf(at), '00:00'));
    return open.map(({ assist: { id, storeId, by, at: startedAt }, customer }) =>
      caseOf(customer, { key: `assist:${id}`, storeId, aboutId: by, startedAt }),
    );
  },
});
