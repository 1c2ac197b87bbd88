import type { Brand } from './brand.ts';
import type { CustomerId, StoreId } from './ids.ts';

/** A member's userid in WeCom: given by the company, unique, unlike a name. */
export type UserId = Brand<string, 'UserId'>;

export const ROLES = [
  'consultant',
  'deskAgent',
  'supervisor',
  'marketing',
  'salesManager',
  'generalManager',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

export interface Member {
  userId: UserId;
  name: string;
  roles: readonly Role[];
  /** The stores he belongs to, his own first; managers of the whole group may have none. */
  storeIds: readonly StoreId[];
  /** Colleagues who rest today and whose customers he looks after (代班). */
  standsInFor: readonly UserId[];
  /**
   * Customers of others for whom he has something to do: a revisit of somebody lost, or had it a few days ago; whom he
   * missed as a stand-in.
   */
  helpsWith: readonly CustomerId[];
}

/** What colleagues call somebody. */
export function calledBy({ alias, name }: { alias: string | null; name: string }): string {
  return alias ?? name;
}

/** Whether colleagues mean this person by that word: 刘洋, 小刘, 刘顾问, or his alias in WeCom. */
export function answersTo(
  person: { userId: UserId; name: string; alias: string | null },
  word: string,
): boolean {
  const { name, alias, userId } = person;
  const surname = name.slice(0, 1);
  const called = [name, alias, userId, name.slice(1), `小${surname}`, `老${surname}`];
  return called.includes(word) || (word.startsWith(surname) && /^.(顾问|主管|经理|总)$/.test(word));
}
