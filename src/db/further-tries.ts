import { and, gt, inArray } from 'drizzle-orm';
import { triesLeft } from '../domain/contact.ts';
import type { CustomerState } from '../domain/cadence.ts';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import type { Rules } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import type { Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { contacts, tasks } from './schema/follow-up.ts';
import { visits } from './schema/showroom.ts';
import { finishTasks, listOpenTasks, type Task } from './tasks.ts';

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
  await finishTasks(db, idsOf(open), { state: 'dropped' });
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
  const tries = asked.flatMap(({ task, customer }) =>
    task.kind === 'tries' && task.times !== null ? { task, times: task.times, customer } : [],
  );
  if (tries.length === 0) return new Map();
  const ids = tries.map(({ customer }) => customer.id);
  const first = new Date(Math.min(...tries.map(({ task }) => task.at.getTime())));
  const [talks, visited] = await Promise.all([
    db
      .select({ customerId: contacts.customerId, at: contacts.at, effective: contacts.effective })
      .from(contacts)
      .where(and(inArray(contacts.customerId, ids), gt(contacts.at, first))),
    db
      .select({ customerId: visits.customerId, at: visits.leftAt })
      .from(visits)
      .where(and(inArray(visits.customerId, ids), gt(visits.leftAt, first))),
  ]);
  return new Map(
    tries.map(({ task, times, customer }) => {
      const isSince = (each: { customerId: CustomerId | null; at: Date }) =>
        each.customerId === customer.id && each.at > task.at;
      const isOver = SETTLED.includes(customer.state) || visited.some(isSince);
      return [task.id, isOver ? 0 : triesLeft(times, talks.filter(isSince), rules)];
    }),
  );
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
  const done = open.filter(({ id }) => left.get(id) === 0);
  await finishTasks(db, idsOf(done), { state: 'done', doneAt: at });
  return Math.max(0, ...left.values());
}

function idsOf(some: readonly Task[]): number[] {
  return some.map(({ id }) => id);
}
