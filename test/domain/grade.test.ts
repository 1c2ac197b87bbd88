import { expect, test } from 'vitest';
import {
  GRADE_CRITERIA,
  type GradeCriterion,
  GRADES,
  gradeByCriteria,
  gradeMove,
  needsReview,
  windowEnd,
} from '../../src/domain/grade.ts';
import { ruleBook } from '../../src/domain/rules.ts';
import { day } from '../../src/domain/time.ts';

const RULES = ruleBook().on(day('2026-04-08'));

test('the table of criteria holds 2 for O, 4 for A, 5 for B and 4 for C (1.5)', () => {
  const counts = GRADES.map((grade) => Object.values(GRADE_CRITERIA).filter((of) => of === grade).length);
  // H has none of its own.
  expect(counts).toEqual([2, 0, 4, 5, 4]);
});

test.each([
  [['现订现交'], 'O'],
  [['已收一定金额订金'], 'O'],
  [['车型车色已选定'], 'A'],
  [['二手车进行处理中'], 'A'],
  [['要求协助处理旧车'], 'B'],
  [['再度来看展示车'], 'B'],
  [['经判定有购车条件者'], 'C'],
  [['商谈中表露出有购车意愿', '选定了下次商谈日期'], 'B'],
  [['对选择车种犹豫不决', '分期手续进行中', '购车时间已确定'], 'A'],
  [['车型车色已选定', '已收一定金额订金'], 'O'],
  [[], undefined],
] as [GradeCriterion[], string | undefined][])(
  '%j justify %s: one is enough, the highest wins (D1)',
  (met, grade) => {
    expect(gradeByCriteria(met)).toBe(grade);
  },
);

test.each([
  ['A', '2026-04-08', '2026-05-08'],
  ['B', '2026-04-08', '2026-07-08'],
  ['C', '2026-04-08', '2026-10-08'],
  ['A', '2026-01-28', '2026-02-28'],
  ['A', '2026-01-31', '2026-02-28'],
  ['A', '2028-01-31', '2028-02-29'],
  ['B', '2026-11-30', '2027-02-28'],
  ['C', '2026-08-31', '2027-02-28'],
  ['O', '2026-04-08', undefined],
] as const)('the window of a %s set on %s ends on %s (D2)', (grade, setOn, end) => {
  expect(windowEnd(RULES, grade, day(setOn))).toBe(end);
});

test.each([
  [null, 'C', 'first'],
  ['C', 'C', 'same'],
  ['C', 'B', 'up'],
  ['B', 'A', 'up'],
  ['A', 'O', 'up'],
  ['A', 'H', 'up'],
  ['H', 'O', 'up'],
  ['H', 'A', 'down'],
  ['C', 'O', 'up'],
  ['O', 'A', 'down'],
  ['A', 'B', 'down'],
  ['B', 'C', 'down'],
] as const)('from %s to %s is %s', (from, to, move) => {
  expect(gradeMove(from, to)).toBe(move);
});

test.each([
  [null, 'A', 'walkIn', true],
  ['B', 'A', 'walkIn', true],
  ['C', 'A', null, true],
  ['A', 'H', 'walkIn', true],
  [null, 'H', 'walkIn', true],
  // Down from H is no jump.
  ['H', 'A', 'walkIn', false],
  ['A', 'A', 'walkIn', false],
  // An order that was called off has been decided by two.
  ['O', 'A', 'walkIn', false],
  ['C', 'B', 'walkIn', false],
  ['A', 'B', 'walkIn', false],
  [null, 'B', 'walkIn', false],
  [null, 'B', 'callIn', true],
  [null, 'C', 'callIn', true],
  ['C', 'B', 'callIn', false],
  [null, 'O', 'callIn', false],
  ['A', null, 'callIn', false],
] as const)('a change from %s to %s of a customer from %s needs a second look: %s (R25)', (...row) => {
  const [from, to, source, expected] = row;
  expect(needsReview({ from, to, source })).toBe(expected);
});
