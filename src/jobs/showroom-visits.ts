import { type Expected, listExpected, markMissed } from '../db/appointments.ts';
import type { Db } from '../db/connect.ts';
import { post } from '../db/outbox.ts';
import { readAllDaysOff, readRules } from '../db/rules.ts';
import { listStaff } from '../db/staff.ts';
import { isOff } from '../domain/days-off.ts';
import type { UserId } from '../domain/staff.ts';
import { noShowAt } from '../domain/steps.ts';
import { ladder } from '../domain/supervision.ts';
import { addDays, clockOf, type Day, dayOf, instantOf, NOON } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { expectedList } from '../reports/expected-list.ts';

/** The days before are told from then on; what is agreed later is told the next morning. */
const EVE = '15:37';
const MORNING = '08:47';
/** What was missed longer ago, while the bot was down, is marked all the same. */
const LOOK_BACK_DAYS = 30;

export default defineJob({
  name: 'showroom-visits',
  schedule: ['7-57/10 8-20 * * *'],
  about: '每10分钟看一次约好来店的：前一天下午告诉主管、经理和顾问，过了时间没来的记爽约',
  async run({ db }, at) {
    const today = dayOf(at);
    return db.transaction(async (tx) => {
      const book = await readRules(tx);
      const expected = await listExpected(tx, addDays(today, -LOOK_BACK_DAYS), addDays(today, 1));
      const late = expected.filter(({ on, time }) => noShowAt(book, on, time) <= at);
      const missed = await markMissed(
        tx,
        late.map(({ id }) => id),
      );
      const eveOfToday = instantOf(addDays(today, -1), EVE);
      const told =
        clockOf(at) >= EVE
          ? await tell(tx, expected, addDays(today, 1), at)
          : clockOf(at) >= MORNING && clockOf(at) < NOON
            ? await tell(
                tx,
                expected.filter(({ enteredAt }) => enteredAt > eveOfToday),
                today,
                at,
              )
            : 0;
      return `记爽约${missed}位，给${told}人发了来店名单`;
    });
  },
});

/** Who comes on a day, once to everybody who has to do with it (R35, R47). */
async function tell(db: Db, expected: readonly Expected[], on: Day, at: Date): Promise<number> {
  const coming = expected.filter((each) => each.on === on);
  if (coming.length === 0) return 0;
  const [people, daysOff] = await Promise.all([listStaff(db), readAllDaysOff(db, dayOf(at))]);
  const lists = new Map<UserId, Expected[]>();
  for (const each of coming) {
    const [above = []] = ladder(people, each.ownerId, each.storeId, 'supervisorAndManager');
    for (const to of new Set([each.ownerId, ...above])) {
      if (isOff(daysOff(to, each.storeId), dayOf(at))) continue;
      lists.set(to, [...(lists.get(to) ?? []), each]);
    }
  }
  let told = 0;
  for (const [to, list] of lists) {
    const text = expectedList(list, on === dayOf(at) ? '今天' : '明天', to);
    const key = `expected:${on}:${on === dayOf(at) ? 'day' : 'eve'}:${to}`;
    if (await post(db, { key, to, body: { kind: 'text', text }, at })) told += 1;
  }
  return told;
}
