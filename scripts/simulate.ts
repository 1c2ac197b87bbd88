/**
 * Plays two stores through the real commands and jobs on a virtual clock and checks after every hour what must always
 * hold: `npm run simulate -- --days 90 --seed 1 [--seeds 10] [--every 6]`; with the last, people write on every sixth day
 * only. Ends with 1 at the first breach and prints the shortest history that leads to it.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { type Db, openDatabase } from '../src/db/connect.ts';
import { clockOf } from '../src/domain/time.ts';
import { playQuarter, type Written } from '../test/simulation/quarter.ts';
import { shorten } from '../test/simulation/shorten.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { withDatabase } from '../test/support/postgres-server.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '90' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    every: { type: 'string', default: '1' },
  },
});
const [days, first, count, every] = [values.days, values.seed, values.seeds, values.every].map(Number);
if (!days || first === undefined || !count || !every || [days, first, count, every].some(Number.isNaN)) {
  process.stderr.write('npm run simulate -- --days 90 --seed 1 [--seeds 10] [--every 1]\n');
  process.exit(2);
}

const server = await startPostgres();
const admin = postgres(server.url, { max: 1, onnotice: () => {} });
try {
  for (let seed = first; seed < first + count; seed += 1) {
    const isGood = await withFreshDb(async (db) => {
      const began = performance.now();
      const played = await playQuarter(db, { seed, days, every });
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      const { breach } = played;
      print(
        `seed ${seed}: ${played.days} days, ${played.messages} messages, ${played.checks} checks, ${seconds} s${breach ? '' : ', nothing wrong'}`,
      );
      if (!breach) return true;
      print(`  ${breach.on} ${breach.hour}:59 ${breach.rule}`);
      print(`  customer ${breach.customerId ?? '-'}: ${breach.detail}`);
      print('  the shortest history that leads there:');
      for (const line of await shorten(played, { seed, days, every }, withFreshDb, db))
        print(`    ${said(line)}`);
      return false;
    });
    if (!isGood) {
      process.exitCode = 1;
      break;
    }
  }
} finally {
  await admin.end();
  await server.stop();
}

async function withFreshDb<T>(use: (db: Db) => Promise<T>): Promise<T> {
  const name = `quarter_${randomBytes(4).toString('hex')}`;
  await admin.unsafe(`create database ${name}`);
  const { db, close } = await openDatabase(withDatabase(server.url, name));
  try {
    return await use(db);
  } finally {
    await close();
    await admin.unsafe(`drop database ${name} with (force)`);
  }
}

function said({ on, minute, from, text }: Written): string {
  return `${on} ${clockOf(new Date((minute - 8 * 60) * 60_000))} ${from}: ${text}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
