import { closeCampaign, listThin, listWaiting, lockRunning } from '../db/campaigns.ts';
import type { Db } from '../db/connect.ts';
import type { Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { closeReport } from '../db/reports.ts';
import { readAllDaysOff, readRules } from '../db/rules.ts';
import { listStaff, listStores, type StaffRow } from '../db/staff.ts';
import { progressOf } from '../domain/campaign.ts';
import { isOff } from '../domain/days-off.ts';
import type { Rules } from '../domain/rules.ts';
import { clockOf, type Day, dayOf, NOON } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import {
  byOverseer,
  closingNotices,
  fitting,
  type Milestone,
  milestoneLine,
  MILESTONES,
  progressText,
  type Tallied,
  tallyAll,
} from '../reports/campaign-progress.ts';
import { namesOf } from '../reports/handover-brief.ts';

export default defineJob({
  name: 'campaign-watch',
  schedule: ['13 9 * * *', '47 17 * * *'],
  about: '资源盘点期间：到日子的早上提醒顾问补什么，收店后告诉主管、经理还差什么，最后一天收店后出总结',
  async run({ db }, at) {
    return db.transaction(async (tx) => {
      const running = await lockRunning(tx);
      if (running.length === 0) return '没有在进行的盘点';
      const rules = (await readRules(tx)).on(dayOf(at));
      const [stores, people] = await Promise.all([listStores(tx), listStaff(tx)]);
      const tallied = await tallyAll(tx, running, { stores, people }, rules);
      const state: State = { db: tx, at, rules, people };
      const reminded = clockOf(at) < NOON ? await remindConsultants(state, tallied) : 0;
      const ending = tallied.filter(({ campaign }) => isOver(campaign.endsOn, at));
      const going = tallied.filter((each) => !ending.includes(each));
      const told = (await tellMissing(state, 'collect', going)) + (await tellMissing(state, 'forms', going));
      await close(state, ending);
      return `提醒顾问${reminded}位，报到期${told}份，结束${ending.length}个`;
    });
  },
});

interface State {
  db: Db;
  at: Date;
  rules: Rules;
  people: readonly StaffRow[];
}

/** Whether a day that was set is over by now: since longer, or by the run after the stores have closed. */
function isOver(on: Day, at: Date): boolean {
  return on < dayOf(at) || (on === dayOf(at) && clockOf(at) >= NOON);
}

/** On the morning of a day that was set everybody hears what is still open with him, before his superiors do. */
async function remindConsultants(
  { db, at, rules, people }: State,
  tallied: readonly Tallied[],
): Promise<number> {
  const today = dayOf(at);
  const { detailFields } = rules;
  const daysOff = await readAllDaysOff(db, today);
  let reminded = 0;
  for (const { campaign, rows } of tallied) {
    const collects = campaign.collectBy === today;
    if (!collects && campaign.endsOn !== today) continue;
    for (const { userId: ownerId } of people) {
      const isHis = rows.some(({ personId }) => personId === ownerId);
      if (!isHis || isOff(daysOff(ownerId, campaign.storeId), today)) continue;
      const open: readonly Customer[] = collects
        ? await listThin(db, campaign, { ownerId, detailFields })
        : (await listWaiting(db, campaign, { ownerId, today })).waiting;
      if (open.length === 0) continue;
      const text = collects
        ? `盘点今天收齐资料，您还有${open.length}位卡片不够${detailFields}项：${namesOf(open)}。\n补的话直接回，如：王先生 预算18万 全款 自用`
        : `盘点今天结束，您还有${open.length}位还没聊上：${namesOf(open)}。`;
      const key = `campaign:${campaign.id}:${collects ? 'collect' : 'end'}:${ownerId}`;
      if (await post(db, { key, to: ownerId, body: { kind: 'text', text }, at })) reminded += 1;
    }
  }
  return reminded;
}

/** Once a day that was set is over, the superiors hear what is missing, each once and of all his stores together. */
async function tellMissing(
  { db, at, rules, people }: State,
  milestone: Milestone,
  tallied: readonly Tallied[],
) {
  const { dayOf: dayIn, title, lacking, done, advice, missing } = MILESTONES[milestone];
  const lines = new Map<Tallied, string>();
  for (const each of tallied) {
    const { campaign } = each;
    if (!isOver(dayIn(campaign), at)) continue;
    const text = milestoneLine(milestone, each, people);
    const scope = `campaign:${campaign.id}:${milestone}`;
    const isNew = await closeReport(db, { kind: 'campaign', since: campaign.startsOn, scope, text, at });
    if (isNew) lines.set(each, text);
  }
  const due = [...lines.keys()];
  const readers = byOverseer(people, due, 'milestone');
  for (const { to, theirs } of readers) {
    const isDone = theirs.every(({ rows }) => missing(progressOf(rows)) === 0);
    const [first] = theirs;
    if (!first) continue;
    const text = [
      `${title(dayIn(first.campaign))}，${isDone ? done : lacking(rules)}：`,
      ...fitting(theirs.flatMap((each) => lines.get(each) ?? [])),
      ...(isDone ? [] : [advice]),
    ].join('\n');
    const ids = theirs.map(({ campaign }) => campaign.id).join('-');
    await post(db, { key: `campaign:${ids}:${milestone}:${to}`, to, body: { kind: 'text', text }, at });
  }
  return readers.length;
}

/** The last day is over: the report stands from now on, and everybody reads it. */
async function close({ db, at, rules, people }: State, ending: readonly Tallied[]): Promise<void> {
  const endedOn = dayOf(at);
  for (const each of ending) {
    const closing = progressText(`${each.store}资源盘点结束`, [each], { people, rules, endedOn });
    await closeCampaign(db, each.campaign.id, { endedAt: at, closing });
  }
  const ids = ending.map(({ campaign }) => campaign.id).join('-');
  for (const { to, text } of closingNotices(ending, { people, rules, endedOn }))
    await post(db, { key: `campaign:${ids}:closed:${to}`, to, body: { kind: 'text', text }, at });
}
