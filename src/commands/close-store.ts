import { seesAll } from '../chat/access.ts';
import { defineCommand, UserError } from '../chat/command.ts';
import { reckonDue } from '../db/due.ts';
import { addClosedDays, readAllDaysOff } from '../db/rules.ts';
import { listStores } from '../db/staff.ts';
import { dayOf, formatDay } from '../domain/time.ts';

/** Public holidays are working days of a dealer: only what is said here is closed (D11). */
const LONGEST = 31;

export default defineCommand({
  name: '闭店',
  rank: 172,
  takes: ['setClosedDays'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '记哪几天闭店，到期的客户提前，首次回访顺延',
  examples: [
    {
      say: '5月1日到3日闭店',
      for: 'salesManager',
      means: { intents: ['setClosedDays'] },
    },
  ],
  async handle({ db, book, member, at, text, confirmed }, { closedDays = [], store }) {
    const today = dayOf(at);
    const ahead = closedDays.filter((on) => on >= today);
    const [first] = ahead;
    const last = ahead.at(-1);
    if (!first || !last || ahead.length < closedDays.length || ahead.length > LONGEST)
      throw new UserError('闭店的日子不对，没有记。请说今天以后、一个月以内的，如：5月1日到3日闭店');
    const stores = (await listStores(db)).filter(({ kind }) => kind === 'showroom');
    const named = stores.filter(({ name }) => name === store || text.includes(name));
    const own = stores.filter(({ id }) => member.storeIds.includes(id));
    const closing = named.length > 0 ? named : seesAll(member) ? [] : own;
    const which = closing.length > 0 ? closing.map(({ name }) => name).join('、') : '所有门店';
    const span = first === last ? formatDay(first) : `${formatDay(first)}到${formatDay(last)}`;
    if (!confirmed) return { lines: [`请核对：${which}${span}闭店`, '对回 1，不对回 2'], confirm: true };
    const ids = closing.length > 0 ? closing.map(({ id }) => id) : [null];
    for (const storeId of ids)
      await addClosedDays(db, ahead, { storeId, reason: null, by: member.userId, at });
    const moved = await reckonDue(
      db,
      { dueFrom: first, dueUntil: last },
      { today, rules: book.on(today), daysOff: await readAllDaysOff(db, today) },
    );
    return { lines: [`已记 ${which}${span}闭店，${moved.length}位客户的日期已挪开`] };
  },
});
