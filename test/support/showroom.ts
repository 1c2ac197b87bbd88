import { eq, sql } from 'drizzle-orm';
import { beforeEach } from 'vitest';
import { addCustomer, type Customer, type NewCustomer } from '../../src/db/customers.ts';
import { outbox } from '../../src/db/schema/messages.ts';
import type { StoreId } from '../../src/domain/ids.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { Phone } from '../../src/domain/phone.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addDays, day, instantOf } from '../../src/domain/time.ts';
import { startBot, WEDNESDAY_AFTERNOON } from './bot.ts';
import { emptyTables } from './database.ts';

export const LIU = 'liuyang' as UserId;
export const MA = 'mahui' as UserId;
export const HE = 'hejia' as UserId;
export const ZHOU = 'zhouhaitao' as UserId;
export const WU = 'wujing' as UserId;
export const MANAGER = 'zhaomingyuan' as UserId;
export const BOSS = 'chenguodong' as UserId;
export const FIRST_STORE = 2 as StoreId;
export const SECOND_STORE = 3 as StoreId;

/** The day on which every test begins, at 14:00. */
export const WEDNESDAY = day('2026-04-08');
export const china = (text: string) => new Date(`${text}:00+08:00`);
export const on8 = (clock: string) => instantOf(WEDNESDAY, clock);

/**
 * A bot for the sample company, without a customer and at Wednesday 14:00 before every test. To be called at the top
 * of a file.
 */
export async function openShowroom() {
  const chat = await startBot();
  const { db, bot } = chat;
  let tests = 0;
  let customers = 0;

  beforeEach(async () => {
    await emptyTables(db);
    // The one WeCom of the file knows the tasks of earlier tests: what cards are about keeps new numbers.
    tests += 1;
    for (const table of [
      'alerts',
      'inbox',
      'lost_applications',
      'visits',
      'assists',
      'price_requests',
      'recalls',
      'ownership_cases',
    ])
      await db.execute(sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${tests * 1000})`);
    await bot.run('sync-staff', on8('00:17'));
    chat.sleepUntil(WEDNESDAY_AFTERNOON);
  });

  return {
    ...chat,
    /** What waits for somebody or was sent to him, as text; of a card its title and text. */
    async told(to: UserId): Promise<string[]> {
      const rows = await db.select().from(outbox).where(eq(outbox.toId, to)).orderBy(outbox.id);
      return rows.map(({ body }) => {
        const notice = body as Notice;
        if (notice.kind === 'text') return notice.text;
        return notice.kind === 'card' ? `${notice.title}\n${notice.text}` : notice.label;
      });
    },
    /** A customer of 刘洋 whose card is complete and who has been met a week ago, unless said otherwise. */
    async customer(known: Partial<NewCustomer> = {}): Promise<Customer> {
      customers += 1;
      const phone = `1390000${String(customers).padStart(4, '0')}` as Phone;
      const grade = known.grade === undefined ? 'B' : known.grade;
      return addCustomer(db, {
        storeId: FIRST_STORE,
        ownerId: LIU,
        name: `客户${customers}`,
        phone,
        grade,
        gradeSetOn: grade ? WEDNESDAY : null,
        state: grade === 'O' ? 'ordered' : 'open',
        series: '科雷傲',
        lastEffectiveOn: addDays(WEDNESDAY, -7),
        cardFilled: 12,
        createdAt: china('2026-03-01T10:00'),
        createdBy: LIU,
        ...(known.nextDueOn && { nextDueWhy: 'cadence' }),
        ...known,
      });
    },
  };
}
