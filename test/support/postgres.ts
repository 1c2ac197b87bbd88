import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { installPostgres, type ServerUser, serverUser } from './postgres-programs.ts';
import { removeAbandonedRuns, removeRunFolder } from './run-folder.ts';

/** Ordinary tests do not survive a power cut and need not: this is faster. */
const FORGETFUL = ['--fsync=off', '--synchronous_commit=off', '--full_page_writes=off'];

const START_MS = 60_000;
const PORT_ATTEMPTS = 10;

/**
 * Starts a PostgreSQL of its own on a free port of 127.0.0.1, with an empty data folder, as an unprivileged user even
 * when called by root. `durable` leaves the server's default settings, which survive a crash. The server ends with
 * `stop`, with this process, or, if this process is killed, at the next start of one. `url` has a superuser's rights.
 */
export async function startPostgres({ durable = false }: { durable?: boolean } = {}): Promise<{
  url: string;
  stop(): Promise<void>;
}> {
  removeAbandonedRuns();
  const user = serverUser();
  const folder = installPostgres(user);
  const forget = removeAtExit(folder);
  const stop = async () => {
    removeRunFolder(folder);
    forget();
  };
  try {
    const password = randomBytes(16).toString('hex');
    await createCluster(folder, user, password);
    const port = await serve(folder, user, durable ? [] : FORGETFUL);
    return { url: `postgres://bubu:${password}@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nothing of the caller's environment reaches the server: not its PGPORT or PGDATA, not its language. */
const ENV = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

async function createCluster(folder: string, user: ServerUser, password: string): Promise<void> {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid) [data, passwordFile].forEach((path) => chownSync(path, user.uid, user.gid));
  await promisify(execFile)(
    join(folder, 'bin', 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=bubu',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // One iteration: the password is random and dies with the server, and every connection pays for each.
      '--set=scram_iterations=1',
      '--encoding=UTF8',
      '--no-locale',
      '--no-sync',
      '--no-instructions',
    ],
    { ...user, cwd: folder, env: ENV },
  );
}

/** Starts the server and answers its port. A port that another process takes first costs a new attempt. */
async function serve(folder: string, user: ServerUser, settings: readonly string[]): Promise<number> {
  const log = join(folder, 'log');
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const output = openSync(log, 'w');
    const server = spawn(
      join(folder, 'bin', 'postgres'),
      [
        '-D',
        join(folder, 'data'),
        '--listen_addresses=127.0.0.1',
        `--port=${port}`,
        '--unix_socket_directories=',
        ...settings,
      ],
      // Detached: Ctrl-C in a terminal must not stop the server under tests that are still closing down.
      { ...user, cwd: folder, env: ENV, detached: true, stdio: ['ignore', output, output] },
    );
    closeSync(output);
    const ready = await isReady(server, join(folder, 'data', 'postmaster.pid'));
    server.unref();
    if (ready) return port;
    const said = readFileSync(log, 'utf8');
    if (!/address already in use/i.test(said) || attempt === PORT_ATTEMPTS)
      throw new Error(`PostgreSQL did not start:\n${said}`);
  }
}

/** Waits until the server accepts connections; false if it ended instead or takes too long. */
async function isReady(server: ChildProcess, statusFile: string): Promise<boolean> {
  let failed = false;
  server.once('error', () => (failed = true));
  for (let waited = 0; waited < START_MS; waited += 10) {
    if (failed || server.exitCode !== null || server.signalCode !== null) return false;
    // The last line of postmaster.pid is the server's status, blank-padded: `starting`, then `ready`.
    // Source: pg_ctl.c, wait_for_postmaster_start, and pidfile.h of PostgreSQL 10 and later.
    if (readStatus(statusFile) === 'ready') return true;
    await setTimeout(10);
  }
  return false;
}

function readStatus(statusFile: string): string | undefined {
  try {
    return readFileSync(statusFile, 'utf8').split('\n')[7]?.trim();
  } catch {
    return undefined;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Removes the folder and stops its programs when this process exits; answers how to forget about it. */
function removeAtExit(folder: string): () => void {
  const remove = () => {
    try {
      removeRunFolder(folder);
    } catch {
      // A thrown error would change the exit code of the tests; the next start removes what is left.
    }
  };
  // `once` has taken this listener off the list: if there is no other, nobody else will end the process.
  const exit = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) === 0) process.exit(128 + constants.signals[signal]);
  };
  process.once('exit', remove);
  SIGNALS.forEach((signal) => process.once(signal, exit));
  return () => {
    process.off('exit', remove);
    SIGNALS.forEach((signal) => process.off(signal, exit));
  };
}
