import { expect, test } from 'vitest';
import { emptyTables, testDatabase } from '../support/database.ts';
import { playQuarter } from './quarter.ts';

const { db } = await testDatabase();

/** Three weeks with a holiday, a leaver and two days without the bot. Whole quarters: `npm run simulate`. */
const DAYS = 21;

test.each([1, 3, 5, 7, 9])(
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
