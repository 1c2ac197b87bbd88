import { z } from 'zod';
import type { Conversation } from '../db/inbox.ts';
import type { CustomerId } from '../domain/ids.ts';
import { addMinutes } from '../domain/time.ts';
import type { Intent } from '../language/intents.ts';
import type { Meaning } from '../language/meaning.ts';

/** An unanswered question lapses after this long, and so does the memory of the customer last spoken of (D40). */
export const MEMORY_MINUTES = 10;

const CustomerIdSchema = z.number().transform((id) => id as CustomerId);

/** What a message meant when the question was put; written by ourselves, so that nothing is read a second time. */
const Told = z.custom<Meaning>((value) => typeof value === 'object' && value !== null);

/** A question that was put, or waits for its turn: `ask` are its words, the answer is acted upon with `text`. */
const Pending = z.discriminatedUnion('kind', [
  /** Which of these customers is meant? */
  z.object({
    kind: z.literal('choose'),
    ask: z.string(),
    text: z.string(),
    meaning: Told,
    options: z.array(CustomerIdSchema),
  }),
  /** Something is missing: the answer is read together with `text`. */
  z.object({
    kind: z.literal('complete'),
    ask: z.string(),
    text: z.string(),
    /** What the answer has to say; what means something else by itself is no answer. */
    meant: z.custom<Intent>((value) => typeof value === 'string').optional(),
    /** What of the message has not been done, where the rest of it has. */
    left: z.array(z.custom<Intent>((value) => typeof value === 'string')).optional(),
    customerId: CustomerIdSchema.nullable(),
  }),
  /** Is it right so? */
  z.object({
    kind: z.literal('confirm'),
    ask: z.string(),
    text: z.string(),
    meaning: Told,
    customerId: CustomerIdSchema.nullable(),
  }),
  /** A card lacks something: an answer that holds nothing but values goes onto it. */
  z.object({
    kind: z.literal('fill'),
    ask: z.string(),
    customerId: CustomerIdSchema,
    lacks: z.array(z.string()),
  }),
  /** What was said to the consultant: noted with the cases that were just answered by a button. */
  z.object({ kind: z.literal('remark'), ask: z.string(), alerts: z.array(z.number()) }),
]);
export type Pending = z.infer<typeof Pending>;

export interface OpenQuestion {
  question: Pending;
  /** Asked when this one is settled, one by one. */
  later: Pending[];
  askedAt: Date;
}

/** The question whose answer the next message may be. */
export function openQuestion({ pending, pendingAt }: Conversation, at: Date): OpenQuestion | undefined {
  if (!pendingAt || at > addMinutes(pendingAt, MEMORY_MINUTES)) return undefined;
  const [question, ...later] = z.array(Pending).safeParse(pending).data ?? [];
  return question && { question, later, askedAt: pendingAt };
}

/** The customer last spoken of, while he is remembered. */
export function lastCustomer(conversation: Conversation, at: Date): CustomerId | undefined {
  const { lastCustomerId, lastCustomerAt } = conversation;
  if (!lastCustomerId || !lastCustomerAt || at > addMinutes(lastCustomerAt, MEMORY_MINUTES)) return undefined;
  return lastCustomerId;
}
