import { listOpenAlerts } from '../db/alerts.ts';
import { noteCard } from '../db/cards.ts';
import { post } from '../db/outbox.ts';
import { clockOf, dayOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { alertCard } from '../reports/alert-card.ts';

export default defineJob({
  name: 'supervisor-digest',
  schedule: ['53 11 * * *', '23 17 * * *'],
  about: '每天中午、下班前，给主管一张还没处理的督导清单',
  async run({ db }, at) {
    const today = dayOf(at);
    const open = await listOpenAlerts(db);
    const supervisors = [...new Set(open.map(({ toId }) => toId))];
    let sent = 0;
    for (const toId of supervisors) {
      const own = open.filter((alert) => alert.toId === toId);
      const taskId = `digest-${today}-${clockOf(at).replace(':', '')}-${toId.replaceAll(/[^\w@-]/g, '_')}`;
      await db.transaction(async (tx) => {
        await noteCard(tx, {
          taskId,
          toId,
          kind: 'alerts',
          subjects: own.map(({ id }) => id),
          createdAt: at,
        });
        const body = alertCard(taskId, `还没处理的督导 ${own.length}条`, own, today);
        if (await post(tx, { key: taskId, to: toId, body, at })) sent += 1;
      });
    }
    return `给${sent}位主管发了清单，共${open.length}条`;
  },
});
