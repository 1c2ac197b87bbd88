import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { type Customer, customerChange } from '../../src/db/customers.ts';
import {
  type Ending,
  type Foreseen,
  foresee,
  type Message,
  takeIn,
  takeInAtOnce,
} from '../../src/db/inbox.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { conversations, inbox } from '../../src/db/schema/messages.ts';
import { audit, journal } from '../../src/db/schema/records.ts';
import { dumpTables } from '../support/tables.ts';
import { LIU, on8, openShowroom } from '../support/showroom.ts';

const { db, customer } = await openShowroom();

const message: Message = { key: '7', from: LIU, kind: 'text', text: '王先生打了 没接', at: on8('15:00') };
const other: Message = { ...message, key: '8' };

/** What the message is answered with, and what it writes about the customer as he was read. */
function endingFor(read: Customer): Ending {
  const change = customerChange(read, { lastTalk: '没接' });
  return {
    reply: '已记',
    did: '记回访',
    deed: { action: 'logContact', customerId: read.id },
    conversation: { lastCustomerId: read.id, lastCustomerAt: message.at },
    writes: change ? [change] : [],
  };
}

async function foreseeWang(): Promise<{ seen: Foreseen; read: Customer }> {
  await customer({ name: '王先生', surname: '王' });
  const seen = await foresee(db, message, { name: '王先生', surname: '王' });
  const [read] = seen?.own ?? [];
  if (!seen || !read) throw new Error('not foreseen');
  return { seen, read };
}

test('to foresee a message writes nothing', async () => {
  await customer();
  const before = await dumpTables(db);
  expect(await foresee(db, message)).toMatchObject({ member: { userId: LIU }, own: [] });
  expect(await dumpTables(db)).toEqual(before);
});

test('a message is taken in with all that comes of it, journaled under it', async () => {
  const { seen, read } = await foreseeWang();
  await takeInAtOnce(db, message, seen, endingFor(read));
  const { messageId } = seen;
  expect(await db.select().from(inbox)).toMatchObject([{ id: messageId, reply: '已记', did: '记回访' }]);
  expect(await db.select().from(journal)).toMatchObject([{ messageId, rowId: read.id }]);
  expect(await db.select().from(audit).where(eq(audit.messageId, messageId))).toHaveLength(1);
  expect(await foresee(db, message)).toBeUndefined();
  expect(await db.transaction((tx) => takeIn(tx, message))).toEqual({ kind: 'repeated', reply: '已记' });
});

test.each<[string, () => Promise<unknown>]>([
  ['the talk has moved on', () => db.update(conversations).set({ pendingAt: on8('15:00') })],
  ['the customer has another grade', () => db.update(customers).set({ grade: 'C' })],
  ['it was taken in meanwhile', () => db.transaction((tx) => takeIn(tx, message))],
])('nothing of it is written when %s', async (_, meddle) => {
  const { seen, read } = await foreseeWang();
  await meddle();
  const before = await dumpTables(db);
  await expect(takeInAtOnce(db, message, seen, endingFor(read))).rejects.toThrow();
  expect(await dumpTables(db)).toEqual(before);
});

test('nor when it has to wait for another message of the sender that moves the talk on', async () => {
  const { seen, read } = await foreseeWang();
  let atOnce: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    await takeIn(tx, other);
    atOnce = expect(takeInAtOnce(db, message, seen, endingFor(read))).rejects.toThrow('changed meanwhile');
    await tx.update(conversations).set({ pendingAt: message.at }).where(eq(conversations.userId, LIU));
  });
  await atOnce;
  expect(await db.select().from(inbox)).toMatchObject([{ key: other.key }]);
});
