import { defineCommand } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { post } from '../db/outbox.ts';
import { addTask } from '../db/tasks.ts';
import { REDO_PRETEXT } from '../domain/pretext.ts';
import { dayOf } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';

const FIELD_WORDS: Record<string, string> = {
  budget: '预算',
  usage: '用途',
  competitors: '竞品',
  phone: '电话',
  color: '颜色',
  series: '车型',
  payment: '付款',
  decisionMaker: '谁做主',
  tradeIn: '旧车',
  source: '来源',
  concerns: '顾虑',
  nextContact: '下次什么时候联系',
};

/** A superior sends work back (点评): the consultant is told what is wanted, and has it on his list until it is done. */
export default defineCommand({
  name: '点评',
  rank: 166,
  takes: ['reviewStep'],
  about: 'customer',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '由头、卡片不行就退回去，顾问待办里会排着',
  examples: [
    {
      say: '李姐这个由头不行 重新想一个再打',
      means: { intents: ['reviewStep'], customerRef: { alias: '李姐' }, step: 2, check: 'pretextOk' },
    },
  ],
  async handle({ db, member, at, messageId }, meaning, customer) {
    const called = describe(customer);
    const isPretext = meaning.check === 'pretextOk';
    const what = isPretext ? REDO_PRETEXT : wanted(meaning);
    const { storeId, id: customerId, ownerId } = customer;
    const isNew = await addTask(db, {
      storeId,
      customerId,
      ownerId,
      kind: 'reminder',
      what,
      dueOn: dayOf(at),
      by: member.userId,
      at,
    });
    if (!isNew) return { lines: [`${called}今天已经退回过：${what}`], readOnly: true };
    if (ownerId !== member.userId) {
      const how = isPretext ? `想好发：${called}由头：……` : `补好发：${called}办好了`;
      const text = `${member.name}点评 ${called}：${what}。已排进您的待办。${how}`;
      await post(db, {
        key: `review:${messageId}:${customerId}`,
        to: ownerId,
        body: { kind: 'text', text },
        at,
        cause: messageId,
      });
    }
    return {
      lines: [`已退回 ${called}：${what}，顾问待办里会一直排着`],
      // What was refused is no reason to call any more.
      ...(isPretext && { change: { pretext: null, pretextOn: null } }),
    };
  },
});

/** 补卡片：预算、用途 */
function wanted({ missing = [] }: Meaning): string {
  const fields = missing.flatMap((field) => FIELD_WORDS[field] ?? []);
  return fields.length > 0 ? `补卡片：${fields.join('、')}` : '把卡片补详细';
}
