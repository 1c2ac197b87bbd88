import type { ClaimTerms } from '../db/recalls.ts';
import { addDays, dayOf } from '../domain/time.ts';
import type { Talk } from './command.ts';

/** Out of his own store's pool, and not those the company took from him a short while ago (D19). */
export function claimTerms({ member, book, at }: Pick<Talk, 'member' | 'book' | 'at'>): ClaimTerms {
  const today = dayOf(at);
  const { poolDays, formerOwnerDays } = book.on(today);
  return {
    storeIds: member.storeIds,
    heldUntil: addDays(today, -poolDays - 1),
    barredUntil: addDays(today, -formerOwnerDays),
  };
}
