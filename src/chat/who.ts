import {
  type Customer,
  type CustomerClue,
  findByPhone,
  findCustomer,
  findCustomers,
  findMentioned,
} from '../db/customers.ts';
import { findStaff } from '../db/staff.ts';
import type { CustomerId } from '../domain/ids.ts';
import { calledBy } from '../domain/staff.ts';
import { dayOf } from '../domain/time.ts';
import type { CustomerRef, Meaning } from '../language/meaning.ts';
import { readNames, surnameOf } from '../language/values/names.ts';
import { maySee, scopeOf } from './access.ts';
import type { Talk } from './command.ts';
import { describe } from './describe.ts';
import { lastCustomer } from './pending.ts';

export type Who =
  | { kind: 'found'; customer: Customer }
  /** Several fit: never picked silently (D40). */
  | { kind: 'several'; customers: Customer[] }
  /** What to say instead; `elsewhere` is the only one of the others' whom it fits. */
  | { kind: 'nobody'; say: string; elsewhere?: Customer }
  /** Nobody was named and nobody was just spoken of. */
  | { kind: 'unnamed' };

/** The most that are offered to choose from (D40). */
const MOST_CHOICES = 5;

/** Finds the customer whom a message is about, among those its sender may see. */
export async function findWho(
  talk: Talk,
  meaning: Meaning,
  hints: { chosen?: CustomerId | undefined; candidates?: readonly CustomerId[] } = {},
): Promise<Who> {
  if (hints.chosen !== undefined) return findChosen(talk, hints.chosen);
  const ref = meaning.customerRef;
  const isUnnamed = ref === undefined || ref === null || ref === 'last';
  if (isUnnamed && hints.candidates?.length) {
    const last = lastCustomer(talk.conversation, talk.at);
    const isSpokenOf = last !== undefined && hints.candidates.includes(last);
    return isSpokenOf ? findChosen(talk, last) : findAmong(talk, hints.candidates);
  }
  if (ref === undefined || ref === null || ref === 'last') {
    const mentioned = await findMentioned(talk.db, talk.member.userId, talk.text);
    const [only] = mentioned;
    if (!only) return findLast(talk);
    return mentioned.length === 1
      ? { kind: 'found', customer: only }
      : { kind: 'several', customers: mentioned.slice(0, MOST_CHOICES) };
  }
  if (ref.index !== undefined) return findListed(talk, ref.index);
  if (ref.phone) {
    const customer = await findByPhone(talk.db, ref.phone);
    if (!customer)
      return { kind: 'nobody', say: `没有${ref.phone}这个客户。先登记：登记 称呼 ${ref.phone} 车型` };
    return maySee(talk.member, customer) ? { kind: 'found', customer } : notYours(talk, customer);
  }
  return findNamed(talk, ref, meaning);
}

async function findLast(talk: Talk): Promise<Who> {
  const id = lastCustomer(talk.conversation, talk.at);
  return id === undefined ? { kind: 'unnamed' } : findChosen(talk, id);
}

async function findAmong({ db, member }: Talk, ids: readonly CustomerId[]): Promise<Who> {
  const found = await Promise.all([...new Set(ids)].slice(0, MOST_CHOICES).map((id) => findCustomer(db, id)));
  const customers = found.flatMap((customer) => (customer && maySee(member, customer) ? [customer] : []));
  const [only] = customers;
  if (!only) return { kind: 'unnamed' };
  return customers.length === 1 ? { kind: 'found', customer: only } : { kind: 'several', customers };
}

async function findChosen({ db, member }: Talk, id: CustomerId): Promise<Who> {
  const customer = await findCustomer(db, id);
  return customer && maySee(member, customer) ? { kind: 'found', customer } : { kind: 'unnamed' };
}

async function findListed({ db, conversation, at, member }: Talk, index: number): Promise<Who> {
  const { listed, listedOn } = conversation;
  if (listedOn !== dayOf(at) || listed.length === 0) {
    return { kind: 'nobody', say: '今天还没有列过名单。发“待办”看今天要打谁。' };
  }
  const id = listed[index - 1];
  const customer = id && (await findCustomer(db, id));
  if (!customer || !maySee(member, customer)) {
    return { kind: 'nobody', say: `名单里没有第${index}个，一共${listed.length}个。` };
  }
  return { kind: 'found', customer };
}

