import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { triesLeft } from '../domain/contact.ts';
import type { CustomerState } from '../domain/cadence.ts';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import type { Rules } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import type { Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { contacts, tasks } from './schema/follow-up.ts';
import { visits } from './schema/showroom.ts';
import { listOpenTasks, type Task } from './tasks.ts';

/** Somebody is to be tried so many times more before his loss may be applied for again; said anew it counts anew. */
export async function askForTries(
  db: Db,
  asked: {
    storeId: StoreId;
    customerId: CustomerId;
    ownerId: UserId;
    times: number;
    dueOn: Day;
    by: UserId;
    at: Date;
  },
): Promise<void> {
  const { ownerId, times, by, at } = asked;
  const open = (await listOpenTasks(db, asked.customerId)).filter(({ kind }) => kind === 'tries');
  await endTries(db, open, 'dropped', at);
  await db
    .insert(tasks)
    .values({ ...asked, kind: 'tries', what: `再打${times}次` })
    .onConflictDoUpdate({
      target: [tasks.customerId, tasks.kind, tasks.dueOn, tasks.what],
      set: { ownerId, times, by, at, state: 'open', doneAt: null },
    });
}

/** Those for whom nothing is owed by such a task: he has bought, is lost, or is being decided on. */
const SETTLED: readonly CustomerState[] = ['ordered', 'delivered', 'lostPending', 'dead', 'closed'];

/** How many tries each of some tasks still asks for, by what was logged since; by the number of the task. */
export async function countTriesLeft(
  db: Db,
  asked: readonly { task: Task; customer: { id: CustomerId; state: CustomerState } }[],
  rules: Rules,
): Promise<Map<number, number>> {
  const left = new Map<number, number>();
  for (const { task, customer } of asked) {
    if (task.kind !== 'tries' || task.times === null) continue;
    const [tries, visited] = await Promise.all([
      db
        .select({ at: contacts.at, effective: contacts.effective })
        .from(contacts)
        .where(and(eq(contacts.customerId, customer.id), gt(contacts.at, task.at)))
        .orderBy(asc(contacts.at)),
      db
        .select({ at: visits.leftAt })
        .from(visits)
        .where(and(eq(visits.customerId, customer.id), gt(visits.leftAt, task.at))),
    ]);
    const isOver = SETTLED.includes(customer.state) || visited.length > 0;
    left.set(task.id, isOver ? 0 : triesLeft(task.times, tries, rules));
  }
  return left;
}

/** The tries that a customer still owes before his loss may be applied for again; tasks that ask for none are done. */
export async function settleTries(
  db: Db,
  customer: { id: CustomerId; state: CustomerState },
  rules: Rules,
  at: Date,
): Promise<number> {
  const open = (await listOpenTasks(db, customer.id)).filter(({ kind }) => kind === 'tries');
  const left = await countTriesLeft(
    db,
    open.map((task) => ({ task, customer })),
    rules,
  );
  await endTries(
    db,
    open.filter(({ id }) => left.get(id) === 0),
    'done',
    at,
  );
  return Math.max(0, ...left.values());
}

async function endTries(db: Db, ended: readonly Task[], state: 'done' | 'dropped', at: Date): Promise<void> {
  if (ended.length === 0) return;
  await db
    .update(tasks)
    .set(state === 'done' ? { state, doneAt: at } : { state })
    .where(
      inArray(
        tasks.id,
        ended.map(({ id }) => id),
      ),
    );
}
