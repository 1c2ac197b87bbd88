import { postCard } from '../db/cards.ts';
import type { Customer, CustomerChange } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { decideCase, isSettled, openCase, type OwnershipCase } from '../db/ownership.ts';
import { dropRevisits } from '../db/revisits.ts';
import { listEverybody, listStaff, type StaffRow } from '../db/staff.ts';
import type { CardNotice } from '../domain/notice.ts';
import { calledBy } from '../domain/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { whoLine } from '../reports/handover-brief.ts';
import { type Talk, UserError } from './command.ts';
import { describe } from './describe.ts';
import { handOver, OUT_OF_POOL } from './handing-over.ts';

/** Those of whom a customer may come back: he is theirs no more, or the company's. */
export function isGone({ state }: Pick<Customer, 'state'>): boolean {
  return state === 'lost' || state === 'pooled' || state === 'dead';
}

/**
 * Asks the supervisor whose a customer is who came back, or came to somebody else. Answers whom it asked; undefined when
 * it is asked already, or was settled between the two a short while ago.
 */
export async function askWhose(
  talk: Talk,
  customer: Customer,
  why: OwnershipCase['why'],
): Promise<StaffRow | undefined> {
  const { db, member, at, messageId, book } = talk;
  const everybody = await listEverybody(db);
  const active = everybody.filter(({ isActive }) => isActive);
  const ownerId = customer.formerOwnerId ?? customer.ownerId;
  const supervisor = supervisorOf(active, ownerId, customer.storeId);
  if (!supervisor) throw new UserError('还没有主管可以定归属，请让管理员先在通讯录里设置主管。');
  const parties = { customerId: customer.id, ownerId, receiverId: member.userId };
  const since = instantOf(addDays(dayOf(at), -book.on(dayOf(at)).formerOwnerDays), '00:00');
  if (why === 'metByAnother' && (await isSettled(db, parties, since))) return undefined;
  const ownership = await openCase(db, { ...parties, storeId: customer.storeId, why, at });
  if (!ownership) return undefined;
  const taskId = `owner-${ownership.id}`;
  await postCard(db, ownerCard(taskId, ownership, customer, everybody), {
    to: supervisor.userId,
    kind: 'owner',
    subjects: [ownership.id],
    at,
    cause: messageId,
  });
  await tellOtherStore(talk, customer, supervisor);
  return supervisor;
}

/** Who supervises whoever received a customer of another store hears of it: the other store's supervisor decides. */
async function tellOtherStore(
  { db, member, at, messageId }: Talk,
  customer: Customer,
  decides: StaffRow,
): Promise<void> {
  const [storeId] = member.storeIds;
  if (storeId === undefined || storeId === customer.storeId) return;
  const other = supervisorOf(await listStaff(db), member.userId, storeId);
  if (!other || other.userId === decides.userId) return;
  const text = `${describe(customer)}是另一家店的客户，刚才${member.name}接待的。归谁由${calledBy(decides)}定，有话请找他说。`;
  const key = `owner-elsewhere:${messageId}`;
  await post(db, { key, to: other.userId, body: { kind: 'text', text }, at, cause: messageId });
}

/** Who may have him at once by a button: who is here and follows customers up in a store. */
function mayHave(person: StaffRow | undefined): person is StaffRow {
  return person !== undefined && person.isActive && person.roles.includes('consultant');
}

function ownerCard(
  taskId: string,
  { why, ownerId, receiverId }: OwnershipCase,
  customer: Customer,
  everybody: readonly StaffRow[],
): CardNotice {
  const owner = everybody.find(({ userId }) => userId === ownerId);
  const receiver = everybody.find(({ userId }) => userId === receiverId);
  const title = why === 'reactivated' ? '激活' : '归属裁定';
  const former = owner ? `${calledBy(owner)}${owner.isActive ? '' : '（已离开）'}` : '没有';
  const met = receiver ? calledBy(receiver) : '同事';
  return {
    kind: 'card',
    taskId,
    title: `${title}：${describe(customer)}`,
    text: [
      whoLine(customer),
      why === 'reactivated' ? `${met}报：又想买车了` : `刚才是${met}接待的`,
      `原顾问：${former}。给别人就回：${describe(customer)}归小马`,
    ].join('\n'),
    buttons: [
      ...(mayHave(owner) ? [{ key: 'owner', text: '归原顾问', style: 'primary' as const }] : []),
      ...(mayHave(receiver) && receiverId !== ownerId
        ? [{ key: 'receiver', text: '归接待人', style: 'plain' as const }]
        : []),
      { key: 'other', text: '我来定', style: 'plain' },
    ],
  };
}

/** Says whose a customer is. Who came back is open again, to be called by the next evening and graded. */
export async function giveOwner(
  talk: Talk,
  ownership: OwnershipCase,
  customer: Customer,
  to: StaffRow,
  written: 'here' | 'byTalk',
): Promise<{ customer: Customer; change: CustomerChange }> {
  const { db, member, at, messageId } = talk;
  const decision = { givenTo: to.userId, decidedBy: member.userId, decidedAt: at };
  if (!(await decideCase(db, ownership.id, decision))) throw new UserError('归属已经有人定过了。');
  const move = [{ customer, to }];
  if (ownership.why === 'reactivated' && isGone(customer)) {
    await dropRevisits(db, customer.id);
    const change: CustomerChange = {
      ...OUT_OF_POOL,
      attemptDays: [],
      firstCallOwedSince: dayOf(at),
    };
    const [given] = await handOver(talk, move, 'reactivated', { written, change });
    if (given) return given;
  } else if (to.userId !== customer.ownerId) {
    const [given] = await handOver(talk, move, 'reassigned', { written });
    if (given) return given;
  }
  for (const userId of new Set([ownership.ownerId, ownership.receiverId]))
    await post(db, {
      key: `owner:${ownership.id}:${userId}`,
      to: userId,
      body: { kind: 'text', text: `${member.name}定了：${describe(customer)}还是${calledBy(to)}的客户。` },
      at,
      cause: messageId,
    });
  return { customer, change: {} };
}
