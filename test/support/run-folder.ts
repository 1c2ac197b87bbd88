import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where a run may keep programs and data, best first. The later ones are for machines whose temporary folder
 * forbids programs (mounted noexec) or is closed to other users.
 */
export const PLACES: readonly string[] = [
  tmpdir(),
  ...(process.platform === 'win32' ? [] : ['/var/tmp']),
  fileURLToPath(new URL('../../node_modules/.cache', import.meta.url)),
];

/** Containers may share a temporary folder but not their process numbers. */
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

const NAME = /^bubu-run-([0-9a-f]{8})-(\d+)-(\d+)-/;

/**
 * Makes a folder that every user may enter and whose name tells the process that owns it, so that a later run can
 * remove it should this one be killed: `bubu-run-<host>-<pid>-<start of the process>-<random>`.
 */
export function makeRunFolder(place: string): string {
  mkdirSync(place, { recursive: true });
  const owner = `${HOST}-${process.pid}-${startOf(process.pid) ?? 0}`;
  const folder = mkdtempSync(join(realpathSync(place), `bubu-run-${owner}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Stops every program that runs out of this folder and removes it. Blocks, so that it serves in an exit handler too. */
export function removeRunFolder(folder: string): void {
  stopProgramsIn(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** Removes what killed runs of this user on this host left behind; runs that are alive and all else stay untouched. */
export function removeAbandonedRuns(): void {
  for (const place of PLACES) {
    for (const name of namesIn(place)) {
      const [, host, pid, start] = NAME.exec(name) ?? [];
      if (host !== HOST || isAlive(Number(pid), Number(start))) continue;
      try {
        const folder = join(realpathSync(place), name);
        const { uid } = lstatSync(folder);
        if (uid === (process.getuid?.() ?? uid)) removeRunFolder(folder);
      } catch {
        // Another run is removing it right now, or the system holds it: neither concerns this run.
      }
    }
  }
}

const STOP_MS = 10_000;

function stopProgramsIn(folder: string): void {
  // SIGQUIT is PostgreSQL's immediate shutdown: it frees its shared memory, which SIGKILL would leave behind.
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    for (let waited = 0; waited < STOP_MS; waited += 10) {
      const running = programsIn(folder);
      if (running.length === 0) return;
      if (waited === 0) running.forEach((pid) => send(pid, signal));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** The processes whose program lies in this folder. Their command lines tell: only they can be read across users. */
export function programsIn(folder: string): number[] {
  return commandLines()
    .filter(({ command }) => command.startsWith(`${folder}/`))
    .map(({ pid }) => pid);
}

function commandLines(): { pid: number; command: string }[] {
  if (process.platform === 'win32') return [];
  if (process.platform === 'linux')
    return namesIn('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ pid: Number(name), command: readIfThere(`/proc/${name}/cmdline`) ?? '' }));
  return execFileSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(.*)$/.exec(line))
    .map((match) => ({ pid: Number(match?.[1]), command: match?.[2] ?? '' }));
}

function isAlive(pid: number, start: number): boolean {
  if (process.platform === 'linux') return startOf(pid) === start;
  return send(pid, 0);
}

/** Start of a process in clock ticks since boot, field 22 of proc(5) stat; undefined if it is gone or a zombie. */
function startOf(pid: number): number | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets, which may itself contain blanks and brackets.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return !fields || fields[0] === 'Z' || fields[0] === 'X' ? undefined : Number(fields[19]);
}

/** Whether the process could be reached. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
