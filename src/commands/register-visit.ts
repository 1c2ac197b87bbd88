import { cardFields } from '../chat/card-fields.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { tellOwner } from '../chat/met-by-another.ts';
import { batchLines, noteBatches, noteVisit } from '../chat/visits.ts';
import { findWho } from '../chat/who.ts';
import type { Customer } from '../db/customers.ts';
import { findStaff } from '../db/staff.ts';
import { changeVisit, listCardless } from '../db/visits.ts';
import { calledBy } from '../domain/staff.ts';
import { clockOf, dayOf, instantOf } from '../domain/time.ts';
import type { CustomerRef, Meaning } from '../language/meaning.ts';

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
      if (who.kind === 'nobody' && meaning.customerRef !== 'last') {
        const { last4, phone } = meaning.customerRef;
        if (!who.elsewhere) throw new UserError(who.say);
        if (last4 ?? phone) return receiveAnothers(talk, meaning, who.elsewhere);
        throw new UserError(await whichOne(talk, meaning.customerRef, who.elsewhere));
      }
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
          ...(meaning.visit?.on === undefined && {
            hints: ['短信发了', '试驾了 30分钟', `${describe(who.customer)}升A 颜色定了`],
          }),
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

/** Somebody else's customer, known by his number: his visit counts, and his consultant hears of it (D32). */
async function receiveAnothers(talk: Talk, meaning: Meaning, known: Customer): Promise<Outcome> {
  const { line: visit, change, asks } = await noteVisit(talk, known, meaning);
  const { whose, line } = await tellOwner(talk, known, '来店');
  return {
    lines: [`已记 ${describe(known)}，${whose}`, visit, line],
    customer: known,
    change,
    ...(asks && { incomplete: asks }),
  };
}

/** A name alone is no proof that it was he: there is more than one 王先生. */
async function whichOne({ db }: Talk, { name, alias }: CustomerRef, known: Customer): Promise<string> {
  const owner = await findStaff(db, known.ownerId);
  const called = alias ?? name ?? '他';
  const whose = known.state === 'pooled' ? '在公司池里' : `是${owner ? calledBy(owner) : '同事'}的客户`;
  return `${describe(known)}${whose}，没有记。就是他来了：带上手机尾号再说一次；另一位：登记 ${called} 手机号 车型`;
}
