import type { Check, Owed } from '../check.ts';
import {
  closeAlerts,
  listOpenAlerts,
  listUnclosed,
  listUnclosedKeys,
  type NewAlert,
  raiseAlerts,
  tellRungs,
  type Unclosed,
} from '../db/alerts.ts';
import { postCard } from '../db/cards.ts';
import type { Db } from '../db/connect.ts';
import { postAll } from '../db/outbox.ts';
import { readAllDaysOff, readRules } from '../db/rules.ts';
import { listStaff, type StaffRow } from '../db/staff.ts';
import { isQuiet } from '../domain/business-hours.ts';
import { isOff } from '../domain/days-off.ts';
import type { AlertId, StoreId } from '../domain/ids.ts';
import type { RuleBook } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { formatDeadline, type StepClock } from '../domain/steps.ts';
import { ladder } from '../domain/supervision.ts';
import { addDays, addMinutes, clockOf, type Day, dayOf, instantOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { alertCard } from '../reports/alert-card.ts';

/** Work that began longer ago is looked at only where a case of it is still open. */
const LOOK_BACK_DAYS = 30;
/** What fell due longer ago, while the bot was down, is not raised any more: it would only be noise. */
const RAISE_BACK_DAYS = 7;
/** The longest clock of a check runs that many days from its start to its alert. */
const LONGEST_CLOCK_DAYS = 15;
const DAY_MINUTES = 24 * 60;
/** Whoever is told in the morning is told from then on. */
const MORNING = '09:30';

type UnclosedKey = Awaited<ReturnType<typeof listUnclosedKeys>>[number];
type DaysOffOf = Awaited<ReturnType<typeof readAllDaysOff>>;
interface Round {
  db: Db;
  at: Date;
  book: RuleBook;
  daysOff: DaysOffOf;
  people: readonly StaffRow[];
}

export default defineJob({
  name: 'step-checks',
  schedule: ['*/5 9-19 * * *', '30-59/5 8 * * *', '0-30/5 20 * * *'],
  thinned: ['0,30 9-20 * * *', '30 8 * * *'],
  about: '每5分钟查一次五步走：先提醒顾问，该马上知道的告诉主管，其余等督导清单',
  async run({ db, checks }, at) {
    const book = await readRules(db);
    if (isQuiet(book.on(dayOf(at)), at)) return '休息时间，不发提醒';
    return db.transaction(async (tx) => {
      const unclosed = await listUnclosedKeys(tx);
      const round: Round = {
        db: tx,
        at,
        book,
        daysOff: await readAllDaysOff(tx, dayOf(at)),
        people: await listStaff(tx),
      };
      // All at once: the questions go out together and the answers come back together.
      const owed = await Promise.all(
        checks.map(async (check) => {
          const since = sinceWhen(
            unclosed.filter((each) => each.check === check.name),
            at,
          );
          return { check, cases: await check.owed(tx, since, at) };
        }),
      );
      const closed = await closeSettled(round, owed, unclosed);
      const recent = owed.flatMap(({ check, cases }) => timed(round, check, cases));
      const known = new Set(unclosed.map(({ key }) => key));
      const nudged = await postAll(
        tx,
        recent.flatMap((each) => nudgeOf(round, each)),
      );
      const raised = await raiseAlerts(
        tx,
        recent.flatMap((each) => dueOf(round, each, known)),
      );
      const told = await tellAtOnce(round, checks);
      return `提醒顾问${nudged}条，新立案${raised}条，告诉主管${told}条，自动销${closed}条`;
    });
  },
});

/** Far enough back for everything that may be raised now, and for every case of a check that is open. */
function sinceWhen(unclosed: readonly UnclosedKey[], at: Date): Date {
  const oldest = Math.min(at.getTime(), ...unclosed.map(({ raisedAt }) => raisedAt.getTime()));
  const began = addDays(dayOf(new Date(oldest)), -LONGEST_CLOCK_DAYS);
  const usual = lookedBackTo(at);
  return began < usual ? instantOf(began, '00:00') : instantOf(usual, '00:00');
}

function lookedBackTo(at: Date): Day {
  return addDays(dayOf(at), -LOOK_BACK_DAYS);
}

/** A case whose work has been done closes itself, and one for which it is too late. Answers how many were done. */
async function closeSettled(
  { db, at, book }: Round,
  owed: readonly { check: Check; cases: Owed[] }[],
  unclosed: readonly UnclosedKey[],
): Promise<number> {
  const stillOwed = new Set(
    owed.flatMap(({ check, cases }) => cases.map(({ key }) => `${check.name}:${key}`)),
  );
  const checks = new Map(owed.map(({ check }) => [check.name, check]));
  const known = unclosed.filter(({ check }) => checks.has(check));
  const done = known.filter(({ key }) => !stillOwed.has(key));
  const hasLapsed = (raisedAt: Date) =>
    addMinutes(raisedAt, book.on(dayOf(raisedAt)).lapseDays * DAY_MINUTES) <= at;
  const lapsed = known.filter(
    ({ check, key, raisedAt }) => checks.get(check)?.lapses && stillOwed.has(key) && hasLapsed(raisedAt),
  );
  const idsOf = (cases: readonly UnclosedKey[]) => cases.map(({ id }) => id);
  await closeAlerts(db, idsOf(done), 'done', at);
  await closeAlerts(db, idsOf(lapsed), 'lapsed', at);
  return done.length;
}

/** A case with its clock. */
interface Timed {
  check: Check;
  owed: Owed;
  clock: StepClock;
}

/** The cases about which anybody may still be told for the first time, the oldest first: so they are numbered. */
function timed({ at, book, daysOff }: Round, check: Check, cases: readonly Owed[]): Timed[] {
  const from = instantOf(lookedBackTo(at), '00:00');
  return cases
    .filter(({ startedAt }) => startedAt >= from)
    .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
    .map((owed) => ({ check, owed, clock: check.clock(owed, book, daysOff(owed.aboutId, owed.storeId)) }));
}

/** What the consultant is told now: the key says of what, so that he is told once. */
function nudgeOf({ at, daysOff }: Round, { check, owed, clock: { nudgeAt, dueAt } }: Timed) {
  const isNow = nudgeAt <= at && nudgeAt >= addMinutes(at, -DAY_MINUTES);
  if (!check.nudge || !isNow || daysOff(owed.aboutId, owed.storeId).rest.has(dayOf(at))) return [];
  const text = check.nudge(owed.called, formatDeadline(dueAt, dayOf(at)));
  const key = `nudge:${check.name}:${owed.key}`;
  return [{ key, to: owed.aboutId, body: { kind: 'text', text } as const, at }];
}

/** What is past its supervisor's time. */
function dueOf(
  { at }: Round,
  { check, owed, clock: { dueAt, alertAt } }: Timed,
  known: ReadonlySet<string>,
): NewAlert[] {
  if (alertAt > at || alertAt <= addMinutes(at, -RAISE_BACK_DAYS * DAY_MINUTES)) return [];
  const { name } = check;
  const key = `${name}:${owed.key}`;
  if (known.has(key)) return [];
  const { storeId, aboutId, customerId, visitId, grade, short = check.short } = owed;
  return [{ key, check: name, short, storeId, aboutId, customerId, visitId, grade, dueAt, raisedAt: at }];
}

/** What cannot wait for the digest: the urgent kinds, rung by rung, and in the morning what was missed yesterday. */
async function tellAtOnce(round: Round, checks: readonly Check[]): Promise<number> {
  const { db, at, people, daysOff } = round;
  const isAway = (userId: UserId, storeId: StoreId) => isOff(daysOff(userId, storeId), dayOf(at));
  const urgent = checks.filter(({ told }) => told !== 'digest');
  const unclosed = await listUnclosed(
    db,
    urgent.map(({ name }) => name),
  );
  const rungs: { alert: Unclosed; rung: readonly UserId[] }[] = [];
  const news = new Map<UserId, AlertId[]>();
  for (const check of urgent) {
    const waiting = unclosed.filter((each) => each.check === check.name && isToBeTold(round, check, each));
    if (waiting.length === 0) continue;
    // Those have cards of their own.
    const handed = await check.handOn?.({ db, at, people, isOff: isAway }, waiting);
    for (const alert of waiting) {
      const rung = handed ? (handed.get(alert.key) ?? []) : rungAbove(round, check, alert, isAway);
      if (rung.length === 0) continue;
      rungs.push({ alert, rung });
      if (!handed) for (const toId of rung) news.set(toId, [...(news.get(toId) ?? []), alert.id]);
    }
  }
  await tellRungs(db, rungs, at);
  for (const [toId, ids] of news) await sendCard(round, toId, ids);
  return [...news.values()].reduce((sum, ids) => sum + ids.length, 0);
}

/** Nobody was told yet, or whoever was told last let the time of an urgent case pass. */
function isToBeTold({ at, book }: Round, check: Check, each: Unclosed): boolean {
  if (each.level === 0) return check.told === 'atOnce' || clockOf(at) >= MORNING;
  const minutes = check.patienceMinutes?.(book.on(dayOf(at)));
  if (minutes === undefined || each.state !== 'open' || each.toldAt === null) return false;
  return addMinutes(each.urgedAt ?? each.toldAt, minutes) <= at;
}

/** The next rung of a case: those of it who are not off today. */
function rungAbove(
  { people }: Round,
  { first }: Check,
  { aboutId, storeId, level }: Unclosed,
  isAway: (userId: UserId, storeId: StoreId) => boolean,
): UserId[] {
  const rung = ladder(people, aboutId, storeId, first)[level] ?? [];
  return rung.filter((userId) => !isAway(userId, storeId));
}

async function sendCard({ db, at, book }: Round, to: UserId, ids: readonly AlertId[]): Promise<void> {
  const open = await listOpenAlerts(db, to, ids);
  const [first] = open;
  if (!first) return;
  const taskId = `alerts-${first.id}-${open.length}-${first.level}`;
  const body = alertCard(taskId, `待督导 ${open.length}条`, open, {
    today: dayOf(at),
    rules: book.on(dayOf(at)),
  });
  await postCard(db, body, { to, kind: 'alerts', subjects: open.map(({ id }) => id), at });
}
