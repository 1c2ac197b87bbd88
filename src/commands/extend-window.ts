import { maySee } from '../chat/access.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { postCard } from '../db/cards.ts';
import { changeCustomer, type Customer, findCustomer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { listStaff } from '../db/staff.ts';
import { windowEnd } from '../domain/grade.ts';
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
    await postCard(db, card, { to: supervisor.userId, kind: 'window', subjects, at, cause: messageId });
    return {
      lines: [
        `已交延期申请：${describe(customer)}（${reason}），等${calledBy(supervisor)}同意`,
        `同意后期限到${formatDay(until)}；每个级别只能延一次`,
      ],
    };
  },
  onClick: {
    card: 'window',
    done: '延期',
    async handle(talk, { key, subjects: [id = 0, window] }) {
      const { db, member, at, messageId } = talk;
      const customer = await findCustomer(db, id as CustomerId);
      if (!customer || !maySee(member, customer) || customer.windowExtendedOn) return '已处理过';
      if (window !== windowOf(customer)) return '期限已变，不用再批';
      const until = key === 'approve' ? extendedEnd(talk, customer) : undefined;
      if (until) await changeCustomer(db, customer, { windowEndsOn: until, windowExtendedOn: dayOf(at) });
      const text = until
        ? `${describe(customer)}延期同意了，期限到${formatDay(until)}。`
        : `${describe(customer)}延期没同意，请在期限前成交、降级或报战败。`;
      const notice = { key: `window-decided:${messageId}`, to: customer.ownerId, at, cause: messageId };
      await post(db, { ...notice, body: { kind: 'text', text } });
      return until ? '已同意' : '没同意';
    },
  },
});

/** Which window a card asks for, as a number that a card can hold: 20260508. A new grade begins another one. */
function windowOf({ windowEndsOn }: Customer): number {
  return Number(windowEndsOn?.replaceAll('-', '') ?? 0);
}

/** The last day of the extended window. Throws when it cannot be extended. */
function extendedEnd({ book, at }: Talk, customer: Customer): Day {
  const { state, grade, windowEndsOn, windowExtendedOn } = customer;
  if (state !== 'open' || !grade || !windowEndsOn)
    throw new UserError(`${describe(customer)}现在没有期限，不用延。`);
  if (windowExtendedOn)
    throw new UserError(
      `${describe(customer)}这个级别已经延过一次（${formatDay(windowExtendedOn)}），不能再延。请成交、降级或报战败。`,
    );
  return windowEnd(book.on(dayOf(at)), grade, windowEndsOn) ?? windowEndsOn;
}

function extended({ at }: Talk, customer: Customer, until: Day): Outcome {
  return {
    lines: [`已延期 ${describe(customer)}：期限到${formatDay(until)}`],
    change: { windowEndsOn: until, windowExtendedOn: dayOf(at) },
  };
}
