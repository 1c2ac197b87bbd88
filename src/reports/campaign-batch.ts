import { type Campaign, listWaiting } from '../db/campaigns.ts';
import type { Db } from '../db/connect.ts';
import type { Customer } from '../db/customers.ts';
import { callingDays, dailyBatch } from '../domain/campaign.ts';
import type { DaysOff } from '../domain/days-off.ts';
import type { RuleBook } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import type { Day } from '../domain/time.ts';

/** Whom somebody calls today for the clean-up campaign. */
export interface CampaignBatch {
  customers: Customer[];
  /** How many he has not reached yet, today's included. */
  waiting: number;
  /** His last calling day. */
  until: Day;
}

/** Today's batch out of the campaigns in which somebody has customers; undefined when nobody is to be called for them. */
export async function campaignBatch(
  db: Db,
  campaigns: readonly Campaign[],
  { ownerId, today, book, daysOff }: { ownerId: UserId; today: Day; book: RuleBook; daysOff: DaysOff },
): Promise<CampaignBatch | undefined> {
  const batches: CampaignBatch[] = [];
  for (const campaign of campaigns) {
    const days = callingDays(campaign, daysOff, book.on(campaign.startsOn));
    const { waiting, reachedToday } = await listWaiting(db, campaign, { ownerId, today });
    const customers = dailyBatch(waiting, { today, days, daysOff, reachedToday });
    if (customers.length > 0)
      batches.push({ customers, waiting: waiting.length, until: days.at(-1) ?? campaign.endsOn });
  }
  const [first, ...others] = batches;
  if (!first) return undefined;
  // Somebody who was handed a customer of another store has him from that store's campaign.
  return others.reduce(
    (sum, each) => ({
      customers: [
        ...sum.customers,
        ...each.customers.filter(({ id }) => !sum.customers.some((c) => c.id === id)),
      ],
      waiting: sum.waiting + each.waiting,
      until: sum.until > each.until ? sum.until : each.until,
    }),
    first,
  );
}
