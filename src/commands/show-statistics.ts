import { defineCommand } from '../chat/command.ts';
import { viewAsked } from '../chat/view.ts';
import { type Day, dayOf, daysBetween, monthStart, weekStart } from '../domain/time.ts';
import { figuresAsked, statistics } from '../reports/statistics.ts';

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
  async handle(talk, meaning) {
    const { db, at, book } = talk;
    const { since = dayOf(at), until = dayOf(at) } = meaning;
    const label = labelOf(since, until, dayOf(at)) ?? '';
    const view = await viewAsked(talk, meaning);
    const by =
      view.splitBy !== 'none' && meaning.by === 'staff' ? { ...view, splitBy: 'person' as const } : view;
    const period = { label, since, until };
    const asked = await figuresAsked(db, by, period, meaning.kpis ?? [meaning.kpi ?? 'overview']);
    return {
      lines: [asked ?? (await statistics(db, by, period, { book, now: at }))],
      readOnly: true,
      hints: ['统计 本周', '统计 本月'],
    };
  },
});

/** The usual name of a period that includes today; undefined for others, which are named by their days. */
function labelOf(since: Day, until: Day, today: Day): string | undefined {
  if (since > today || until < today) return undefined;
  if (since === until) return '今天';
  if (since === weekStart(today) && daysBetween(since, until) < 7) return '本周';
  return since === monthStart(today) ? '本月' : undefined;
}
