/** Runs one scheduled job as if at a given time, once, and prints what it did: `npm run job -- NAME [--at ISO-TIME]`. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createBot } from '../src/bot.ts';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/connect.ts';
import { dumpEmbedded, openEmbedded } from '../src/db/embedded.ts';
import { listOutboxSince } from '../src/db/outbox.ts';
import type { Job } from '../src/job.ts';
import { loadFolder } from '../src/load.ts';
import { createLog } from '../src/log.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { at: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
const [name] = positionals;
const at = values.at ? new Date(values.at) : new Date();
if (Number.isNaN(at.getTime())) fail(`--at ${values.at} 不是时间。要写成 2026-04-08T08:53+08:00`);

if (!name) {
  // The list needs no database, which a running bot may hold.
  for (const job of await loadFolder<Job>(new URL('../src/jobs/', import.meta.url))) {
    print(`${job.name.padEnd(20)}${job.schedule.join(' | ').padEnd(60)}${job.about}`);
  }
  process.exit(0);
}

const config = readConfig(process.env);
const database = await (
  config.databaseUrl ? openDatabase(config.databaseUrl) : openEmbedded(config.dataDir)
).catch((error) =>
  fail(`打不开数据库：${error.message}。机器人正在运行时，内置数据库不能再被别的命令打开。`),
);
// Without WeCom settings nothing can be sent from here: what the job says waits for the bot's next start.
const nowhere = {
  apiBase: 'http://127.0.0.1:9',
  corpId: 'none',
  agentId: 0,
  secret: 'none',
  token: 'none',
  aesKey: 'A'.repeat(43),
};
const { embedded } = database;
const bot = await createBot({
  db: database.db,
  wecom: config.wecom ?? nowhere,
  log: createLog(values.verbose ? config.logLevel : 'silent'),
  // As if at that time, for the job and for what it sends.
  now: () => at,
  timezone: config.timezone,
  schedules: config.schedules,
  positions: config.positions,
  ...(embedded && { dump: (on: Date) => dumpEmbedded(embedded, config.dataDir, on) }),
});

if (!bot.jobs.some((job) => job.name === name)) {
  await database.close();
  fail(`没有 ${name} 这个任务。有：${bot.jobs.map((job) => job.name).join('、')}`);
} else {
  const before = await listOutboxSince(database.db, 0);
  const outcome = await bot.run(name, at);
  print(
    outcome === undefined
      ? `${name} ${at.toISOString()} 已经跑过，这次什么都没做`
      : `${name} ${at.toISOString()}：${outcome}`,
  );
  for (const { toId, body } of await listOutboxSince(database.db, before.at(-1)?.id ?? 0)) {
    print(`→ ${toId}：${JSON.stringify(body)}`);
  }
  if (config.wecom) await bot.drain();
  else if (outcome !== undefined) print('没有填企业微信的设置：要发的消息等机器人下次启动时发出');
}
await database.close();

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
