import { defineCommand, type Outcome, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { closeAppointment, listAppointments, makeAppointment } from '../db/appointments.ts';
import type { Db } from '../db/connect.ts';
import type { Customer } from '../db/customers.ts';
import { changeOrder, findOpenOrder } from '../db/orders.ts';
import { dayOf, formatDay, isDay } from '../domain/time.ts';

const KIND = {
  firstVisit: 'visit',
  secondVisit: 'visit',
  testDrive: 'testDrive',
  delivery: 'delivery',
} as const;
const KIND_WORDS = { visit: '来店', testDrive: '试驾', delivery: '交车' } as const;

export default defineCommand({
  name: '约客户',
  rank: 60,
  takes: ['setAppointment', 'setNextContact', 'confirmAppointment', 'reschedule'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '约来店、约试驾、约下次打电话',
  examples: [
    {
      say: '王先生约周六下午2点来店',
      means: { intents: ['setAppointment'], appointment: { type: 'secondVisit', at: '2026-04-11T14:00' } },
    },
    {
      say: '王先生周六来不了了',
      means: { intents: ['reschedule'], appointment: { cancelled: true } },
    },
    { say: '刘总下周二再打', means: { intents: ['setNextContact'], nextContactAt: '2026-04-14' } },
  ],
  async handle({ db, member, at }, meaning, customer) {
    const { appointment, nextContactAt } = meaning;
    if (appointment?.cancelled) return callOff(db, customer);
    const when = appointment ? (appointment.at ?? appointment.date) : nextContactAt;
    if (!when) {
      return { lines: [`${describe(customer)}约在哪天？回：周六下午2点`], readOnly: true, incomplete: true };
    }
    const [on = '', time = null] = when.split('T');
    if (!isDay(on)) throw new UserError('这个日期没看懂，没有记。请回：4月11日下午2点');
    if (on < dayOf(at)) throw new UserError(`${formatDay(on)}已经过去了，没有记。请再说一次约在哪天。`);
    const alone = meaning.intents.length === 1;
    const heading = alone ? `已记 ${describe(customer)} ` : '';
    // 晚点再打 names no time: he is tried again today, and his day stays as it was.
    if (!appointment && on === dayOf(at) && !time) return { lines: ['今天晚点再打'] };
    const change = { agreedOn: on, agreedTime: time };
    const words = `${formatDay(on)}${time ? ` ${time}` : ''}`;
    if (!appointment) return { lines: [`${heading}约好联系：${words}`], change };
    const kind = KIND[appointment.type ?? 'secondVisit'];
    const moved = await makeAppointment(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      kind,
      on,
      time,
      by: member.userId,
      enteredAt: at,
    });
    const order = kind === 'delivery' ? await findOpenOrder(db, customer.id) : undefined;
    if (order) await changeOrder(db, order.id, { deliveryBy: on });
    const instead =
      moved && (moved.on !== on || moved.time !== time) ? `（原来${formatDay(moved.on)}的改期）` : '';
    return { lines: [`${heading}约${KIND_WORDS[kind]}：${words}${instead}`], change };
  },
});

/** The nearest of what was agreed is off; his cadence decides again until another day is named. */
async function callOff(db: Db, customer: Customer): Promise<Outcome> {
  const [next] = await listAppointments(db, customer.id);
  if (!next) {
    return { lines: [`${describe(customer)}现在没有约着的，没有改。`], readOnly: true };
  }
  await closeAppointment(db, customer.id, [next.kind], 'cancelled');
  const when = `${formatDay(next.on)}${next.time ? ` ${next.time}` : ''}`;
  return {
    lines: [`已取消 ${describe(customer)} 约${KIND_WORDS[next.kind]}：${when}`],
    change: customer.agreedOn === next.on ? { agreedOn: null, agreedTime: null } : {},
    hints: ['约周日上午10点来店'],
  };
}
