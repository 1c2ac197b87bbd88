import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** A database or a transaction in it: queries take either and cannot tell which. */
export type Db = PgDatabase<PgQueryResultHKT>;

export interface Database {
  db: Db;
  /** The embedded database itself, for dumps; undefined on a server. */
  embedded?: PGlite;
  close(): Promise<void>;
}

const CONFIG = { casing: 'snake_case' } as const;
const MIGRATIONS = { migrationsFolder: fileURLToPath(new URL('../../drizzle', import.meta.url)) };
/** Any number that is ours: processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 20_260_408;
/**
 * Few on purpose: most messages are single statements, which share connections, and the fewer backends the server
 * changes between, the cheaper each (6 against 10: a seventh more messages a second).
 */
const CONNECTIONS = 6;

/** Opens and migrates a PostgreSQL server (`postgres://…`) or an embedded PGlite (a folder, or `memory://`). */
export async function openDatabase(url: string): Promise<Database> {
  if (/^postgres(ql)?:/.test(url)) {
    await migrateServer(url);
    const client = postgres(url, { max: CONNECTIONS, onnotice: () => {} });
    return { db: drizzlePostgres(prepareAlways(client), CONFIG), close: () => client.end({ timeout: 5 }) };
  }
  return openPglite(url);
}

/** Loaded only where it is used: a bot on a server does without its 15 MB of memory. */
async function openPglite(url: string): Promise<Database> {
  const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
  ]);
  const embedded = await PGlite.create(url);
  const db = drizzle(embedded, CONFIG);
  await migrate(db, MIGRATIONS);
  return { db, embedded, close: () => embedded.close() };
}

async function migrateServer(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migratePostgres(drizzlePostgres(client, CONFIG), MIGRATIONS);
  } finally {
    await client.end({ timeout: 5 });
  }
}

/**
 * Drizzle sends what it built without a name as an unprepared statement, parsed and planned anew each time and at one
 * more round trip. The texts it builds repeat, so the client is told to prepare them all.
 */
function prepareAlways<T extends postgres.Sql | postgres.ReservedSql>(client: T): T {
  return new Proxy(client, {
    get(target, property) {
      if (property === 'unsafe') {
        const unsafe: postgres.Sql['unsafe'] = (query, parameters, options) =>
          target.unsafe(query, parameters, { ...options, prepare: true });
        return unsafe;
      }
      if (property === 'begin') return (body: TransactionBody) => transact(target, body);
      if (property === 'savepoint') return (body: TransactionBody) => protect(target, body);
      const value: unknown = Reflect.get(target, property);
      return value;
    },
  });
}

type TransactionBody = (tx: postgres.Sql | postgres.ReservedSql) => Promise<unknown>;

/**
 * A transaction whose `begin` travels with the first statement instead of before it. A statement that failed unseen
 * turns `commit` into a rollback, which the server says in its answer: it is thrown.
 */
async function transact(client: postgres.Sql, body: TransactionBody): Promise<unknown> {
  const reserved = await client.reserve();
  try {
    const began = reserved.unsafe('begin').execute();
    began.catch(() => {});
    const result = await body(prepareAlways(reserved));
    const { command } = await reserved.unsafe('commit');
    if (command !== 'COMMIT')
      throw new Error('the transaction was rolled back: one of its statements had failed');
    return result;
  } catch (error) {
    await reserved.unsafe('rollback').catch(() => {});
    throw error;
  } finally {
    reserved.release();
  }
}

/** A part of a transaction that may fail by itself. Not nested in one another: one name is enough. */
async function protect(client: postgres.Sql | postgres.ReservedSql, body: TransactionBody): Promise<unknown> {
  await client.unsafe('savepoint part');
  try {
    const result = await body(prepareAlways(client));
    await client.unsafe('release savepoint part');
    return result;
  } catch (error) {
    await client.unsafe('rollback to savepoint part');
    throw error;
  }
}

/** Rows of a statement written by hand: the two drivers answer it in different shapes. */
export async function rowsOf<Row>(db: Db, statement: SQL): Promise<Row[]> {
  return rowsIn(await db.execute(statement));
}

/** Rows of a statement whose text is at hand, `$1` and so on being `params`: none of drizzle's building is paid for. */
export async function run<Row>(db: Db, text: string, params: unknown[]): Promise<Row[]> {
  const { session } = db._;
  // On a server not even drizzle's session is paid for, 15 µs a statement: its client, which it hides, is at hand.
  if ('client' in session && isServer(session.client)) {
    return (await session.client.unsafe(
      text,
      params as postgres.ParameterOrJSON<never>[],
    )) as unknown as Row[];
  }
  return rowsIn(await session.prepareQuery({ sql: text, params }, undefined, undefined, false).execute());
}

function isServer(client: unknown): client is postgres.Sql {
  return typeof client === 'function';
}

function rowsIn<Row>(answer: unknown): Row[] {
  return (Array.isArray(answer) ? answer : (answer as { rows: Row[] }).rows) as Row[];
}
