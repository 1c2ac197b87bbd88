import { seesAll } from '../chat/access.ts';
import { comesInstead, waitingCalls } from '../chat/assisting.ts';
import { comingLines, nothingOpen } from '../chat/coming-alerts.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { waitingFor } from '../chat/concession.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { extensionsFor } from '../chat/extensions.ts';
import { answersIn, boardOf, lineOf, meantAlerts } from '../chat/meant-alerts.ts';
import {
  ANSWERS,
  answerAlerts,
  type Answer,
  listOpenAlerts,
  type OpenAlert,
  remarkOn,
} from '../db/alerts.ts';
import { postCard } from '../db/cards.ts';
import { recordAudit } from '../db/audit.ts';
import { listPendingApplications } from '../db/lost-applications.ts';
import { listPendingCancellations } from '../db/order-cancellations.ts';
import { post, postAll } from '../db/outbox.ts';
import type { AlertId } from '../domain/ids.ts';
import { formatMoney } from '../domain/money.ts';
import type { UserId } from '../domain/staff.ts';
import { dayOf } from '../domain/time.ts';
import { alertCard } from '../reports/alert-card.ts';

const MOST_SHOWN = 5;

const ANSWER_WORDS: Record<Answer, string> = {
  coached: '已督导',
  takenOver: '我来跟',
  excused: '准假',
  falseAlarm: '误报',
  urged: '已催',
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
    {
      say: '已督导 1 聊过了，今晚补上',
      means: { intents: ['answerAlert'], answer: 'coached', choice: 1, remark: '聊过了,今晚补上' },
    },
    { say: '催一下 2', means: { intents: ['answerAlert'], answer: 'urged', choice: 2 } },
    { say: '督导', means: { intents: ['queryAlerts'] } },
    { say: '误报 2', means: { intents: ['answerAlert'], answer: 'falseAlarm', choice: 2 } },
  ],
  async handle(talk, meaning) {
    if (meaning.intents.includes('queryAlerts')) return showOpen(talk);
    const { alerts, remark } = meaning;
    if (alerts && remark) return noteRemark(talk, alerts as AlertId[], remark);
    const answers = answersIn(meaning);
    const coming = await comesInstead(talk, answers);
    if (coming) return coming;
    const board = await boardOf(talk);
    if (answers.length === 0 || board.open.length === 0) throw new UserError(await nothingOpen(talk));
    const meant = await meantAlerts(talk, answers, board);
    const lines: string[] = [];
    const settled = new Set<AlertId>();
    for (const { said, meant: cases } of meant) {
      const ids = cases.map(({ id }) => id);
      const answered = await answerAll(talk, ids, said.answer, said.remark ?? null);
      for (const { id } of answered) settled.add(id);
      if (answered.length > 0)
        lines.push(`${ANSWER_WORDS[said.answer]}：${answered.map(subjectOf).join('、')}`);
    }
    const rest = board.open.filter(({ alert }) => !settled.has(alert.id));
    if (rest.length > 0)
      lines.push(
        `还有${rest.length}条：${rest.slice(0, MOST_SHOWN).map(lineOf).join('、')}${rest.length > MOST_SHOWN ? '…' : ''}`,
      );
    return { lines };
  },
  onClick: {
    card: 'alerts',
    done: '督导',
    async handle(talk, { key, subjects, chosen }) {
      const answer = ANSWERS.find((known) => known === key);
      if (!answer) return '这个按钮已失效';
      const [choice = 'all'] = chosen;
      const ids = choice === 'all' ? subjects : subjects.filter((id) => String(id) === choice);
      const answered = await answerAll(talk, ids as AlertId[], answer, null);
      await showRest(talk, subjects as AlertId[]);
      if (answered.length === 0) return '已处理过';
      const label =
        subjects.length > 1 ? `${ANSWER_WORDS[answer]} ${answered.length}条` : ANSWER_WORDS[answer];
      if (answer !== 'coached') return label;
      const alerts = answered.map(({ id }) => id);
      return {
        label,
        ask: { kind: 'remark', ask: '怎么督导的？回一句就记下来，顾问也能看到；不用记可以不回。', alerts },
      };
    },
  },
});

/** What he said to the consultant, a moment after he pressed 已督导: kept with the answer, and told. */
async function noteRemark(talk: Talk, ids: readonly AlertId[], remark: string): Promise<Outcome> {
  const { db, member, at, messageId } = talk;
  const noted = await remarkOn(db, ids, member.userId, remark);
  for (const to of new Set(noted)) {
    if (to === member.userId) continue;
    const text = `${member.name}督导说：${remark}`;
    await post(db, {
      key: `remark:${messageId}:${to}`,
      to,
      body: { kind: 'text', text },
      at,
      cause: messageId,
    });
  }
  return { lines: [`已记督导：${remark}`] };
}

