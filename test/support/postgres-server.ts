import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/connect.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Database `postgres` of the one server of this run, as superuser. */
    postgresUrl: string;
  }
}

/** The migrated database that `testDatabase` copies. */
export const TEMPLATE = 'bubu_template';

/** Once for all test files: a PostgreSQL server with the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${TEMPLATE}`);
  const { close } = await openDatabase(withDatabase(server.url, TEMPLATE));
  await close();
  // Nobody may connect from here on: a database in use cannot be copied.
  await admin.unsafe(`alter database ${TEMPLATE} with allow_connections false is_template true`);
  await admin.end();
  project.provide('postgresUrl', server.url);
  return server.stop;
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
