import { and, asc, count, desc, eq, gte, isNull, lt, ne, sql } from 'drizzle-orm';
import type { CustomerId, VisitId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { inboundCalls, leaveTexts, testDrives, visits } from './schema/showroom.ts';

export type Visit = typeof visits.$inferSelect;

export async function addVisit(db: Db, visit: typeof visits.$inferInsert): Promise<Visit> {
  const [added] = await db.insert(visits).values(visit).returning();
  if (!added) throw new Error('no row came back from the insert');
  return added;
}

export async function countVisits(db: Db, customerId: CustomerId): Promise<number> {
  const [row] = await db.select({ visits: count() }).from(visits).where(eq(visits.customerId, customerId));
  return row?.visits ?? 0;
}

/** When a customer was in the showroom, oldest first. */
export function listVisits(db: Db, customerId: CustomerId): Promise<{ leftAt: Date }[]> {
  return db
    .select({ leftAt: visits.leftAt })
    .from(visits)
    .where(eq(visits.customerId, customerId))
    .orderBy(asc(visits.leftAt));
}

/** Batches that somebody received since then and for which a card is still owed, oldest first. */
export function listCardless(db: Db, receivedBy: UserId, since: Date): Promise<Visit[]> {
  return db
    .select()
    .from(visits)
    .where(and(eq(visits.receivedBy, receivedBy), isNull(visits.recorded), gte(visits.leftAt, since)))
    .orderBy(asc(visits.id));
}

/** Batches that somebody received in a stretch of time, with a card or without. */
export function listReceivedBy(db: Db, receivedBy: UserId, from: Date, until: Date): Promise<Visit[]> {
  return db
    .select()
    .from(visits)
    .where(and(eq(visits.receivedBy, receivedBy), gte(visits.leftAt, from), lt(visits.leftAt, until)))
    .orderBy(asc(visits.id));
}

export async function changeVisit(db: Db, id: VisitId, change: Partial<Visit>): Promise<void> {
  await db.update(visits).set(change).where(eq(visits.id, id));
}

/** The customer's number came after all: his visit left data. */
export async function markRecorded(db: Db, customerId: CustomerId): Promise<void> {
  await db
    .update(visits)
    .set({ recorded: true })
    .where(and(eq(visits.customerId, customerId), eq(visits.recorded, false)));
}

/** The last visit of a customer, with what is known of the text after it. */
export async function findLastVisit(db: Db, customerId: CustomerId) {
  const [visit] = await db
    .select({
      id: visits.id,
      storeId: visits.storeId,
      leftAt: visits.leftAt,
      nature: visits.nature,
      reviewedAt: visits.reviewedAt,
      text: leaveTexts.state,
      textAt: leaveTexts.at,
      reason: leaveTexts.reason,
    })
    .from(visits)
    .leftJoin(leaveTexts, eq(leaveTexts.visitId, visits.id))
    .where(eq(visits.customerId, customerId))
    .orderBy(desc(visits.leftAt))
    .limit(1);
  return visit;
}

/** Customers whose last text is owed by somebody since then, the newest first. */
export function listOwedTexts(db: Db, receivedBy: UserId, since: Date) {
  return db
    .select({ customerId: visits.customerId, visitId: visits.id })
    .from(visits)
    .leftJoin(leaveTexts, eq(leaveTexts.visitId, visits.id))
    .where(
      and(
        eq(visits.receivedBy, receivedBy),
        gte(visits.leftAt, since),
        isNull(leaveTexts.id),
        sql`${visits.customerId} is not null`,
        ne(visits.recorded, false),
      ),
    )
    .orderBy(desc(visits.id));
}

/** Notes that the text was sent or waived; false when that was noted before. */
export async function addLeaveText(db: Db, text: typeof leaveTexts.$inferInsert): Promise<boolean> {
  const added = await db
    .insert(leaveTexts)
    .values(text)
    .onConflictDoNothing()
    .returning({ id: leaveTexts.id });
  return added.length > 0;
}

export async function addTestDrive(db: Db, drive: typeof testDrives.$inferInsert): Promise<void> {
  await db.insert(testDrives).values(drive);
}

export async function addInboundCall(db: Db, call: typeof inboundCalls.$inferInsert): Promise<void> {
  await db.insert(inboundCalls).values(call);
}

/** Second visits somebody received since then of which it was not said yet what came of them, the newest first. */
export function listUnreviewed(db: Db, receivedBy: UserId, since: Date) {
  return db
    .select({ customerId: visits.customerId })
    .from(visits)
    .where(
      and(
        eq(visits.receivedBy, receivedBy),
        eq(visits.nature, 'again'),
        isNull(visits.reviewedAt),
        gte(visits.leftAt, since),
      ),
    )
    .orderBy(desc(visits.id));
}

/** The last second visit of a customer, with what has been said of it. */
export async function findLastReturn(db: Db, customerId: CustomerId): Promise<Visit | undefined> {
  const [visit] = await db
    .select()
    .from(visits)
    .where(and(eq(visits.customerId, customerId), eq(visits.nature, 'again')))
    .orderBy(desc(visits.leftAt), desc(visits.id))
    .limit(1);
  return visit;
}

export async function findVisit(db: Db, id: VisitId): Promise<Visit | undefined> {
  const [visit] = await db.select().from(visits).where(eq(visits.id, id));
  return visit;
}

/** Customers whom somebody received since then, the newest first. */
export function listVisitors(db: Db, receivedBy: UserId, since: Date) {
  return db
    .select({ customerId: visits.customerId })
    .from(visits)
    .where(
      and(
        eq(visits.receivedBy, receivedBy),
        gte(visits.leftAt, since),
        sql`${visits.customerId} is not null`,
      ),
    )
    .orderBy(desc(visits.id));
}
