import { closeAlerts, listOpenAlerts, raiseAlerts } from '../db/alerts.ts';
import { noteCard } from '../db/cards.ts';
import type { Db } from '../db/connect.ts';
import { post } from '../db/outbox.ts';
import { listStaff } from '../db/staff.ts';
import { listStepCases, type StepCase } from '../db/step-cases.ts';
import { isQuiet } from '../domain/business-hours.ts';
import { formatDeadline, stepClock } from '../domain/steps.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { addDays, addMinutes, dayOf, instantOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { alertCard, type OpenAlert } from '../reports/alert-card.ts';

/** What a consultant is told once the work is due, or on its last day. The first call has the due lists instead. */
const NUDGES: Partial<Record<StepCase['check'], (called: string, by: string) => string>> = {
  cardLate: (_called, by) =>
    `刚才那批来店还没建卡（应在${by}前）。发：登记 称呼 手机号 车型 级别；没留资料回：没留`,
  textMissing: (called, by) => `${called}的离店短信还没发（应在${by}前）。发完回：${called}短信发了`,
  cardThin: (called, by) =>
    `${called}的卡还不够详细（应在${by}前），请补预算、用途、付款、竞品等，直接回就行`,
  gradeMissing: (called) => `${called}回访后还没评级别。回：${called}级别不变 / 升A / 降C`,
};

/** Cases that began longer ago are not looked at: their alerts stay until somebody answers them. */
const LOOK_BACK_DAYS = 30;
/** What fell due longer ago, while the bot was down, is not raised any more: it would only be noise. */
const RAISE_BACK_DAYS = 7;
const DAY_MINUTES = 24 * 60;

export default defineJob({
  name: 'step-checks',
  schedule: ['*/5 9-19 * * *', '30-59/5 8 * * *', '0-30/5 20 * * *'],
  about: '每5分钟查一次五步走：先提醒顾问，再告诉主管',
  async run({ db }, at) {
    if (isQuiet(at)) return '休息时间，不发提醒';
    const since = instantOf(addDays(dayOf(at), -LOOK_BACK_DAYS), '00:00');
    return db.transaction(async (tx) => {
      const cases = await listStepCases(tx, since);
      const closed = await closeDone(tx, cases, since, at);
      const nudged = await nudge(tx, cases, at);
      const raised = await raise(tx, cases, at);
      return `提醒顾问${nudged}条，新报主管${raised}条，自动销${closed}条`;
    });
  },
});

/** An alert whose step has been done closes itself. */
async function closeDone(db: Db, cases: readonly StepCase[], since: Date, at: Date): Promise<number> {
  const stillOwed = new Set(cases.map(({ key }) => key));
  // The longest clock runs two days: what was raised after this began within the time looked at.
  const known = addMinutes(since, 3 * DAY_MINUTES);
  const done = (await listOpenAlerts(db)).filter(
    ({ key, raisedAt }) => raisedAt >= known && !stillOwed.has(key),
  );
  await closeAlerts(
    db,
    done.map(({ id }) => id),
    at,
  );
  return done.length;
}

async function nudge(db: Db, cases: readonly StepCase[], at: Date): Promise<number> {
  let nudged = 0;
  for (const { check, key, aboutId, called, startedAt } of cases) {
    const words = NUDGES[check];
    const { nudgeAt, dueAt } = stepClock(check, startedAt);
    if (!words || nudgeAt > at || nudgeAt < addMinutes(at, -DAY_MINUTES)) continue;
    const text = words(called, formatDeadline(dueAt, dayOf(at)));
    if (await post(db, { key: `nudge:${key}`, to: aboutId, body: { kind: 'text', text }, at })) nudged += 1;
  }
  return nudged;
}

/** Raises what is past its supervisor's time; each supervisor gets one card for all that is new to him. */
async function raise(db: Db, cases: readonly StepCase[], at: Date): Promise<number> {
  const people = await listStaff(db);
  const due = cases.flatMap(({ called: _called, startedAt, ...step }) => {
    const { dueAt, alertAt } = stepClock(step.check, startedAt);
    const to = supervisorOf(people, step.aboutId, step.storeId);
    const isDue = alertAt <= at && alertAt > addMinutes(at, -RAISE_BACK_DAYS * DAY_MINUTES);
    return to && isDue ? [{ ...step, toId: to.userId, dueAt, raisedAt: at }] : [];
  });
  const raised = await raiseAlerts(db, due);
  if (raised.length === 0) return 0;
  const shown = await listOpenAlerts(
    db,
    raised.map(({ id }) => id),
  );
  for (const toId of new Set(shown.map((alert) => alert.toId))) {
    await sendCard(
      db,
      toId,
      shown.filter((alert) => alert.toId === toId),
      at,
    );
  }
  return raised.length;
}

async function sendCard(
  db: Db,
  toId: OpenAlert['toId'],
  alerts: readonly OpenAlert[],
  at: Date,
): Promise<void> {
  const subjects = alerts.map(({ id }) => id);
  const taskId = `alerts-${subjects[0]}-${subjects.length}`;
  await noteCard(db, { taskId, toId, kind: 'alerts', subjects, createdAt: at });
  const body = alertCard(taskId, `待督导 ${alerts.length}条`, alerts, dayOf(at));
  await post(db, { key: taskId, to: toId, body, at });
}
