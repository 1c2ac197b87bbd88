import { seesAll } from '../chat/access.ts';
import { calendarOf } from '../chat/calendar.ts';
import { CANCELLATION_CARD, postCancellation } from '../chat/cancellations.ts';
import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { meantCase } from '../chat/meant-case.ts';
import { closeAppointment } from '../db/appointments.ts';
import { changeCustomer, type Customer, findCustomer } from '../db/customers.ts';
import { recordGrade } from '../db/grades.ts';
import {
  findPendingCancellation,
  listPendingCancellations,
  moveCancellation,
  type OrderCancellation,
} from '../db/order-cancellations.ts';
import { cancelOrder, findOpenOrder } from '../db/orders.ts';
import { post } from '../db/outbox.ts';
import { listStaff } from '../db/staff.ts';
import { windowEnd } from '../domain/grade.ts';
import type { UserId } from '../domain/staff.ts';
import { ladder } from '../domain/supervision.ts';
import { dayOf } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import { dueChange, dueLine, dueOf } from '../reports/due-words.ts';

/** Back in negotiation (五步走 4). */
const STEP_AFTER = 4;

export default defineCommand({
  name: '审批退订',
  rank: 152,
  takes: ['approveCancel', 'rejectCancel'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '同意或驳回退订，主管同意后转经理',
  examples: [
    { say: '张总退订同意', means: { intents: ['approveCancel'], customerRef: { name: '张总' } } },
    { say: '张总退订驳回 再谈谈', means: { intents: ['rejectCancel'], reason: '再谈谈' } },
  ],
  async handle(talk, meaning) {
    const { cancellation, customer } = await pendingOne(talk, meaning);
    const approved = meaning.intents.includes('approveCancel');
    return decide(talk, cancellation, customer, approved, meaning.reason ?? null);
  },
  onClick: {
    card: CANCELLATION_CARD,
    done: '审批退订',
    async handle(talk, { key, subjects: [id = 0] }) {
      const cancellation = await findPendingCancellation(talk.db, { id });
      const customer = cancellation && (await findCustomer(talk.db, cancellation.customerId));
      if (!cancellation || !customer || cancellation.toId !== talk.member.userId) return '已处理过';
      await decide(talk, cancellation, customer, key === 'approve', null);
      return key === 'approve' ? '已同意' : '已驳回';
    },
  },
});

async function pendingOne(talk: Talk, meaning: Meaning) {
  const { db, member } = talk;
  const pending = await meantCase(talk, meaning, {
    of: async (customer) => {
      const cancellation = await findPendingCancellation(db, { customerId: customer.id });
      return cancellation && { cancellation, customer };
    },
    all: () => listPendingCancellations(db, member.userId),
    line: ({ customer }) => `· ${describeApart(customer)}`,
    ask: '有几条退订，是哪一位？回：称呼+退订同意',
  });
  if (!pending)
    throw new UserError(meaning.customerRef ? '这位客户没有等审批的退订。' : '现在没有等您审批的退订。');
  return pending;
}

/** One step of two (D28): a no ends it, the supervisor's yes hands it on, the manager's calls the order off. */
async function decide(
  talk: Talk,
  cancellation: OrderCancellation,
  customer: Customer,
  approved: boolean,
  remark: string | null,
): Promise<{ lines: string[]; customer: Customer }> {
  const { db, member, at, messageId } = talk;
  const called = describe(customer);
  if (cancellation.toId !== member.userId && !seesAll(member))
    throw new UserError(
      cancellation.firstBy === member.userId ? '您已同意，等销售经理。' : '这条退订不等您审批。',
    );
  if (!(await findOpenOrder(db, customer.id))) {
    const ended = { state: 'rejected', decidedBy: member.userId, decidedAt: at, remark: '已交车' } as const;
    await moveCancellation(db, cancellation, ended);
    return { lines: [`${called}的订单已经交车或取消了，退订作废。`], customer };
  }
  const next = approved && !seesAll(member) ? await nextAfter(talk, customer) : undefined;
  if (next) {
    const handedOn = { toId: next, firstBy: member.userId, firstAt: at };
    if (!(await moveCancellation(db, cancellation, handedOn))) throw new UserError(TOO_LATE);
    const text = [`${called} 退订，${member.name}已同意，请您定`, `原因：${cancellation.reason ?? '没有写'}`];
    await postCancellation(db, { ...cancellation, toId: next }, { text, at, cause: messageId });
    return { lines: [`已同意 ${called} 退订，转销售经理定。`], customer };
  }
  const decision = { decidedBy: member.userId, decidedAt: at, remark };
  const state = approved ? 'approved' : 'rejected';
  if (!(await moveCancellation(db, cancellation, { state, ...decision }))) throw new UserError(TOO_LATE);
  const changed = approved ? await callOff(talk, cancellation, customer) : customer;
  const calendar = await calendarOf(talk, changed);
  const said = approved
    ? `退订已同意，退回${cancellation.gradeAfter}级，已收的钱请按流程退`
    : `退订被驳回${remark ? `：${remark}` : ''}，订单照旧`;
  const text = `${called}的${said}。\n${dueLine(changed, dueOf(changed, calendar), calendar)}`;
  const key = `cancel-decided:${cancellation.id}:${messageId}`;
  await post(db, { key, to: cancellation.by, body: { kind: 'text', text }, at, cause: messageId });
  return {
    lines: [`已${approved ? '同意' : '驳回'} ${called} 退订，已告诉申请人。`],
    customer: changed,
  };
}

const TOO_LATE = '这条退订已经有人处理过了。';

/** The sales manager above whoever agreed; undefined where there is nobody else. */
async function nextAfter({ db, member }: Talk, { storeId }: Customer): Promise<UserId | undefined> {
  const [[above] = []] = ladder(await listStaff(db), member.userId, storeId, 'manager');
  return above;
}

/** The order is off: he is a prospect again, his window new. */
async function callOff(
  talk: Talk,
  { orderId, gradeAfter: grade }: OrderCancellation,
  customer: Customer,
): Promise<Customer> {
  const { db, member, at, book } = talk;
  if (!(await cancelOrder(db, orderId, at))) throw new UserError('这张订单已经交车或取消了，没有退。');
  await closeAppointment(db, customer.id, ['delivery'], 'cancelled');
  await recordGrade(db, { customer, to: grade, criteria: [], reason: '退订', by: member.userId, at });
  const gradeSetOn = dayOf(at);
  const change = {
    state: 'open',
    grade,
    gradeSetOn,
    windowEndsOn: windowEnd(book.on(gradeSetOn), grade, gradeSetOn) ?? null,
    step: STEP_AFTER,
    agreedOn: null,
    agreedTime: null,
  } as const;
  const due = dueOf({ ...customer, ...change }, await calendarOf(talk, customer));
  return changeCustomer(db, customer, { ...change, ...dueChange(due) });
}
