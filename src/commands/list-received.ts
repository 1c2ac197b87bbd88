import { defineCommand, UserError } from '../chat/command.ts';
import { listReceived } from '../db/handovers.ts';
import { addDays, dayOf, formatDay, instantOf } from '../domain/time.ts';
import { whoLine } from '../reports/handover-brief.ts';

/** Whom somebody was given longer ago he knows by now. */
const SHOWN_DAYS = 7;
/** One phone screen. */
const MOST_LINES = 15;

export default defineCommand({
  name: '交接清单',
  rank: 92,
  takes: ['queryHandover'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '最近转到您手上的客户',
  examples: [
    { say: '交接清单', means: { intents: ['queryHandover'] } },
    { say: '交接清单 2', means: { intents: ['queryHandover'], page: 2 } },
  ],
  async handle({ db, member, at }, { page = 1 }) {
    const today = dayOf(at);
    const received = await listReceived(db, member.userId, instantOf(addDays(today, -SHOWN_DAYS), '00:00'));
    if (received.length === 0) return { lines: [`最近${SHOWN_DAYS}天没有客户转给您。`], readOnly: true };
    const pages = Math.ceil(received.length / MOST_LINES);
    if (page > pages) throw new UserError(`一共${pages}页，没有第${page}页。`);
    const shown = received.slice((page - 1) * MOST_LINES, page * MOST_LINES);
    const lines = shown.map((customer, index) => {
      const { nextDueOn } = customer;
      return `${index + 1}. ${whoLine(customer)}｜${nextDueOn ? `下次${formatDay(nextDueOn)}` : '暂不用跟'}`;
    });
    const more =
      page < pages ? [`还有${received.length - page * MOST_LINES}位，发：交接清单 ${page + 1}`] : [];
    return {
      lines: [`转给您的客户 ${received.length}位：`, ...lines, ...more],
      listed: shown.map(({ id }) => id),
      hints: ['查 1', '1 没接'],
      readOnly: true,
    };
  },
});
