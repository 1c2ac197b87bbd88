import { expect, test } from 'vitest';
import { emptyTables, testDatabase } from '../support/database.ts';
import { playQuarter } from './quarter.ts';

/** Three weeks with a campaign, a holiday, a leaver and two days without the bot. Whole quarters: `npm run simulate`. */
const DAYS = 21;

/** Half of the seeds in a file each, so that two are played side by side. */
export async function testThreeWeeks(seeds: readonly number[]): Promise<void> {
  const { db } = await testDatabase();
  test.each(seeds)(
    'two stores played for three weeks with the seed %i break none of the rules',
    async (seed) => {
      await emptyTables(db);
      const { breach, days, messages } = await playQuarter(db, { seed, days: DAYS });
      expect(breach).toBeUndefined();
      expect(days).toBe(DAYS);
      expect(messages).toBeGreaterThan(500);
    },
    300_000,
  );
}
