/**
 * The load as a process of its own: `node load.js PORT FIRST COUNT [PER_SECOND]` sends COUNT messages with the MsgIds
 * from FIRST on and prints a `LoadResult` as JSON. Without PER_SECOND the 50 connections each send the next message
 * when the last is answered; with it the messages leave on time and wait for a free connection if need be.
 */
import { connect, type Socket } from 'node:net';
import { CONNECTIONS, consultantOf, surnameOf } from './company.ts';
import { seal, signature, unseal } from './envelope.ts';

export interface LoadResult {
  answered: number;
  errors: number;
  /** The first few, for a look. */
  samples: string[];
  perSecond: number;
  /** From the moment of sending, or from the scheduled one; in milliseconds. */
  p50: number;
  p99: number;
}

const [port = 0, first = 0, count = 0, perSecond = 0] = process.argv.slice(2).map(Number);
/** An answer in so many is opened and read. */
const LOOK_AT = 50;

const requests = Array.from({ length: count }, (_, index) => request(index));
const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, open));
const latencies: number[] = [];
const samples: string[] = [];
let errors = 0;

const began = performance.now();
await (perSecond > 0 ? steady() : closedLoop());
const seconds = (performance.now() - began) / 1000;
latencies.sort((a, b) => a - b);
const result: LoadResult = {
  answered: latencies.length,
  errors,
  samples,
  perSecond: latencies.length / seconds,
  p50: percentile(0.5),
  p99: percentile(0.99),
};
process.stdout.write(JSON.stringify(result));
process.exit(0);

/** Connection N carries the messages of consultant N, so that nobody waits for his own message before. */
async function closedLoop(): Promise<void> {
  await Promise.all(
    sockets.map(async (socket, connection) => {
      for (let index = connection; index < count; index += CONNECTIONS)
        await send(socket, index, performance.now());
    }),
  );
}

async function steady(): Promise<void> {
  const free = [...sockets];
  const queue: number[] = [];
  const scheduledAt = (index: number) => began + (index * 1000) / perSecond;
  let next = 0;
  let done = 0;
  await new Promise<void>((resolve) => {
    const pump = () => {
      while (next < count && scheduledAt(next) <= performance.now()) queue.push(next++);
      // In turn, so that none rests until the server closes it (Node's does after 5 s).
      while (queue.length > 0 && free.length > 0)
        void carry(free.shift() as Exchange, queue.shift() as number);
    };
    const carry = async (socket: Exchange, index: number) => {
      await send(socket, index, scheduledAt(index));
      free.push(socket);
      if (++done === count) {
        clearInterval(timer);
        resolve();
      }
      pump();
    };
    const timer = setInterval(pump, 1);
  });
}

async function send(exchange: Exchange, index: number, since: number): Promise<void> {
  const { status, body } = await exchange(requests[index] ?? '');
  const fault = status === 200 ? wrong(body, index) : `HTTP ${status}`;
  if (fault === undefined) latencies.push(performance.now() - since);
  else if (errors++ < 3) samples.push(fault);
}

function wrong(body: string, index: number): string | undefined {
  const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1];
  if (encrypted === undefined) return `no reply: ${body.slice(0, 100)}`;
  if (index % LOOK_AT !== 0) return undefined;
  const reply = unseal(encrypted);
  return reply.includes(`已记 ${surnameOf(index)}先生`) ? undefined : reply;
}

function request(index: number): string {
  const second = Math.floor(Date.now() / 1000);
  const encrypted = seal(
    `<xml><ToUserName><![CDATA[app]]></ToUserName><FromUserName><![CDATA[${consultantOf(index)}]]></FromUserName><CreateTime>${second}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${surnameOf(index)}先生打了 没接]]></Content><MsgId>${first + index}</MsgId><AgentID>1000002</AgentID></xml>`,
  );
  const body = `<xml><ToUserName><![CDATA[app]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`;
  const nonce = `n${index}`;
  const query = `msg_signature=${signature(String(second), nonce, encrypted)}&timestamp=${second}&nonce=${nonce}`;
  return `POST /wecom/callback?${query} HTTP/1.1\r\nHost: bot\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

type Exchange = (request: string) => Promise<{ status: number; body: string }>;

/** One kept-alive connection by hand: node's own client costs more than the floor that is to be measured. */
async function open(): Promise<Exchange> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received = Buffer.alloc(0);
  let answered: ((answer: { status: number; body: string }) => void) | undefined;
  const settle = (status: number, body: string) => {
    const resolve = answered;
    answered = undefined;
    resolve?.({ status, body });
  };
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = received.toString('latin1', 0, headEnd);
    const end = headEnd + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (received.length < end) return;
    const body = received.toString('utf8', headEnd + 4, end);
    received = received.subarray(end);
    settle(Number(head.slice(9, 12)), body);
  });
  socket.on('error', () => settle(0, ''));
  socket.on('close', () => settle(0, ''));
  return (text) =>
    new Promise((resolve) => {
      if (socket.destroyed) return resolve({ status: 0, body: '' });
      answered = resolve;
      socket.write(text);
    });
}

function percentile(share: number): number {
  return latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
}
