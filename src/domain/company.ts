import type { StoreId } from './ids.ts';
import { rolesOf } from './roles.ts';
import type { Role, UserId } from './staff.ts';

export interface Contacts {
  departments: readonly { id: number; name: string; parentId: number }[];
  members: readonly {
    userId: UserId;
    name: string;
    alias?: string;
    position: string;
    departmentIds: readonly number[];
    mainDepartment?: number;
    directLeaders: readonly UserId[];
    isActive: boolean;
  }[];
}

/**
 * Reads stores, people and roles out of the contacts: a department with consultants in it is a store, one whose
 * name says 电网 or DCC is the phone desk, and roles come from the words of the position (contract, part Staff).
 */
export function storesAndStaff(contacts: Contacts, positions: ReadonlyMap<string, Role> = new Map()) {
  const present = contacts.members.filter(({ isActive }) => isActive);
  const roles = new Map(present.map(({ userId, position }) => [userId, rolesOf(position, positions)]));
  const storeKinds = new Map<number, 'showroom' | 'desk'>();
  for (const { id, name } of contacts.departments) {
    const people = present.filter(({ departmentIds }) => departmentIds.includes(id));
    if (/电网|DCC/i.test(name)) storeKinds.set(id, 'desk');
    else if (people.some(({ userId }) => roles.get(userId)?.includes('consultant')))
      storeKinds.set(id, 'showroom');
  }
  const stores = contacts.departments.flatMap(({ id, name }) => {
    const kind = storeKinds.get(id);
    return kind ? [{ id: id as StoreId, name, kind }] : [];
  });
  const staff = present.map((member) => {
    const storeIds = ownFirst(member).filter((id) => storeKinds.has(id)) as StoreId[];
    return {
      userId: member.userId,
      name: member.name,
      alias: member.alias || null,
      position: member.position,
      roles: roles.get(member.userId) ?? [],
      storeId: storeIds[0] ?? null,
      storeIds,
      directLeaders: [...member.directLeaders],
    };
  });
  return { stores, staff };
}

function ownFirst({ departmentIds, mainDepartment }: Contacts['members'][number]): number[] {
  return [...departmentIds].sort((a, b) => Number(b === mainDepartment) - Number(a === mainDepartment));
}
