import { type Campaign, tallyCampaign } from '../db/campaigns.ts';
import type { Db } from '../db/connect.ts';
import type { StaffRow, Store } from '../db/staff.ts';
import {
  type Alike,
  type CampaignDates,
  overseersOf,
  type Progress,
  progressOf,
} from '../domain/campaign.ts';
import type { Rules } from '../domain/rules.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { addDays, type Day, formatDay } from '../domain/time.ts';

/** One phone screen. */
const MOST_PARTS = 10;
const MOST_NAMED = 6;

/** A store's campaign and how far it is. */
export interface Tallied {
  campaign: Campaign;
  store: string;
  rows: Alike[];
}

/** 一店、二店, or 12家店 where the names would fill the screen. */
export function storesWords(names: readonly string[]): string {
  return names.length > MOST_NAMED ? `${names.length}家店` : names.join('、');
}

/** As many lines as fit, and how many stores are left out. */
export function fitting(lines: readonly string[]): string[] {
  const more = lines.length - MOST_PARTS;
  return [...lines.slice(0, MOST_PARTS), ...(more > 0 ? [`另有${more}家店`] : [])];
}

/** By whom and where: what the texts about campaigns name. */
export interface Company {
  people: readonly StaffRow[];
  stores: readonly Store[];
}

export async function tallyAll(
  db: Db,
  campaigns: readonly Campaign[],
  { stores }: Company,
  { detailFields }: Rules,
): Promise<Tallied[]> {
  const tallied: Tallied[] = [];
  for (const campaign of campaigns) {
    const store = stores.find(({ id }) => id === campaign.storeId)?.name ?? '';
    tallied.push({ campaign, store, rows: await tallyCampaign(db, campaign, detailFields) });
  }
  return tallied;
}

/** How far it is: the sum, then each person of a store, or each of several stores. */
export function progressText(
  title: string,
  tallied: readonly Tallied[],
  { people, rules, endedOn }: Pick<Company, 'people'> & { rules: Rules; endedOn?: Day },
): string {
  const { from, to } = spanOf(tallied);
  const sum = progressOf(tallied.flatMap(({ rows }) => rows));
  const parts = partsOf(tallied, people).toSorted((a, b) => b.progress.toCall - a.progress.toCall);
  const shown = parts.slice(0, MOST_PARTS);
  const more = parts.length - shown.length;
  return [
    `${title}（${formatDay(from)}到${formatDay(endedOn ?? to)}）`,
    countsLine(sum),
    ...(sum.settled > 0 ? [`另有${sum.settled}位没等到回访就已订车、战败或不用再打`] : []),
    ...(sum.graded > 0 ? [gradesLine(sum)] : []),
    ...shown.map(({ name, progress }) => `· ${name} ${countsLine(progress)}`),
    ...(more > 0 ? [`另有${more}${tallied.length > 1 ? '家店' : '人'}`] : []),
    `口径：开始时在跟的客户，按现在的归属；回访=${formatDay(from)}起有效联系，评级=聊完评了级别（不变也算），完整=12项里有${rules.detailFields}项`,
  ].join('\n');
}

/** 总30 回访12 评级10 完整20 收回1 待打17 */
export function countsLine({ total, reached, graded, complete, recalled, toCall }: Progress): string {
  return `总${total} 回访${reached} 评级${graded} 完整${complete} 收回${recalled} 待打${toCall}`;
}

function gradesLine({ up, down, same, first }: Progress): string {
  return `评级结果：升${up} 降${down} 不变${same}${first > 0 ? ` 新定${first}` : ''}`;
}

function partsOf(tallied: readonly Tallied[], people: readonly StaffRow[]) {
  const [only, ...others] = tallied;
  if (!only) return [];
  if (others.length > 0)
    return tallied.map(({ store, rows }) => ({ name: store, progress: progressOf(rows) }));
  return byPerson(only.rows).map(({ personId, rows }) => ({
    name: nameOf(people, personId),
    progress: progressOf(rows),
  }));
}

function byPerson(rows: readonly Alike[]): { personId: UserId; rows: Alike[] }[] {
  return [...new Set(rows.map(({ personId }) => personId))].map((personId) => ({
    personId,
    rows: rows.filter((row) => row.personId === personId),
  }));
}

export function nameOf(people: readonly StaffRow[], userId: UserId): string {
  const person = people.find((each) => each.userId === userId);
  return person ? calledBy(person) : '已离开的同事';
}

