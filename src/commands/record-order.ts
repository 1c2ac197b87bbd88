import { cardFields } from '../chat/card-fields.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { type Customer, findCustomer } from '../db/customers.ts';
import { recordGrade } from '../db/grades.ts';
import { addOrder, addPayment, findOpenOrder, sumPaid } from '../db/orders.ts';
import { withdrawRequests } from '../db/price-requests.ts';
import { fen, type Fen, formatMoney, fromYuan } from '../domain/money.ts';
import { orderFile, orderFileLine } from '../domain/order-file.ts';
import { dayOf, formatDay } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';

export default defineCommand({
  name: '订车收款',
  rank: 100,
  takes: ['recordOrder', 'recordPayment'],
  about: 'customer',
  allow: ['consultant', 'supervisor', 'salesManager'],
  help: '客户订车、收订金尾款（先核对再记）',
  examples: [
    {
      say: '李姐定了 定金5000 红色顶配 月底提',
      means: {
        intents: ['recordOrder', 'recordPayment'],
        payment: { kind: 'deposit', amountCny: 5000, term: '定金' },
      },
    },
    {
      say: '王先生订车 订金3000',
      means: {
        intents: ['recordOrder', 'recordPayment'],
        payment: { kind: 'deposit', amountCny: 3000, term: '订金' },
      },
    },
  ],
  async handle(talk, meaning, customer) {
    if (customer.state === 'delivered')
      throw new UserError(`${describe(customer)}的车已经交了。再买一台请重新登记。`);
    if (customer.state === 'lost' || customer.state === 'lostPending') {
      throw new UserError(`${describe(customer)}在战败流程里，请主管先驳回，再记订单。`);
    }
    if (customer.state === 'pooled' || customer.state === 'dead')
      throw new UserError(`${describe(customer)}现在没人跟，先发“激活”定归谁，再记订单。`);
    const open = await findOpenOrder(talk.db, customer.id);
    const paid = meaning.payment?.amountCny;
    if (!open && paid === undefined && !meaning.order?.signed) {
      const say = `${describe(customer)}收了多少？收了钱或签了订单才算O级。回：定金5000，或：签了订单`;
      return { lines: [say], readOnly: true, incomplete: true };
    }
    if (open && paid === undefined)
      throw new UserError(
        `${describe(customer)}已经有订单了。收款请发：尾款3万；补档案请发：成交价12.58万 月底交车 全款`,
      );
    if (!talk.confirmed) {
      const before = open ? fen(await sumPaid(talk.db, open.id)) : undefined;
      return { lines: readBack(customer, meaning, before), confirm: true };
    }
    return open ? receive(talk, meaning, customer, open.id) : placeOrder(talk, meaning, customer);
  },
});

/** Money is read back before it is written (D42). */
function readBack(customer: Customer, meaning: Meaning, paidBefore: Fen | undefined): string[] {
  const { order, payment, interest } = meaning;
  const car = [
    interest?.series ?? order?.series ?? customer.series,
    order?.trim ?? interest?.trim ?? customer.trim,
    order?.color ?? interest?.color ?? customer.color,
  ];
  const parts = [
    paidBefore !== undefined ? '收款' : `订${car.some(Boolean) ? ` ${car.filter(Boolean).join(' ')}` : '车'}`,
    payment?.amountCny !== undefined &&
      `${payment.term ?? '定金'} ${formatMoney(fromYuan(payment.amountCny))}`,
    order?.priceCny !== undefined && `成交价 ${formatMoney(fromYuan(order.priceCny))}`,
    order?.deliveryBy && `${formatDay(order.deliveryBy)}前提车`,
    payment?.amountCny === undefined && order?.signed && '签了订单，还没收钱',
  ].filter(Boolean);
  const caution = payment?.term === '定金' ? ['（定金不退，订金可退，按您写的“定金”记）'] : [];
  // A wrong sum said again is a second payment: he must see that before he says yes.
  if (paidBefore && payment?.amountCny !== undefined)
    caution.push(
      `之前已收 ${formatMoney(paidBefore)}，这次是再收一笔，累计 ${formatMoney(fen(paidBefore + fromYuan(payment.amountCny)))}`,
    );
  return [`请核对：${describe(customer)} ${parts.join('，')}`, ...caution, '对回 1，不对回 2'];
}

async function placeOrder(talk: Talk, meaning: Meaning, customer: Customer): Promise<Outcome> {
  const { db, member, at } = talk;
  const fields = cardFields(meaning, customer);
  const car = { ...customer, ...fields };
  const price = meaning.order?.priceCny;
  const order = await addOrder(db, {
    storeId: customer.storeId,
    customerId: customer.id,
    by: member.userId,
    series: car.series,
    trim: car.trim,
    color: car.color,
    priceFen: price === undefined ? null : fromYuan(price),
    deliveryBy: meaning.order?.deliveryBy ?? null,
    at,
    enteredAt: at,
  });
  const isPaid = meaning.payment?.amountCny !== undefined;
  const payment = isPaid ? await receive(talk, meaning, customer, order.id) : undefined;
  await withdrawRequests(db, customer.id, member.userId, at);
  await recordGrade(db, {
    customer,
    to: 'O',
    criteria: isPaid ? ['已收一定金额订金'] : [],
    reason: isPaid ? null : '签了订单',
    by: member.userId,
    at,
  });
  const today = dayOf(at);
  const file = orderFile({ ...order, payment: car.payment ?? null, paidFen: await sumPaid(db, order.id) });
  const referrer = customer.referrerId ? await findCustomer(db, customer.referrerId) : undefined;
  const bought = [car.series, car.trim, car.color].filter(Boolean).join(' ');
  return {
    lines: [
      `恭喜！${describe(customer)} 订 ${bought}，O级（${isPaid ? '已收订金' : '签了订单，还没收钱'}）`,
      ...(payment?.lines ?? []),
      orderFileLine(file),
      ...(referrer ? [`介绍人${describe(referrer)}介绍成交，是VIP顾客，记得谢谢`] : []),
    ],
    change: {
      ...fields,
      state: 'ordered',
      grade: 'O',
      gradeSetOn: today,
      windowEndsOn: null,
      inBaseGroup: false,
      step: 5,
      lastEffectiveOn: today,
      firstCallOwedSince: null,
      attemptDays: [],
      agreedOn: null,
      agreedTime: null,
    },
    hints: [
      ...(isPaid ? [] : [`${describe(customer)}定金5000`]),
      `${describe(customer)}成交价12.58万 月底交车`,
      `${describe(customer)}交车了`,
    ],
  };
}

async function receive(talk: Talk, meaning: Meaning, customer: Customer, orderId: number): Promise<Outcome> {
  const { db, member, at } = talk;
  const { kind = 'deposit', term = '定金', amountCny = 0 } = meaning.payment ?? {};
  const amountFen = fromYuan(amountCny);
  await addPayment(db, {
    storeId: customer.storeId,
    customerId: customer.id,
    orderId,
    kind,
    term,
    amountFen,
    by: member.userId,
    at,
  });
  const total = fen(await sumPaid(db, orderId));
  return { lines: [`已收${term} ${formatMoney(amountFen)}，累计 ${formatMoney(total)}`] };
}
