import {
  and,
  asc,
  eq,
  getTableColumns,
  gte,
  isNotNull,
  isNull,
  lt,
  min,
  ne,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Alike, CampaignDates } from '../domain/campaign.ts';
import type { StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import { type Day, instantOf } from '../domain/time.ts';
import type { Db } from './connect.ts';
import type { Customer } from './customers.ts';
import { PROSPECT } from './owed.ts';
import { customers } from './schema/customers.ts';
import { contacts } from './schema/follow-up.ts';
import { campaignCustomers, campaigns } from './schema/rules.ts';

export type Campaign = typeof campaigns.$inferSelect;

/** Whom a campaign would be about: how many open prospects everybody has, by store. */
export function countProspects(db: Db) {
  return db
    .select({
      storeId: customers.storeId,
      ownerId: customers.ownerId,
      customers: sql<number>`count(*)::int`,
    })
    .from(customers)
    .where(PROSPECT)
    .groupBy(customers.storeId, customers.ownerId)
    .orderBy(customers.storeId, customers.ownerId);
}

/** Begins one in each of the stores, with those who are open prospects now; stores in which one runs are left out. */
export async function startCampaigns(
  db: Db,
  storeIds: readonly StoreId[],
  campaign: CampaignDates & { by: UserId; at: Date },
): Promise<Campaign[]> {
  const started = await db
    .insert(campaigns)
    .values(storeIds.map((storeId) => ({ ...campaign, storeId })))
    .onConflictDoNothing()
    .returning();
  for (const { id, storeId } of started) {
    await db.insert(campaignCustomers).select(
      db
        .select({
          campaignId: sql<number>`${id}::bigint`.as('campaign_id'),
          customerId: customers.id,
          grade: customers.grade,
        })
        .from(customers)
        .where(and(PROSPECT, eq(customers.storeId, storeId))),
    );
  }
  return started;
}

export function listRunning(db: Db): Promise<Campaign[]> {
  return db.select().from(campaigns).where(isNull(campaigns.endedAt)).orderBy(asc(campaigns.storeId));
}

/** Those that are running, kept from others to the end of the transaction. */
export function lockRunning(db: Db): Promise<Campaign[]> {
  return db
    .select()
    .from(campaigns)
    .where(isNull(campaigns.endedAt))
    .orderBy(asc(campaigns.storeId))
    .for('update');
}

/** The last one of each store that is over. */
export function listLastClosed(db: Db): Promise<Campaign[]> {
  return db
    .selectDistinctOn([campaigns.storeId])
    .from(campaigns)
    .where(sql`${campaigns.endedAt} is not null`)
    .orderBy(campaigns.storeId, sql`${campaigns.endedAt} desc`);
}

export async function closeCampaign(
  db: Db,
  id: number,
  end: { endedAt: Date; closing: string },
): Promise<void> {
  await db
    .update(campaigns)
    .set(end)
    .where(and(eq(campaigns.id, id), isNull(campaigns.endedAt)));
}

/** Which customers of a campaign were truly talked with since it began: when that was first told, and whether graded after. */
function talksOf(db: Db, { id, startsOn }: Campaign, ownerId?: UserId) {
  return db
    .select({
      customerId: contacts.customerId,
      firstToldAt: min(contacts.enteredAt).as('first_told_at'),
      isGraded: sql<boolean>`bool_or(${contacts.gradedAt} is not null)`.as('is_graded'),
    })
    .from(campaignCustomers)
    .innerJoin(customers, eq(customers.id, campaignCustomers.customerId))
    .innerJoin(contacts, eq(contacts.customerId, customers.id))
    .where(
      and(
        eq(campaignCustomers.campaignId, id),
        ownerId && eq(customers.ownerId, ownerId),
        contacts.effective,
        gte(contacts.at, instantOf(startsOn, '00:00')),
      ),
    )
    .groupBy(contacts.customerId)
    .as('talks');
}

const PERSON = sql<UserId>`case when ${customers.state} = 'pooled' then coalesce(${customers.formerOwnerId}, ${customers.ownerId}) else ${customers.ownerId} end`;

/** How far a campaign is, by person; a card is complete with so many of its fields. */
export function tallyCampaign(db: Db, campaign: Campaign, detailFields: number): Promise<Alike[]> {
  const talks = talksOf(db, campaign);
  const count = (fits: SQL | undefined) => sql<number>`(count(*) filter (where ${fits}))::int`;
  return db
    .select({
      personId: PERSON,
      gradeBefore: campaignCustomers.grade,
      grade: customers.grade,
      total: sql<number>`count(*)::int`,
      reached: count(isNotNull(talks.customerId)),
      graded: count(sql`${talks.isGraded}`),
      complete: count(gte(customers.cardFilled, detailFields)),
      recalled: count(eq(customers.state, 'pooled')),
      toCall: count(and(PROSPECT, isNull(talks.customerId))),
      thin: count(and(PROSPECT, lt(customers.cardFilled, detailFields))),
      ungraded: count(and(PROSPECT, isNull(customers.grade))),
      settled: count(and(not(PROSPECT), ne(customers.state, 'pooled'), isNull(talks.customerId))),
    })
    .from(campaignCustomers)
    .innerJoin(customers, eq(customers.id, campaignCustomers.customerId))
    .leftJoin(talks, eq(talks.customerId, customers.id))
    .where(eq(campaignCustomers.campaignId, campaign.id))
    .groupBy(PERSON, campaignCustomers.grade, customers.grade);
}

/** Who still has somebody to call in which running campaign; all of them, or one person. */
export function listCallers(db: Db, ownerId?: UserId): Promise<{ ownerId: UserId; campaign: Campaign }[]> {
  return db
    .selectDistinct({ ownerId: customers.ownerId, campaign: campaigns })
    .from(campaigns)
    .innerJoin(campaignCustomers, eq(campaignCustomers.campaignId, campaigns.id))
    .innerJoin(customers, eq(customers.id, campaignCustomers.customerId))
    .where(and(isNull(campaigns.endedAt), PROSPECT, ownerId && eq(customers.ownerId, ownerId)))
    .orderBy(customers.ownerId, campaigns.id);
}

/** Of somebody's customers in a campaign: those not reached yet, and how many were reached first on that day. */
export async function listWaiting(
  db: Db,
  campaign: Campaign,
  { ownerId, today }: { ownerId: UserId; today: Day },
): Promise<{ waiting: Customer[]; reachedToday: number }> {
  const talks = talksOf(db, campaign, ownerId);
  const rows = await db
    .select({ customer: customers, firstToldAt: talks.firstToldAt })
    .from(campaignCustomers)
    .innerJoin(customers, eq(customers.id, campaignCustomers.customerId))
    .leftJoin(talks, eq(talks.customerId, customers.id))
    .where(
      and(
        eq(campaignCustomers.campaignId, campaign.id),
        eq(customers.ownerId, ownerId),
        or(
          and(PROSPECT, isNull(talks.customerId)),
          sql`${talks.firstToldAt} >= ${instantOf(today, '00:00').toISOString()}`,
        ),
      ),
    )
    .orderBy(asc(customers.id));
  const waiting = rows.filter(({ firstToldAt }) => firstToldAt === null).map(({ customer }) => customer);
  return { waiting, reachedToday: rows.length - waiting.length };
}

/** Somebody's prospects in a campaign whose card is not complete. */
export function listThin(
  db: Db,
  { id }: Campaign,
  { ownerId, detailFields }: { ownerId: UserId; detailFields: number },
): Promise<Customer[]> {
  return db
    .select(getTableColumns(customers))
    .from(campaignCustomers)
    .innerJoin(customers, eq(customers.id, campaignCustomers.customerId))
    .where(
      and(
        eq(campaignCustomers.campaignId, id),
        eq(customers.ownerId, ownerId),
        PROSPECT,
        lt(customers.cardFilled, detailFields),
      ),
    )
    .orderBy(asc(customers.cardFilled), asc(customers.id));
}
