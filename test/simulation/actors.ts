import type { Db } from '../../src/db/connect.ts';
import { rowsOf } from '../../src/db/connect.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addDays, type Day, formatDay, weekday } from '../../src/domain/time.ts';
import { sql } from 'drizzle-orm';
import type { Chance } from './chance.ts';
import { type Consultant, CONSULTANTS, DESK_AGENTS, MANAGER, SUPERVISORS } from './people.ts';

/** What somebody writes at a minute of the day (after midnight, business time). */
export interface Line {
  minute: number;
  from: UserId;
  text: string;
}

const OPEN = 9 * 60;
const CLOSE = 17 * 60 + 20;
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const SERIES = ['科雷傲', '风朗', '卡缤', '奇骏', '轩逸', '逍客', '天籁'] as const;
const HEARD = ['汽车之家', '朋友介绍', '路过', '抖音', '懂车帝'] as const;
const TALKS = [
  '通了 嫌价格贵 还要再比较一下',
  '通了 在看缤智 想要置换补贴多一点',
  '通了 老婆还没定 下周再说',
  '通了 聊了分期 说首付压力大',
  '通了 问了现车颜色 觉得可以',
] as const;
const GRADES_AFTER = ['级别不变', '级别不变', '级别不变', '升A 颜色定了', '降C', '升B 约了来看车'] as const;

/** Customers a consultant finds on his list, as he would know them from it. */
interface Known {
  phone: string;
  state: string;
  grade: string | null;
  due: Day | null;
}

