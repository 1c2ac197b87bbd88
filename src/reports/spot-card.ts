import type { listSpotChecks } from '../db/spot-checks.ts';
import type { CardNotice } from '../domain/notice.ts';
import { clockOf, dayOf, formatDay } from '../domain/time.ts';

type Drawn = Awaited<ReturnType<typeof listSpotChecks>>[number];

/** As much of an entry as a line of a card holds. */
const MOST_CHARACTERS = 24;

/** A few entries of the day for the supervisor's eye: true, doubtful, or somebody to be helped. */
export function spotCard(taskId: string, drawn: readonly Drawn[]): CardNotice {
  const lines = drawn.map(
    ({ about, customer, at, enteredAt, content }, index) =>
      `${index + 1}. ${about}·${customer} ${whenToldOf(at, enteredAt)} ${[...content].slice(0, MOST_CHARACTERS).join('')}`,
  );
  return {
    kind: 'card',
    taskId,
    title: `抽查回访 ${drawn.length}条`,
    text: lines.join('\n'),
    ...(drawn.length > 1 && {
      choice: {
        title: '哪一条',
        options: [
          { id: 'all', text: '全部' },
          ...drawn.map(({ id, about, customer }, index) => ({
            id: String(id),
            text: `${index + 1} ${about} ${customer}`,
          })),
        ],
      },
    }),
    buttons: [
      { key: 'true', text: '真', style: 'primary' },
      { key: 'doubtful', text: '存疑', style: 'warning' },
      { key: 'coach', text: '需辅导', style: 'plain' },
    ],
  };
}

/** What was told on a later day stands with its day: the hour of it is hardly ever said. */
function whenToldOf(at: Date, enteredAt: Date): string {
  return dayOf(at) === dayOf(enteredAt) ? clockOf(at) : `补录${formatDay(dayOf(at))}`;
}
