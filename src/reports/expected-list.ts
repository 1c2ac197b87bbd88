import type { Expected } from '../db/appointments.ts';
import type { UserId } from '../domain/staff.ts';

/** One phone screen. */
const MOST_LINES = 10;

/** Who is expected in the showroom: for his consultant with what to do today, for those above with whose he is. */
export function expectedList(list: readonly Expected[], when: '今天' | '明天', reader: UserId): string {
  const isOwn = list.every(({ ownerId }) => ownerId === reader);
  const lines = list.slice(0, MOST_LINES).map((each) => {
    const { called, time, kind, series, grade, owner, ownerAlias } = each;
    const facts = [series, grade && `${grade}级`, kind === 'testDrive' && '试驾'].filter(Boolean).join(' ');
    const whose = isOwn ? '' : `${ownerAlias ?? owner}·`;
    return `· ${time ?? '时间未定'} ${whose}${called}${facts && ` ${facts}`}`;
  });
  if (list.length > MOST_LINES) lines.push(`还有${list.length - MOST_LINES}批`);
  const todo = isOwn
    ? when === '明天'
      ? '今天发条微信确认时间，备好试驾车和报价。'
      : '出门前再确认一次，备好试驾车和报价。'
    : '请留出时间协助。';
  return [`${when}约了来店${list.length}批：`, ...lines, todo].join('\n');
}
