import { listOpenAlerts, listTellClosed, listUnclosed, takeClosedFor, tellRungs } from '../db/alerts.ts';
import { postCard } from '../db/cards.ts';
import { listReviews } from '../db/grade-reviews.ts';
import type { Db } from '../db/connect.ts';
import { post } from '../db/outbox.ts';
import { readAllDaysOff, readRules } from '../db/rules.ts';
import { listStaff } from '../db/staff.ts';
import type { Check } from '../check.ts';
import { type DaysOff, isOff } from '../domain/days-off.ts';
import type { StoreId } from '../domain/ids.ts';
import type { Rules } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { climbsAt, ladder, supervisorOf } from '../domain/supervision.ts';
import { clockOf, type Day, dayOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { alertCard, closedLine } from '../reports/alert-card.ts';

export default defineJob({
  name: 'supervisor-digest',
  schedule: ['53 11 * * *', '23 17 * * *'],
  about: '每天中午、下班前，给主管和经理一张督导清单；没人回应的往上报',
  async run({ db, checks }, at) {
    const climbed = await db.transaction((tx) => climb(tx, checks, at));
    const open = (await listUnclosed(db)).filter(({ state, level }) => state === 'open' && level > 0);
    const reviews = await countReviews(db);
    const resting = await listResting(db, at);
    const rules = (await readRules(db)).on(dayOf(at));
    const readers = [
      ...new Set([...open.flatMap(({ told }) => told), ...(await listTellClosed(db)), ...reviews.keys()]),
    ]
      .filter((userId) => !resting.has(userId))
      .sort();
    let sent = 0;
    for (const toId of readers)
      if (await db.transaction((tx) => sendDigest(tx, toId, reviews.get(toId) ?? 0, { at, rules })))
        sent += 1;
    return `给${sent}人发了清单，共${open.length}条，往上报${climbed}条`;
  },
});

/** Who is off today reads it all on his first day back. */
async function listResting(db: Db, at: Date): Promise<ReadonlySet<UserId>> {
  const today = dayOf(at);
  const [people, daysOff] = await Promise.all([listStaff(db), readAllDaysOff(db, today)]);
  // A manager belongs to no store: his own days off are the same in each.
  const resting = people.filter(({ userId, storeIds: [storeId = 0 as StoreId] }) =>
    daysOff(userId, storeId).rest.has(today),
  );
  return new Set(resting.map(({ userId }) => userId));
}

/**
 * Tells the first rung what has come up since the last digest, and the next one what nobody saw to. Answers how many
 * cases went beyond the first rung.
 */
async function climb(db: Db, checks: readonly Check[], at: Date): Promise<number> {
  const today = dayOf(at);
  const [book, daysOff, people, cases] = await Promise.all([
    readRules(db),
    readAllDaysOff(db, today),
    listStaff(db),
    listUnclosed(db),
  ]);
  const rules = book.on(today);
  const told: Parameters<typeof tellRungs>[1][number][] = [];
  for (const each of cases) {
    const check = checks.find(({ name }) => name === each.check);
    if (!check || check.handOn) continue;
    const rungs = ladder(people, each.aboutId, each.storeId, check.first);
    const rung = (rungs[each.level] ?? []).filter((userId) => !isOff(daysOff(userId, each.storeId), today));
    if (rung.length === 0) continue;
    const isSupervisor = (userId: UserId) =>
      people.some((person) => person.userId === userId && person.roles.includes('supervisor'));
    const toldLast = rungs[each.level - 1] ?? [];
    const climbing = climbsAt(
      {
        level: each.level,
        toldAt: each.toldAt,
        answeredAt: each.answeredAt,
        urgedAt: each.urgedAt,
        bySupervisor: toldLast.every(isSupervisor),
        awayOn: awayOn(toldLast.map((userId) => daysOff(userId, each.storeId))),
        dueOn: dayOf(each.dueAt),
        patience: check.patience?.(rules, each.grade) ?? [],
      },
      rules,
      daysOff(each.aboutId, each.storeId),
    );
    if (each.level > 0 && (!climbing || climbing > at)) continue;
    told.push({ alert: each, rung });
  }
  await tellRungs(db, told, at);
  return told.filter(({ alert }) => alert.level > 0).length;
}

/** The days on which none of them works. */
function awayOn([first, ...others]: readonly DaysOff[]): Day[] {
  return first ? [...first.rest].filter((on) => others.every((off) => isOff(off, on))) : [];
}

/** How many grades wait for whose second look (R25). */
async function countReviews(db: Db): Promise<Map<UserId, number>> {
  const people = await listStaff(db);
  const counts = new Map<UserId, number>();
  for (const { customer } of await listReviews(db)) {
    const toId = supervisorOf(people, customer.ownerId, customer.storeId)?.userId;
    if (toId) counts.set(toId, (counts.get(toId) ?? 0) + 1);
  }
  return counts;
}

/** All that waits for somebody's word in one card, and what has settled itself. */
async function sendDigest(
  db: Db,
  toId: UserId,
  reviews: number,
  { at, rules }: { at: Date; rules: Rules },
): Promise<boolean> {
  const open = await listOpenAlerts(db, toId);
  const settled = closedLine(await takeClosedFor(db, toId, at));
  const queue = reviews > 0 ? `待复核级别${reviews}位，发“待评级”看` : undefined;
  const beside = [queue, settled].filter((line) => line !== undefined).join('\n') || undefined;
  const key = `digest-${dayOf(at)}-${clockOf(at).replace(':', '')}-${toId.replaceAll(/[^\w@-]/g, '_')}`;
  if (open.length === 0) {
    return (
      beside !== undefined && (await post(db, { key, to: toId, body: { kind: 'text', text: beside }, at }))
    );
  }
  const subjects = open.map(({ id }) => id);
  const body = alertCard(key, `还没处理的督导 ${open.length}条`, open, { today: dayOf(at), rules }, beside);
  return postCard(db, body, { to: toId, kind: 'alerts', subjects, at });
}
