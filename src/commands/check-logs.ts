import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { findLastCard, postCard } from '../db/cards.ts';
import {
  answerSpotChecks,
  listSpotChecks,
  listWaitingSpotChecks,
  VERDICTS,
  type Verdict,
} from '../db/spot-checks.ts';
import { spotCard } from '../reports/spot-card.ts';

const WORDS = { true: '真', doubtful: '存疑', coach: '需辅导' } as const;

/** The supervisor's look at three entries a day. It is his own note: nobody else is told of it (D44). */
export default defineCommand({
  name: '抽查回访',
  rank: 165,
  takes: ['querySpotChecks', 'answerSpotCheck'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager'],
  help: '每天抽三条回访，点卡片或回：1 真 / 2 存疑 / 全部真',
  examples: [
    { say: '抽查', means: { intents: ['querySpotChecks'] } },
    { say: '1 存疑', means: { intents: ['answerSpotCheck'], choice: 1, spotCheck: 'doubtful' } },
  ],
  async handle(talk, { spotCheck, choice, spotChecks }) {
    const waiting = await listWaitingSpotChecks(talk.db, talk.member.userId);
    if (waiting.length === 0)
      return { lines: ['现在没有等您核实的回访。每天下班时会抽三条发给您。'], readOnly: true };
    if (spotChecks) return answerEach(talk, await onLastCard(talk, waiting), spotChecks);
    if (spotCheck) return answer(talk, await onLastCard(talk, waiting), spotCheck, choice);
    await sendCard(talk, waiting);
    return { lines: [`还有${waiting.length}条回访等您核实，卡片马上发给您。`], readOnly: true };
  },
  onClick: {
    card: 'spot',
    done: '抽查',
    async handle(talk, { key, subjects, chosen }) {
      const { db, member, at } = talk;
      const verdict = VERDICTS.find((known) => known === key);
      if (!verdict) return '这个按钮已失效';
      const [choice = 'all'] = chosen;
      const ids = choice === 'all' ? subjects : subjects.filter((id) => String(id) === choice);
      const answered = await answerSpotChecks(db, ids, { verdict, by: member.userId, at });
      const rest = (await listSpotChecks(db, subjects)).filter((each) => each.verdict === null);
      if (rest.length > 0) await sendCard(talk, rest);
      return answered === 0 ? '已处理过' : `${WORDS[verdict]} ${answered}条`;
    },
  },
});

type Drawn = Awaited<ReturnType<typeof listSpotChecks>>;

/** Those that the last card counts: what was left of an earlier day has no number on it. */
async function onLastCard({ db, member }: Talk, waiting: Drawn): Promise<Drawn> {
  const card = await findLastCard(db, member.userId, 'spot');
  const shown = waiting.filter(({ id }) => card?.subjects.includes(id));
  return shown.length > 0 ? shown : waiting;
}

/** By word: of the entries as the card counts them; without a number, of the only one or of 全部. */
async function answer(
  talk: Talk,
  waiting: Drawn,
  verdict: Verdict,
  choice: number | undefined,
): Promise<Outcome> {
  const { db, member, at, text } = talk;
  const isAll = /全|都/.test(text) || waiting.length === 1;
  const meant = choice === undefined ? (isAll ? waiting : []) : waiting.slice(choice - 1, choice);
  if (meant.length === 0) {
    const lines = waiting.map(({ about, customer }, index) => `${index + 1}. ${about}·${customer}`);
    return { lines: ['哪一条？回：1 真 / 2 存疑 / 全部真', ...lines], readOnly: true };
  }
  const ids = meant.map(({ id }) => id);
  await answerSpotChecks(db, ids, { verdict, by: member.userId, at });
  const rest = waiting.filter(({ id }) => !ids.includes(id));
  if (rest.length > 0) await sendCard(talk, rest);
  const whom = meant.map(({ about, customer }) => `${about}·${customer}`).join('、');
  return { lines: [`已记抽查：${whom} ${WORDS[verdict]}`] };
}

/** 1 真 2 存疑: each number with its own verdict, all of them or none. */
async function answerEach(
  talk: Talk,
  waiting: Drawn,
  said: readonly { choice: number; verdict: Verdict }[],
): Promise<Outcome> {
  const { db, member, at } = talk;
  const meant = said.map(({ choice, verdict }) => {
    const one = waiting[choice - 1];
    if (!one) throw new UserError(`等您核实的只有${waiting.length}条，没有第${choice}条，都没有记。`);
    return { one, verdict };
  });
  if (new Set(meant.map(({ one }) => one.id)).size < meant.length)
    throw new UserError('同一条说了两次，没有记。请再说一次。');
  for (const { one, verdict } of meant)
    await answerSpotChecks(db, [one.id], { verdict, by: member.userId, at });
  const rest = waiting.filter(({ id }) => !meant.some(({ one }) => one.id === id));
  if (rest.length > 0) await sendCard(talk, rest);
  return {
    lines: [
      `已记抽查：${meant.map(({ one, verdict }) => `${one.about}·${one.customer} ${WORDS[verdict]}`).join('、')}`,
    ],
  };
}

/** What is still to be looked at, on a card whose buttons are alive. */
async function sendCard({ db, member, at, messageId }: Talk, rest: Drawn): Promise<void> {
  const taskId = `spot-again-${messageId}`;
  const subjects = rest.map(({ id }) => id);
  const to = { to: member.userId, kind: 'spot', subjects, at, cause: messageId };
  await postCard(db, spotCard(taskId, rest), to);
}
