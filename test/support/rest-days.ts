import { customers } from '../../src/db/schema/customers.ts';
import { restDays } from '../../src/db/schema/rules.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { type Day, day } from '../../src/domain/time.ts';
import { china, type openShowroom, WEDNESDAY } from './showroom.ts';

const SATURDAY = day('2026-04-11');

/** What the tests of days off look at and begin with: two kinds of customers who are due on Saturday. */
export function withRestDays({
  db,
  bot,
  told,
  customer,
  sleepUntil,
}: Awaited<ReturnType<typeof openShowroom>>) {
  /** Runs the job with the clock at that time, and sends what it wrote. */
  async function runAt(job: string, time: string): Promise<void> {
    sleepUntil(china(time));
    await bot.run(job, china(time));
    await bot.drain();
  }
  const talkedWithOnWednesday = (name: string) =>
    ({
      name,
      surname: name.slice(0, 1),
      grade: 'A',
      lastEffectiveOn: WEDNESDAY,
      nextDueOn: SATURDAY,
    }) as const;

  return {
    runAt,
    morning: (date: string) => runAt('due-reminders', `2026-04-${date}T08:53`),
    rests: async () =>
      (await db.select().from(restDays).orderBy(restDays.on)).map(({ userId, on, delegateId }) =>
        [userId, on, delegateId].join(' '),
      ),
    daysDue: async (): Promise<Record<string, Day | null>> =>
      Object.fromEntries((await db.select().from(customers)).map(({ name, nextDueOn }) => [name, nextDueOn])),
    listsOf: async (who: UserId) => (await told(who)).filter((text) => /^今日待办|^下午/.test(text)),
    /** To be contacted on Saturday because that was agreed: nobody moves it. */
    agreedForSaturday: (name: string) =>
      customer({ ...talkedWithOnWednesday(name), agreedOn: SATURDAY, nextDueWhy: 'agreed' }),
    /** Due on Saturday by the cadence. */
    dueOnSaturday: (name: string) => customer(talkedWithOnWednesday(name)),
  };
}
