import { expect, test } from 'vitest';
import type { CustomerId } from '../../src/domain/ids.ts';
import { type LoggedContact, logPatterns } from '../../src/domain/log-patterns.ts';
import { addMinutes } from '../../src/domain/time.ts';

const TEN = new Date('2026-04-08T10:00:00+08:00');

/** So many answered calls, that many minutes apart, each with words of its own unless said otherwise. */
function talks(count: number, minutes: number, known: Partial<LoggedContact> = {}): LoggedContact[] {
  return Array.from({ length: count }, (_, index) => ({
    customerId: (index + 1) as CustomerId,
    result: 'connected',
    content: `聊了第${'一二三四五六七八九十'[index] ?? index}件完全不同的事情`,
    at: addMinutes(known.at ?? TEN, index * minutes),
    enteredAt: addMinutes(known.at ?? TEN, index * minutes),
    ...(known.result && { result: known.result }),
    ...(known.content && { content: known.content }),
  }));
}

const kinds = (entries: readonly LoggedContact[]) => logPatterns(entries).map(({ kind }) => kind);

test.each([
  // Six within ten minutes are asked about; the tenth minute itself is outside.
  [5, 1, []],
  [6, 1, ['burst']],
  [6, 1.99, ['burst']],
  [6, 2, []],
  [10, 0.1, ['burst']],
])('%i answered calls %d minutes apart: %j', (count, minutes, expected) => {
  expect(kinds(talks(count, minutes))).toEqual(expected);
});

test('six people who did not answer are dialled within minutes by anybody', () => {
  expect(kinds(talks(6, 1, { result: 'no_answer' }))).toEqual([]);
});

test('six talks with one customer are one customer', () => {
  const same = talks(6, 1).map((talk) => ({ ...talk, customerId: 1 as CustomerId }));
  expect(kinds(same)).toEqual([]);
});

test('what is entered in one go with a time of its own each is no burst', () => {
  const late = talks(6, 20).map((talk) => ({ ...talk, enteredAt: addMinutes(TEN, 300) }));
  expect(kinds(late)).toEqual([]);
});

test.each([
  [2, '客户说再考虑考虑价格', []],
  [3, '客户说再考虑考虑价格', ['copies']],
  // Eight characters of words; numbers and commas do not make them different.
  [3, '说再考虑考虑价', []],
  [3, '说再考虑考虑价格', ['copies']],
])('the same words for %i customers (%s): %j', (count, content, expected) => {
  expect(kinds(talks(count, 60, { content }))).toEqual(expected);
});

test.each([
  [2, '07:59', []],
  [3, '07:57', ['beforeOpening']],
  [3, '08:00', []],
])('%i calls from %s on: %j', (count, clock, expected) => {
  const at = new Date(`2026-04-08T${clock}:00+08:00`);
  expect(kinds(talks(count, 1, { at }))).toEqual(expected);
});
