import { reckonDue, type Reckoned } from '../db/due.ts';
import { readAllDaysOff } from '../db/rules.ts';
import type { StaffRow } from '../db/staff.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { addDays, type Day, dayOf, formatDay } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import { seesAll } from './access.ts';
import { colleagueCalled } from './colleagues.ts';
import { type Talk, UserError } from './command.ts';

/** Whose days off are spoken of: the sender's own, or from a superior those of one of his people. */
export function whoRests({ member, text }: Talk, { staff }: Meaning, people: readonly StaffRow[]): StaffRow {
  // 一鸣明天休息: a given name alone is no word of the language, but a colleague's.
  const given = people.find(
    ({ name, userId }) => userId !== member.userId && name.length === 3 && text.startsWith(name.slice(1)),
  )?.name;
  const word = typeof staff === 'string' ? staff : given;
  const person =
    word === undefined
      ? people.find(({ userId }) => userId === member.userId)
      : colleagueCalled(people, word, member.storeIds[0]);
  if (!person) throw new UserError('通讯录里没有您，请联系管理员。');
  const leads =
    member.roles.includes('supervisor') && person.storeIds.some((id) => member.storeIds.includes(id));
  if (person.userId !== member.userId && !leads && !seesAll(member))
    throw new UserError(`${calledBy(person)}的休息请他自己说，或请主管来记。`);
  return person;
}

/** Somebody's customers are due by the days on which he works, those from a day on; answers whose day is another one. */
export async function reckonFor({ db, book, at }: Talk, ownerId: UserId, from: Day): Promise<Reckoned[]> {
  const today = dayOf(at);
  return reckonDue(
    db,
    { ownerId, dueFrom: from < today ? today : from },
    { today, rules: book.on(today), daysOff: await readAllDaysOff(db, today) },
  );
}

/** What a task is called by which somebody looks after a customer of another, who asked for it by name. */
export function entrustedWork({ name }: StaffRow): string {
  return `代${name}跟进`;
}

/** 4/9周四、4/10周五 */
export function spanOf(days: readonly Day[]): string {
  const sorted = [...days].sort();
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!first || !last) return '';
  const isRun = sorted.length > 2 && last === addDays(first, sorted.length - 1);
  return isRun ? `${formatDay(first)}到${formatDay(last)}` : sorted.map(formatDay).join('、');
}
