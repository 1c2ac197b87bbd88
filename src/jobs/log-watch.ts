import { countPosted, post } from '../db/outbox.ts';
import { drawSpotChecks, listSpotChecks, listTalks } from '../db/spot-checks.ts';
import { postCard } from '../db/cards.ts';
import { listStaff, listStores } from '../db/staff.ts';
import { type LogPattern, logPatterns } from '../domain/log-patterns.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { spotCard } from '../reports/spot-card.ts';

/** Asked twice within so many days, his supervisor is told as well (D44). */
const AGAIN_DAYS = 7;
const A_DAY = 3;

export default defineJob({
  name: 'log-watch',
  schedule: ['47 17 * * *'],
  about: '每天下班时，看着像集中补记或照抄的回访先私下问顾问；给主管抽三条回访核实',
  async run({ db }, at) {
    const today = dayOf(at);
    const since = instantOf(today, '00:00');
    const [talks, people, stores] = await Promise.all([
      listTalks(db, since, at),
      listStaff(db),
      listStores(db),
    ]);
    let asked = 0;
    for (const person of people) {
      const own = talks.filter(({ by }) => by === person.userId);
      const patterns = logPatterns(own);
      const [storeId = person.storeId] = own.map((talk) => talk.storeId);
      if (patterns.length === 0 || storeId === null || storeId === undefined) continue;
      const earlier = `log-asked:${person.userId}:`;
      const before = await countPosted(db, earlier, instantOf(addDays(today, -AGAIN_DAYS), '00:00'), since);
      const text = [
        `今天的回访里，${patterns.map(patternWords).join('；')}。`,
        '是打完一起补记的就不用回；下次带上时间，如：王先生10点打的 通了。记错了现在改还来得及。',
        '这条只发给您。',
      ].join('\n');
      if (await post(db, { key: `${earlier}${today}`, to: person.userId, body: { kind: 'text', text }, at }))
        asked += 1;
      const supervisor = before > 0 ? supervisorOf(people, person.userId, storeId) : undefined;
      if (!supervisor) continue;
      const line = `${person.name}一周内第${before + 1}次回访记得集中或雷同（今天${patterns.map(patternWords).join('，')}），已先问过本人，建议当面聊聊。`;
      const key = `log-doubt:${person.userId}:${today}`;
      await post(db, { key, to: supervisor.userId, body: { kind: 'text', text: line }, at });
    }
    let drawn = 0;
    for (const store of stores) {
      const supervisor = people.find(
        ({ roles, storeIds }) => roles.includes('supervisor') && storeIds.includes(store.id),
      );
      if (!supervisor) continue;
      const { id: storeId } = store;
      const { userId: toId } = supervisor;
      await db.transaction(async (tx) => {
        const draw = { storeId, toId, since, until: at, salt: today, count: A_DAY, at };
        const ids = await drawSpotChecks(tx, draw);
        if (ids.length === 0) return;
        drawn += ids.length;
        const taskId = `spot-${ids[0]}-${ids.length}`;
        const body = spotCard(taskId, await listSpotChecks(tx, ids));
        await postCard(tx, body, { to: toId, kind: 'spot', subjects: ids, at });
      });
    }
    return `私下问了${asked}位顾问，抽了${drawn}条回访请主管核实`;
  },
});

function patternWords(pattern: LogPattern): string {
  switch (pattern.kind) {
    case 'burst':
      return `${pattern.minutes}分钟里记了${pattern.entries}个接通`;
    case 'copies':
      return `${pattern.entries}位客户写得一样`;
    case 'beforeOpening':
      return `${pattern.entries}个记在早上8点前`;
  }
}
