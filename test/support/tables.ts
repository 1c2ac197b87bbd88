import { sql } from 'drizzle-orm';
import { type Db, rowsOf } from '../../src/db/connect.ts';

/** Names of all tables of the schema, in alphabetical order; drizzle's own stand in another one. */
export async function tableNames(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Every row of every table but those left out, as JSON texts in a fixed order: equal dumps are equal databases. */
export async function dumpTables(db: Db, without: readonly string[] = []): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const table of await tableNames(db)) {
    if (without.includes(table)) continue;
    const rows = await rowsOf<{ row: string }>(
      db,
      sql`select to_jsonb(t)::text as row from ${sql.identifier(table)} t order by 1`,
    );
    dump[table] = rows.map(({ row }) => row);
  }
  return dump;
}
