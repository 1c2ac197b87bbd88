import { z } from 'zod';
import type { Conversation } from '../db/inbox.ts';
import type { CustomerId } from '../domain/ids.ts';
import { addMinutes } from '../domain/time.ts';

/** An unanswered question lapses after this long, and so does the memory of the customer last spoken of (D40). */
export const MEMORY_MINUTES = 10;

const CustomerIdSchema = z.number().transform((id) => id as CustomerId);

/** A question that was put: the next message may answer it, and then `text` is acted upon. */
const Pending = z.discriminatedUnion('kind', [
  /** Which of these customers is meant? */
  z.object({ kind: z.literal('choose'), text: z.string(), options: z.array(CustomerIdSchema) }),
  /** Something is missing: the answer is read together with `text`. */
  z.object({ kind: z.literal('complete'), text: z.string() }),
  /** A card lacks something: an answer that holds nothing but values goes onto it. */
  z.object({ kind: z.literal('fill'), customerId: CustomerIdSchema, lacks: z.array(z.string()) }),
  /** Is it right so? */
  z.object({ kind: z.literal('confirm'), text: z.string(), customerId: CustomerIdSchema.nullable() }),
]);
export type Pending = z.infer<typeof Pending>;

export function openQuestion(
  conversation: Conversation,
  at: Date,
): (Pending & { askedAt: Date }) | undefined {
  const { pending, pendingAt } = conversation;
  if (!pendingAt || at > addMinutes(pendingAt, MEMORY_MINUTES)) return undefined;
  const parsed = Pending.safeParse(pending);
  return parsed.success ? { ...parsed.data, askedAt: pendingAt } : undefined;
}

/** The customer last spoken of, while he is remembered. */
export function lastCustomer(conversation: Conversation, at: Date): CustomerId | undefined {
  const { lastCustomerId, lastCustomerAt } = conversation;
  if (!lastCustomerId || !lastCustomerAt || at > addMinutes(lastCustomerAt, MEMORY_MINUTES)) return undefined;
  return lastCustomerId;
}
