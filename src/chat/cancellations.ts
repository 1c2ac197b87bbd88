import { postCard } from '../db/cards.ts';
import type { Db } from '../db/connect.ts';
import type { OrderCancellation } from '../db/order-cancellations.ts';
import type { MessageId } from '../domain/ids.ts';

/** What the card of a cancellation is called, for whoever answers it. */
export const CANCELLATION_CARD = 'cancelOrder';

/** Lays a cancellation before the one who has it now. */
export async function postCancellation(
  db: Db,
  { id, toId }: OrderCancellation,
  { text, at, cause }: { text: readonly string[]; at: Date; cause: MessageId },
): Promise<void> {
  const taskId = `cancel-${id}-${cause}`;
  const body = {
    kind: 'card',
    taskId,
    title: '退订申请',
    text: text.join('\n'),
    buttons: [
      { key: 'approve', text: '同意', style: 'primary' },
      { key: 'reject', text: '驳回', style: 'warning' },
    ],
  } as const;
  await postCard(db, body, { to: toId, kind: CANCELLATION_CARD, subjects: [id], at, cause });
}
