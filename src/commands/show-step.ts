import { defineCommand, type Talk } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import type { Customer } from '../db/customers.ts';
import { findLastVisit } from '../db/visits.ts';
import { completeness } from '../domain/card.ts';
import { preparedPretext } from '../domain/pretext.ts';
import { formatDeadline, soonAfter } from '../domain/steps.ts';
import { clockOf, dayOf, formatDay } from '../domain/time.ts';

/** Whether a step was done for one customer, and if not, by when it should have been. */
export default defineCommand({
  name: '查步骤',
  rank: 163,
  takes: ['queryStepCheck'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '某位客户的短信、卡片、由头做没做',
  examples: [
    {
      say: '王先生短信发没发',
      means: { intents: ['queryStepCheck'], customerRef: { name: '王先生' }, check: 'leaveSmsSent' },
    },
  ],
  async handle(talk, { check }, customer) {
    const called = describe(customer);
    const { filled, of, missing } = completeness(customer);
    if (check === 'leaveSmsSent' || check === 'leaveSmsWaived')
      return { lines: [`${called} ${await textLine(talk, customer)}`], readOnly: true };
    if (check === 'pretextOk') {
      const pretext = preparedPretext(customer);
      const on = customer.pretextOn ? `（${formatDay(customer.pretextOn)}记的）` : '';
      return {
        lines: [pretext ? `${called} 由头：${pretext}${on}` : `${called} 还没写下次打电话的由头`],
        readOnly: true,
      };
    }
    const lacks = missing.length > 0 ? `，还缺：${missing.join('、')}` : '';
    return { lines: [`${called} 卡片${filled}/${of}${lacks}`], readOnly: true };
  },
});

async function textLine({ db, book, at }: Talk, { id }: Customer): Promise<string> {
  const visit = await findLastVisit(db, id);
  if (!visit) return '没有来店记录，不用发离店短信';
  const left = `${formatDay(dayOf(visit.leftAt))} ${clockOf(visit.leftAt)}离店`;
  if (visit.text === 'sent')
    return `短信发了（${left}，${formatDeadline(visit.textAt ?? visit.leftAt, dayOf(visit.leftAt))}发的）`;
  if (visit.text === 'waived') return `短信免发${visit.reason ? `（${visit.reason}）` : ''}，${left}`;
  const { dueAt } = soonAfter(book, visit.leftAt, 'textMinutes');
  return `短信还没发：${left}，${at < dueAt ? '要' : '该'}在${formatDeadline(dueAt, dayOf(at))}前发`;
}
