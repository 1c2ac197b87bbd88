import { defineCommand, UserError } from '../chat/command.ts';
import { storesMeant } from '../chat/stores.ts';
import { closeCampaign, lockRunning } from '../db/campaigns.ts';
import { post } from '../db/outbox.ts';
import { listStaff, listStores } from '../db/staff.ts';
import { progressOf } from '../domain/campaign.ts';
import { dayOf } from '../domain/time.ts';
import {
  closingNotices,
  countsLine,
  progressText,
  storesWords,
  tallyAll,
} from '../reports/campaign-progress.ts';

export default defineCommand({
  name: '结束盘点',
  rank: 175,
  takes: ['endCampaign'],
  about: 'nobody',
  allow: ['salesManager', 'generalManager'],
  help: '提前结束资源盘点，发一份总结',
  examples: [{ say: '结束盘点', means: { intents: ['endCampaign'] }, for: 'salesManager' }],
  async handle({ db, member, book, at, text, messageId, confirmed }, { store }) {
    const [stores, people] = await Promise.all([listStores(db), listStaff(db)]);
    const endedOn = dayOf(at);
    const rules = book.on(endedOn);
    const meant = storesMeant(stores, { text, store });
    const running = (await lockRunning(db)).filter(({ storeId }) => meant.some(({ id }) => id === storeId));
    if (running.length === 0) throw new UserError('没有在进行的盘点。');
    const tallied = await tallyAll(db, running, { stores, people }, rules);
    const where = storesWords(tallied.map((each) => each.store));
    const sum = countsLine(progressOf(tallied.flatMap(({ rows }) => rows)));
    if (!confirmed)
      return {
        lines: [
          `请核对：提前结束${where}的资源盘点`,
          sum,
          '结束后不再分批提醒，总结发给大家。对回 1，不对回 2',
        ],
        confirm: true,
      };
    for (const each of tallied) {
      const closing = progressText(`${each.store}资源盘点结束`, [each], { people, rules, endedOn });
      await closeCampaign(db, each.campaign.id, { endedAt: at, closing });
    }
    for (const { to, text: body } of closingNotices(tallied, { people, rules, endedOn })) {
      if (to === member.userId) continue;
      const key = `campaign-closed:${messageId}:${to}`;
      await post(db, { key, to, body: { kind: 'text', text: body }, at, cause: messageId });
    }
    return { lines: [progressText(`${where}资源盘点结束了`, tallied, { people, rules, endedOn })] };
  },
});
