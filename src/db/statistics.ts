import { sql } from 'drizzle-orm';
import type { StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import { type Db, rowsOf } from './connect.ts';

/** Whose figures: of the group, of some stores, or of one person. */
export interface Subject {
  storeIds?: readonly StoreId[] | undefined;
  userId?: UserId | undefined;
}

/** Counts of a period, by store and person. Each counts rows of one table; see `reports/statistics.ts` for 口径. */
export interface Figures {
  storeId: StoreId;
  userId: UserId;
  visits: number;
  firstVisits: number;
  firstRecorded: number;
  calls: number;
  cards: number;
  contacts: number;
  effective: number;
  testDrives: number;
  /** On which money was taken in the period, less those cancelled in it, whenever they were placed (D27). */
  orders: number;
  /** Of them those whose customer was first registered from a call (D26). */
  phoneOrders: number;
  deliveries: number;
  lost: number;
}

/** Orders with the moment of the first money: signed alone they are none to the figures yet (D1, D27). */
const PAID_ORDERS = sql.raw(`(select o.*,
  (select min(p.at) from payments p where p.order_id = o.id) as paid_at from orders o) orders`);

/** Figures of the events from `since` until before `until`, one row a store and person with something to count. */
export async function countFigures(db: Db, subject: Subject, since: Date, until: Date): Promise<Figures[]> {
  const from = since.toISOString();
  const to = until.toISOString();
  const stores = subject.storeIds && [...subject.storeIds];
  const of = (store: string, person: string) => sql`
    ${stores === undefined ? sql`true` : stores.length === 0 ? sql`false` : sql`${sql.raw(store)} in ${stores}`}
    and ${subject.userId === undefined ? sql`true` : sql`${sql.raw(person)} = ${subject.userId}`}`;
  const rows = await rowsOf<Figures>(
    db,
    sql`
    select store_id::float8 as "storeId", user_id as "userId",
      sum(visits)::int as visits, sum(first_visits)::int as "firstVisits", sum(first_recorded)::int as "firstRecorded",
      sum(calls)::int as calls, sum(cards)::int as cards, sum(contacts)::int as contacts,
      sum(effective)::int as effective, sum(test_drives)::int as "testDrives", sum(orders)::int as orders, sum(phone_orders)::int as "phoneOrders",
      sum(deliveries)::int as deliveries, sum(lost)::int as lost
    from (
      select store_id, received_by as user_id, 1 as visits, (nature <> 'again')::int as first_visits,
        (nature <> 'again' and recorded is true)::int as first_recorded, 0 as calls, 0 as cards, 0 as contacts,
        0 as effective, 0 as test_drives, 0 as orders, 0 as deliveries, 0 as lost, 0 as phone_orders
      from visits where counts_as_traffic and left_at >= ${from} and left_at < ${to} and ${of('store_id', 'received_by')}
      union all
      select store_id, answered_by, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0
      from inbound_calls where counts_as_traffic and at >= ${from} and at < ${to} and ${of('store_id', 'answered_by')}
      union all
      select store_id, created_by, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0
      from customers where created_at >= ${from} and created_at < ${to} and ${of('store_id', 'created_by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 1, effective::int, 0, 0, 0, 0, 0
      from contacts where at >= ${from} and at < ${to} and ${of('store_id', 'by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0
      from test_drives where at >= ${from} and at < ${to} and ${of('store_id', 'by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 
        coalesce((select (c.source = 'callIn')::int from customers c where c.id = orders.customer_id), 0)
      from ${PAID_ORDERS} where paid_at >= ${from} and paid_at < ${to} and ${of('store_id', 'by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0,
        -coalesce((select (c.source = 'callIn')::int from customers c where c.id = orders.customer_id), 0)
      from ${PAID_ORDERS} where cancelled_at >= ${from} and cancelled_at < ${to} and paid_at is not null and ${of('store_id', 'by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0
      from deliveries where at >= ${from} and at < ${to} and ${of('store_id', 'by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0
      from lost_applications where state = 'approved' and decided_at >= ${from} and decided_at < ${to} and ${of('store_id', 'by')}
    ) events
    group by store_id, user_id order by store_id, user_id`,
  );
  return rows.map((row) => ({ ...row, storeId: Number(row.storeId) as StoreId }));
}

/**
 * Customers who were being followed at a moment, by the store and owner they have now: entered before it, the car not
 * handed over, and not lost, unless they have come again since.
 */
export async function countOpenAt(
  db: Db,
  { storeIds, userId }: Subject,
  at: Date,
): Promise<(Pick<Figures, 'storeId' | 'userId'> & { openBefore: number })[]> {
  const moment = at.toISOString();
  const rows = await rowsOf<Pick<Figures, 'storeId' | 'userId'> & { openBefore: number }>(
    db,
    sql`
    select c.store_id::float8 as "storeId", c.owner_id as "userId", count(*)::int as "openBefore"
    from customers c
    where c.created_at < ${moment} and c.state <> 'closed'
      and ${storeIds === undefined ? sql`true` : storeIds.length === 0 ? sql`false` : sql`c.store_id in ${[...storeIds]}`}
      and ${userId === undefined ? sql`true` : sql`c.owner_id = ${userId}`}
      and not exists (select from deliveries d where d.customer_id = c.id and d.at < ${moment})
      and not exists (
        select from lost_applications l
        where l.customer_id = c.id and l.state = 'approved' and l.decided_at < ${moment}
          and not exists (
            select from visits v where v.customer_id = c.id and v.left_at > l.decided_at and v.left_at < ${moment}
          )
      )
    group by c.store_id, c.owner_id order by c.store_id, c.owner_id`,
  );
  return rows.map((row) => ({ ...row, storeId: Number(row.storeId) as StoreId }));
}
