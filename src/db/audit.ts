import type { CustomerId, MessageId, StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import type { Db } from './connect.ts';
import { insertion, write } from './rows.ts';
import { audit } from './schema/records.ts';

/** Adds a line to the audit: who did what to whom. No names, phones or words of people (they have one home). */
export async function recordAudit(
  db: Db,
  entry: {
    at: Date;
    actorId: UserId | null;
    action: string;
    storeId?: StoreId | undefined;
    customerId?: CustomerId | undefined;
    messageId?: MessageId | undefined;
    facts?: Record<string, string | number | boolean | null> | undefined;
  },
): Promise<void> {
  await write(db, insertion(audit, entry));
}
