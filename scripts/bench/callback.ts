import postgres from 'postgres';
import { startBareWecom } from '../../test/support/bare-wecom.ts';
import { withDatabase } from '../../test/support/postgres-server.ts';
import { COMPANY, pairs } from './company.ts';
import { KEYS } from './envelope.ts';
import type { LoadResult } from './load.ts';
import { residentBytes, runLoad, type Server, startServer } from './processes.ts';
import { median, type Row } from './table.ts';

const ROUNDS = 3;
/** Each a few seconds of work. */
const FLOOR_MESSAGES = 8000;
const MESSAGES = 2500;
const WARM_UP = 1000;
const PER_SECOND = 100;
const STEADY_SECONDS = 20;

/** Callbacks that log a call: the bot against a bare floor on the same server, then the bot's memory. */
export async function measureCallback(serverUrl: string, withFloor: boolean): Promise<Row[]> {
  const wecom = await startBareWecom(COMPANY);
  const stops: (() => Promise<void>)[] = [wecom.close];
  try {
    const product = await startProduct(serverUrl, wecom.url);
    stops.unshift(product.stop);
    const floor = withFloor ? await startFloor(serverUrl) : undefined;
    if (floor) stops.unshift(floor.stop);
    return await compare(product, floor);
  } finally {
    for (const stop of stops) await stop();
  }
}

/** A server under load, with the count of what it has written. */
interface Subject {
  server: Server;
  sent: number;
  answered: number;
  /** Of the messages taken in and of the contacts logged. */
  countRows(): Promise<number[]>;
  stop(): Promise<void>;
}

async function compare(product: Subject, floor: Subject | undefined): Promise<Row[]> {
  const rounds: { floor: LoadResult | undefined; product: LoadResult }[] = [];
  const all: LoadResult[] = [];
  const load = async (subject: Subject, count: number, perSecond = 0) => {
    const result = await runLoad(subject.server, 1_000_000 + subject.sent, count, perSecond);
    subject.sent += count;
    subject.answered += result.answered;
    all.push(result);
    return result;
  };
  if (floor) await load(floor, WARM_UP);
  await load(product, WARM_UP);
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      floor: floor && (await load(floor, FLOOR_MESSAGES)),
      product: await load(product, MESSAGES),
    });
  }
  const steadyFloor = floor && (await load(floor, (PER_SECOND * STEADY_SECONDS) / 2, PER_SECOND));
  const steady = await load(product, PER_SECOND * STEADY_SECONDS, PER_SECOND);
  const resident = residentBytes(product.server.pid) / 2 ** 20;

  let miscounted = 0;
  for (const subject of floor ? [floor, product] : [product]) {
    for (const rows of await subject.countRows()) miscounted += Math.abs(rows - subject.answered);
  }
  const errors = all.reduce((sum, result) => sum + result.errors, 0);
  for (const sample of all.flatMap(({ samples }) => samples)) process.stderr.write(`  error: ${sample}\n`);

  const productRate = median(rounds.map(({ product: { perSecond } }) => perSecond));
  const floors = rounds.flatMap((round) => round.floor ?? []);
  const rows: Row[] = [];
  if (floor) {
    const floorRate = median(floors.map(({ perSecond }) => perSecond));
    rows.push({
      what: 'callback, 50 connections, messages/s',
      floor: floorRate,
      product: productRate,
      ratio: productRate / floorRate,
      goal: { of: 'ratio', atLeast: 0.2 },
    });
    for (const [name, key] of [
      ['p50', 'p50'],
      ['p99', 'p99'],
    ] as const) {
      rows.push({
        what: `  ${name}, ms`,
        floor: median(floors.map((result) => result[key])),
        product: median(rounds.map((round) => round.product[key])),
      });
    }
    rows.push({
      what: `${PER_SECOND} messages/s for ${STEADY_SECONDS} s, p50, ms`,
      floor: steadyFloor?.p50,
      product: steady.p50,
    });
    rows.push({
      what: '  p99, ms',
      floor: steadyFloor?.p99,
      product: steady.p99,
      goal: { of: 'product', atMost: 50 },
    });
  }
  rows.push({ what: 'memory after the load, MB', product: resident, goal: { of: 'product', atMost: 180 } });
  rows.push({
    what: `errors of ${product.sent + (floor?.sent ?? 0)} messages`,
    product: errors,
    goal: { of: 'product', atMost: 0 },
  });
  rows.push({
    what: '  rows without a reply or the reverse',
    product: miscounted,
    goal: { of: 'product', atMost: 0 },
  });
  return rows;
}

async function startProduct(serverUrl: string, apiBase: string): Promise<Subject> {
  const { url, sql } = await createDatabase(serverUrl, 'product');
  const server = await startServer('main.js', {
    DATABASE_URL: url,
    HOST: '127.0.0.1',
    WECOM_API_BASE: apiBase,
    WECOM_CORP_ID: KEYS.receiveId,
    WECOM_AGENT_ID: '1000002',
    WECOM_AGENT_SECRET: 'secret',
    WECOM_CALLBACK_TOKEN: KEYS.token,
    WECOM_CALLBACK_AES_KEY: KEYS.aesKey,
  });
  await sql`
    insert into customers
      (store_id, owner_id, name, surname, gender, series, grade, grade_set_on, window_ends_on, last_effective_on,
        next_due_on, next_due_why, created_at, created_by)
    select 2, owner, surname || '先生', surname, 'M', '科雷傲', 'B', day, day + 90, day, day + 7, 'cadence',
      now() - interval '20 days', owner
    from (select current_date - 3) as days (day), jsonb_to_recordset(${sql.json(pairs())}) as pairs (owner text, surname text)`;
  return subject(server, sql, ['inbox', 'contacts']);
}

async function startFloor(serverUrl: string): Promise<Subject> {
  const { url, sql } = await createDatabase(serverUrl, 'floor');
  const server = await startServer('bench/floor.js', { DATABASE_URL: url });
  await sql`
    insert into floor_customers (owner, surname)
    select owner, surname from jsonb_to_recordset(${sql.json(pairs())}) as pairs (owner text, surname text)`;
  return subject(server, sql, ['floor_inbox', 'floor_contacts']);
}

function subject(server: Server, sql: postgres.Sql, tables: readonly string[]): Subject {
  return {
    server,
    sent: 0,
    answered: 0,
    async countRows() {
      const counts = tables.map(async (table) => {
        const [row] = await sql<{ rows: number }[]>`select count(*)::int as rows from ${sql(table)}`;
        return row?.rows ?? 0;
      });
      return Promise.all(counts);
    },
    async stop() {
      await server.stop();
      await sql.end();
    },
  };
}

/** A new database on the server, with one connection to it. */
export async function createDatabase(serverUrl: string, name: string) {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = withDatabase(serverUrl, name);
  return { url, sql: postgres(url, { max: 1, onnotice: () => {} }) };
}
