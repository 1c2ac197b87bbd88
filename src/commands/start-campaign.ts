import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { storesMeant } from '../chat/stores.ts';
import { countProspects, listRunning, startCampaigns } from '../db/campaigns.ts';
import { post } from '../db/outbox.ts';
import { readAllDaysOff } from '../db/rules.ts';
import { listStaff, listStores, type StaffRow, type Store } from '../db/staff.ts';
import { callingDays, type CampaignDates, campaignDates, overseersOf } from '../domain/campaign.ts';
import type { UserId } from '../domain/staff.ts';
import { addDays, type Day, dayOf, formatDay } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import { datesLine, fitting, nameOf, storesWords } from '../reports/campaign-progress.ts';

/** A campaign has an end in sight. */
const LONGEST_DAYS = 92;
/** One phone screen. */
const MOST_PEOPLE = 10;

export default defineCommand({
  name: '开始盘点',
  rank: 174,
  takes: ['startCampaign'],
  about: 'nobody',
  allow: ['salesManager', 'generalManager'],
  help: '资源盘点：限期补齐资料，每人每天一批把在跟的客户打一遍、评一遍级别',
  examples: [
    {
      say: '开始资源盘点 12号前收齐 23号前完成',
      for: 'salesManager',
      means: { intents: ['startCampaign'], collectBy: '2026-04-12' as Day, endsOn: '2026-04-23' as Day },
    },
    { say: '一店开始资源盘点', for: 'generalManager', means: { intents: ['startCampaign'], store: '一店' } },
  ],
  async handle(talk, meaning) {
    const { db, member, at, confirmed } = talk;
    const dates = datesOf(talk, meaning);
    const plan = await planOf(talk, meaning, dates);
    const total = plan.shares.reduce((sum, { customers }) => sum + customers, 0);
    const where = storesWords(plan.stores.map(({ name }) => name));
    const already = plan.running.length > 0 ? [`${storesWords(plan.running)}已经在盘点，不重复开始`] : [];
    if (!confirmed) {
      const people = plan.shares.slice(0, MOST_PEOPLE).map((share) => `· ${shareWords(plan.people, share)}`);
      const more = plan.shares.length - people.length;
      return {
        lines: [
          `请核对：${where}资源盘点，在跟的客户${total}位`,
          datesLine(dates),
          ...people,
          ...(more > 0 ? [`另有${more}人`] : []),
          ...already,
          '对回 1，不对回 2',
        ],
        confirm: true,
      };
    }
    const started = await startCampaigns(
      db,
      plan.stores.map(({ id }) => id),
      { ...dates, by: member.userId, at },
    );
    if (started.length < plan.stores.length) throw new UserError('刚刚有人开始了盘点。发“盘点进度”看。');
    await tell(talk, plan, dates);
    return {
      lines: [`资源盘点开始了：${where}，${total}位客户`, datesLine(dates), '已告诉顾问和主管', ...already],
      hints: ['盘点进度', '结束盘点'],
    };
  },
});

function datesOf({ at, book }: Talk, { startsOn, collectBy, formsBy, endsOn }: Meaning): CampaignDates {
  const today = dayOf(at);
  if (startsOn && startsOn !== today)
    throw new UserError('盘点从说的那天开始，没有开始。到那天再发：开始资源盘点');
  const said = { ...(collectBy && { collectBy }), ...(formsBy && { formsBy }), ...(endsOn && { endsOn }) };
  const dates = campaignDates(said, today, book.on(today));
  const wrong =
    dates.collectBy < today || dates.formsBy < today
      ? '有日子已经过了'
      : dates.endsOn <= dates.collectBy
        ? `收齐（${formatDay(dates.collectBy)}）要在完成（${formatDay(dates.endsOn)}）之前`
        : dates.formsBy > dates.endsOn
          ? `管制表（${formatDay(dates.formsBy)}）要在完成（${formatDay(dates.endsOn)}）之前`
          : dates.endsOn > addDays(today, LONGEST_DAYS)
            ? `最长${LONGEST_DAYS}天`
            : undefined;
  if (wrong) throw new UserError(`${wrong}，没有开始。请说：开始资源盘点 12号前收齐 15号前出表 23号前完成`);
  return dates;
}

