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
  orders: number;
  deliveries: number;
  lost: number;
}

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
      sum(effective)::int as effective, sum(test_drives)::int as "testDrives", sum(orders)::int as orders,
      sum(deliveries)::int as deliveries, sum(lost)::int as lost
    from (
      select store_id, received_by as user_id, 1 as visits, (nature <> 'again')::int as first_visits,
        (nature <> 'again' and recorded is true)::int as first_recorded, 0 as calls, 0 as cards, 0 as contacts,
        0 as effective, 0 as test_drives, 0 as orders, 0 as deliveries, 0 as lost
      from visits where counts_as_traffic and left_at >= ${from} and left_at < ${to} and ${of('store_id', 'received_by')}
      union all
      select store_id, answered_by, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0
      from inbound_calls where counts_as_traffic and at >= ${from} and at < ${to} and ${of('store_id', 'answered_by')}
      union all
      select store_id, created_by, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0
      from customers where created_at >= ${from} and created_at < ${to} and ${of('store_id', 'created_by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 1, effective::int, 0, 0, 0, 0
      from contacts where at >= ${from} and at < ${to} and ${of('store_id', 'by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0
      from test_drives where at >= ${from} and at < ${to} and ${of('store_id', 'by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0
      from orders where state <> 'cancelled' and at >= ${from} and at < ${to} and ${of('store_id', 'by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0
      from deliveries where at >= ${from} and at < ${to} and ${of('store_id', 'by')}
      union all
      select store_id, by, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
      from lost_applications where state = 'approved' and decided_at >= ${from} and decided_at < ${to} and ${of('store_id', 'by')}
    ) events
    group by store_id, user_id order by store_id, user_id`,
  );
  return rows.map((row) => ({ ...row, storeId: Number(row.storeId) as StoreId }));
}
