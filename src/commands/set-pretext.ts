import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { findWho } from '../chat/who.ts';
import { findCallWithoutPretext, notePretext } from '../db/contacts.ts';
import { finishTasks, listOpenTasks } from '../db/tasks.ts';
import { isIdle, offeredPretexts, REDO_PRETEXT } from '../domain/pretext.ts';
import { clockOf, dayOf, instantOf } from '../domain/time.ts';

export default defineCommand({
  name: '由头',
  rank: 35,
  takes: ['setPretext'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '打电话前想好由头；打完没记的也能补',
  examples: [
    {
      say: '王先生 由头：置换补贴月底到期 准备问预算',
      means: {
        intents: ['setPretext'],
        customerRef: { name: '王先生' },
        pretext: '置换补贴月底到期',
        callPrep: '问预算',
      },
    },
    {
      say: '2 由头 旧车评估好了',
      means: { intents: ['setPretext'], customerRef: { index: 2 }, pretext: '旧车评估好了' },
    },
  ],
  async handle(talk, meaning) {
    // The log of the call names its reason itself.
    if (meaning.intents.includes('logContact')) return { lines: [], readOnly: true };
    if (meaning.intents.includes('planBatchCalls'))
      throw new UserError(
        '批量安排回访还不会，什么都没有记。由头一位一位记，如：王先生 由头：置换补贴月底到期',
      );
    const who = await findWho(talk, meaning);
    if (who.kind === 'nobody') throw new UserError(who.say);
    if (who.kind === 'several') throw new UserError('有几位，请带上车型或电话尾号再说一次。');
    if (who.kind === 'unnamed')
      throw new UserError('由头给哪位客户？连称呼一起发，如：王先生 由头：置换补贴月底到期');
    const { customer } = who;
    const { pretext, callPrep = null, forNext } = meaning;
    const offers = `由头可选：${offeredPretexts(customer).join(' / ')}`;
    if (pretext === undefined)
      return { lines: [`${describe(customer)}用什么由头打？`, offers], customer, readOnly: true };
    if (isIdle(pretext))
      return { lines: ['换个由头：这样问客户没有理由接。', offers], customer, readOnly: true };
    const { db, member, at } = talk;
    const today = dayOf(at);
    const redone = (await listOpenTasks(db, customer.id)).filter(({ what }) => what === REDO_PRETEXT);
    await finishTasks(
      db,
      redone.map(({ id }) => id),
      { state: 'done', doneAt: at },
    );
    const call = forNext
      ? undefined
      : await findCallWithoutPretext(db, customer.id, member.userId, instantOf(today, '00:00'));
    if (call) {
      await notePretext(db, call.id, pretext);
      return {
        lines: [`已补 ${describe(customer)} ${clockOf(call.at)}那通电话的由头：${pretext}`],
        customer,
        hints: [`${describe(customer)}下次由头 ……`],
      };
    }
    return {
      lines: [
        `已记 ${describe(customer)} 由头：${pretext}${callPrep ? `；要问：${callPrep.replace(/^问/, '')}` : ''}`,
      ],
      customer,
      change: { pretext, pretextOn: today, callPrep },
      hints: [`准备 ${describe(customer)}`],
    };
  },
});