/** How many customers somebody has in the campaign, and how many of them a day. */
interface Share {
  ownerId: UserId;
  customers: number;
  aDay: number;
}

interface Plan {
  stores: Store[];
  shares: (Share & { storeId: Store['id'] })[];
  people: StaffRow[];
  /** Names of the stores meant in which one runs already. */
  running: string[];
}

/** In which of the stores meant it begins, and what it asks of whom. */
async function planOf({ db, book, at, text }: Talk, { store }: Meaning, dates: CampaignDates): Promise<Plan> {
  const today = dayOf(at);
  const [all, prospects, running, people, daysOff] = await Promise.all([
    listStores(db),
    countProspects(db),
    listRunning(db),
    listStaff(db),
    readAllDaysOff(db, today),
  ]);
  const meant = storesMeant(all, { text, store });
  const isRunning = ({ id }: Store) => running.some(({ storeId }) => storeId === id);
  const stores = meant.filter(
    (each) => !isRunning(each) && prospects.some(({ storeId }) => storeId === each.id),
  );
  const alreadyRunning = meant.filter(isRunning).map(({ name }) => name);
  if (stores.length === 0)
    throw new UserError(
      alreadyRunning.length > 0
        ? `${storesWords(alreadyRunning)}已经在盘点。发“盘点进度”看，要重来先发“结束盘点”。`
        : '没有在跟的客户，不用盘点。',
    );
  const shares = prospects
    .filter(({ storeId }) => stores.some(({ id }) => id === storeId))
    .map((each) => {
      const days = callingDays(dates, daysOff(each.ownerId, each.storeId), book.on(today));
      return { ...each, aDay: Math.ceil(each.customers / Math.max(1, days.length)) };
    })
    .toSorted((a, b) => b.customers - a.customers);
  return { stores, shares, people, running: alreadyRunning };
}

/** 刘洋 30位，每天3位 */
function shareWords(people: readonly StaffRow[], { ownerId, customers, aDay }: Share): string {
  return `${nameOf(people, ownerId)} ${customers}位，每天${aDay}位`;
}

/** Consultants read what is asked of them, their superiors what is asked of all. */
async function tell(talk: Talk, { stores, shares, people }: Plan, dates: CampaignDates): Promise<void> {
  const { db, member, at, messageId } = talk;
  const texts = new Map<UserId, string[]>();
  const add = (to: UserId, line: string) => texts.set(to, [...(texts.get(to) ?? []), line]);
  for (const { id, name } of stores) {
    const theirs = shares.filter(({ storeId }) => storeId === id);
    const total = theirs.reduce((sum, { customers }) => sum + customers, 0);
    const named = theirs.slice(0, MOST_PEOPLE).map((share) => shareWords(people, share));
    for (const to of overseersOf(people, { storeId: id, by: member.userId }, 'beginningOrEnd'))
      add(to, `· ${name} ${total}位：${named.join('；')}${theirs.length > named.length ? '等' : ''}`);
  }
  for (const share of shares) {
    if (!people.some(({ userId }) => userId === share.ownerId)) continue;
    add(share.ownerId, `您有${share.customers}位，每天约${share.aDay}位，当天的在待办里，聊完说一下级别`);
  }
  texts.delete(member.userId);
  for (const [to, lines] of texts) {
    const text = [
      `${member.name}发起资源盘点：${datesLine(dates)}`,
      ...fitting(lines),
      '看进度发：盘点进度',
    ].join('\n');
    await post(db, {
      key: `campaign:${messageId}:${to}`,
      to,
      body: { kind: 'text', text },
      at,
      cause: messageId,
    });
  }
}
