import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type postgres from 'postgres';
import { openDatabase } from '../../src/db/connect.ts';
import { createDatabase } from './callback.ts';
import type { Row } from './table.ts';

const CONSULTANTS = 2_000;
const CUSTOMERS = 1_000_000;
const TODAY = '2026-04-08';
const MORNING = '2026-04-08T08:53:00+08:00';
const RUN_MS = 300_000;

interface Result {
  ms: number;
  peakBytes: number;
  outcome: string;
}

/** The morning's lists for a dealer group: 2,000 consultants with 500 open customers each, against a read of the due rows. */
export async function measureReminders(serverUrl: string): Promise<Row[]> {
  const { url, sql } = await createDatabase(serverUrl, 'reminders');
  await (await openDatabase(url)).close();
  await addGroup(sql);
  const floor = await run(url, 'read', TODAY);
  const product = await run(url, MORNING);
  const [written] = await sql<
    { lists: number }[]
  >`select count(*)::int as lists from outbox where key like 'due:%'`;
  await sql.end();
  if (written?.lists !== CONSULTANTS) throw new Error(`${written?.lists} lists: ${product.outcome}`);
  const seconds = (ms: number) => ms / 1000;
  return [
    {
      what: `due-reminders, s: ${CONSULTANTS} consultants, ${CUSTOMERS} customers (floor: ${floor.outcome} read)`,
      floor: seconds(floor.ms),
      product: seconds(product.ms),
      ratio: product.ms / floor.ms,
      goal: { of: 'product', atMost: 60 },
    },
    {
      what: 'due-reminders, peak memory, MB',
      product: product.peakBytes / 2 ** 20,
      goal: { of: 'product', atMost: 300 },
    },
  ];
}

async function run(...args: readonly string[]): Promise<Result> {
  const program = fileURLToPath(new URL('../../dist/bench/run-reminders.js', import.meta.url));
  const flags = ['--max-semi-space-size=4', program, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: RUN_MS });
  return JSON.parse(stdout) as Result;
}

/** A tenth of everybody's customers is due, half of them late; every tenth consultant has more than a day's work. */
async function addGroup(sql: postgres.Sql): Promise<void> {
  await sql`insert into stores (id, name, kind) select n, '店' || n, 'showroom' from generate_series(1, 200) as n`;
  await sql`
    insert into staff (user_id, name, position, roles, store_id, store_ids)
    select 'c' || n, '顾问' || n, '销售顾问', '{consultant}', 1 + n % 200, array[1 + n % 200]
    from generate_series(0, ${CONSULTANTS}::int - 1) as n`;
  await sql`insert into conversations (user_id) select user_id from staff`;
  await sql.begin(async (tx) => {
    // Neither journal nor foreign keys: they would be most of the time.
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into customers
        (store_id, owner_id, name, surname, gender, phone, series, grade, grade_set_on, window_ends_on, last_talk,
          last_effective_on, next_due_on, next_due_why, created_at, created_by)
      select 1 + who % 200, 'c' || who, '王先生', '王', 'M',
        format('1%s%s%s%s', 3 + n % 7, n / 7 % 10, (array['0000', '5555'])[1 + n / 70 % 2], lpad((n / 140)::text, 4, '0')),
        '科雷傲', (array['A', 'B', 'C', 'C'])[1 + n % 4], due - 7, due + 83, '嫌价格贵 还要再比较', due - 7, due, 'cadence',
        timestamptz '2026-01-01' + n * interval '1 second', 'c' || who
      from (
        select n, n % ${CONSULTANTS}::int as who, ${TODAY}::date +
          case when n / ${CONSULTANTS}::int % 10 = 0 then -(n / ${CONSULTANTS}::int / 10 % 2) * (1 + n % 5) else 1 + n % 25 end
          - case when n % ${CONSULTANTS}::int % 10 = 0 and n / ${CONSULTANTS}::int % 10 = 1 then n % 25 else 0 end as due
        from generate_series(0, ${CUSTOMERS}::int - 1) as n
      ) as planned`;
  });
  await sql`vacuum analyze customers`;
}
