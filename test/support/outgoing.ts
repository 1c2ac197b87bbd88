import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { post } from '../../src/db/outbox.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { createLog } from '../../src/log.ts';
import { createSender } from '../../src/sender.ts';
import { SAMPLE_COMPANY } from '../../src/simulator/company.ts';
import { createFaults } from '../../src/simulator/faults.ts';
import { createMemoryStore } from '../../src/simulator/store.ts';
import { createSimulator, type Simulator } from '../../src/simulator/wecom-server.ts';
import { createWecom, type Wecom } from '../../src/wecom/client.ts';
import { WEDNESDAY_AFTERNOON } from './bot.ts';
import { emptyTables, testDatabase } from './database.ts';

/**
 * An outbox and a WeCom that takes what senders bring, both empty and at Wednesday 14:00 before every test. To be
 * called at the top of a file.
 */
export async function openOutgoing() {
  const { db, url } = await testDatabase();
  const log = createLog('silent');
  let at = WEDNESDAY_AFTERNOON;
  let faults = createFaults();
  let simulator: Simulator;
  let wecom: Wecom;
  let posted = 0;

  const server = createServer((request, response) => void simulator.app.callback()(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  beforeEach(async () => {
    at = WEDNESDAY_AFTERNOON;
    faults = createFaults();
    simulator = createSimulator({
      company: SAMPLE_COMPANY,
      now: () => at,
      callbackUrl: () => 'http://127.0.0.1:9/wecom/callback',
      store: createMemoryStore(),
      faults,
    });
    const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // The client's own short waits between its tries take no time here.
    wecom = createWecom(
      { ...simulator.credentials, apiBase },
      () => at,
      log,
      async () => {},
    );
    await emptyTables(db);
  });

  /** A process of its own, on this database and through this client unless others are given. */
  const sender = (own: { db?: Db; wecom?: Wecom } = {}) =>
    createSender({ db: own.db ?? db, wecom: own.wecom ?? wecom, log, now: () => at });

  return {
    db,
    url,
    sender,
    now: () => at,
    faults: () => faults,
    simulator: () => simulator,
    wecom: () => wecom,
    pass: (seconds: number) => void (at = new Date(at.getTime() + seconds * 1000)),
    /** Sends all that can be sent now, as a process that has just started would. */
    drain: () => sender().drain(),
    put: (to: UserId, body: Notice | string, key = `test:${++posted}`): Promise<boolean> =>
      post(db, { key, to, body: typeof body === 'string' ? { kind: 'text', text: body } : body, at }),
    /** What stands in somebody's chat, in order: texts, and cards by their task. */
    chatOf: (userId: UserId): string[] =>
      simulator.messagesOf(userId).map(({ content }) => {
        if (content.type === 'card') return `card ${content.taskId}`;
        return 'text' in content ? content.text : content.type;
      }),
    /** Lets a sender fail so many times; the client itself tries three times each. */
    failSends: (times: number) =>
      faults.failCalls({ kind: 'dropBefore' }, { path: 'message/send', times: times * 3 }),
  };
}

/** A card with one button. */
export const card = (taskId: string): Notice => ({
  kind: 'card',
  taskId,
  title: taskId,
  text: '一件事',
  buttons: [{ key: 'coached', text: '已督导', style: 'primary' }],
});
