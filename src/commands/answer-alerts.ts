import { seesAll } from '../chat/access.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describeApart } from '../chat/describe.ts';
import { ANSWERS, answerAlerts, type Answer, listOpenAlerts } from '../db/alerts.ts';
import { noteCard } from '../db/cards.ts';
import { recordAudit } from '../db/audit.ts';
import { post } from '../db/outbox.ts';
import type { AlertId } from '../domain/ids.ts';
import { listPendingApplications } from '../db/lost-applications.ts';
import { dayOf } from '../domain/time.ts';
import { alertCard, type OpenAlert } from '../reports/alert-card.ts';

const MOST_SHOWN = 5;

const ANSWER_WORDS: Record<Answer, string> = {
  coached: '已督导',
  takenOver: '我来跟',
  excused: '准假',
  falseAlarm: '误报',
};

export default defineCommand({
  name: '督导提醒',
  rank: 160,
  takes: ['answerAlert', 'queryAlerts'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '回应督导提醒：点卡片按钮，或直接回',
  examples: [
    { say: '已督导', means: { intents: ['answerAlert'], answer: 'coached' } },
    { say: '督导', means: { intents: ['queryAlerts'] } },
    { say: '误报 2', means: { intents: ['answerAlert'], answer: 'falseAlarm', choice: 2 } },
  ],
  async handle(talk, { intents, answer, choice }) {
    if (intents.includes('queryAlerts')) return showOpen(talk);
    const open = (await listOpenAlerts(talk.db)).filter(({ toId }) => toId === talk.member.userId);
    if (!answer || open.length === 0) throw new UserError('现在没有等您处理的督导提醒。');
    const chosen = choice === undefined ? open : open.slice(choice - 1, choice);
    if (chosen.length === 0) throw new UserError(`只有${open.length}条提醒，没有第${choice}条。`);
    const answered = await answerAll(
      talk,
      chosen.map(({ id }) => id),
      answer,
    );
    return { lines: [`${ANSWER_WORDS[answer]}：${answered.join('、')}`] };
  },
  onClick: {
    card: 'alerts',
    async handle(talk, { key, subjects, chosen }) {
      const answer = ANSWERS.find((known) => known === key);
      if (!answer) return '这个按钮已失效';
      const [choice = 'all'] = chosen;
      const ids = choice === 'all' ? subjects : subjects.filter((id) => String(id) === choice);
      const answered = await answerAll(talk, ids, answer);
      await showRest(talk, subjects);
      if (answered.length === 0) return '已处理过';
      return subjects.length > 1 ? `${ANSWER_WORDS[answer]} ${answered.length}条` : ANSWER_WORDS[answer];
    },
  },
});

/** What waits for his word: applications for lost customers, and the open alerts on a card whose buttons are alive. */
async function showOpen(talk: Talk): Promise<Outcome> {
  const open = (await listOpenAlerts(talk.db)).filter(({ toId }) => toId === talk.member.userId);
  const { db, member } = talk;
  const waiting = await listPendingApplications(db, seesAll(member) ? undefined : member.storeIds);
  const lines = waiting.slice(0, MOST_SHOWN).map(({ customer }) => `· ${describeApart(customer)}`);
  const applications =
    waiting.length > 0 ? [`等您审批的战败${waiting.length}条，回“称呼+战败同意”或“驳回”：`, ...lines] : [];
  if (open.length === 0 && waiting.length === 0)
    return { lines: ['现在没有等您处理的督导提醒，也没有待审批的。'], readOnly: true };
  if (open.length === 0) return { lines: applications, readOnly: true };
  await sendCard(talk, open);
  return {
    lines: [`督导提醒还有${open.length}条没处理，清单马上发给您。`, ...applications],
    readOnly: true,
  };
}

/** A pressed card goes dead as a whole: what it showed and is still open comes again on a card of its own. */
async function showRest(talk: Talk, subjects: readonly number[]): Promise<void> {
  const open = await listOpenAlerts(talk.db, subjects as AlertId[]);
  const rest = open.filter(({ toId }) => toId === talk.member.userId);
  if (rest.length > 0) await sendCard(talk, rest);
}

async function sendCard({ db, member, at, messageId }: Talk, open: readonly OpenAlert[]): Promise<void> {
  const taskId = `alerts-again-${messageId}`;
  const subjects = open.map(({ id }) => id);
  await noteCard(db, { taskId, toId: member.userId, kind: 'alerts', subjects, createdAt: at });
  const body = alertCard(taskId, `还没处理的督导 ${open.length}条`, open, dayOf(at));
  await post(db, { key: taskId, to: member.userId, body, at, cause: messageId });
}

/** Answers what is still open, and tells the consultant what he has to know of it; answers which cases those were. */
async function answerAll(talk: Talk, ids: readonly number[], answer: Answer): Promise<string[]> {
  const { db, member, at, messageId } = talk;
  const answered = await answerAlerts(db, ids, { answer, by: member.userId, at });
  if (answered.length === 0) return [];
  await recordAudit(db, {
    at,
    actorId: member.userId,
    action: `alert:${answer}`,
    messageId,
    facts: { alerts: answered.length },
  });
  const verdict = {
    coached: '请尽快补上',
    takenOver: '由主管来跟',
    excused: '准了，这条不再催',
    falseAlarm: undefined,
  }[answer];
  for (const { id, aboutId, check, customer } of answered) {
    if (!verdict || aboutId === member.userId) continue;
    const text = `主管${member.name}看到了：${customer} ${check}，${verdict}。`;
    await post(db, {
      key: `alert-answer:${id}`,
      to: aboutId,
      body: { kind: 'text', text },
      at,
      cause: messageId,
    });
  }
  return answered.map(({ customer, check }) => `${customer} ${check}`.trim());
}
