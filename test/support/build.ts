import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Once before all test files, because several of them run what is in dist and must not build it at once. Faults of
 * types are shown and stop nothing here: dist is written all the same, and `npm run check` refuses them.
 */
export default function setup(): void {
  const { error } = spawnSync(process.execPath, ['scripts/build-if-needed.js'], {
    cwd: PROJECT,
    stdio: 'inherit',
  });
  if (error) throw error;
}
