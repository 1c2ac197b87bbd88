import Router from '@koa/router';
import Koa from 'koa';
import type { Metrics } from './metrics.ts';
import { receive, type Receiver } from './receive.ts';
import { encryptedField, openCallback, readIncoming, sealReply, textReply } from './wecom/callback.ts';
import { type CallbackKeys, CallbackRefused } from './wecom/crypto.ts';

export interface AppParts extends Receiver {
  keys: CallbackKeys;
  now: () => Date;
  metrics: Metrics;
  /** Undefined answers while everything runs; else what is wrong. */
  fault: () => Promise<string | undefined>;
  /** Called when a message has left something to be sent. */
  wakeSender: () => void;
}

/** WeCom's envelopes are about 1 kB; an honest one never comes near this. */
const MAX_BODY_BYTES = 64 * 1024;

/** The HTTP side: WeCom's callback, health, metrics. Listens nowhere; `main.ts` and the tests do that. */
export function createApp(parts: AppParts): Koa {
  const { keys, log, metrics } = parts;
  const router = new Router();

  // WeCom calls this once, when the address is entered in its console, and gives it one second.
  router.get('/wecom/callback', (ctx) => {
    ctx.body = openCallback(keys, ctx.query, restorePlus(ctx.query['echostr']));
    ctx.type = 'text/plain; charset=utf-8';
  });

  router.post('/wecom/callback', async (ctx) => {
    const body = await readBody(ctx.req);
    if (body === undefined) return ctx.throw(413);
    const inner = openCallback(keys, ctx.query, encryptedField(body));
    const incoming = readIncoming(inner);
    const { reply, posted } = await receive(parts, incoming);
    metrics.answered(incoming.kind);
    if (posted) parts.wakeSender();
    // Commit, then answer: a crash in between makes WeCom deliver again, and the stored reply goes out.
    const at = parts.now();
    ctx.type = 'application/xml; charset=utf-8';
    ctx.body = reply
      ? sealReply(keys, textReply(incoming.from, keys.receiveId, at, reply), at, nonceOf(ctx.query['nonce']))
      : '';
  });

  router.get('/healthz', async (ctx) => {
    const fault = await parts.fault();
    ctx.status = fault ? 503 : 200;
    ctx.body = fault ? { status: 'error', fault } : { status: 'ok' };
  });

  router.get('/metrics', async (ctx) => {
    ctx.type = 'text/plain; version=0.0.4; charset=utf-8';
    ctx.body = await metrics.render();
  });

  const app = new Koa();
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (error instanceof CallbackRefused) {
        metrics.refused();
        ctx.status = 403;
        ctx.body = 'forbidden';
        return;
      }
      if (
        error instanceof Error &&
        'status' in error &&
        typeof error.status === 'number' &&
        error.status < 500
      ) {
        ctx.status = error.status;
        ctx.body = '';
        return;
      }
      log.error({ err: error, path: ctx.path }, 'request.failed');
      ctx.status = 503;
      ctx.body = '';
    }
  });
  app.use(router.routes());
  return app;
}

/** The whole body as text; undefined when it is larger than WeCom ever sends. */
async function readBody(request: AsyncIterable<Buffer>): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** A `+` of Base64 that came unescaped was read as a space; Base64 itself has none. */
function restorePlus(echostr: string | string[] | undefined): unknown {
  return typeof echostr === 'string' ? echostr.replaceAll(' ', '+') : echostr;
}

function nonceOf(nonce: string | string[] | undefined): string {
  return typeof nonce === 'string' ? nonce : '';
}
