import type { Db } from '../../src/db/connect.ts';
import { rowsOf } from '../../src/db/connect.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addDays, type Day, formatDay, weekday } from '../../src/domain/time.ts';
import { sql } from 'drizzle-orm';
import type { Chance } from './chance.ts';
import { type Consultant, CONSULTANTS, DESK_AGENTS } from './people.ts';
import { createSuperiors } from './superiors.ts';
import { createTalks, type Known, type Line, tail } from './talks.ts';

const OPEN = 9 * 60;
const CLOSE = 17 * 60 + 20;
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const SERIES = ['科雷傲', '风朗', '卡缤', '奇骏', '轩逸', '逍客', '天籁'] as const;
const HEARD = ['汽车之家', '朋友介绍', '路过', '抖音', '懂车帝'] as const;

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
  const talks = createTalks(chance);
  const superiors = createSuperiors(chance, db);
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

  /** A consultant goes through his list as far as his diligence carries him, and now and then takes a line back. */
  async function followUps({ userId, diligence }: Consultant, today: Day): Promise<Line[]> {
    const due = await dueOf(db, userId, today);
    const lines = due.flatMap((known) =>
      chance.happens(diligence) ? talks.with(userId, known, sometime(OPEN, CLOSE - 40), today) : [],
    );
    const last = lines.at(-1);
    return last && chance.happens(0.04)
      ? [...lines, { minute: last.minute + 1, from: userId, text: '撤销' }]
      : lines;
  }

  /** The day before they rest, those who think of it ask somebody to stand in. */
  function restDays(today: Day): Line[] {
    const tomorrow = weekday(addDays(today, 1));
    return working(today).flatMap(({ userId, storeId, restsOn, diligence }) => {
      if (restsOn !== tomorrow || !chance.happens(diligence)) return [];
      const others = working(today).filter((each) => each.storeId === storeId && each.userId !== userId);
      const [first, ...rest] = others.filter(({ restsOn: on }) => on !== tomorrow);
      const other = first && chance.happens(0.7) ? chance.one([first, ...rest]).name : undefined;
      const delegate = other ? ` ${chance.one([other, `小${other.charAt(0)}`])}帮我跟` : '';
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
      lines.push(...(await superiors.linesOf(today, working(today))));
      return lines.sort((a, b) => a.minute - b.minute);
    },
  };
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
