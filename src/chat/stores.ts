import type { Store } from '../db/staff.ts';
import { UserError } from './command.ts';

/** The stores that a message names; all of them where it names none. */
export function storesMeant(
  stores: readonly Store[],
  { text, store }: { text: string; store: string | undefined },
): Store[] {
  const named = stores.filter(({ name }) => text.includes(name) || (store && name.includes(store)));
  if (store && named.length === 0)
    throw new UserError(`没有“${store}”这家店。有：${stores.map(({ name }) => name).join('、')}`);
  return named.length > 0 ? named : [...stores];
}