/** Draws what two stores write in a day. Every line stands for itself, so that a part of a history can be replayed. */
export function createActors(chance: Chance, db: Db) {
  let customers = 0;
  const gone = new Set<UserId>();
  const working = (today: Day) =>
    CONSULTANTS.filter(({ userId, restsOn }) => !gone.has(userId) && weekday(today) !== restsOn);

  const newPhone = () => {
    customers += 1;
    return `13${chance.one(['9', '8', '7'])}0000${String(customers).padStart(4, '0')}`;
  };
  const sometime = (from = OPEN, until = CLOSE) => from + chance.below(until - from);

  function walkIn({ userId, diligence }: Consultant, today: Day): Line[] {
    const minute = sometime(OPEN, CLOSE - 120);
    if (chance.happens(0.15))
      return [{ minute, from: userId, text: `来店1批 看${chance.one(SERIES)} 没留电话` }];
    const phone = newPhone();
    const name = `${SURNAMES[customers % SURNAMES.length]}${chance.one(['先生', '女士'])}`;
    const facts = chance.happens(diligence)
      ? ` 预算${12 + chance.below(14)}万 ${chance.one(['全款', '分期'])} ${chance.one(['自用', '家用'])} ${chance.one(['白', '黑', '灰'])}色`
      : '';
    const grade = chance.happens(0.85) ? ` ${chance.one(['A 颜色定了', 'B', 'B', 'C', 'C'])}` : '';
    const again = chance.happens(0.3)
      ? ` ${formatDay(addDays(today, 2 + chance.below(12))).slice(-2)}再来`
      : '';
    const card = `登记 ${name} ${phone} ${chance.one(SERIES)}${grade} ${chance.one(HEARD)}${facts}${again}`;
    const late = chance.happens(diligence) ? 0 : 60 + chance.below(60);
    const lines = [{ minute: minute + late, from: userId, text: card }];
    if (chance.happens(diligence))
      lines.push({ minute: minute + late + 20, from: userId, text: `${tail(phone)}短信发了` });
    return lines;
  }

  function callIn(): Line[] {
    const from = chance.one(DESK_AGENTS as [UserId, ...UserId[]]);
    const minute = sometime();
    if (chance.happens(0.25)) return [{ minute, from, text: '来电 没留电话 问价格' }];
    const phone = newPhone();
    const name = `${SURNAMES[customers % SURNAMES.length]}${chance.one(['先生', '女士'])}`;
    return [{ minute, from, text: `来电 ${name} ${phone} 问${chance.one(SERIES)}优惠 B` }];
  }

  /** A consultant goes through his list as far as his diligence carries him. */
  async function followUps({ userId, diligence }: Consultant, today: Day): Promise<Line[]> {
    const due = await dueOf(db, userId, today);
    return due.flatMap((known) => (chance.happens(diligence) ? talkWith(userId, known, today) : []));
  }

  function talkWith(from: UserId, { phone, state, grade }: Known, today: Day): Line[] {
    const minute = sometime(OPEN, CLOSE - 30);
    const who = tail(phone);
    const say = (text: string, later = 0): Line => ({ minute: minute + later, from, text: `${who}${text}` });
    if (state === 'delivered') return [say(`打了 ${chance.one(['没接', '通了 车开着很好 很满意'])}`)];
    if (state === 'ordered')
      return chance.happens(0.25) ? [say('交车了')] : [say('打了 通了 说等车到了就来提 级别不变')];
    if (chance.happens(0.4)) return [say(`打了 ${chance.one(['没接', '没接', '挂了'])}`)];
    if (grade === 'A' && chance.happens(0.22)) return [say('订车 定金5000'), say('这个对', 1)].map(yes);
    if (chance.happens(0.06))
      return [
        { minute, from, text: `战败 ${who} 买了缤智 价格` },
        { minute: minute + 1, from, text: '1' },
      ];
    if (chance.happens(0.1)) return [say(`打了 ${chance.one(TALKS)}`)];
    if (chance.happens(0.15)) {
      const on = formatDay(addDays(today, 1 + chance.below(20)));
      return [say(`打了 通了 聊了现车 约${on.replace(/周.$/, '')}来店 级别不变`)];
    }
    if (chance.happens(0.12)) return [say('二次到店'), say('级别不变', 30)];
    if (chance.happens(0.06)) return [say('微信回了 说在外地'), say('级别不变', 5)];
    return [say(`打了 ${chance.one(TALKS)} ${chance.one(GRADES_AFTER)}`)];
  }

  async function supervision(today: Day): Promise<Line[]> {
    const lines: Line[] = [];
    for (const [storeId, supervisor] of SUPERVISORS) {
      if (chance.happens(0.8))
        lines.push({
          minute: 12 * 60 + 20,
          from: supervisor,
          text: chance.one(['已督导', '已督导 都聊过了', '催一下']),
        });
      if (chance.happens(0.5))
        lines.push({
          minute: 17 * 60 + 50,
          from: supervisor,
          text: chance.one(['已督导', '我来跟', '准假 1']),
        });
      for (const phone of await pendingLost(db, storeId))
        if (chance.happens(0.7))
          lines.push({
            minute: sometime(),
            from: supervisor,
            text: `${tail(phone)}战败${chance.one(['同意', '同意', '不同意 再打两次'])}`,
          });
    }
    for (const [, supervisor] of SUPERVISORS)
      if (chance.happens(0.6))
        lines.push({ minute: 10 * 60 + 40, from: supervisor, text: chance.one(['收回', '先不收']) });
    for (const { userId } of working(today))
      if (chance.happens(0.05)) lines.push({ minute: sometime(), from: userId, text: '领取 2个' });
    if (chance.happens(0.5)) lines.push({ minute: 14 * 60 + 10, from: MANAGER, text: '已督导' });
    if (weekday(today) === 3 && chance.happens(0.2))
      lines.push(
        {
          minute: 11 * 60,
          from: MANAGER,
          text: `${chance.one(['A级改2天', 'A级改3天', 'B级改8天', 'B级改7天', '每天最多改12个'])}`,
        },
        { minute: 11 * 60 + 1, from: MANAGER, text: '1' },
      );
    return lines;
  }

  /** The day before they rest, those who think of it ask somebody to stand in. */
  function restDays(today: Day): Line[] {
    const tomorrow = weekday(addDays(today, 1));
    return working(today).flatMap(({ userId, storeId, restsOn, diligence }) => {
      if (restsOn !== tomorrow || !chance.happens(diligence)) return [];
      const others = working(today).filter((each) => each.storeId === storeId && each.userId !== userId);
      const [first, ...rest] = others.filter(({ restsOn: on }) => on !== tomorrow);
      const delegate = first && chance.happens(0.7) ? ` ${chance.one([first, ...rest]).name}帮我跟` : '';
      return [{ minute: 16 * 60 + 30, from: userId, text: `我明天休${delegate}` }];
    });
  }

  return {
    gone,
    /** What is written on a day, in the order of the minutes. */
    async linesOf(today: Day): Promise<Line[]> {
      const lines: Line[] = restDays(today);
      for (const each of working(today)) {
        const visits = chance.one([0, 1, 1, 2, 2, 3]);
        for (let visit = 0; visit < visits; visit += 1) lines.push(...walkIn(each, today));
        lines.push(...(await followUps(each, today)));
      }
      const calls = 10 + chance.below(5);
      for (let call = 0; call < calls; call += 1) lines.push(...callIn());
      for (const userId of DESK_AGENTS)
        lines.push(
          ...(await followUps(
            { userId, name: '', storeId: 4 as Consultant['storeId'], diligence: 0.8, restsOn: 0 },
            today,
          )),
        );
      lines.push(...(await supervision(today)));
      return lines.sort((a, b) => a.minute - b.minute);
    },
  };
}

function tail(phone: string): string {
  return `尾号${phone.slice(-4)}`;
}

/** What confirms an order says nothing but 1. */
function yes(line: Line): Line {
  return line.text.endsWith('这个对') ? { ...line, text: '1' } : line;
}

/** More than a dozen a day nobody calls. */
const MOST_CALLS = 14;

async function dueOf(db: Db, ownerId: UserId, today: Day): Promise<Known[]> {
  return rowsOf<Known>(
    db,
    sql`select phone, state, grade, next_due_on::text as due from customers
      where owner_id = ${ownerId} and next_due_on <= ${today} and phone is not null
      order by next_due_on >= ${today}, grade nulls last, next_due_on, id limit ${MOST_CALLS}`,
  );
}

async function pendingLost(db: Db, storeId: number): Promise<string[]> {
  const rows = await rowsOf<{ phone: string }>(
    db,
    sql`select c.phone from lost_applications l join customers c on c.id = l.customer_id
      where l.state = 'pending' and l.store_id = ${storeId} and c.phone is not null order by l.id`,
  );
  return rows.map(({ phone }) => phone);
}
