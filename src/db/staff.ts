import { and, arrayContains, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { StoreId } from '../domain/ids.ts';
import type { Role, UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { staff, stores } from './schema/company.ts';
import { conversations } from './schema/messages.ts';

export type StaffRow = typeof staff.$inferSelect;
export type Store = typeof stores.$inferSelect;

export function listStores(db: Db): Promise<Store[]> {
  return db.select().from(stores).where(eq(stores.isActive, true)).orderBy(stores.id);
}

/** Everybody who is active; in one store, or holding one role, if asked for. */
export function listStaff(db: Db, by: { storeId?: StoreId; role?: Role } = {}): Promise<StaffRow[]> {
  return db
    .select()
    .from(staff)
    .where(
      and(
        eq(staff.isActive, true),
        by.storeId === undefined ? undefined : arrayContains(staff.storeIds, [by.storeId]),
        by.role === undefined ? undefined : arrayContains(staff.roles, [by.role]),
      ),
    )
    .orderBy(staff.userId);
}

/** Everybody who was ever here, those who have left included. */
export function listEverybody(db: Db): Promise<StaffRow[]> {
  return db.select().from(staff).orderBy(staff.userId);
}

export async function findStaff(db: Db, userId: UserId): Promise<StaffRow | undefined> {
  const [person] = await db.select().from(staff).where(eq(staff.userId, userId));
  return person;
}

/** Somebody's own row, kept from others to the end of the transaction: what he may have in all is counted under it. */
export async function lockMember(db: Db, userId: UserId): Promise<StaffRow> {
  const [person] = await db.select().from(staff).where(eq(staff.userId, userId)).for('update');
  if (!person) throw new Error(`no member ${userId}`);
  return person;
}

/** Makes the stores and the staff what the contacts say; who is not among them any more becomes inactive. */
export async function replaceStaff(
  db: Db,
  company: { stores: readonly (typeof stores.$inferInsert)[]; staff: readonly (typeof staff.$inferInsert)[] },
  at: Date,
): Promise<{ joined: number; left: number }> {
  const before = await db.select({ userId: staff.userId }).from(staff).where(eq(staff.isActive, true));
  const present = company.staff.map(({ userId }) => userId);
  if (company.stores.length > 0) {
    await db
      .insert(stores)
      .values([...company.stores])
      .onConflictDoUpdate({
        target: stores.id,
        set: { name: sql`excluded.name`, kind: sql`excluded.kind`, isActive: true },
      });
  }
  await db
    .update(stores)
    .set({ isActive: false })
    .where(
      notInArray(
        stores.id,
        company.stores.map(({ id }) => id),
      ),
    );
  if (company.staff.length > 0) {
    await db
      .insert(staff)
      .values([...company.staff])
      .onConflictDoUpdate({
        target: staff.userId,
        set: {
          name: sql`excluded.name`,
          alias: sql`excluded.alias`,
          position: sql`excluded.position`,
          roles: sql`excluded.roles`,
          storeId: sql`excluded.store_id`,
          storeIds: sql`excluded.store_ids`,
          directLeaders: sql`excluded.direct_leaders`,
          isActive: true,
          leftAt: null,
        },
      });
    await db
      .insert(conversations)
      .values(present.map((userId) => ({ userId })))
      .onConflictDoNothing();
  }
  const gone = before.map(({ userId }) => userId).filter((userId) => !present.includes(userId));
  if (gone.length > 0)
    await db.update(staff).set({ isActive: false, leftAt: at }).where(inArray(staff.userId, gone));
  return { joined: present.length - (before.length - gone.length), left: gone.length };
}
