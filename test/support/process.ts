import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const START_MS = 30_000;

export type BotProcess = ReturnType<typeof startProcess>;

/** Starts the built bot as a process of its own; `preload` is the URL of a module to run before it. */
export function startProcess(env: Record<string, string>, port: number, preload?: string) {
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), MAIN], {
    // Elsewhere than in the project, whose .env the bot would read.
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      ...env,
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return {
    child,
    port,
    /** Its exit code; null when it was killed. */
    ended,
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Waits until /healthz answers 200; rejects when the process ends before. */
export async function isWell({ child, port }: BotProcess): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until; await pause(10)) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the process has ended');
    const status = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
  }
  throw new Error('the process does not get well');
}
