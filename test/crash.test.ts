import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Database, type Db, openDatabase, rowsOf } from '../src/db/connect.ts';
import { openEmbedded } from '../src/db/embedded.ts';
import type { Notice } from '../src/domain/notice.ts';
import { type CallbackKeys, decrypt, encrypt, sign } from '../src/wecom/crypto.ts';
import { type BareWecom, startBareWecom } from './support/bare-wecom.ts';
import { testDatabase } from './support/database.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const KEYS: CallbackKeys = {
  token: 'crashtoken',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveId: 'ww0000000000000002',
};

const STORES = [2, 3, 4];
const CONSULTANTS = STORES.flatMap((store) => ['a', 'b', 'c', 'd'].map((letter) => `${letter}${store}`));
const COMPANY = {
  departments: STORES.map((id) => ({ id, name: `${id}店` })),
  people: [
    ...STORES.map((id) => ({
      userId: `boss${id}`,
      name: `主管${id}`,
      position: '销售主管',
      departmentId: id,
    })),
    ...CONSULTANTS.map((userId) => ({
      userId,
      name: `顾问${userId}`,
      position: '销售顾问',
      departmentId: Number(userId.slice(1)),
    })),
  ],
};

/** More tries than starts and kills can take: a message is given up only when the bot refuses it for good. */
const TRIES = 400;
const START_MS = 30_000;
/** After the last kill, for pushes that were held back. */
const MORE_STARTS = 10;
/** What a lease of the outbox lasts: the clock of each start lies so much further on (see `ahead`). */
const LEASE_SECONDS = 61;

const server = await testDatabase();

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build-if-needed.js'], { cwd: PROJECT, stdio: 'inherit' });
});

test('killed at 20 random moments on PostgreSQL, the bot loses nothing and does nothing twice', async () => {
  await surviveKills({
    kills: 20,
    seed: 20260408,
    env: { DATABASE_URL: server.url },
    openStore: () => openDatabase(server.url),
  });
}, 120_000);

test('killed at 10 random moments on the embedded database, the bot loses nothing and does nothing twice', async () => {
  const dataDir = temporaryFolder();
  await surviveKills({
    kills: 10,
    seed: 408,
    env: { DATA_DIR: dataDir },
    openStore: () => openEmbedded(dataDir),
  });
}, 120_000);

test('a second process on a data folder is refused, and let in once the first was killed', async () => {
  const wecom = await startBareWecom(COMPANY);
  onTestFinished(wecom.close);
  const env = { ...settings(wecom.url), DATA_DIR: temporaryFolder() };
  const first = startProcess(env, await freePort(), 0);
  await isWell(first);
  const second = startProcess(env, await freePort(), 0);
  const said = await text(second.child.stderr);
  expect(said.trim()).toBe(
    `数据目录正被另一个步步进程（${first.child.pid}）使用，没有启动。先停掉它，或换一个 DATA_DIR。`,
  );
  expect(await second.ended).toBe(1);
  first.child.kill('SIGKILL');
  await first.ended;
  const third = startProcess(env, await freePort(), 0);
  await isWell(third);
});

interface Ordeal {
  kills: number;
  seed: number;
  env: Record<string, string>;
  openStore(): Promise<Database>;
}

/** One message of a consultant and what it must come to. */
interface Message {
  id: string;
  from: string;
  kind: 'register' | 'log' | 'meet' | 'lose';
  text: string;
  /** Of the customer it is about. */
  phone: string;
}

