import { listResting } from '../db/rules.ts';
import { listStaff, type StaffRow } from '../db/staff.ts';
import type { StoreId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import { ladder } from '../domain/supervision.ts';
import { dayOf } from '../domain/time.ts';
import type { Talk } from './command.ts';

/** Everybody who is active, and who of them rests today. */
export async function staffToday({ db, at }: Talk): Promise<{ people: StaffRow[]; resting: Set<UserId> }> {
  const [people, resting] = await Promise.all([listStaff(db), listResting(db, dayOf(at))]);
  return { people, resting: new Set(resting.map(({ userId }) => userId)) };
}

/** The supervisor and the sales manager above somebody, those on duty today; both if neither is (D15). */
export async function helpersAbove(talk: Talk, about: UserId, storeId: StoreId): Promise<UserId[]> {
  const { people, resting } = await staffToday(talk);
  const [lowest = []] = ladder(people, about, storeId, 'supervisorAndManager');
  const onDuty = lowest.filter((userId) => !resting.has(userId));
  return onDuty.length > 0 ? onDuty : lowest;
}
