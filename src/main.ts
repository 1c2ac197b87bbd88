import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { createBot } from './bot.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { openDatabase } from './db/connect.ts';
import { DataDirInUse } from './db/data-lock.ts';
import { dumpEmbedded, openEmbedded } from './db/embedded.ts';
import { releaseRuns } from './db/job-runs.ts';
import { createLog } from './log.ts';
import { SAMPLE_COMPANY } from './simulator/company.ts';
import { createSimulatedClock } from './simulator/clock.ts';
import { createPageRoutes } from './simulator/page-routes.ts';
import { openFileStore } from './simulator/store.ts';
import { createSimulator } from './simulator/wecom-server.ts';

const realNow = () => new Date();

/** The process: reads the environment, opens everything, starts, and stops in reverse. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const database = await (config.databaseUrl
    ? openDatabase(config.databaseUrl)
    : openEmbedded(config.dataDir));
  const { db, embedded } = database;

  const app = new Koa();
  const server = createServer();
  server.listen(config.port, config.host);
  await once(server, 'listening');
  const port = (server.address() as AddressInfo).port;

  const simulation = config.wecom ? undefined : simulate(config, port);
  const now = simulation?.clock.now ?? realNow;
  const wecom = config.wecom ?? simulation?.wecom;
  if (!wecom) throw new Error('neither WeCom nor the simulator');
  if (embedded) await releaseRuns(db, now());
  const bot = await createBot({
    db,
    wecom,
    log,
    now,
    timezone: config.timezone,
    positions: config.positions,
    ...(embedded && { dump: () => dumpEmbedded(embedded, config.dataDir, now()) }),
  });
  simulation?.advanceWith(bot.catchUp);
  if (simulation) {
    app.use(simulation.simulator.routes);
    app.use(createPageRoutes(simulation.simulator, simulation.clock));
  } else {
    app.use(async (ctx, next) => (ctx.path === '/' ? void (ctx.body = '步步在运行。') : next()));
  }
  for (const middleware of bot.app.middleware) app.use(middleware);
  // Koa fixes its middleware here; the address had to be known before, for the simulator to call back.
  server.on('request', app.callback());
  await bot.start();
  log.info({ port, embedded: embedded !== undefined, simulator: simulation !== undefined }, 'bot.started');
  process.stdout.write(`${greeting(config, port)}\n`);

  async function stop(signal: string): Promise<void> {
    await bot.stop();
    server.close();
    server.closeAllConnections();
    await database.close();
    log.info({ signal }, 'bot.stopped');
    process.exit(0);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal));
}

/** A WeCom of our own, when none is set up: on the same port, with its own clock. */
function simulate(config: Config, port: number) {
  const store = openFileStore(config.dataDir);
  let advance: (from: Date, to: Date, reach: (at: Date) => void) => Promise<void> = async () => {};
  const clock = createSimulatedClock(realNow, store, (from, to, stepTo) => advance(from, to, stepTo));
  const address = `http://127.0.0.1:${port}`;
  const simulator = createSimulator({
    company: SAMPLE_COMPANY,
    now: clock.now,
    callbackUrl: () => `${address}/wecom/callback`,
    store,
  });
  const { corpId, agentId, secret, callbackToken, callbackAesKey } = simulator.credentials;
  return {
    simulator,
    clock,
    wecom: { apiBase: address, corpId, agentId, secret, token: callbackToken, aesKey: callbackAesKey },
    advanceWith: (catchUp: typeof advance) => void (advance = catchUp),
  };
}

function greeting({ wecom, databaseUrl, dataDir, host }: Config, port: number): string {
  const lines = ['', '步步已启动。'];
  lines.push(
    wecom
      ? `  企业微信回调：http://${host}:${port}/wecom/callback`
      : `  没有填企业微信的设置，用内置模拟器：在浏览器打开 http://127.0.0.1:${port}/`,
  );
  if (!databaseUrl) {
    lines.push(
      `  数据在 ${dataDir}（内置数据库）：进程被杀不丢数据，突然断电可能丢最近几秒；每晚自动备份，留七份。`,
      '  超过一家店、或要多进程、要防断电，请改用 PostgreSQL：DATABASE_URL=… npm run move-to-postgres',
    );
  }
  return lines.join('\n');
}

main().catch((error: unknown) => {
  const isOperators = error instanceof ConfigError || error instanceof DataDirInUse;
  const message =
    error instanceof DataDirInUse
      ? `数据目录正被另一个步步进程（${error.pid}）使用，没有启动。先停掉它，或换一个 DATA_DIR。`
      : error instanceof Error
        ? isOperators
          ? error.message
          : (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
