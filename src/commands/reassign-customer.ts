import { seesAll } from '../chat/access.ts';
import { receiverCalled } from '../chat/colleagues.ts';
import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { handOver, OUT_OF_POOL } from '../chat/handing-over.ts';
import { giveOwner } from '../chat/ownership.ts';
import type { Customer } from '../db/customers.ts';
import { listOpenCases } from '../db/ownership.ts';
import { listStaff } from '../db/staff.ts';
import { calledBy } from '../domain/staff.ts';
import { whoLine } from '../reports/handover-brief.ts';

/** Whose customers change hands no more. */
const SETTLED = { lost: '已经战败，要先激活', dead: '已作死单', closed: '不是意向客户' } as const;

function isSettled(state: Customer['state']): state is keyof typeof SETTLED {
  return state in SETTLED;
}

export default defineCommand({
  name: '转客户',
  rank: 155,
  takes: ['reassign', 'handover'],
  about: 'customer',
  allow: ['supervisor', 'salesManager', 'generalManager', 'deskAgent'],
  help: '把一位客户转给别人跟',
  examples: [
    {
      say: '王先生转给小马',
      for: 'supervisor',
      means: { intents: ['reassign'], customerRef: { name: '王先生' }, to: { staff: '小马' } },
    },
    {
      say: '王先生换给马辉',
      for: 'supervisor',
      means: { intents: ['reassign'], customerRef: { name: '王先生' }, to: { staff: '马辉' } },
    },
  ],
  async handle(talk, meaning, customer) {
    const { db, member, confirmed } = talk;
    const word = typeof meaning.to === 'object' ? meaning.to.staff : meaning.to;
    if (!word)
      return { lines: [`${describe(customer)}转给谁？回同事的名字`], readOnly: true, incomplete: true };
    const { state } = customer;
    const [asked] = await listOpenCases(db, { customerId: customer.id });
    if (!asked && isSettled(state)) throw new UserError(`${describe(customer)}${SETTLED[state]}，没有转。`);
    const people = await listStaff(db);
    const to = receiverCalled(people, word, customer.storeId);
    if (to.userId === customer.ownerId && !asked)
      throw new UserError(`${describe(customer)}本来就是${calledBy(to)}的客户。`);
    const isOwn = customer.ownerId === member.userId;
    // Between two stores too, whoever is asked whose he is decides between the two who want him (D32).
    const isParty =
      asked !== undefined && [asked.ownership.ownerId, asked.ownership.receiverId].includes(to.userId);
    if (!isOwn && !isParty && !seesAll(member) && !to.storeIds.some((id) => member.storeIds.includes(id)))
      throw new UserError(`${calledBy(to)}不在您店里，跨店转客户请找销售经理。`);
    const owner = people.find(({ userId }) => userId === customer.ownerId);
    const from = owner ? `${calledBy(owner)}→` : '';
    if (!confirmed) {
      const change = owner === to ? `不变，还是${calledBy(to)}的` : `改为 ${from}${calledBy(to)}`;
      const readBack = `请核对：${whoLine(customer)}，归属${change}`;
      return { lines: [readBack, '以后都由他跟。对回 1，不对回 2'], confirm: true };
    }
    if (asked) {
      const given = await giveOwner(talk, asked.ownership, customer, to, 'byTalk');
      return { lines: [`${describe(customer)}归${calledBy(to)}跟，已告诉双方`], change: given.change };
    }
    const [given] = await handOver(talk, [{ customer, to }], owner ? 'reassigned' : 'left', {
      written: 'byTalk',
      change: customer.state === 'pooled' ? OUT_OF_POOL : {},
    });
    if (!given) throw new Error('nobody was handed over');
    return {
      lines: [`已转 ${describe(customer)}：${from}${calledBy(to)}，已告诉双方`],
      change: given.change,
    };
  },
});
