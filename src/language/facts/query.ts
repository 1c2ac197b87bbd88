import { addDays, dayOf, monthStart, weekStart } from '../../domain/time.ts';
import { readDates } from '../dates/read-dates.ts';
import type { When } from '../dates/when.ts';
import type { Evidence } from '../evidence.ts';
import type { Intent, Meaning } from '../meaning.ts';

/** What is asked for: which day, grade, period, store, colleague. */
export function queryOf(
  { dates, grades, names, text }: Evidence,
  intents: readonly Intent[],
  now: Date,
): Partial<Meaning> {
  const today = dayOf(now);
  // Figures are asked of what has been: 2月 said in November is the last one.
  const [when] = intents.includes('queryKpi') ? readDates(text, now, 'past') : dates;
  if (intents.includes('queryDue')) return { date: when?.value.from ?? today, owner: 'me' };
  if (intents.includes('queryList')) {
    const grade = grades.find(({ value }) => value.grade && value.grade !== 'H')?.value.grade;
    return grade && grade !== 'H' ? { grade, owner: 'me' } : { owner: 'me' };
  }
  if (!intents.includes('queryKpi')) return {};
  const store = /([一二三四五六七八九十]店|电网部|[东西南北]店)/.exec(text)?.[1];
  const staff = names.find(({ value }) => value.kind !== 'customer');
  return {
    kpis: ['overview'],
    ...periodOf(when?.value, today),
    ...(store !== undefined && { store }),
    ...(staff && { staff: staff.words }),
  };
}

function periodOf(when: When | undefined, today: ReturnType<typeof dayOf>): Partial<Meaning> {
  if (!when) return { since: today, until: today };
  if (when.grain === 'week' && when.from === weekStart(today))
    return { period: when.label ?? '', since: when.from, until: addDays(when.from, 6) };
  if (when.grain === 'month' && when.from === monthStart(today))
    return { period: when.label ?? '', since: when.from, until: when.to };
  return { ...(when.label !== undefined && { period: when.label }), since: when.from, until: when.to };
}
