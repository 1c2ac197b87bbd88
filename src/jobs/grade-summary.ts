import type { Db } from '../db/connect.ts';
import { countDuty, listClimbed } from '../db/alerts.ts';
import { listRunning } from '../db/campaigns.ts';
import { countHandedOver, countHeld, countMoves, countPressing } from '../db/grade-flow.ts';
import { post } from '../db/outbox.ts';
import { closeReport } from '../db/reports.ts';
import { readRules } from '../db/rules.ts';
import { listStaff, listStores, type StaffRow } from '../db/staff.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { addDays, dayOf, instantOf, weekStart } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { campaignLines, tallyAll } from '../reports/campaign-progress.ts';
import {
  type GradeFlow,
  gradeSummaryText,
  isEmpty,
  partOf,
  supervisionLines,
} from '../reports/grade-summary.ts';
import { readQuotas } from '../reports/quota-words.ts';

export default defineJob({
  name: 'grade-summary',
  schedule: ['53 16 * * 0'],
  about: '每周日，给顾问、主管、经理各发一份级别周报',
  async run({ db }, at) {
    const today = dayOf(at);
    const book = await readRules(db);
    const week = { since: weekStart(today), until: at, rules: book.on(today) };
    const [held, moves, pressing, handed, quotas, people, stores] = await Promise.all([
      countHeld(db, at),
      countMoves(db, instantOf(week.since, '00:00'), at),
      countPressing(db, at, addDays(today, 7)),
      countHandedOver(db, instantOf(week.since, '00:00'), at),
      readQuotas(db, {}, book, { on: today, at }),
      listStaff(db),
      listStores(db),
    ]);
    const flow: GradeFlow = { held, moves, pressing, handed, quotas };
    const whole = partOf(flow, () => true);
    const campaigns = await tallyAll(db, await listRunning(db), { stores, people }, week.rules);
    let sent = 0;

    for (const person of people) {
      const own = partOf(flow, ({ ownerId }) => ownerId === person.userId);
      if (!isEmpty(own))
        await send(`staff:${person.userId}`, gradeSummaryText(calledBy(person), own, week), [person.userId]);
    }
    for (const store of stores) {
      const inStore = partOf(flow, ({ storeId }) => storeId === store.id);
      const supervisors = people.filter(
        ({ roles, storeIds }) => roles.includes('supervisor') && storeIds.includes(store.id),
      );
      const parts = people
        .map((person) => ({
          name: calledBy(person),
          flow: partOf(flow, ({ storeId, ownerId }) => storeId === store.id && ownerId === person.userId),
        }))
        .filter((part) => !isEmpty(part.flow));
      const ofStore = campaigns.filter(({ campaign }) => campaign.storeId === store.id);
      const text = gradeSummaryText(store.name, inStore, week, parts, campaignLines(ofStore));
      await send(`store:${store.id}`, text, idsOf(supervisors));
    }
    const managers = people.filter(
      ({ roles }) => roles.includes('salesManager') || roles.includes('generalManager'),
    );
    const parts = stores.map((store) => ({
      name: store.name,
      flow: partOf(flow, ({ storeId }) => storeId === store.id),
    }));
    const duty = supervisionLines(
      people,
      await countDuty(db, instantOf(week.since, '00:00'), at),
      await listClimbed(db),
    );
    const summary = gradeSummaryText('全部', whole, week, parts, [...duty, ...campaignLines(campaigns)]);
    await send('group', summary, idsOf(managers));
    return `发了${sent}份级别周报`;

    async function send(scope: string, text: string, to: readonly UserId[]): Promise<void> {
      sent += await closeAndSend(db, { scope, text, to, since: week.since, at });
    }
  },
});

function idsOf(people: readonly StaffRow[]): UserId[] {
  return people.map(({ userId }) => userId);
}

/** A report is closed and told in one go; one that was closed before is not told again. */
async function closeAndSend(
  db: Db,
  report: {
    scope: string;
    text: string;
    to: readonly UserId[];
    since: ReturnType<typeof weekStart>;
    at: Date;
  },
): Promise<number> {
  const { scope, text, to, since, at } = report;
  return db.transaction(async (tx) => {
    if (!(await closeReport(tx, { kind: 'gradeSummary', since, scope, text, at }))) return 0;
    for (const userId of to) {
      await post(tx, {
        key: `grade-summary:${since}:${scope}:${userId}`,
        to: userId,
        body: { kind: 'text', text },
        at,
      });
    }
    return to.length;
  });
}
