import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Grade } from '../domain/grade.ts';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import type { MetAlike, QuotaPeriod } from '../domain/quota.ts';
import type { UserId } from '../domain/staff.ts';
import { addDays, type Day, instantOf } from '../domain/time.ts';
import { type Db, rowsOf } from './connect.ts';
import { changedSince, gradeThen } from './grade-flow.ts';
import { customers } from './schema/customers.ts';
import type { Subject } from './statistics.ts';

/** What counts as met or talked with (D6), and when it was. */
const COUNTS = [
  'select customer_id, at as met_at from contacts where effective',
  'select customer_id, left_at from visits',
  'select customer_id, at from inbound_calls',
  'select customer_id, at from test_drives',
  'select customer_id, at from orders',
  'select customer_id, at from deliveries',
].join(' union all ');

/** The day in China of each. */
function met(whose: SQL | undefined, { since, until }: QuotaPeriod, before?: Date): SQL {
  const from = instantOf(since, '00:00').toISOString();
  const end = instantOf(addDays(until, 1), '00:00');
  const to = (before && before < end ? before : end).toISOString();
  return sql`select customer_id, ${dayInChina('met_at')} as day from (${sql.raw(COUNTS)}) counted
    where met_at >= ${from} and met_at < ${to} and ${whose ? sql`customer_id in (${whose})` : sql`customer_id is not null`}`;
}

function dayInChina(column: string): SQL {
  return sql.raw(`(${column} at time zone 'UTC' + interval '8 hours')::date`);
}

/** The days of a period on which a customer was met or talked with, each once. */
export async function listMetDays(db: Db, id: CustomerId, period: QuotaPeriod): Promise<Day[]> {
  const rows = await rowsOf<{ day: Day }>(
    db,
    sql`select distinct day::text as day from (${met(sql`select ${id}::bigint`, period)}) met order by day`,
  );
  return rows.map(({ day }) => day);
}

/**
 * Customers who had one of these grades at `at`, by store, owner, grade, the day it was set if that lies in the period, and on how many
 * of its days they were met. Who must not be contacted or waits for the verdict on his loss owes nothing.
 */
export async function countMet(
  db: Db,
  { storeIds, userId }: Subject,
  { period, grades, at }: { period: QuotaPeriod; grades: readonly Grade[]; at: Date },
): Promise<(MetAlike & { storeId: StoreId; ownerId: UserId })[]> {
  const changed = changedSince(db, at);
  const grade = gradeThen(changed);
  if (grades.length === 0 || storeIds?.length === 0) return [];
  const mine = and(
    storeIds && inArray(customers.storeId, [...storeIds]),
    userId === undefined ? undefined : eq(customers.ownerId, userId),
  );
  const theirs = mine && sql`select ${customers.id} from ${customers} where ${mine}`;
  // The day of the grade that he had then.
  const setOn = sql`case when ${changed.customerId} is null then ${customers.gradeSetOn} else (
    select ${dayInChina('max(g.at)')} from grade_changes g
    where g.customer_id = ${customers.id} and g.at < ${at.toISOString()}) end`;
  const rows = await rowsOf<MetAlike & { storeId: string; ownerId: UserId }>(
    db,
    sql`
    select "storeId", "ownerId", grade, "gradedOn"::text as "gradedOn", days, count(*)::int as customers
    from (
      select ${customers.storeId} as "storeId", ${customers.ownerId} as "ownerId", ${grade} as grade,
        nullif(greatest(${setOn}, ${period.since}::date), ${period.since}::date) as "gradedOn",
        coalesce(met.days, 0)::int as days
      from ${customers} left join ${changed} on ${changed.customerId} = ${customers.id}
        left join (select customer_id, count(distinct day) as days from (
          ${met(theirs, period, at)}) each group by customer_id) met
        on met.customer_id = ${customers.id}
      where ${mine ?? sql`true`} and not ${customers.doNotContact} and ${grade} in ${[...grades]}
        and (${changed.customerId} is not null or ${customers.state} in ('open', 'ordered'))
    ) held
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
  );
  return rows.map((row) => ({ ...row, storeId: Number(row.storeId) as StoreId }));
}
