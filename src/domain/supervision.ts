import type { StoreId } from './ids.ts';
import type { Role, UserId } from './staff.ts';

export interface Colleague {
  userId: UserId;
  roles: readonly Role[];
  storeIds: readonly StoreId[];
  directLeaders: readonly UserId[];
}

/**
 * Who is told of what somebody failed to do in a store, and who decides on what he applies for: the supervisor of that
 * store, his own leader first; the sales manager when he supervises the store himself, or where there is none; the
 * general manager if there is no one else (D15, D38).
 */
export function supervisorOf<Person extends Colleague>(
  people: readonly Person[],
  about: UserId,
  storeId: StoreId,
): Person | undefined {
  const owner = people.find(({ userId }) => userId === about);
  const others = people.filter(({ userId }) => userId !== about);
  const supervisors = owner?.roles.includes('supervisor')
    ? []
    : others.filter(({ roles, storeIds }) => roles.includes('supervisor') && storeIds.includes(storeId));
  return (
    supervisors.find(({ userId }) => owner?.directLeaders.includes(userId)) ??
    supervisors[0] ??
    others.find(({ roles }) => roles.includes('salesManager')) ??
    others.find(({ roles }) => roles.includes('generalManager'))
  );
}
