import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { rowsOf } from '../../src/db/connect.ts';
import { DataDirInUse, lockDataDir } from '../../src/db/data-lock.ts';
import { dumpEmbedded } from '../../src/db/embedded.ts';
import { MOVED_TABLES, moveRows } from '../../src/db/move.ts';
import { customers } from '../../src/db/schema/customers.ts';
import { inbox } from '../../src/db/schema/messages.ts';
import { addDays, day, instantOf } from '../../src/domain/time.ts';
import { createLog } from '../../src/log.ts';
import { startSimulation } from '../../src/simulation.ts';
import { createMemoryStore } from '../../src/simulator/store.ts';
import { WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { testDatabase } from '../support/database.ts';
import { dumpTables, tableNames } from '../support/tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'bubu-embedded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => {
  const path = join(folder, String(++folders));
  mkdirSync(path);
  return path;
};

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const LOCK = new URL('../../src/db/data-lock.ts', import.meta.url).href;
const HOLDER = `
  const { lockDataDir } = await import(${JSON.stringify(LOCK)});
  try {
    lockDataDir(process.argv[1]);
    console.log('locked');
    setInterval(() => {}, 1000);
  } catch (error) {
    console.log(error.name + ' ' + error.pid);
  }`;

/** Another process that takes the lock and keeps it; answers what it said first. */
async function holder(dataDir: string): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', HOLDER, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  if (!child.stdout) throw new Error('no output');
  const [said] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, said };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe('the lock of a data folder', () => {
  test('refuses a second process and names the first', async () => {
    const dataDir = newFolder();
    const { child, said } = await holder(dataDir);
    expect(said).toBe('locked');
    expect(() => lockDataDir(dataDir)).toThrow(DataDirInUse);
    expect(() => lockDataDir(dataDir)).toThrow(String(child.pid));
    expect((await holder(dataDir)).said).toBe(`DataDirInUse ${child.pid}`);
  });

  test('of a killed process is taken over, and then held', async () => {
    const dataDir = newFolder();
    const { child } = await holder(dataDir);
    await kill(child);
    const unlock = lockDataDir(dataDir);
    expect((await holder(dataDir)).said).toBe(`DataDirInUse ${process.pid}`);
    unlock();
    expect((await holder(dataDir)).said).toBe('locked');
  });

  test('is given back, and leaves nothing behind', () => {
    const dataDir = newFolder();
    lockDataDir(dataDir)();
    expect(readdirSync(dataDir)).toEqual([]);
    lockDataDir(dataDir)();
  });

  test('is held against a second taking by the same process', () => {
    const dataDir = newFolder();
    const unlock = lockDataDir(dataDir);
    expect(() => lockDataDir(dataDir)).toThrow(DataDirInUse);
    unlock();
  });

  test.each([
    ['', 'an empty file'],
    ['nonsense\n', 'a broken one'],
    // Number 1 is always alive; a process of that number that began at another time is not the one that locked.
    ['1 99999999999\n', 'a number that another process has now'],
  ])('that reads %j (%s) is taken over', (content) => {
    const dataDir = newFolder();
    writeFileSync(join(dataDir, 'lock'), content);
    lockDataDir(dataDir)();
  });

  test('is got by one of many that want it at once', async () => {
    const dataDir = newFolder();
    const said = (await Promise.all([1, 2, 3, 4].map(() => holder(dataDir)))).map((one) => one.said);
    expect(said.filter((line) => line === 'locked')).toHaveLength(1);
    expect(said.filter((line) => line.startsWith('DataDirInUse'))).toHaveLength(3);
  });
});

// One embedded database for all that follows: opening one takes seconds.
const { db: source, embedded } = await testDatabase('pglite');
if (!embedded) throw new Error('not an embedded database');
const simulation = await startSimulation({
  db: source,
  log: createLog('silent'),
  timezone: 'Asia/Shanghai',
  positions: new Map(),
  schedules: new Map(),
  store: createMemoryStore(),
  realNow: () => WEDNESDAY_AFTERNOON,
  host: '127.0.0.1',
  port: 0,
});
afterAll(() => simulation.stop());
const { bot, simulator } = simulation;
const target = await testDatabase('postgres');

const DAY = "date '2026-05-01'";

