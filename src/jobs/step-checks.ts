import type { Check, Owed } from '../check.ts';
import {
  closeAlerts,
  listOpenAlerts,
  listUnclosed,
  type NewAlert,
  raiseAlerts,
  tellRung,
  type Unclosed,
} from '../db/alerts.ts';
import { postCard } from '../db/cards.ts';
import type { Db } from '../db/connect.ts';
import { postAll } from '../db/outbox.ts';
import { readAllDaysOff, readRules } from '../db/rules.ts';
import { listStaff, type StaffRow } from '../db/staff.ts';
import { isQuiet } from '../domain/business-hours.ts';
import { isOff } from '../domain/days-off.ts';
import type { AlertId } from '../domain/ids.ts';
import type { RuleBook } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { formatDeadline } from '../domain/steps.ts';
import { ladder } from '../domain/supervision.ts';
import { addDays, addMinutes, clockOf, dayOf, instantOf } from '../domain/time.ts';
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
      const unclosed = await listUnclosed(tx);
      const since = sinceWhen(unclosed, at);
      const round: Round = {
        db: tx,
        at,
        book,
        daysOff: await readAllDaysOff(tx, dayOf(at)),
        people: await listStaff(tx),
      };
      // All at once: the questions go out together and the answers come back together.
      const owed = await Promise.all(
        checks.map(async (check) => ({ check, cases: await check.owed(tx, since, at) })),
      );
      const closed = await closeDone(round, owed, unclosed);
      const known = new Set(unclosed.map(({ key }) => key));
      const nudged = await postAll(
        tx,
        owed.flatMap(({ check, cases }) => nudgesOf(round, check, cases)),
      );
      const raised = await raiseAlerts(
        tx,
        owed.flatMap(({ check, cases }) => dueOf(round, check, cases)).filter(({ key }) => !known.has(key)),
      );
      const told = await tellAtOnce(round, checks);
      return `提醒顾问${nudged}条，新立案${raised.length}条，告诉主管${told}条，自动销${closed}条`;
    });
  },
});

/** Far enough back for everything that may be raised now, and for every case that is open. */
function sinceWhen(unclosed: readonly Unclosed[], at: Date): Date {
  const oldest = Math.min(at.getTime(), ...unclosed.map(({ raisedAt }) => raisedAt.getTime()));
  const began = addDays(dayOf(new Date(oldest)), -LONGEST_CLOCK_DAYS);
  const usual = addDays(dayOf(at), -LOOK_BACK_DAYS);
  return instantOf(began < usual ? began : usual, '00:00');
}

/** A case whose work has been done closes itself. */
async function closeDone(
  { db, at }: Round,
  owed: readonly { check: Check; cases: Owed[] }[],
  unclosed: readonly Unclosed[],
): Promise<number> {
  const stillOwed = new Set(
    owed.flatMap(({ check, cases }) => cases.map(({ key }) => `${check.name}:${key}`)),
  );
  const checked = new Set(owed.map(({ check }) => check.name));
  const done = unclosed.filter(({ check, key }) => checked.has(check) && !stillOwed.has(key));
  await closeAlerts(
    db,
    done.map(({ id }) => id),
    at,
  );
  return done.length;
}

/** What the consultants are told now: the key says of what, so that each is told once. */
function nudgesOf({ at, book, daysOff }: Round, check: Check, cases: readonly Owed[]) {
  const say = check.nudge;
  if (!say) return [];
  return cases.flatMap((owed) => {
    const off = daysOff(owed.aboutId, owed.storeId);
    const { nudgeAt, dueAt } = check.clock(owed, book, off);
    const isNow = nudgeAt <= at && nudgeAt >= addMinutes(at, -DAY_MINUTES);
    if (!isNow || off.rest.has(dayOf(at))) return [];
    const text = say(owed.called, formatDeadline(dueAt, dayOf(at)));
    const key = `nudge:${check.name}:${owed.key}`;
    return [{ key, to: owed.aboutId, body: { kind: 'text', text } as const, at }];
  });
}

/** What is past its supervisor's time. */
function dueOf({ at, book, daysOff }: Round, check: Check, cases: readonly Owed[]): NewAlert[] {
  return cases.flatMap((owed) => {
    const { key, storeId, aboutId, customerId, visitId, grade } = owed;
    const { dueAt, alertAt } = check.clock(owed, book, daysOff(aboutId, storeId));
    const isDue = alertAt <= at && alertAt > addMinutes(at, -RAISE_BACK_DAYS * DAY_MINUTES);
    if (!isDue) return [];
    const { name, short } = check;
    const subject = { storeId, aboutId, customerId, visitId, grade };
    return [{ ...subject, key: `${name}:${key}`, check: name, short, dueAt, raisedAt: at }];
  });
}

/** What cannot wait for the digest: the urgent kinds, rung by rung, and in the morning what was missed yesterday. */
async function tellAtOnce(round: Round, checks: readonly Check[]): Promise<number> {
  const { at, book } = round;
  const news = new Map<UserId, AlertId[]>();
  for (const each of await listUnclosed(round.db)) {
    const check = checks.find(({ name }) => name === each.check);
    if (!check || check.told === 'digest') continue;
    const isFirst = each.level === 0 && (check.told === 'atOnce' || clockOf(at) >= MORNING);
    const minutes = check.patienceMinutes?.(book.on(dayOf(at)));
    const isStale =
      minutes !== undefined &&
      each.level > 0 &&
      each.state === 'open' &&
      each.toldAt !== null &&
      addMinutes(each.urgedAt ?? each.toldAt, minutes) <= at;
    if (!isFirst && !isStale) continue;
    for (const toId of await tellNext(round, check, each))
      news.set(toId, [...(news.get(toId) ?? []), each.id]);
  }
  for (const [toId, ids] of news) await sendCard(round, toId, ids);
  return [...news.values()].reduce((sum, ids) => sum + ids.length, 0);
}

/** Tells the next rung of a case, unless there is none or all of it are off today; answers whom. */
async function tellNext(round: Round, check: Check, each: Unclosed): Promise<UserId[]> {
  const { db, at, people, daysOff } = round;
  if (check.handOn) {
    const off = (userId: UserId) => isOff(daysOff(userId, each.storeId), dayOf(at));
    const handedTo = await check.handOn({ db, at, people, isOff: off }, each.key);
    if (handedTo.length > 0) await tellRung(db, each, handedTo, at);
    // They have a card of their own.
    return [];
  }
  const rung = ladder(people, each.aboutId, each.storeId, check.first)[each.level] ?? [];
  const onDuty = rung.filter((userId) => !isOff(daysOff(userId, each.storeId), dayOf(at)));
  if (rung.length === 0 || onDuty.length === 0) return [];
  await tellRung(db, each, onDuty, at);
  return onDuty;
}

async function sendCard({ db, at }: Round, to: UserId, ids: readonly AlertId[]): Promise<void> {
  const open = await listOpenAlerts(db, to, ids);
  const [first] = open;
  if (!first) return;
  const taskId = `alerts-${first.id}-${open.length}-${first.level}`;
  const body = alertCard(taskId, `待督导 ${open.length}条`, open, dayOf(at));
  await postCard(db, body, { to, kind: 'alerts', subjects: open.map(({ id }) => id), at });
}
