import { defineCommand, UserError } from '../chat/command.ts';
import { MEMORY_MINUTES, openQuestion } from '../chat/pending.ts';
import { recordAudit } from '../db/audit.ts';
import { requestRun } from '../db/job-runs.ts';
import { post } from '../db/outbox.ts';
import { findUndoable, undoMessage } from '../db/undo.ts';
import { ROLES } from '../domain/staff.ts';
import { addMinutes, clockOf } from '../domain/time.ts';

const DECIDES_DAYS: ReadonlySet<string> = new Set(['rule_changes', 'rest_days', 'closed_days']);

export default defineCommand({
  name: '撤销',
  rank: 190,
  takes: ['undo'],
  about: 'nobody',
  allow: ROLES,
  help: `撤回您${MEMORY_MINUTES}分钟内的上一条`,
  examples: [
    { say: '撤销', means: { intents: ['undo'] } },
    { say: '撤回上一条', means: { intents: ['undo'] } },
  ],
  async handle({ db, member, at, messageId, conversation }) {
    const last = await findUndoable(db, member.userId, addMinutes(at, -MEMORY_MINUTES));
    if (!last)
      throw new UserError(`${MEMORY_MINUTES}分钟内没有可以撤销的。再早的请直接发更正，如：王先生改B级`);
    // What he takes back is what was asked about last, and nothing of that stands: no older entry pays for it.
    const open = openQuestion(conversation, at);
    if (open && last.at < open.askedAt)
      return {
        lines: [`刚才问您的那条还没有记，不用撤。要撤回${clockOf(last.at)}的“${last.did}”，再发一次：撤销`],
        readOnly: true,
      };
    const undone = await undoMessage(db, last.id, at);
    if (undone.kind === 'changed')
      throw new UserError(`${last.did}之后又有改动，不能整条撤销。请直接发更正。`);
    // The days of many customers were reckoned by what is undone now.
    if (undone.tables.some((table) => DECIDES_DAYS.has(table))) await requestRun(db, 'reckon-due', at, true);
    await recordAudit(db, {
      at,
      actorId: member.userId,
      action: 'undo',
      messageId,
      facts: { undone: last.id },
    });
    for (const to of undone.told) {
      const text = `${member.name}撤销了${clockOf(last.at)}的“${last.did}”，之前发给您的那条作废。`;
      await post(db, {
        key: `undone:${last.id}:${to}`,
        to,
        body: { kind: 'text', text },
        at,
        cause: messageId,
      });
    }
    const told = undone.told.length > 0 ? '，已通知收到消息的人' : '';
    return { lines: [`已撤销：${last.did}（${clockOf(last.at)}）${told}。`], readOnly: true };
  },
});
