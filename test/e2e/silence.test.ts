import { expect, test } from 'vitest';
import { contacts } from '../../src/db/schema/follow-up.ts';
import { addMinutes } from '../../src/domain/time.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { readCases } from '../language/score.ts';
import { BOSS, LIU, MANAGER, openShowroom, WEDNESDAY, on8, ZHOU } from '../support/showroom.ts';
import { everyRow } from './rows.ts';

const chat = await openShowroom();
const { db, say, customer } = chat;

const SENDERS: Record<string, UserId> = {
  销售顾问: LIU,
  电网专员: 'linxiao' as UserId,
  主管: ZHOU,
  销售经理: MANAGER,
  总经理: BOSS,
};

/** Names that the messages let fall, so that a write would find somebody. */
const CAST = [
  ['王先生', '王'],
  ['李女士', '李'],
  ['张先生', '张'],
  ['孙先生', '孙'],
  ['赵先生', '赵'],
  ['吴先生', '吴'],
  ['陈女士', '陈'],
  ['刘总', '刘'],
] as const;

/** Small talk, adverts, stories, lessons, wishes and lines to others, written by people who had not seen the grammar. */
test.each(['silent', 'tempting', 'beside-the-point'])(
  'no message of the set %s changes a record',
  async (set) => {
    for (const [name, surname] of CAST) await customer({ name, surname, nextDueOn: WEDNESDAY });
    const before = await everyRow(db);
    let at = on8('14:00');
    const writing: string[] = [];
    for (const { role, text } of readCases(set)) {
      // So far apart that none is the answer to what was said before.
      at = addMinutes(at, 11);
      chat.sleepUntil(at);
      const reply = await say(SENDERS[role] ?? LIU, text);
      const after = await everyRow(db);
      if (JSON.stringify(after) !== JSON.stringify(before)) {
        writing.push(`${text} → ${reply}`);
        break;
      }
    }
    expect(writing).toEqual([]);
  },
);

/** Words of small talk in the midst of an account take nothing from it. */
test.each([
  '李姐打了没接 外面下雨',
  '李姐又没接 无语',
  '昨晚8点打给李姐 通了 说再考虑考虑',
  '给李姐打了 通了 她说路上堵车晚点到',
  '李姐微信回了 天气好就来看',
])('an entry stays an entry: %s', async (text) => {
  await customer({ name: '李女士', alias: '李姐', surname: '李' });
  await say(LIU, text);
  expect(await db.select().from(contacts)).toHaveLength(1);
});
