import { defineCommand } from '../chat/command.ts';
import { ANSWERS, answerAlerts, type Answer } from '../db/alerts.ts';
import { recordAudit } from '../db/audit.ts';
import { post } from '../db/outbox.ts';
import { ROLES } from '../domain/staff.ts';

/** The buttons under an alert, and what each does to the case. */
export const ANSWER_WORDS: Record<Answer, string> = {
  coached: '已督导',
  takenOver: '我来跟',
  excused: '准假',
  falseAlarm: '误报',
};

export default defineCommand({
  name: '督导提醒',
  takes: [],
  about: 'nobody',
  allow: ROLES,
  help: '点提醒卡片上的按钮：已督导、我来跟、准假、误报',
  examples: [],
  async handle() {
    return { lines: ['请点提醒卡片上的按钮。'], readOnly: true };
  },
  onClick: {
    card: 'alerts',
    async handle({ db, member, at, messageId }, { key, subjects, chosen }) {
      const answer = ANSWERS.find((known) => known === key);
      if (!answer) return '这个按钮已失效';
      const [choice = 'all'] = chosen;
      const ids = choice === 'all' ? subjects : subjects.filter((id) => String(id) === choice);
      const answered = await answerAlerts(db, ids, { answer, by: member.userId, at });
      if (answered.length === 0) return '已处理过';
      await recordAudit(db, {
        at,
        actorId: member.userId,
        action: `alert:${answer}`,
        messageId,
        facts: { alerts: ids.length },
      });
      for (const { id, aboutId, check, customer } of answered) {
        if (answer !== 'takenOver' && answer !== 'coached') continue;
        const verdict = answer === 'takenOver' ? '由他来跟' : '请尽快补上';
        const text = `主管${member.name}看到了：${customer}${check}，${verdict}。`;
        await post(db, {
          key: `alert-answer:${id}`,
          to: aboutId,
          body: { kind: 'text', text },
          at,
          cause: messageId,
        });
      }
      return answered.length < subjects.length
        ? `${ANSWER_WORDS[answer]} ${answered.length}条`
        : ANSWER_WORDS[answer];
    },
  },
});
