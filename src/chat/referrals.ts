import { type Customer, type CustomerChange, findCustomers } from '../db/customers.ts';
import type { Meaning } from '../language/meaning.ts';
import { surnameOf } from '../language/values/names.ts';
import type { Talk } from './command.ts';
import { describe } from './describe.ts';

/**
 * Puts a new customer down to whoever brought him (R14), when exactly one fits: among the consultant's own, else those of
 * his store; owners before others. The name as it was said is kept in any case.
 */
export async function linkReferrer(
  talk: Talk,
  { name, last4 }: NonNullable<Meaning['referrer']>,
  self?: Customer['id'],
): Promise<{ line: string; change: CustomerChange }> {
  const { db, member } = talk;
  const change = { source: 'referral', referrer: name };
  const clue = { name, surname: surnameOf(name) ?? null };
  for (const scope of [{ ownerIds: [member.userId] }, { storeIds: member.storeIds }]) {
    const found = (await findCustomers(db, scope, clue)).filter(
      (customer) =>
        customer.id !== self &&
        [customer.name, customer.alias].includes(name) &&
        (last4 === undefined || customer.phone?.endsWith(last4)),
    );
    const owners = found.filter(({ state }) => state === 'delivered');
    const fitting = owners.length > 0 ? owners : found;
    const [only, second] = fitting;
    if (only && !second)
      return {
        line: `介绍人：${describe(only)}，已记在介绍人名下；第一次联系先说是谁介绍的，问方不方便`,
        change: { ...change, referrerId: only.id },
      };
    if (second) return { line: `介绍人${name}有${fitting.length}位，回：${name}尾号1234介绍的`, change };
  }
  return { line: `介绍人：${name}（没有他的卡，只记名字）`, change };
}
