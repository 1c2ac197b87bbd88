import { afterAll, beforeEach, expect } from 'vitest';
import { createLog } from '../../src/log.ts';
import { startSimulation } from '../../src/simulation.ts';
import { createMemoryStore } from '../../src/simulator/store.ts';
import { type Fields, writeXml } from '../../src/simulator/xml.ts';
import { type CallbackKeys, encrypt, sign } from '../../src/wecom/crypto.ts';
import { WEDNESDAY_AFTERNOON } from './bot.ts';
import { testDatabase } from './database.ts';
import { dumpTables } from './tables.ts';

/** Of every callback, in seconds. */
export const TIMESTAMP = String(WEDNESDAY_AFTERNOON.getTime() / 1000);

/** What is made wrong about a callback that is otherwise WeCom's. */
export interface Forgery {
  keys?: CallbackKeys;
  query?: (query: URLSearchParams) => unknown;
  body?: (body: string) => string | Uint8Array<ArrayBuffer>;
}

/** A bot whose callback is posted to by hand, and all that it logs. To be called at the top of a file. */
export async function openCallbacks() {
  const logged: string[] = [];
  const database = await testDatabase();
  const { db } = database;
  const simulation = await startSimulation({
    db,
    log: createLog('trace', { write: (line: string) => void logged.push(line) }),
    timezone: 'Asia/Shanghai',
    positions: new Map(),
    schedules: new Map(),
    store: createMemoryStore(),
    realNow: () => WEDNESDAY_AFTERNOON,
    host: '127.0.0.1',
    port: 0,
    push: { repeatAfterMs: 1 },
  });
  afterAll(() => simulation.stop());
  const { simulator, url } = simulation;
  const { credentials } = simulator;
  const keys: CallbackKeys = {
    token: credentials.callbackToken,
    aesKey: credentials.callbackAesKey,
    receiveId: credentials.corpId,
  };
  let lastId = 7_000_000_000_000_000_000n;
  const nextId = () => ++lastId;

  let before: Record<string, string[]> = {};
  beforeEach(async () => {
    before = await dumpTables(db);
  });

  const signed = (forged: CallbackKeys, encrypted: string, forge: Forgery['query'], echo?: string) => {
    const nonce = '1372623149';
    const query = new URLSearchParams({
      msg_signature: sign(forged.token, TIMESTAMP, nonce, encrypted),
      timestamp: TIMESTAMP,
      nonce,
      ...(echo !== undefined && { echostr: echo }),
    });
    forge?.(query);
    return `${url}/wecom/callback?${query}`;
  };

  return {
    ...simulation,
    database,
    db,
    keys,
    credentials,
    logged,
    nextId,
    /** All rows as they stood when the test began. */
    before: () => before,
    expectNothingWritten: async () => expect(await dumpTables(db)).toEqual(before),

    /** The inner XML of a text of 刘洋 with some of its fields changed. */
    textMessage: (text: string, fields: Fields = {}): string =>
      writeXml({
        ToUserName: keys.receiveId,
        FromUserName: 'liuyang',
        CreateTime: Number(TIMESTAMP),
        MsgType: 'text',
        Content: text,
        MsgId: nextId(),
        AgentID: credentials.agentId,
        ...fields,
      }),

    /** Posts an inner XML as WeCom would, with something about it made wrong. */
    async post(inner: string, { keys: forged = keys, query, body = (it) => it }: Forgery = {}) {
      const encrypted = encrypt(forged, inner);
      const envelope = writeXml({ ToUserName: keys.receiveId, AgentID: '1000002', Encrypt: encrypted });
      const response = await fetch(signed(forged, encrypted, query), {
        method: 'POST',
        body: body(envelope),
        headers: { 'content-type': 'text/xml' },
      });
      return { status: response.status, body: await response.text() };
    },

    /** Checks the address as the console does; the body is read as Latin-1, byte for byte. */
    async echo(plain: string, { keys: forged = keys, query }: Forgery = {}) {
      const encrypted = encrypt(forged, plain);
      const response = await fetch(signed(forged, encrypted, query, encrypted));
      const bytes = Buffer.from(await response.arrayBuffer());
      return { status: response.status, body: bytes.toString('latin1') };
    },

    /** What 刘洋 is told in return. */
    async say(text: string): Promise<string> {
      const { reply } = await simulator.say('liuyang', text);
      return reply.kind === 'reply' && 'text' in reply.content ? reply.content.text : '';
    },
  };
}
