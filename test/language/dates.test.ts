import { growth, LINEAR } from '../support/growth.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instantOf } from '../../src/domain/time.ts';
import type { Day } from '../../src/domain/time.ts';
import { readDates } from '../../src/language/dates/read-dates.ts';
import type { When } from '../../src/language/dates/when.ts';
import { DATE_PHRASES } from './date-phrases.ts';
import { NOT_DATES } from './not-dates.ts';

const INSTANTS = /^@(\S+) (\d\d:\d\d)/;

interface Row {
  now: Date;
  said: string;
  text: string;
  words: string[];
  meaning: string;
}

function rows(): Row[] {
  let now = new Date(0);
  return DATE_PHRASES.trim()
    .split('\n')
    .flatMap((line): Row[] => {
      const moment = INSTANTS.exec(line);
      if (moment) now = instantOf(moment[1] as Day, moment[2] ?? '');
      const [said, meaning] = line.split(' → ');
      if (!said || !meaning) return [];
      const words = [...said.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
      return [{ now, said, text: said.replace(/[[\]]/g, ''), words, meaning }];
    });
}

function meaningOf(when: When): string {
  const days = when.from === when.to ? when.from : `${when.from}..${when.to}`;
  const clock = when.until ? `${when.time}-${when.until}` : when.time;
  const slot = when.grain === 'slot' && `${when.slot} ${when.defaultTime}`;
  return [when.grain, days, clock, slot, when.bound, !when.sure && '?'].filter(Boolean).join(' ');
}

const WEDNESDAY = instantOf('2026-04-08' as Day, '10:00');

describe('a phrase is read as people mean it', () => {
  const table = rows();

  test('the table is as large as promised', () => {
    expect(new Set(table.map((row) => row.text)).size).toBeGreaterThanOrEqual(250);
    expect(new Set(table.map((row) => row.now.getTime())).size).toBeGreaterThanOrEqual(12);
  });

  test.each(table)('$now $said', ({ now, text, words, meaning }) => {
    const found = readDates(text, now);
    expect(found.map((one) => meaningOf(one.value)).join(' | ')).toBe(meaning);
    expect(found.map((one) => one.words)).toEqual(words);
  });
});

describe('what is no date stays unread', () => {
  const sentences = NOT_DATES.trim().split('\n');

  test('the list is as long as promised', () => expect(sentences.length).toBeGreaterThanOrEqual(60));

  test.each(sentences)('%s', (sentence) => {
    expect(readDates(sentence, WEDNESDAY)).toEqual([]);
  });
});

/** The sense of the sentence decides what the calendar leaves open. */
test.each([
  ['周一', 'past', 'day 2026-04-06'],
  ['周一', 'future', 'day 2026-04-13'],
  ['周六', 'past', 'day 2026-04-04'],
  ['周三', 'past', 'day 2026-04-01 ?'],
  ['5号', 'past', 'day 2026-04-05'],
  ['15号', 'past', 'day 2026-03-15'],
  ['4月5号', 'future', 'day 2027-04-05'],
  ['12月25号', 'past', 'day 2025-12-25'],
  ['国庆', 'past', 'day 2025-10-01 ?'],
  ['清明', 'future', 'day 2027-04-05'],
  ['3月', 'past', 'month 2026-03-01..2026-03-31 ?'],
  ['3月', 'future', 'month 2027-03-01..2027-03-31 ?'],
  ['月初', 'past', 'day 2026-04-01 ?'],
  ['月底', 'past', 'day 2026-03-31'],
  ['年底', 'past', 'day 2025-12-31'],
  ['年后', 'past', 'day 2026-03-03 after ?'],
  ['周末', 'past', 'weekend 2026-04-04..2026-04-05 ?'],
  ['8点', 'past', 'instant 2026-04-08 08:00'],
  ['上午9点', 'future', 'instant 2026-04-09 09:00'],
] as const)('%s in a %s sense', (text, hint, meaning) => {
  expect(readDates(text, WEDNESDAY, hint).map((one) => meaningOf(one.value))).toEqual([meaning]);
});

test.each([
  ['昨天', 'past'],
  ['今天', 'present'],
  ['明天', 'future'],
  ['刚才', 'present'],
  ['上午9点', 'past'],
  ['下午3点', 'future'],
  ['早上', 'present'],
  ['今晚', 'future'],
  ['上周', 'past'],
  ['本周', 'present'],
  ['下个月', 'future'],
  ['这个月', 'present'],
  ['去年', 'past'],
  ['上旬', 'present'],
  ['国庆前', 'future'],
] as const)('%s lies in the %s', (text, direction) => {
  expect(readDates(text, WEDNESDAY)[0]?.value.direction).toBe(direction);
});

test.each([
  ['下周', '2026-W16'],
  ['上周末', '2026-W14'],
  ['这个月', '2026-04'],
  ['4月下旬', '2026-04下旬'],
  ['二季度', '2026-Q2'],
  ['上半年', '2026-H1'],
  ['明年', '2027'],
] as const)('the period %s is called %s', (text, label) => {
  expect(readDates(text, WEDNESDAY)[0]?.value.label).toBe(label);
});

test.each([
  ['2026-12-31', '2026-W53'],
  ['2027-01-03', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['2025-12-29', '2026-W01'],
] as const)('the week of %s is %s by ISO 8601', (on, label) => {
  expect(readDates('本周', instantOf(on as Day, '09:00'))[0]?.value.label).toBe(label);
});

test('a time of day keeps the part of the day it was said with', () => {
  expect(readDates('下午3点', WEDNESDAY)[0]?.value).toMatchObject({ time: '15:00', slot: 'PM' });
});

const PIECES = DATE_PHRASES.match(/[^[\]→|\n ]+/g) ?? [];
const chat = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4, unit: 'grapheme' })), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(''));
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2050-01-01'), noInvalidDate: true });

test('any text is read without failing, in order, without overlap, the same way twice', () => {
  fc.assert(
    fc.property(chat, moment, (text, now) => {
      const found = readDates(text, now);
      expect(readDates(text, now)).toEqual(found);
      let end = 0;
      for (const one of found) {
        expect(text.slice(one.start, one.end)).toBe(one.words);
        expect(one.words).not.toBe('');
        expect(one.start).toBeGreaterThanOrEqual(end);
        expect(one.value.from <= one.value.to).toBe(true);
        expect(addDays(one.value.from, 0)).toBe(one.value.from);
        end = one.end;
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  '周',
  '1',
  '一',
  '三点',
  '十',
  '4.',
  '下个',
  '大',
  '过完',
  '周一、',
  '1:1:',
  '一二三四五六七八九',
  '两三天',
])('what many characters of %s cost grows linearly', (piece) => {
  const textOf = (length: number) => piece.repeat(length / piece.length);
  expect(growth(textOf, (text) => readDates(text, WEDNESDAY))).toBeLessThan(LINEAR);
});
