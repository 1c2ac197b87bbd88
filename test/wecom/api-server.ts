import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createWecom, type Wecom } from '../../src/wecom/client.ts';
import { createLog } from '../../src/log.ts';

export interface Call {
  path: string;
  method: string;
  query: Record<string, string>;
  body: unknown;
}

/** Answers a call: an object as JSON, or anything else by hand. */
export type Answer = object | ((response: ServerResponse, request: IncomingMessage) => void);

export const SECRET = 'SECRET-0123456789';
export const CORP_ID = 'ww0123456789abcdef';

/** A real HTTP server with answers set by the test, and a client of it; closed with `close`. */
export async function openApi() {
  const calls: Call[] = [];
  const answers = new Map<string, Answer[]>();
  const waits: number[] = [];
  const lines: string[] = [];
  let tokens = 0;
  let time = Date.parse('2026-03-02T01:00:00Z');

  const server = createServer((request, response) => {
    void serve(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  const apiBase = `http://127.0.0.1:${address.port}`;

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '', apiBase);
    const path = url.pathname.replace('/cgi-bin/', '');
    const body = await text(request);
    calls.push({
      path,
      method: request.method ?? '',
      query: Object.fromEntries(url.searchParams),
      body: body === '' ? undefined : JSON.parse(body),
    });
    const queue = answers.get(path) ?? [];
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (typeof answer === 'function') return answer(response, request);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer ?? defaultAnswer(path)));
  }

  function defaultAnswer(path: string) {
    if (path !== 'gettoken') return { errcode: 0, errmsg: 'ok' };
    tokens += 1;
    return { errcode: 0, errmsg: 'ok', access_token: `TOKEN-${tokens}`, expires_in: 7200 };
  }

  const log = createLog(
    'trace',
    new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk));
        done();
      },
    }),
  );

  function connect(base = apiBase): Wecom {
    const settings = { apiBase: base, corpId: CORP_ID, secret: SECRET, agentId: 1000002 };
    return createWecom(
      settings,
      () => new Date(time),
      log,
      async (ms) => {
        waits.push(ms);
      },
    );
  }

  return {
    apiBase,
    calls,
    waits,
    lines,
    connect,
    wecom: connect(),
    /** The answers to one path in turn; the last one stays. */
    answer(path: string, ...inTurn: Answer[]) {
      answers.set(path, inTurn);
    },
    pass(ms: number) {
      time += ms;
    },
    callsOf: (path: string) => calls.filter((call) => call.path === path),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type Api = Awaited<ReturnType<typeof openApi>>;

export function cutOff(response: ServerResponse): void {
  response.destroy();
}
