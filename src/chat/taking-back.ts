import { post } from '../db/outbox.ts';
import type { Announced } from '../db/recalls.ts';
import { takeBack, type TakenBack } from '../db/take-back.ts';
import { dayOf } from '../domain/time.ts';
import { takenBackTexts } from '../reports/recall-notices.ts';
import type { Talk } from './command.ts';

/** Takes announced customers back at once and tells both sides; answers those who are the company's now. */
export async function takeBackNow(
  { db, member, at, messageId, book }: Talk,
  announced: readonly Announced[],
): Promise<TakenBack[]> {
  const rules = book.on(dayOf(at));
  const ids = announced.map(({ recall }) => recall.id);
  const taken = await takeBack(db, ids, { by: member.userId, at, rules });
  for (const { to, text } of takenBackTexts(taken, { at, rules }))
    await post(db, {
      key: `taken-back:${messageId}:${to}`,
      to,
      body: { kind: 'text', text },
      at,
      cause: messageId,
    });
  return taken;
}
