import { claimTerms } from '../chat/claims.ts';
import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { handOver, OUT_OF_POOL } from '../chat/handing-over.ts';
import { type Customer, findCustomers } from '../db/customers.ts';
import { lockMember } from '../db/staff.ts';
import { countClaimed, lockClaimable } from '../db/recalls.ts';
import { dayOf } from '../domain/time.ts';
import type { CustomerRef } from '../language/meaning.ts';
import { surnameOf } from '../language/values/names.ts';
import { briefs } from '../reports/handover-brief.ts';

export default defineCommand({
  name: '领取客户',
  rank: 96,
  takes: ['claimCustomers'],
  about: 'nobody',
  allow: ['consultant', 'supervisor'],
  help: '从公司池领客户来跟',
  examples: [{ say: '领取 3个', for: 'consultant', means: { intents: ['claimCustomers'], count: 3 } }],
  async handle(talk, { count = 1, customerRef, customers }) {
    const { db, member, book, at } = talk;
    const today = dayOf(at);
    const { claimCap } = book.on(today);
    const me = await lockMember(db, member.userId);
    const claimed = await countClaimed(db, member.userId);
    const room = claimCap - claimed;
    if (room <= 0) throw new UserError(`您领的${claimed}位还没有结果，最多同时领${claimCap}位。先跟完再领。`);
    const named: CustomerRef[] =
      customers?.map((alias) => ({ alias })) ?? (customerRef && customerRef !== 'last' ? [customerRef] : []);
    const among: Customer['id'][] = [];
    for (const ref of named) among.push(...(await pooledCalled(talk, ref)));
    const most = Math.min(count, room);
    const isAny = named.length === 0;
    const free = await lockClaimable(db, member.userId, claimTerms(talk), most, isAny ? undefined : among);
    if (!isAny && free.length === 0)
      throw new UserError(`公司池里没有您能领的${named.map(spoken).join('、')}，没有领。`);
    if (free.length === 0) throw new UserError('公司池里现在没有您能领的客户。');
    const moves = free.map((customer) => ({ customer, to: me }));
    const given = await handOver(talk, moves, 'claimed', { written: 'here', change: OUT_OF_POOL });
    const mine = given.map(({ customer }) => customer);
    const which = isAny ? '只有这些' : '其余的您不能领';
    const short = free.length < count ? `（想领${count}位，${room < count ? '到上限了' : which}）` : '';
    return {
      lines: [briefs(`领到${mine.length}位${short}，都要重新定级：`, mine, today)],
      listed: mine.map(({ id }) => id),
      hints: ['1 没接', '1 通了 聊了什么'],
    };
  },
});

function spoken({ alias, name, last4 }: CustomerRef): string {
  return alias ?? name ?? (last4 ? `尾号${last4}` : '这位客户');
}

/** Those of the pool who are called so; of several nobody knows which. */
async function pooledCalled(
  { db, member }: Talk,
  { name, alias, last4 }: CustomerRef,
): Promise<Customer['id'][]> {
  const word = alias ?? name ?? '';
  const clue = word === '' && last4 ? { last4 } : { name: word, surname: surnameOf(word) ?? null };
  const found = (await findCustomers(db, { storeIds: member.storeIds }, clue)).filter(
    (customer) =>
      customer.state === 'pooled' &&
      (word === '' || [customer.name, customer.alias].includes(word)) &&
      (last4 === undefined || customer.phone?.endsWith(last4)),
  );
  if (found.length > 1)
    throw new UserError(`公司池里有${found.length}位${word}，没有领。请带上电话尾号，如：领取 ${word}1234`);
  return found.map(({ id }) => id);
}
