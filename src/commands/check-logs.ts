import { defineCommand, type Talk } from '../chat/command.ts';
import { postCard } from '../db/cards.ts';
import { answerSpotChecks, listSpotChecks, listWaitingSpotChecks, VERDICTS } from '../db/spot-checks.ts';
import { spotCard } from '../reports/spot-card.ts';

const WORDS = { true: '真', doubtful: '存疑', coach: '需辅导' } as const;

/** The supervisor's look at three entries a day. It is his own note: nobody else is told of it (D44). */
export default defineCommand({
  name: '抽查回访',
  rank: 165,
  takes: ['querySpotChecks'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager'],
  help: '每天抽三条回访，点卡片：真 / 存疑 / 需辅导',
  examples: [{ say: '抽查', means: { intents: ['querySpotChecks'] } }],
  async handle(talk) {
    const waiting = await listWaitingSpotChecks(talk.db, talk.member.userId);
    if (waiting.length === 0)
      return { lines: ['现在没有等您核实的回访。每天下班时会抽三条发给您。'], readOnly: true };
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

/** What is still to be looked at, on a card whose buttons are alive. */
async function sendCard(
  { db, member, at, messageId }: Talk,
  rest: Awaited<ReturnType<typeof listSpotChecks>>,
): Promise<void> {
  const taskId = `spot-again-${messageId}`;
  const subjects = rest.map(({ id }) => id);
  const to = { to: member.userId, kind: 'spot', subjects, at, cause: messageId };
  await postCard(db, spotCard(taskId, rest), to);
}
