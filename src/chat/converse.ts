import { type Customer, customerChange, StaleCustomer } from '../db/customers.ts';
import type { Conversation, Deed } from '../db/inbox.ts';
import { completeness } from '../domain/card.ts';
import { type Statement, write } from '../db/rows.ts';
import { addMinutes, dayOf } from '../domain/time.ts';
import { previousTexts } from '../db/inbox.ts';
import { interpret, interpretAnswer } from '../language/interpret.ts';
import { asideOf } from '../language/purposes/asides.ts';
import { isQuestion } from '../language/reading.ts';
import type { Intent, Meaning } from '../language/meaning.ts';
import { readNames } from '../language/values/names.ts';
import { dueChange, dueLine, dueOf } from '../reports/due-words.ts';
import { type Command, type Outcome, type Talk, UserError } from './command.ts';
import { describe, describeApart } from './describe.ts';
import { notYetLine } from './not-yet.ts';
import { MEMORY_MINUTES, openQuestion, type Pending } from './pending.ts';
import { roleGap } from './role-gap.ts';
import { findWho } from './who.ts';

/** What one message comes to: the answer, what it did, and where the talk stands after it. */
export interface Said {
  reply: string | null;
  /** Name of what was done, if it can be taken back. */
  did: string | null;
  /** For the audit; none when nothing was written. */
  deed?: Deed | undefined;
  conversation: Partial<Conversation>;
}

/** Answers one message. Throws `UserError` when it cannot be met; nothing of it is kept then. */
export async function converse(talk: Talk): Promise<Said> {
  const { conversation, at } = talk;
  const closed: Partial<Conversation> = conversation.pendingAt ? { pending: null, pendingAt: null } : {};
  const gap = await roleGap(talk);
  if (gap) return { reply: gap, did: null, conversation: closed };

  const question = openQuestion(conversation, at);
  const meaning = await understand(talk);
  const resumed = question && resume(talk, question, meaning);
  const said =
    resumed === 'cancelled'
      ? { reply: '好的，刚才那条没有记。', did: null, conversation: {} }
      : resumed
        ? await act({ ...resumed.talk, own: [] }, resumed.meaning, resumed.customerId)
        : await act(talk, meaning);
  // Small talk and slips leave the question open; whatever was done, asked or taken back closes it.
  const isAside = resumed === undefined && said.did === null && said.conversation.pending === undefined;
  const asked = question && isAside && ASIDES.includes(meaning.intents[0] ?? 'none');
  const isDropped = question?.kind === 'confirm' && !resumed && !asked;
  const reply = isDropped
    ? `${said.reply ?? ''}\n刚才等您确认的那条没有记，要记请重发：${question.text}`
    : said.reply;
  return { ...said, reply, conversation: { ...(asked ? {} : closed), ...said.conversation } };
}

/** The meaning by itself; if it has none, after what the same person wrote in the minutes before. */
async function understand({ db, text, at, member, messageId }: Talk): Promise<Meaning> {
  const alone = interpret(text, { now: at, roles: member.roles, context: [] });
  if (!leansOnEarlier(alone)) return alone;
  const context = await previousTexts(db, member.userId, messageId, addMinutes(at, -MEMORY_MINUTES));
  if (context.length === 0) return alone;
  const leaning = interpret(text, { now: at, roles: member.roles, context });
  return leansOnEarlier(leaning) ? alone : leaning;
}

function leansOnEarlier({ intents, says, choice }: Meaning): boolean {
  return (
    says === undefined &&
    choice === undefined &&
    intents.every((intent) => intent === 'none' || intent === 'ask')
  );
}

/** What may be said in between without settling a question. */
const ASIDES: readonly Intent[] = [
  'none',
  'ask',
  'help',
  'explain',
  'queryCustomer',
  'queryGrade',
  'queryHistory',
];

type Resumed = { talk: Talk; meaning: Meaning; customerId?: Customer['id'] | undefined };

/** The message as the answer to an open question; undefined when it is something new. */
function resume(
  talk: Talk,
  question: Pending & { askedAt: Date },
  answer: Meaning,
): Resumed | 'cancelled' | undefined {
  if (answer.says === 'no') return 'cancelled';
  // What waits for a yes is not written yet: taking it back or putting it right takes nothing else away.
  const takesBack = answer.intents.some((intent) => intent === 'undo' || intent === 'correct');
  const objects = takesBack || /^(?:不对|不是|错了)/.test(talk.text.trim());
  if (question.kind === 'confirm' && objects) return 'cancelled';
  const read = (text: string) =>
    interpret(text, { now: question.askedAt, roles: talk.member.roles, context: [] });
  switch (question.kind) {
    case 'choose': {
      const customerId = answer.choice === undefined ? undefined : question.options[answer.choice - 1];
      if (customerId === undefined) return undefined;
      return { talk: { ...talk, text: question.text }, meaning: read(question.text), customerId };
    }
    case 'confirm': {
      if (answer.choice === 2) return 'cancelled';
      if (answer.says !== 'yes' && answer.choice !== 1) return undefined;
      const customerId = question.customerId ?? undefined;
      return {
        talk: { ...talk, text: question.text, confirmed: true },
        meaning: read(question.text),
        customerId,
      };
    }
    case 'fill': {
      const meaning = interpretAnswer(talk.text, { now: talk.at, roles: talk.member.roles, context: [] });
      // A name or a number that the card has already speaks of somebody else.
      const { name, phone } = meaning?.customer ?? {};
      const isOther =
        (name && !question.lacks.includes('称呼')) || (phone && !question.lacks.includes('电话'));
      return meaning && !isOther ? { talk, meaning, customerId: question.customerId } : undefined;
    }
    case 'complete': {
      const completes: readonly Intent[] = ['updateCard', 'queryCustomer', 'none', 'ask', 'setGrade'];
      if (isAsideTalk(talk.text) || !answer.intents.every((said) => completes.includes(said)))
        return undefined;
      const text = `${question.text} ${talk.text}`;
      const meaning = read(text);
      return meaning.intents.some((said) => said !== 'none' && said !== 'ask')
        ? { talk: { ...talk, text }, meaning }
        : undefined;
    }
  }
}

