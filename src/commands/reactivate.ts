import { cardFields } from '../chat/card-fields.ts';
import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { askWhose, isGone } from '../chat/ownership.ts';
import { calledBy } from '../domain/staff.ts';

export default defineCommand({
  name: '激活客户',
  rank: 118,
  takes: ['reactivate'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager'],
  help: '战败的、收回公司的客户又想买，由主管定归谁',
  examples: [
    { say: '激活 王先生', means: { intents: ['reactivate'], customerRef: { name: '王先生' } } },
    {
      say: '战败池的王先生又要看车',
      means: { intents: ['reactivate'], customerRef: { name: '王先生' } },
    },
  ],
  async handle(talk, meaning, customer) {
    const { state } = customer;
    if (state === 'lostPending')
      throw new UserError(`${describe(customer)}的申请还在审批，请主管先驳回，再激活。`);
    if (!isGone(customer)) throw new UserError(`${describe(customer)}本来就在跟，不用激活。`);
    if (state === 'dead' && !talk.member.roles.includes('salesManager'))
      throw new UserError(`${describe(customer)}已作死单，激活请找销售经理。`);
    if (customer.doNotContact) throw new UserError(`${describe(customer)}要求免打扰，不能激活。`);
    const asked = await askWhose(talk, customer, 'reactivated');
    const change = cardFields(meaning, customer);
    return {
      lines: [
        asked
          ? `已报激活：${describe(customer)}，等${calledBy(asked)}定归谁跟，再定级别`
          : `${describe(customer)}已经报过激活，等主管定归谁`,
      ],
      change,
      ...(!asked && Object.keys(change).length === 0 && { readOnly: true as const }),
    };
  },
});
