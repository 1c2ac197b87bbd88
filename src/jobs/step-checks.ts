import { closeAlerts, listOpenAlerts, raiseAlerts } from '../db/alerts.ts';
import { noteCard } from '../db/cards.ts';
import type { Db } from '../db/connect.ts';
import { findCustomer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { findStaff, findSupervisor } from '../db/staff.ts';
import { listStepCases, type StepCase } from '../db/step-cases.ts';
import { isQuiet } from '../domain/business-hours.ts';
import { CHECK_BACK_DAYS, formatDeadline, stepClock } from '../domain/steps.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { alertCard, type OpenAlert } from '../reports/alert-card.ts';

/** What a consultant is told once the work is due. The first call has the due lists instead. */
const NUDGES: Partial<Record<StepCase['check'], (called: string, by: string) => string>> = {
  cardLate: (_called, by) =>
    `刚才那批来店还没建卡（应在${by}前）。发：登记 称呼 手机号 车型 级别；没留资料回：没留`,
  textMissing: (called, by) => `${called}的离店短信还没发（应在${by}前）。发完回：${called}短信发了`,
  cardThin: (called) => `${called}的卡还不够详细，请补预算、用途、付款、竞品等，直接回就行`,
  gradeMissing: (called) => `${called}回访后还没评级别。回：${called}级别不变 / 升A / 降C`,
};

export default defineJob({
  name: 'step-checks',
  schedule: ['*/5 9-19 * * *', '30-59/5 8 * * *', '0-30/5 20 * * *'],
  about: '每5分钟查一次五步走：先提醒顾问，再告诉主管',
  async run({ db }, at) {
    if (isQuiet(at)) return '休息时间，不发提醒';
    const since = instantOf(addDays(dayOf(at), -CHECK_BACK_DAYS), '00:00');
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
  const done = (await listOpenAlerts(db)).filter(
    ({ key, raisedAt }) => raisedAt >= since && !stillOwed.has(key),
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
  for (const { check, key, aboutId, customerId, startedAt } of cases) {
    const words = NUDGES[check];
    const { dueAt } = stepClock(check, startedAt);
    if (!words || dueAt > at) continue;
    const customer = customerId ? await findCustomer(db, customerId) : undefined;
    const called = customer?.alias ?? customer?.name ?? `尾号${customer?.phone?.slice(-4) ?? ''}`;
    const text = words(called, formatDeadline(dueAt, dayOf(at)));
    if (await post(db, { key: `nudge:${key}`, to: aboutId, body: { kind: 'text', text }, at })) nudged += 1;
  }
  return nudged;
}

/** Raises what is past its supervisor's time; each supervisor gets one card for all that is new to him. */
async function raise(db: Db, cases: readonly StepCase[], at: Date): Promise<number> {
  const news = [];
  for (const { check, key, storeId, aboutId, customerId, visitId, startedAt } of cases) {
    const { dueAt, alertAt } = stepClock(check, startedAt);
    if (alertAt > at) continue;
    const supervisor = await findSupervisor(db, aboutId, storeId);
    if (!supervisor) continue;
    news.push({
      key,
      check,
      storeId,
      customerId,
      visitId,
      aboutId,
      toId: supervisor.userId,
      dueAt,
      raisedAt: at,
    });
  }
  const raised = await raiseAlerts(db, news);
  if (raised.length === 0) return 0;
  const shown = await listOpenAlerts(
    db,
    raised.map(({ id }) => id),
  );
  for (const toId of new Set(shown.map((alert) => alert.toId))) {
    const own = shown.filter((alert) => alert.toId === toId);
    await sendCard(db, toId, own, at);
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
  const to = await findStaff(db, toId);
  if (!to) return;
  await noteCard(db, { taskId, toId, kind: 'alerts', subjects, createdAt: at });
  await post(db, {
    key: taskId,
    to: toId,
    body: alertCard(taskId, `待督导 ${alerts.length}条`, alerts, dayOf(at)),
    at,
  });
}
