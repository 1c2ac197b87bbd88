import { seesAll } from '../chat/access.ts';
import { answerCall, type Call, callsSince, come, receiveCustomer, waitingCalls } from '../chat/assisting.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { findWho } from '../chat/who.ts';
import { findAssist, listUnattended } from '../db/assists.ts';
import type { Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import type { UserId } from '../domain/staff.ts';

export default defineCommand({
  name: '我来谈',
  rank: 140,
  takes: ['takeAssist'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '去接没人接待的客户；有人求助时去帮，或接手一单来谈',
  examples: [
    { say: '我来接', means: { intents: ['takeAssist'] }, for: 'consultant' },
    { say: '马上到', means: { intents: ['takeAssist'] } },
    { say: '王先生我来谈', means: { intents: ['takeAssist'], customerRef: { name: '王先生' } } },
  ],
  async handle(talk, meaning) {
    const { member } = talk;
    const isHelper = member.roles.some((role) => role !== 'consultant' && role !== 'deskAgent');
    if (!isHelper || /接/.test(talk.text)) {
      const received = await receive(talk, isHelper);
      if (received) return received;
    }
    const waiting = newestOfEach(await waitingCalls(talk));
    if (meaning.customerRef && meaning.customerRef !== 'last') {
      const who = await findWho(talk, meaning);
      if (who.kind === 'nobody') throw new UserError(who.say);
      const named = who.kind === 'found' ? [who.customer] : who.kind === 'several' ? who.customers : [];
      const call = waiting.find(({ customer }) => named.some(({ id }) => id === customer.id));
      if (call) return come(talk, call);
      const [customer, second] = named;
      if (!customer || second) throw new UserError('有几位，是哪一位？请带上车型或电话尾号再说一次。');
      return takeOver(talk, customer);
    }
    const [call, second] = waiting;
    if (!call) throw new UserError('现在没有等人去帮的求助。要接手哪一单，请带上客户：王先生我来谈');
    if (!second) return come(talk, call);
    const lines = waiting.slice(0, 5).map(({ customer }) => `· ${describeApart(customer)}`);
    throw new UserError(['有几位在等，去帮哪一位？回：王先生我来谈', ...lines].join('\n'));
  },
  onClick: {
    card: 'assist',
    done: '响应求助',
    async handle(talk, { key, subjects: [id = 0], chosen }) {
      const call = await findAssist(talk.db, id);
      if (!call) return '已撤销';
      const sent = key === 'send' ? (chosen[0] as UserId | undefined) : undefined;
      const minutes = await answerCall(talk, call, sent);
      if (minutes === undefined) return '已有人去了';
      return sent ? '已派人去' : '马上到';
    },
  },
});

/** Of several calls for one customer the newest. */
function newestOfEach(calls: readonly Call[]): Call[] {
  return [...new Map(calls.map((call) => [call.customer.id, call])).values()];
}

/** Nobody has called: he takes a part in it by himself, and the consultant is to know. */
async function takeOver({ db, member, at, messageId }: Talk, customer: Customer): Promise<Outcome> {
  if (customer.ownerId === member.userId)
    return { lines: [`${describe(customer)}就是您的客户。`], readOnly: true };
  const text = `${describe(customer)}这单${member.name}来谈，请先别再让价，等他到。`;
  const key = `taken-over:${messageId}:${customer.id}`;
  await post(db, { key, to: customer.ownerId, body: { kind: 'text', text }, at, cause: messageId });
  return { lines: [`已告诉${describe(customer)}的顾问：您来谈。`], customer };
}

/** 我来接: the newest call in his store is his, if nobody was faster. Undefined: he may mean something else. */
async function receive(talk: Talk, mayMeanOther: boolean): Promise<Outcome | undefined> {
  const stores = seesAll(talk.member) ? undefined : talk.member.storeIds;
  const [call] = await listUnattended(talk.db, callsSince(talk), stores);
  if (!call && mayMeanOther) return undefined;
  if (!call || (await receiveCustomer(talk, call)) === undefined)
    throw new UserError('现在没有等人接待的客户，或者已经有人去了。');
  return { lines: ['好，客户交给您了。客户走后记一句：登记 王先生 手机号 车型；没留资料回：没留'] };
}
