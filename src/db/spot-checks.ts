import { and, desc, eq, gte, inArray, isNull, lt, notInArray, sql } from 'drizzle-orm';
import type { StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { CALLED } from './owed.ts';
import { staff } from './schema/company.ts';
import { customers } from './schema/customers.ts';
import { contacts } from './schema/follow-up.ts';
import { spotChecks } from './schema/supervision.ts';

export const VERDICTS = ['true', 'doubtful', 'coach'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The day's answered calls of everybody, as the question about them needs them. */
export function listTalks(db: Db, since: Date, until: Date) {
  return db
    .select({
      by: contacts.by,
      storeId: contacts.storeId,
      customerId: contacts.customerId,
      result: contacts.result,
      content: contacts.content,
      at: contacts.at,
      enteredAt: contacts.enteredAt,
    })
    .from(contacts)
    .where(
      and(gte(contacts.enteredAt, since), lt(contacts.enteredAt, until), eq(contacts.result, 'connected')),
    );
}

/**
 * Draws a few entries of a store that nobody was asked about, not a superior's own. The draw is by chance and the same
 * for the same day (`salt`), so that a run that is repeated asks about the same.
 */
export async function drawSpotChecks(
  db: Db,
  draw: { storeId: StoreId; toId: UserId; since: Date; until: Date; salt: string; count: number; at: Date },
): Promise<number[]> {
  const { storeId, toId, since, until, salt, count, at } = draw;
  const asked = db.select({ id: spotChecks.contactId }).from(spotChecks);
  const drawn = await db
    .select({ contactId: contacts.id, storeId: contacts.storeId, aboutId: contacts.by })
    .from(contacts)
    .where(
      and(
        eq(contacts.storeId, storeId),
        contacts.effective,
        gte(contacts.enteredAt, since),
        lt(contacts.enteredAt, until),
        sql`${contacts.by} <> ${toId}`,
        notInArray(contacts.id, asked),
      ),
    )
    .orderBy(sql`md5(${contacts.id}::text || ${salt})`)
    .limit(count);
  if (drawn.length === 0) return [];
  const added = await db
    .insert(spotChecks)
    .values(drawn.map((each) => ({ ...each, toId, askedAt: at })))
    .onConflictDoNothing()
    .returning({ id: spotChecks.id });
  return added.map(({ id }) => id);
}

/** What somebody has been asked to look at and has not, the latest first. */
export async function listWaitingSpotChecks(db: Db, toId: UserId) {
  const waiting = await db
    .select({ id: spotChecks.id })
    .from(spotChecks)
    .where(and(eq(spotChecks.toId, toId), isNull(spotChecks.verdict)))
    .orderBy(desc(spotChecks.id))
    .limit(MOST_SHOWN);
  return waiting.length === 0
    ? []
    : listSpotChecks(
        db,
        waiting.map(({ id }) => id),
      );
}

/** One card. */
const MOST_SHOWN = 8;

/** What was drawn, with the words to show, in the order of the draw. */
export function listSpotChecks(db: Db, ids: readonly number[]) {
  return db
    .select({
      id: spotChecks.id,
      verdict: spotChecks.verdict,
      about: staff.name,
      customer: CALLED,
      content: contacts.content,
      at: contacts.at,
      enteredAt: contacts.enteredAt,
    })
    .from(spotChecks)
    .innerJoin(contacts, eq(contacts.id, spotChecks.contactId))
    .innerJoin(staff, eq(staff.userId, spotChecks.aboutId))
    .innerJoin(customers, eq(customers.id, contacts.customerId))
    .where(inArray(spotChecks.id, [...ids]))
    .orderBy(spotChecks.id);
}

/** Answers those that were not answered yet; how many. */
export async function answerSpotChecks(
  db: Db,
  ids: readonly number[],
  answer: { verdict: Verdict; by: UserId; at: Date },
): Promise<number> {
  const answered = await db
    .update(spotChecks)
    .set({ verdict: answer.verdict, answeredAt: answer.at })
    .where(and(inArray(spotChecks.id, [...ids]), eq(spotChecks.toId, answer.by), isNull(spotChecks.verdict)))
    .returning({ id: spotChecks.id });
  return answered.length;
}
