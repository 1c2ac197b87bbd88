import { defineCommand } from '../chat/command.ts';
import { requestRun } from '../db/job-runs.ts';

export default defineCommand({
  name: '同步通讯录',
  rank: 200,
  takes: ['syncStaff'],
  about: 'nobody',
  allow: ['admin'],
  help: '马上从企业微信同步人员和职务',
  examples: [{ say: '同步通讯录', means: { intents: ['syncStaff'] } }],
  async handle({ db, at }) {
    // A command cannot reach WeCom: the clockwork takes the run up, in whichever process comes first.
    await requestRun(db, 'sync-staff', at);
    return { lines: ['正在同步通讯录，一分钟内生效。'], readOnly: true };
  },
});
