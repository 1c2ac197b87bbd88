import { and, eq, exists, gte, inArray, isNotNull, isNull, lt, not, or, sql } from 'drizzle-orm';
import { DETAILED_FROM } from '../domain/card.ts';
import type { CustomerId, StoreId, VisitId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { StepCheck } from '../domain/steps.ts';
import { type Day, dayOf, instantOf } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { customers } from './schema/customers.ts';
import { contacts } from './schema/follow-up.ts';
import { leaveTexts, visits } from './schema/showroom.ts';

/** A step that has not been done yet, and when its clock began to run. */
export interface StepCase {
  check: StepCheck;
  /** Names the case for ever: `textMissing:visit:12`. */
  key: string;
  storeId: StoreId;
  aboutId: UserId;
  customerId: CustomerId | null;
  visitId: VisitId | null;
  /** How the customer is called; empty for a visit without a card. */
  called: string;
  startedAt: Date;
}

const CALLED = sql<string>`coalesce(${customers.alias}, ${customers.name}, '尾号' || right(${customers.phone}, 4), '')`;

/** Prospects somebody still has to work on. */
const ACTIVE = and(inArray(customers.state, ['open', 'ordered']), not(customers.doNotContact));

/** Every step that is not done, of those whose clock began since then. */
export async function listStepCases(db: Db, since: Date): Promise<StepCase[]> {
  const cases = await Promise.all([
    cardsLate(db, since),
    textsMissing(db, since),
    cardsThin(db, since),
    firstCallsMissing(db, dayOf(since)),
    gradesMissing(db, since),
  ]);
  return cases.flat();
}

async function cardsLate(db: Db, since: Date): Promise<StepCase[]> {
  const owed = await db
    .select({
      visitId: visits.id,
      storeId: visits.storeId,
      aboutId: visits.receivedBy,
      startedAt: visits.leftAt,
    })
    .from(visits)
    .where(and(isNull(visits.recorded), visits.countsAsTraffic, gte(visits.leftAt, since)));
  return owed.map((row) => ({
    ...row,
    check: 'cardLate',
    key: `cardLate:visit:${row.visitId}`,
    customerId: null,
    called: '',
  }));
}

async function textsMissing(db: Db, since: Date): Promise<StepCase[]> {
  const sent = db.select({ id: leaveTexts.id }).from(leaveTexts).where(eq(leaveTexts.visitId, visits.id));
  const owed = await db
    .select({
      visitId: visits.id,
      storeId: visits.storeId,
      aboutId: visits.receivedBy,
      customerId: customers.id,
      called: CALLED,
      startedAt: visits.leftAt,
    })
    .from(visits)
    .innerJoin(customers, eq(customers.id, visits.customerId))
    .where(
      and(
        gte(visits.leftAt, since),
        isNotNull(customers.phone),
        not(customers.noTexts),
        ACTIVE,
        not(exists(sent)),
      ),
    );
  return owed.map((row) => ({ ...row, check: 'textMissing', key: `textMissing:visit:${row.visitId}` }));
}

/** Few of the twelve fields, or one of the musts missing: phone, car, source, grade, next day (D14). */
const THIN = or(
  lt(customers.cardFilled, DETAILED_FROM),
  and(isNull(customers.phone), isNull(customers.wechat)),
  isNull(customers.series),
  and(isNull(customers.source), isNull(customers.heardFrom)),
  isNull(customers.grade),
  and(isNull(customers.agreedOn), isNull(customers.nextDueOn)),
);

async function cardsThin(db: Db, since: Date): Promise<StepCase[]> {
  const thin = await db
    .select({
      storeId: customers.storeId,
      aboutId: customers.ownerId,
      customerId: customers.id,
      called: CALLED,
      startedAt: customers.createdAt,
    })
    .from(customers)
    .where(and(gte(customers.createdAt, since), THIN, eq(customers.state, 'open'), ACTIVE));
  return thin.map((row) => ({
    ...row,
    check: 'cardThin',
    key: `cardThin:customer:${row.customerId}`,
    visitId: null,
  }));
}

async function firstCallsMissing(db: Db, since: Day): Promise<StepCase[]> {
  const owed = await db
    .select({
      storeId: customers.storeId,
      aboutId: customers.ownerId,
      customerId: customers.id,
      called: CALLED,
      owedSince: sql<Day>`${customers.firstCallOwedSince}`,
    })
    .from(customers)
    .where(and(gte(customers.firstCallOwedSince, since), ACTIVE));
  return owed.map(({ owedSince, ...row }) => ({
    ...row,
    check: 'firstCallMissing',
    key: `firstCallMissing:customer:${row.customerId}:${owedSince}`,
    visitId: null,
    startedAt: instantOf(owedSince, '12:00'),
  }));
}

async function gradesMissing(db: Db, since: Date): Promise<StepCase[]> {
  const ungraded = await db
    .select({
      contactId: contacts.id,
      storeId: contacts.storeId,
      aboutId: contacts.by,
      customerId: contacts.customerId,
      called: CALLED,
      startedAt: contacts.enteredAt,
    })
    .from(contacts)
    .innerJoin(customers, eq(customers.id, contacts.customerId))
    .where(
      and(
        isNull(contacts.gradedAt),
        contacts.effective,
        gte(contacts.at, since),
        eq(customers.state, 'open'),
        not(customers.doNotContact),
      ),
    );
  return ungraded.map(({ contactId, ...row }) => ({
    ...row,
    check: 'gradeMissing',
    key: `gradeMissing:contact:${contactId}`,
    visitId: null,
  }));
}
