import { listStaff, listStores } from '../db/staff.ts';
import { answersTo, calledBy } from '../domain/staff.ts';
import type { Meaning } from '../language/meaning.ts';
import type { View } from '../reports/statistics.ts';
import { scopeOf, seesAll } from './access.ts';

import { type Talk, UserError } from './command.ts';

/**
 * Whom a question for figures or names is about: the store or the colleague that it names, else all that the asker
 * answers for. Throws a `UserError` where that is not his to see.
 */
export async function viewAsked({ db, member, text }: Talk, { store, staff, owner }: Meaning): Promise<View> {
  const [stores, people] = await Promise.all([listStores(db), listStaff(db)]);
  if (store) return viewOfStore(store);
  const told = typeof staff === 'string' ? staff : undefined;
  // Names of the staff are no words of the language: a colleague's full name stands in the text.
  const named = told ?? people.find(({ name }) => text.includes(name))?.name;
  if (named && owner !== 'me') return viewOfPerson(named);
  const isOwn = owner === 'me';
  if (!isOwn && (seesAll(member) || member.roles.includes('marketing')))
    return { subject: {}, scope: 'all', title: '全部', splitBy: 'store' };
  if (!isOwn && member.roles.includes('supervisor')) {
    const own = stores.filter(({ id }) => member.storeIds.includes(id));
    const storeIds = own.map(({ id }) => id);
    const title = own.map(({ name }) => name).join('、');
    return { subject: { storeIds }, scope: { storeIds }, title, splitBy: 'person' };
  }
  const { userId } = member;
  return { subject: { userId }, scope: { ownerIds: [userId] }, title: '我的', splitBy: 'none' };

  function viewOfStore(word: string): View {
    const found = stores.find(({ name }) => name.includes(word));
    if (!found) throw new UserError(`没有“${word}”这家店。有：${stores.map(({ name }) => name).join('、')}`);
    const leads = member.roles.includes('supervisor') && member.storeIds.includes(found.id);
    if (!seesAll(member) && !leads) throw new UserError(`${found.name}的数字不在您的权限里。`);
    const storeIds = [found.id];
    return { subject: { storeIds }, scope: { storeIds }, title: found.name, splitBy: 'person' };
  }

  function viewOfPerson(word: string): View {
    const person = people.find((candidate) => answersTo(candidate, word));
    const mine = scopeOf(member);
    const mayLook =
      person &&
      (mine === 'all' ||
        person.userId === member.userId ||
        ('storeIds' in mine && person.storeIds.some((id) => mine.storeIds.includes(id))));
    if (!person || !mayLook) throw new UserError('没有这位同事，或他的数字不在您的权限里。');
    const { userId } = person;
    return { subject: { userId }, scope: { ownerIds: [userId] }, title: calledBy(person), splitBy: 'none' };
  }
}