/** What waits for his word: applications for lost customers, and the open alerts on a card whose buttons are alive. */
async function showOpen(talk: Talk): Promise<Outcome> {
  const { db, member } = talk;
  const open = await listOpenAlerts(db, member.userId);
  const waiting = await listPendingApplications(db, seesAll(member) ? undefined : member.storeIds);
  const lines = waiting.slice(0, MOST_SHOWN).map(({ customer }) => `· ${describeApart(customer)}`);
  const prices = await waitingFor(talk);
  const calls = await waitingCalls(talk);
  const urgent = [
    ...prices
      .slice(0, MOST_SHOWN)
      .map(
        ({ request, customer }) =>
          `让利：${describe(customer)} 共让${formatMoney(request.askFen)}，回：${describe(customer)}批了 / 不批`,
      ),
    ...calls
      .slice(0, MOST_SHOWN)
      .map(({ customer }) => `求助：${describe(customer)}，回：${describe(customer)}我来谈`),
  ];
  const cancelling = await listPendingCancellations(db, member.userId);
  const extending = await extensionsFor(talk);
  const applications = [
    ...(waiting.length > 0
      ? [`等您审批的战败${waiting.length}条，回“称呼+战败同意”或“驳回”：`, ...lines]
      : []),
    ...(cancelling.length > 0
      ? [
          `等您审批的退订${cancelling.length}条，回“称呼+退订同意”或“退订驳回”：`,
          ...cancelling.slice(0, MOST_SHOWN).map(({ customer }) => `· ${describeApart(customer)}`),
        ]
      : []),
    ...(extending.length > 0
      ? [
          `等您审批的延期${extending.length}条，回“称呼+延期同意”或“不同意+称呼+延期”：`,
          ...extending.slice(0, MOST_SHOWN).map((customer) => `· ${describeApart(customer)}`),
        ]
      : []),
  ];
  const coming = open.length === 0 ? await comingLines(talk) : [];
  if (open.length + applications.length + urgent.length + coming.length === 0)
    return { lines: ['现在没有等您处理的督导提醒，也没有待审批的。'], readOnly: true };
  if (open.length === 0) return { lines: [...urgent, ...applications, ...coming], readOnly: true };
  await sendCard(talk, open);
  return {
    lines: [`督导提醒还有${open.length}条没处理，清单马上发给您。`, ...urgent, ...applications],
    readOnly: true,
  };
}

/** A pressed card goes dead as a whole: what it showed and is still open comes again on a card of its own. */
async function showRest(talk: Talk, subjects: readonly AlertId[]): Promise<void> {
  const rest = await listOpenAlerts(talk.db, talk.member.userId, subjects);
  if (rest.length > 0) await sendCard(talk, rest);
}

async function sendCard(
  { db, member, at, messageId, book }: Talk,
  open: readonly OpenAlert[],
): Promise<void> {
  const taskId = `alerts-again-${messageId}`;
  const subjects = open.map(({ id }) => id);
  const body = alertCard(taskId, `还没处理的督导 ${open.length}条`, open, {
    today: dayOf(at),
    rules: book.on(dayOf(at)),
  });
  await postCard(db, body, { to: member.userId, kind: 'alerts', subjects, at, cause: messageId });
}

/** A consultant is told of so many of his cases by name. */
const MOST_TOLD = 10;

/** What the consultant is told of an answer; nothing of a false alarm. */
const VERDICTS: Record<Answer, string | undefined> = {
  coached: '请尽快补上',
  takenOver: '由他来跟',
  excused: '准了，这条不再提醒',
  falseAlarm: undefined,
  urged: '请马上补上',
};

/** An excuse takes the customer off nobody's list. */
const CALLS: ReadonlySet<string> = new Set(['overdue', 'firstCallMissing', 'orderedNotCalled']);

/** Answers what is still open, and tells the consultant what he has to know of it; answers which cases those were. */
async function answerAll(
  talk: Talk,
  ids: readonly AlertId[],
  answer: Answer,
  remark: string | null,
): Promise<OpenAlert[]> {
  const { db, member, at, messageId } = talk;
  const answered = await answerAlerts(db, ids, { answer, by: member.userId, at, remark });
  if (answered.length === 0) return [];
  await recordAudit(db, {
    at,
    actorId: member.userId,
    action: `alert:${answer}`,
    messageId,
    facts: { alerts: answered.length },
  });
  const verdict = VERDICTS[answer];
  if (!verdict) return answered;
  const stays = answer === 'excused' && answered.some(({ check }) => CALLS.has(check));
  const said = remark ? `${verdict}。${member.name}说：${remark}` : `${verdict}。`;
  await postAll(
    db,
    [...casesOf(answered)].flatMap(([to, cases]) => {
      if (to === member.userId) return [];
      const text = `${member.name}看到了：${listed(cases)}，${said}${stays ? '客户联系上之前还在您的待办里。' : ''}`;
      const key = `alert-answer:${messageId}:${to}`;
      return [{ key, to, body: { kind: 'text', text } as const, at, cause: messageId }];
    }),
  );
  return answered;
}

function casesOf(alerts: readonly OpenAlert[]): Map<UserId, OpenAlert[]> {
  const cases = new Map<UserId, OpenAlert[]>();
  for (const each of alerts) cases.set(each.aboutId, [...(cases.get(each.aboutId) ?? []), each]);
  return cases;
}

/** One in his line; several below one another, as many as a screen holds. */
function listed(cases: readonly OpenAlert[]): string {
  const [first] = cases;
  if (first && cases.length === 1) return subjectOf(first);
  const lines = cases.slice(0, MOST_TOLD).map((each) => `· ${subjectOf(each)}`);
  return ['', ...lines, `${cases.length > MOST_TOLD ? '等' : '共'}${cases.length}条`].join('\n');
}

/** 王先生 短信没发 */
function subjectOf({ customer, short }: OpenAlert): string {
  return `${customer} ${short}`.trim();
}