/** Questions, thanks, laughter, adverts and lines to a colleague complete nothing. */
function isAsideTalk(text: string): boolean {
  const normal = text.normalize('NFKC').trim();
  return (
    asideOf(normal) !== undefined ||
    isQuestion(normal) ||
    readNames(normal).some(({ value }) => value.kind === 'staff')
  );
}

async function act(talk: Talk, meaning: Meaning, customerId?: Customer['id']): Promise<Said> {
  if (meaning.items) return actOnEach(talk, meaning.items);
  const commands = commandsFor(talk, meaning);
  if (commands.length === 0) {
    const reply = notYetLine(meaning.intents, false) ?? idleReply(talk.text, meaning);
    return { reply, did: null, conversation: {} };
  }
  const forbidden = commands.find(({ allow }) => !allow.some((role) => talk.member.roles.includes(role)));
  if (forbidden) throw new UserError(`“${forbidden.name}”不在您的权限里。发“帮助”看您能做的事。`);

  let customer: Customer | undefined;
  const startsCard = commands.some(({ about }) => about === 'newCustomer');
  if (!startsCard && commands.some(({ about }) => about === 'customer')) {
    const asking = commands.find((command) => command.about === 'customer' && command.candidates);
    const candidates = asking?.about === 'customer' ? ((await asking.candidates?.(talk)) ?? []) : [];
    const who = await findWho(talk, meaning, { chosen: customerId, candidates });
    if (who.kind === 'nobody') return { reply: who.say, did: null, conversation: {} };
    if (who.kind === 'unnamed')
      return ask(talk, { kind: 'complete', text: talk.text }, '是哪位客户？回称呼或电话尾号。');
    if (who.kind === 'several') {
      const lines = who.customers.map((choice, index) => `${index + 1}. ${describeApart(choice)}`);
      const options = who.customers.map(({ id }) => id);
      return ask(
        talk,
        { kind: 'choose', text: talk.text, options },
        ['有几位，是哪一位？回数字：', ...lines].join('\n'),
      );
    }
    customer = who.customer;
  }
  return run(talk, meaning, commands, customer);
}

/** Lets the commands act in turn on the customer, then writes what they changed of him and when he is due. */
async function run(
  talk: Talk,
  meaning: Meaning,
  commands: readonly Command[],
  found: Customer | undefined,
): Promise<Said> {
  const { at } = talk;
  const today = dayOf(at);
  const outcomes: Outcome[] = [];
  let customer = found;
  let read = found;
  let change = {};
  for (const command of commands) {
    const outcome =
      command.about === 'customer'
        ? customer && (await command.handle(talk, meaning, customer))
        : await command.handle(talk, meaning);
    if (!outcome) continue;
    outcomes.push(outcome);
    if (outcome.customer) [customer, read] = [outcome.customer, outcome.customer];
    if (outcome.confirm) {
      const pending = { kind: 'confirm', text: talk.text, customerId: customer?.id ?? null } as const;
      const asked = ask(talk, pending, outcome.lines.join('\n'));
      if (!customer) return asked;
      const spokenOf = { lastCustomerId: customer.id, lastCustomerAt: at };
      return { ...asked, conversation: { ...asked.conversation, ...spokenOf } };
    }
    change = { ...change, ...outcome.change };
    if (customer) customer = { ...customer, ...outcome.change };
  }
  const wrote = outcomes.some(({ readOnly }) => !readOnly);
  const lines = outcomes.flatMap((outcome) => outcome.lines);
  const notYet = notYetLine(meaning.intents, wrote);
  if (notYet) lines.push(notYet);
  const conversation: Partial<Conversation> = {};
  if (customer && read) {
    if (wrote) {
      const due = dueOf(customer, today);
      const cardFilled = completeness(customer).filled;
      const written = customerChange(read, { ...change, ...dueChange(due), cardFilled });
      if (written) await save(talk, meaning, written);
      lines.push(dueLine(customer, due, today));
    }
    Object.assign(conversation, { lastCustomerId: customer.id, lastCustomerAt: at });
  }
  const hints = outcomes.flatMap((outcome) => outcome.hints ?? []);
  const unique = [...new Set(wrote ? [...hints, '撤销'] : hints)].slice(0, 3);
  if (unique.length > 0) lines.push(`可以说：${unique.join(' / ')}`);
  const listed = outcomes.find((outcome) => outcome.listed)?.listed;
  if (listed) Object.assign(conversation, { listed, listedOn: today });
  if (outcomes.some(({ incomplete }) => incomplete)) {
    Object.assign(conversation, {
      pending: { kind: 'complete', text: talk.text } satisfies Pending,
      pendingAt: at,
    });
  }
  const lacks = outcomes.flatMap((outcome) => outcome.lacks ?? []);
  if (customer && lacks.length > 0) {
    const pending = { kind: 'fill', customerId: customer.id, lacks } satisfies Pending;
    Object.assign(conversation, { pending, pendingAt: at });
  }
  const did = wrote
    ? commands.map(({ name }) => name).join('、') + (customer ? ` ${describe(customer)}` : '')
    : null;
  talk.log.debug({ intents: meaning.intents, user: talk.member.userId, wrote }, 'message.answered');
  const deed = wrote
    ? { action: meaning.intents.join(','), storeId: customer?.storeId, customerId: customer?.id }
    : undefined;
  return { reply: lines.join('\n'), did, deed, conversation };
}

