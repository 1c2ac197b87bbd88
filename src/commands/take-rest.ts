import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { type Customer, findCustomers } from '../db/customers.ts';
import { listCovered, reckonDue } from '../db/due.ts';
import { post } from '../db/outbox.ts';
import { addRestDays, listRestDays, readAllDaysOff } from '../db/rules.ts';
import { listStaff, type StaffRow } from '../db/staff.ts';
import { addTask } from '../db/tasks.ts';
import { answersTo } from '../domain/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { addDays, type Day, dayOf, formatDay } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import { surnameOf } from '../language/values/names.ts';

/** Nobody is away longer by one message: it would be a slip. */
const LONGEST = 31;
const MOST_BRIEFS = 5;

export default defineCommand({
  name: '休息代班',
  rank: 140,
  takes: ['setRestDay', 'delegate'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager'],
  help: '记休息日，请人代班；到期的客户会提前或由代班打',
  examples: [
    { say: '我明后天休', means: { intents: ['setRestDay'] } },
    { say: '周六我休 小马帮我跟', means: { intents: ['setRestDay', 'delegate'], to: { staff: '小马' } } },
  ],
  async handle(talk, meaning) {
    const { db, member, at } = talk;
    const today = dayOf(at);
    const people = await listStaff(db);
    const delegate = delegateOf(talk, meaning, people);
    const named = daysOf(meaning, today);
    const days = named.length > 0 || !delegate ? named : await daysWithout(talk, delegate);
    if (days.length === 0) {
      return { lines: ['休哪几天？回：明后天 / 周六 / 4月11日到13日'], readOnly: true, incomplete: true };
    }
    await addRestDays(db, days, {
      userId: member.userId,
      delegateId: delegate?.userId ?? null,
      by: member.userId,
      at,
    });
    const moved = await reckonOwn(talk, days);
    const left = await listCovered(db, member.userId, days, today);
    const lines = [
      `已记您休息：${spanOf(days)}${delegate ? `，${calledBy(delegate)}代班` : ''}`,
      ...(moved > 0 ? [`${moved}位客户提前到休息前`] : []),
      ...(left.length > 0
        ? [`挪不开的${left.length}位${delegate ? '由代班打' : '还没人代，回：小马帮我跟'}`, ...briefs(left)]
        : []),
      ...(days.includes(today) ? ['今天起不再给您发待办'] : []),
    ];
    const entrusted = delegate ? await entrust(talk, meaning.customers ?? [], delegate, days) : [];
    if (entrusted.length > 0) lines.push(`点名请他跟的：${entrusted.map(describe).join('、')}`);
    if (delegate) await tell(talk, delegate, days, new Set([...left, ...entrusted].map(({ id }) => id)).size);
    else await tellSupervisor(talk, people, days, left.length);
    return { lines };
  },
});

/** Whom he named to be looked after stands on top of the stand-in's list, due or not; answers whom he has. */
async function entrust(
  { db, member, at }: Talk,
  names: readonly string[],
  delegate: StaffRow,
  days: readonly Day[],
): Promise<Customer[]> {
  const entrusted: Customer[] = [];
  const [first = dayOf(at)] = [...days].sort();
  for (const name of names) {
    const clue = { name, surname: surnameOf(name) ?? null };
    const found = await findCustomers(db, { ownerIds: [member.userId] }, clue);
    const [only, second] = found.filter((customer) => customer.name === name || customer.alias === name);
    if (!only || second) continue;
    const { id: customerId, storeId } = only;
    const what = `代${member.name}跟进`;
    const owner = { ownerId: delegate.userId, by: member.userId, at };
    await addTask(db, { storeId, customerId, ...owner, kind: 'reminder', what, dueOn: first });
    entrusted.push(only);
  }
  return entrusted;
}

/** The days that were named; a number of days counts from the day named with it. */
function daysOf({ restDays, days, from }: Meaning, today: Day): Day[] {
  const start = typeof from === 'string' && /^\d{4}-/.test(from) ? (from as Day) : today;
  const named = restDays ?? Array.from({ length: days ?? 0 }, (_, index) => addDays(start, index));
  const ahead = named.filter((on) => on >= today);
  if (ahead.length < named.length || ahead.length > LONGEST)
    throw new UserError('这些日子不对，没有记。请说今天以后、一个月以内的，如：我周六休');
  return ahead;
}

/** 小马帮我跟, without a day: the rest days noted already on which nobody else stands in. */
async function daysWithout({ db, member, at }: Talk, delegate: StaffRow): Promise<Day[]> {
  const noted = await listRestDays(db, member.userId, dayOf(at));
  return noted.flatMap(({ on, delegateId }) =>
    (delegateId ?? delegate.userId) === delegate.userId ? [on] : [],
  );
}

function delegateOf({ member }: Talk, { to }: Meaning, people: readonly StaffRow[]): StaffRow | undefined {
  const named = typeof to === 'object' ? to.staff : undefined;
  if (!named) return undefined;
  const found = people.filter((person) => answersTo(person, named) && person.userId !== member.userId);
  const near = found.filter(({ storeIds }) => storeIds.some((id) => member.storeIds.includes(id)));
  const [only, second] = near.length > 0 ? near : found;
  if (!only) throw new UserError(`没有找到${named}，没有记。请写全名。`);
  if (second) throw new UserError(`有几位${named}，没有记。请写全名。`);
  return only;
}

/** His customers are due by the days on which he works; answers how many are now due earlier. */
async function reckonOwn({ db, book, member, at }: Talk, days: readonly Day[]): Promise<number> {
  const today = dayOf(at);
  const [first = today] = [...days].sort();
  const moved = await reckonDue(
    db,
    { ownerId: member.userId, dueFrom: first < today ? today : first },
    { today, rules: book.on(today), daysOff: await readAllDaysOff(db, today) },
  );
  return moved.filter(({ from, to }) => from !== null && to !== null && to < from).length;
}

function briefs(left: Parameters<typeof describeApart>[0][]): string[] {
  const more = left.length > MOST_BRIEFS ? [`· 等${left.length}位`] : [];
  return [...left.slice(0, MOST_BRIEFS).map((customer) => `· ${describeApart(customer)}`), ...more];
}

async function tell({ db, member, at, messageId }: Talk, to: StaffRow, days: readonly Day[], left: number) {
  const text = `${member.name}${spanOf(days)}休息，请您代班：到期的${left}位当天会出现在您的待办里，标着“代班”，直接回编号就行。`;
  const key = `stand-in:${messageId}`;
  await post(db, { key, to: to.userId, body: { kind: 'text', text }, at, cause: messageId });
}

/** Nobody stands in, and something falls on these days: his supervisor has to know. */
async function tellSupervisor(
  { db, member, at, messageId }: Talk,
  people: readonly StaffRow[],
  days: readonly Day[],
  left: number,
): Promise<void> {
  const [storeId] = member.storeIds;
  const supervisor = storeId && supervisorOf(people, member.userId, storeId);
  if (left === 0 || !supervisor) return;
  const text = `${member.name}${spanOf(days)}休息，有${left}位客户那几天到期，还没人代班。`;
  const key = `no-stand-in:${messageId}`;
  await post(db, { key, to: supervisor.userId, body: { kind: 'text', text }, at, cause: messageId });
}

/** 4/9周四、4/10周五 */
function spanOf(days: readonly Day[]): string {
  const sorted = [...days].sort();
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!first || !last) return '';
  const isRun = sorted.length > 2 && last === addDays(first, sorted.length - 1);
  return isRun ? `${formatDay(first)}到${formatDay(last)}` : sorted.map(formatDay).join('、');
}

function calledBy({ alias, name }: StaffRow): string {
  return alias ?? name;
}
