import { setTimeout as wait } from 'node:timers/promises';
import { type CallbackKeys, encrypt, sign } from '../wecom/crypto.ts';
import { alphanumeric, type Credentials } from './credentials.ts';
import type { Faults, PushFault } from './faults.ts';
import { type PassiveReply, readPassiveReply } from './passive-reply.ts';
import { type Fields, writeXml } from './xml.ts';

export interface PushSettings {
  /** The bot has 5 s to answer (path 90238). */
  timeoutMs: number;
  /** WeCom repeats three times; how long it waits in between is not published. */
  repeatAfterMs: number;
  /** Path 90238 repeats on any status but 200, path 90930 only when there was no answer. */
  repeatOnStatus: boolean;
}
export const PUSH_DEFAULTS: PushSettings = { timeoutMs: 5000, repeatAfterMs: 1000, repeatOnStatus: true };

const REPEATS = 3;
/** The check of the address has one second (path 90930). */
const VERIFY_TIMEOUT_MS = 1000;

export interface Attempt {
  /** Absent when the connection failed or the time ran out. */
  status?: number;
  reply: PassiveReply;
}
export interface Delivery {
  attempts: Attempt[];
  /** Of the first attempt that was answered 200. */
  reply: PassiveReply;
}

interface Pusher {
  credentials: Credentials;
  now: () => Date;
  callbackUrl: () => string;
  faults: Faults;
  settings: PushSettings;
}

export type Push = ReturnType<typeof createPush>;

/** Brings messages and events to the bot's callback: https://developer.work.weixin.qq.com/document/path/90238 */
export function createPush({ credentials, now, callbackUrl, faults, settings }: Pusher) {
  const keys: CallbackKeys = {
    token: credentials.callbackToken,
    aesKey: credentials.callbackAesKey,
    receiveId: credentials.corpId,
  };

  const signedUrl = (encrypted: string, fault?: PushFault, echo = '') => {
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const nonce = alphanumeric(10);
    const right = sign(keys.token, timestamp, nonce, encrypted);
    const signature = fault === 'wrongSignature' ? [...right].toReversed().join('') : right;
    const query = { msg_signature: signature, timestamp, nonce, ...(echo && { echostr: echo }) };
    const encoded = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `${callbackUrl()}?${encoded.join('&')}`;
  };

  const attempt = async (inner: Fields, fault?: PushFault): Promise<Attempt> => {
    const receiveId = fault === 'wrongReceiver' ? `${keys.receiveId}x` : keys.receiveId;
    const encrypted = encrypt({ ...keys, receiveId }, writeXml(inner));
    const body = writeXml({
      ToUserName: keys.receiveId,
      AgentID: String(credentials.agentId),
      Encrypt: encrypted,
    });
    const answer = await post(signedUrl(encrypted, fault), body, settings.timeoutMs);
    if (!answer) return { reply: { kind: 'none' } };
    const event = typeof inner.Event === 'string' ? inner.Event : undefined;
    const push = { userId: String(inner.FromUserName), event };
    const reply: PassiveReply =
      answer.status === 200 ? readPassiveReply(keys, push, answer.body) : { kind: 'none' };
    return { status: answer.status, reply };
  };

  const isFinal = ({ status }: Attempt) =>
    status === 200 || (status !== undefined && !settings.repeatOnStatus);

  const deliverOnce = async (inner: Fields): Promise<Attempt[]> => {
    const attempts = [await attempt(inner)];
    while (attempts.length <= REPEATS && !attempts.some(isFinal)) {
      await wait(settings.repeatAfterMs);
      attempts.push(await attempt(inner));
    }
    return attempts;
  };

  const deliver = async (inner: Fields): Promise<Attempt[]> => {
    const fault = faults.takePushFault();
    switch (fault) {
      case 'wrongSignature':
      case 'wrongReceiver':
        return [await attempt(inner, fault)];
      case 'twice':
        return [...(await deliverOnce(inner)), ...(await deliverOnce(inner))];
      case 'twiceAtOnce':
        return (await Promise.all([deliverOnce(inner), deliverOnce(inner)])).flat();
      case undefined:
        return deliverOnce(inner);
    }
  };

  return {
    /** Never throws: a bot that cannot be reached shows in the attempts. */
    async push(inner: Fields): Promise<Delivery> {
      const attempts = await deliver(inner);
      const reply = attempts.find(({ status }) => status === 200)?.reply ?? { kind: 'none' };
      return { attempts, reply };
    },

    /** What the console does when the address is saved: true when the echo comes back byte for byte in time. */
    async verify(): Promise<boolean> {
      const echo = alphanumeric(19);
      const encrypted = encrypt(keys, echo);
      const answer = await request(signedUrl(encrypted, undefined, encrypted), {}, VERIFY_TIMEOUT_MS);
      return answer?.status === 200 && answer.body === echo;
    },
  };
}

function post(url: string, body: string, timeoutMs: number) {
  return request(url, { method: 'POST', body, headers: { 'content-type': 'text/xml' } }, timeoutMs);
}

/** Undefined when there was no whole answer in time. */
async function request(url: string, init: RequestInit, timeoutMs: number) {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return undefined;
  }
}
