import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import type { Customer } from './customers.ts';
import { customers } from './schema/customers.ts';
import { cards } from './schema/supervision.ts';

/** The kind of card by which a longer window is asked for. */
export const WINDOW_CARD = 'window';

/** Which window a card asks for, as a number that a card can hold: 20260508. A new grade begins another one. */
export function windowOf({ windowEndsOn }: Customer): number {
  return Number(windowEndsOn?.replaceAll('-', '') ?? 0);
}

/** On the card of a request that was refused, behind the customer and his window. */
export const REFUSED = 1;

const isWaiting = and(
  eq(cards.kind, WINDOW_CARD),
  sql`cardinality(${cards.subjects}) = 2`,
  sql`${cards.subjects}[2] = to_char(${customers.windowEndsOn}, 'YYYYMMDD')::bigint`,
  isNull(customers.windowExtendedOn),
  eq(customers.state, 'open'),
);

/** Customers for whom a longer window is asked for, of somebody or of anybody, the first asked first. */
export async function listWindowRequests(db: Db, toId?: UserId): Promise<Customer[]> {
  const rows = await db
    .select({ customer: customers })
    .from(cards)
    .innerJoin(customers, sql`${customers.id} = ${cards.subjects}[1]`)
    .where(and(toId && eq(cards.toId, toId), isWaiting))
    .orderBy(asc(cards.createdAt), asc(cards.taskId));
  const byId = new Map(rows.map(({ customer }) => [customer.id, customer]));
  return [...byId.values()];
}

/** Notes on its cards that this request was refused; he may ask again. */
export async function refuseWindowRequest(db: Db, customer: Customer): Promise<void> {
  await db
    .update(cards)
    .set({ subjects: [customer.id, windowOf(customer), REFUSED] })
    .where(
      and(
        eq(cards.kind, WINDOW_CARD),
        sql`${cards.subjects}[1] = ${customer.id}`,
        sql`${cards.subjects}[2] = ${windowOf(customer)}`,
      ),
    );
}
