import { describe, expect, test } from 'vitest';
import {
  isIdle,
  offeredPretexts,
  type OpenFacts,
  preparedPretext,
  pretextFor,
} from '../../src/domain/pretext.ts';
import { day } from '../../src/domain/time.ts';

const BARE: OpenFacts = {
  state: 'open',
  inBaseGroup: false,
  nextDueWhy: 'cadence',
  agreedTime: null,
  series: null,
  color: null,
  usage: null,
  payment: null,
  tradeIn: null,
  decisionMaker: null,
  concerns: [],
  competitors: [],
  purchaseBy: null,
  pretext: null,
  pretextOn: null,
  lastEffectiveOn: null,
};

describe('reasons to call', () => {
  test.each([
    [{ concerns: ['价格', '油耗'] }, /^回复他关心的价格$/],
    [{ competitors: ['缤智'], series: '卡缤' }, /和缤智的对比表/],
    [{ tradeIn: '捷达' }, /评估旧车捷达/],
    [{ payment: '分期' }, /预审分期/],
    [{ decisionMaker: '爱人' }, /请爱人一起/],
    [{ purchaseBy: day('2026-09-30') }, /9\/30/],
    [{ series: '风朗', color: '白' }, /白色风朗/],
    [{ series: '风朗' }, /风朗试驾/],
    [{ usage: '家用' }, /家用/],
    [{ nextDueWhy: 'agreed', agreedTime: '14:00' }, /约好的 14:00/],
    [{}, /活动/],
  ])('of a card that says %o', (facts, expected) => {
    expect(offeredPretexts({ ...BARE, ...facts })[0]).toMatch(expected);
  });

  test('paying in full is no open fact', () => {
    expect(offeredPretexts({ ...BARE, payment: '全款' }).join()).not.toContain('分期');
  });

  test('three are offered at most, the strongest first', () => {
    const facts = { ...BARE, concerns: ['价格'], competitors: ['缤智'], tradeIn: '捷达', payment: '分期' };
    expect(offeredPretexts(facts)).toEqual(['回复他关心的价格', '和缤智的对比表', '免费评估旧车捷达']);
  });

  test('an owner and the base group are not sold to', () => {
    const facts = { ...BARE, concerns: ['价格'] };
    expect(offeredPretexts({ ...facts, state: 'delivered' }).join()).not.toContain('价格');
    expect(offeredPretexts({ ...facts, inBaseGroup: true }).join()).toContain('交朋友');
  });
});

describe('what was prepared', () => {
  const prepared = { ...BARE, pretext: '补贴月底到期', pretextOn: day('2026-04-08') };

  test.each([
    [null, '补贴月底到期'],
    ['2026-04-07', '补贴月底到期'],
    ['2026-04-08', '补贴月底到期'],
    ['2026-04-09', undefined],
  ])('with the last talk on %s is %s', (last, expected) => {
    expect(preparedPretext({ ...prepared, lastEffectiveOn: last === null ? null : day(last) })).toBe(
      expected,
    );
  });

  test('comes before what the card offers', () => {
    expect(pretextFor({ ...prepared, concerns: ['价格'] })).toBe('补贴月底到期');
    expect(pretextFor({ ...BARE, concerns: ['价格'] })).toBe('回复他关心的价格');
  });
});

test.each([
  '随便问问',
  '问问情况',
  '没事问候一下',
  '就问问他还买不买',
  '例行回访',
  '看看考虑得怎么样了',
  '。',
])('"%s" is no reason', (words) => {
  expect(isIdle(words)).toBe(true);
});

test.each([
  '置换补贴月底到期',
  '旧车评估好了',
  '问预算',
  '回访活动送保养',
  '白色到店了',
  '看看新到的顶配',
  '问候生日',
])('"%s" is a reason', (words) => {
  expect(isIdle(words)).toBe(false);
});
