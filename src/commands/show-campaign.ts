import { seesAll } from '../chat/access.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { storesMeant } from '../chat/stores.ts';
import { type Campaign, listLastClosed, listRunning, listWaiting } from '../db/campaigns.ts';
import { listStaff, listStores } from '../db/staff.ts';
import { progressOf } from '../domain/campaign.ts';
import { type Day, dayOf, formatDay } from '../domain/time.ts';
import {
  countsLine,
  datesLine,
  progressText,
  storesWords,
  type Tallied,
  tallyAll,
} from '../reports/campaign-progress.ts';
import { namesOf } from '../reports/handover-brief.ts';

export default defineCommand({
  name: '盘点进度',
  rank: 126,
  takes: ['queryCampaign'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '资源盘点做到哪了：总数、回访、评级、资料完整、收回，按人',
  examples: [
    { say: '盘点进度', means: { intents: ['queryCampaign'] } },
    {
      say: '12号之前所有客户信息都要进系统 谁没交',
      for: 'salesManager',
      means: { intents: ['queryCampaign'], dueOn: '2026-04-12' as Day },
    },
  ],
  async handle(talk, { store }) {
    const { db, member, book, at, text } = talk;
    const [stores, people, running] = await Promise.all([listStores(db), listStaff(db), listRunning(db)]);
    const meant = storesMeant(stores, { text, store });
    const isMeant = ({ storeId }: Campaign) =>
      meant.some(({ id }) => id === storeId) && (seesAll(member) || member.storeIds.includes(storeId));
    const rules = book.on(dayOf(at));
    if (!seesAll(member) && !member.roles.includes('supervisor'))
      return ownProgress(talk, await tallyAll(db, running, { stores, people }, rules));
    const campaigns = running.filter(isMeant);
    if (campaigns.length === 0) return closed((await listLastClosed(db)).filter(isMeant), talk);
    const tallied = await tallyAll(db, campaigns, { stores, people }, rules);
    const [first] = campaigns;
    return {
      lines: [
        progressText(`盘点进度 ${storesWords(tallied.map((each) => each.store))}`, tallied, {
          people,
          rules,
        }),
        ...(first && campaigns.length === 1 ? [datesLine(first)] : []),
      ],
      readOnly: true,
    };
  },
});

/** The reports of those that ended last, as they were told. */
function closed(campaigns: readonly Campaign[], { member }: Talk): Outcome {
  const texts = campaigns.flatMap(({ closing }) => closing ?? []);
  if (texts.length > 0) return { lines: texts, readOnly: true };
  throw new UserError(
    seesAll(member)
      ? '没有在进行的盘点。要开始就说：开始资源盘点 12号前收齐 23号前完成'
      : '没有在进行的盘点。',
  );
}

/** A consultant reads his own counts, and whom he has not reached. */
async function ownProgress({ db, member, at }: Talk, tallied: readonly Tallied[]): Promise<Outcome> {
  const { userId: ownerId } = member;
  const own = tallied.flatMap((each) => {
    const rows = each.rows.filter(({ personId }) => personId === ownerId);
    return rows.length > 0 ? [{ ...each, rows }] : [];
  });
  const [first] = own;
  if (!first) throw new UserError('没有在进行的盘点，或您没有要盘点的客户。');
  const lines = [`您的盘点（${formatDay(first.campaign.endsOn)}前完成）`];
  lines.push(countsLine(progressOf(own.flatMap(({ rows }) => rows))));
  for (const { campaign } of own) {
    const { waiting } = await listWaiting(db, campaign, { ownerId, today: dayOf(at) });
    if (waiting.length > 0) lines.push(`还没聊上：${namesOf(waiting)}`);
  }
  return { lines: [...lines, '每天的一批在待办里，聊完说级别，没变就说“级别不变”'], readOnly: true };
}
