import { callsSince } from '../chat/assisting.ts';
import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { findWho } from '../chat/who.ts';
import { dropAssist, listCallsBy } from '../db/assists.ts';
import { listCardHolders } from '../db/cards.ts';
import { post } from '../db/outbox.ts';
import { listStaff } from '../db/staff.ts';
import { calledBy } from '../domain/staff.ts';
import type { Meaning } from '../language/meaning.ts';

type Call = Awaited<ReturnType<typeof listCallsBy>>[number];

/** Nobody need come any more: the call is taken back, and whoever was asked or is on his way is told. */
export default defineCommand({
  name: '取消求助',
  rank: 94,
  takes: ['dropAssist'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent'],
  help: '求助了又不用人来了',
  examples: [
    { say: '取消求助', means: { intents: ['dropAssist'] } },
    { say: '王先生 主管不用来了', means: { intents: ['dropAssist'], customerRef: { name: '王先生' } } },
  ],
  async handle(talk, meaning) {
    const { db, member, at, messageId } = talk;
    const calls = await listCallsBy(db, member.userId, callsSince(talk));
    const named = await callsMeant(talk, meaning, calls);
    const open = named.filter(({ assist }) => assist.answeredAt === null);
    const meant = open.length > 0 ? open : named.slice(0, 1);
    const [call] = meant;
    if (!call) return { lines: ['现在没有在等人来的求助。'], readOnly: true };
    if (meant.some(({ customer }) => customer.id !== call.customer.id))
      throw new UserError(
        [
          '取消哪一位的求助？回：王先生 主管不用来了',
          ...meant.map(({ customer }) => `· ${describeApart(customer)}`),
        ].join('\n'),
      );
    const asked = new Set(
      (await Promise.all(meant.map(({ assist }) => listCardHolders(db, 'assist', assist.id)))).flat(),
    );
    for (const { assist } of meant) {
      if (assist.answeredBy) asked.add(assist.answeredBy);
      else await dropAssist(db, assist.id);
    }
    const text = `${describe(call.customer)}不用来谈了，${member.name}取消了求助。`;
    for (const to of asked)
      await post(db, {
        key: `assist-dropped:${messageId}:${to}`,
        to,
        body: { kind: 'text', text },
        at,
        cause: messageId,
      });
    const people = (await listStaff(db)).filter(({ userId }) => asked.has(userId)).map(calledBy);
    return { lines: [`已取消 ${describe(call.customer)} 的求助，已告诉${people.join('、')}不用来了。`] };
  },
});

/** Those of the customer named; of nobody in particular all of today. */
async function callsMeant(talk: Talk, meaning: Meaning, calls: readonly Call[]): Promise<readonly Call[]> {
  if (!meaning.customerRef || meaning.customerRef === 'last' || calls.length === 0) return calls;
  const who = await findWho(talk, meaning);
  if (who.kind === 'nobody') throw new UserError(who.say);
  const named = who.kind === 'found' ? [who.customer] : who.kind === 'several' ? who.customers : [];
  return calls.filter(({ customer }) => named.some(({ id }) => id === customer.id));
}
