import { and, asc, eq, gte, inArray, lt, lte, not, or, sql } from 'drizzle-orm';
import type { Grade } from '../domain/grade.ts';
import type { CustomerId, StoreId } from '../domain/ids.ts';
import type { Phone } from '../domain/phone.ts';
import type { UserId } from '../domain/staff.ts';
import type { Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { CALLED, PROSPECT } from './owed.ts';
import { change, selectRows, type Statement, write } from './rows.ts';
import { customers } from './schema/customers.ts';

export type Customer = typeof customers.$inferSelect;
export type NewCustomer = typeof customers.$inferInsert;
export type CustomerChange = Partial<Omit<Customer, 'id' | 'createdAt' | 'createdBy'>>;

/** Whose customers are looked at: some people's, those of some stores, or all. Row permission is this. */
export type Scope =
  { ownerIds: readonly UserId[]; alsoIds?: readonly CustomerId[] } | { storeIds: readonly StoreId[] } | 'all';

function within(scope: Scope) {
  if (scope === 'all') return undefined;
  return 'ownerIds' in scope
    ? or(
        inArray(customers.ownerId, [...scope.ownerIds]),
        scope.alsoIds?.length ? inArray(customers.id, [...scope.alsoIds]) : undefined,
      )
    : inArray(customers.storeId, [...scope.storeIds]);
}

/** What a message tells of the customer it is about. */
export type CustomerClue = { name: string; surname: string | null } | { phone: Phone } | { last4: string };

const MOST_CANDIDATES = 30;

/** Customers who fit the clue, those with something due first. A card closed as no prospect is left out. */
export function findCustomers(db: Db, scope: Scope, clue: CustomerClue): Promise<Customer[]> {
  const params: unknown[] = [];
  return selectRows(
    db,
    customers,
    fitting(scope, clue, (value) => `$${params.push(value)}`),
    params,
  );
}

/** What follows `from customers`; `mark` takes a value and answers its place in the statement. */
export function fitting(scope: Scope, clue: CustomerClue, mark: (value: unknown) => string): string {
  const where = [scopeText(scope, mark), clueText(clue, mark), "state <> 'closed'"].filter(
    (part) => part !== '',
  );
  return `where ${where.join(' and ')} order by next_due_on, id limit ${MOST_CANDIDATES}`;
}

function scopeText(scope: Scope, mark: (value: unknown) => string): string {
  if (scope === 'all') return '';
  if ('ownerIds' in scope) {
    const [only, ...others] = scope.ownerIds;
    const own =
      others.length === 0
        ? `owner_id = ${mark(only)}`
        : `owner_id in (${scope.ownerIds.map(mark).join(', ')})`;
    return scope.alsoIds?.length ? `(${own} or id in (${scope.alsoIds.map(mark).join(', ')}))` : own;
  }
  return scope.storeIds.length === 0 ? 'false' : `store_id in (${scope.storeIds.map(mark).join(', ')})`;
}

function clueText(clue: CustomerClue, mark: (value: unknown) => string): string {
  if ('phone' in clue) return `phone = ${mark(clue.phone)}`;
  if ('last4' in clue) return `phone like ${mark(`%${clue.last4}`)}`;
  const { name, surname } = clue;
  if (surname !== null) return `surname = ${mark(surname)}`;
  const called = mark(name);
  return `(name = ${called} or alias = ${called})`;
}

export async function findCustomer(db: Db, id: CustomerId): Promise<Customer | undefined> {
  const [customer] = await selectRows(db, customers, 'where id = $1', [id]);
  return customer;
}

/** Somebody's own customers whose full name stands in a text: names in the records that no reader can know. */
export async function findMentioned(db: Db, ownerId: UserId, text: string): Promise<Customer[]> {
  const where = 'where owner_id = $1 and length(name) > 1 and position(name in $2) > 0 limit 10';
  return selectRows(db, customers, where, [ownerId, text]);
}

/** By phone, in whichever store: both stores share one customer (D32). */
export async function findByPhone(db: Db, phone: Phone): Promise<Customer | undefined> {
  const [customer] = await selectRows(db, customers, 'where phone = $1', [phone]);
  return customer;
}

export async function addCustomer(db: Db, customer: NewCustomer): Promise<Customer> {
  const [added] = await db.insert(customers).values(customer).returning();
  if (!added) throw new Error('no row came back from the insert');
  return added;
}

/**
 * Changes a customer who is still as he was read. Throws `StaleCustomer` when somebody else has changed his owner,
 * state or grade in between: the decision was made on what is no longer so.
 */
export async function changeCustomer(db: Db, read: Customer, fields: CustomerChange): Promise<Customer> {
  const statement = customerChange(read, fields);
  if (statement && (await write(db, statement)) === 0) throw new StaleCustomer();
  return { ...read, ...fields };
}

/** The same, not sent yet: it writes no row when he is stale. Undefined when nothing about him changes. */
export function customerChange(read: Customer, fields: CustomerChange): Statement | undefined {
  const news = Object.fromEntries(
    Object.entries(fields).filter(([field, value]) => !isSame(value, read[field as keyof Customer])),
  );
  const { id, ownerId, state, grade } = read;
  return Object.keys(news).length === 0 ? undefined : change(customers, news, { id, ownerId, state, grade });
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join());
}

