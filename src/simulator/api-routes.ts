import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type Koa from 'koa';
import { alphanumeric } from './credentials.ts';
import { asRecord, type Endpoint, type Endpoints, type Json, Refusal } from './endpoint.ts';
import type { Faults } from './faults.ts';

const ROOT = '/cgi-bin/';

/** Answers `/cgi-bin/*` as the real server does and leaves other paths to the next middleware. */
export function createApiRoutes(
  endpoints: Endpoints,
  checkToken: (token: string | null) => Refusal | undefined,
  faults: Faults,
): Koa.Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(ROOT)) return next();
    const path = ctx.path.slice(ROOT.length);
    const endpoint = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined;
    if (!endpoint) {
      ctx.body = '';
      ctx.status = 404;
      return;
    }
    const body = await text(ctx.req);
    const fault = faults.takeCallFault(path);
    if (fault?.kind === 'delay') await wait(fault.delayMs);
    if (fault?.kind === 'dropBefore') return breakOff(ctx);

    const query = ctx.URL.searchParams;
    // The order of the real server: token, then method, then JSON, then fields.
    const answer = () => {
      if (fault?.kind === 'errcode') throw new Refusal(fault.errcode, 'fault');
      const refused = path === 'gettoken' ? undefined : checkToken(query.get('access_token'));
      if (refused) throw refused;
      if (endpoint.method === 'POST' && ctx.method !== 'POST') throw new Refusal(40058, 'POST expected');
      return endpoint.answer({ query, body, json: parseJson(body) ?? {} });
    };
    const isBroken = ctx.method === 'POST' && parseJson(body) === undefined;
    const result = judge(endpoint, answer, isBroken ? 'Warning: wrong json format. ' : '');
    if (fault?.kind === 'dropAfter') return breakOff(ctx);
    ctx.body = result;
  };
}

function judge(endpoint: Endpoint, answer: () => object, warning: string): object {
  try {
    return { errcode: 0, errmsg: `${warning}ok`, ...answer() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { errcode: error.errcode, errmsg: `${warning}${describe(error)}`, ...endpoint.empty };
  }
}

/** Ends the connection without an answer. */
function breakOff(ctx: Koa.Context): void {
  ctx.respond = false;
  ctx.req.socket.destroy();
}

/** Undefined for what is not JSON: the real server goes on with what it could read, here with nothing. */
function parseJson(body: string): Json | undefined {
  try {
    return asRecord(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function describe({ errcode, message }: Refusal): string {
  return `${message}, hint: [${alphanumeric(24)}], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
}