async function surviveKills({ kills, seed, env, openStore }: Ordeal): Promise<void> {
  const random = seeded(seed);
  let onCall: (path: string) => void = () => {};
  const wecom = await startBareWecom(COMPANY, (path) => onCall(path));
  onTestFinished(wecom.close);
  const port = await freePort();
  const done: Message[] = [];
  let starts = 0;
  let stopped = false;
  let reachLast: () => void = () => {};
  const lastStart = new Promise<void>((resolve) => (reachLast = resolve));
  let bot = begin();

  /** Starts the bot, with a moment at which it is killed and started again: the so manieth of what happens to it. */
  function begin() {
    const running = startProcess({ ...settings(wecom.url), ...env }, port, ahead(starts));
    starts += 1;
    const isLast = starts > kills;
    const events = ['called', 'sent', 'answered'] as const;
    const event = events[Math.floor(random() * events.length)];
    // Its calls to WeCom are those of the start (token, contacts, menu), then one for each push.
    let left = 1 + Math.floor(random() * (event === 'called' ? 30 : 60));
    // There may be fewer pushes than that.
    let answersLeft = 80;
    let turns = Math.floor(random() * 12);
    const die = () => {
      if (turns-- > 0) setImmediate(die);
      else running.child.kill('SIGKILL');
    };
    const note = (happened: (typeof events)[number]) => {
      if (isLast) return;
      if (happened === event) left -= 1;
      if (happened === 'answered') answersLeft -= 1;
      if (left <= 0 || answersLeft <= 0) die();
    };
    onCall = () => note('called');
    const well = isWell(running).then(
      () => true,
      () => false,
    );
    if (isLast) reachLast();
    else
      void running.ended.then(() => {
        if (!stopped) bot = begin();
      });
    return { ...running, note, isLast, well };
  }

  /** Delivers until it is answered with 200; answers the words of the reply. */
  async function deliver(message: Message): Promise<string> {
    for (let tried = 0; tried < TRIES; tried++) {
      const current = bot;
      if (await current.well) {
        current.note('sent');
        const { status, body } = await push(port, message);
        if (status === 200) {
          current.note('answered');
          return replyOf(body);
        }
        expect(status, message.text).toBe(0);
      }
      // Then there is another one already.
      if (current.isLast || stopped) break;
      await current.ended;
    }
    throw new Error(`never answered: ${message.text}`);
  }

  async function work(from: string, index: number): Promise<void> {
    for (const message of messagesOf(from, index, done)) {
      const reply = await deliver(message);
      expect(reply, message.text).toMatch(EXPECTED[message.kind]);
      done.push(message);
      // WeCom may deliver again what was answered: the reply must be the stored one, and nothing happen.
      if (done.length % 7 === 0) expect(await deliver(message)).toBe(reply);
      if (bot.isLast) return;
    }
  }

  try {
    const working = Promise.all(CONSULTANTS.map(work));
    await Promise.race([lastStart, working]);
    await working;
    expect(starts).toBe(kills + 1);

    // Each start lies a minute later, so that what the limit of 20 a minute held back goes out as well.
    for (let more = 0; ; more++) {
      expect(await bot.well).toBe(true);
      await settle(bot);
      bot.child.kill('SIGKILL');
      await bot.ended;
      const store = await openStore();
      try {
        if ((await waitingIn(store.db)) === 0 || more === MORE_STARTS)
          return await judge(store.db, done, wecom);
      } finally {
        await store.close();
      }
      bot = begin();
    }
  } finally {
    stopped = true;
  }
}

const EXPECTED = {
  register: /^已建卡/,
  log: /^已记/,
  meet: /^这个号码已有卡/,
  lose: /^已交战败申请/,
} as const;

/** What a consultant writes: registers a customer, logs a call to him, meets a colleague's, gives one up. */
function* messagesOf(from: string, index: number, done: readonly Message[]): Generator<Message> {
  for (let number = 0; number < 800; number++) {
    const id = String(9_000_000_000_000_000_000n + BigInt(number * 100 + index));
    // The last four digits tell all customers apart.
    const phone = (nth: number) => `1395555${String(nth * CONSULTANTS.length + index).padStart(4, '0')}`;
    const own = phone(Math.floor(number / 4));
    const tail = own.slice(-4);
    switch (number % 4) {
      case 0:
        yield { id, from, kind: 'register', phone: own, text: `登记 ${own} 科雷傲 B 汽车之家` };
        break;
      case 1:
        yield { id, from, kind: 'log', phone: own, text: `尾号${tail}打了 没接` };
        break;
      case 2: {
        const neighbour = CONSULTANTS[(index + 1) % CONSULTANTS.length];
        const met = new Set(done.filter((it) => it.kind === 'meet').map((it) => it.phone));
        const theirs = done.find(
          (it) => it.kind === 'register' && it.from === neighbour && !met.has(it.phone),
        );
        if (theirs)
          yield { id, from, kind: 'meet', phone: theirs.phone, text: `来店 ${theirs.phone} 科雷傲` };
        break;
      }
      default:
        // Not each: a supervisor gets no more than 20 cards a minute.
        if (number % 12 === 3) yield { id, from, kind: 'lose', phone: own, text: `尾号${tail}申请战败 价格` };
    }
  }
}

