import { expect, test } from 'vitest';
import { emptyTables, testDatabase } from '../support/database.ts';
import { playQuarter } from './quarter.ts';

const DAYS = 90;
/**
 * Every day of the quarter is lived through, and on every fifth the stores write as they would on any day, so that ten
 * quarters fit into four minutes. Days that are all written on: `npm run simulate`.
 */
const EVERY = 5;

/** Half of the seeds in a file each, so that two are played side by side. */
export async function testQuarters(seeds: readonly number[]): Promise<void> {
  const { db } = await testDatabase();
  test.each(seeds)(
    'two stores played for a quarter with the seed %i break none of the rules',
    async (seed) => {
      await emptyTables(db);
      const { breach, days, messages } = await playQuarter(db, { seed, days: DAYS, every: EVERY });
      expect(breach).toBeUndefined();
      expect(days).toBe(DAYS);
      expect(messages).toBeGreaterThan(1_000);
    },
    300_000,
  );
}
