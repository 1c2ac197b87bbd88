import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Once before all test files, because several of them run what is in dist and must not build it at once. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build-if-needed.js'], { cwd: PROJECT, stdio: 'inherit' });
}
