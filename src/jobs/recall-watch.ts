import { postCard } from '../db/cards.ts';
import type { Db } from '../db/connect.ts';
import { post } from '../db/outbox.ts';
import { addWarning, announceRecall, listAnnounced, listNeglected, type Neglected } from '../db/recalls.ts';
import { readRules } from '../db/rules.ts';
import { listStaff } from '../db/staff.ts';
import { takeBack } from '../db/take-back.ts';
import { recallStep } from '../domain/recall.ts';
import type { Rules } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { addMinutes, dayOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { announcedText, recallCard, takenBackTexts, warningText } from '../reports/recall-notices.ts';

export default defineJob({
  name: 'recall-watch',
  schedule: ['23 9 * * *'],
  about: '每天一次：一个月没回访的客户，先提醒三次，再请主管定收不收回',
  async run({ db }, at) {
    const rules = (await readRules(db)).on(dayOf(at));
    return db.transaction(async (tx) => {
      const taken = await takeWhatIsDue(tx, at, rules);
      const { warned, announced } = await warnAndAnnounce(tx, at, rules);
      return `提醒${warned}位，报主管${announced}位，收回${taken}位`;
    });
  },
});

/** What was announced and nobody said no to takes effect by itself. */
async function takeWhatIsDue(db: Db, at: Date, rules: Rules): Promise<number> {
  const due = await listAnnounced(db, { effectiveBy: at });
  const taken = await takeBack(
    db,
    due.map(({ recall }) => recall.id),
    { by: null, at, rules },
  );
  for (const { to, text } of takenBackTexts(taken, { at, rules }))
    await post(db, { key: `taken-back:${dayOf(at)}:${to}`, to, body: { kind: 'text', text }, at });
  return taken.length;
}

async function warnAndAnnounce(db: Db, at: Date, rules: Rules) {
  const today = dayOf(at);
  const people = await listStaff(db);
  const warned = new Map<UserId, Neglected[]>();
  const announced = new Map<UserId, Neglected[]>();
  const decided = new Map<UserId, number[]>();
  for (const neglected of await listNeglected(db, { today, rules })) {
    const { customer, since } = neglected;
    const { id: customerId, ownerId, storeId } = customer;
    const step = recallStep({ since, warned: neglected.warned, today }, rules);
    if (step.kind === 'warn') {
      const warning = { customerId, ownerId, since, level: step.level, on: today };
      if (await addWarning(db, warning)) warned.set(ownerId, [...(warned.get(ownerId) ?? []), neglected]);
    }
    const supervisor = supervisorOf(people, ownerId, storeId)?.userId;
    if (step.kind !== 'announce' || !supervisor) continue;
    const effectiveAt = addMinutes(at, rules.recallHours * 60);
    const recall = await announceRecall(db, { storeId, customerId, ownerId, announcedAt: at, effectiveAt });
    if (!recall) continue;
    announced.set(ownerId, [...(announced.get(ownerId) ?? []), neglected]);
    decided.set(supervisor, [...(decided.get(supervisor) ?? []), recall.id]);
  }
  for (const [to, theirs] of warned) {
    const text = warningText(theirs, rules);
    await post(db, { key: `recall-warning:${today}:${to}`, to, body: { kind: 'text', text }, at });
  }
  for (const [to, theirs] of announced) {
    const text = announcedText(theirs, rules);
    await post(db, { key: `recall-announced:${today}:${to}`, to, body: { kind: 'text', text }, at });
  }
  for (const [to, ids] of decided) {
    const taskId = `recall-${ids[0]}-${ids.length}`;
    const body = recallCard(taskId, await listAnnounced(db, { ids }), { at, rules });
    await postCard(db, body, { to, kind: 'recall', subjects: ids, at });
  }
  const count = (lists: Map<UserId, unknown[]>) =>
    [...lists.values()].reduce((sum, each) => sum + each.length, 0);
  return { warned: count(warned), announced: count(announced) };
}
