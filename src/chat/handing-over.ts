import { changeCustomer, type Customer, type CustomerChange } from '../db/customers.ts';
import { addHandovers, type Handover, plannedAhead } from '../db/handovers.ts';
import { post } from '../db/outbox.ts';
import { readDaysOff } from '../db/rules.ts';
import { findStaff, type StaffRow } from '../db/staff.ts';
import { listPromised } from '../db/tasks.ts';
import type { Calendar } from '../domain/cadence.ts';
import { stagger } from '../domain/handover.ts';
import type { StoreId } from '../domain/ids.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { type Day, dayOf } from '../domain/time.ts';
import { dueChange, dueOf } from '../reports/due-words.ts';
import { briefs, namesOf } from '../reports/handover-brief.ts';
import { type Talk, UserError } from './command.ts';

/** A customer and into whose hands he comes. */
export interface Move {
  customer: Customer;
  to: StaffRow;
}

/** What changes with a customer of the company pool whom somebody has as his own again. */
export const OUT_OF_POOL = {
  state: 'open',
  step: 2,
  recalledOn: null,
  formerOwnerId: null,
  putOffTo: null,
} as const satisfies CustomerChange;

/**
 * Gives customers into other hands: their days are reckoned anew for whoever has them now, what was open goes along, and
 * both sides are told. Answers them as they are then; `written` says that the talk itself writes the change.
 */
export async function handOver(
  talk: Talk,
  moves: readonly Move[],
  why: Handover['why'],
  by: { written: 'here' | 'byTalk'; change?: CustomerChange } = { written: 'here' },
): Promise<{ customer: Customer; change: CustomerChange }[]> {
  const { db, member, at } = talk;
  const given: { customer: Customer; change: CustomerChange; from: UserId; fromStoreId: StoreId }[] = [];
  for (const [to, customers] of receiversOf(moves)) {
    for (const { customer, change } of await changesFor(talk, to, customers, by.change ?? {})) {
      const after =
        by.written === 'here' ? await changeCustomer(db, customer, change) : { ...customer, ...change };
      given.push({ customer: after, change, from: customer.ownerId, fromStoreId: customer.storeId });
    }
  }
  await addHandovers(
    db,
    given.map(({ customer, from, fromStoreId }) => ({
      storeId: customer.storeId,
      customerId: customer.id,
      fromId: from,
      fromStoreId,
      toId: customer.ownerId,
      why,
      by: member.userId,
      at,
    })),
  );
  await tellBothSides(talk, given, why);
  return given;
}

function receiversOf(moves: readonly Move[]): Map<StaffRow, Customer[]> {
  const receivers = new Map<StaffRow, Customer[]>();
  for (const { customer, to } of moves) receivers.set(to, [...(receivers.get(to) ?? []), customer]);
  return receivers;
}

/** What changes with each of those whom somebody receives. */
async function changesFor(
  { db, book, at }: Talk,
  to: StaffRow,
  customers: readonly Customer[],
  further: CustomerChange,
): Promise<{ customer: Customer; change: CustomerChange }[]> {
  const { storeId } = to;
  if (storeId === null) throw new UserError(`${calledBy(to)}不属于任何一家店，没有转。`);
  const today = dayOf(at);
  const calendar: Calendar = {
    today,
    rules: book.on(today),
    daysOff: await readDaysOff(db, to.userId, storeId, today),
  };
  const planned = await plannedAhead(db, to.userId, today);
  // Only the recovery group works the pool.
  const isRecovering = to.roles.includes('deskAgent');
  const owned = customers.map((customer) => {
    const outOfPool = customer.state === 'pooled' && !isRecovering ? OUT_OF_POOL : {};
    return { customer, change: { ...outOfPool, ownerId: to.userId, storeId, ...further } };
  });
  const received = owned.map(({ customer, change }) => {
    const after = { ...customer, ...change };
    return { id: customer.id, grade: after.grade, due: dueOf(after, calendar) };
  });
  const putOff = new Map(
    stagger(received, (on: Day) => planned.get(on) ?? 0, calendar).map(({ id, to: on }) => [id, on]),
  );
  return owned.map(({ customer, change: known }) => {
    const on = putOff.get(customer.id);
    const change = { ...known, ...(on && { putOffTo: on }) };
    return { customer, change: { ...change, ...dueChange(dueOf({ ...customer, ...change }, calendar)) } };
  });
}

/** Whoever receives reads whom and where they stand; whoever gives, if he is still here, who has them now. */
async function tellBothSides(
  { db, member, at, messageId }: Talk,
  given: readonly { customer: Customer; from: UserId }[],
  why: Handover['why'],
): Promise<void> {
  const people = new Map<UserId, StaffRow | undefined>();
  for (const { customer, from } of given)
    for (const userId of [customer.ownerId, from])
      if (!people.has(userId)) people.set(userId, await findStaff(db, userId));
  const called = (userId: UserId) => {
    const person = people.get(userId);
    return person ? calledBy(person) : '同事';
  };
  const tell = (to: UserId, text: string, key: string) =>
    post(db, { key: `handed:${messageId}:${key}`, to, body: { kind: 'text', text }, at, cause: messageId });
  const promised = await listPromised(
    db,
    given.map(({ customer }) => customer.id),
  );
  for (const to of new Set(given.map(({ customer }) => customer.ownerId))) {
    if (to === member.userId) continue;
    const mine = given.filter(({ customer }) => customer.ownerId === to);
    const givers = [...new Set(mine.map(({ from }) => called(from)))].join('、');
    const heading =
      why === 'reactivated'
        ? '客户又想买车了，归您跟，请明天下班前打首次回访并定级：'
        : `${givers}的${mine.length}位客户转给您了，请接着跟：`;
    await tell(
      to,
      briefs(
        heading,
        mine.map(({ customer }) => customer),
        dayOf(at),
        promised,
      ),
      `to:${to}`,
    );
  }
  for (const from of new Set(given.map((each) => each.from))) {
    if (from === member.userId || !people.get(from)?.isActive) continue;
    const theirs = given.filter((each) => each.from === from && each.customer.ownerId !== from);
    for (const to of new Set(theirs.map(({ customer }) => customer.ownerId))) {
      const gone = theirs.flatMap(({ customer }) => (customer.ownerId === to ? customer : []));
      const text = `您的${gone.length === 1 ? '客户' : `${gone.length}位客户`}${namesOf(gone)}转给了${called(to)}，不用再跟。${member.name}转的。`;
      await tell(from, text, `from:${from}:to:${to}`);
    }
  }
}
