import type { OpenAlert } from '../db/alerts.ts';
import type { CardNotice } from '../domain/notice.ts';
import { attemptsExhausted } from '../domain/contact.ts';
import type { Rules } from '../domain/rules.ts';
import { formatDeadline } from '../domain/steps.ts';
import { type Day, dayOf } from '../domain/time.ts';

/** A drop-down holds ten entries, the first of which is 全部 (path 90236). */
const MOST_CHOICES = 9;
/** One phone screen. */
const MOST_LINES = 8;

/** Beyond this many, lines leave out the deadline: a card holds 160 characters. */
const MOST_DEADLINES = 3;
/** And beyond this many how often he was tried. */
const MOST_TRIES = 5;

/** One card for all of them, with a choice of which one the button is meant for; `beside` is said at the end. */
export function alertCard(
  taskId: string,
  title: string,
  alerts: readonly OpenAlert[],
  { today, rules }: { today: Day; rules: Rules },
  beside?: string,
): CardNotice {
  const withDeadline = alerts.length <= MOST_DEADLINES;
  const withTries = alerts.length <= MOST_TRIES;
  const lines = alerts.slice(0, MOST_LINES).map((alert, index) => {
    const number = alerts.length > 1 ? `${index + 1}. ` : '';
    const asked = withDeadline && CALLS.has(alert.check) && attemptsExhausted(alert.attemptDays, rules);
    const beside = asked
      ? `，请定：换人、微信还是失控`
      : withDeadline
        ? `（应在${deadline(alert.dueAt, today)}前）`
        : '';
    return `${number}${alertLine(alert)}${withTries ? triedWords(alert) : ''}${beside}`;
  });
  if (alerts.length > MOST_LINES) lines.push(`还有${alerts.length - MOST_LINES}条，处理完再看`);
  if (beside) lines.push(beside);
  const choices = alerts.slice(0, MOST_CHOICES).map((alert, index) => ({
    id: String(alert.id),
    text: `${index + 1} ${alert.customer || (alert.aboutAlias ?? alert.about)} ${alert.short}`,
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
      { key: 'urged', text: '催一下', style: 'plain' },
      { key: 'falseAlarm', text: '误报', style: 'warning' },
    ],
  };
}

/** "刘洋·王先生 短信没发" */
function alertLine({ about, aboutAlias, customer, short }: OpenAlert): string {
  return `${[aboutAlias ?? about, customer].filter((name) => name !== '').join('·')} ${short}`;
}

/** 超期没联系，试过2次: overdue all the same, but not forgotten; after three on two days he has to decide (D7). */
const CALLS: ReadonlySet<string> = new Set(['overdue', 'firstCallMissing']);

function triedWords({ check, attemptDays }: OpenAlert): string {
  return attemptDays.length > 0 && CALLS.has(check) ? `，试过${attemptDays.length}次` : '';
}

/** "12:20", "明天12:20", or "4/7 12:20" when it has passed on an earlier day. */
function deadline(dueAt: Date, today: Day): string {
  const on = dayOf(dueAt);
  return on < today
    ? `${Number(on.slice(5, 7))}/${Number(on.slice(8))} ${formatDeadline(dueAt, on)}`
    : formatDeadline(dueAt, today);
}

/** Named at most; the rest is a number. */
const MOST_CLOSED = 3;

/** "已补上：王先生 短信没发、…等5条": what has settled itself since it was told; undefined when nothing has. */
export function closedLine(
  closed: readonly { customer: string; about: string; short: string }[],
): string | undefined {
  if (closed.length === 0) return undefined;
  const named = closed
    .slice(0, MOST_CLOSED)
    .map(({ customer, about, short }) => `${customer || about} ${short}`)
    .join('、');
  return `已自动销：${named}${closed.length > MOST_CLOSED ? `等${closed.length}条` : ''}`;
}
