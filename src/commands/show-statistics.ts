import { scopeOf, seesAll } from '../chat/access.ts';
import { defineCommand, UserError } from '../chat/command.ts';
import { listStaff, listStores } from '../db/staff.ts';
import { answersTo, calledBy } from '../domain/staff.ts';
import { type Day, dayOf, daysBetween, monthStart, weekStart } from '../domain/time.ts';
import { figuresAsked, statistics, type View } from '../reports/statistics.ts';

export default defineCommand({
  name: '统计',
  rank: 170,
  takes: ['queryKpi', 'compareKpi', 'diagnose', 'diagnoseStaff', 'queryReport'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'marketing', 'salesManager', 'generalManager'],
  help: '本日、本周、本月的数字，可按店、按人看',
  examples: [
    { say: '统计', means: { intents: ['queryKpi'] } },
    { say: '统计 本周', means: { intents: ['queryKpi'], period: '2026-W15' } },
    { say: '统计 一店 本月', means: { intents: ['queryKpi'], period: '2026-04', store: '一店' } },
  ],
  async handle({ db, member, at, text, book }, meaning) {
    const { since = dayOf(at), until = dayOf(at) } = meaning;
    const label = labelOf(since, until, dayOf(at)) ?? '';
    const view = await viewOf();
    const by =
      view.splitBy !== 'none' && meaning.by === 'staff' ? { ...view, splitBy: 'person' as const } : view;
    const period = { label, since, until };
    const asked = await figuresAsked(db, by, period, meaning.kpis ?? [meaning.kpi ?? 'overview']);
    return {
      lines: [asked ?? (await statistics(db, by, period, { book, now: at }))],
      readOnly: true,
      hints: ['统计 本周', '统计 本月'],
    };

    /** A colleague whose full name stands in the text: names of the staff are no words of the language. */
    async function mentioned(): Promise<string | undefined> {
      return (await listStaff(db)).find(({ name }) => text.includes(name))?.name;
    }

    async function viewOf(): Promise<View> {
      const stores = await listStores(db);
      if (meaning.store) {
        const store = stores.find(({ name }) => name.includes(meaning.store ?? ''));
        if (!store)
          throw new UserError(
            `没有“${meaning.store}”这家店。有：${stores.map(({ name }) => name).join('、')}`,
          );
        if (
          !seesAll(member) &&
          !(member.roles.includes('supervisor') && member.storeIds.includes(store.id))
        ) {
          throw new UserError(`${store.name}的数字不在您的权限里。`);
        }
        return {
          subject: { storeIds: [store.id] },
          scope: { storeIds: [store.id] },
          title: store.name,
          splitBy: 'person',
        };
      }
      const told = typeof meaning.staff === 'string' ? meaning.staff : undefined;
      const named = told ?? (await mentioned());
      if (named) {
        const person = (await listStaff(db)).find((candidate) => answersTo(candidate, named));
        const mine = scopeOf(member);
        const mayLook =
          person &&
          (mine === 'all' ||
            person.userId === member.userId ||
            ('storeIds' in mine && person.storeIds.some((id) => mine.storeIds.includes(id))));
        if (!person || !mayLook) throw new UserError('没有这位同事，或他的数字不在您的权限里。');
        return {
          subject: { userId: person.userId },
          scope: { ownerIds: [person.userId] },
          title: calledBy(person),
          splitBy: 'none',
        };
      }
      if (seesAll(member) || member.roles.includes('marketing'))
        return { subject: {}, scope: 'all', title: '全部', splitBy: 'store' };
      if (member.roles.includes('supervisor')) {
        const own = stores.filter(({ id }) => member.storeIds.includes(id));
        const storeIds = own.map(({ id }) => id);
        return {
          subject: { storeIds },
          scope: { storeIds },
          title: own.map(({ name }) => name).join('、'),
          splitBy: 'person',
        };
      }
      return {
        subject: { userId: member.userId },
        scope: { ownerIds: [member.userId] },
        title: '我的',
        splitBy: 'none',
      };
    }
  },
});

/** The usual name of a period that includes today; undefined for others, which are named by their days. */
function labelOf(since: Day, until: Day, today: Day): string | undefined {
  if (since > today || until < today) return undefined;
  if (since === until) return '今天';
  if (since === weekStart(today) && daysBetween(since, until) < 7) return '本周';
  return since === monthStart(today) ? '本月' : undefined;
}