export class StaleCustomer extends Error {
  override readonly name = 'StaleCustomer';
}

export const BY_GRADE = sql`case ${customers.grade} when 'H' then 0 when 'A' then 1 when 'O' then 2 when 'B' then 3 when 'C' then 4 else 5 end`;

/** Open and ordered customers, the hottest and soonest due first. */
export function listCustomers(
  db: Db,
  scope: Scope,
  filter: { grade?: NonNullable<Customer['grade']> | undefined; limit: number },
): Promise<Customer[]> {
  return db
    .select()
    .from(customers)
    .where(
      and(
        within(scope),
        inArray(customers.state, ['open', 'ordered', 'lostPending']),
        filter.grade && eq(customers.grade, filter.grade),
      ),
    )
    .orderBy(BY_GRADE, asc(customers.nextDueOn), asc(customers.id))
    .limit(filter.limit);
}

export function countByGrade(db: Db, scope: Scope) {
  return db
    .select({ grade: customers.grade, customers: sql<number>`count(*)::int` })
    .from(customers)
    .where(and(within(scope), inArray(customers.state, ['open', 'ordered', 'lostPending'])))
    .groupBy(customers.grade);
}

const BEFRIENDED = and(
  eq(customers.inBaseGroup, true),
  eq(customers.state, 'open'),
  not(customers.doNotContact),
);

/** The base group, whoever was not spoken to for longest first. */
export function listBefriended(db: Db, scope: Scope, limit: number): Promise<Customer[]> {
  return db
    .select()
    .from(customers)
    .where(and(within(scope), BEFRIENDED))
    .orderBy(sql`${customers.lastEffectiveOn} asc nulls first`, asc(customers.id))
    .limit(limit);
}

/**
 * Prospects with whom nobody has spoken since a day, or, without one, whose day is over; longest not spoken to first. The
 * base group owes nothing.
 */
export async function listOverdue(
  db: Db,
  scope: Scope,
  {
    grade,
    notSince,
    today,
    limit,
  }: { grade: Grade | undefined; notSince: Day | undefined; today: Day; limit: number },
): Promise<{ total: number; longest: Customer[] }> {
  const since = sql`coalesce(${customers.lastEffectiveOn}, (${customers.createdAt} at time zone 'Asia/Shanghai')::date)`;
  const isOverdue = and(
    within(scope),
    inArray(customers.state, ['open', 'ordered']),
    not(customers.doNotContact),
    not(customers.inBaseGroup),
    grade && eq(customers.grade, grade),
    notSince === undefined ? lt(customers.nextDueOn, today) : sql`${since} < ${notSince}`,
  );
  const [total, longest] = await Promise.all([
    db.$count(customers, isOverdue),
    db.select().from(customers).where(isOverdue).orderBy(since, asc(customers.id)).limit(limit),
  ]);
  return { total, longest };
}

/** How many are in the base group, and with how many of them nobody has spoken since that day. */
export async function countSinceContact(db: Db, scope: Scope, since: Day) {
  const [row] = await db
    .select({
      total: sql<number>`count(*)::int`,
      longAgo: sql<number>`(count(*) filter (where coalesce(${customers.lastEffectiveOn}, '-infinity') <= ${since}))::int`,
    })
    .from(customers)
    .where(and(within(scope), BEFRIENDED));
  return row ?? { total: 0, longAgo: 0 };
}

/** Prospects whose window ends within these days, the last ones included. */
export function listEndingWindows(db: Db, from: Day, until: Day) {
  return db
    .select({
      id: customers.id,
      ownerId: customers.ownerId,
      called: CALLED,
      grade: customers.grade,
      windowEndsOn: sql<Day>`${customers.windowEndsOn}`,
    })
    .from(customers)
    .where(and(PROSPECT, gte(customers.windowEndsOn, from), lte(customers.windowEndsOn, until)))
    .orderBy(asc(customers.windowEndsOn), asc(customers.id));
}
