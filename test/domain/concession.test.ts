import { describe, expect, test } from 'vitest';
import { type ConcessionLimits, deciderOf, flawIn, roomOf } from '../../src/domain/concession.ts';
import { fromYuan } from '../../src/domain/money.ts';
import { SUPERIORS } from '../../src/domain/supervision.ts';

const LIMITS: ConcessionLimits = {
  consultantFen: fromYuan(3000),
  supervisorFen: fromYuan(5000),
  salesManagerFen: fromYuan(8000),
  generalManagerFen: fromYuan(12_000),
};

// D29: the first level whose room covers the sum, one fen on either side of each limit.
test.each([
  [fromYuan(3000.01), 1],
  [fromYuan(5000), 1],
  [fromYuan(5000.01), 2],
  [fromYuan(8000), 2],
  [fromYuan(8000.01), 3],
  [fromYuan(12_000), 3],
  [fromYuan(12_000.01), 3],
])('%d fen in all are for level %d', (total, level) => {
  expect(deciderOf(LIMITS, total, SUPERIORS, 0)).toBe(level);
});

describe('whoever asks', () => {
  test.each([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, undefined],
  ] as const)('on level %d is answered by %s, though a lower room would cover it', (own, level) => {
    expect(deciderOf(LIMITS, fromYuan(1), SUPERIORS, own)).toBe(level);
  });
});

test('an office that nobody holds is passed over', () => {
  expect(deciderOf(LIMITS, fromYuan(4000), ['salesManager', 'generalManager'], 0)).toBe(2);
  expect(deciderOf(LIMITS, fromYuan(9000), ['supervisor', 'salesManager'], 0)).toBe(2);
  expect(deciderOf(LIMITS, fromYuan(9000), [], 0)).toBeUndefined();
});

test('where nothing is set everything is the manager’s', () => {
  expect(deciderOf(undefined, fromYuan(1), SUPERIORS, 0)).toBe(2);
  expect(deciderOf(undefined, fromYuan(99_999), SUPERIORS, 0)).toBe(2);
  expect(deciderOf(undefined, fromYuan(1), ['supervisor', 'generalManager'], 0)).toBe(3);
  expect([roomOf(undefined, 0), roomOf(undefined, 1), roomOf(undefined, 2)]).toEqual([
    0,
    0,
    Number.POSITIVE_INFINITY,
  ]);
});

// 层层留有让利空间
test.each([
  [{}, undefined],
  [{ supervisorFen: fromYuan(3000.01) }, undefined],
  [{ supervisorFen: fromYuan(3000) }, { lower: '顾问', upper: '主管' }],
  [{ salesManagerFen: fromYuan(5000) }, { lower: '主管', upper: '销售经理' }],
  [{ generalManagerFen: fromYuan(8000) }, { lower: '销售经理', upper: '总经理' }],
])('limits with %o: %o', (change, flaw) => {
  expect(flawIn({ ...LIMITS, ...change })).toEqual(flaw);
});
