import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createBot } from './bot.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { type Database, openDatabase } from './db/connect.ts';
import { DataDirInUse } from './db/data-lock.ts';
import { dumpEmbedded, openEmbedded } from './db/embedded.ts';
import { releaseRuns } from './db/job-runs.ts';
import { createLog, faultOf, type Log } from './log.ts';

const now = () => new Date();

/** The process: reads the environment, opens everything, starts, and stops in reverse. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const database = await (config.databaseUrl
    ? openDatabase(config.databaseUrl)
    : openEmbedded(config.dataDir));
  if (database.embedded) await releaseRuns(database.db, now());
  const running = await (config.wecom ? serve(config, database, log) : simulate(config, database, log));
  log.info({ url: running.url, embedded: database.embedded !== undefined }, 'bot.started');
  process.stdout.write(`${greeting(config, running.url)}\n`);

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await running.stop();
      await database.close();
      log.info({ signal }, 'bot.stopped');
      process.exit(0);
    });
  }
}

/** The bot for a real company. */
async function serve(config: Config, database: Database, log: Log) {
  if (!config.wecom) throw new Error('no WeCom settings');
  const bot = await createBot({ ...partsOf(config, database, log), wecom: config.wecom, now });
  bot.app.use((ctx) => {
    if (ctx.path === '/') ctx.body = '步步在运行。';
  });
  const server = bot.app.listen(config.port, config.host);
  // Longer than a proxy keeps an idle connection: else it may send into one that we are closing.
  server.keepAliveTimeout = 75_000;
  await once(server, 'listening');
  await bot.start();
  return {
    url: `http://${config.host}:${config.port}`,
    async stop(): Promise<void> {
      server.close();
      await bot.stop();
      server.closeAllConnections();
    },
  };
}

/** The bot with a WeCom of our own, while none is set up. */
async function simulate(config: Config, database: Database, log: Log) {
  // Loaded only here: a bot for a real company does without it.
  const [{ startSimulation }, { openFileStore }] = await Promise.all([
    import('./simulation.ts'),
    import('./simulator/store.ts'),
  ]);
  const { host, port, dataDir } = config;
  return startSimulation({
    ...partsOf(config, database, log),
    store: openFileStore(dataDir),
    realNow: now,
    host,
    port,
  });
}

function partsOf({ timezone, schedules, positions, dataDir }: Config, { db, embedded }: Database, log: Log) {
  return {
    db,
    log,
    timezone,
    schedules,
    positions,
    ...(embedded && { dump: (at: Date) => dumpEmbedded(embedded, dataDir, at) }),
  };
}

function greeting({ wecom, databaseUrl, dataDir }: Config, url: string): string {
  const lines = ['', '步步已启动。'];
  lines.push(
    wecom
      ? `  企业微信回调：${url}/wecom/callback`
      : `  没有填企业微信的设置，用内置模拟器：在浏览器打开 ${url}/`,
  );
  if (!databaseUrl) {
    lines.push(
      `  数据在 ${dataDir}（内置数据库）：进程被杀不丢数据，突然断电可能丢最近几秒；每晚备份，留七份。`,
      '  多家店、多个进程、要防断电，请改用 PostgreSQL：DATABASE_URL=… npm run move-to-postgres',
    );
  }
  return lines.join('\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${sayWhy(error)}\n`);
  process.exit(1);
});

/** What stops the start: for operators in words, for faults of ours with the stack. */
function sayWhy(error: unknown): string {
  if (error instanceof DataDirInUse) {
    return `数据目录正被另一个步步进程（${error.pid}）使用，没有启动。先停掉它，或换一个 DATA_DIR。`;
  }
  if (error instanceof ConfigError) return error.message;
  return faultOf(error);
}
