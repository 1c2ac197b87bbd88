import type { listOpenAlerts } from '../db/alerts.ts';
import type { Notice } from '../domain/notice.ts';
import { CHECK_WORDS, formatDeadline } from '../domain/steps.ts';
import { type Day, dayOf } from '../domain/time.ts';

export type OpenAlert = Awaited<ReturnType<typeof listOpenAlerts>>[number];

/** A drop-down holds ten entries, the first of which is 全部 (path 90236). */
const MOST_CHOICES = 9;
/** One phone screen. */
const MOST_LINES = 8;

/** One card for all of them, with a choice of which one the button is meant for. */
export function alertCard(taskId: string, title: string, alerts: readonly OpenAlert[], today: Day): Notice {
  const lines = alerts.slice(0, MOST_LINES).map((alert, index) => `${index + 1}. ${alertLine(alert, today)}`);
  if (alerts.length > MOST_LINES) lines.push(`还有${alerts.length - MOST_LINES}条，处理完再看`);
  const choices = alerts.slice(0, MOST_CHOICES).map((alert, index) => ({
    id: String(alert.id),
    text: `${index + 1} ${alert.aboutAlias ?? alert.about} ${CHECK_WORDS[alert.check].short}`,
  }));
  return {
    kind: 'card',
    taskId,
    title,
    text: lines.join('\n'),
    ...(alerts.length > 1 && {
      choice: { title: '处理哪条', options: [{ id: 'all', text: '全部' }, ...choices] },
    }),
    buttons: [
      { key: 'coached', text: '已督导', style: 'primary' },
      { key: 'takenOver', text: '我来跟', style: 'plain' },
      { key: 'excused', text: '准假', style: 'plain' },
      { key: 'falseAlarm', text: '误报', style: 'warning' },
    ],
  };
}

/** "小刘·王先生 离店短信没发（应在12:20前）" */
function alertLine(
  { about, aboutAlias, customer, customerAlias, check, dueAt }: OpenAlert,
  today: Day,
): string {
  const who = [aboutAlias ?? about, customerAlias ?? customer].filter(Boolean).join('·');
  const deadline = dayOf(dueAt) < today ? formatDeadline(dueAt, dayOf(dueAt)) : formatDeadline(dueAt, today);
  const on =
    dayOf(dueAt) < today
      ? `${Number(dueAt.toISOString().slice(5, 7))}/${Number(dayOf(dueAt).slice(8))} `
      : '';
  return `${who} ${CHECK_WORDS[check].short}（应在${on}${deadline}前）`;
}