/** Rows of which the talk below makes none. */
const BESIDE_THE_TALK = [
  [
    'alert_answers',
    'alert_id, level, by, answer, at',
    "(select min(id) from alerts), 1, 'zhouhaitao', 'urged', now()",
  ],
  ['assists', 'store_id, customer_id, by, role, at', "2, 1, 'liuyang', 'supervisor', now()"],
  [
    'campaigns',
    'store_id, starts_on, collect_by, forms_by, ends_on, by, at',
    `2, ${DAY}, ${DAY}, ${DAY}, ${DAY} + 1, 'liuyang', now()`,
  ],
  ['campaign_customers', 'campaign_id, customer_id', '(select min(id) from campaigns), 1'],
  ['closed_days', '"on", by, at', `${DAY}, 'liuyang', now()`],
  [
    'concession_limits',
    'consultant_fen, supervisor_fen, sales_manager_fen, general_manager_fen, since, by, at',
    `1, 2, 3, 4, ${DAY}, 'liuyang', now()`,
  ],
  [
    'handovers',
    'store_id, customer_id, from_id, from_store_id, to_id, why, at',
    "2, 1, 'liuyang', 2, 'mahui', 'reassigned', now()",
  ],
  [
    'negotiations',
    'store_id, customer_id, by, round, note, at, entered_at',
    "2, 1, 'liuyang', 1, '谈到尾款', now(), now()",
  ],
  [
    'ownership_cases',
    'store_id, customer_id, why, owner_id, receiver_id, at',
    "2, 1, 'metByAnother', 'liuyang', 'mahui', now()",
  ],
  [
    'order_cancellations',
    'store_id, customer_id, order_id, by, grade_after, to_id, at',
    "2, 1, (select min(id) from orders), 'liuyang', 'A', 'zhouhaitao', now()",
  ],
  [
    'price_requests',
    'store_id, customer_id, by, ask_fen, level, to_id, asked_at, told_at',
    "2, 1, 'liuyang', 300000, 1, 'zhouhaitao', now(), now()",
  ],
  ['recalls', 'store_id, customer_id, owner_id, announced_at, effective_at', "2, 1, 'liuyang', now(), now()"],
  ['recall_warnings', 'customer_id, owner_id, since, level, "on"', `1, 'liuyang', ${DAY}, 1, ${DAY}`],
  ['rest_days', 'user_id, "on", by, at', `'liuyang', ${DAY}, 'liuyang', now()`],
  ['rule_changes', 'key, value, since, by, at', `'gapA', 2, ${DAY}, 'liuyang', now()`],
  ['spot_checks', 'contact_id, store_id, about_id, to_id, asked_at', "1, 2, 'liuyang', 'zhouhaitao', now()"],
  [
    'tasks',
    'store_id, customer_id, owner_id, kind, what, due_on, by, at',
    `2, 1, 'liuyang', 'promise', '给报价', ${DAY}, 'liuyang', now()`,
  ],
] as const;

async function fill(): Promise<void> {
  await simulator.say('liuyang', '登记 王先生 13900001234 科雷傲 A 颜色定了 预算18万');
  await simulator.say('liuyang', '王先生打了 通了 嫌价格贵 周六再联系');
  await simulator.say('liuyang', '王先生试驾了 30分钟');
  await simulator.say('liuyang', '来电 冯先生 13800002211 问科雷傲优惠');
  await simulator.say('hejia', '登记 何女士 13900003456 卡缤 B 汽车之家');
  await simulator.say('hejia', '何女士约周六下午2点来店');
  await simulator.say('hejia', '战败 何女士 买了缤智 价格');
  await simulator.say('hejia', '对');
  await simulator.say('mahui', '登记 周女士 13900004567 卡缤 A 颜色定了');
  await simulator.say('mahui', '短信发了');
  await simulator.say('mahui', '周女士订车 订金3000');
  await simulator.say('mahui', '1');
  await simulator.say('mahui', '周女士交车了');
  await bot.run('step-checks', new Date('2026-04-08T16:00:00+08:00'));
  await bot.run('supervisor-digest', new Date('2026-04-08T17:23:00+08:00'));
  await bot.run('grade-summary', new Date('2026-04-12T16:53:00+08:00'));
  await bot.drain();
  for (const [table, columns, values] of BESIDE_THE_TALK)
    await source.execute(sql.raw(`insert into ${table} (${columns}) values (${values})`));
}

await fill();

