import { and, asc, count, eq, gt, inArray, lte, not, notExists, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import { REVISITS } from '../domain/revisits.ts';
import type { UserId } from '../domain/staff.ts';
import type { Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import type { Customer } from './customers.ts';
import { customers } from './schema/customers.ts';
import { lostApplications, tasks } from './schema/follow-up.ts';

/** Another person looks again at somebody lost, on these days; those that were dropped before are planned anew. */
export async function planRevisits(
  db: Db,
  days: readonly Day[],
  visit: { customerId: CustomerId; storeId: StoreId; ownerId: UserId; by: UserId; at: Date },
): Promise<void> {
  for (const [index, dueOn] of days.entries())
    await db
      .insert(tasks)
      .values({ ...visit, kind: 'revisit', what: `第${index + 1}次再访`, dueOn })
      .onConflictDoUpdate({
        target: [tasks.customerId, tasks.kind, tasks.dueOn, tasks.what],
        set: { ownerId: visit.ownerId, state: 'open', by: visit.by, at: visit.at },
        setWhere: eq(tasks.state, 'dropped'),
      });
}

/** The first revisit of somebody that is open and due by then is done; answers which. */
export async function finishRevisit(db: Db, customerId: CustomerId, until: Day, doneAt: Date) {
  const [next] = await db
    .select()
    .from(tasks)
    .where(
      and(
        eq(tasks.customerId, customerId),
        eq(tasks.kind, 'revisit'),
        eq(tasks.state, 'open'),
        lte(tasks.dueOn, until),
      ),
    )
    .orderBy(asc(tasks.dueOn))
    .limit(1);
  if (next) await db.update(tasks).set({ state: 'done', doneAt }).where(eq(tasks.id, next.id));
  return next;
}

/** He came to life again, or is none to look at any more. */
export async function dropRevisits(db: Db, customerId: CustomerId): Promise<void> {
  await db
    .update(tasks)
    .set({ state: 'dropped' })
    .where(and(eq(tasks.customerId, customerId), eq(tasks.kind, 'revisit'), eq(tasks.state, 'open')));
}

/** How many revisits each of some people has before him. */
export async function revisitLoad(db: Db, userIds: readonly UserId[]): Promise<Map<UserId, number>> {
  const rows = await db
    .select({ ownerId: tasks.ownerId, open: count() })
    .from(tasks)
    .where(and(inArray(tasks.ownerId, [...userIds]), eq(tasks.kind, 'revisit'), eq(tasks.state, 'open')))
    .groupBy(tasks.ownerId);
  return new Map(rows.map(({ ownerId, open }) => [ownerId, open]));
}

/**
 * Lost customers who were looked at again as often as there are revisits since they were given up, without life, and whom
 * nobody has proposed as a dead order since; with who looked last.
 */
export async function listLifeless(db: Db): Promise<{ customer: Customer; by: UserId }[]> {
  const since = sql`(select max(a.decided_at) from lost_applications a
    where a.customer_id = ${customers.id} and a.state = 'approved')`;
  const visited = db
    .select({ customerId: tasks.customerId, lastAt: sql<Date>`max(${tasks.doneAt})`.as('last_at') })
    .from(tasks)
    .innerJoin(customers, eq(customers.id, tasks.customerId))
    .where(
      and(
        eq(tasks.kind, 'revisit'),
        eq(tasks.state, 'done'),
        eq(customers.state, 'lost'),
        gt(tasks.doneAt, since),
      ),
    )
    .groupBy(tasks.customerId)
    .having(sql`count(*) >= ${REVISITS}`)
    .as('visited');
  const proposed = db
    .select({ id: lostApplications.id })
    .from(lostApplications)
    .where(
      and(
        eq(lostApplications.customerId, customers.id),
        eq(lostApplications.kind, 'dead'),
        gt(lostApplications.at, visited.lastAt),
      ),
    );
  const open = db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.customerId, customers.id), eq(tasks.kind, 'revisit'), eq(tasks.state, 'open')));
  const rows = await db
    .select({
      customer: customers,
      by: sql<UserId>`(select t.owner_id from tasks t where t.customer_id = ${customers.id} and t.kind = 'revisit'
        and t.state = 'done' order by t.done_at desc limit 1)`,
    })
    .from(customers)
    .innerJoin(visited, eq(visited.customerId, customers.id))
    .where(
      and(eq(customers.state, 'lost'), not(customers.doNotContact), notExists(proposed), notExists(open)),
    )
    .orderBy(asc(customers.id));
  return rows;
}
