import { and, asc, desc, eq, gte, inArray, isNull, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { AlertId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Day } from '../domain/time.ts';
import { type Db, run } from './connect.ts';
import { CALLED } from './owed.ts';
import { staff } from './schema/company.ts';
import { customers } from './schema/customers.ts';
import { alertAnswers, alertNotices, alerts } from './schema/supervision.ts';

export type Alert = typeof alerts.$inferSelect;
export type NewAlert = typeof alerts.$inferInsert;

/** What a superior may say to a case. */
export const ANSWERS = ['coached', 'takenOver', 'excused', 'falseAlarm', 'urged'] as const;
export type Answer = (typeof ANSWERS)[number];

/** These end a case whatever becomes of the work. */
const ENDS: ReadonlySet<Answer> = new Set(['excused', 'falseAlarm']);

const isUnclosed = ne(alerts.state, 'closed');

/** Raises cases that were never raised before; answers how many. */
export async function raiseAlerts(db: Db, cases: readonly NewAlert[]): Promise<number> {
  if (cases.length === 0) return 0;
  // Most were raised before: what is done is closed, what was excused stays owed.
  const raised = await run(
    db,
    `insert into alerts (key, "check", short, store_id, customer_id, visit_id, about_id, grade, due_at, raised_at)
    select key, "check", short, "storeId", "customerId", "visitId", "aboutId", grade, "dueAt", "raisedAt"
    from jsonb_to_recordset($1::jsonb) as owed (
      key text, "check" text, short text, "storeId" bigint, "customerId" bigint, "visitId" bigint, "aboutId" text,
      grade text, "dueAt" timestamptz, "raisedAt" timestamptz, place int)
    where not exists (select from alerts known where known.key = owed.key)
    order by place
    on conflict do nothing returning 1`,
    [JSON.stringify(cases.map((owed, place) => ({ ...owed, place })))],
  );
  return raised.length;
}

/** What closes when its work is done: every look at the steps asks for all of them, in a company's thousands. */
export async function listUnclosedKeys(
  db: Db,
): Promise<{ id: AlertId; check: string; key: string; raisedAt: Date }[]> {
  const rows = await run<{ id: string; check: string; key: string; raisedAt: string }>(
    db,
    `select id, "check", key, raised_at as "raisedAt" from alerts where state <> 'closed'`,
    [],
  );
  return rows.map(({ id, check, key, raisedAt }) => ({
    id: Number(id) as AlertId,
    check,
    key,
    raisedAt: new Date(raisedAt),
  }));
}

/**
 * Cases that are not closed, with who was told last and what he said, oldest first; of those checks alone, if they are
 * named.
 */
export async function listUnclosed(db: Db, checks?: readonly string[]) {
  return db
    .select({
      ...COLUMNS,
      toldAt:
        sql<Date | null>`(select max(n.at) from alert_notices n where n.alert_id = ${alerts.id})`.mapWith(
          alertNotices.at,
        ),
      told: sql<UserId[]>`array(select n.to_id from alert_notices n where n.alert_id = ${alerts.id})`,
      answeredAt: lastAnswer(sql`a.answer <> 'urged'`),
      urgedAt: lastAnswer(sql`a.answer = 'urged'`),
    })
    .from(alerts)
    .innerJoin(staff, eq(staff.userId, alerts.aboutId))
    .leftJoin(customers, eq(customers.id, alerts.customerId))
    .where(and(isUnclosed, checks && inArray(alerts.check, [...checks])))
    .orderBy(asc(alerts.id));
}

/** When somebody on the rung told last gave such an answer. */
function lastAnswer(which: SQL) {
  return sql<Date | null>`(select max(a.at) from alert_answers a
    where a.alert_id = ${alerts.id} and a.level >= ${alerts.level} and ${which})`.mapWith(alertAnswers.at);
}

export type Unclosed = Awaited<ReturnType<typeof listUnclosed>>[number];

const COLUMNS = {
  id: alerts.id,
  key: alerts.key,
  check: alerts.check,
  short: alerts.short,
  level: alerts.level,
  state: alerts.state,
  aboutId: alerts.aboutId,
  storeId: alerts.storeId,
  customerId: alerts.customerId,
  grade: alerts.grade,
  dueAt: alerts.dueAt,
  raisedAt: alerts.raisedAt,
  about: staff.name,
  aboutAlias: staff.alias,
  customer: CALLED,
  /** Days on which he was tried in vain since the last talk, one entry a try. */
  attemptDays: sql<Day[]>`coalesce(${customers.attemptDays}, '{}')`.mapWith(customers.attemptDays),
} as const;

/** Cases that wait for somebody's word, those told to him last rung first, oldest first. */
export function listOpenAlerts(db: Db, toId: UserId, ids?: readonly AlertId[]) {
  return db
    .select(COLUMNS)
    .from(alertNotices)
    .innerJoin(alerts, eq(alerts.id, alertNotices.alertId))
    .innerJoin(staff, eq(staff.userId, alerts.aboutId))
    .leftJoin(customers, eq(customers.id, alerts.customerId))
    .where(and(eq(alertNotices.toId, toId), eq(alerts.state, 'open'), ids && inArray(alerts.id, [...ids])))
    .orderBy(desc(alertNotices.level), asc(alerts.id));
}
export type OpenAlert = Awaited<ReturnType<typeof listOpenAlerts>>[number];

/** Notes that the next rung of each case is told; nobody who was told before is told again. */
export async function tellRungs(
  db: Db,
  told: readonly { alert: Pick<Alert, 'id' | 'level'>; rung: readonly UserId[] }[],
  at: Date,
): Promise<void> {
  if (told.length === 0) return;
  const notices = told.flatMap(({ alert: { id, level }, rung }) =>
    rung.map((toId) => ({ id, level: level + 1, toId })),
  );
  await run(
    db,
    `with told as (
      select * from jsonb_to_recordset($1::jsonb) as told (id bigint, level int, "toId" text)
    ), noted as (
      insert into alert_notices (alert_id, level, to_id, at) select id, level, "toId", $2 from told
      on conflict do nothing
    )
    update alerts set level = told.level, state = 'open' from told where alerts.id = told.id and state <> 'closed'`,
    [JSON.stringify(notices), at.toISOString()],
  );
}

/** Closes cases whose work was done or has lapsed in the meantime, whether or not anybody has answered them. */
export async function closeAlerts(
  db: Db,
  ids: readonly AlertId[],
  why: 'done' | 'lapsed',
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(alerts)
    .set({ state: 'closed', closedAt: at, closedWhy: why })
    .where(and(inArray(alerts.id, [...ids]), isUnclosed));
}

/** Closed by the work itself and not yet said to somebody who had been told of it; says it by the way. */
export async function takeClosedFor(db: Db, toId: UserId, at: Date) {
  const news = await db
    .select({ noticeId: alertNotices.id, short: alerts.short, customer: CALLED, about: staff.name })
    .from(alertNotices)
    .innerJoin(alerts, eq(alerts.id, alertNotices.alertId))
    .innerJoin(staff, eq(staff.userId, alerts.aboutId))
    .leftJoin(customers, eq(customers.id, alerts.customerId))
    .where(and(eq(alertNotices.toId, toId), isNull(alertNotices.closedToldAt), eq(alerts.closedWhy, 'done')))
    .orderBy(asc(alerts.id));
  if (news.length > 0)
    await db
      .update(alertNotices)
      .set({ closedToldAt: at })
      .where(
        inArray(
          alertNotices.id,
          news.map(({ noticeId }) => noticeId),
        ),
      );
  return news;
}

/** Whom something has been told that has closed itself and was not said yet. */
export async function listTellClosed(db: Db): Promise<UserId[]> {
  const rows = await db
    .selectDistinct({ toId: alertNotices.toId })
    .from(alertNotices)
    .innerJoin(alerts, eq(alerts.id, alertNotices.alertId))
    .where(and(isNull(alertNotices.closedToldAt), eq(alerts.closedWhy, 'done')));
  return rows.map(({ toId }) => toId);
}

/** Answers those of the cases that somebody was told of and that still wait; tells what each was about. */
export async function answerAlerts(
  db: Db,
  ids: readonly AlertId[],
  answer: { answer: Answer; by: UserId; at: Date; remark: string | null },
): Promise<OpenAlert[]> {
  const open = ids.length === 0 ? [] : await listOpenAlerts(db, answer.by, ids);
  if (open.length === 0) return [];
  await db.insert(alertAnswers).values(open.map(({ id, level }) => ({ ...answer, alertId: id, level })));
  const state = ENDS.has(answer.answer)
    ? ({
        state: 'closed',
        closedAt: answer.at,
        closedWhy: answer.answer as 'excused' | 'falseAlarm',
      } as const)
    : ({ state: answer.answer === 'urged' ? 'open' : 'answered' } as const);
  await db
    .update(alerts)
    .set(state)
    .where(
      and(
        inArray(
          alerts.id,
          open.map(({ id }) => id),
        ),
        isUnclosed,
      ),
    );
  return open;
}

/** Adds what was said to the consultants to the answers of a moment ago; tells whom the cases are about. */
export async function remarkOn(
  db: Db,
  ids: readonly AlertId[],
  by: UserId,
  remark: string,
): Promise<UserId[]> {
  await db
    .update(alertAnswers)
    .set({ remark })
    .where(
      and(inArray(alertAnswers.alertId, [...ids]), eq(alertAnswers.by, by), isNull(alertAnswers.remark)),
    );
  const about = await db
    .select({ aboutId: alerts.aboutId })
    .from(alerts)
    .where(inArray(alerts.id, [...ids]));
  return about.map(({ aboutId }) => aboutId);
}

/** How many cases each superior was told of in a time, and how many of these he answered before they settled. */
export function countDuty(db: Db, since: Date, until: Date) {
  const answered = sql`exists (select from alert_answers a where a.alert_id = ${alertNotices.alertId} and a.by = ${alertNotices.toId})`;
  const settled = sql`${alerts.state} = 'closed'`;
  return db
    .select({
      userId: alertNotices.toId,
      told: sql<number>`count(*)::int`,
      answered: sql<number>`(count(*) filter (where ${answered}))::int`,
      waiting: sql<number>`(count(*) filter (where not ${answered} and not ${settled}))::int`,
    })
    .from(alertNotices)
    .innerJoin(alerts, eq(alerts.id, alertNotices.alertId))
    .where(and(gte(alertNotices.at, since), lt(alertNotices.at, until)))
    .groupBy(alertNotices.toId)
    .orderBy(alertNotices.toId);
}

/** Cases that have reached a manager and are still open, the oldest first. */
export async function listClimbed(db: Db): Promise<Unclosed[]> {
  return (await listUnclosed(db)).filter(({ level, state }) => level > 1 && state !== 'closed');
}
