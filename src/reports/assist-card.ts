import type { Customer } from '../db/customers.ts';
import type { StaffRow } from '../db/staff.ts';
import type { CardNotice } from '../domain/notice.ts';
import { calledBy } from '../domain/staff.ts';

/** A drop-down holds ten entries (path 90236). */
const MOST_SENT = 10;

/** Somebody is wanted at the negotiating table: he comes, or sends one of those who are on duty. */
export function assistCard(
  taskId: string,
  { asker, customer, waited }: { asker: string; customer: Customer; waited: number },
  others: readonly Pick<StaffRow, 'userId' | 'name' | 'alias'>[],
): CardNotice {
  const { name, alias, series, color, grade } = customer;
  const called = alias ?? name ?? '客户';
  const facts = [[series, color].filter(Boolean).join(' '), grade && `${grade}级`].filter(Boolean);
  const options = others.slice(0, MOST_SENT).map((person) => ({ id: person.userId, text: calledBy(person) }));
  return {
    kind: 'card',
    taskId,
    title: `求助：${called}`,
    text: [
      `${asker}请您来谈 ${[called, ...facts].join('｜')}`,
      waited > 0 ? `已等${waited}分钟，没人应` : '客户还在店里',
    ].join('\n'),
    ...(options.length > 0 && { choice: { title: '派谁去', options } }),
    buttons: [
      { key: 'come', text: '马上到', style: 'primary' },
      ...(options.length > 0 ? [{ key: 'send', text: '派人去', style: 'plain' } as const] : []),
    ],
  };
}

/** Whom somebody may send: colleagues of the store who are on duty, but not the one who asked. */
export function sendable<Person extends Pick<StaffRow, 'userId' | 'roles' | 'storeIds'>>(
  people: readonly Person[],
  {
    storeId,
    not,
    isOff,
  }: { storeId: number; not: readonly string[]; isOff: (userId: Person['userId']) => boolean },
): Person[] {
  return people.filter(
    ({ userId, roles, storeIds }) =>
      !not.includes(userId) &&
      !isOff(userId) &&
      storeIds.some((id) => id === storeId) &&
      roles.some((role) => role === 'consultant' || role === 'supervisor'),
  );
}
