import { postCancellation } from '../chat/cancellations.ts';
import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { addCancellation, findPendingCancellation } from '../db/order-cancellations.ts';
import { findOpenOrder, sumPaid } from '../db/orders.ts';
import { listStaff } from '../db/staff.ts';
import { fen, formatMoney } from '../domain/money.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { gradeSaid } from '../language/meaning.ts';

export default defineCommand({
  name: '退订',
  rank: 115,
  takes: ['cancelOrder'],
  about: 'customer',
  allow: ['consultant', 'supervisor', 'salesManager'],
  help: '客户不要了，申请退订，主管、经理先后同意才生效',
  examples: [
    {
      say: '退订 张总那台 家里有事不要了',
      means: { intents: ['cancelOrder'], customerRef: { name: '张总' }, reason: '家里有事不要了' },
    },
  ],
  async handle(talk, meaning, customer) {
    const { db, member, at, messageId, confirmed } = talk;
    const called = describe(customer);
    const order = await findOpenOrder(db, customer.id);
    if (!order) throw new UserError(`${called}没有未交车的订单，没有退。`);
    if (await findPendingCancellation(db, { customerId: customer.id }))
      return { lines: [`${called}的退订已经在审批中。`], readOnly: true };
    const { reason } = meaning;
    if (!reason)
      return {
        lines: [`${called}为什么退订？回原因：家里有事 / 贷款没批 / 等不到车 / 买了别家`],
        readOnly: true,
        incomplete: true,
      };
    const people = await listStaff(db);
    const first = supervisorOf(people, customer.ownerId, customer.storeId);
    if (!first) throw new UserError('还没有主管可以审批，请让管理员先在通讯录里设置主管。');
    // Money was taken, so he stood at A at least; less is what the consultant says (D28).
    const said = gradeSaid(meaning);
    const gradeAfter = said === 'B' || said === 'C' ? said : 'A';
    const paid = fen(await sumPaid(db, order.id));
    const car = [order.series, order.trim, order.color].filter(Boolean).join(' ');
    const what = [car, `已收${formatMoney(paid)}`].filter(Boolean).join('，');
    if (!confirmed)
      return {
        lines: [
          `请核对：${called} 退订 ${what}，原因：${reason}`,
          `主管、经理同意后生效，退回${gradeAfter}级`,
          '对回 1，不对回 2',
        ],
        confirm: true,
      };
    const cancellation = await addCancellation(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      orderId: order.id,
      by: member.userId,
      reason,
      gradeAfter,
      toId: first.userId,
      at,
    });
    await postCancellation(db, cancellation, {
      text: [`${member.name} 申请：${called} 退订 ${what}`, `原因：${reason}`],
      at,
      cause: messageId,
    });
    return { lines: [`已交退订申请：${called}（${reason}）`, `等${first.name}审批，批完前订单不变`] };
  },
});
