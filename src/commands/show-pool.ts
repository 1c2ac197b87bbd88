import { seesAll } from '../chat/access.ts';
import { defineCommand, type Outcome, type Talk } from '../chat/command.ts';
import type { Customer } from '../db/customers.ts';
import { countClaimable, countClaimed, listAnnounced, listPooled } from '../db/recalls.ts';
import { listStaff } from '../db/staff.ts';
import { calledBy } from '../domain/staff.ts';
import { dayOf, formatDay } from '../domain/time.ts';
import { whoLine } from '../reports/handover-brief.ts';
import { claimTerms } from '../chat/claims.ts';

/** Half a screen each. */
const MOST_ANNOUNCED = 5;
const MOST_POOLED = 8;

export default defineCommand({
  name: '公司池',
  rank: 94,
  takes: ['queryPool'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '收回公司的客户：待收回的、谁在打、能领几位',
  examples: [
    { say: '公海', means: { intents: ['queryPool'] } },
    { say: '公司池', means: { intents: ['queryPool'] } },
  ],
  async handle(talk) {
    const { db, member } = talk;
    if (!seesAll(member) && !member.roles.includes('supervisor')) return showClaimable(talk);
    const storeIds = seesAll(member) ? undefined : member.storeIds;
    const [announced, pooled, people] = await Promise.all([
      listAnnounced(db, { storeIds }),
      listPooled(db, storeIds),
      listStaff(db),
    ]);
    if (announced.length + pooled.length === 0)
      return { lines: ['公司池是空的，也没有待收回的客户。'], readOnly: true };
    const names = new Map(people.map((person) => [person.userId, calledBy(person)]));
    const shown = pooled.slice(0, MOST_POOLED);
    return {
      lines: [
        ...announcedLines(announced),
        ...(pooled.length > 0 ? [`公司池 ${pooled.length}位：${progress(pooled, names)}`] : []),
        ...shown.map(
          (customer, index) =>
            `${index + 1}. ${whoLine(customer)}｜原${names.get(customer.formerOwnerId ?? customer.ownerId) ?? '顾问已离开'}｜${state(customer)}`,
        ),
        ...(pooled.length > shown.length ? [`还有${pooled.length - shown.length}位`] : []),
      ],
      listed: shown.map(({ id }) => id),
      hints: announced.length > 0 ? ['收回', '先不收 1'] : ['1 转给小马'],
      readOnly: true,
    };
  },
});

function announcedLines(announced: Awaited<ReturnType<typeof listAnnounced>>): string[] {
  if (announced.length === 0) return [];
  const lines = announced
    .slice(0, MOST_ANNOUNCED)
    .map(({ customer, owner }, index) => `${index + 1}. ${calledBy(owner)}·${whoLine(customer)}`);
  const more = announced.length - lines.length;
  return [`待收回 ${announced.length}位：`, ...lines, ...(more > 0 ? [`还有${more}位`] : [])];
}

/** 林晓 7位（打通3），徐丹 5位 */
function progress(pooled: readonly Customer[], names: ReadonlyMap<string, string>): string {
  const holders = [...new Set(pooled.map(({ ownerId }) => ownerId))];
  return holders
    .map((holder) => {
      const theirs = pooled.filter(({ ownerId }) => ownerId === holder);
      const reached = theirs.filter(({ nextDueOn }) => nextDueOn === null).length;
      return `${names.get(holder) ?? '已离开'} ${theirs.length}位${reached > 0 ? `（打通${reached}）` : ''}`;
    })
    .join('，');
}

function state({ nextDueOn, attemptDays }: Customer): string {
  if (!nextDueOn) return '打通过，等定';
  return `${formatDay(nextDueOn)}打${attemptDays.length > 0 ? `，试过${attemptDays.length}次` : ''}`;
}

/** Whoever follows customers up learns how many he may claim, not who they are. */
async function showClaimable(talk: Talk): Promise<Outcome> {
  const { db, member, book, at } = talk;
  const { claimCap } = book.on(dayOf(at));
  const [free, claimed] = await Promise.all([
    countClaimable(db, member.userId, claimTerms(talk)),
    countClaimed(db, member.userId),
  ]);
  const room = Math.max(0, claimCap - claimed);
  const lines = [
    `公司池里可以领的 ${free}位；您领了${claimed}位还在跟，${free > 0 ? `还能领${Math.min(free, room)}位` : '现在没有可领的'}。`,
  ];
  return { lines, hints: free > 0 && room > 0 ? ['领取 1个'] : [], readOnly: true };
}
