import { cardFields } from '../chat/card-fields.ts';
import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { batchLines, noteBatches, noteVisit } from '../chat/visits.ts';
import { changeVisit, listCardless } from '../db/visits.ts';
import { clockOf, dayOf, instantOf } from '../domain/time.ts';
import { findWho } from '../chat/who.ts';

/** 没留, 没留电话: no visit of its own but the answer to what was asked about the last one. In characters. */
const BARE_ANSWER = 8;

export default defineCommand({
  name: '登记来店',
  rank: 20,
  takes: ['registerVisit'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '记一批来店，没留资料的也要记',
  examples: [
    {
      say: '来店1批 看风朗 没留电话',
      means: { intents: ['registerVisit'], visit: { recorded: false }, interest: { series: '风朗' } },
    },
    {
      say: '赵先生二次到店',
      means: { intents: ['registerVisit'], customerRef: { name: '赵先生' }, visit: { visitNo: 2 } },
    },
  ],
  async handle(talk, meaning) {
    const { db, member, at } = talk;
    if (meaning.intents.includes('createCard')) return { lines: [], readOnly: true };
    if (meaning.customerRef) {
      const who = await findWho(talk, meaning);
      if (who.kind === 'nobody' && meaning.customerRef !== 'last') throw new UserError(who.say);
      if (who.kind === 'several')
        throw new UserError(
          `有几位${meaning.customerRef === 'last' ? '' : (meaning.customerRef.name ?? '')}，请带上车型或电话尾号再说一次。`,
        );
      if (who.kind === 'found') {
        const { line, change, asks } = await noteVisit(talk, who.customer, meaning);
        return {
          lines: [`已记 ${describe(who.customer)}`, line],
          customer: who.customer,
          change: { ...cardFields(meaning, who.customer), ...change },
          ...(asks && { incomplete: asks }),
          hints: ['短信发了', '试驾了 30分钟', `${describe(who.customer)}升A 颜色定了`],
        };
      }
    }
    const recorded = meaning.visit?.recorded === false ? false : null;
    if (recorded === false && talk.text.length <= BARE_ANSWER) {
      const owed = await listCardless(db, member.userId, instantOf(dayOf(at), '00:00'));
      const meant = /都|全/.test(talk.text) ? owed : owed.slice(-1);
      const [last] = meant;
      if (last) {
        for (const { id } of meant) await changeVisit(db, id, { recorded });
        return {
          lines: [
            meant.length > 1
              ? `今天没建卡的${meant.length}批都没留资料，记好了，不催建卡。`
              : `${clockOf(last.leftAt)}那批没留资料，记好了，不催建卡。`,
          ],
        };
      }
    }
    const noted = await noteBatches(talk, meaning, { batches: meaning.visitBatches ?? 1, recorded });
    const lines = batchLines(talk, noted, meaning.interest?.series ? [`看${meaning.interest.series}`] : []);
    return recorded === false ? { lines } : { lines, hints: ['登记 王先生 手机号 车型', '没留'] };
  },
});
