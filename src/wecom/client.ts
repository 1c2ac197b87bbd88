import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { HINTS, kindOf, type WecomErrorKind } from './errcodes.ts';

/** WeCom understood the call and declined it; `kind` says what to do about it. */
export class WecomError extends Error {
  override readonly name = 'WecomError';
  readonly path: string;
  readonly errcode: number;
  readonly kind: WecomErrorKind;

  constructor(path: string, errcode: number, errmsg: string, kind = kindOf(errcode)) {
    super(`${path}: ${errcode} ${errmsg}`);
    this.path = path;
    this.errcode = errcode;
    this.kind = kind;
  }
}

export interface WecomSettings {
  /** `https://qyapi.weixin.qq.com` in production, the simulator's address otherwise. */
  apiBase: string;
  corpId: string;
  secret: string;
  agentId: number;
}

export type Query = Record<string, string | number>;

interface AccessToken {
  value: string;
  renewAt: number;
}

interface Call {
  path: string;
  query: Query;
  /** A POST if present. */
  body?: object;
}

type Exchange = { status: number; json: unknown } | { missed: string };
type Outcome = { json: unknown } | { error: Error; isTransient: boolean };

const TIMEOUT_MS = 10_000;
/** Waits before the second and the third try; WeCom advises no more than three (path 90313, code -1). */
const BACKOFF_MS = [500, 2000];
/** A token lives 7200 s (path 91039); it is renewed this much before, so that none expires under way. */
const TOKEN_MARGIN_MS = 5 * 60 * 1000;
/** Ours: many wrong secrets block the address for an hour (path 90313, code 45009), so a refusal holds this long. */
const REFUSAL_MS = 60 * 1000;
/** In the errmsg, with errcode 0: part of our JSON was not understood (path 90313). */
const WRONG_JSON = /wrong json format/i;

const Status = z.object({ errcode: z.number().default(0), errmsg: z.string().default('') });
const Token = z.object({ access_token: z.string().min(1), expires_in: z.number() });

export type Wecom = ReturnType<typeof createWecom>;

/**
 * The server API of one app. `get` and `post` throw `WecomError` if WeCom declines, a plain `Error` if it cannot be
 * reached or answers nonsense. What they throw and log names the path only: the URL holds the token or the secret.
 */
export function createWecom(
  settings: WecomSettings,
  now: () => Date,
  log: Log,
  wait: (ms: number) => Promise<void> = sleep,
) {
  const apiBase = new URL(settings.apiBase).href.replace(/\/+$/, '');
  let token: AccessToken | undefined;
  let renewal: Promise<AccessToken> | undefined;
  let refusal: { error: WecomError; until: number } | undefined;

  async function exchange({ path, query, body }: Call): Promise<Exchange> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) search.set(name, String(value));
    try {
      const response = await fetch(`${apiBase}/cgi-bin/${path}?${search}`, {
        method: body ? 'POST' : 'GET',
        // Raw UTF-8, as JSON.stringify writes it: some calls refuse \u escapes (40033).
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status: response.status, json: parseJson(await response.text()) };
    } catch (error) {
      return { missed: reasonOf(error) };
    }
  }

  /** One exchange, judged and logged. */
  async function attempt(call: Call): Promise<Outcome> {
    const { path, query } = call;
    const answer = await exchange(call);
    if ('missed' in answer) {
      log.info({ path, reason: answer.missed }, 'wecom.missed');
      return {
        error: new Error(`${path}: no answer (${answer.missed})`),
        isTransient: mayRepeatBlindly(call),
      };
    }
    const status = Status.safeParse(answer.json);
    if (answer.status !== 200 || !status.success) {
      log.info({ path, status: answer.status }, 'wecom.called');
      return { error: new Error(`${path}: unexpected answer, HTTP ${answer.status}`), isTransient: false };
    }
    const { errcode, errmsg } = status.data;
    const hint = HINTS.get(errcode);
    log.info({ path, errcode, ...(hint && { hint }) }, 'wecom.called');
    const isMisread = WRONG_JSON.test(errmsg);
    if (errcode === 0 && !isMisread) return { json: answer.json };
    const kind = isMisread ? 'payload' : kindOf(errcode);
    const error = new WecomError(path, errcode, withoutSecrets(errmsg, query), kind);
    return { error, isTransient: kind === 'retry' };
  }

  async function request(call: Call, pauses: readonly number[] = BACKOFF_MS): Promise<unknown> {
    const outcome = await attempt(call);
    if (!('error' in outcome)) return outcome.json;
    const [pause, ...later] = pauses;
    if (!outcome.isTransient || pause === undefined) throw outcome.error;
    await wait(pause);
    return request(call, later);
  }

  async function fetchToken(): Promise<AccessToken> {
    if (refusal && refusal.until > now().getTime()) throw refusal.error;
    const query = { corpid: settings.corpId, corpsecret: settings.secret };
    try {
      const answer = read(Token, 'gettoken', await request({ path: 'gettoken', query }));
      const lifeMs = answer.expires_in * 1000;
      const renewAt = now().getTime() + lifeMs - Math.min(TOKEN_MARGIN_MS, lifeMs / 2);
      return { value: answer.access_token, renewAt };
    } catch (error) {
      const isRefused = error instanceof WecomError && error.kind !== 'retry';
      if (isRefused) refusal = { error, until: now().getTime() + REFUSAL_MS };
      throw error;
    }
  }

  /** A token other than `rejected`; calls that need a new one at the same time share one fetch. */
  async function currentToken(rejected?: string): Promise<string> {
    if (token && token.value !== rejected && token.renewAt > now().getTime()) return token.value;
    renewal ??= fetchToken().finally(() => (renewal = undefined));
    token = await renewal;
    return token.value;
  }

  async function callWithToken(call: Call): Promise<unknown> {
    const used = await currentToken();
    const withToken = (access_token: string) => request({ ...call, query: { access_token, ...call.query } });
    try {
      return await withToken(used);
    } catch (error) {
      if (!(error instanceof WecomError && error.kind === 'token')) throw error;
      return withToken(await currentToken(used));
    }
  }

  return {
    agentId: settings.agentId,

    async get<A extends z.ZodType>(path: string, query: Query, answer: A): Promise<z.infer<A>> {
      return read(answer, path, await callWithToken({ path, query }));
    },

    async post<A extends z.ZodType>(
      path: string,
      body: object,
      answer: A,
      query: Query = {},
    ): Promise<z.infer<A>> {
      return read(answer, path, await callWithToken({ path, query, body }));
    },
  };
}

/** Without an answer nobody knows whether a message went out; WeCom tells a repeated one only if asked to. */
function mayRepeatBlindly({ path, body }: Call): boolean {
  const isChecked = body && 'enable_duplicate_check' in body && body.enable_duplicate_check === 1;
  return path !== 'message/send' || isChecked === true;
}

/** WeCom's texts quote what was wrong with a parameter. */
function withoutSecrets(errmsg: string, { access_token, corpsecret }: Query): string {
  return [access_token, corpsecret].reduce<string>(
    (text, secret) => (secret ? text.replaceAll(String(secret), '***') : text),
    errmsg,
  );
}

/** `ECONNREFUSED`, `TimeoutError` and the like; the messages of such errors may quote the URL. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read<A extends z.ZodType>(schema: A, path: string, json: unknown): z.infer<A> {
  const answer = schema.safeParse(json);
  if (answer.success) return answer.data;
  // zod names fields and expected types, never the values.
  throw new Error(`${path}: unexpected answer: ${z.prettifyError(answer.error)}`);
}