/** From the first day of any of them to the last. */
function spanOf(tallied: readonly Tallied[]): { from: Day; to: Day } {
  const [from] = tallied.map(({ campaign }) => campaign.startsOn).toSorted();
  const to = tallied
    .map(({ campaign }) => campaign.endsOn)
    .toSorted()
    .at(-1);
  if (!from || !to) throw new Error('no campaign');
  return { from, to };
}

/** The line of the weekly summary: 盘点（到4/23周四）：总86 回访40 …; none while no campaign runs. */
export function campaignLines(tallied: readonly Tallied[]): string[] {
  if (tallied.length === 0) return [];
  const sum = progressOf(tallied.flatMap(({ rows }) => rows));
  return [`盘点（到${formatDay(spanOf(tallied).to)}）：${countsLine(sum)}`];
}

/** What a milestone asks for: what is still missing, and how that is said. */
export const MILESTONES = {
  collect: {
    dayOf: ({ collectBy }: Campaign) => collectBy,
    missing: ({ thin }: Progress) => thin,
    title: (on: Day) => `盘点资料${formatDay(on)}收齐`,
    lacking: ({ detailFields }: Rules) => `卡片不够${detailFields}项的`,
    done: '都齐了',
    advice: '让顾问直接回缺的内容，如：王先生 预算18万 全款',
  },
  forms: {
    dayOf: ({ formsBy }: Campaign) => formsBy,
    missing: ({ ungraded }: Progress) => ungraded,
    title: (on: Day) => `盘点管制表${formatDay(on)}要齐`,
    lacking: () => '还没定级、上不了表的',
    done: '都定了级',
    advice: '让顾问定级，如：王先生B 等旧车评估',
  },
} as const;

export type Milestone = keyof typeof MILESTONES;

/** "· 一店 86位里26位：刘洋10，马辉8" */
export function milestoneLine(
  milestone: Milestone,
  { store, rows }: Tallied,
  people: readonly StaffRow[],
): string {
  const { missing, done } = MILESTONES[milestone];
  const sum = progressOf(rows);
  if (missing(sum) === 0) return `· ${store} ${sum.total}位${done}`;
  const named = byPerson(rows)
    .map((each) => ({ name: nameOf(people, each.personId), count: missing(progressOf(each.rows)) }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  const shown = named.slice(0, MOST_NAMED).map(({ name, count }) => `${name}${count}`);
  return `· ${store} ${sum.total}位里${missing(sum)}位：${shown.join('，')}${named.length > shown.length ? '等' : ''}`;
}

/** What everybody reads when campaigns end: the overseers all they oversee, consultants what is theirs. */
export function closingNotices(
  tallied: readonly Tallied[],
  { people, rules, endedOn }: Pick<Company, 'people'> & { rules: Rules; endedOn: Day },
): { to: UserId; text: string }[] {
  const overseers = byOverseer(people, tallied, 'beginningOrEnd').map(({ to, theirs }) => ({
    to,
    text: progressText('资源盘点结束', theirs, { people, rules, endedOn }),
  }));
  const told = new Set(overseers.map(({ to }) => to));
  const consultants = byPerson(tallied.flatMap(({ rows }) => rows))
    .filter(({ personId }) => !told.has(personId) && people.some(({ userId }) => userId === personId))
    .map(({ personId, rows }) => ({
      to: personId,
      text: `资源盘点结束，您的客户：${countsLine(progressOf(rows))}。还没联系上的，按平时的待办接着打。`,
    }));
  return [...overseers, ...consultants];
}

/** Who oversees which of them. */
export function byOverseer(
  people: readonly StaffRow[],
  tallied: readonly Tallied[],
  what: Parameters<typeof overseersOf>[2],
): { to: UserId; theirs: Tallied[] }[] {
  const told = tallied.map((each) => ({ each, readers: overseersOf(people, each.campaign, what) }));
  return [...new Set(told.flatMap(({ readers }) => readers))].map((to) => ({
    to,
    theirs: told.filter(({ readers }) => readers.includes(to)).map(({ each }) => each),
  }));
}

/** 资料4/12周日前补齐，管制表4/11周六前出，4/13周一起分批回访，4/23周四前全部完成 */
export function datesLine({ collectBy, formsBy, endsOn }: CampaignDates): string {
  return `资料${formatDay(collectBy)}前补齐，管制表${formatDay(formsBy)}前出，${formatDay(addDays(collectBy, 1))}起分批回访，${formatDay(endsOn)}前全部完成`;
}
