import type { Customer } from '../db/customers.ts';
import type { LostApplication } from '../db/lost-applications.ts';
import { customerName } from '../domain/customer-name.ts';
import type { CardNotice } from '../domain/notice.ts';
import { whoLine } from './handover-brief.ts';

export const LOST_WORDS: Record<LostApplication['kind'], string> = {
  lost: '战败',
  outOfControl: '失控',
  dead: '死单',
};

/** What whoever decides on an application reads of it; `by` are those who stand behind it. */
export function lostCard(
  taskId: string,
  application: Pick<LostApplication, 'kind' | 'reason' | 'competitor' | 'attempts' | 'effectiveContacts'>,
  customer: Customer,
  by: string,
): CardNotice {
  const { kind, reason, competitor, attempts, effectiveContacts } = application;
  return {
    kind: 'card',
    taskId,
    title: `${LOST_WORDS[kind]}申请：${customerName(customer)}`,
    text: [
      `${by}，${whoLine(customer)}`,
      `原因：${reason}${competitor ? `（${competitor}）` : ''}`,
      `记录：拨打${attempts}次，有效${effectiveContacts}次`,
    ].join('\n'),
    buttons: [
      { key: 'approve', text: '同意', style: 'primary' },
      { key: 'reject', text: '驳回', style: 'warning' },
    ],
  };
}
