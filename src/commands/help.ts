import { type Command, defineCommand } from '../chat/command.ts';
import { ROLES } from '../domain/staff.ts';
import { dayOf } from '../domain/time.ts';

/** One phone screen; what is left is named only. */
const MOST_LINES = 15;

export default defineCommand({
  name: '帮助',
  rank: 210,
  takes: ['help'],
  about: 'nobody',
  allow: ROLES,
  help: '看您能做的事和怎么说',
  examples: [
    { say: '帮助', means: { intents: ['help'] } },
    { say: '怎么登记', means: { intents: ['help'] } },
  ],
  async handle({ commands, member, text, book, at }) {
    const sells = member.roles.includes('consultant') || member.roles.includes('deskAgent');
    // Whoever does not sell sees first what is his alone.
    const isForAll = ({ allow }: Command) => sells || allow.includes('consultant');
    const usable = commands
      .filter(({ name, allow }) => name !== '帮助' && allow.some((role) => member.roles.includes(role)))
      .sort((a, b) => Number(isForAll(a)) - Number(isForAll(b)) || a.rank - b.rank);
    const asked = usable.find(({ name }) => text.includes(name));
    if (asked) {
      const notes = asked.notes?.(book.on(dayOf(at)));
      return {
        lines: [
          `${asked.name}：${asked.help}，如：`,
          ...asked.examples.map(({ say }) => `· ${say}`),
          ...(notes ? [notes] : []),
        ],
        readOnly: true,
      };
    }
    const lines = usable.slice(0, MOST_LINES).map(({ name, examples }) => {
      const own = examples.find((example) => example.for && member.roles.includes(example.for));
      return `· ${name}：${(own ?? examples[0])?.say ?? name}`;
    });
    const others = usable.slice(MOST_LINES).map(({ name }) => name);
    const rest =
      others.length > 0 ? [`还有：${others.join('、')}`, `要看某项怎么说，发：怎么说 ${others[0]}`] : [];
    return { lines: ['打字或语音转文字，一句就行，如：', ...lines, ...rest], readOnly: true };
  },
});
