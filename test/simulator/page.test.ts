import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import Koa from 'koa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSimulatedClock } from '../../src/simulator/clock.ts';
import { createPageRoutes } from '../../src/simulator/page-routes.ts';
import { createMemoryStore } from '../../src/simulator/store.ts';
import { reply, startWecom, type Wecom } from './stand-in.ts';

let wecom: Wecom;
let page: string;
let finishMove: () => void;

beforeEach(async () => {
  wecom = await startWecom();
  const jobs = new Promise<void>((done) => (finishMove = done));
  const clock = createSimulatedClock(wecom.now, createMemoryStore(), () => jobs);
  const app = new Koa();
  app.silent = true;
  app.use(createPageRoutes(wecom.simulator, clock));
  app.use((ctx) => void (ctx.body = 'next'));
  page = await wecom.listen(app.callback());
});
afterEach(() => wecom.stop());

const get = (path: string) => fetch(page + path);
const post = async (action: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${page}/simulator/api/${action}`, init);
  return { status: response.status, body: (await response.json()) as { problem?: string } };
};

/** `fetch` would set Host by the address. */
async function statusFor(host: string): Promise<number | undefined> {
  const sent = request(`${page}/simulator/api/state`, { headers: { host } }).end();
  const [response] = await once(sent, 'response');
  await text(response);
  return response.statusCode;
}

test.each([
  ['127.0.0.1:3000', 200],
  ['localhost', 200],
  ['LOCALHOST:3000', 200],
  ['[::1]:3000', 200],
  ['127.1.2.3', 200],
  ['evil.example', 403],
  ['127.0.0.1.evil.example', 403],
  ['localhost.evil.example', 403],
  ['192.168.0.7:3000', 403],
  ['[::2]', 403],
])('Host %s is answered %i', async (host, status) => {
  expect(await statusFor(host)).toBe(status);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
  'a POST that any site can send is refused: %s',
  async (type) => {
    const body = JSON.stringify({ userId: 'liuyang', text: '在' });
    const init = { method: 'POST', headers: { 'content-type': type }, body };
    expect((await fetch(`${page}/simulator/api/say`, init)).status).toBe(415);
    expect(wecom.received).toEqual([]);
  },
);

describe('files', () => {
  const names = readdirSync(new URL('../../src/simulator/page/', import.meta.url));
  const served = names.filter((name) => /\.(css|js|svg|woff2)$/.test(name));

  test.each(served)('%s is served, and asks for nothing from elsewhere', async (name) => {
    const response = await get(`/simulator/assets/${name}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/css|javascript|svg|woff2/);
    if (/\.(css|js)$/.test(name)) expect(await response.text()).not.toMatch(/['"(]\s*(https?:)?\/\/\w/);
  });

  test('the page runs only scripts and styles of its own', async () => {
    const response = await get('/');
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'",
    );
    const html = await response.text();
    for (const [, url = ''] of html.matchAll(/(?:href|src)="([^"]+)"/g))
      expect((await get(url)).status).toBe(200);
  });

  test.each([
    '/simulator/assets/index.html',
    '/simulator/assets/..%2fpage-routes.ts',
    '/simulator/assets/none.js',
    '/simulator/api/none',
    '/simulator/api/toString',
    '/simulator/',
  ])('%s is not there', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('other paths are for the rest of the app', async () => {
    expect(await (await get('/healthz')).text()).toBe('next');
  });
});

describe('what the page can do', () => {
  test('write, and read the chat with the answer', async () => {
    wecom.answerWith((received, keys) => ({ body: reply(received, keys, '已登记') }));
    expect(await post('say', { userId: 'liuyang', text: ' 登记 ' })).toEqual({ status: 200, body: {} });
    const chat = await (await get('/simulator/api/chat?userId=liuyang')).json();
    expect(chat).toMatchObject({
      messages: [{ content: { text: '登记' } }, { from: 'app', content: { text: '已登记' } }],
    });
    expect(await (await get('/simulator/api/state')).json()).toMatchObject({
      company: '示例汽车集团',
      people: [
        { userId: 'liuyang', unread: 1, last: { content: { text: '已登记' } } },
        ...Array(13).fill({}),
      ],
      clock: { at: '2026-04-10T02:00:00.000Z', busy: false, moved: false },
    });
  });

  test('enter a chat, which reads it and tells the bot', async () => {
    await wecom.simulator.say('liuyang', '在');
    expect(await post('enter', { userId: 'liuyang' })).toEqual({ status: 200, body: {} });
    expect(wecom.received.at(-1)).toMatchObject({ kind: 'event', event: 'enter_agent' });
    expect(wecom.simulator.unreadOf('liuyang')).toBe(0);
  });

  test.each([
    ['say', { userId: 'liuyang', text: '  ' }, 400],
    ['say', { userId: 'liuyang' }, 400],
    ['say', { userId: 'nobody', text: '在' }, 409],
    ['menu', { userId: 'liuyang', key: 'none' }, 409],
    ['click', { userId: 'liuyang', taskId: 'none', key: 'none' }, 409],
    ['clock', { target: 'yesterday' }, 400],
  ])('%s %o is refused', async (action, body, status) => {
    expect(await post(action, body)).toMatchObject({ status, body: { problem: expect.any(String) } });
  });

  test('hear that the bot is silent or answers wrongly', async () => {
    wecom.answerWith(() => ({ body: 'nonsense' }));
    expect((await post('say', { userId: 'liuyang', text: '在' })).body.problem).toContain('回复无效');
    wecom.hasCallback('http://127.0.0.1:1/');
    expect((await post('say', { userId: 'liuyang', text: '在' })).body.problem).toContain('没有回应');
  });
});

test('an open page is told of messages, clicks and the clock as they happen', async () => {
  const abort = new AbortController();
  const events = await fetch(`${page}/simulator/api/events`, { signal: abort.signal });
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hear = async (part: string) => {
    while (!heard.includes(part)) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error(`ended before ${part}`);
      heard += value;
    }
  };
  await wecom.simulator.say('mahui', '两行\n第二行');
  await hear('"text":"两行\\n第二行"');
  const move = post('clock', { target: 'hour' });
  await hear('"busy":true');
  expect(await post('clock', { target: 'hour' })).toMatchObject({ status: 409 });
  finishMove();
  expect((await move).body).toMatchObject({ at: '2026-04-10T03:00:00.000Z', busy: false, moved: true });
  await hear('"busy":false');
  abort.abort();
});
