import { type Customer, customerChange, StaleCustomer } from '../db/customers.ts';
import type { Conversation, Deed } from '../db/inbox.ts';
import { completeness } from '../domain/card.ts';
import { type Statement, write } from '../db/rows.ts';
import { dayOf } from '../domain/time.ts';
import { asideOf } from '../language/purposes/asides.ts';
import type { Intent } from '../language/intents.ts';
import type { Meaning } from '../language/meaning.ts';
import { supposes } from '../language/supposed.ts';
import { dueChange, dueLine, dueOf } from '../reports/due-words.ts';
import { calendarOf } from './calendar.ts';
import { type Command, type GeneralCommand, type Outcome, type Talk, UserError } from './command.ts';
import { consentMeant } from './concession.ts';
import { describe, describeApart } from './describe.ts';
import { explainsLogs } from './explaining.ts';
import { notYetLine } from './not-yet.ts';
import { openQuestion, type OpenQuestion, type Pending } from './pending.ts';
import { resume } from './resume.ts';
import { roleGap } from './role-gap.ts';
import { understand, type Understood } from './understand.ts';
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

  const open = openQuestion(conversation, at);
  const understood = await understand(talk);
  const resumed = open && resume(talk, open, understood.meaning);
  const said =
    resumed === 'cancelled'
      ? { reply: '好的，刚才那条没有记。', did: null, conversation: {} }
      : resumed
        ? await act({ ...resumed.talk, own: [] }, resumed, resumed.customerId)
        : await act(talk, understood);
  if (open && resumed) return turnToNext(said, open, closed, at);
  // Small talk and slips leave the question open; whatever was done, asked or taken back closes it.
  const isAside = said.did === null && said.conversation.pending === undefined;
  // What was said and not understood may have been meant against it: a later yes must not find it still open.
  const isUnclear =
    open?.question.kind === 'confirm' &&
    (understood.meaning.intents.includes('ask') || said.reply?.startsWith(NOT_UNDERSTOOD) === true);
  const stays = open && isAside && !isUnclear && ASIDES.includes(understood.meaning.intents[0] ?? 'none');
  if (stays) return said;
  const reply = [said.reply, open && droppedLine(open)].filter(Boolean).join('\n') || null;
  return { ...said, reply, conversation: { ...closed, ...said.conversation } };
}

/** Who goes over to something else is told what was not written. */
function droppedLine({ question, later }: OpenQuestion): string | undefined {
  const dropped = [question, ...later].filter(({ kind }) => kind === 'confirm');
  if (dropped.length === 0) return undefined;
  const readBack = dropped.map(({ ask }) => (ask.split('\n')[0] ?? '').replace(/^请核对：/, ''));
  return `刚才等您确认的没有记：${readBack.join('；')}。要记请再说一次。`;
}

/** After a question was answered, the next one that waits is put. */
function turnToNext(said: Said, { later }: OpenQuestion, closed: Partial<Conversation>, at: Date): Said {
  const again = (said.conversation.pending ?? []) as Pending[];
  const [next] = again.length > 0 ? [] : later;
  const waiting = [...again, ...later];
  if (waiting.length === 0) return { ...said, conversation: { ...closed, ...said.conversation } };
  return {
    ...said,
    reply: [said.reply, next?.ask].filter(Boolean).join('\n\n'),
    conversation: { ...said.conversation, pending: waiting, pendingAt: at },
  };
}

/** Kept with the message; nobody is judged by it. */
const EXPLAINED: Said = {
  reply: '谢谢说明，记下了。以后一起补记的带上时间就行，如：王先生10点打的 通了',
  did: null,
  deed: { action: 'explainLogs' },
  conversation: {},
};

const NOT_UNDERSTOOD = '没看懂，没有记。发“帮助”看怎么说。';

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

