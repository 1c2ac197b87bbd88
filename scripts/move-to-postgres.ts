/** Moves the embedded database of DATA_DIR to the PostgreSQL server of DATABASE_URL: all of it, or nothing. */
import { existsSync } from 'node:fs';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/connect.ts';
import { databaseFolder, openEmbedded } from '../src/db/embedded.ts';
import { moveRows } from '../src/db/move.ts';

if (existsSync('.env')) process.loadEnvFile('.env');

try {
  const { databaseUrl, dataDir } = readConfig(process.env);
  if (!databaseUrl)
    throw new Error('请把 DATABASE_URL 设成目标 PostgreSQL 的地址，如 postgres://用户:密码@主机/库名');
  if (!existsSync(databaseFolder(dataDir))) throw new Error(`${dataDir} 里没有内置数据库，没有可搬的。`);
  const source = await openEmbedded(dataDir);
  const target = await openDatabase(databaseUrl);
  try {
    const counts = await moveRows(source.db, target.db);
    const moved = Object.entries(counts).filter(([, rows]) => rows > 0);
    process.stdout.write(`${moved.map(([table, rows]) => `${table.padEnd(20)}${rows}`).join('\n')}\n`);
    process.stdout.write(
      '搬完，行数两边一致。以后用这个 DATABASE_URL 启动；原来的数据留在原处，确认无误后再删。\n',
    );
  } finally {
    await target.close();
    await source.close();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
