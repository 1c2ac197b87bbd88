import type { Check } from './check.ts';
import type { Command, Talk } from './chat/command.ts';
import { converse, faultReply, type Said } from './chat/converse.ts';
import { clueIn } from './chat/who.ts';
import { whomToAsk } from './chat/role-gap.ts';
import { UserError } from './chat/command.ts';
import { findCard } from './db/cards.ts';
import type { Db } from './db/connect.ts';
import type { MessageId } from './domain/ids.ts';
import type { UserId } from './domain/staff.ts';
import { StaleCustomer } from './db/customers.ts';
import { finishMessage, foresee, type Message, takeIn, takeInAtOnce, takeInForeseen } from './db/inbox.ts';
import { lateTransaction } from './db/late.ts';
import { requestRun } from './db/job-runs.ts';
import { post } from './db/outbox.ts';
import type { Statement } from './db/rows.ts';
import type { Log } from './log.ts';
import type { Incoming } from './wecom/callback.ts';

export interface Receiver {
  db: Db;
  log: Log;
  commands: readonly Command[];
  checks: readonly Check[];
  /**
   * The message of each person that is being worked on: his next one waits, so that they are acted upon as they came.
   * Between processes the version of his conversation, or the lock on it, keeps them apart, in whatever order.
   */
  queues: Map<UserId, Promise<void>>;
}

/** What goes back as the passive reply, if anything, and whether something was left to be sent. */
export interface Answered {
  reply: string | null;
  posted: boolean;
}

/** What a passive reply can carry (path 90241); longer answers leave through the outbox. */
const REPLY_BYTES = 2048;

/**
 * Takes in one message or event and answers it. One message is one
 * transaction: taken in, acted upon and answered, or none of it. A repeated delivery gets the stored answer.
 * If the work fails, its writes are undone and the message is taken in with an answer that says so; only an error of
 * the database itself is thrown, and WeCom will deliver again.
 */
export async function receive(receiver: Receiver, incoming: Incoming): Promise<Answered> {
  const before = receiver.queues.get(incoming.from) ?? Promise.resolve();
  const work = before.then(() => receiveNext(receiver, incoming));
  const settled = work.then(
    () => undefined,
    () => undefined,
  );
  receiver.queues.set(incoming.from, settled);
  try {
    return await work;
  } finally {
    if (receiver.queues.get(incoming.from) === settled) receiver.queues.delete(incoming.from);
  }
}

async function receiveNext(receiver: Receiver, incoming: Incoming): Promise<Answered> {
  const { db, log } = receiver;
  const text = textOf(incoming);
  if (text === undefined && incoming.kind === 'event') return answerEvent(db, incoming);
  for (let attempt = 1; ; attempt++) {
    try {
      const foreseen = attempt === 1 ? await takeForeseen(receiver, incoming) : undefined;
      if (foreseen) return foreseen;
      return await db.transaction((tx) => take(receiver, tx, incoming, (talk) => answer(talk, incoming)));
    } catch (error) {
      if (attempt < 3 && isPassing(error)) continue;
      if (!(error instanceof UserError)) log.error({ err: error, kind: incoming.kind }, 'message.failed');
      const said: Said = { reply: faultReply(error), did: null, conversation: {} };
      return db.transaction((tx) => take(receiver, tx, incoming, async () => said));
    }
  }
}

/**
 * The usual way: one statement reads what a message meets, and if nothing more is asked of the database one writes all
 * that comes of it. Else a transaction begins when something is asked. Nothing is locked before; either throws a
 * serialization failure when what was read is no longer so. Undefined for a repeated message or a stranger's.
 */
async function takeForeseen(
  { db, log, commands, checks }: Receiver,
  incoming: Incoming,
): Promise<Answered | undefined> {
  const message = messageOf(incoming);
  const { at } = message;
  const text = message.text ?? '';
  const clue = clueIn(text);
  const seen = await foresee(db, message, clue);
  if (!seen) return undefined;
  const late = lateTransaction(db, (tx) => takeInForeseen(tx, message, seen));
  const writes: Statement[] = [];
  try {
    const talk: Talk = {
      ...seen,
      db: late.db,
      at,
      text,
      clue,
      writes,
      log,
      commands,
      checks,
      confirmed: false,
    };
    const said = await answer(talk, incoming);
    if (!late.hasBegun() && fitsReply(said.reply)) {
      await takeInAtOnce(db, message, seen, { ...said, writes });
      return { reply: said.reply, posted: false };
    }
    const answered = await finish(late.db, message, seen.messageId, seen.member.userId, said, writes);
    await late.commit();
    return answered;
  } catch (error) {
    await late.rollback();
    throw error;
  }
}

