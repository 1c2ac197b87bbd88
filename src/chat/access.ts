import type { Customer, Scope } from '../db/customers.ts';
import type { Member } from '../domain/staff.ts';

/**
 * Whose customers somebody may see and work on (R3): his own, those of whom he stands in for and those he has a task for,
 * his store's, or all.
 */
export function scopeOf(member: Member): Scope {
  if (seesAll(member)) return 'all';
  if (member.roles.includes('supervisor')) return { storeIds: member.storeIds };
  const { userId, standsInFor, helpsWith } = member;
  return {
    ownerIds: [userId, ...standsInFor],
    ...(helpsWith.length > 0 && { alsoIds: helpsWith }),
  };
}

export function seesAll(member: Member): boolean {
  return member.roles.some((role) => role === 'salesManager' || role === 'generalManager');
}

export function maySee(member: Member, customer: Customer): boolean {
  const scope = scopeOf(member);
  if (scope === 'all') return true;
  return 'ownerIds' in scope
    ? scope.ownerIds.includes(customer.ownerId) || scope.alsoIds?.includes(customer.id) === true
    : scope.storeIds.includes(customer.storeId);
}
