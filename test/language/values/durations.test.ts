import { expect, test } from 'vitest';
import { readDurations } from '../../../src/language/values/durations.ts';

test.each<[text: string, minutes: number[]]>([
  ['刚跟周先生聊20分钟', [20]],
  ['试驾 1.6L自动 30分钟', [30]],
  ['10分钟走的', [10]],
  ['半小时', [30]],
  ['半个小时', [30]],
  ['一个小时', [60]],
  ['一个半小时', [90]],
  ['聊了两小时', [120]],
  ['俩小时', [120]],
  ['1小时20分钟', [80]],
  ['二十来分钟', [20]],
  ['十几分钟', [10]],
  ['一刻钟', [15]],
  ['三刻钟', [45]],
  ['1.5小时', [90]],
  ['1h', [60]],
  ['20min', [20]],
  ['聊了5分', [5]],
  ['待了40多分钟', [40]],
  ['试驾20分钟 聊了半小时', [20, 30]],
  ['四十五分钟', [45]],
])('durations in %s', (text, minutes) => {
  expect(readDurations(text).map(({ value }) => value.minutes)).toEqual(minutes);
});

test.each([
  '10分钟前打的',
  '半小时后再打',
  '2点30分',
  '一小时内回我',
  '36期分期',
  '半个月后',
  '3分店',
  '三天',
  '1hao',
  '打9.5分',
  '十分满意',
  '100小时',
])('no duration in %s', (text) => {
  expect(readDurations(text)).toEqual([]);
});
