import { defineCommand } from '../chat/command.ts';
import { ROLES } from '../domain/staff.ts';

export default defineCommand({
  name: '帮助',
  takes: ['help'],
  about: 'nobody',
  allow: ROLES,
  help: '看您能做的事和怎么说',
  examples: [{ say: '帮助', means: { intents: ['help'] } }],
  async handle({ commands, member }) {
    const usable = commands.filter(
      ({ allow, name }) => name !== '帮助' && allow.some((role) => member.roles.includes(role)),
    );
    return {
      lines: [
        '直接打字或语音转文字说，一句就行：',
        ...usable.map(({ name, examples }) => `· ${name}：${examples[0]?.say ?? name}`),
      ],
      readOnly: true,
    };
  },
});
