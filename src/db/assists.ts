import { and, asc, desc, eq, gte, inArray, isNull } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { customers } from './schema/customers.ts';
import { assists } from './schema/supervision.ts';

export type Assist = typeof assists.$inferSelect;

export async function addAssist(db: Db, assist: typeof assists.$inferInsert): Promise<Assist> {
  const [added] = await db.insert(assists).values(assist).returning();
  if (!added) throw new Error('no row came back from the insert');
  return added;
}

/** Calls for help since then that nobody has answered, with whom they are about, oldest first. */
export function listOpenAssists(db: Db, since: Date, customerId?: CustomerId) {
  return db
    .select({ assist: assists, customer: customers })
    .from(assists)
    .innerJoin(customers, eq(customers.id, assists.customerId))
    .where(
      and(
        isNull(assists.answeredAt),
        gte(assists.at, since),
        customerId === undefined ? undefined : eq(assists.customerId, customerId),
      ),
    )
    .orderBy(asc(assists.id));
}

/** What somebody has called for since then, answered or not, the newest first. */
export function listCallsBy(db: Db, by: UserId, since: Date) {
  return db
    .select({ assist: assists, customer: customers })
    .from(assists)
    .innerJoin(customers, eq(customers.id, assists.customerId))
    .where(and(eq(assists.by, by), gte(assists.at, since)))
    .orderBy(desc(assists.id));
}

export async function dropAssist(db: Db, id: number): Promise<void> {
  await db.delete(assists).where(eq(assists.id, id));
}

export async function findAssist(db: Db, id: number) {
  const [found] = await db
    .select({ assist: assists, customer: customers })
    .from(assists)
    .innerJoin(customers, eq(customers.id, assists.customerId))
    .where(eq(assists.id, id));
  return found;
}

/** Calls since then for anyone to receive a customer, that nobody has taken; the newest first. */
export function listUnattended(db: Db, since: Date, storeIds?: readonly StoreId[]): Promise<Assist[]> {
  return db
    .select()
    .from(assists)
    .where(
      and(
        eq(assists.role, 'anyone'),
        isNull(assists.answeredAt),
        gte(assists.at, since),
        storeIds && inArray(assists.storeId, [...storeIds]),
      ),
    )
    .orderBy(desc(assists.id));
}

/** A call for anyone, taken or not. */
export async function findReception(db: Db, id: number): Promise<Assist | undefined> {
  const [found] = await db
    .select()
    .from(assists)
    .where(and(eq(assists.id, id), eq(assists.role, 'anyone')));
  return found;
}

/** Notes who answered a call first; false when somebody was faster. */
export async function answerAssist(
  db: Db,
  id: number,
  answer: { answeredBy: UserId; answeredAt: Date; minutes: number },
): Promise<boolean> {
  const answered = await db
    .update(assists)
    .set(answer)
    .where(and(eq(assists.id, id), isNull(assists.answeredAt)))
    .returning({ id: assists.id });
  return answered.length > 0;
}
