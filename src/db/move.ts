import { sql } from 'drizzle-orm';
import { type Db, rowsOf } from './connect.ts';

/** In an order in which every row finds the rows it leans on. */
const TABLES = [
  'stores',
  'staff',
  'conversations',
  'rule_changes',
  'rest_days',
  'closed_days',
  'campaigns',
  'customers',
  'campaign_customers',
  'visits',
  'inbound_calls',
  'contacts',
  'grade_changes',
  'appointments',
  'test_drives',
  'leave_texts',
  'lost_applications',
  'tasks',
  'handovers',
  'recalls',
  'recall_warnings',
  'ownership_cases',
  'orders',
  'payments',
  'deliveries',
  'order_cancellations',
  'concession_limits',
  'price_requests',
  'negotiations',
  'assists',
  'alerts',
  'alert_notices',
  'alert_answers',
  'spot_checks',
  'cards',
  'inbox',
  'outbox',
  'job_runs',
  'reports',
  'audit',
  'journal',
] as const;

const BATCH = 500;

/**
 * Copies every row of one database into another, which must be migrated and empty; all of it or nothing. Answers the
 * number of rows by table, counted on both sides. Throws when the target holds anything or the counts differ.
 */
export async function moveRows(from: Db, to: Db): Promise<Record<string, number>> {
  return to.transaction(async (tx) => {
    const counts: Record<string, number> = {};
    for (const table of TABLES) {
      if ((await countOf(tx, table)) > 0)
        throw new Error(`目标数据库的 ${table} 里已有数据，没有搬。请用一个空库。`);
      counts[table] = await copy(from, tx, table);
      const [source, target] = [await countOf(from, table), await countOf(tx, table)];
      if (source !== target) throw new Error(`${table}：源库 ${source} 行，目标库 ${target} 行，没有搬`);
    }
    await adoptJournal(from, tx);
    await continueIds(tx);
    return counts;
  });
}

async function countOf(db: Db, table: string): Promise<number> {
  const [row] = await rowsOf<{ rows: number }>(
    db,
    sql`select count(*)::int as rows from ${sql.identifier(table)}`,
  );
  return row?.rows ?? 0;
}

async function copy(from: Db, to: Db, table: string): Promise<number> {
  const name = sql.identifier(table);
  for (let offset = 0; ; offset += BATCH) {
    const rows = await rowsOf<{ row: unknown }>(
      from,
      sql`select to_jsonb(t)::text as row from ${name} t order by 1 limit ${BATCH} offset ${offset}`,
    );
    if (rows.length === 0) return offset;
    const json = `[${rows.map(({ row }) => String(row)).join(',')}]`;
    await to.execute(
      sql`insert into ${name} overriding system value select * from jsonb_populate_recordset(null::${name}, ${json}::text::jsonb)`,
    );
    if (rows.length < BATCH) return offset + rows.length;
  }
}

/**
 * The journal knows a row's last writer by his transaction. In the target this copy is everybody's last writer: entries
 * that were up to date in the source must be so here, so that 撤销 goes on working.
 */
async function adoptJournal(from: Db, to: Db): Promise<void> {
  const tables = await rowsOf<{ name: string }>(from, sql`select distinct table_name as name from journal`);
  for (const { name } of tables) {
    const current = await rowsOf<{ id: string | number }>(
      from,
      sql`select j.id from journal j join ${sql.identifier(name)} t on t.id = j.row_id
        where j.table_name = ${name} and t.xmin::text = j.transaction`,
    );
    if (current.length === 0) continue;
    const ids = current.map(({ id }) => Number(id));
    await to.execute(
      sql`update journal set transaction = pg_current_xact_id()::xid::text where id in ${ids}`,
    );
  }
}

/** Identity columns go on after the highest id that was copied. */
async function continueIds(db: Db): Promise<void> {
  const identities = await rowsOf<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.columns
      where table_schema = current_schema and is_identity = 'YES' and column_name = 'id'`,
  );
  for (const { name } of identities) {
    const table = sql.identifier(name);
    await db.execute(
      sql`select setval(pg_get_serial_sequence(${name}, 'id'), coalesce((select max(id) from ${table}), 0) + 1, false)`,
    );
  }
}

export { TABLES as MOVED_TABLES };
