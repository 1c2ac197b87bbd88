import { expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { emptyTables } from '../support/database.ts';
import { playQuarter } from './quarter.ts';

const { db } = await testDatabase();

/** Others with other seeds: `npm run simulate -- --days 90 --seed N`. */
test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'a quarter of two stores, played with the seed %i, breaks none of the rules',
  async (seed) => {
    await emptyTables(db);
    const { breach, days, messages } = await playQuarter(db, { seed, days: 90 });
    expect(breach).toBeUndefined();
    expect(days).toBe(90);
    expect(messages).toBeGreaterThan(1000);
  },
  300_000,
);
