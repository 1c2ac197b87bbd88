import type { UserId } from '../../src/domain/staff.ts';
import { addDays, type Day, formatDay } from '../../src/domain/time.ts';
import type { Chance } from './chance.ts';

/** What somebody writes at a minute of the day (after midnight, business time). */
export interface Line {
  minute: number;
  from: UserId;
  text: string;
}

/** A customer as a consultant finds him on his list. */
export interface Known {
  phone: string;
  state: string;
  grade: string | null;
  due: Day | null;
}

const TALKS = [
  '通了 嫌价格贵 还要再比较一下',
  '通了 在看缤智 想要置换补贴多一点',
  '通了 老婆还没定 下周再说',
  '通了 聊了分期 说首付压力大',
  '通了 问了现车颜色 觉得可以',
] as const;
const GRADES_AFTER = ['级别不变', '级别不变', '级别不变', '升A 颜色定了', '降C', '升B 约了来看车'] as const;
const WHY_LATER = ['等年终奖', '等新款', '等老人来看'] as const;
const WHY_CANCELLED = ['家里有事', '贷款没批', '等不到车'] as const;

export function tail(phone: string): string {
  return `尾号${phone.slice(-4)}`;
}

/** What a consultant writes of one customer on his list, by how the customer stands. */
export function createTalks(chance: Chance) {
  return {
    with(from: UserId, { phone, state, grade }: Known, minute: number, today: Day): Line[] {
      const who = tail(phone);
      const say = (text: string, later = 0): Line => ({
        minute: minute + later,
        from,
        text: `${who}${text}`,
      });
      const answer = (text: string, later: number): Line => ({ minute: minute + later, from, text });
      if (state === 'delivered') return [say(`打了 ${chance.one(['没接', '通了 车开着很好 很满意'])}`)];
      if (state === 'ordered') return ofOrder(say, answer);
      if (chance.happens(0.4)) return [say(`打了 ${chance.one(['没接', '没接', '挂了'])}`)];
      if (grade === 'A' && chance.happens(0.22)) return [say('订车 定金5000'), answer('1', 1)];
      if (grade !== 'C' && chance.happens(0.12)) return ofPrice(say);
      if (chance.happens(0.06)) return [answer(`战败 ${who} 买了缤智 价格`, 0), answer('1', 1)];
      if (chance.happens(0.1)) return [say(`打了 ${chance.one(TALKS)}`)];
      if (chance.happens(0.15)) {
        const on = formatDay(addDays(today, 1 + chance.below(20))).replace(/周.$/, '');
        return [say(`打了 通了 聊了现车 约${on}来店 级别不变`)];
      }
      if (chance.happens(0.12)) return [say('二次到店'), say('级别不变', 30)];
      if (chance.happens(0.06)) return [say('微信回了 说在外地'), say('级别不变', 5)];
      if (chance.happens(0.06)) return [say('答应周五给报价'), say('级别不变', 3)];
      if (chance.happens(0.04)) return [say('报价给了')];
      if (chance.happens(0.05)) return [say('没来'), say('打了 没接', 10)];
      if (chance.happens(0.05))
        return [say(` 由头 ${chance.one(['周末有团购价', '颜色到了', '置换补贴加码'])}`)];
      if (chance.happens(0.04)) return [say(`延期 ${chance.one(WHY_LATER)}`)];
      if (chance.happens(0.01)) return [say('不要再打电话了')];
      return [say(`打了 ${chance.one(TALKS)} ${chance.one(GRADES_AFTER)}`)];
    },
  };

  function ofOrder(
    say: (text: string, later?: number) => Line,
    answer: (text: string, later: number) => Line,
  ) {
    if (chance.happens(0.25)) return [say('交车了')];
    if (chance.happens(0.05)) return [say(`要退订 ${chance.one(WHY_CANCELLED)}`), answer('1', 1)];
    if (chance.happens(0.2)) return [say('成交价12.58万 月底交车 付款全款')];
    return [say('打了 通了 说等车到了就来提 级别不变')];
  }

  /** A round about the price, a request beyond one's room, or a call for somebody above. */
  function ofPrice(say: (text: string, later?: number) => Line) {
    const lines = [say('二次到店'), say(` 谈判 报16.8 共让${1 + chance.below(3)}000`, 10)];
    if (chance.happens(0.7)) lines.push(say(`再让${1 + chance.below(4)}000能定`, 12));
    if (chance.happens(0.4)) lines.push(say(' 让主管来一下', 14));
    lines.push(say('级别不变', 35));
    return lines;
  }
}
