import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { changeOrder, findOpenOrder, sumPaid } from '../db/orders.ts';
import { formatMoney, fromYuan } from '../domain/money.ts';
import { orderFile, orderFileLine } from '../domain/order-file.ts';
import { dayOf, formatDay } from '../domain/time.ts';

export default defineCommand({
  name: '订单档案',
  rank: 105,
  takes: ['completeOrder'],
  about: 'customer',
  allow: ['consultant', 'supervisor', 'salesManager'],
  help: '订车后补成交价、交车日期、付款方式（先核对再记）',
  examples: [
    {
      say: '成交价12.58万 月底交车 全款',
      means: { intents: ['completeOrder'], order: { priceCny: 125800 }, payment: { method: 'full' } },
    },
    {
      say: '李姐成交价12.58万',
      means: { intents: ['completeOrder'], customerRef: { alias: '李姐' }, order: { priceCny: 125800 } },
    },
  ],
  async handle({ db, at, confirmed }, meaning, customer) {
    const called = describe(customer);
    const order = await findOpenOrder(db, customer.id);
    if (!order)
      throw new UserError(`${called}没有未交车的订单，没有记。先记订车，如：${called}订车 定金5000`);
    const { priceCny, deliveryBy } = meaning.order ?? {};
    if (deliveryBy && deliveryBy < dayOf(at))
      throw new UserError(`${formatDay(deliveryBy)}已经过去了，没有记。请再说一次哪天交车。`);
    const method = meaning.payment?.method;
    const payment = method === undefined ? undefined : method === 'loan' ? '分期' : '全款';
    const told = [
      priceCny !== undefined && `成交价 ${formatMoney(fromYuan(priceCny))}`,
      deliveryBy && `${formatDay(deliveryBy)}前交车`,
      payment,
    ].filter(Boolean);
    if (!confirmed) {
      const before =
        order.priceFen !== null && priceCny !== undefined ? [`（原来 ${formatMoney(order.priceFen)}）`] : [];
      const delivered = meaning.intents.includes('recordDelivery') ? '，交车' : '';
      return {
        lines: [`请核对：${called} ${told.join('，')}${delivered}`, ...before, '对回 1，不对回 2'],
        confirm: true,
      };
    }
    const news = {
      ...(priceCny !== undefined && { priceFen: fromYuan(priceCny) }),
      ...(deliveryBy && { deliveryBy }),
    };
    await changeOrder(db, order.id, news);
    const file = orderFile({
      ...order,
      ...news,
      payment: payment ?? customer.payment,
      paidFen: await sumPaid(db, order.id),
    });
    return {
      lines: [`已补 ${called} ${told.join('，')}`, orderFileLine(file)],
      change: payment ? { payment } : {},
    };
  },
});
