import type { HandedOver, Held, Moved, Pressing } from '../db/grade-flow.ts';
import { BASE_GROUP, GRADES, type Grade, gradeMove, gradesShown } from '../domain/grade.ts';
import type { Rules } from '../domain/rules.ts';
import { calledBy } from '../domain/staff.ts';
import { addDays, type Day, dayOf, formatDay } from '../domain/time.ts';
import { QUOTA_DEFINITION, type QuotaRow, quotaShort, quotaSumLine } from './quota-words.ts';

export interface GradeFlow {
  held: readonly Held[];
  moves: readonly Moved[];
  pressing: readonly Pressing[];
  quotas: readonly QuotaRow[];
  /** Who went to somebody or somewhere else. */
  handed: readonly HandedOver[];
}

/** Whether a customer of that store and owner belongs to a part of the flow. */
type Belongs = (holder: Pick<Held, 'storeId' | 'ownerId'>) => boolean;

interface Sums {
  now: Record<Grade, number>;
  before: Record<Grade, number>;
  added: number;
  up: number;
  down: number;
  ordered: number;
  delivered: number;
  lost: number;
  recalled: number;
  /** Gone into the base group below C. */
  based: number;
  /** Come from another consultant or store, and gone to one. */
  taken: number;
  given: number;
  overdue: number;
  windowEnds: number;
  ungraded: number;
}

/** The part of the whole flow that belongs to somebody or some store: what goes on within it is no change of hands. */
export function partOf(flow: GradeFlow, belongs: Belongs): Part {
  return {
    held: flow.held.filter(belongs),
    moves: flow.moves.filter(belongs),
    pressing: flow.pressing.filter(belongs),
    quotas: flow.quotas.filter(belongs),
    taken: flow.handed.filter(({ from, to }) => belongs(to) && !belongs(from)),
    given: flow.handed.filter(({ from, to }) => belongs(from) && !belongs(to)),
  };
}

export interface Part extends Omit<GradeFlow, 'handed'> {
  taken: readonly HandedOver[];
  given: readonly HandedOver[];
}

export function isEmpty({ held, moves, taken, given }: Part): boolean {
  return held.length + moves.length + taken.length + given.length === 0;
}

/**
 * A week's grades: now, at its beginning, and the moves that explain the difference. What was held at the beginning is
 * what is held now less what came in and plus what went out, so that the three always agree, grade by grade. Whoever
 * orders without a grade is both added and ordered.
 */
export function sumUp({ held, moves, pressing, taken, given }: Part): Sums {
  const now = countEach((grade) => total(held.filter((row) => row.grade === grade)));
  const before = countEach(
    (grade) =>
      now[grade] -
      total(moves.filter((row) => row.to === grade)) +
      total(moves.filter((row) => row.from === grade)) -
      total(taken.filter((row) => row.grade === grade)) +
      total(given.filter((row) => row.grade === grade)),
  );
  const moved = (kind: (move: Moved) => boolean) => total(moves.filter(kind));
  const between = (direction: 'up' | 'down') =>
    moved(({ from, to }) => from !== null && to !== null && to !== 'O' && gradeMove(from, to) === direction);
  return {
    now,
    before,
    added: moved(({ from }) => from === null),
    up: between('up'),
    down: between('down'),
    ordered: moved(({ to }) => to === 'O'),
    delivered: moved(({ to, reason }) => to === null && reason === '已交车'),
    lost: moved(({ to, reason }) => to === null && LOST_REASONS.has(reason ?? '')),
    recalled: moved(({ to, reason }) => to === null && reason === '收回公司'),
    based: moved(({ to, reason }) => to === null && reason === BASE_GROUP),
    taken: total(taken),
    given: total(given),
    overdue: pressing.reduce((sum, row) => sum + row.overdue, 0),
    windowEnds: pressing.reduce((sum, row) => sum + row.windowEnds, 0),
    ungraded: pressing.reduce((sum, row) => sum + row.ungraded, 0),
  };
}

/** As `commands/decide-lost.ts` writes them. */
const LOST_REASONS = new Set(['战败', '失控', '死单']);

/**
 * The summary as it is sent: `parts` adds a line for each member of the store, each store of the group, `beside` what else
 * the reader is to know; how it was counted stands last.
 */
