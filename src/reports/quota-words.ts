import type { Customer } from '../db/customers.ts';
import type { Db } from '../db/connect.ts';
import { countMet, listMetDays } from '../db/quotas.ts';
import type { Subject } from '../db/statistics.ts';
import { type Grade, GRADES } from '../domain/grade.ts';
import { gradesInUse } from '../domain/grade-profile.ts';
import type { StoreId } from '../domain/ids.ts';
import { daysOwed, type MetAlike, monthOf, periodOf, type Quota, quotaOf, weekOf } from '../domain/quota.ts';
import type { RuleBook, Rules } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { type Day, formatDay, monthStart, weekStart } from '../domain/time.ts';

/** "本周应联系2次，已1次（4/8周三）": beside the due date; undefined for whom nothing is owed. */
export async function quotaLine(
  db: Db,
  { id, grade, gradeSetOn, state, doNotContact }: Customer,
  { today, rules }: { today: Day; rules: Rules },
): Promise<string | undefined> {
  if (!grade || doNotContact || (state !== 'open' && state !== 'ordered')) return undefined;
  const period = periodOf(rules, grade, today);
  const owed = daysOwed(rules, grade, gradeSetOn, period);
  if (owed === 0) return undefined;
  const days = await listMetDays(db, id, period);
  const partly =
    owed < daysOwed(rules, grade, null, period) && gradeSetOn
      ? `（${formatDay(gradeSetOn)}才定${grade}级）`
      : '';
  const met = days.length > 0 ? `${days.length}次（${days.map(formatDay).join('、')}）` : '0次';
  return `${period.kind === 'week' ? '本周' : '本月'}应联系${owed}次${partly}，已${met}`;
}

/** What one person or store owes of the week and of the month of a day. */
export interface QuotaRow {
  storeId: StoreId;
  ownerId: UserId;
  week: Quota;
  month: Quota;
}

/** By the grades as they stood at `at`, and what was done until then, by the rules of the day `on`. */
export async function readQuotas(
  db: Db,
  subject: Subject,
  book: RuleBook,
  { on, at }: { on: Day; at: Date },
): Promise<QuotaRow[]> {
  const rules = book.on(on);
  const periods = { week: weekOf(on), month: monthOf(on) };
  const countedBy = (kind: 'week' | 'month') =>
    GRADES.filter((grade) => periodOf(rules, grade, on).kind === kind);
  const [week, month] = await Promise.all([
    countMet(db, subject, { period: periods.week, grades: countedBy('week'), at }),
    countMet(db, subject, { period: periods.month, grades: countedBy('month'), at }),
  ]);
  const byOwner = new Map<
    string,
    { storeId: StoreId; ownerId: UserId; week: MetAlike[]; month: MetAlike[] }
  >();
  for (const [kind, rows] of [
    ['week', week],
    ['month', month],
  ] as const) {
    for (const { storeId, ownerId, ...met } of rows) {
      const key = `${storeId} ${ownerId}`;
      const own = byOwner.get(key) ?? { storeId, ownerId, week: [], month: [] };
      byOwner.set(key, own);
      own[kind].push(met);
    }
  }
  return [...byOwner.values()].map((own) => ({
    storeId: own.storeId,
    ownerId: own.ownerId,
    week: quotaOf(rules, own.week, periods.week),
    month: quotaOf(rules, own.month, periods.month),
  }));
}

/** What is owed and done grade by grade, those first that are counted by the week. */
export async function quotasByGrade(
  db: Db,
  subject: Subject,
  rules: Rules,
  { on, at }: { on: Day; at: Date },
): Promise<(Quota & { grade: Grade; kind: 'week' | 'month' })[]> {
  const grades = gradesInUse(rules);
  const counted = await Promise.all(
    [weekOf(on), monthOf(on)].map(async (period) => {
      const own = grades.filter((grade) => periodOf(rules, grade, on).kind === period.kind);
      const rows = await countMet(db, subject, { period, grades: own, at });
      return own.map((grade) => ({
        grade,
        kind: period.kind,
        ...quotaOf(
          rules,
          rows.filter((row) => row.grade === grade),
          period,
        ),
      }));
    }),
  );
  return counted.flat().filter(({ owed }) => owed > 0);
}

export function sumQuotas(
  rows: readonly Pick<QuotaRow, 'week' | 'month'>[],
): Pick<QuotaRow, 'week' | 'month'> {
  const sum = (kind: 'week' | 'month') => ({
    owed: rows.reduce((total, row) => total + row[kind].owed, 0),
    done: rows.reduce((total, row) => total + row[kind].done, 0),
  });
  return { week: sum('week'), month: sum('month') };
}

/** "本周应回访12次 完成9次（75%）；C级本月…"; undefined where nothing is owed. */
export function quotaSumLine(
  rows: readonly QuotaRow[],
  { on, today, rules }: { on: Day; today: Day; rules: Rules },
): string | undefined {
  const { week, month } = sumQuotas(rows);
  const monthly = gradesInUse(rules).filter((grade) => periodOf(rules, grade, on).kind === 'month');
  const isThisWeek = weekStart(on) === weekStart(today);
  const isThisMonth = monthStart(on) === monthStart(today);
  const words = [
    quotaWords(isThisWeek ? '本周' : `${formatDay(weekStart(on))}那周`, week),
    quotaWords(`${monthly.join('、')}级${isThisMonth ? '本月' : `${Number(on.slice(5, 7))}月`}`, month),
  ].filter((part) => part !== undefined);
  return words.length > 0 ? words.join('；') : undefined;
}

function quotaWords(label: string, { owed, done }: Quota): string | undefined {
  if (owed === 0) return undefined;
  return `${label}应回访${owed}次 完成${done}次（${Math.round((done / owed) * 100)}%）`;
}

/** 周频次9/12: what stands beside a name; empty where nothing is owed this week. */
export function quotaShort(rows: readonly QuotaRow[]): string {
  const { week } = sumQuotas(rows);
  return week.owed === 0 ? '' : `周频次${week.done}/${week.owed}`;
}

/** Stands behind other definitions on one line. */
export const QUOTA_DEFINITION = '应回访=按级别该联系的天数，后半周、下半月定级的减半';
