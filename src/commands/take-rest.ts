import { colleagueCalled } from '../chat/colleagues.ts';
import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { entrustedWork, reckonFor, spanOf, whoRests } from '../chat/resting.ts';
import { type Customer, findCustomers } from '../db/customers.ts';
import { listCovered } from '../db/due.ts';
import { post } from '../db/outbox.ts';
import { addRestDays, listRestDays } from '../db/rules.ts';
import { listStaff, type StaffRow } from '../db/staff.ts';
import { addTask } from '../db/tasks.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { addDays, type Day, dayOf } from '../domain/time.ts';
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
    { say: '小马周六休', means: { intents: ['setRestDay'], staff: '小马' }, for: 'supervisor' },
  ],
  async handle(talk, meaning) {
    const { db, member, at } = talk;
    const today = dayOf(at);
    const people = await listStaff(db);
    const person = whoRests(talk, meaning, people);
    const delegate = delegateOf(person, meaning, people);
    const named = daysOf(meaning, today);
    const days = named.length > 0 || !delegate ? named : await daysWithout(talk, person, delegate);
    if (days.length === 0) {
      return { lines: ['休哪几天？回：明后天 / 周六 / 4月11日到13日'], readOnly: true, incomplete: true };
    }
    const noted = await addRestDays(db, days, {
      userId: person.userId,
      delegateId: delegate?.userId ?? null,
      by: member.userId,
      at,
    });
    const [first = today] = [...days].sort();
    const earlier = (await reckonFor(talk, person.userId, first)).filter(
      ({ from, to }) => from !== null && to !== null && to < from,
    );
    const left = await listCovered(db, person.userId, days, today);
    const alone = noted.flatMap(({ on, delegateId }) => (delegateId === null ? [on] : []));
    const uncovered = alone.length === 0 ? [] : await listCovered(db, person.userId, alone, today);
    const isOwn = person.userId === member.userId;
    const lines = [
      `已记${isOwn ? '您' : calledBy(person)}休息：${spanOf(days)}${standInWords(noted, people, delegate)}`,
      ...(earlier.length > 0 ? [`${earlier.length}位客户提前到休息前`] : []),
      ...(left.length > uncovered.length ? [`挪不开的${left.length}位由代班打`, ...briefs(left)] : []),
      ...(uncovered.length > 0
        ? [`挪不开的${uncovered.length}位还没人代${isOwn ? '，回：小马帮我跟' : ''}`, ...briefs(uncovered)]
        : []),
      ...(isOwn && days.includes(today) ? ['今天起不再给您发待办'] : []),
    ];
    const entrusted = delegate ? await entrust(talk, person, meaning.customers ?? [], delegate, days) : [];
    if (entrusted.length > 0) lines.push(`点名请他跟的：${entrusted.map(describe).join('、')}`);
    if (delegate)
      await tell(talk, person, delegate, days, new Set([...left, ...entrusted].map(({ id }) => id)).size);
    else await tellSupervisor(talk, person, people, alone, uncovered.length);
    if (!isOwn) {
      const text = `${member.name}给您记了休息：${spanOf(days)}${standInWords(noted, people, delegate)}。不对请回：${spokenDay(days)}不休了`;
      await tellPerson(talk, person, text);
    }
    return { lines };
  },
});

/** ，马辉代班: whoever was named, now or before, of several each with his days. */
function standInWords(
  noted: readonly { on: Day; delegateId: UserId | null }[],
  people: readonly StaffRow[],
  named: StaffRow | undefined,
): string {
  if (named) return `，${calledBy(named)}代班`;
  const words = [...new Set(noted.map(({ delegateId }) => delegateId))].flatMap((userId) => {
    const person = people.find((each) => each.userId === userId);
    if (!person) return [];
    const days = noted.flatMap(({ on, delegateId }) => (delegateId === userId ? [on] : []));
    return days.length === noted.length
      ? [`还是${calledBy(person)}代班`]
      : [`${spanOf(days)}${calledBy(person)}代班`];
  });
  return words.map((each) => `，${each}`).join('');
}

/** 4月11号: a day as one says it. */
function spokenDay(days: readonly Day[]): string {
  const [first = ''] = [...days].sort();
  return `${Number(first.slice(5, 7))}月${Number(first.slice(8))}号`;
}

async function tellPerson({ db, at, messageId }: Talk, { userId }: StaffRow, text: string): Promise<void> {
  const key = `rest-noted:${messageId}`;
  await post(db, { key, to: userId, body: { kind: 'text', text }, at, cause: messageId });
}

/** Whom he named to be looked after stands on top of the stand-in's list, due or not; answers whom he has. */
async function entrust(
  { db, member, at }: Talk,
  person: StaffRow,
  names: readonly string[],
  delegate: StaffRow,
  days: readonly Day[],
): Promise<Customer[]> {
  const entrusted: Customer[] = [];
  const [first = dayOf(at)] = [...days].sort();
  for (const name of names) {
    const clue = { name, surname: surnameOf(name) ?? null };
    const found = await findCustomers(db, { ownerIds: [person.userId] }, clue);
    const [only, second] = found.filter((customer) => customer.name === name || customer.alias === name);
    if (!only || second) continue;
    const { id: customerId, storeId } = only;
    const what = entrustedWork(person);
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
async function daysWithout({ db, at }: Talk, { userId }: StaffRow, delegate: StaffRow): Promise<Day[]> {
  const noted = await listRestDays(db, userId, dayOf(at));
  return noted.flatMap(({ on, delegateId }) =>
    (delegateId ?? delegate.userId) === delegate.userId ? [on] : [],
  );
}

function delegateOf(person: StaffRow, { to }: Meaning, people: readonly StaffRow[]): StaffRow | undefined {
  const named = typeof to === 'object' ? to.staff : undefined;
  if (!named) return undefined;
  const others = people.filter(({ userId }) => userId !== person.userId);
  return colleagueCalled(others, named, person.storeIds[0]);
}

function briefs(left: Parameters<typeof describeApart>[0][]): string[] {
  const more = left.length > MOST_BRIEFS ? [`· 等${left.length}位`] : [];
  return [...left.slice(0, MOST_BRIEFS).map((customer) => `· ${describeApart(customer)}`), ...more];
}

async function tell(
  { db, at, messageId }: Talk,
  { name }: StaffRow,
  to: StaffRow,
  days: readonly Day[],
  left: number,
): Promise<void> {
  const text = `${name}${spanOf(days)}休息，请您代班：到期的${left}位当天会出现在您的待办里，标着“代班”，直接回编号就行。`;
  const key = `stand-in:${messageId}`;
  await post(db, { key, to: to.userId, body: { kind: 'text', text }, at, cause: messageId });
}

/** Nobody stands in, and something falls on these days: his supervisor has to know. */
async function tellSupervisor(
  { db, member, at, messageId }: Talk,
  { userId, name, storeIds: [storeId] }: StaffRow,
  people: readonly StaffRow[],
  days: readonly Day[],
  left: number,
): Promise<void> {
  const supervisor = storeId && supervisorOf(people, userId, storeId);
  if (left === 0 || !supervisor || supervisor.userId === member.userId) return;
  const text = `${name}${spanOf(days)}休息，有${left}位客户那几天到期，还没人代班。`;
  const key = `no-stand-in:${messageId}`;
  await post(db, { key, to: supervisor.userId, body: { kind: 'text', text }, at, cause: messageId });
}
