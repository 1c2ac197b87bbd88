import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type Koa from 'koa';
import { z } from 'zod';
import type { Entry } from './chat-record.ts';
import { CLOCK_TARGETS, type SimulatedClock } from './clock.ts';
import type { Delivery } from './push.ts';
import type { SeenMessage } from './state.ts';
import type { Simulator } from './wecom-server.ts';

// The page is served from its sources, also when this file runs from dist.
const PAGE = new URL('../../src/simulator/page/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const API = '/simulator/api/';
/** A chat is drawn from its end; older messages stay in the log. */
const NEWEST_MESSAGES = 300;
const HEARTBEAT_MS = 20_000;

const Member = z.object({ userId: z.string() });
const Said = Member.extend({ text: z.string().trim().min(1).max(4000) });
const MenuClick = Member.extend({ key: z.string() });
const CardClick = MenuClick.extend({
  taskId: z.string(),
  selected: z.record(z.string(), z.string()).default({}),
});
const Move = z.object({ target: z.enum(['hour', 'morning', 'sunday']) });

/** What the browser is told of as it happens. */
type Live =
  | { kind: 'message'; message: SeenMessage; unread: number }
  | { kind: 'read'; userId: string }
  | { kind: 'clock'; at: string; busy: boolean; moved: boolean }
  /** Something else has changed: ask again. */
  | { kind: 'reload' };

/**
 * The chat page at `/` and what it talks to under `/simulator/`; other paths go to the next middleware.
 * Answers only to a loopback Host, so that no page of the web can reach it under a name of its own.
 */
export function createPageRoutes(simulator: Simulator, clock: SimulatedClock): Koa.Middleware {
  const { company } = simulator;
  const browsers = new Set<(live: Live) => void>();
  const tell = (live: Live) => {
    for (const browser of browsers) browser(live);
  };
  const clockNow = () => ({
    at: clock.now().toISOString(),
    busy: clock.isAdvancing(),
    moved: clock.isMoved(),
  });

  simulator.subscribe((entry) => {
    const live = toLive(simulator, entry);
    if (live) tell(live);
  });

  const reads: Record<string, (query: URLSearchParams) => object> = {
    state: () => ({
      company: company.name,
      departments: company.departments.map(({ id, name, parentId }) => ({ id, name, parentId })),
      people: company.people.map(({ userId, name, position, departmentId }) => ({
        userId,
        name,
        position,
        departmentId,
        unread: simulator.unreadOf(userId),
        last: simulator.messagesOf(userId).at(-1),
      })),
      menu: simulator.menu(),
      clock: clockNow(),
    }),
    chat: (query) => ({
      messages: simulator.messagesOf(query.get('userId') ?? '').slice(-NEWEST_MESSAGES),
    }),
  };

  const actions: Record<string, (body: unknown) => Promise<object> | object> = {
    async say(body) {
      const { userId, text: line } = Said.parse(body);
      return outcome(await simulator.say(userId, line));
    },
    async menu(body) {
      const { userId, key } = MenuClick.parse(body);
      return outcome(await simulator.clickMenu(userId, key));
    },
    async click(body) {
      const { userId, taskId, key, selected } = CardClick.parse(body);
      return outcome(await simulator.clickCard(userId, taskId, key, selected));
    },
    async enter(body) {
      const { userId } = Member.parse(body);
      simulator.markRead(userId);
      return outcome(await simulator.enter(userId));
    },
    read(body) {
      simulator.markRead(Member.parse(body).userId);
      return {};
    },
    async clock(body) {
      const to = CLOCK_TARGETS[Move.parse(body).target](clock.now());
      if (clock.isAdvancing()) throw new RangeError('the clock is being moved already');
      const moving = clock.advanceTo(to);
      tell({ kind: 'clock', ...clockNow() });
      try {
        await moving;
      } finally {
        tell({ kind: 'clock', ...clockNow() });
      }
      return clockNow();
    },
  };

  const listen = ({ req, res }: Koa.Context) => {
    const browser = (live: Live) => void res.write(`data: ${JSON.stringify(live)}\n\n`);
    const heartbeat = setInterval(() => res.write(':\n\n'), HEARTBEAT_MS).unref();
    browsers.add(browser);
    req.on('close', () => {
      browsers.delete(browser);
      clearInterval(heartbeat);
    });
    res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n');
  };

  const answer = async (ctx: Koa.Context) => {
    const name = ctx.path.slice(API.length);
    if (ctx.method === 'GET' && name === 'events') {
      // The connection stays open and is written to as things happen, past Koa's own ending of it.
      ctx.respond = false;
      return listen(ctx);
    }
    const read = Object.hasOwn(reads, name) ? reads[name] : undefined;
    if (ctx.method === 'GET' && read) return void (ctx.body = read(ctx.URL.searchParams));
    const act = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (ctx.method !== 'POST' || !act) return ctx.throw(404);
    // A form of another site can post without being asked, but not with this type.
    if (!ctx.is('application/json')) return ctx.throw(415);
    ctx.body = await act(JSON.parse(await text(ctx.req)));
  };

  return async (ctx, next) => {
    if (ctx.path !== '/' && !ctx.path.startsWith('/simulator/')) return next();
    if (!isLoopback(ctx.URL.hostname)) return refuse(ctx, 403, '模拟器只能在本机打开：http://127.0.0.1');
    ctx.set({
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-cache',
    });
    if (!ctx.path.startsWith(API)) return serve(ctx);
    try {
      await answer(ctx);
    } catch (error) {
      if (error instanceof RangeError) return refuse(ctx, 409, '这里已经变了，请刷新再试。');
      if (error instanceof z.ZodError || error instanceof SyntaxError)
        return refuse(ctx, 400, '请求的内容不对。');
      throw error;
    }
  };
}

function toLive(simulator: Simulator, entry: Entry): Live | undefined {
  switch (entry.kind) {
    case 'message':
      return seen(simulator, entry.message.userId, entry.message.id);
    case 'card':
      return seen(simulator, entry.userId, entry.messageId);
    case 'read':
      return { kind: 'read', userId: entry.userId };
    case 'menu':
    case 'recalled':
      return { kind: 'reload' };
    default:
      return undefined;
  }
}

function seen(simulator: Simulator, userId: string, messageId: string): Live | undefined {
  const message = simulator.messagesOf(userId).findLast(({ id }) => id === messageId);
  return message && { kind: 'message', message, unread: simulator.unreadOf(userId) };
}

/** What went wrong, in words for whoever develops the bot; nothing when all went well. */
function outcome({ attempts, reply }: Delivery): object {
  if (!attempts.some(({ status }) => status === 200))
    return { problem: `步步没有回应（送了 ${attempts.length} 次）。` };
  return reply.kind === 'refused' ? { problem: `步步的回复无效：${reply.problem}` } : {};
}

async function serve(ctx: Koa.Context): Promise<void> {
  // Only plain names, so that no path leads out of the folder.
  const [, name = '', ending = ''] = /^\/simulator\/assets\/([a-z-]+\.([a-z0-9]+))$/.exec(ctx.path) ?? [];
  const file = ctx.path === '/' ? 'index.html' : name;
  const type = ctx.path === '/' ? 'text/html' : TYPES[ending];
  if (!type || ctx.method !== 'GET') return ctx.throw(404);
  const body = await readFile(new URL(file, PAGE)).catch(() => undefined);
  if (!body) return ctx.throw(404);
  ctx.body = body;
  ctx.type = type;
}

function refuse(ctx: Koa.Context, status: number, problem: string): void {
  ctx.status = status;
  ctx.body = { problem };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
