import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { listOpenTasks } from '../db/tasks.ts';
import { offeredPretexts, preparedPretext } from '../domain/pretext.ts';
import { dayOf } from '../domain/time.ts';
import { callPrep } from '../reports/call-prep.ts';

export default defineCommand({
  name: '打前准备',
  rank: 25,
  takes: ['prepareCall'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '打电话前看一眼：谁做主、由头、要问什么',
  examples: [
    { say: '准备 王先生', means: { intents: ['prepareCall'], customerRef: { name: '王先生' } } },
    { say: '准备 2', means: { intents: ['prepareCall'], customerRef: { index: 2 } } },
  ],
  async handle({ db, at, member }, _meaning, customer) {
    const called = describe(customer);
    if (customer.doNotContact) throw new UserError(`${called}要求免打扰，不要打。`);
    const today = dayOf(at);
    const lines = callPrep(customer, { called, tasks: await listOpenTasks(db, customer.id), today });
    const [offer] = offeredPretexts(customer);
    const hints = [`${called}由头：……`, `${called}打了 没接`];
    if (customer.ownerId !== member.userId || preparedPretext(customer) || !offer)
      return { lines, hints, readOnly: true };
    // Whoever read the reason has prepared it.
    return { lines, hints, change: { pretext: offer, pretextOn: today } };
  },
});
