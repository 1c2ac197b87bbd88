import { and, count, desc, eq, gte, isNull, type SQL, sql } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { insertion, type Statement } from './rows.ts';
import { contacts } from './schema/follow-up.ts';

/** A contact to be written. */
export function newContact(contact: typeof contacts.$inferInsert): Statement {
  return insertion(contacts, contact);
}

/** An answered call of which nothing was noted yet, told by the same person since then: the next words complete it. */
export async function findUnfinishedTalk(db: Db, customerId: CustomerId, by: UserId, since: Date) {
  const [latest] = await db
    .select({ id: contacts.id, result: contacts.result, effective: contacts.effective, at: contacts.at })
    .from(contacts)
    .where(and(eq(contacts.customerId, customerId), eq(contacts.by, by), gte(contacts.enteredAt, since)))
    .orderBy(desc(contacts.id))
    .limit(1);
  return latest?.result === 'connected' && !latest.effective ? latest : undefined;
}

export async function dropContact(db: Db, id: number): Promise<void> {
  await db.delete(contacts).where(eq(contacts.id, id));
}

export function listContacts(db: Db, customerId: CustomerId, limit: number) {
  return db
    .select()
    .from(contacts)
    .where(eq(contacts.customerId, customerId))
    .orderBy(desc(contacts.at), desc(contacts.id))
    .limit(limit);
}

/** The talks with a customer that count, oldest first. */
export function listTalks(db: Db, customerId: CustomerId) {
  return db
    .select({ at: contacts.at, channel: contacts.channel, gradedAt: contacts.gradedAt })
    .from(contacts)
    .where(and(eq(contacts.customerId, customerId), contacts.effective))
    .orderBy(contacts.at, contacts.id);
}

/** How often a customer was tried and how often truly reached. */
export async function countContacts(
  db: Db,
  customerId: CustomerId,
): Promise<{ attempts: number; effective: number }> {
  const [row] = await db
    .select({
      attempts: count(),
      effective: sql<number>`(count(*) filter (where ${contacts.effective}))::int`,
    })
    .from(contacts)
    .where(eq(contacts.customerId, customerId));
  return row ?? { attempts: 0, effective: 0 };
}

/**
 * An effective call, the second contact with its customer or a later one, for which no reason is known: neither prepared
 * nor named (五步走 2). The visit or the call in that began it all is the first (D8).
 */
export const WITHOUT_PRETEXT = and(
  contacts.effective,
  eq(contacts.channel, 'phone'),
  isNull(contacts.pretext),
  // Names in full: drizzle leaves out the table where it selects from one alone.
  sql`(exists (select from visits v where v.customer_id = contacts.customer_id and v.left_at < contacts.at)
    or exists (select from inbound_calls i where i.customer_id = contacts.customer_id and i.at < contacts.at)
    or exists (select from contacts e
      where e.customer_id = contacts.customer_id and e.effective and e.at < contacts.at))`,
) as SQL;

/** The call of somebody since then that still lacks its reason, the latest. */
export async function findCallWithoutPretext(db: Db, customerId: CustomerId, by: UserId, since: Date) {
  const [call] = await db
    .select({ id: contacts.id, at: contacts.at })
    .from(contacts)
    .where(
      and(
        eq(contacts.customerId, customerId),
        eq(contacts.by, by),
        gte(contacts.enteredAt, since),
        WITHOUT_PRETEXT,
      ),
    )
    .orderBy(desc(contacts.at))
    .limit(1);
  return call;
}

export async function notePretext(db: Db, id: number, pretext: string): Promise<void> {
  await db.update(contacts).set({ pretext }).where(eq(contacts.id, id));
}
