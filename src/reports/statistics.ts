import type { Db } from '../db/connect.ts';
import { countByGrade, type Scope } from '../db/customers.ts';
import { countFigures, countOpenAt, type Figures, type Subject } from '../db/statistics.ts';
import { listStaff, listStores } from '../db/staff.ts';
import { type Grade, gradesShown } from '../domain/grade.ts';
import type { RuleBook } from '../domain/rules.ts';
import { calledBy } from '../domain/staff.ts';
import { addDays, type Day, dayOf, formatDay, instantOf } from '../domain/time.ts';
import { type Counts, kpisAsked, rate } from './kpis.ts';
import { QUOTA_DEFINITION, quotaShort, quotaSumLine, readQuotas } from './quota-words.ts';

export interface Period {
  label: string;
  since: Day;
  /** Last day, included. */
  until: Day;
}

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
  phoneOrders: 0,
  deliveries: 0,
  lost: 0,
  openBefore: 0,
};

export interface View {
  subject: Subject;
  scope: Scope;
  title: string;
  splitBy: 'store' | 'person' | 'none';
}

/** The figures of a period for one person, for stores or for all, split by the next level below, with 口径. */
export async function statistics(
  db: Db,
  view: View,
  period: Period,
  { book, now }: { book: RuleBook; now: Date },
): Promise<string> {
  const today = dayOf(now);
  const on = period.until < today ? period.until : today;
  const [rows, grades, quotas] = await Promise.all([
    figuresOf(db, view, period),
    countByGrade(db, view.scope),
    readQuotas(db, view.subject, book, { on, at: instantOf(addDays(on, 1), '00:00') }),
  ]);
  const total = sum(rows);
  const lines = [heading(view, period), ...countLines(total)];
  const holds = (grade: Grade) => grades.find((row) => row.grade === grade)?.customers ?? 0;
  const held = gradesShown(book.on(today), (grade) => holds(grade) > 0).map(
    (grade) => `${grade} ${holds(grade)}`,
  );
  const ungraded = grades.find(({ grade }) => grade === null)?.customers ?? 0;
  lines.push(`现在在手：${held.join('，')}${ungraded > 0 ? `，未定级 ${ungraded}` : ''}`);
  const quotaLine = quotaSumLine(quotas, { on, today, rules: book.on(on) });
  if (quotaLine) lines.push(quotaLine);
  const groups = await groupsOf(db, rows, view.splitBy);
  lines.push(
    ...groups.map(({ name, key, counts: { visits, calls, effective, orders } }) => {
      const own = quotas.filter((row) => (view.splitBy === 'store' ? row.storeId : row.ownerId) === key);
      const figures = `来店${visits} 来电${calls} 有效回访${effective} 订单${orders} ${quotaShort(own)}`;
      return `· ${name}：${figures.trim()}`;
    }),
    ...DEFINITIONS,
  );
  return lines.join('\n');
}

/** The figures that were asked for and nothing else, by store or person the highest first. */
export async function figuresAsked(
  db: Db,
  view: View,
  period: Period,
  codes: readonly string[],
): Promise<string | undefined> {
  const { kpis, missing } = kpisAsked(codes);
  if (kpis.length === 0)
    return missing.length > 0 ? `${missing.join('、')}还没有数据，答不上来。` : undefined;
  const rows = await figuresOf(db, view, period);
  const groups = await groupsOf(db, rows, view.splitBy);
  const total = sum(rows);
  const lines = [heading(view, period)];
  for (const { name, show, rank } of kpis) {
    lines.push(`${name} ${show(total)}`);
    const ranked = groups.toSorted((a, b) => rank(b.counts) - rank(a.counts));
    lines.push(...ranked.map((group) => `· ${group.name} ${show(group.counts)}`));
  }
  const definitions = kpis.flatMap(({ definition }) => definition ?? []);
  if (definitions.length > 0) lines.push(`口径：${definitions.join('；')}`);
  if (missing.length > 0) lines.push(`${missing.join('、')}还没有数据，答不上来。`);
  return lines.join('\n');
}

function heading({ title }: View, { label, since, until }: Period): string {
  const span = since === until ? formatDay(since) : `${formatDay(since)}-${formatDay(until)}`;
  return `${title} ${label}（${span}）`.replace(' （', '（');
}

async function figuresOf(db: Db, { subject }: View, period: Period): Promise<Row[]> {
  const since = instantOf(period.since, '00:00');
  const until = instantOf(addDays(period.until, 1), '00:00');
  const [events, open] = await Promise.all([
    countFigures(db, subject, since, until),
    countOpenAt(db, subject, since),
  ]);
  const rows: Row[] = events.map((row) => ({ ...row, openBefore: 0 }));
  for (const { storeId, userId, openBefore } of open) rows.push({ ...ZERO, storeId, userId, openBefore });
  return rows;
}

type Row = Counts & Pick<Figures, 'storeId' | 'userId'>;

function countLines(counts: Counts): string[] {
  const { visits, firstVisits, firstRecorded, calls, cards, contacts, effective } = counts;
  return [
    `来店 ${visits}批（首次 ${firstVisits}，再次 ${visits - firstVisits}），来电 ${calls}`,
    `留档率 ${rate(firstRecorded, firstVisits)}，来电率 ${rate(calls, calls + visits)}，新建卡 ${cards}`,
    `回访 ${contacts}次，有效 ${effective}；试驾 ${counts.testDrives}`,
    `订单 ${counts.orders}，交车 ${counts.deliveries}，战败 ${counts.lost}；成交率 ${rate(counts.orders, firstRecorded)}`,
  ];
}

/** The same figures, store by store or person by person. */
async function groupsOf(
  db: Db,
  rows: readonly Row[],
  by: View['splitBy'],
): Promise<{ name: string; key: string | number; counts: Counts }[]> {
  if (by === 'none') return [];
  const groups = new Map<string | number, Row[]>();
  for (const row of rows) {
    const key = by === 'store' ? row.storeId : row.userId;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const names = new Map<string | number, string>(
    by === 'store'
      ? (await listStores(db)).map(({ id, name }) => [id, name])
      : (await listStaff(db)).map((person) => [person.userId, calledBy(person)]),
  );
  return [...groups].map(([key, group]) => ({ name: names.get(key) ?? '已离职', key, counts: sum(group) }));
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
  `有效=通了有内容、来店、微信双向；成交率=收订÷首次留档；${QUOTA_DEFINITION}`,
] as const;
