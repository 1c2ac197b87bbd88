/** Measures the bot on a durable PostgreSQL of its own: `npm run bench [-- callback|memory|due|reminders …]`, all by default. */
import { loadavg } from 'node:os';
import { startPostgres } from '../test/support/postgres.ts';
import { measureCallback } from './bench/callback.ts';
import { measureDue } from './bench/due.ts';
import { measureReminders } from './bench/reminders.ts';
import { build } from './bench/processes.ts';
import { isGoodEnough, printTable, type Row } from './bench/table.ts';

const PARTS = ['callback', 'memory', 'due', 'reminders'] as const;
const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !PARTS.some((known) => known === part));
if (unknown.length > 0) {
  process.stderr.write(`no part ${unknown.join(', ')}; there are: ${PARTS.join(', ')}\n`);
  process.exit(2);
}
const runs = (part: (typeof PARTS)[number]) => asked.length === 0 || asked.includes(part);

build();
process.stdout.write(`load of the machine before: ${loadavg()[0]?.toFixed(1)}\n`);
const postgres = await startPostgres({ durable: true });
const rows: Row[] = [];
try {
  // The memory is that after the same load, with or without the floor beside it.
  if (runs('callback') || runs('memory'))
    rows.push(...(await measureCallback(postgres.url, runs('callback'))));
  if (runs('due')) rows.push(...(await measureDue(postgres.url)));
  if (runs('reminders')) rows.push(...(await measureReminders(postgres.url)));
} finally {
  await postgres.stop();
}
printTable(rows);
process.exitCode = isGoodEnough(rows) ? 0 : 1;
