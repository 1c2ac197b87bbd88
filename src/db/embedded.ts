import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { dayOf } from '../domain/time.ts';
import { type Database, openDatabase } from './connect.ts';
import { lockDataDir } from './data-lock.ts';

const KEPT_DUMPS = 7;

/** The embedded database of a data folder, for this process alone. Throws `DataDirInUse`. */
export async function openEmbedded(dataDir: string): Promise<Database> {
  mkdirSync(dataDir, { recursive: true });
  const unlock = lockDataDir(dataDir);
  try {
    const database = await openDatabase(databaseFolder(dataDir));
    return {
      ...database,
      async close() {
        await database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

export function databaseFolder(dataDir: string): string {
  return join(dataDir, 'database');
}

/** Writes a dated dump of the whole database (`backups/2026-04-08.tar.gz`) and keeps the last seven; answers its path. */
export async function dumpEmbedded(embedded: PGlite, dataDir: string, at: Date): Promise<string> {
  const folder = join(dataDir, 'backups');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${dayOf(at)}.tar.gz`);
  const dump = await embedded.dumpDataDir('gzip');
  // Whole or not at all: a process that dies here leaves yesterday's dump as it was.
  writeFileSync(`${path}.part`, Buffer.from(await dump.arrayBuffer()));
  renameSync(`${path}.part`, path);
  const dumps = readdirSync(folder)
    .filter((name) => name.endsWith('.tar.gz'))
    .sort();
  for (const old of dumps.slice(0, -KEPT_DUMPS)) rmSync(join(folder, old));
  return path;
}
