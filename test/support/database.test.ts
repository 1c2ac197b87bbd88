import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { describe, expect, inject, test } from 'vitest';
import { type Db, openDatabase, rowsOf } from '../../src/db/connect.ts';
import { emptyTables, testDatabase } from './database.ts';

const one = await testDatabase();
const other = await testDatabase();
const embedded = await testDatabase('pglite');

const MAKE = sql`create table if not exists parent (id bigint generated always as identity primary key)`;
const MAKE_CHILD = sql`create table if not exists "Child" (parent bigint not null references parent)`;

async function tablesOf(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  return rows.map(({ name }) => name);
}

test('a test database is migrated, the same on both kinds', async () => {
  const tables = await tablesOf(one.db);
  expect(tables).not.toEqual([]);
  expect(await tablesOf(embedded.db)).toEqual(tables);
});

test('two test databases share nothing', async () => {
  await one.db.execute(sql`create table only_here (id bigint)`);
  expect(await tablesOf(one.db)).toContain('only_here');
  expect(await tablesOf(other.db)).not.toContain('only_here');
});

test('a closed test database is gone, even with a connection left open to it', async () => {
  const name = new URL(other.url).pathname.slice(1);
  const lingering = postgres(other.url, { max: 1, onnotice: () => {} });
  await lingering`select 1`;
  await other.close();
  const admin = postgres(inject('postgresUrl'), { max: 1 });
  expect(await admin`select 1 from pg_database where datname = ${name}`).toHaveLength(0);
  await Promise.all([admin.end(), lingering.end()]);
});

describe.each([
  { kind: 'PostgreSQL', db: one.db },
  { kind: 'PGlite', db: embedded.db },
])('on $kind', ({ db }) => {
  test('emptying the tables deletes rows that refer to each other and restarts identities', async () => {
    await db.execute(MAKE);
    await db.execute(MAKE_CHILD);
    const add = () => rowsOf<{ id: unknown }>(db, sql`insert into parent default values returning id`);
    await add();
    await db.execute(sql`insert into "Child" values (1)`);
    await emptyTables(db);
    expect(await rowsOf(db, sql`select * from "Child"`)).toEqual([]);
    expect((await add()).map(({ id }) => Number(id))).toEqual([1]);
  });

  test('emptying the tables leaves the record of migrations', async () => {
    await emptyTables(db);
    expect(await rowsOf(db, sql`select 1 from drizzle.__drizzle_migrations`)).not.toEqual([]);
  });
});

test('opening a test database a second time finds what the first has written', async () => {
  await one.db.execute(sql`create table shared (id bigint)`);
  const again = await openDatabase(one.url);
  expect(await tablesOf(again.db)).toContain('shared');
  await again.close();
});
