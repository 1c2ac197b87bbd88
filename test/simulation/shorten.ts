import { eq } from 'drizzle-orm';
import type { Db } from '../../src/db/connect.ts';
import { customers } from '../../src/db/schema/customers.ts';
import type { CustomerId } from '../../src/domain/ids.ts';
import { type Play, type Played, playQuarter, type Written } from './quarter.ts';

/** Each replay plays the jobs of all days again. */
const MOST_REPLAYS = 40;

/**
 * The shortest history that still leads to the same breach: first what names its customer, with what changes the rules
 * and days off, then one line after the other is left out for good if it is not needed.
 */
export async function shorten(
  played: Played,
  play: Play,
  withDb: <T>(use: (db: Db) => Promise<T>) => Promise<T>,
  db: Db,
): Promise<readonly Written[]> {
  const { breach, history, days } = played;
  if (!breach) return [];
  let replays = 0;
  const leadsThere = async (only: readonly Written[]) => {
    replays += 1;
    const again = await withDb((fresh) => playQuarter(fresh, { ...play, days, only }));
    return again.breach?.rule === breach.rule;
  };
  const own = await aboutCustomer(db, breach.customerId, history);
  let shortest: readonly Written[] = (await leadsThere(own)) ? own : history;
  for (let index = shortest.length - 1; index >= 0 && replays < MOST_REPLAYS; index -= 1) {
    const without = shortest.filter((_, place) => place !== index);
    if (await leadsThere(without)) shortest = without;
  }
  return shortest;
}

const SETTINGS = /闭店|休|改\d|收回|转给|分给|盘点/;

async function aboutCustomer(db: Db, id: number | null, history: readonly Written[]): Promise<Written[]> {
  if (id === null) return [...history];
  const [customer] = await db
    .select({ phone: customers.phone })
    .from(customers)
    .where(eq(customers.id, id as CustomerId));
  const phone = customer?.phone ?? '';
  const tail = `尾号${phone.slice(-4)}`;
  const isOwn = ({ text }: Written) => text.includes(phone) || text.includes(tail);
  return history.filter((line, index) => {
    const before = history[index - 1];
    // A yes belongs to what was read back just before.
    const isYes =
      line.text === '1' && before?.from === line.from && (isOwn(before) || SETTINGS.test(before.text));
    return isOwn(line) || isYes || SETTINGS.test(line.text);
  });
}