async function act(talk: Talk, understood: Understood, customerId?: Customer['id']): Promise<Said> {
  const { meaning, parts } = understood;
  if (meaning.items) return actOnEach(talk, meaning.items, parts);
  if (await explainsLogs(talk, meaning)) return EXPLAINED;
  const commands = commandsFor(talk, meaning);
  if (commands.length === 0) {
    const consent = meaning.says === 'yes' ? await consentMeant(talk) : undefined;
    if (consent) return ask(talk, consent);
    const reply = notYetLine(meaning.intents, false) ?? idleReply(talk.text, meaning);
    return { reply, did: null, conversation: {} };
  }
  const forbidden = commands.find(({ allow }) => !allow.some((role) => talk.member.roles.includes(role)));
  if (forbidden) throw new UserError(`“${forbidden.name}”不在您的权限里。发“帮助”看您能做的事。`);

  let customer: Customer | undefined;
  const startsCard = commands.some(({ about }) => about === 'newCustomer');
  if (!startsCard && commands.some(({ about }) => about === 'customer')) {
    const asking = commands.find((command) => command.about === 'customer' && command.candidates);
    const candidates = asking?.about === 'customer' ? ((await asking.candidates?.(talk, meaning)) ?? []) : [];
    const who = await findWho(talk, meaning, { chosen: customerId, candidates });
    if (who.kind === 'nobody') return { reply: who.say, did: null, conversation: {} };
    if (who.kind === 'unnamed')
      return ask(talk, {
        kind: 'complete',
        ask: '是哪位客户？回称呼或电话尾号。',
        text: talk.text,
        customerId: null,
      });
    if (who.kind === 'several') {
      const lines = who.customers.map((choice, index) => `${index + 1}. ${describeApart(choice)}`);
      return ask(talk, {
        kind: 'choose',
        ask: ['有几位，是哪一位？回数字：', ...lines].join('\n'),
        text: talk.text,
        meaning,
        options: who.customers.map(({ id }) => id),
      });
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
  const done: string[] = [];
  /** Of a command that lacks something, when others of the message have been done. */
  const unfinishedTakes: Intent[] = [];
  let customer = found;
  let before = found;
  let change = {};
  let waiting: Pending | undefined;
  for (const [place, command] of commands.entries()) {
    if (command.about === 'customer' && !customer) continue;
    const outcome = await attempt(talk, meaning, command, customer, outcomes.length > 0);
    if (outcome.customer) [customer, before] = [outcome.customer, outcome.customer];
    if (outcome.confirm) {
      // What came before it stands; this and what follows waits for the yes.
      const left = commands.slice(place).flatMap(({ takes }) => takes);
      waiting = {
        kind: 'confirm',
        ask: outcome.lines.join('\n'),
        text: talk.text,
        meaning: { ...meaning, intents: meaning.intents.filter((intent) => left.includes(intent)) },
        customerId: customer?.id ?? null,
      };
      break;
    }
    outcomes.push(outcome);
    if (outcome.incomplete && done.length > 0) unfinishedTakes.push(...command.takes);
    if (!outcome.readOnly) done.push(outcome.did ?? command.name);
    change = { ...change, ...outcome.change };
    if (customer) customer = { ...customer, ...outcome.change };
  }
  const wrote = done.length > 0;
  const lines = outcomes.flatMap((outcome) => outcome.lines);
  const notYet = notYetLine(meaning.intents, wrote);
  if (notYet) lines.push(notYet);
  const conversation: Partial<Conversation> = {};
  if (customer && before) {
    if (wrote) {
      const calendar = await calendarOf(talk, customer);
      const due = dueOf(customer, calendar);
      const cardFilled = completeness(customer).filled;
      const written = customerChange(before, { ...change, ...dueChange(due), cardFilled });
      if (written) await save(talk, meaning, written);
      if (!outcomes.some(({ ofSeveral }) => ofSeveral)) lines.push(dueLine(customer, due, calendar));
    }
    Object.assign(conversation, { lastCustomerId: customer.id, lastCustomerAt: at });
  }
  const unfinished = outcomes.find(({ incomplete }) => incomplete);
  if (typeof unfinished?.incomplete === 'object') lines.push(unfinished.incomplete.ask);
  // One at a time.
  const asked = outcomes.find(({ question }) => question)?.question;
  if (asked) lines.push(asked);
  const hints = outcomes.flatMap((outcome) => outcome.hints ?? []);
  const unique = [...new Set(wrote ? [...hints, '撤销'] : hints)].slice(0, 3);
  if (unique.length > 0 && !waiting) lines.push(`可以说：${unique.join(' / ')}`);
  const listed = outcomes.find((outcome) => outcome.listed)?.listed;
  if (listed) Object.assign(conversation, { listed, listedOn: today });
  const questions: Pending[] = waiting ? [waiting] : [];
  if (unfinished) {
    const { lines: said, incomplete } = unfinished;
    const customerId = customer?.id ?? null;
    questions.push(
      typeof incomplete === 'object'
        ? {
            kind: 'complete',
            ask: incomplete.ask,
            text: incomplete.readWith,
            meant: incomplete.meant,
            customerId,
          }
        : {
            kind: 'complete',
            ask: said.join('\n'),
            text: talk.text,
            customerId,
            ...(unfinishedTakes.length > 0 && { left: unfinishedTakes }),
          },
    );
  }
  const lacks = outcomes.flatMap((outcome) => outcome.lacks ?? []);
  if (customer && lacks.length > 0) {
    const say = `${describe(customer)}还缺：${lacks.join('、')}，直接回就行`;
    questions.push({ kind: 'fill', ask: say, customerId: customer.id, lacks });
  }
  if (questions.length > 0) Object.assign(conversation, { pending: questions, pendingAt: at });
  if (waiting) lines.push(...(lines.length > 0 ? [''] : []), waiting.ask);
  const did = wrote ? done.join('、') + (customer ? ` ${describe(customer)}` : '') : null;
  talk.log.debug({ intents: meaning.intents, user: talk.member.userId, wrote }, 'message.answered');
  const deed = wrote
    ? { action: meaning.intents.join(','), storeId: customer?.storeId, customerId: customer?.id }
    : undefined;
  return { reply: lines.join('\n'), did, deed, conversation };
}

/** What was done before in the same message stays when this cannot be done. */
async function attempt(
  talk: Talk,
  meaning: Meaning,
  command: Command,
  customer: Customer | undefined,
  isFurther: boolean,
): Promise<Outcome> {
  const handle = (within: Talk) =>
    command.about === 'customer' && customer
      ? command.handle(within, meaning, customer)
      : (command as GeneralCommand).handle(within, meaning);
  if (!isFurther) return handle(talk);
  try {
    const writes: Statement[] = [];
    const outcome = await talk.db.transaction((db) => handle({ ...talk, db, writes }));
    talk.writes.push(...writes);
    return outcome;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { lines: [error.message], readOnly: true };
  }
}

/** A write of a message that does one thing for one customer goes out with the last statement; else at once. */
async function save(talk: Talk, { intents }: Meaning, statement: Statement): Promise<void> {
  if (intents.length === 1) talk.writes.push(statement);
  else if ((await write(talk.db, statement)) === 0) throw new StaleCustomer();
}

/** What one could say next, once for each of several customers, would fill the screen. */
const HINTS = /\n可以说：.*$/m;

/** Several customers in one message: each is acted upon by itself and gets its own lines; questions follow one by one. */
async function actOnEach(talk: Talk, items: readonly Meaning[], parts: readonly string[]): Promise<Said> {
  const replies: string[] = [];
  const done: string[] = [];
  const questions: Pending[] = [];
  for (const [index, item] of items.entries()) {
    const said = await actOnItem({ ...talk, text: parts[index] ?? talk.text }, item);
    const asked = (said.conversation.pending ?? []) as Pending[];
    const [question] = asked.filter(({ kind }) => kind !== 'fill');
    const receipt = (said.reply ?? '')
      .replace(question?.ask ?? '', '')
      .replace(HINTS, '')
      .trim();
    replies.push(
      `${index + 1}. ${[receipt, question && `${parts[index] ?? ''}：下面问您`].filter(Boolean).join('\n')}`,
    );
    if (said.did) done.push(said.did);
    questions.push(...asked);
  }
  // What a card lacks can wait; what is not written without an answer comes first.
  questions.sort((a, b) => Number(a.kind === 'fill') - Number(b.kind === 'fill'));
  const [first] = questions;
  const isDone = done.length > 0;
  if (first && first.kind !== 'fill') replies.push('', first.ask);
  else if (isDone) replies.push('可以说：撤销');
  return {
    reply: replies.join('\n'),
    did: isDone ? done.join('；') : null,
    deed: isDone ? { action: `items:${done.length}` } : undefined,
    conversation: first ? { pending: questions, pendingAt: talk.at } : {},
  };
}

/** One customer that cannot be found, or a thing that cannot be done, takes nothing from the others. */
async function actOnItem(talk: Talk, meaning: Meaning): Promise<Said> {
  try {
    return await talk.db.transaction(async (db) => {
      const writes: Statement[] = [];
      const said = await act({ ...talk, db, writes, own: [] }, { meaning, parts: [] });
      // What one item changed, the next must find.
      for (const statement of writes) if ((await write(db, statement)) === 0) throw new StaleCustomer();
      return said;
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { reply: error.message, did: null, conversation: {} };
  }
}

function ask(talk: Talk, question: Pending): Said {
  return { reply: question.ask, did: null, conversation: { pending: [question], pendingAt: talk.at } };
}

const OWES: ReadonlySet<Intent> = new Set(['setPromise', 'keepPromise', 'setReminder']);

function commandsFor({ commands }: Talk, meaning: Meaning): Command[] {
  const onlyComes = meaning.appointment && !meaning.promise;
  // 周六来店 帮我记着: the appointment is the reminder.
  const taken = meaning.intents.flatMap((intent): Intent[] =>
    intent !== 'setReminder' || !meaning.appointment
      ? [intent]
      : onlyComes
        ? ['setAppointment']
        : ['setAppointment', intent],
  );
  const taking = taken.flatMap((intent) => commands.find(({ takes }) => takes.includes(intent)) ?? []);
  // A name alone asks for his card.
  if (meaning.intents.includes('ask') && meaning.customerRef)
    return commands.filter(({ takes }) => takes.includes('queryCustomer'));
  // 通了 同意周六来, entered a day late: what was agreed stands in the log and is acted upon with it.
  const agrees = meaning.appointment && !meaning.intents.includes('setAppointment');
  const logs = agrees && meaning.intents.includes('logContact');
  const appointing = logs ? (commands.find(({ takes }) => takes.includes('setAppointment')) ?? []) : [];
  // 通了 答应周三给报价: what was promised on the way is owed; 报价给他了: it is owed no more.
  const owes = meaning.promise && !meaning.intents.some((intent) => OWES.has(intent));
  const promising =
    owes || meaning.promiseKept ? (commands.find(({ takes }) => takes.includes('setPromise')) ?? []) : [];
  // An account of a talk comes before what followed from it: the order, the application for a lost customer.
  return [...new Set([...taking, ...[appointing, promising].flat()])].sort((a, b) => a.rank - b.rank);
}

/** What is not meant for the bot gets a short line at most, and writes nothing. */
function idleReply(text: string, { intents, needs, says, choice }: Meaning): string | null {
  const aside = asideOf(text.normalize('NFKC').trim());
  if (says === 'no') return '没有等您回答的问题。要撤回刚记的，发：撤销';
  if (says === 'yes' || choice !== undefined) return aside === 'noted' ? '好的。' : '现在没有等您确认的事。';
  if (intents.includes('ask')) return needs?.[0] ?? '没看明白要记什么，没有记。发“帮助”看怎么说。';
  if (supposes(text)) return '还没发生的先不记。有了结果再发，如：王先生打了 通了 说周末来';
  if (aside === 'thanks') return '不客气。';
  if (aside === 'noted') return '好的。';
  if (aside === 'advert') return '像是广告或通知，没有记。';
  if (aside === 'colleague' || aside === 'intended') return '这条没有记。办完了再告诉我就行。';
  return NOT_UNDERSTOOD;
}

/** Words for a message that failed by a fault that is not the user's; he loses nothing but the time. */
export function faultReply(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof StaleCustomer) return '这位客户的资料刚被别人改过，没有记。请再发一次。';
  return '出错了，这条没有记。请稍后再发一次；还不行请找管理员。';
}
