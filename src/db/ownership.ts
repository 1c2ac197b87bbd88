import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { customers } from './schema/customers.ts';
import { ownershipCases } from './schema/rules.ts';

export type OwnershipCase = typeof ownershipCases.$inferSelect;

/** Asks whose a customer is; undefined when that is asked already. */
export async function openCase(
  db: Db,
  ownership: typeof ownershipCases.$inferInsert,
): Promise<OwnershipCase | undefined> {
  const [added] = await db.insert(ownershipCases).values(ownership).onConflictDoNothing().returning();
  return added;
}

/** What waits for a word about whose somebody is, with the customer, oldest first: one case, one customer's, some stores'. */
export function listOpenCases(
  db: Db,
  which: { id?: number; customerId?: CustomerId; storeIds?: readonly StoreId[] | undefined } = {},
) {
  const { id, customerId, storeIds } = which;
  return db
    .select({ ownership: ownershipCases, customer: customers })
    .from(ownershipCases)
    .innerJoin(customers, eq(customers.id, ownershipCases.customerId))
    .where(
      and(
        eq(ownershipCases.state, 'open'),
        id === undefined ? undefined : eq(ownershipCases.id, id),
        customerId && eq(ownershipCases.customerId, customerId),
        storeIds && inArray(ownershipCases.storeId, [...storeIds]),
      ),
    )
    .orderBy(asc(ownershipCases.id));
}
export type OpenCase = Awaited<ReturnType<typeof listOpenCases>>[number];

/** False when somebody was faster. */
export async function decideCase(
  db: Db,
  id: number,
  decision: { givenTo: UserId; decidedBy: UserId; decidedAt: Date },
): Promise<boolean> {
  const decided = await db
    .update(ownershipCases)
    .set({ ...decision, state: 'decided' })
    .where(and(eq(ownershipCases.id, id), eq(ownershipCases.state, 'open')))
    .returning({ id: ownershipCases.id });
  return decided.length > 0;
}

/** Whether it was decided since then between the same two that he stays whose he is. */
export async function isSettled(
  db: Db,
  { customerId, ownerId, receiverId }: Pick<OwnershipCase, 'customerId' | 'ownerId' | 'receiverId'>,
  since: Date,
): Promise<boolean> {
  const count = await db.$count(
    ownershipCases,
    and(
      eq(ownershipCases.customerId, customerId),
      eq(ownershipCases.givenTo, ownerId),
      eq(ownershipCases.receiverId, receiverId),
      gte(ownershipCases.decidedAt, since),
    ),
  );
  return count > 0;
}
