import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { calendarOf } from '../chat/calendar.ts';
import { seesAll } from '../chat/access.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { findWho } from '../chat/who.ts';
import { changeCustomer, type Customer, findCustomer } from '../db/customers.ts';
import { recordGrade } from '../db/grades.ts';
import {
  decideApplication,
  findPendingApplication,
  listPendingApplications,
  type LostApplication,
} from '../db/lost-applications.ts';
import { listCancellationsFor } from '../db/order-cancellations.ts';
import { post } from '../db/outbox.ts';
import { dueChange, dueLine, dueOf } from '../reports/due-words.ts';

export default defineCommand({
  name: '审批战败',
  rank: 150,
  takes: ['approveLost', 'rejectLost'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '同意或驳回战败申请',
  examples: [
    { say: '钱女士战败同意', means: { intents: ['approveLost'], customerRef: { name: '钱女士' } } },
    { say: '孙先生战败不同意 再打两次', means: { intents: ['rejectLost'], customerRef: { name: '孙先生' } } },
    { say: '驳回', means: { intents: ['rejectLost'] } },
  ],
  async handle(talk, meaning) {
    const { application, customer } = await pendingOne(talk, meaning);
    const approved = meaning.intents.includes('approveLost');
    const decided = await decide(talk, application, customer, approved, meaning.reason ?? null);
    return { lines: decided.lines, customer: decided.customer };
  },
  onClick: {
    card: 'lost',
    done: '审批',
    async handle(talk, { key, subjects: [id = 0] }) {
      const application = await findPendingApplication(talk.db, { id });
      const customer = application && (await findCustomer(talk.db, application.customerId));
      if (!application || !customer) return '已处理过';
      await decide(talk, application, customer, key === 'approve', null);
      return key === 'approve' ? '已同意' : '已驳回';
    },
  },
});

async function pendingOne(talk: Talk, meaning: Parameters<typeof findWho>[1]) {
  const { db, member } = talk;
  if (meaning.customerRef) {
    const who = await findWho(talk, meaning);
    if (who.kind === 'nobody') throw new UserError(who.say);
    const candidates = who.kind === 'found' ? [who.customer] : who.kind === 'several' ? who.customers : [];
    for (const customer of candidates) {
      const application = await findPendingApplication(db, { customerId: customer.id });
      if (application) return { application, customer };
    }
    throw new UserError('这位客户没有等审批的战败申请。');
  }
  const pending = await listPendingApplications(db, seesAll(member) ? undefined : member.storeIds);
  const [only, second] = pending;
  if (!only) {
    const [cancelling] = await listCancellationsFor(db, member.userId);
    const instead = cancelling
      ? `有退订等您审批，回：${describe(cancelling.customer)}退订同意，或：${describe(cancelling.customer)}退订驳回`
      : '';
    throw new UserError(`现在没有等您审批的战败申请。${instead}`);
  }
  if (!second) return only;
  const lines = pending.slice(0, 5).map(({ customer }) => `· ${describeApart(customer)}`);
  throw new UserError(['有几条申请，是哪一位？回：称呼+战败同意', ...lines].join('\n'));
}

/** Settles an application: the customer leaves the grades, or goes back to where he was. The applicant is told. */
async function decide(
  talk: Talk,
  application: LostApplication,
  customer: Customer,
  approved: boolean,
  remark: string | null,
): Promise<Pick<Outcome, 'lines'> & { customer: Customer }> {
  const { db, member, at, messageId } = talk;
  if (application.by === member.userId && !seesAll(member))
    throw new UserError('自己的申请要请销售经理审批。');
  const state = approved ? 'approved' : 'rejected';
  const first = await decideApplication(db, application.id, {
    state,
    decidedBy: member.userId,
    decidedAt: at,
    remark,
  });
  if (!first) throw new UserError('这条申请已经有人处理过了。');
  const calendar = await calendarOf(talk, customer);
  const change = approved
    ? ({
        state: 'lost',
        grade: null,
        gradeSetOn: null,
        windowEndsOn: null,
        inBaseGroup: false,
        agreedOn: null,
        agreedTime: null,
      } as const)
    : ({ state: 'open' } as const);
  if (approved)
    await recordGrade(db, { customer, to: null, criteria: [], reason: '战败', by: member.userId, at });
  const due = dueOf({ ...customer, ...change }, calendar);
  const changed = await changeCustomer(db, customer, { ...change, ...dueChange(due) });
  const word = application.kind === 'lost' ? '战败' : '失控';
  const verdict = approved
    ? `${word}申请已同意`
    : `${word}申请被驳回${remark ? `：${remark}` : ''}，请继续跟进`;
  await post(db, {
    key: `lost-decided:${application.id}`,
    to: application.by,
    body: { kind: 'text', text: `${describe(customer)}的${verdict}。\n${dueLine(changed, due, calendar)}` },
    at,
    cause: messageId,
  });
  return {
    lines: [`已${approved ? '同意' : '驳回'} ${describe(customer)} 的${word}申请，已告诉申请人。`],
    customer: changed,
  };
}
