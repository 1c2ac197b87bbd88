import type { StaffRow } from '../db/staff.ts';
import type { StoreId } from '../domain/ids.ts';
import { answersTo } from '../domain/staff.ts';
import { UserError } from './command.ts';

/**
 * The colleague whom a word means, among those of the store that is spoken of first. Never guessed: of several the
 * sender is asked for the full name.
 */
export function colleagueCalled(people: readonly StaffRow[], word: string, near?: StoreId): StaffRow {
  const all = people.filter((person) => answersTo(person, word));
  const nearby = all.filter(({ storeIds }) => near !== undefined && storeIds.includes(near));
  const fitting = nearby.length > 0 ? nearby : all;
  const [only, second] = fitting;
  if (!only) throw new UserError(`没找到叫${word}的同事，没有改。请发通讯录里的全名。`);
  if (second) {
    const names = fitting.map(({ name }) => name).join('、');
    throw new UserError(`叫${word}的有几位：${names}。请用全名再说一次。`);
  }
  return only;
}

const FOLLOWS_UP = ['consultant', 'deskAgent', 'supervisor'] as const;

/** The colleague who is to receive customers: he is here and follows customers up. */
export function receiverCalled(people: readonly StaffRow[], word: string, near?: StoreId): StaffRow {
  const mayReceive = people.filter(
    ({ isActive, roles }) => isActive && FOLLOWS_UP.some((role) => roles.includes(role)),
  );
  return colleagueCalled(mayReceive, word, near);
}
