import type { Channel } from '../domain/contact.ts';
import { CHANNEL_WORDS } from '../domain/contact.ts';
import { type Grade, gradeMove } from '../domain/grade.ts';
import { type Day, dayOf, daysBetween, formatDay } from '../domain/time.ts';

/** One phone screen. */
const MOST_DAYS = 12;

interface Moved {
  from: Grade | null;
  to: Grade | null;
  reason: string | null;
  at: Date;
}

export interface GradeStory {
  createdOn: Day;
  today: Day;
  visits: readonly { leftAt: Date }[];
  /** Talks that count; `gradedAt` is when somebody said what the grade was after it. */
  talks: readonly { at: Date; channel: Channel; gradedAt: Date | null }[];
  changes: readonly Moved[];
}

/**
 * The row of one customer in 意向客户管理表 (R26): each day on which he was met, talked with or graded, with the grade
 * after it. Unchanged is written too; a talk after which nobody said the grade is 未评.
 */
export function gradeHistory({ createdOn, today, visits, talks, changes }: GradeStory): string[] {
  const days = new Map<Day, { events: string[]; changes: Moved[]; isUngraded: boolean }>();
  const on = (at: Date) => {
    const day = days.get(dayOf(at)) ?? { events: [], changes: [], isUngraded: false };
    days.set(dayOf(at), day);
    return day;
  };
  for (const { leftAt } of visits) on(leftAt).events.push('来店');
  for (const { at, channel, gradedAt } of talks) {
    on(at).events.push(CHANNEL_WORDS[channel]);
    if (!gradedAt) on(at).isUngraded = true;
  }
  for (const change of changes) on(change.at).changes.push(change);
  let grade: Grade | null = changes[0]?.from ?? null;
  const lines = [...days]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { events, changes: moves, isUngraded }]) => {
      const before = grade;
      grade = moves.length > 0 ? (moves.at(-1)?.to ?? null) : grade;
      const what = [...new Set(events)].join('、') || (moves.at(-1)?.reason ?? '定级');
      return `${formatDay(day)} ${what} ${gradeWords(before, grade, isUngraded && moves.length === 0)}`;
    });
  const hidden = Math.max(0, lines.length - MOST_DAYS);
  const moved = (direction: 'up' | 'down') =>
    changes.filter(({ from, to }) => to !== null && gradeMove(from, to) === direction).length;
  return [
    ...(hidden > 0 ? [`更早的${hidden}天略`] : []),
    ...lines.slice(hidden),
    `建卡${daysBetween(createdOn, today)}天，有效联系${visits.length + talks.length}次，升${moved('up')} 降${moved('down')}`,
  ];
}

function gradeWords(before: Grade | null, after: Grade | null, isUngraded: boolean): string {
  if (before !== after) return `${before ?? '未定'}→${after ?? '无级别'}`;
  if (isUngraded) return `${after ?? '未定'}（未评）`;
  return after ? `${after} 不变` : '未定级';
}
