import { describe, expect, test } from 'vitest';
import { contacts } from '../../src/db/schema/follow-up.ts';
import { day } from '../../src/domain/time.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { withRestDays } from '../support/rest-days.ts';
import { LIU, MA, openShowroom } from '../support/showroom.ts';

const SUN = 'sunting' as UserId;
const chat = await openShowroom();
const { db, say, customer } = chat;
const { morning, listsOf, agreedForSaturday } = withRestDays(chat);

describe('whom a stand-in has missed, on the day after (D10)', () => {
  const missedOnSaturday = async (words: string) => {
    const wang = await agreedForSaturday('王先生');
    await say(LIU, words);
    await morning('11');
    return wang;
  };

  test('stays in his list while the consultant is still away, and can be answered there', async () => {
    const wang = await missedOnSaturday('周六我休 小马帮我跟');
    await say(LIU, '周日我休');
    await morning('12');
    expect((await listsOf(MA)).at(-1)).toMatch(/超期 1[^]*王先生.*代班.*超期1天/);
    await say(MA, '1 通了 聊了首付和交车时间 级别不变');
    expect(await db.select().from(contacts)).toMatchObject([{ customerId: wang.id, by: MA }]);
  });

  test('is gone from it once somebody has reached him', async () => {
    await missedOnSaturday('周六我休 小马帮我跟');
    await say(LIU, '周日我休');
    await say(LIU, '王先生打了 通了 聊了首付和交车时间 级别不变');
    await morning('12');
    expect(await listsOf(MA)).toHaveLength(1);
    expect(await say(MA, '待办')).toContain('没有要打的');
  });

  test('is the consultant’s again when he is back', async () => {
    await missedOnSaturday('周六我休 小马帮我跟');
    await morning('12');
    expect(await listsOf(MA)).toHaveLength(1);
    expect((await listsOf(LIU)).at(-1)).toContain('王先生');
    expect(await say(MA, '王先生打了 没接')).not.toContain('已记');
  });

  test('stands in the list of the next stand-in too, and only what was missed in that of the first', async () => {
    await missedOnSaturday('周六我休 小马帮我跟');
    await customer({
      name: '李女士',
      agreedOn: day('2026-04-12'),
      nextDueOn: day('2026-04-12'),
      nextDueWhy: 'agreed',
    });
    await say(LIU, '周日我休 孙婷代班');
    await morning('12');
    const [ofFirst = ''] = (await listsOf(MA)).slice(-1);
    expect(ofFirst).toContain('王先生');
    expect(ofFirst).not.toContain('李女士');
    const [ofNext = ''] = (await listsOf(SUN)).slice(-1);
    expect(ofNext).toMatch(/王先生[^]*李女士/);
  });
});

describe('who was overdue before the consultant went away', () => {
  const overdue = (known = {}) =>
    customer({
      name: '高女士',
      surname: '高',
      nextDueOn: day('2026-04-09'),
      nextDueWhy: 'cadence',
      ...known,
    });

  test.each(['A', 'B', 'C'] as const)(
    '%s is in the list of the stand-in, who can answer there',
    async (grade) => {
      const gao = await overdue({ grade });
      await say(LIU, '周五到周日我休 小马帮我跟');
      await morning('10');
      expect((await listsOf(MA)).at(-1)).toMatch(/高女士.*代班.*超期1天/);
      await say(MA, '1 通了 聊了首付和交车时间 级别不变');
      expect(await db.select().from(contacts)).toMatchObject([{ customerId: gao.id, by: MA }]);
    },
  );

  test('is not, where he belongs to the base group: nothing is owed him', async () => {
    await overdue({ grade: null, inBaseGroup: true });
    await say(LIU, '周五到周日我休 小马帮我跟');
    await morning('10');
    expect(await listsOf(MA)).toEqual([]);
  });
});
