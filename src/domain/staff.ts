import type { Brand } from './brand.ts';
import type { StoreId } from './ids.ts';

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
}
