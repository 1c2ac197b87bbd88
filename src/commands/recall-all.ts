import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { takeBackNow } from '../chat/taking-back.ts';
import { announceRecall, listAnnounced, listNeglected, type Neglected } from '../db/recalls.ts';
import { listStaff } from '../db/staff.ts';
import { calledBy } from '../domain/staff.ts';
import { dayOf } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';

/** Every customer has all three before he is taken back. */
const WARNINGS = 3;

export default defineCommand({
  name: '全部收回',
  rank: 158,
  takes: ['recallBulk'],
  about: 'nobody',
  allow: ['salesManager', 'generalManager'],
  help: '满一个月没回访、提醒过三次的，一次收回公司',
  examples: [
    {
      say: '一个月没回访的全部收回 O级除外',
      means: { intents: ['recallBulk'], noContactDaysOver: 30, exclude: ['O'] },
    },
  ],
  async handle(talk, meaning) {
    const { db, at, confirmed } = talk;
    const { ready, early } = await plan(talk, meaning);
    const called = new Map((await listStaff(db)).map((person) => [person.userId, calledBy(person)]));
    const byPerson = (some: readonly Neglected[]) => {
      const owners = [...new Set(some.map(({ customer }) => customer.ownerId))];
      return owners
        .map(
          (owner) =>
            `${called.get(owner)} ${some.filter(({ customer }) => customer.ownerId === owner).length}位`,
        )
        .join('，');
    };
    const notYet = early.length > 0 ? [`提醒还没满三次，先不收：${byPerson(early)}`] : [];
    if (ready.length === 0) throw new UserError(['现在没有可以收回的客户。', ...notYet].join('\n'));
    if (!confirmed) {
      const readBack = `请核对：收回公司 ${ready.length}位：${byPerson(ready)}`;
      return { lines: [readBack, ...notYet, '马上生效，交电网部分批回访。对回 1，不对回 2'], confirm: true };
    }
    for (const { customer } of ready) {
      const { id: customerId, ownerId, storeId } = customer;
      await announceRecall(db, { storeId, customerId, ownerId, announcedAt: at, effectiveAt: at });
    }
    const wanted = new Set(ready.map(({ customer }) => customer.id));
    const announced = (await listAnnounced(db)).filter(({ customer }) => wanted.has(customer.id));
    const taken = await takeBackNow(talk, announced);
    return { lines: [`已收回${taken.length}位，分批回访已排好，已告诉双方`, ...notYet] };
  },
});

/** Whom nobody has called for that long: those who were warned of three times, and those who were not yet. */
async function plan(
  { db, book, at }: Talk,
  { noContactDaysOver, grade, exclude = [] }: Meaning,
): Promise<{ ready: Neglected[]; early: Neglected[] }> {
  const today = dayOf(at);
  const rules = book.on(today);
  const least = Math.max(noContactDaysOver ?? rules.recallDays, rules.recallDays);
  const meant = (await listNeglected(db, { today, rules })).filter(
    ({ customer, days }) =>
      days >= least &&
      (grade === undefined || [grade].flat().some((each) => each === customer.grade)) &&
      !exclude.some((each) => each === customer.grade),
  );
  return {
    ready: meant.filter(({ warned }) => warned.length >= WARNINGS),
    early: meant.filter(({ warned }) => warned.length < WARNINGS),
  };
}