describe('the move to PostgreSQL', () => {
  test('knows every table of the schema', async () => {
    expect([...MOVED_TABLES].toSorted()).toEqual(await tableNames(source));
    expect(await tableNames(target.db)).toEqual(await tableNames(source));
  });

  test('is tried here with rows in every table', async () => {
    const dump = await dumpTables(source);
    expect(Object.keys(dump).filter((table) => dump[table]?.length === 0)).toEqual([]);
  });

  test('refuses a target that holds anything, and leaves it as it was', async () => {
    await target.db.execute(sql`insert into stores (id, name, kind) values (9, '别的店', 'showroom')`);
    const before = await dumpTables(target.db);
    await expect(moveRows(source, target.db)).rejects.toThrow('stores');
    expect(await dumpTables(target.db)).toEqual(before);
    await target.db.execute(sql`delete from stores`);
  });

  test('refuses a target in which only the last table holds something, and moves nothing', async () => {
    await target.db.execute(
      sql`insert into journal (message_id, table_name, row_id, transaction) values (1, 'customers', 1, '1')`,
    );
    const before = await dumpTables(target.db);
    await expect(moveRows(source, target.db)).rejects.toThrow('journal');
    expect(await dumpTables(target.db)).toEqual(before);
    await target.db.execute(sql`delete from journal`);
  });

  test('copies every row as it is, and ids go on where they were', async () => {
    const counts = await moveRows(source, target.db);
    const moved = await dumpTables(target.db);
    expect(withoutWriters(moved)).toEqual(withoutWriters(await dumpTables(source)));
    expect(counts).toEqual(
      Object.fromEntries(Object.entries(moved).map(([table, rows]) => [table, rows.length])),
    );
    const identities = await rowsOf<{ name: string }>(
      target.db,
      sql`select table_name as name from information_schema.columns
        where table_schema = 'public' and is_identity = 'YES' order by 1`,
    );
    expect(identities.length).toBeGreaterThan(10);
    for (const { name } of identities) {
      const [row] = await rowsOf<{ next: string | number; highest: string | number }>(
        target.db,
        sql`select nextval(pg_get_serial_sequence(${name}, 'id')) as next,
          (select coalesce(max(id), 0) from ${sql.identifier(name)}) as highest`,
      );
      expect(Number(row?.next), name).toBe(Number(row?.highest) + 1);
    }
  });

  test('takes the journal along: the last entry can still be undone, and new ones are journaled', async () => {
    const messages = await target.db.select().from(inbox).orderBy(inbox.id);
    const delivery = messages.findLast(({ did }) => did?.includes('交车'));
    const before = await target.db.select().from(customers).orderBy(customers.id);
    expect(before.filter(({ state }) => state === 'delivered')).toHaveLength(1);
    await target.db.execute(sql`select bubu_undo(${delivery?.id}::bigint)`);
    const after = await target.db.select().from(customers).orderBy(customers.id);
    expect(after.filter(({ state }) => state === 'delivered')).toEqual([]);

    await target.db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('bubu.message', '999999', true)`);
      await tx.execute(sql`update customers set color = '灰'`);
    });
    const [row] = await rowsOf<{ rows: number }>(
      target.db,
      sql`select count(*)::int as rows from journal where message_id = 999999`,
    );
    expect(row?.rows).toBe(before.length);
    await target.db.execute(sql`select bubu_undo(999999::bigint)`);
    expect(await target.db.select().from(customers).orderBy(customers.id)).toEqual(after);
  });

  test('leaves the audit as unchangeable as it was', async () => {
    await expect(target.db.execute(sql`delete from audit`)).rejects.toThrow();
  });
});

describe('the nightly dump', () => {
  test('is dated, and seven are kept', async () => {
    const dataDir = newFolder();
    const first = day('2026-04-01');
    for (let night = 0; night < 9; night++)
      await dumpEmbedded(embedded, dataDir, instantOf(addDays(first, night), '03:17'));
    expect(readdirSync(join(dataDir, 'backups'))).toEqual(
      Array.from({ length: 7 }, (_, night) => `${addDays(first, night + 2)}.tar.gz`),
    );
  });

  test('of one night made twice is one, and none is half-written', async () => {
    const dataDir = newFolder();
    const at = instantOf(day('2026-04-08'), '03:17');
    const path = await dumpEmbedded(embedded, dataDir, at);
    expect(await dumpEmbedded(embedded, dataDir, at)).toBe(path);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual(['2026-04-08.tar.gz']);
  });

  test('can be restored and read', async () => {
    const path = await dumpEmbedded(embedded, newFolder(), instantOf(day('2026-04-08'), '03:17'));
    const restored = await PGlite.create({ loadDataDir: new Blob([readFileSync(path)]) });
    try {
      const { rows } = await restored.query<{ name: string }>('select name from customers order by id');
      const now = await source.select().from(customers).orderBy(customers.id);
      expect(rows.map(({ name }) => name)).toEqual(now.map(({ name }) => name));
    } finally {
      await restored.close();
    }
  });
});

/** The writers of rows are transactions of one database: the copy has its own. */
function withoutWriters(tables: Record<string, string[]>): Record<string, string[]> {
  const journal = (tables['journal'] ?? []).map((row) => row.replace(/"transaction": "\d+"/, ''));
  return { ...tables, journal };
}
