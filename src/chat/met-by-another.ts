import type { Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { findStaff } from '../db/staff.ts';
import { calledBy } from '../domain/staff.ts';
import type { Talk } from './command.ts';
import { describe } from './describe.ts';
import { askWhose, isGone } from './ownership.ts';

/**
 * Somebody else's customer came to the sender, or called him: the owner is told if there is one, and who received him may
 * have a claim on him, so that the supervisor says whose he is (D32). Answers whose he is, and what to tell the sender.
 */
export async function tellOwner(
  talk: Talk,
  known: Customer,
  came: '来店' | '来电',
): Promise<{ whose: string; line: string }> {
  const { db, member, at, messageId } = talk;
  const disputed = await disputeWith(talk, known);
  if (known.state === 'pooled')
    return { whose: '在公司池里', line: disputed ? `归谁由${disputed}定` : '要跟请找主管定给谁' };
  const owner = await findStaff(db, known.ownerId);
  const receiver = await findStaff(db, member.userId);
  const shall = known.doNotContact ? '他要求免打扰，别打电话' : '请尽快联系';
  await post(db, {
    key: `met:${messageId}`,
    to: known.ownerId,
    body: {
      kind: 'text',
      text: `您的客户${describe(known)}刚才${came}，${receiver?.alias ?? member.name}接待的。${shall}；${disputed ? `归谁由${disputed}定` : '归属有疑问找主管'}。`,
    },
    at,
    cause: messageId,
  });
  return {
    whose: `是${owner ? calledBy(owner) : '同事'}的客户`,
    line: `已告诉${owner ? calledBy(owner) : '他'}。${disputed ? `归谁由${disputed}定，定之前还是他的` : '归属有争议请找主管定。'}`,
  };
}

/** Somebody given up is asked about too. The phone desk only passes on what it hears. Answers whom it is put to. */
async function disputeWith(talk: Talk, known: Customer): Promise<string | undefined> {
  if (!talk.member.roles.includes('consultant') || known.doNotContact) return undefined;
  if (known.state === 'closed' || known.state === 'dead' || known.state === 'lostPending') return undefined;
  const decides = await askWhose(talk, known, isGone(known) ? 'reactivated' : 'metByAnother');
  return decides && calledBy(decides);
}
