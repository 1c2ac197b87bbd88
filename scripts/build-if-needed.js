/** Compiles src to dist when a source is newer than the last build: what `npm start` does first. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';

const STAMP = 'dist/.built';
const sources = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs);
const newest = Math.max(statSync('tsconfig.json').mtimeMs, ...sources);

if (!existsSync(STAMP) || statSync(STAMP).mtimeMs < newest) {
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(STAMP, '');
}
