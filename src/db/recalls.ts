import { and, asc, eq, gt, inArray, isNull, lte, max, ne, not, or, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import { countedSince, warningDays } from '../domain/recall.ts';
import type { Rules } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { addDays, type Day, dayOf, daysBetween, instantOf } from '../domain/time.ts';
import type { Db } from './connect.ts';
import type { Customer } from './customers.ts';
import { staff } from './schema/company.ts';
import { customers } from './schema/customers.ts';
import { contacts } from './schema/follow-up.ts';
import { handovers, recalls, recallWarnings } from './schema/rules.ts';

export type Recall = typeof recalls.$inferSelect;

/** Somebody whom nobody has called for long, and which warnings that has brought. */
export interface Neglected {
  customer: Customer;
  since: Day;
  days: number;
  warned: { level: number; on: Day }[];
}

/** So many rows are in memory at a time. */
const CHUNK = 1_000;

/**
 * Prospects without a call for as long as brings the first warning. Not among them: who is not to be called, who is
 * below C, who has ordered, and whose consultant has left.
 */
export async function listNeglected(
  db: Db,
  { today, rules }: { today: Day; rules: Rules },
  ownerId?: UserId,
): Promise<Neglected[]> {
  const [first] = warningDays(rules);
  const before = addDays(today, -first);
  const neglected: Neglected[] = [];
  for (let after = 0 as CustomerId; ;) {
    const rows = await db
      .select({ customer: customers })
      .from(customers)
      .innerJoin(staff, eq(staff.userId, customers.ownerId))
      .where(
        and(
          gt(customers.id, after),
          eq(customers.state, 'open'),
          not(customers.doNotContact),
          not(customers.inBaseGroup),
          staff.isActive,
          ownerId && eq(customers.ownerId, ownerId),
          or(
            lte(customers.lastEffectiveOn, before),
            and(isNull(customers.lastEffectiveOn), lte(customers.createdAt, instantOf(before, '23:59'))),
          ),
        ),
      )
      .orderBy(asc(customers.id))
      .limit(CHUNK);
    neglected.push(
      ...(await withHistory(
        db,
        rows.map(({ customer }) => customer),
        { today, rules },
      )),
    );
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return neglected;
    after = last.customer.id;
  }
}

async function withHistory(
  db: Db,
  rows: readonly Customer[],
  { today, rules }: { today: Day; rules: Rules },
): Promise<Neglected[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [attempts, received, spared, warnings] = await Promise.all([
    db
      .select({ customerId: contacts.customerId, at: contacts.at })
      .from(contacts)
      .where(
        and(
          inArray(contacts.customerId, ids),
          not(contacts.effective),
          // An answered call of which nothing was noted is no attempt that failed.
          ne(contacts.result, 'connected'),
        ),
      )
      .orderBy(asc(contacts.at)),
    db
      .select({ customerId: handovers.customerId, toId: handovers.toId, at: max(handovers.at) })
      .from(handovers)
      .where(inArray(handovers.customerId, ids))
      .groupBy(handovers.customerId, handovers.toId),
    db
      .select({ customerId: recalls.customerId, at: max(recalls.decidedAt) })
      .from(recalls)
      .where(and(inArray(recalls.customerId, ids), eq(recalls.state, 'spared')))
      .groupBy(recalls.customerId),
    db.select().from(recallWarnings).where(inArray(recallWarnings.customerId, ids)),
  ]);
  return rows.flatMap((customer) => {
    const { id, ownerId, lastEffectiveOn } = customer;
    const dayFor = (found: { at: Date | null } | undefined) => (found?.at ? dayOf(found.at) : undefined);
    const fresh = [
      dayFor(received.find(({ customerId, toId }) => customerId === id && toId === ownerId)),
      dayFor(spared.find(({ customerId }) => customerId === id)),
    ].flatMap((on) => on ?? []);
    const since = countedSince(
      {
        createdOn: dayOf(customer.createdAt),
        lastEffectiveOn,
        attempts: attempts.flatMap(({ customerId, at }) =>
          customerId === id && (!lastEffectiveOn || dayOf(at) > lastEffectiveOn) ? dayOf(at) : [],
        ),
        freshFrom: fresh.toSorted().at(-1) ?? null,
      },
      rules,
    );
    const warned = warnings.filter(
      (each) => each.customerId === id && each.ownerId === ownerId && each.since === since,
    );
    return [{ customer, since, days: daysBetween(since, today), warned }];
  });
}

/** Notes a warning; false when it was given before, or another one today. */
export async function addWarning(db: Db, warning: typeof recallWarnings.$inferInsert): Promise<boolean> {
  const added = await db
    .insert(recallWarnings)
    .values(warning)
    .onConflictDoNothing()
    .returning({ id: recallWarnings.id });
  return added.length > 0;
}

/** Announces that a customer will be taken back; undefined when that is announced already. */
export async function announceRecall(
  db: Db,
  recall: typeof recalls.$inferInsert,
): Promise<Recall | undefined> {
  const [added] = await db.insert(recalls).values(recall).onConflictDoNothing().returning();
  return added;
}

const isAnnounced = eq(recalls.state, 'announced');

/** What is announced and not decided, oldest first: some of it, of some stores, or what takes effect by then. */
export function listAnnounced(
  db: Db,
  which: { ids?: readonly number[]; storeIds?: readonly StoreId[] | undefined; effectiveBy?: Date } = {},
) {
  const { ids, storeIds, effectiveBy } = which;
  return db
    .select({ recall: recalls, customer: customers, owner: staff })
    .from(recalls)
    .innerJoin(customers, eq(customers.id, recalls.customerId))
    .innerJoin(staff, eq(staff.userId, recalls.ownerId))
    .where(
      and(
        isAnnounced,
        ids && inArray(recalls.id, [...ids]),
        storeIds && inArray(recalls.storeId, [...storeIds]),
        effectiveBy && lte(recalls.effectiveAt, effectiveBy),
      ),
    )
    .orderBy(asc(recalls.id));
}
export type Announced = Awaited<ReturnType<typeof listAnnounced>>[number];

/** Customers are spared: by somebody's word, or because they have been called since. */
export async function spareRecalls(
  db: Db,
  ids: readonly number[],
  decision: { decidedBy: UserId; decidedAt: Date } | undefined,
): Promise<number> {
  if (ids.length === 0) return 0;
  const spared = await db
    .update(recalls)
    .set({ state: 'spared', ...decision })
    .where(and(inArray(recalls.id, [...ids]), isAnnounced))
    .returning({ id: recalls.id });
  return spared.length;
}

/** Locks what is to take effect, with its customers, so that nobody changes them meanwhile. */
export function lockAnnounced(db: Db, ids: readonly number[]) {
  return db
    .select({ recall: recalls, customer: customers })
    .from(recalls)
    .innerJoin(customers, eq(customers.id, recalls.customerId))
    .where(and(inArray(recalls.id, [...ids]), isAnnounced))
    .orderBy(asc(recalls.id))
    .for('update');
}

export async function finishRecalls(
  db: Db,
  ids: readonly number[],
  decision: { decidedBy: UserId | null; decidedAt: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(recalls)
    .set({ state: 'done', ...decision })
    .where(inArray(recalls.id, [...ids]));
}

/** How many of the company's pool each still has to call, by day. */
export async function pooledByHolder(db: Db): Promise<Map<UserId, Map<Day, number>>> {
  const rows = await db
    .select({ ownerId: customers.ownerId, on: customers.nextDueOn, due: sql<number>`count(*)::int` })
    .from(customers)
    .where(eq(customers.state, 'pooled'))
    .groupBy(customers.ownerId, customers.nextDueOn);
  const held = new Map<UserId, Map<Day, number>>();
  for (const { ownerId, on, due } of rows) {
    const days = held.get(ownerId) ?? new Map<Day, number>();
    if (on) days.set(on, due);
    held.set(ownerId, days);
  }
  return held;
}

/** Of what somebody of the staff looks at: the pool, those next to be called first. */
export function listPooled(db: Db, storeIds: readonly StoreId[] | undefined): Promise<Customer[]> {
  return db
    .select()
    .from(customers)
    .where(and(eq(customers.state, 'pooled'), storeIds && inArray(customers.storeId, [...storeIds])))
    .orderBy(asc(customers.nextDueOn), asc(customers.id));
}

/** When somebody may claim out of a store's pool: whom the desk has had for its term, or has called without success. */
export interface ClaimTerms {
  storeIds: readonly StoreId[];
  /** Taken back by then, the term of the desk is over. */
  heldUntil: Day;
  /** Taken back by then, the former owner may have him again. */
  barredUntil: Day;
}

function claimable(userId: UserId, { storeIds, heldUntil, barredUntil }: ClaimTerms) {
  return and(
    eq(customers.state, 'pooled'),
    inArray(customers.storeId, [...storeIds]),
    not(customers.doNotContact),
    ne(customers.ownerId, userId),
    or(isNull(customers.nextDueOn), lte(customers.recalledOn, heldUntil)),
    or(ne(customers.formerOwnerId, userId), lte(customers.recalledOn, barredUntil)),
  );
}

export async function countClaimable(db: Db, userId: UserId, terms: ClaimTerms): Promise<number> {
  return db.$count(customers, claimable(userId, terms));
}

/** The first of them, locked: two who claim at once get different ones. `among` leaves only these. */
export function lockClaimable(
  db: Db,
  userId: UserId,
  terms: ClaimTerms,
  limit: number,
  among?: readonly CustomerId[],
): Promise<Customer[]> {
  return db
    .select()
    .from(customers)
    .where(and(claimable(userId, terms), among && inArray(customers.id, [...among])))
    .orderBy(asc(customers.recalledOn), asc(customers.id))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** How many claimed customers somebody has who are still open. */
export async function countClaimed(db: Db, userId: UserId): Promise<number> {
  const claimed = db
    .select({ id: handovers.customerId })
    .from(handovers)
    .where(and(eq(handovers.toId, userId), eq(handovers.why, 'claimed')));
  return db.$count(
    customers,
    and(eq(customers.ownerId, userId), eq(customers.state, 'open'), inArray(customers.id, claimed)),
  );
}
