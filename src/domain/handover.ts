import type { Calendar, Due } from './cadence.ts';
import { isOff } from './days-off.ts';
import { type Grade, isHot } from './grade.ts';
import { addDays, type Day } from './time.ts';

/** Of whom somebody's customers go to whom: those of a grade, or, where none is named, all that are left. */
export interface ShareRule<Person> {
  grade?: Grade;
  to: readonly Person[];
}

/**
 * Deals customers out by the first rule that fits each: in turn where several receive, so that nobody gets more than one
 * more than another, of every grade alike. Whom no rule fits stays; `customers` come hottest first.
 */
export function shareOut<C extends { grade: Grade | null }, Person>(
  customers: readonly C[],
  rules: readonly ShareRule<Person>[],
): { customer: C; to: Person }[] {
  const turns = new Map<ShareRule<Person>, number>();
  return customers.flatMap((customer) => {
    const rule = rules.find(({ grade }) => grade === undefined || grade === customer.grade);
    if (!rule) return [];
    const turn = turns.get(rule) ?? 0;
    turns.set(rule, turn + 1);
    const to = rule.to[turn % rule.to.length];
    return to === undefined ? [] : [{ customer, to }];
  });
}

/** No new owner is given a day further away than this. */
const MOST_DAYS_AHEAD = 60;

/**
 * The days on which a new owner takes up those whom the mere rhythm makes due: late ones from tomorrow on, never more
 * than a day's load. O, H and A keep their day, and so does what was agreed or is owed for another reason. Answers only
 * whom it puts off.
 */
export function stagger<Id>(
  received: readonly { id: Id; grade: Grade | null; due: Due }[],
  planned: (on: Day) => number,
  { today, rules, daysOff }: Calendar,
): { id: Id; to: Day }[] {
  const load = new Map<Day, number>();
  const isFull = (on: Day) => planned(on) + (load.get(on) ?? 0) >= rules.loadCap;
  const take = (on: Day) => load.set(on, (load.get(on) ?? 0) + 1);
  const movable = received.flatMap(({ id, grade, due }) => {
    if (due.kind !== 'due') return [];
    if (due.why === 'cadence' && !isHot(grade)) return [{ id, on: due.on }];
    take(due.on);
    return [];
  });
  const tomorrow = addDays(today, 1);
  return movable.flatMap(({ id, on }) => {
    const first = on > tomorrow ? on : tomorrow;
    let to = first;
    while ((isFull(to) || isOff(daysOff, to)) && to < addDays(first, MOST_DAYS_AHEAD)) to = addDays(to, 1);
    take(to);
    return to === on ? [] : [{ id, to }];
  });
}
