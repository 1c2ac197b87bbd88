import { defineCommand } from '../chat/command.ts';
import { MEMORY_MINUTES } from '../chat/pending.ts';
import { previousTexts } from '../db/inbox.ts';
import { addMinutes } from '../domain/time.ts';
import { ROLES } from '../domain/staff.ts';
import { why } from '../language/why.ts';
import { NOT_YET } from '../chat/not-yet.ts';

export default defineCommand({
  name: '怎么读的',
  rank: 185,
  takes: ['explainReading'],
  about: 'nobody',
  allow: ROLES,
  help: '上一条是从哪几个字读出来的',
  examples: [{ say: '为什么这么记', means: { intents: ['explainReading'] } }],
  async handle({ db, member, at, messageId, commands }) {
    const texts = await previousTexts(db, member.userId, messageId, addMinutes(at, -MEMORY_MINUTES));
    const last = texts.at(-1);
    if (last === undefined) return { lines: [`${MEMORY_MINUTES}分钟内没有上一条。`], readOnly: true };
    const { purposes, values } = why(last, { now: at, roles: member.roles, context: texts.slice(0, -1) });
    const nameOf = (intent: (typeof purposes)[number]['intent']) =>
      commands.find(({ takes }) => takes.includes(intent))?.name ?? NOT_YET[intent];
    const acts = purposes.flatMap(({ intent, words }) => {
      const name = nameOf(intent);
      return name ? [`${name} ←“${short(words)}”`] : [];
    });
    const facts = values.map(
      ({ kind, words, value }) => `${kind}${value === undefined ? '' : ` ${value}`} ←“${short(words)}”`,
    );
    if (acts.length + facts.length === 0)
      return { lines: ['上一条没看出要记什么，所以没有记。'], readOnly: true };
    return {
      lines: [`上一条“${short(last)}”：`, ...acts, ...facts, '不对就回：撤销，或直接说更正'],
      readOnly: true,
    };
  },
});

const LONGEST = 16;

function short(words: string): string {
  const characters = [...words.replaceAll(/\s+/g, ' ')];
  return characters.length <= LONGEST ? characters.join('') : `${characters.slice(0, LONGEST).join('')}…`;
}
