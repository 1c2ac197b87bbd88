import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { type Database, type Db, openDatabase, rowsOf } from '../../src/db/connect.ts';
import { openEmbedded } from '../../src/db/embedded.ts';
import { startBareWecom } from '../support/bare-wecom.ts';
import { testDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { type BotProcess, isWell, startProcess } from '../support/process.ts';
import { NOON, push, replyOf } from './callback.ts';
import { COMPANY, CONSULTANTS, settings } from './company.ts';
import { judge } from './judge.ts';
import { EXPECTED, type Message, messagesOf } from './messages.ts';

/** More tries than starts and kills can take: a message is given up only when the bot refuses it for good. */
const TRIES = 400;
/** After the last kill, for pushes that were held back. */
const MORE_STARTS = 10;
/** What a lease of the outbox lasts: the clock of each start lies so much further on (see `ahead`). */
const LEASE_SECONDS = 61;

const server = await testDatabase();

test('killed at 20 random moments on PostgreSQL, the bot loses nothing and does nothing twice', async () => {
  await surviveKills({
    kills: 20,
    seed: 20260408,
    env: { DATABASE_URL: server.url },
    openStore: () => openDatabase(server.url),
  });
}, 240_000);

test('killed at 10 random moments on the embedded database, the bot loses nothing and does nothing twice', async () => {
  const dataDir = temporaryFolder();
  await surviveKills({
    kills: 10,
    seed: 408,
    env: { DATA_DIR: dataDir },
    openStore: () => openEmbedded(dataDir),
  });
}, 240_000);

interface Ordeal {
  kills: number;
  seed: number;
  env: Record<string, string>;
  openStore(): Promise<Database>;
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
    onTestFinished(running.kill);
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
      await bot.kill();
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

async function waitingIn(db: Db): Promise<number> {
  const [row] = await rowsOf<{ waiting: number }>(
    db,
    sql`select count(*)::int as waiting from outbox where sent_at is null and failed_at is null`,
  );
  return row?.waiting ?? 0;
}

/** Waits until the outbox of a bot no longer gets shorter. */
async function settle({ port }: BotProcess): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`).then((response) => response.text());
    const waiting = Number(/^bubu_outbox_waiting (\d+)/m.exec(metrics)?.[1]);
    if (waiting === 0 || waiting === before) return;
    before = waiting;
    await pause(300);
  }
}

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

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bubu-crash-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
