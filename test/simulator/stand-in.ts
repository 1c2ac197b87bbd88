import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SAMPLE_COMPANY } from '../../src/simulator/company.ts';
import { createMemoryStore, type SimulatorStore } from '../../src/simulator/store.ts';
import { createSimulator } from '../../src/simulator/wecom-server.ts';
import {
  encryptedField,
  type Incoming,
  openCallback,
  readIncoming,
  sealReply,
  textReply,
} from '../../src/wecom/callback.ts';
import { CallbackRefused, type CallbackKeys } from '../../src/wecom/crypto.ts';

/** 10:00 of Friday 2026-04-10 in China. */
export const START = new Date('2026-04-10T10:00:00+08:00');

type Answer = (received: Incoming, keys: CallbackKeys) => { status?: number; body: string } | 'silence';

type Json = Record<string, unknown>;
const parse = (body: string) => JSON.parse(body) as Json;

export type Wecom = Awaited<ReturnType<typeof startWecom>>;

/** The simulator and a bot that keeps what it is told and answers as `answer` says, both on free ports. */
export async function startWecom(store: SimulatorStore = createMemoryStore(), timeoutMs = 5000) {
  let at = START;
  let botUrl = '';
  let answer: Answer = () => ({ body: '' });
  const received: Incoming[] = [];
  const refusals: string[] = [];
  const servers: Server[] = [];

  const simulator = createSimulator({
    company: SAMPLE_COMPANY,
    now: () => at,
    callbackUrl: () => botUrl,
    store,
    push: { timeoutMs, repeatAfterMs: 1 },
  });
  const { credentials } = simulator;
  const keys: CallbackKeys = {
    token: credentials.callbackToken,
    aesKey: credentials.callbackAesKey,
    receiveId: credentials.corpId,
  };

  const listen = async (handler: RequestListener) => {
    const server = createServer(handler);
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const api = await listen(simulator.app.callback());
  botUrl = await listen(async (request, response) => {
    const query = Object.fromEntries(new URL(request.url ?? '', 'http://bot').searchParams);
    try {
      if (request.method === 'GET') return response.end(openCallback(keys, query, query.echostr));
      const incoming = readIncoming(openCallback(keys, query, encryptedField(await text(request))));
      received.push(incoming);
      const answered = answer(incoming, keys);
      if (answered !== 'silence') response.writeHead(answered.status ?? 200).end(answered.body);
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error;
      refusals.push(error.message);
      response.writeHead(403).end();
    }
  });

  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${api}/cgi-bin/${path}`, init);
    return { status: response.status, body: await response.text() };
  };
  const get = async (path: string, query: Record<string, string> = {}) =>
    parse((await call(`${path}?${new URLSearchParams(query)}`)).body);
  const token = async () =>
    String(
      (await get('gettoken', { corpid: credentials.corpId, corpsecret: credentials.secret })).access_token,
    );

  return {
    simulator,
    keys,
    received,
    refusals,
    listen,
    call,
    get,
    token,
    answerWith: (next: Answer) => void (answer = next),
    hasCallback: (url: string) => void (botUrl = url),
    now: () => at,
    pass: (minutes: number) => void (at = new Date(at.getTime() + minutes * 60_000)),

    /** A GET with a good token. */
    getSigned: async (path: string, query: Record<string, string> = {}) =>
      get(path, { access_token: await token(), ...query }),
    /** A POST of the app with a good token; the body may be given as text. */
    async post(path: string, body: object | string, query: Record<string, string> = {}) {
      const search = new URLSearchParams({ access_token: await token(), ...query });
      const sent = typeof body === 'string' ? body : JSON.stringify(body);
      return parse((await call(`${path}?${search}`, { method: 'POST', body: sent })).body);
    },

    async stop() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((stopped) => server.close(stopped));
      }
    },
  };
}

/** The bot's passive reply in words, with single values made wrong on request. */
export function reply(
  { from, at }: Incoming,
  keys: CallbackKeys,
  content: string,
  wrong: { to?: string; sender?: string; receiveId?: string; token?: string } = {},
): string {
  const inner = textReply(
    (wrong.to ?? from) as Incoming['from'],
    wrong.sender ?? keys.receiveId,
    at,
    content,
  );
  const { receiveId = keys.receiveId, token = keys.token } = wrong;
  return sealReply({ ...keys, receiveId, token }, inner, at, 'nonce');
}
