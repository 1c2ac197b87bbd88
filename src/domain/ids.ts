import type { Brand } from './brand.ts';

export type StoreId = Brand<number, 'StoreId'>;
export type CustomerId = Brand<number, 'CustomerId'>;
export type VisitId = Brand<number, 'VisitId'>;
export type AlertId = Brand<number, 'AlertId'>;
/** One message of a member, one click of a card: what the audit and 撤销 speak of. */
export type MessageId = Brand<number, 'MessageId'>;
