import { postCard, taskIdFor } from '../db/cards.ts';
import type { Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import type { Visit } from '../db/visits.ts';
import { clockOf } from '../domain/time.ts';
import { REVIEW_HEADING } from '../language/purposes/second-visits.ts';
import type { Outcome, Talk } from './command.ts';
import { describe, describeApart } from './describe.ts';
import { helpersAbove } from './superiors.ts';

/** Step 3 and 4 are helped with: whoever comes again is announced at once, while there is time to help (R47). */
export async function announceReturn(
  talk: Talk,
  customer: Customer,
  { visit, words, hasLeft }: { visit: Visit; words: string; hasLeft: boolean },
): Promise<void> {
  const { db, member, at, messageId } = talk;
  const title = `${words}：${describe(customer)}`;
  for (const to of await helpersAbove(talk, member.userId, visit.storeId)) {
    const taskId = taskIdFor(`return-${visit.id}`, to);
    if (hasLeft) {
      const text = `${title}（${member.name}接待，${clockOf(visit.leftAt)}已离店）`;
      await post(db, { key: taskId, to, body: { kind: 'text', text }, at, cause: messageId });
      continue;
    }
    const text = `${member.name}接待，${describeApart(customer)}\n请协助把握订交`;
    const buttons = [
      { key: 'come', text: '我去协助', style: 'primary' },
      { key: 'seen', text: '知道了', style: 'plain' },
    ] as const;
    const card = { to, kind: 'return', subjects: [visit.id], at, cause: messageId };
    await postCard(db, { kind: 'card', taskId, title, text, buttons }, card);
  }
}

/** The two questions after a second visit (R36). */
export const REVIEW_QUESTION: Exclude<Outcome['incomplete'], true | undefined> = {
  ask: '走后回一句：把握订交了吗？深度体验讲了什么？如：差一点 讲了安全配置和金融方案',
  readWith: REVIEW_HEADING,
};
