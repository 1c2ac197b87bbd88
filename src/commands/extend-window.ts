import { maySee } from '../chat/access.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { decideExtension, extendedEnd, extensionOf } from '../chat/extensions.ts';
import { postCard } from '../db/cards.ts';
import { type Customer, findCustomer } from '../db/customers.ts';
import { REFUSED, WINDOW_CARD, windowOf } from '../db/window-requests.ts';
import { listStaff } from '../db/staff.ts';
import type { CustomerId } from '../domain/ids.ts';
import { calledBy } from '../domain/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { type Day, dayOf, formatDay } from '../domain/time.ts';

/** One extension per grade, with a reason and the supervisor's yes (D3). It adds the grade's window once more. */
export default defineCommand({
  name: '延期',
  rank: 55,
  takes: ['extendWindow'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager'],
  help: '手续时间到了申请延期，主管同意才算',
  examples: [
    {
      say: '王先生延期 等年终奖',
      means: { intents: ['extendWindow'], customerRef: { name: '王先生' }, reason: '等年终奖' },
    },
  ],
  async handle(talk, { reason }, customer) {
    const { db, member, at, messageId } = talk;
    const until = extendedEnd(talk, customer);
    if (!reason && (await extensionOf(talk, customer)) && maySupervise(talk))
      return {
        lines: [
          `${describe(customer)}的延期申请在等您批，回：${describe(customer)}延期同意 / 不同意${describe(customer)}延期`,
        ],
        readOnly: true,
      };
    if (!reason)
      return {
        lines: [`${describe(customer)}为什么延期？回：${describe(customer)}延期 等年终奖`],
        readOnly: true,
        incomplete: true,
      };
    const supervisor = supervisorOf(await listStaff(db), customer.ownerId, customer.storeId);
    if (!supervisor) throw new UserError('还没有主管可以同意，请让管理员先在通讯录里设置主管。');
    if (supervisor.userId === member.userId) return extended(talk, customer, until);
    const card = {
      kind: 'card',
      taskId: `window-${customer.id}-${messageId}`,
      title: `延期申请：${describe(customer)}`,
      text: [
        `${member.name} 申请，${describeApart(customer)}`,
        `期限${customer.windowEndsOn ? formatDay(customer.windowEndsOn) : ''}→${formatDay(until)}`,
        `原因：${reason}`,
      ].join('\n'),
      buttons: [
        { key: 'approve', text: '同意', style: 'primary' },
        { key: 'reject', text: '不同意', style: 'warning' },
      ],
    } as const;
    const subjects = [customer.id, windowOf(customer)];
    await postCard(db, card, { to: supervisor.userId, kind: WINDOW_CARD, subjects, at, cause: messageId });
    return {
      lines: [
        `已交延期申请：${describe(customer)}（${reason}），等${calledBy(supervisor)}同意`,
        `同意后期限到${formatDay(until)}；每个级别只能延一次`,
      ],
    };
  },
  onClick: {
    card: WINDOW_CARD,
    done: '延期',
    async handle(talk, { key, subjects: [id = 0, window, refused] }) {
      const customer = await findCustomer(talk.db, id as CustomerId);
      if (!customer || !maySee(talk.member, customer) || customer.windowExtendedOn || refused === REFUSED)
        return '已处理过';
      if (window !== windowOf(customer)) return '期限已变，不用再批';
      const until = await decideExtension(talk, customer, key === 'approve');
      return until ? '已同意' : '没同意';
    },
  },
});

function maySupervise({ member }: Talk): boolean {
  return member.roles.includes('supervisor') || member.roles.includes('salesManager');
}

function extended({ at }: Talk, customer: Customer, until: Day): Outcome {
  return {
    lines: [`已延期 ${describe(customer)}：期限到${formatDay(until)}`],
    change: { windowEndsOn: until, windowExtendedOn: dayOf(at) },
  };
}
