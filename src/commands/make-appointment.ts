import { defineCommand, type Outcome, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { closeAppointment, listAppointments, makeAppointment, markMissed } from '../db/appointments.ts';
import type { Db } from '../db/connect.ts';
import type { Customer } from '../db/customers.ts';
import { changeOrder, findOpenOrder } from '../db/orders.ts';
import { type Day, day, dayOf, formatDay, isDay } from '../domain/time.ts';

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
    { say: '王先生没来', means: { intents: ['reschedule'], noShow: day('2026-04-08') } },
    { say: '刘总下周二再打', means: { intents: ['setNextContact'], nextContactAt: '2026-04-14' } },
  ],
  async handle({ db, member, at }, meaning, customer) {
    const { appointment, nextContactAt } = meaning;
    if (appointment?.cancelled) return callOff(db, customer);
    if (meaning.noShow && !appointment && !nextContactAt) return noteNoShow(db, customer, dayOf(at));
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
    // Whoever is invited again while a price is talked about is back at step 3 (R41).
    const invitesAgain = kind === 'visit' && customer.state === 'open' && customer.step === 4;
    return {
      lines: [`${heading}约${KIND_WORDS[kind]}：${words}${instead}`],
      change: { ...change, ...(invitesAgain && { step: 3 }) },
    };
  },
});

/** Whoever was expected by today did not come: his day stays, until another is agreed. */
async function noteNoShow(db: Db, customer: Customer, today: Day): Promise<Outcome> {
  const called = describe(customer);
  const expected = (await listAppointments(db, customer.id)).filter(({ kind }) => kind !== 'delivery');
  const due = expected.findLast(({ on }) => on <= today);
  if (!due) {
    const [ahead] = expected;
    const line = ahead
      ? `${called}约的是${formatDay(ahead.on)}，还没到，没有记。改期回：${called}改约周日上午10点`
      : `${called}现在没有约着的，没有记。再约回：${called}约周六下午2点`;
    return { lines: [line], readOnly: true };
  }
  await markMissed(db, [due.id]);
  const when = `${formatDay(due.on)}${due.time ? ` ${due.time}` : ''}`;
  return {
    lines: [`已记 ${called} 爽约：${when}`, '先问问是不是有事耽搁，不催，再给两个时间选'],
    hints: [`${called}改约周六下午2点`, `${called}打了 没接`],
    did: '爽约',
  };
}

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
