import { listEndingWindows } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { readRules } from '../db/rules.ts';
import { nextGrade } from '../domain/grade.ts';
import { addDays, dayOf, formatDay } from '../domain/time.ts';
import { defineJob } from '../job.ts';

export default defineJob({
  name: 'window-watch',
  schedule: ['7 9 * * *'],
  about: '每天上午，手续时间快到的客户问顾问怎么办：成交、延期、降级还是战败',
  async run({ db }, at) {
    const today = dayOf(at);
    const rules = (await readRules(db)).on(today);
    const { windowFirstWarning, windowLastWarning } = rules;
    const ending = await listEndingWindows(db, addDays(today, 1), addDays(today, windowFirstWarning));
    let asked = 0;
    for (const { id, ownerId, called, grade, windowEndsOn } of ending) {
      // Each warning once, also when the bot slept on its day.
      const isLast = windowEndsOn <= addDays(today, windowLastWarning);
      const when = windowEndsOn === addDays(today, 1) ? '明天' : formatDay(windowEndsOn);
      const lower = grade && nextGrade(rules, grade, 'down');
      const text = [
        `${called}（${grade}级）的期限${when}到，怎么办？`,
        `回：${called}订车 定金5000 / ${called}延期 原因 / ${lower ? `${called}降${lower} / ` : ''}战败 ${called} 原因`,
        ...(grade === 'C' ? [`到期没成交，也可以回：${called}先放基本顾客群`] : []),
      ].join('\n');
      const key = `window:${id}:${windowEndsOn}:${isLast ? 'last' : 'first'}`;
      if (await post(db, { key, to: ownerId, body: { kind: 'text', text }, at })) asked += 1;
    }
    return `问了${asked}位客户的期限`;
  },
});
