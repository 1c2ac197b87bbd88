import type { Db } from '../db/connect.ts';
import { countByGrade, type Scope } from '../db/customers.ts';
import { countFigures, type Figures, type Subject } from '../db/statistics.ts';
import { listStaff, listStores } from '../db/staff.ts';
import { addDays, type Day, formatDay, instantOf } from '../domain/time.ts';

export interface Period {
  label: string;
  since: Day;
  /** Last day, included. */
  until: Day;
}

type Counts = Omit<Figures, 'storeId' | 'userId'>;

const ZERO: Counts = {
  visits: 0,
  firstVisits: 0,
  firstRecorded: 0,
  calls: 0,
  cards: 0,
  contacts: 0,
  effective: 0,
  testDrives: 0,
  orders: 0,
  deliveries: 0,
  lost: 0,
};

/** The figures of a period for one person, for stores or for all, split by the next level below, with 口径. */
export async function statistics(
  db: Db,
  view: { subject: Subject; scope: Scope; title: string; splitBy: 'store' | 'person' | 'none' },
  period: Period,
): Promise<string> {
  const since = instantOf(period.since, '00:00');
  const until = instantOf(addDays(period.until, 1), '00:00');
  const [rows, grades] = await Promise.all([
    countFigures(db, view.subject, since, until),
    countByGrade(db, view.scope),
  ]);
  const span =
    period.since === period.until
      ? formatDay(period.since)
      : `${formatDay(period.since)}-${formatDay(period.until)}`;
  const total = sum(rows);
  const lines = [`${view.title} ${period.label}（${span}）`.replace(' （', '（'), ...countLines(total)];
  const held = (['O', 'A', 'B', 'C'] as const).map(
    (grade) => `${grade} ${grades.find((row) => row.grade === grade)?.customers ?? 0}`,
  );
  const ungraded = grades.find(({ grade }) => grade === null)?.customers ?? 0;
  lines.push(`现在在手：${held.join('，')}${ungraded > 0 ? `，未定级 ${ungraded}` : ''}`);
  if (view.splitBy !== 'none' && rows.length > 0) lines.push(...(await splitLines(db, rows, view.splitBy)));
  lines.push(...DEFINITIONS);
  return lines.join('\n');
}

function countLines(counts: Counts): string[] {
  const { visits, firstVisits, firstRecorded, calls, cards, contacts, effective } = counts;
  return [
    `来店 ${visits}批（首次 ${firstVisits}，再次 ${visits - firstVisits}），来电 ${calls}`,
    `留档率 ${rate(firstRecorded, firstVisits)}，来电率 ${rate(calls, calls + visits)}，新建卡 ${cards}`,
    `回访 ${contacts}次，有效 ${effective}；试驾 ${counts.testDrives}`,
    `订单 ${counts.orders}，交车 ${counts.deliveries}，战败 ${counts.lost}；成交率 ${rate(counts.orders, firstRecorded)}`,
  ];
}

/** "75%（3/4）": a rate is never shown without what it was made of; "—" when there is nothing to divide by. */
function rate(part: number, whole: number): string {
  return whole === 0 ? '—（0/0）' : `${Math.round((part / whole) * 100)}%（${part}/${whole}）`;
}

async function splitLines(db: Db, rows: readonly Figures[], by: 'store' | 'person'): Promise<string[]> {
  const groups = new Map<string | number, Figures[]>();
  for (const row of rows) {
    const key = by === 'store' ? row.storeId : row.userId;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const names = new Map<string | number, string>(
    by === 'store'
      ? (await listStores(db)).map(({ id, name }) => [id, name])
      : (await listStaff(db)).map(({ userId, alias, name }) => [userId, alias ?? name]),
  );
  return [...groups].map(([key, group]) => {
    const { visits, calls, effective, orders } = sum(group);
    return `· ${names.get(key) ?? '已离职'}：来店${visits} 来电${calls} 有效回访${effective} 订单${orders}`;
  });
}

function sum(rows: readonly Counts[]): Counts {
  const total = { ...ZERO };
  for (const row of rows) {
    for (const key of Object.keys(ZERO) as (keyof Counts)[]) total[key] += row[key];
  }
  return total;
}

const DEFINITIONS = [
  '口径：留档率=首次来店留电话÷首次来店；来电率=来电÷(来电+来店)',
  '有效=通了有内容、来店、微信双向；成交率=收订÷首次留档',
] as const;