/** A write of a message that does one thing for one customer goes out with the last statement; else at once. */
async function save(talk: Talk, { intents }: Meaning, statement: Statement): Promise<void> {
  if (intents.length === 1) talk.writes.push(statement);
  else if ((await write(talk.db, statement)) === 0) throw new StaleCustomer();
}

/** Several customers in one message: each is acted upon by itself and gets its own lines. */
async function actOnEach(talk: Talk, items: NonNullable<Meaning['items']>): Promise<Said> {
  const replies: string[] = [];
  const done: string[] = [];
  for (const [index, item] of items.entries()) {
    const said = await actOnItem(talk, item);
    replies.push(`${index + 1}. ${said.reply}`);
    if (said.did) done.push(said.did);
  }
  const isDone = done.length > 0;
  const deed = isDone ? { action: `items:${done.length}` } : undefined;
  return { reply: replies.join('\n'), did: isDone ? done.join('；') : null, deed, conversation: {} };
}

/** One customer that cannot be found, or a thing that cannot be done, takes nothing from the others. */
async function actOnItem(talk: Talk, item: Meaning): Promise<Said> {
  try {
    return await talk.db.transaction(async (db) => {
      const writes: Statement[] = [];
      const said = await act({ ...talk, db, writes, own: [] }, item);
      // What one item changed, the next must find.
      for (const statement of writes) if ((await write(db, statement)) === 0) throw new StaleCustomer();
      return said;
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { reply: error.message, did: null, conversation: {} };
  }
}

function ask(talk: Talk, pending: Pending, question: string): Said {
  return { reply: question, did: null, conversation: { pending, pendingAt: talk.at } };
}

function commandsFor({ commands }: Talk, meaning: Meaning): Command[] {
  const taking = meaning.intents.flatMap(
    (intent) => commands.find(({ takes }) => takes.includes(intent)) ?? [],
  );
  // A name alone asks for his card.
  if (meaning.intents.includes('ask') && meaning.customerRef)
    return commands.filter(({ takes }) => takes.includes('queryCustomer'));
  // 通了 同意周六来, entered a day late: what was agreed stands in the log and is acted upon with it.
  const agrees = meaning.appointment && !meaning.intents.includes('setAppointment');
  const logs = agrees && meaning.intents.includes('logContact');
  const appointing = logs ? (commands.find(({ takes }) => takes.includes('setAppointment')) ?? []) : [];
  return [...new Set([...taking, ...[appointing].flat()])];
}

/** What is not meant for the bot gets a short line at most, and writes nothing. */
function idleReply(text: string, { intents, needs, says, choice }: Meaning): string | null {
  const aside = asideOf(text.normalize('NFKC').trim());
  if (says === 'no') return '没有等您回答的问题。要撤回刚记的，发：撤销';
  if (says === 'yes' || choice !== undefined) return aside === 'noted' ? '好的。' : '现在没有等您确认的事。';
  if (intents.includes('ask')) return needs?.[0] ?? '没看明白要记什么，没有记。发“帮助”看怎么说。';
  if (aside === 'thanks') return '不客气。';
  if (aside === 'noted') return '好的。';
  if (aside === 'advert') return '像是广告或通知，没有记。';
  if (aside === 'colleague' || aside === 'intended') return '这条没有记。办完了再告诉我就行。';
  return '没看懂，没有记。发“帮助”看怎么说。';
}

/** Words for a message that failed by a fault that is not the user's; he loses nothing but the time. */
export function faultReply(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof StaleCustomer) return '这位客户的资料刚被别人改过，没有记。请再发一次。';
  return '出错了，这条没有记。请稍后再发一次；还不行请找管理员。';
}
