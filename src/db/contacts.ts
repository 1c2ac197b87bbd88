import { and, count, desc, eq, sql } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { Db } from './connect.ts';
import { contacts } from './schema/follow-up.ts';

export async function addContact(db: Db, contact: typeof contacts.$inferInsert): Promise<void> {
  await db.insert(contacts).values(contact);
}

export function listContacts(db: Db, customerId: CustomerId, limit: number) {
  return db
    .select()
    .from(contacts)
    .where(eq(contacts.customerId, customerId))
    .orderBy(desc(contacts.at), desc(contacts.id))
    .limit(limit);
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
    .where(and(eq(contacts.customerId, customerId)));
  return row ?? { attempts: 0, effective: 0 };
}
