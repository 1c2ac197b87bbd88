import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder is in use by another process; `pid` is that process. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
  readonly pid: number;

  constructor(directory: string, pid: number) {
    super(`${directory} is in use by process ${pid}`);
    this.pid = pid;
  }
}

/**
 * Takes a data folder for this process alone; the answer gives it back. PGlite itself takes no lock, and two
 * processes on one folder lose rows silently (measured: a quarter). A lock whose process is dead is taken over; it is
 * told from a later process of the same number by the time at which that began. Throws `DataDirInUse`.
 */
export function lockDataDir(directory: string): () => void {
  const path = join(directory, 'lock');
  const mine = `${process.pid} ${startOf(process.pid) ?? ''}\n`;
  const draft = join(directory, `lock.${process.pid}`);
  writeFileSync(draft, mine);
  try {
    // A link is made whole or not at all, and never over another one: of two processes one wins.
    for (let tries = 0; ; tries++) {
      try {
        linkSync(draft, path);
        break;
      } catch (error) {
        if (!isExisting(error) || tries > 2) throw error;
        const holder = readHolder(path);
        if (holder && isAlive(holder)) throw new DataDirInUse(directory, holder.pid);
        rmSync(path, { force: true });
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}

interface Holder {
  pid: number;
  start: string;
}

function readHolder(path: string): Holder | undefined {
  try {
    const [pid = '', start = ''] = readFileSync(path, 'utf8').trim().split(' ');
    // An empty or broken file names nobody; 0 would be this process's own group.
    return Number(pid) > 0 ? { pid: Number(pid), start } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, start }: Holder): boolean {
  if (pid === process.pid) return start === (startOf(pid) ?? '');
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: alive, but another user's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const started = startOf(pid);
  return started === undefined || start === '' || started === start;
}

/** When a process began, in ticks since the machine did; undefined where there is no /proc to tell. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