/** The safe way: everything within one transaction, in which the sender's conversation is locked from the start. */
async function take(
  { log, commands, checks }: Receiver,
  tx: Db,
  incoming: Incoming,
  work: (talk: Talk) => Promise<Said>,
): Promise<Answered> {
  const message = messageOf(incoming);
  const { at } = message;
  const text = message.text ?? '';
  const clue = clueIn(text);
  const taken = await takeIn(tx, message, clue);
  if (taken.kind === 'repeated') return { reply: taken.reply, posted: false };
  const writes: Statement[] = [];
  const said =
    taken.kind === 'stranger'
      ? await strangerReply(tx, at)
      : await work({ ...taken, db: tx, at, text, clue, writes, log, commands, checks, confirmed: false });
  const userId = taken.kind === 'taken' ? taken.member.userId : undefined;
  return finish(tx, message, taken.messageId, userId, said, writes);
}

/** The last statement of a transaction; before it, an answer too long for the reply goes to the outbox. */
async function finish(
  tx: Db,
  { from, at }: Message,
  messageId: MessageId,
  userId: UserId | undefined,
  said: Said,
  writes: readonly Statement[],
): Promise<Answered> {
  const reply = fitsReply(said.reply) ? said.reply : null;
  if (reply === null && said.reply !== null) {
    const body = { kind: 'text', text: said.reply } as const;
    await post(tx, { key: `reply:${messageId}`, to: from, body, at });
  }
  const posted = await finishMessage(tx, { messageId, userId, at }, { ...said, reply, writes });
  return { reply, posted };
}

function messageOf(incoming: Incoming): Message {
  const { id: key, from, kind, at } = incoming;
  return { key, from, kind, text: textOf(incoming) || null, at };
}

function fitsReply(reply: string | null): boolean {
  return reply === null || Buffer.byteLength(reply) <= REPLY_BYTES;
}

/** Somebody new may be in the contacts already: they are read again, within a minute. */
async function strangerReply(db: Db, at: Date): Promise<Said> {
  await requestRun(db, 'sync-staff', at);
  return {
    reply: `步步还不认识您。刚加入的话请过一分钟再发；还不行，${await whomToAsk({ db })}`,
    did: null,
    conversation: {},
  };
}

async function answer(talk: Talk, incoming: Incoming): Promise<Said> {
  if (incoming.kind === 'card') return answerClick(talk, incoming);
  if (incoming.kind === 'media') {
    return {
      reply: MEDIA_REPLIES[incoming.type] ?? '这种消息我还不会看，请打字告诉我。',
      did: null,
      conversation: {},
    };
  }
  return converse(talk);
}

/** A pressed button: the command that sent the card acts, then the card says what came of it. */
async function answerClick(talk: Talk, click: Extract<Incoming, { kind: 'card' }>): Promise<Said> {
  const { db, member, at, messageId, commands } = talk;
  const card = await findCard(db, click.taskId);
  const onClick = commands.find((command) => command.onClick?.card === card?.kind)?.onClick;
  if (!card || !onClick || card.toId !== member.userId) return { reply: null, did: null, conversation: {} };
  const clicked = await onClick.handle(talk, {
    key: click.key,
    subjects: card.subjects,
    chosen: Object.values(click.selected).flat(),
  });
  const { label, ask } = typeof clicked === 'string' ? { label: clicked } : clicked;
  const body = { kind: 'cardDone', responseCode: click.responseCode, label } as const;
  await post(db, { key: `card-done:${messageId}`, to: member.userId, body, at });
  const did = `${onClick.done}：${label}`;
  if (!ask) return { reply: null, did, conversation: {} };
  const question = { kind: 'text', text: ask.ask } as const;
  await post(db, {
    key: `card-done:${messageId}:ask`,
    to: member.userId,
    body: question,
    at,
    cause: messageId,
  });
  return { reply: null, did, conversation: { pending: [ask], pendingAt: at } };
}

/** The words of a message; a tap on the menu says the name of its entry. */
function textOf(incoming: Incoming): string | undefined {
  if (incoming.kind === 'text') return incoming.text;
  return incoming.kind === 'menu' ? incoming.key : undefined;
}

const MEDIA_REPLIES: Record<string, string> = {
  voice: '语音我还听不了。请用输入法的语音转文字，说完发出来就行。',
  image: '图片我还不会看，请打字告诉我。',
  video: '视频我还不会看，请打字告诉我。',
  location: '位置收到，但我用不上。请打字告诉我要记什么。',
  link: '链接我还不会看，请打字告诉我。',
};

/** Answered passively only where WeCom takes an answer (path 90241); other events a person caused get a message. */
async function answerEvent(
  db: Db,
  { id, from, event, at }: Extract<Incoming, { kind: 'event' }>,
): Promise<Answered> {
  if (event === 'subscribe') {
    return { reply: '您好，我是步步。一句话就能登记客户、记回访，发“帮助”看怎么说。', posted: false };
  }
  if (!/^(?:scancode|pic_|location_select)/.test(event)) return { reply: null, posted: false };
  await post(db, {
    key: `reply:event:${id}`,
    to: from,
    body: { kind: 'text', text: '这个我还不会用，请打字告诉我。' },
    at,
  });
  return { reply: null, posted: true };
}

/** 40P01 deadlock, 40001 serialization: gone when it is tried again, like a customer changed meanwhile. */
function isPassing(error: unknown): boolean {
  if (error instanceof StaleCustomer) return true;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && (cause.code === '40P01' || cause.code === '40001')) return true;
  }
  return false;
}
