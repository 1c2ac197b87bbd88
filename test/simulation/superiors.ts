import { sql, type SQL } from 'drizzle-orm';
import { type Db, rowsOf } from '../../src/db/connect.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { type Day, weekday } from '../../src/domain/time.ts';
import type { Chance } from './chance.ts';
import { BOSS, type Consultant, MANAGER, SUPERVISORS } from './people.ts';
import { type Line, tail } from './talks.ts';

/** What supervisors and managers write: their words to alerts, and to what waits for their yes. */
export function createSuperiors(chance: Chance, db: Db) {
  const sometime = () => 9 * 60 + chance.below(8 * 60);

  return {
    async linesOf(today: Day, working: readonly Consultant[]): Promise<Line[]> {
      const lines = [...onAlerts(), ...(await onWaiting()), ...(await onReassignments(working))];
      for (const { userId } of working)
        if (chance.happens(0.05)) lines.push({ minute: sometime(), from: userId, text: '领取 2个' });
      if (weekday(today) === 3 && chance.happens(0.2)) {
        const changes = ['A级改2天', 'A级改3天', 'B级改8天', 'B级改7天', '每天最多改12个'] as const;
        lines.push(
          { minute: 11 * 60, from: MANAGER, text: chance.one(changes) },
          { minute: 11 * 60 + 1, from: MANAGER, text: '1' },
        );
      }
      return lines;
    },
  };

  function onAlerts(): Line[] {
    const lines: Line[] = [];
    for (const from of SUPERVISORS.values()) {
      const said = (share: number, minute: number, text: readonly [string, ...string[]]) => {
        if (chance.happens(share)) lines.push({ minute, from, text: chance.one(text) });
      };
      said(0.8, 12 * 60 + 20, ['已督导', '已督导 都聊过了', '催一下']);
      said(0.5, 17 * 60 + 50, ['已督导', '我来跟', '准假 1']);
      said(0.6, 10 * 60 + 40, ['收回', '先不收']);
      said(0.3, 18 * 60 + 10, ['1 真', '全部属实', '1 存疑']);
      said(0.4, 9 * 60 + 10, ['待评级']);
      said(0.4, 9 * 60 + 12, ['1 同意', '全部同意', '1 改B']);
    }
    if (chance.happens(0.5)) lines.push({ minute: 14 * 60 + 10, from: MANAGER, text: '已督导' });
    return lines;
  }

  /** Losses, cancellations and prices wait for a word; some wait in vain, and climb. */
  async function onWaiting(): Promise<Line[]> {
    const lines: Line[] = [];
    const word = (share: number, from: UserId, phone: string, text: readonly [string, ...string[]]) => {
      if (chance.happens(share))
        lines.push({ minute: sometime(), from, text: `${tail(phone)}${chance.one(text)}` });
    };
    for (const [storeId, supervisor] of SUPERVISORS) {
      for (const phone of await phonesOf(
        sql`lost_applications w on w.customer_id = c.id and w.state = 'pending' and w.store_id = ${storeId}`,
      ))
        word(0.7, supervisor, phone, ['战败同意', '战败同意', '战败不同意 再打两次']);
      for (const phone of await phonesOf(
        sql`order_cancellations w on w.customer_id = c.id and w.state = 'pending' and w.store_id = ${storeId}`,
      )) {
        word(0.5, supervisor, phone, ['同意退订', '不同意退订']);
        word(0.5, MANAGER, phone, ['同意退订']);
      }
      for (const phone of await phonesOf(
        sql`price_requests w on w.customer_id = c.id and w.state = 'pending' and w.store_id = ${storeId}`,
      )) {
        word(0.4, supervisor, phone, ['批1000', '不批', '批']);
        word(0.5, MANAGER, phone, ['批2000', '不批', '批']);
        word(0.2, BOSS, phone, ['批', '不批']);
      }
      if (chance.happens(0.5)) lines.push({ minute: sometime(), from: supervisor, text: '马上到' });
      if (chance.happens(0.3)) lines.push({ minute: sometime(), from: supervisor, text: '同意延期' });
    }
    return lines;
  }

  /** Now and then one customer goes to another consultant of the store. */
  async function onReassignments(working: readonly Consultant[]): Promise<Line[]> {
    const lines: Line[] = [];
    for (const [storeId, from] of SUPERVISORS) {
      const [first, ...rest] = working.filter((each) => each.storeId === storeId);
      if (!first || !chance.happens(0.1)) continue;
      const phones = await phonesOf(
        sql`stores w on w.id = c.store_id and w.id = ${storeId} and c.state = 'open'`,
      );
      const phone = phones[chance.below(Math.max(1, phones.length))];
      const minute = sometime();
      if (phone)
        lines.push(
          { minute, from, text: `${tail(phone)}转给小${chance.one([first, ...rest]).name.charAt(0)}` },
          { minute: minute + 1, from, text: '1' },
        );
    }
    return lines;
  }

  async function phonesOf(waiting: SQL): Promise<string[]> {
    const rows = await rowsOf<{ phone: string }>(
      db,
      sql`select c.phone from customers c join ${waiting} where c.phone is not null order by w.id, c.id`,
    );
    return rows.map(({ phone }) => phone);
  }
}
