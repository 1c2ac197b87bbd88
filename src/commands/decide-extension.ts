import { defineCommand, UserError } from '../chat/command.ts';
import { describeApart } from '../chat/describe.ts';
import { extensionDecided, extensionOf, extensionsFor } from '../chat/extensions.ts';
import { meantCase } from '../chat/meant-case.ts';

export default defineCommand({
  name: '审批延期',
  rank: 153,
  takes: ['decideExtension'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '同意或不同意顾问的延期申请',
  examples: [
    {
      say: '王先生延期同意',
      means: { intents: ['decideExtension'], verdict: 'accept', customerRef: { name: '王先生' } },
    },
    { say: '不同意王先生延期', means: { intents: ['decideExtension'], verdict: 'reject' } },
  ],
  async handle(talk, meaning) {
    const customer = await meantCase(talk, meaning, {
      of: (named) => extensionOf(talk, named),
      all: () => extensionsFor(talk),
      line: (waiting) => `· ${describeApart(waiting)}`,
      ask: '有几位申请了延期，是哪一位？回：称呼+延期同意',
    });
    if (!customer)
      throw new UserError(
        meaning.customerRef
          ? '这位客户没有等您批的延期申请，没有动他的期限。您自己要延，请带上原因：王先生延期 等年终奖'
          : '现在没有等您批的延期申请。',
      );
    return extensionDecided(talk, customer, meaning.verdict === 'accept');
  },
});
