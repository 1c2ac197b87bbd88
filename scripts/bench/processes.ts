import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoadResult } from './load.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 60_000;
const LOAD_MS = 90_000;

/** Compiles the bot and the programs of the benchmark: tsx would leave its marks on what is measured. */
export function build(): void {
  for (const program of [
    ['scripts/build-if-needed.js'],
    ['node_modules/typescript/bin/tsc', '-p', 'scripts/bench'],
  ]) {
    execFileSync(process.execPath, program, { cwd: PROJECT, stdio: 'inherit' });
  }
}

export interface Server {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** Starts a compiled program of the project and waits until it says that it is well. */
export async function startServer(program: string, env: Record<string, string>): Promise<Server> {
  const port = await freePort();
  // With the flag of `npm start`. Elsewhere than in the project, whose .env the bot would read.
  const child = spawn(process.execPath, ['--max-semi-space-size=4', `${PROJECT}/dist/${program}`], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  await isWell(child, port);
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      const gone = once(child, 'exit');
      end();
      await gone;
      process.off('exit', end);
    },
  };
}

async function isWell(child: ChildProcess, port: number): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until; await pause(20)) {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
    const status = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
  }
  child.kill('SIGKILL');
  throw new Error('the process does not get well');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Sends messages, each as fast as the last is answered or so many a second; MsgIds count on from `first`. */
export async function runLoad(
  { port }: Server,
  first: number,
  count: number,
  perSecond = 0,
): Promise<LoadResult> {
  const program = `${PROJECT}/dist/bench/load.js`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, ...[port, first, count, perSecond].map(String)],
    { timeout: LOAD_MS },
  );
  return JSON.parse(stdout) as LoadResult;
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid: number): number {
  if (process.platform === 'linux') {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
  }
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
}
