import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const execute = promisify(execFile);
const SIMULATE = fileURLToPath(new URL('../../scripts/simulate.ts', import.meta.url));
const DAYS = 90;
/**
 * Every day of the quarter is lived through, and on every sixth the stores write as they would on any day, so that ten
 * quarters fit into four minutes. Days that are all written on: `npm run simulate`.
 */
const EVERY = 6;
const MOST_MS = 15 * 60_000;

/**
 * Plays quarters as `npm run simulate` does, in a process of its own: within Vitest they would take half as long again.
 * What breaks a rule comes with its seed and the shortest history that leads there.
 */
export function testQuarters(firstSeed: number, seeds: number): void {
  test(
    `two stores played for a quarter break none of the rules, whichever of the seeds ${firstSeed} to ${firstSeed + seeds - 1}`,
    async () => {
      const options = { days: DAYS, every: EVERY, seed: firstSeed, seeds };
      const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
      const { stdout } = await execute(process.execPath, ['--import', 'tsx', SIMULATE, ...flags]).catch(
        (error: { stdout: string }) => error,
      );
      console.log(stdout.trim());
      const played = stdout.trim().split('\n');
      expect(played).toHaveLength(seeds);
      for (const line of played)
        expect(line).toMatch(/^seed \d+: 90 days, \d{3,} messages, \d+ checks, \d+ s, nothing wrong$/);
    },
    MOST_MS,
  );
}