/** Compares what was written and what was pushed with what was said and answered. */
async function judge(db: Db, done: readonly Message[], wecom: BareWecom): Promise<void> {
  const countOf = (kind: Message['kind']) => done.filter((message) => message.kind === kind).length;
  expect(done.length).toBeGreaterThan(200);
  for (const kind of ['register', 'log', 'meet', 'lose'] as const) expect(countOf(kind)).toBeGreaterThan(0);

  const inbox = await rowsOf<{ key: string }>(db, sql`select key from inbox order by key`);
  expect(inbox.map(({ key }) => key)).toEqual(done.map(({ id }) => id).sort());

  const customers = await rowsOf<{ phone: string; contacts: number; visits: number; losses: number }>(
    db,
    sql`
      select phone,
        (select count(*)::int from contacts where customer_id = customers.id) as contacts,
        (select count(*)::int from visits where customer_id = customers.id) as visits,
        (select count(*)::int from lost_applications where customer_id = customers.id) as losses
      from customers order by phone`,
  );
  const of = (phone: string, kind: Message['kind']) =>
    done.filter((message) => message.phone === phone && message.kind === kind).length;
  const registered = done.filter(({ kind }) => kind === 'register').map(({ phone }) => phone);
  expect(customers).toEqual(
    registered.sort().map((phone) => ({
      phone,
      contacts: of(phone, 'log'),
      visits: 1 + of(phone, 'meet'),
      losses: of(phone, 'lose'),
    })),
  );

  const outbox = await rowsOf<{ key: string; to: string; body: Notice; sent: boolean; error: string | null }>(
    db,
    sql`select key, to_id as "to", body, sent_at is not null as sent, error from outbox order by id`,
  );
  expect(outbox.filter(({ sent }) => !sent)).toEqual([]);
  expect(outbox.filter(({ key }) => key.startsWith('met:'))).toHaveLength(countOf('meet'));
  expect(outbox.filter(({ key }) => key.startsWith('lost-'))).toHaveLength(countOf('lose'));
  const arrived = wecom.deliveries.flatMap(piecesOf).sort();
  const owed = outbox.map(({ to, body }) => `${to} ${wordsOf(body)}`).sort();
  expect(arrived).toEqual(owed);
}

/** The texts that were joined into one message, or the card's task. */
function piecesOf({ to, request }: BareWecom['deliveries'][number]): string[] {
  const body = JSON.parse(request) as { text?: { content: string }; template_card?: { task_id: string } };
  const pieces = body.text ? body.text.content.split('\n\n') : [body.template_card?.task_id];
  return pieces.map((piece) => `${to} ${piece}`);
}

function wordsOf(body: Notice): string {
  if (body.kind === 'text') return body.text;
  return body.kind === 'card' ? body.taskId : body.label;
}

async function waitingIn(db: Db): Promise<number> {
  const [row] = await rowsOf<{ waiting: number }>(
    db,
    sql`select count(*)::int as waiting from outbox where sent_at is null and failed_at is null`,
  );
  return row?.waiting ?? 0;
}

type Running = ReturnType<typeof startProcess>;

/** Waits until the outbox of a bot no longer gets shorter. */
async function settle({ port }: Running): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`).then((response) => response.text());
    const waiting = Number(/^bubu_outbox_waiting (\d+)/m.exec(metrics)?.[1]);
    if (waiting === 0 || waiting === before) return;
    before = waiting;
    await pause(300);
  }
}

function startProcess(env: Record<string, string>, port: number, preload: number | string) {
  const child = spawn(
    process.execPath,
    [...(preload ? ['--import', String(preload)] : []), join(PROJECT, 'dist/main.js')],
    {
      // Elsewhere than in the project, whose .env the bot would read.
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'] ?? '', ...env, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, port, ended };
}

function settings(apiBase: string): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    WECOM_API_BASE: apiBase,
    WECOM_CORP_ID: KEYS.receiveId,
    WECOM_AGENT_ID: '1000002',
    WECOM_AGENT_SECRET: 'secret',
    WECOM_CALLBACK_TOKEN: KEYS.token,
    WECOM_CALLBACK_AES_KEY: KEYS.aesKey,
  };
}

const NOON = Date.parse('2026-04-08T12:01:00+08:00');

/** A module that sets the clock of a start: from a Wednesday noon on, each start a lease of the outbox later. */
function ahead(starts: number): string {
  const began = NOON + starts * LEASE_SECONDS * 1000;
  const code = `
    const Real = Date;
    const shift = ${began} - Real.now();
    globalThis.Date = class Date extends Real {
      constructor(...parts) { if (parts.length > 0) super(...parts); else super(Real.now() + shift); }
      static now() { return Real.now() + shift; }
    };`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

async function isWell({ child, port }: Running): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until; await pause(10)) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the process has ended');
    const status = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
  }
  throw new Error('the process does not get well');
}

async function push(
  port: number,
  { id, from, text: content }: Message,
): Promise<{ status: number; body: string }> {
  const second = String(NOON / 1000);
  const encrypted = encrypt(
    KEYS,
    `<xml><ToUserName><![CDATA[app]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>${second}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>${id}</MsgId><AgentID>1000002</AgentID></xml>`,
  );
  const query = new URLSearchParams({
    msg_signature: sign(KEYS.token, second, 'nonce', encrypted),
    timestamp: second,
    nonce: 'nonce',
  });
  try {
    const response = await fetch(`http://127.0.0.1:${port}/wecom/callback?${query}`, {
      method: 'POST',
      body: `<xml><ToUserName><![CDATA[app]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
}

function replyOf(body: string): string {
  const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1];
  if (encrypted === undefined) return '';
  const reply = decrypt(KEYS, encrypted);
  return /<Content><!\[CDATA\[(.*?)\]\]>/s.exec(reply)?.[1] ?? '';
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bubu-crash-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The same numbers in [0, 1) at every run. Source: Tommy Ettinger's mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
