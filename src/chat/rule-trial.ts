import { findCustomer } from '../db/customers.ts';
import { type Reckoned, reckonDue } from '../db/due.ts';
import { listNeglected } from '../db/recalls.ts';
import { readAllDaysOff } from '../db/rules.ts';
import { listStaff } from '../db/staff.ts';
import type { RuleKey, Rules } from '../domain/rules.ts';
import { calledBy } from '../domain/staff.ts';
import { addDays, type Day, dayOf, formatDay } from '../domain/time.ts';
import { namesOf } from '../reports/handover-brief.ts';
import type { Talk } from './command.ts';
import { describe } from './describe.ts';
import { profileEffect } from './grade-profile.ts';

/** A number of a rule that somebody wants to change. */
export interface Plan {
  key: RuleKey;
  value: number;
  /** First day on which it holds. */
  from: Day;
  /** The rules of that day with the change. */
  rules: Rules;
}

/** Named at most in a trial; the rest is a number. */
const MOST_PEOPLE = 6;
/** So few customers are named, each with his day before and after. */
const MOST_NAMED = 5;
/** For which days a trial counts, and how many days ahead each reaches. */
const SPANS = [
  ['今天', 0],
  ['明天', 1],
  ['7天内', 7],
] as const;
/** Their change moves the days of customers. */
export const MOVES_DAYS = /^(?:gap|habcGap|gradeProfile|agreedCap|care)/;
/** Theirs decides whom the company warns of and takes back. */
const TAKES_BACK = /^recall(?:Days|FirstWarning|SecondWarning|LastWarning|Series)$/;

export function fromDay({ from }: Plan, today: Day): string {
  return from === today ? '从今天起' : `从${formatDay(from)}起`;
}

/** What a change would do, before anybody says yes. */
export async function effectOf(talk: Talk, plan: Plan): Promise<string[]> {
  const { key } = plan;
  if (TAKES_BACK.test(key)) return recallsOf(talk, plan);
  if (!MOVES_DAYS.test(key))
    return [`${fromDay(plan, dayOf(talk.at))}的新情况按新的算，已经开始计时的按原来的算`];
  const days = key === 'gradeProfile' ? await profileEffect(talk, plan) : [];
  return [...days, ...(await movesOf(talk, plan))];
}

/** Who would be warned of as long not called, who would be due to be taken back, beside those who are now. */
async function recallsOf({ db, book, at }: Talk, { from, rules }: Plan): Promise<string[]> {
  const today = dayOf(at);
  const neglected = (by: Rules) => listNeglected(db, { today, rules: by });
  const now = await neglected(book.on(from));
  const then = await neglected(rules);
  const overdue = then.filter(({ days }) => days >= rules.recallDays).map(({ customer }) => customer);
  return [
    `照现在的客户算，太久没联系要提醒的${now.length}位→${then.length}位`,
    overdue.length > 0
      ? `其中满${rules.recallDays}天的${overdue.length}位：${namesOf(overdue)}。都先提醒满三次（一天一次），再报主管收回`
      : `没有满${rules.recallDays}天的`,
  ];
}

/** For each consultant how many more or fewer customers are due by today, by tomorrow and within a week. */
async function movesOf({ db, at }: Talk, { from, rules }: Plan): Promise<string[]> {
  const today = dayOf(at);
  const [moves, people] = await Promise.all([
    reckonDue(db, {}, { today, rules, daysOff: await readAllDaysOff(db, today), trial: true }),
    listStaff(db),
  ]);
  if (moves.length === 0) return ['没有客户的日期会变'];
  // Who will be due on a day to come, nobody knows yet.
  if (from > today) return [`照现在的客户算，${moves.length}位的下次日期会变`];
  const lines = people.flatMap((person) => {
    const own = moves.filter(({ ownerId }) => ownerId === person.userId);
    if (own.length === 0) return [];
    const changes = SPANS.flatMap(([span, days]) => signed(span, extra(own, addDays(today, days))));
    const effect = changes.length > 0 ? changes.join('，') : `${own.length}位换日子，7天内总数不变`;
    return [`· ${calledBy(person)}：${effect}`];
  });
  const more = lines.length > MOST_PEOPLE ? [`· 另有${lines.length - MOST_PEOPLE}人`] : [];
  const named = moves.length > MOST_NAMED ? [] : await Promise.all(moves.map((move) => dayMoved(db, move)));
  return [`${moves.length}位客户的下次日期会变：`, ...lines.slice(0, MOST_PEOPLE), ...more, ...named.flat()];
}

/** 李姐 4/12周日→4/11周六 */
async function dayMoved(db: Talk['db'], { id, from, to }: Reckoned): Promise<string[]> {
  const customer = await findCustomer(db, id);
  if (!customer || !from || !to) return [];
  return [`${describe(customer)} ${formatDay(from)}→${formatDay(to)}`];
}

/** How many more are due by a day than now. */
function extra(moves: readonly Reckoned[], by: Day): number {
  const due = (on: Day | null) => on !== null && on <= by;
  return moves.filter(({ to }) => due(to)).length - moves.filter(({ from }) => due(from)).length;
}

/** 明天多2位; nothing when it is as many as now. */
function signed(span: string, count: number): string[] {
  return count === 0 ? [] : [`${span}${count > 0 ? '多' : '少'}${Math.abs(count)}位`];
}
