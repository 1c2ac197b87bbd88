import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { customers } from '../src/db/schema/customers.ts';
import { createLog, faultOf } from '../src/log.ts';
import { testDatabase } from './support/database.ts';

const PEOPLE = /1390000|王先生|嫌价格|VIP/;

/** What a statement fails with, as drizzle throws it. */
async function failure(run: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

function logged(err: unknown): string {
  const lines: string[] = [];
  createLog('info', { write: (line) => void lines.push(line) }).error({ err }, 'it.failed');
  return lines.join('');
}

const row = {
  storeId: 9999 as never,
  ownerId: 'nobody' as never,
  name: '王先生',
  phone: '13900001234' as never,
  lastTalk: 'VIP 嫌价格贵\n    at 王先生家',
  createdAt: new Date('2026-04-08T14:00:00+08:00'),
  createdBy: 'nobody' as never,
};

test.each(['postgres', 'pglite'] as const)(
  'a statement that failed on %s tells no values',
  async (kind) => {
    const { db } = await testDatabase(kind);
    const errors = await Promise.all(
      [
        () => db.insert(customers).values(row),
        () => db.execute(sql`select ${'13900001234'}::int`),
        () => db.execute(sql`select ${'VIP 王先生'}::int`),
        () => db.execute(sql`select ${'VIP 王先生'}::jsonb`),
        () => db.execute(sql`select ${'VIP 王先生'}::date`),
      ].map(failure),
    );
    const lines = errors.map(logged);
    expect(lines.filter((line) => PEOPLE.test(line))).toEqual([]);
    expect(errors.map(faultOf).filter((fault) => PEOPLE.test(fault))).toEqual([]);
    const codes = lines.map((line) => (JSON.parse(line) as { err: { code: string } }).err.code);
    expect(codes).toEqual(['23503', '22003', '22P02', '22P02', '22007']);
    expect(lines[0]).toMatch(
      /Failed query: 23503 insert or update on table .*customers.* violates foreign key/,
    );
    expect(lines[0]).toContain('    at ');
  },
  60_000,
);

test('an error of another kind keeps its message, but for phones and Chinese', () => {
  expect(faultOf(new RangeError('no day: 王先生 13900001234'))).toBe('RangeError: no day: … …');
  expect(faultOf(new Error('outer', { cause: new TypeError('inner 王') }))).toBe('Error: outer (inner …)');
  expect(faultOf('王先生')).toBe('…');
});
