import type { Customer } from '../db/customers.ts';
import { planRevisits, revisitLoad } from '../db/revisits.ts';
import { readDaysOff } from '../db/rules.ts';
import { listStaff } from '../db/staff.ts';
import { revisitDays } from '../domain/revisits.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { dayOf, formatDay } from '../domain/time.ts';
import type { Talk } from './command.ts';

/**
 * Another person looks again at somebody lost (D34): whoever of the phone desk has least of it, else the supervisor,
 * never his consultant nor who gave him up. Says who does it and when; nothing where he is not to be called.
 */
export async function revisitLost(
  { db, member, at, book }: Talk,
  customer: Customer,
  applicantId: UserId,
): Promise<string | undefined> {
  if (customer.doNotContact) return undefined;
  const others = (await listStaff(db)).filter(
    ({ userId }) => userId !== customer.ownerId && userId !== applicantId,
  );
  const desk = others.filter(({ roles }) => roles.includes('deskAgent'));
  const load =
    desk.length > 0
      ? await revisitLoad(
          db,
          desk.map(({ userId }) => userId),
        )
      : new Map<UserId, number>();
  const [least] = desk.toSorted((a, b) => (load.get(a.userId) ?? 0) - (load.get(b.userId) ?? 0));
  const person = least ?? supervisorOf(others, applicantId, customer.storeId);
  if (!person) return undefined;
  const lostOn = dayOf(at);
  const closed = await readDaysOff(db, person.userId, customer.storeId, lostOn);
  const days = revisitDays(lostOn, book.on(lostOn), closed);
  await planRevisits(db, days, {
    customerId: customer.id,
    storeId: customer.storeId,
    ownerId: person.userId,
    by: member.userId,
    at,
  });
  return `由${calledBy(person)}再访：${days.map(formatDay).join('、')}`;
}
