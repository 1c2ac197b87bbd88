import type { Db } from './db/connect.ts';
import { type Dispatch, leaseDispatches, markFailed, markSent, TEXT_BYTES } from './db/outbox.ts';
import type { CardNotice } from './domain/notice.ts';
import { faultOf, type Log } from './log.ts';
import { type ButtonInteraction, fitCard } from './wecom/cards.ts';
import { type Wecom, WecomError } from './wecom/client.ts';
import { sendCard, sendText, splitText, updateCard } from './wecom/messages.ts';

export interface Outgoing {
  db: Db;
  wecom: Wecom;
  log: Log;
  now: () => Date;
}

/** Waits between the tries; after the last a notice is given up, and stays visible as failed. */
const RETRY_MINUTES = [0.2, 1, 2, 5, 15, 30, 60, 120, 240, 480];
/** Rows of other processes, and those whose time to be tried again has come, are looked for this often. */
const POLL_MS = 2000;

/** Sends what waits in the outbox: at once when woken, and by itself every two seconds. */
export function createSender(outgoing: Outgoing) {
  const { log } = outgoing;
  let draining: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  /** Answers when nothing is left that could be sent now. */
  function drain(): Promise<void> {
    again = true;
    draining ??= (async () => {
      while (again) {
        again = false;
        while (await sendNext(outgoing)) again = false;
      }
    })()
      .catch((error: unknown) => log.error({ err: error }, 'outbox.failed'))
      .finally(() => (draining = undefined));
    return draining;
  }

  return {
    drain,
    start(): void {
      timer = setInterval(() => void drain(), POLL_MS);
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      await draining;
    },
  };
}

/** Sends one dispatch to everybody for whom something waits; false when nobody was left. */
async function sendNext(outgoing: Outgoing): Promise<boolean> {
  const dispatches = await leaseDispatches(outgoing.db, outgoing.now());
  await Promise.all(dispatches.map((dispatch) => send(outgoing, dispatch)));
  return dispatches.length > 0;
}

async function send({ db, wecom, log, now }: Outgoing, dispatch: Dispatch): Promise<void> {
  const { ids, to, attempts } = dispatch;
  try {
    const unreached = await deliver(wecom, dispatch);
    if (unreached) throw new WecomError('message/send', UNREACHED, 'recipient out of reach');
    await markSent(db, ids, now());
    log.info({ ids, to }, 'outbox.sent');
  } catch (error) {
    if (error instanceof WecomError && error.errcode === TASK_REPEATED && attempts > 1) {
      // The card went out before the process died: WeCom knows its task already.
      return markSent(db, ids, now());
    }
    const minutes = isHopeless(error) ? undefined : RETRY_MINUTES[attempts - 1];
    const retryAt = minutes === undefined ? undefined : new Date(now().getTime() + minutes * 60_000);
    await markFailed(db, ids, { error: faultOf(error), at: now(), retryAt });
    log[retryAt ? 'warn' : 'error'](
      { ids, to, attempts, err: error },
      retryAt ? 'outbox.delayed' : 'outbox.given-up',
    );
  }
}

/** The member is not, or no longer, in the app's visible range (81013). */
const UNREACHED = 81013;
const TASK_REPEATED = 42014;

function isHopeless(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  return error instanceof WecomError && ['recipient', 'payload', 'late'].includes(error.kind);
}

/** Answers whether the person could not be reached. */
async function deliver(wecom: Wecom, { to, body, isReply, mark }: Dispatch): Promise<boolean> {
  switch (body.kind) {
    case 'text': {
      for (const part of partsOf(body.text, mark)) {
        const { unreached } = await sendText(wecom, [to], part, { once: !isReply });
        if (unreached.length > 0) return true;
      }
      return false;
    }
    case 'card': {
      const { unreached } = await sendCard(wecom, [to], fitCard(wecomCard(body)), { once: true });
      return unreached.length > 0;
    }
    case 'cardDone':
      await updateCard(wecom, [to], body.responseCode, { replaceName: body.label });
      return false;
  }
}

/** WeCom would swallow a part that is the same as another one, so none is; each ends in `mark`. */
function partsOf(text: string, mark: string): string[] {
  const parts: string[] = [];
  const room = TEXT_BYTES - Buffer.byteLength(mark);
  for (let rest = text; rest !== '';) {
    let [part = rest] = splitText(rest, room);
    while (parts.includes(part + mark) && part.length > 1)
      [part = rest] = splitText(rest, Math.max(4, Buffer.byteLength(part) - 1));
    parts.push(part + mark);
    rest = rest.slice(part.length);
  }
  return parts;
}

const STYLES = { primary: 1, warning: 3, plain: 4 } as const;

function wecomCard({ taskId, title, text, choice, buttons }: CardNotice): ButtonInteraction {
  return {
    card_type: 'button_interaction',
    task_id: taskId,
    main_title: { title },
    sub_title_text: text,
    ...(choice && {
      button_selection: {
        question_key: 'choice',
        title: choice.title,
        option_list: [...choice.options],
        selected_id: choice.options[0]?.id ?? '',
      },
    }),
    button_list: buttons.map(({ key, text: label, style }) => ({
      type: 0 as const,
      text: label,
      style: STYLES[style],
      key,
    })),
  };
}
