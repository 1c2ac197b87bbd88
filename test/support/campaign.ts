import { contacts } from '../../src/db/schema/follow-up.ts';
import { campaigns } from '../../src/db/schema/rules.ts';
import type { Customer } from '../../src/db/customers.ts';
import { addDays, type Day, day, instantOf } from '../../src/domain/time.ts';
import { MANAGER, type openShowroom } from './showroom.ts';

/** Campaigns here begin on 8 April: collected by the 12th, forms by the 11th, calls from the 13th on, done by the 23rd. */
export const april = (date: number): Day => addDays(day('2026-03-31'), date);
/** Nobody is due by himself while they run. */
export const FAR_OFF = day('2026-06-01');

/** A clean-up campaign in a showroom. */
export function campaignIn({ db, bot, say, customer }: Awaited<ReturnType<typeof openShowroom>>) {
  return {
    running: () => db.select().from(campaigns).orderBy(campaigns.storeId),
    /** A minute is run once: who wants to see it run twice names another one. */
    watch: (date: number, clock: string) => bot.run('campaign-watch', instantOf(april(date), clock)),
    async start(words = '开始资源盘点'): Promise<string> {
      await say(MANAGER, words);
      return say(MANAGER, '对');
    },
    async ofLiu(count: number): Promise<Customer[]> {
      const made: Customer[] = [];
      for (let index = 0; index < count; index += 1) made.push(await customer({ nextDueOn: FAR_OFF }));
      return made;
    },
    /** A call that is answered and graded after it, unless said otherwise. */
    async talk(
      { id, storeId, ownerId }: Customer,
      on: Day,
      { graded = true, effective = true }: { graded?: boolean; effective?: boolean } = {},
    ): Promise<void> {
      const at = instantOf(on, '10:00');
      await db.insert(contacts).values({
        storeId,
        customerId: id,
        by: ownerId,
        channel: 'phone',
        result: effective ? 'connected' : 'no_answer',
        effective,
        content: '聊了价格',
        gradedAt: graded ? at : null,
        at,
        enteredAt: at,
      });
    },
  };
}
