import { and, asc, desc, eq, gte, lte, ne, sql } from 'drizzle-orm';
import { type Fen, fen } from '../domain/money.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { customers } from './schema/customers.ts';
import { negotiations, priceRequests } from './schema/deals.ts';

export type PriceRequest = typeof priceRequests.$inferSelect;

export async function addPriceRequest(
  db: Db,
  request: typeof priceRequests.$inferInsert,
): Promise<PriceRequest> {
  const [added] = await db.insert(priceRequests).values(request).returning();
  if (!added) throw new Error('no row came back from the insert');
  return added;
}

const REQUEST = { request: priceRequests, customer: customers };

/** A request with its customer, whatever became of it. */
export async function findPriceRequest(db: Db, id: number) {
  const [found] = await db
    .select(REQUEST)
    .from(priceRequests)
    .innerJoin(customers, eq(customers.id, priceRequests.customerId))
    .where(eq(priceRequests.id, id));
  return found;
}

/** Requests that wait for a decision, the oldest first. */
export function listPendingRequests(db: Db, customerId?: CustomerId) {
  return db
    .select(REQUEST)
    .from(priceRequests)
    .innerJoin(customers, eq(customers.id, priceRequests.customerId))
    .where(
      and(
        eq(priceRequests.state, 'pending'),
        customerId === undefined ? undefined : eq(priceRequests.customerId, customerId),
      ),
    )
    .orderBy(asc(priceRequests.id));
}
export type PendingRequest = Awaited<ReturnType<typeof listPendingRequests>>[number];

/** Settles a request that still waits; false when somebody has settled it before. */
export async function settleRequest(
  db: Db,
  id: number,
  settlement: {
    state: 'approved' | 'countered' | 'refused' | 'withdrawn';
    grantedFen: Fen | null;
    decidedBy: UserId;
    decidedAt: Date;
    remark: string | null;
  },
): Promise<boolean> {
  const settled = await db
    .update(priceRequests)
    .set(settlement)
    .where(and(eq(priceRequests.id, id), eq(priceRequests.state, 'pending')))
    .returning({ id: priceRequests.id });
  return settled.length > 0;
}

/** Brings a request that still waits to somebody higher; false when it has moved or been settled meanwhile. */
export async function moveRequest(
  db: Db,
  request: Pick<PriceRequest, 'id' | 'level'>,
  to: { level: number; toId: UserId; toldAt: Date },
): Promise<boolean> {
  const moved = await db
    .update(priceRequests)
    .set(to)
    .where(
      and(
        eq(priceRequests.id, request.id),
        eq(priceRequests.level, request.level),
        eq(priceRequests.state, 'pending'),
      ),
    )
    .returning({ id: priceRequests.id });
  return moved.length > 0;
}

/** What a customer has been conceded in all until then: as the last round or decision left it. */
export async function concededUntil(db: Db, customerId: CustomerId, until: Date): Promise<Fen> {
  const [decided] = await db
    .select({ sum: priceRequests.grantedFen, at: priceRequests.decidedAt })
    .from(priceRequests)
    .where(
      and(
        eq(priceRequests.customerId, customerId),
        sql`${priceRequests.grantedFen} is not null`,
        lte(priceRequests.decidedAt, until),
      ),
    )
    .orderBy(desc(priceRequests.decidedAt), desc(priceRequests.id))
    .limit(1);
  const [round] = await db
    .select({ sum: negotiations.concededFen, at: negotiations.enteredAt })
    .from(negotiations)
    .where(
      and(
        eq(negotiations.customerId, customerId),
        sql`${negotiations.concededFen} is not null`,
        lte(negotiations.enteredAt, until),
      ),
    )
    .orderBy(desc(negotiations.round))
    .limit(1);
  const isRoundLater = round && (!decided?.at || round.at > decided.at);
  return (isRoundLater ? round.sum : decided?.sum) ?? fen(0);
}

/** The last requests of a customer since then, withdrawn ones left out, the newest first. */
export function listRequestsOf(db: Db, customerId: CustomerId, since: Date): Promise<PriceRequest[]> {
  return db
    .select()
    .from(priceRequests)
    .where(
      and(
        eq(priceRequests.customerId, customerId),
        gte(priceRequests.askedAt, since),
        ne(priceRequests.state, 'withdrawn'),
      ),
    )
    .orderBy(desc(priceRequests.id));
}
