import type postgres from 'postgres';
import { openDatabase } from '../../src/db/connect.ts';
import { readDueReader } from '../../src/db/due.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { day } from '../../src/domain/time.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { dueList } from '../../src/reports/due-list.ts';
import { createDatabase } from './callback.ts';
import { COMPANY } from './company.ts';
import { median, type Row } from './table.ts';

const SMALL = 10_000;
const LARGE = 1_000_000;
/** Of the one consultant who asks: the same in a small store and in a large one. */
const OWN = 300;
const OWN_DUE = 40;
const WHO = 'c0' as UserId;
const TODAY = day('2026-04-08');
const RULES = ruleBook().on(TODAY);
const ROUNDS = 21;
const CALLS = 20;

/** The list of `src/reports/due-list.ts` for one consultant, in a small store and in a large one by turns. */
export async function measureDue(serverUrl: string): Promise<Row[]> {
  const small = await fill(serverUrl, 'due_small', SMALL);
  const large = await fill(serverUrl, 'due_large', LARGE);
  const times: { small: number; large: number }[] = [];
  await small.ask();
  await large.ask();
  for (let round = 0; round < ROUNDS; round++)
    times.push({ small: await small.ask(), large: await large.ask() });
  await small.close();
  await large.close();
  const floor = median(times.map((time) => time.small));
  const product = median(times.map((time) => time.large));
  return [
    {
      what: `due list, ms: ${SMALL} customers | ${LARGE}`,
      floor,
      product,
      ratio: product / floor,
      goal: { of: 'ratio', atMost: 1.5 },
    },
  ];
}

async function fill(serverUrl: string, name: string, customers: number) {
  const { url, sql } = await createDatabase(serverUrl, name);
  const { db, close } = await openDatabase(url);
  await addCustomers(sql, customers);
  await sql.end();
  return {
    close,
    /** Milliseconds for one list, on the average of some. */
    async ask(): Promise<number> {
      const began = performance.now();
      for (let call = 0; call < CALLS; call++) {
        const list = await dueList(
          db,
          await readDueReader(db, WHO, TODAY),
          { on: TODAY, today: TODAY, rules: RULES },
          '今日待办',
        );
        if (!list?.text.includes(`今日待办 ${OWN_DUE}：`)) throw new Error(`wrong list: ${list?.text}`);
      }
      return (performance.now() - began) / CALLS;
    },
  };
}

/** The consultant's rows lie evenly among the others', as they would have come in over the months. */
async function addCustomers(sql: postgres.Sql, customers: number): Promise<void> {
  const others = COMPANY.people.length - 2;
  await sql`insert into stores (id, name, kind) values (2, '一店', 'showroom')`;
  await sql`
    insert into staff (user_id, name, position, roles, store_id, store_ids)
    select "userId", name, position, '{consultant}', 2, '{2}'
    from jsonb_to_recordset(${sql.json(COMPANY.people)}) as people ("userId" text, name text, position text)`;
  await sql.begin(async (tx) => {
    // Neither journal nor foreign keys: they would be most of the time.
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into customers
        (store_id, owner_id, name, surname, gender, phone, series, grade, grade_set_on, window_ends_on,
          last_effective_on, next_due_on, next_due_why, created_at, created_by)
      select 2, owner, '王先生', '王', 'M',
        format('1%s%s%s%s', 3 + n % 7, n / 7 % 10, (array['0000', '5555'])[1 + n / 70 % 2], lpad((n / 140)::text, 4, '0')),
        '科雷傲', 'B', due - 7, due + 83, due - 7, due, 'cadence', timestamptz '2026-01-01' + n * interval '1 second', owner
      from (
        select n, own, case when own is null then 'c' || 1 + n % ${others} else 'c0' end as owner,
          ${TODAY}::date + case when own < ${OWN_DUE} then -(own % 3) when own is null then n % 21 - 3 else 1 + own % 14 end as due
        from (
          select n, case when n % (${customers}::int / ${OWN}) = 0 and n / (${customers}::int / ${OWN}) < ${OWN}
            then n / (${customers}::int / ${OWN}) end as own
          from generate_series(0, ${customers}::int - 1) as n
        ) as numbered
      ) as planned`;
  });
  await sql`vacuum analyze customers`;
}
