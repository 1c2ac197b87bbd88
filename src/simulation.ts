import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { type BotParts, createBot } from './bot.ts';
import { SAMPLE_COMPANY } from './simulator/company.ts';
import { createSimulatedClock } from './simulator/clock.ts';
import { createPageRoutes } from './simulator/page-routes.ts';
import type { SimulatorStore } from './simulator/store.ts';
import { createSimulator, type SimulatorOptions } from './simulator/wecom-server.ts';

export interface SimulationParts extends Omit<BotParts, 'wecom' | 'now'> {
  store: SimulatorStore;
  realNow: () => Date;
  host: string;
  /** 0: whichever is free. */
  port: number;
  push?: SimulatorOptions['push'];
}

/**
 * A bot and a WeCom of our own, talking over HTTP on one port: the callback, the server API, the chat page. The clock
 * is the simulator's; moving it runs the jobs of the span in order, each with its pushes, before the next.
 */
export async function startSimulation(parts: SimulationParts) {
  const { store, realNow, host, port, push, ...rest } = parts;
  // Nobody is kept waiting while the bot opens: WeCom and the page try again.
  let answer: RequestListener = (_request, response) =>
    void response.writeHead(503, { 'retry-after': '1' }).end();
  const server = createServer((request, response) => answer(request, response));
  server.listen(port, host);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const clock = createSimulatedClock(realNow, store, (from, to, stepTo) => bot.catchUp(from, to, stepTo));
  const simulator = createSimulator({
    company: SAMPLE_COMPANY,
    now: clock.now,
    callbackUrl: () => `${url}/wecom/callback`,
    store,
    ...(push && { push }),
  });
  const { corpId, agentId, secret, callbackToken, callbackAesKey } = simulator.credentials;
  const wecom = { apiBase: url, corpId, agentId, secret, token: callbackToken, aesKey: callbackAesKey };
  const bot = await createBot({ ...rest, now: clock.now, wecom });

  const app = new Koa();
  app.use(simulator.routes);
  app.use(createPageRoutes(simulator, clock));
  for (const middleware of bot.app.middleware) app.use(middleware);
  // Koa fixes its middleware here; the address had to be known before, for the two to find each other.
  answer = app.callback();
  await bot.start();

  return {
    url,
    bot,
    simulator,
    clock,
    async stop(): Promise<void> {
      await bot.stop();
      server.close();
      server.closeAllConnections();
    },
  };
}