export function gradeSummaryText(
  title: string,
  flow: Part,
  week: { since: Day; until: Date; rules: Rules },
  parts: readonly { name: string; flow: Part }[] = [],
  beside: readonly string[] = [],
): string {
  const sums = sumUp(flow);
  const until = dayOf(week.until);
  const columns = gradesShown(week.rules, (grade) => sums.now[grade] + sums.before[grade] > 0);
  const quota = quotaSumLine(flow.quotas, { on: until, today: until, rules: week.rules });
  const row = (label: string, counts: Record<Grade, number>) =>
    `${label}：${columns.map((grade) => `${grade} ${counts[grade]}`).join('，')}（共${GRADES.reduce((sum, grade) => sum + counts[grade], 0)}）`;
  return [
    `${title} 级别周报（${formatDay(week.since)}-${formatDay(until)}）`,
    row('现在', sums.now) + (sums.ungraded > 0 ? `，另有未定级 ${sums.ungraded}` : ''),
    row('上周', sums.before),
    `变动：新增 ${sums.added}，升级 ${sums.up}，降级 ${sums.down}，订单 ${sums.ordered}，交车 ${sums.delivered}，战败 ${sums.lost}${sums.recalled > 0 ? `，收回 ${sums.recalled}` : ''}${sums.based > 0 ? `，转基本顾客群 ${sums.based}` : ''}${sums.taken > 0 ? `，接手 ${sums.taken}` : ''}${sums.given > 0 ? `，转出 ${sums.given}` : ''}`,
    `超期未联系 ${sums.overdue}，期限到${formatDay(addDays(until, 7))}前 ${sums.windowEnds}`,
    ...(quota ? [quota] : []),
    ...parts.map((part) => partLine(part, columns)),
    ...beside,
    `口径：上周=${formatDay(week.since)}零点；上周共+新增−交车−战败${sums.recalled > 0 ? '−收回' : ''}${sums.based > 0 ? '−转基本顾客群' : ''}${sums.taken > 0 ? '+接手' : ''}${sums.given > 0 ? '−转出' : ''}=现在共`,
    `新增=新定级；订单=转为O，仍算在共里；超期不含O${quota ? `；${QUOTA_DEFINITION}` : ''}`,
  ].join('\n');
}

/** "· 小刘：O1 A3 B5 C8｜新2 升1 降0 订1 败0｜超期2 周频次9/12" */
function partLine({ name, flow }: { name: string; flow: Part }, columns: readonly Grade[]): string {
  const { now, added, up, down, ordered, lost, taken, given, overdue } = sumUp(flow);
  const held = columns.map((grade) => `${grade}${now[grade]}`).join(' ');
  const late = `超期${overdue} ${quotaShort(flow.quotas)}`.trim();
  return `· ${name}：${held}｜新${added} 升${up} 降${down} 订${ordered} 败${lost}${taken > 0 ? ` 接${taken}` : ''}${given > 0 ? ` 转${given}` : ''}｜${late}`;
}

/** Named at most; the rest is a number. */
const MOST_CLIMBED = 5;

/** How the superiors answered in the week (their own duty), and what is still open though a manager knows of it. */
export function supervisionLines(
  people: readonly { userId: string; name: string; alias: string | null }[],
  duty: readonly { userId: string; told: number; answered: number; waiting: number }[],
  climbed: readonly { customer: string; about: string; short: string }[],
): string[] {
  const nameOf = (userId: string) => {
    const person = people.find((each) => each.userId === userId);
    return person ? calledBy(person) : userId;
  };
  const answers = duty.map(
    ({ userId, told, answered, waiting }) =>
      `· ${nameOf(userId)} 收到${told} 回应${answered} 未回应${waiting}`,
  );
  const open = climbed
    .slice(0, MOST_CLIMBED)
    .map(({ customer, about, short }) => `· ${about} ${customer} ${short}`.trim());
  return [
    ...(answers.length > 0 ? ['督导回应：', ...answers] : []),
    ...(climbed.length > 0 ? [`报到经理还没解决 ${climbed.length}条：`, ...open] : []),
  ];
}

function countEach(count: (grade: Grade) => number): Record<Grade, number> {
  return { O: count('O'), H: count('H'), A: count('A'), B: count('B'), C: count('C') };
}

function total(rows: readonly { customers: number }[]): number {
  return rows.reduce((sum, row) => sum + row.customers, 0);
}
