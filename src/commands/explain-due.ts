import { calendarOf } from '../chat/calendar.ts';
import { defineCommand } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { quotaLine } from '../reports/quota-words.ts';
import { explainDue } from '../reports/due-words.ts';

export default defineCommand({
  name: '为什么',
  rank: 180,
  takes: ['explain'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '为什么这天要联系他',
  examples: [
    { say: '为什么', means: { intents: ['explain'] } },
    { say: '王先生为什么明天打', means: { intents: ['explain'], customerRef: { name: '王先生' } } },
  ],
  async handle(talk, _meaning, customer) {
    const { grade, state, inBaseGroup } = customer;
    const stands =
      state === 'delivered' ? '已交车' : inBaseGroup ? '基本顾客群' : grade ? `${grade}级` : '未定级';
    const calendar = await calendarOf(talk, customer);
    const quota = await quotaLine(talk.db, customer, calendar);
    return {
      lines: [
        `${describe(customer)}（${stands}）`,
        ...explainDue(customer, calendar),
        ...(quota ? [`· ${quota}`] : []),
      ],
      readOnly: true,
    };
  },
});
