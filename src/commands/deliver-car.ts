import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { closeAppointment } from '../db/appointments.ts';
import { recordGrade } from '../db/grades.ts';
import { deliverOrder, findOpenOrder } from '../db/orders.ts';
import { dayOf } from '../domain/time.ts';

export default defineCommand({
  name: '交车',
  rank: 110,
  takes: ['recordDelivery'],
  about: 'customer',
  allow: ['consultant', 'supervisor', 'salesManager'],
  help: '车交给客户了，转入交车回访',
  examples: [{ say: '李姐交车了', means: { intents: ['recordDelivery'], customerRef: { alias: '李姐' } } }],
  async handle({ db, member, at, book }, { plate, birthday, firstServiceOn }, customer) {
    if (customer.state === 'delivered')
      return { lines: [`${describe(customer)}的交车已经记过了。`], readOnly: true };
    const order = await findOpenOrder(db, customer.id);
    if (!order)
      throw new UserError(
        `${describe(customer)}还没有订单。先记订车，如：${describe(customer)}订车 全款12.58万`,
      );
    await deliverOrder(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      orderId: order.id,
      by: member.userId,
      at,
      enteredAt: at,
    });
    const owed = [
      ...(plate?.number ? [] : [['车牌', '车牌鲁E12345']]),
      ...(birthday ? [] : [['生日', '生日5月3日']]),
      ...(firstServiceOn ? [] : [['首保日期', '首保7月8日']]),
    ];
    const examples = owed.slice(0, 2).map(([, example]) => example);
    const { careFirst, careSecond, careThird } = book.on(dayOf(at));
    await closeAppointment(db, customer.id, ['visit', 'testDrive', 'delivery'], 'kept');
    await recordGrade(db, { customer, to: null, criteria: [], reason: '已交车', by: member.userId, at });
    return {
      lines: [
        `已记 ${describe(customer)} 交车，C卡已建`,
        `回访：第${careFirst}、${careSecond}、${careThird}天和首保，第${careSecond}天请他介绍朋友`,
        ...(owed.length > 0
          ? [`有就补：${owed.map(([field]) => field).join('、')}，如：${examples.join(' ')}`]
          : []),
      ],
      change: {
        state: 'delivered',
        grade: null,
        gradeSetOn: null,
        windowEndsOn: null,
        deliveredOn: dayOf(at),
        // Handing over the car is a contact (D6).
        lastEffectiveOn: dayOf(at),
        attemptDays: [],
        putOffTo: null,
        ownedCar: 'ownSale',
        agreedOn: null,
        agreedTime: null,
      },
    };
  },
});
