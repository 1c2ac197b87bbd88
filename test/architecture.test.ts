import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';

/**
 * Which folder of src may import which, with all below it; files directly in src may import everything. Commands
 * cannot reach WeCom, so nothing calls a server inside a transaction; neither commands nor jobs know each other.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: ['domain'],
  language: ['language', 'domain'],
  db: ['db', 'domain'],
  wecom: ['wecom', 'domain', 'log.ts'],
  chat: ['chat', 'language', 'db', 'domain', 'reports', 'log.ts', 'check.ts'],
  commands: ['chat', 'language', 'db', 'domain', 'reports', 'check.ts'],
  checks: ['db', 'domain', 'reports', 'check.ts'],
  jobs: ['db', 'domain', 'wecom', 'reports', 'job.ts', 'check.ts'],
  reports: ['reports', 'db', 'domain'],
  simulator: ['simulator', 'wecom', 'domain', 'log.ts'],
};

/** `simulation.ts` listens, as `main.ts` does, and calls nobody. */
const MAY_CALL_SERVERS = ['wecom', 'simulator', 'simulation.ts'];
const MAX_LINES = 400;
const isDumpingGround = (folder: string) => /^(utils?|helpers?|common|lib)$/.test(folder);

const PROJECT = join(import.meta.dirname, '..');

/** Names relative to the given folder, with slashes on every system. */
function filesOf(folder: string): { name: string; source: string }[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|js|html|css)$/.test(name))
    .map((name) => ({
      name: name.replaceAll('\\', '/'),
      source: readFileSync(join(PROJECT, folder, name), 'utf8'),
    }));
}

const files = filesOf('src').filter(({ name }) => name.endsWith('.ts'));
const everything = ['src', 'scripts', 'test'].flatMap((folder) =>
  filesOf(folder).map(({ name, source }) => ({ name: `${folder}/${name}`, source })),
);

/** What stands directly in src on the way to the file: a folder, or the file itself. */
const partOf = (name: string) => name.split('/')[0] ?? name;

/** What `import … from`, `export … from`, `import '…'` and `import('…')` name, types included. */
function importsOf(source: string): string[] {
  const imports = source.matchAll(
    /^\s*(?:import|export)\s[^;'"]*\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/gm,
  );
  return [...imports].map(([, from, bare]) => from ?? bare ?? '');
}

test.each(files.filter(({ name }) => name.includes('/')))(
  '$name imports only what its folder may',
  ({ name, source }) => {
    const allowed = MAY_IMPORT[partOf(name)] ?? [];
    const ours = importsOf(source).filter((target) => target.startsWith('.'));
    const paths = ours.map((target) => posix.join(posix.dirname(name), target));
    expect(paths.filter((path) => !allowed.includes(partOf(path)))).toEqual([]);
  },
);

test.each(files.filter(({ name }) => partOf(name) === 'domain'))('$name imports no package', ({ source }) => {
  expect(importsOf(source).filter((target) => !target.startsWith('.'))).toEqual([]);
});

test.each(files.filter(({ name }) => !MAY_CALL_SERVERS.includes(partOf(name))))(
  '$name calls no server',
  ({ source }) => {
    expect(source).not.toMatch(
      /\bfetch\(|^import (?!type\b)[^;'"]*from '(node:(https?|http2|net|tls)|undici)'/m,
    );
  },
);

test.each(files.filter(({ name }) => name !== 'main.ts'))(
  '$name asks no clock, no environment and no chance',
  ({ source }) => {
    expect(source).not.toMatch(
      /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bprocess\.(env|hrtime)\b|\bMath\.random\b/,
    );
  },
);

test('no file is longer than 400 lines', () => {
  const long = everything.filter(({ source }) => source.trimEnd().split('\n').length > MAX_LINES);
  expect(long.map(({ name }) => name)).toEqual([]);
});

test('no folder is a dumping ground, and no file hides what others are for', () => {
  const vague = everything
    .map(({ name }) => name)
    .filter((name) => basename(name) === 'index.ts' || dirname(name).split('/').some(isDumpingGround));
  expect(vague).toEqual([]);
});
