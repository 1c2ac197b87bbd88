import { describe, expect, test } from 'vitest';
import { NOT_YET } from '../../src/chat/not-yet.ts';
import type { Phone } from '../../src/domain/phone.ts';
import type { UserId } from '../../src/domain/staff.ts';
import type { Intent } from '../../src/language/intents.ts';
import { readCases, type Case } from '../language/score.ts';
import { BOSS, LIU, MANAGER, openShowroom, SECOND_STORE, ZHOU } from '../support/showroom.ts';
import { everyRow } from './rows.ts';

const chat = await openShowroom();
const { db, say, customer } = chat;

const SENDERS: Record<string, UserId> = {
  销售顾问: LIU,
  '电网/DCC专员': 'linxiao' as UserId,
  主管: ZHOU,
  经理: MANAGER,
  总经理: BOSS,
};

/** Whom the examples speak of: 称呼, surname, gender, what he looks at, his grade. */
const CAST = [
  ['王先生', '王', 'M', '科雷傲', 'B'],
  ['赵先生', '赵', 'M', '风朗', 'B'],
  ['孙先生', '孙', 'M', '风朗', 'C'],
  ['钱女士', '钱', 'F', '卡缤', 'B'],
  ['陈女士', '陈', 'F', '卡缤', 'B'],
  ['张先生', '张', 'M', '科雷傲', 'B'],
  ['周先生', '周', 'M', '科雷嘉', 'B'],
  ['冯先生', '冯', 'M', '科雷傲', 'B'],
  ['高女士', '高', 'F', '卡缤', 'A'],
  ['董先生', '董', 'M', '卡缤', 'C'],
  ['尹女士', '尹', 'F', '卡缤', 'C'],
  ['何先生', '何', 'M', '风朗', 'C'],
  ['杜女士', '杜', 'F', '风朗', 'B'],
  ['马女士', '马', 'F', '风朗', 'B'],
  ['刘总', '刘', null, '科雷傲', 'A'],
  ['李女士', '李', 'F', '卡缤', 'A'],
] as const;

async function meet(sender: UserId): Promise<void> {
  for (const [index, [name, surname, gender, series, grade]] of CAST.entries()) {
    await customer({
      name,
      surname,
      gender,
      series,
      grade,
      ...(name === '李女士' && { alias: '李姐' }),
      phone: `1385555${String(1000 + index)}` as Phone,
      ...(sender === 'linxiao' && { ownerId: sender, storeId: SECOND_STORE }),
    });
  }
}

/** Purposes that only answer. */
const READS = /^(?:query|none|ask|help|explain|compareKpi|diagnose)/;

describe('every public example, said to the bot', () => {
  test.each(readCases('public').map((each) => [each.id, each.text, each] as const))(
    '%s %s',
    async (_id, _text, each: Case) => {
      const sender = SENDERS[each.role] ?? LIU;
      await meet(sender);
      for (const line of each.context ?? []) await say(sender, line);
      const before = await everyRow(db);
      const reply = await say(sender, each.text);
      expect(reply).not.toContain('出错了');
      const intents = each.meaning.intents as Intent[];
      if (intents.every((intent) => intent in NOT_YET || READS.test(intent))) {
        expect(await everyRow(db)).toEqual(before);
        expect(reply).toBeTruthy();
      }
      if (intents.some((intent) => intent in NOT_YET))
        expect(reply).toMatch(/还不会|哪位|没找到|请核对|还没有订单|没有等审批|不用激活/);
    },
  );
});