async function findNamed(talk: Talk, ref: CustomerRef, meaning: Meaning): Promise<Who> {
  const { db, member } = talk;
  const name = ref.alias ?? ref.name ?? '';
  const clue = name === '' && ref.last4 ? { last4: ref.last4 } : { name, surname: surnameOf(name) ?? null };
  const scope = scopeOf(member);
  // The sender's own customers of that name came with the message; whoever sees more is asked for more.
  const isOwn =
    scope !== 'all' &&
    'ownerIds' in scope &&
    scope.ownerIds.length === 1 &&
    !scope.alsoIds &&
    talk.own.length > 0 &&
    'surname' in clue;
  const found = isOwn && isSameClue(talk.clue, clue) ? talk.own : await findCustomers(db, scope, clue);
  const fitting = narrow(found, ref, meaning.interest ?? meaning.order);
  const [only] = fitting;
  if (!only) {
    const [elsewhere, another] = narrow(await findCustomers(db, 'all', clue), ref, meaning.interest);
    if (elsewhere) return notYours(talk, elsewhere, another === undefined);
    const called = ref.last4 ? `尾号${ref.last4}` : name;
    return {
      kind: 'nobody',
      say: `没找到${called}。新客户请先登记，如：登记 ${ref.last4 ? '王先生' : called} 手机号 车型 级别`,
    };
  }
  return fitting.length === 1
    ? { kind: 'found', customer: only }
    : { kind: 'several', customers: fitting.slice(0, MOST_CHOICES) };
}

/** The full name or form of address wins over the bare surname, then the car and colour named with it. */
function narrow(found: readonly Customer[], ref: CustomerRef, interest: Meaning['interest']): Customer[] {
  const words = [ref.name, ref.alias].filter((word) => word !== undefined);
  const steps: ((customer: Customer) => boolean)[] = [
    ({ name, alias }) => words.includes(name ?? '') || words.includes(alias ?? ''),
    ({ phone }) => ref.last4 !== undefined && phone?.endsWith(ref.last4) === true,
    ({ gender }) => !gender || gender === genderOf(ref),
    ({ series }) => interest?.series !== undefined && series === interest.series,
    ({ color }) => interest?.color !== undefined && color === interest.color,
  ];
  let left = [...found];
  for (const keeps of steps) {
    const kept = left.filter(keeps);
    if (kept.length > 0) left = kept;
  }
  // 李女士 is not 李先生: a form of address that says otherwise rules somebody out.
  const gender = genderOf(ref);
  return gender ? left.filter((customer) => !customer.gender || customer.gender === gender) : left;
}

function genderOf({ name = '', alias = '' }: CustomerRef): 'M' | 'F' | undefined {
  if (/[女姐太]/.test(name + alias)) return 'F';
  return /先生|哥/.test(name + alias) ? 'M' : undefined;
}

async function notYours({ db }: Talk, customer: Customer, isOnly = true): Promise<Who> {
  const owner = await findStaff(db, customer.ownerId);
  const whose = customer.state === 'pooled' ? '在公司池里' : `是${owner ? calledBy(owner) : '别人'}的客户`;
  const how = customer.state === 'pooled' ? `要跟就发：领取 ${describe(customer)}` : '要接手请找主管';
  return {
    kind: 'nobody',
    say: `${describe(customer)}${whose}，您不能改。${how}。`,
    ...(isOnly && { elsewhere: customer }),
  };
}

/** The first name in a text, as a clue to whom it is about. */
export function clueIn(text: string): CustomerClue | undefined {
  const name = readNames(text.normalize('NFKC').trim()).find(({ value }) => value.kind !== 'staff')?.value;
  return name && { name: name.alias ?? name.name, surname: name.surname ?? null };
}

function isSameClue(foreseen: CustomerClue | undefined, clue: CustomerClue): boolean {
  if (!foreseen || !('surname' in foreseen) || !('surname' in clue)) return false;
  return foreseen.surname === clue.surname && (clue.surname !== null || foreseen.name === clue.name);
}
