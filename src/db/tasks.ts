import { and, asc, eq, inArray, lte, ne, not } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { customers } from './schema/customers.ts';
import { tasks } from './schema/follow-up.ts';

export type Task = typeof tasks.$inferSelect;
export type NewTask = typeof tasks.$inferInsert;

/** Notes a piece of work with a day of its own; the same for the same customer and day is noted once. */
export async function addTask(db: Db, task: NewTask): Promise<boolean> {
  const added = await db.insert(tasks).values(task).onConflictDoNothing().returning({ id: tasks.id });
  return added.length > 0;
}

/** Work of somebody that is due by a day, with whom it is for, oldest first. */
export function listDueTasks(db: Db, ownerId: UserId, until: Day) {
  return db
    .select({ task: tasks, customer: customers })
    .from(tasks)
    .innerJoin(customers, eq(customers.id, tasks.customerId))
    .where(
      and(
        eq(tasks.ownerId, ownerId),
        eq(tasks.state, 'open'),
        lte(tasks.dueOn, until),
        not(customers.doNotContact),
      ),
    )
    .orderBy(asc(tasks.dueOn), asc(tasks.id));
}

/** Everybody who has work with a day of its own that is due by then. */
export async function listTaskOwners(db: Db, until: Day): Promise<UserId[]> {
  const rows = await db
    .selectDistinct({ ownerId: tasks.ownerId })
    .from(tasks)
    .where(and(eq(tasks.state, 'open'), lte(tasks.dueOn, until)));
  return rows.map(({ ownerId }) => ownerId);
}

/** What is still to be done for a customer, the soonest first. */
export function listOpenTasks(db: Db, customerId: CustomerId): Promise<Task[]> {
  return db
    .select()
    .from(tasks)
    .where(and(eq(tasks.customerId, customerId), eq(tasks.state, 'open')))
    .orderBy(asc(tasks.dueOn), asc(tasks.id));
}

/** What was promised to customers and is still to be kept, the soonest first. */
export function listPromised(db: Db, customerIds: readonly CustomerId[]): Promise<Task[]> {
  return db
    .select()
    .from(tasks)
    .where(
      and(inArray(tasks.customerId, [...customerIds]), eq(tasks.kind, 'promise'), eq(tasks.state, 'open')),
    )
    .orderBy(asc(tasks.dueOn), asc(tasks.id));
}

export async function finishTasks(
  db: Db,
  ids: readonly number[],
  end: { state: 'done'; doneAt: Date } | { state: 'dropped' },
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(tasks)
    .set(end)
    .where(and(inArray(tasks.id, [...ids]), eq(tasks.state, 'open')));
}

/** The same work by another day; where it is noted for that day too, once. */
export async function postponeTask(db: Db, task: Task, dueOn: Day): Promise<void> {
  const { id, ...work } = task;
  const { customerId, ownerId, kind, what } = work;
  const again = await addTask(db, { ...work, dueOn });
  if (!again) {
    const [there] = await db
      .select({ id: tasks.id })
      .from(tasks)
      .where(
        and(
          eq(tasks.customerId, customerId),
          eq(tasks.ownerId, ownerId),
          eq(tasks.kind, kind),
          eq(tasks.what, what),
          eq(tasks.dueOn, dueOn),
          eq(tasks.state, 'open'),
        ),
      );
    if (!there || there.id === id) return;
  }
  await finishTasks(db, [id], { state: 'dropped' });
}

/** Nobody is promised anything any more; visits to lost customers have an end of their own. */
export async function dropPromises(db: Db, customerId: CustomerId): Promise<void> {
  await db
    .update(tasks)
    .set({ state: 'dropped' })
    .where(and(eq(tasks.customerId, customerId), ne(tasks.kind, 'revisit'), eq(tasks.state, 'open')));
}

/** What somebody was to do in the words given, for whomever: it is no more to be done. */
export async function dropTasksOf(db: Db, ownerId: UserId, what: string): Promise<void> {
  await db
    .update(tasks)
    .set({ state: 'dropped' })
    .where(and(eq(tasks.ownerId, ownerId), eq(tasks.what, what), eq(tasks.state, 'open')));
}
