import { type DaysOff, isOff } from '../domain/days-off.ts';
import { batchDays } from '../domain/recall.ts';
import type { Rules } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { addDays, type Day, dayOf, daysBetween } from '../domain/time.ts';
import { recordAudit } from './audit.ts';
import type { Db } from './connect.ts';
import { changeCustomer, type Customer } from './customers.ts';
import { recordGrade } from './grades.ts';
import { addHandovers } from './handovers.ts';
import { finishRecalls, lockAnnounced, pooledByHolder, spareRecalls } from './recalls.ts';
import { readAllDaysOff } from './rules.ts';
import { listStaff, type StaffRow } from './staff.ts';

/** Whom the company has taken back, from whom, and who calls him when. */
export interface TakenBack {
  customer: Customer;
  formerOwnerId: UserId;
  holder: StaffRow;
  on: Day;
}

/**
 * Takes back what was announced, unless somebody has reached the customer since or he is nobody's prospect any more:
 * they leave the grades and are the pool's. The phone desk calls them, else the supervisor; each of the desk holds
 * about as many, in daily batches of their own (D19). `by` null: by itself, after nobody said no.
 */
export async function takeBack(
  db: Db,
  ids: readonly number[],
  { by, at, rules }: { by: UserId | null; at: Date; rules: Rules },
): Promise<TakenBack[]> {
  if (ids.length === 0) return [];
  const locked = await lockAnnounced(db, ids);
  const isStill = ({ recall, customer }: (typeof locked)[number]) =>
    customer.state === 'open' &&
    !customer.doNotContact &&
    customer.ownerId === recall.ownerId &&
    !isReached(customer, dayOf(recall.announcedAt), rules);
  const going = locked.filter(isStill);
  const staying = locked.filter((each) => !isStill(each)).map(({ recall }) => recall.id);
  await spareRecalls(db, staying, undefined);
  const goingIds = going.map(({ recall }) => recall.id);
  await finishRecalls(db, goingIds, { decidedBy: by, decidedAt: at });
  const holders = await holdersFor(
    db,
    going.map(({ customer }) => customer),
  );
  const dated = await datesFor(db, holders, { today: dayOf(at), rules });
  const taken: TakenBack[] = [];
  for (const { customer, holder, on } of dated) {
    await recordGrade(db, { customer, to: null, criteria: [], reason: '收回公司', by, at });
    const formerOwnerId = customer.ownerId;
    const after = await changeCustomer(db, customer, {
      state: 'pooled',
      grade: null,
      gradeSetOn: null,
      windowEndsOn: null,
      windowExtendedOn: null,
      agreedOn: null,
      agreedTime: null,
      firstCallOwedSince: null,
      attemptDays: [],
      ownerId: holder.userId,
      formerOwnerId,
      recalledOn: dayOf(at),
      putOffTo: on,
      nextDueOn: on,
      nextDueWhy: 'pool',
      standIn: false,
    });
    taken.push({ customer: after, formerOwnerId, holder, on });
  }
  await addHandovers(
    db,
    taken.map(({ customer, formerOwnerId }) => ({
      storeId: customer.storeId,
      customerId: customer.id,
      fromId: formerOwnerId,
      fromStoreId: customer.storeId,
      toId: customer.ownerId,
      why: 'recalled' as const,
      by,
      at,
    })),
  );
  if (taken.length > 0)
    await recordAudit(db, { at, actorId: by, action: 'recall', facts: { customers: taken.length } });
  return taken;
}

/** A talk of the days that counted against him came to light since, or one was held: late entries are entries (D18, D23). */
function isReached({ lastEffectiveOn }: Customer, announcedOn: Day, { recallDays }: Rules): boolean {
  return lastEffectiveOn !== null && daysBetween(lastEffectiveOn, announcedOn) < recallDays;
}

/** Whoever holds least of the pool gets the next one; nobody gets back his own. */
async function holdersFor(
  db: Db,
  going: readonly Customer[],
): Promise<{ customer: Customer; holder: StaffRow }[]> {
  if (going.length === 0) return [];
  const people = await listStaff(db);
  const held = new Map<UserId, number>();
  for (const [userId, days] of await pooledByHolder(db))
    held.set(
      userId,
      [...days.values()].reduce((sum, due) => sum + due, 0),
    );
  const load = ({ userId }: StaffRow) => held.get(userId) ?? 0;
  return going.map((customer) => {
    const desk = people.filter(
      ({ userId, roles }) => roles.includes('deskAgent') && userId !== customer.ownerId,
    );
    const [least] = desk.toSorted((a, b) => load(a) - load(b));
    const holder = least ?? supervisorOf(people, customer.ownerId, customer.storeId);
    if (!holder) throw new Error('nobody is there to call back whom the company takes back');
    held.set(holder.userId, load(holder) + 1);
    return { customer, holder };
  });
}

/** The day of each: the holder's working days of the term, from tomorrow on. */
async function datesFor(
  db: Db,
  holders: readonly { customer: Customer; holder: StaffRow }[],
  { today, rules }: { today: Day; rules: Rules },
): Promise<{ customer: Customer; holder: StaffRow; on: Day }[]> {
  if (holders.length === 0) return [];
  const [held, daysOff] = await Promise.all([pooledByHolder(db), readAllDaysOff(db, today)]);
  const term = Array.from({ length: rules.poolDays }, (_, index) => addDays(today, index + 1));
  const dated: { customer: Customer; holder: StaffRow; on: Day }[] = [];
  for (const holder of new Set(holders.map((each) => each.holder))) {
    const theirs = holders.filter((each) => each.holder === holder);
    const off: DaysOff = daysOff(holder.userId, theirs[0]?.customer.storeId ?? (0 as Customer['storeId']));
    const working = term.filter((on) => !isOff(off, on));
    const days = batchDays(
      theirs.length,
      working.length > 0 ? working : term,
      (on) => held.get(holder.userId)?.get(on) ?? 0,
    );
    theirs.forEach(({ customer }, index) =>
      dated.push({ customer, holder, on: days[index] ?? addDays(today, 1) }),
    );
  }
  return dated;
}
