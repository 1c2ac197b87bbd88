import { seesAll } from '../chat/access.ts';
import { decidePrice, meantRequest, verdictIn, waitingFor } from '../chat/concession.ts';
import { calendarOf } from '../chat/calendar.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { extensionDecided, extensionsFor } from '../chat/extensions.ts';
import { meantCase } from '../chat/meant-case.ts';
import { revisitLost } from '../chat/revisits.ts';
import { findWho } from '../chat/who.ts';
import { postCard } from '../db/cards.ts';
import { changeCustomer, type Customer, type CustomerChange, findCustomer } from '../db/customers.ts';
import { askForTries } from '../db/further-tries.ts';
import { recordGrade } from '../db/grades.ts';
import {
  decideApplication,
  endorseApplication,
  findPendingApplication,
  listPendingApplications,
  type LostApplication,
} from '../db/lost-applications.ts';
import { listPendingCancellations } from '../db/order-cancellations.ts';
import { post } from '../db/outbox.ts';
import type { PendingRequest } from '../db/price-requests.ts';
import type { Meaning } from '../language/meaning.ts';
import { dropRevisits } from '../db/revisits.ts';
import { listStaff } from '../db/staff.ts';
import { dropPromises } from '../db/tasks.ts';
import { isSampled } from '../domain/revisits.ts';
import { calledBy } from '../domain/staff.ts';
import { dayOf } from '../domain/time.ts';
import { dueChange, dueLine, dueOf } from '../reports/due-words.ts';
import { LOST_WORDS, lostCard } from '../reports/lost-card.ts';

export default defineCommand({
  name: '审批战败',
  rank: 150,
  takes: ['approveLost', 'rejectLost'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '同意或驳回战败、失控、死单申请',
  examples: [
    { say: '钱女士战败同意', means: { intents: ['approveLost'], customerRef: { name: '钱女士' } } },
    { say: '孙先生战败不同意 再打两次', means: { intents: ['rejectLost'], customerRef: { name: '孙先生' } } },
    { say: '驳回', means: { intents: ['rejectLost'] } },
  ],
  async handle(talk, meaning) {
    const approved = meaning.intents.includes('approveLost');
    // 同意 and 不批 alone answer whatever waits: an application for a lost customer, or a price.
    const isOfLoss = /[战占]?败|失控/.test(talk.text);
    const extended = isOfLoss ? undefined : await meantExtension(talk, meaning);
    if (extended) return extensionDecided(talk, extended, approved);
    const priced = isOfLoss ? undefined : await meantPrice(talk, meaning);
    if (priced) return decidePrice(talk, priced, verdictIn(meaning, approved));
    const { application, customer } = await pendingOne(talk, meaning);
    const decided = await decide(talk, application, customer, approved, {
      remark: meaning.reason ?? null,
      tries: meaning.require?.attempts ?? 0,
    });
    return { lines: decided.lines, customer: decided.customer };
  },
  onClick: {
    card: 'lost',
    done: '审批',
    async handle(talk, { key, subjects: [id = 0] }) {
      const application = await findPendingApplication(talk.db, { id });
      const customer = application && (await findCustomer(talk.db, application.customerId));
      if (!application || !customer) return '已处理过';
      const { label } = await decide(talk, application, customer, key === 'approve', NOTHING_SAID);
      return label;
    },
  },
});

/** The request for a price that a bare word decides; asks which is meant when a lost customer waits as well. */
async function meantPrice(talk: Talk, meaning: Meaning): Promise<PendingRequest | undefined> {
  if (meaning.customerRef && meaning.customerRef !== 'last') {
    const who = await findWho(talk, meaning);
    if (who.kind === 'nobody') return undefined;
    return meantRequest(talk, meaning);
  }
  if ((await waitingFor(talk)).length === 0) return undefined;
  const { db, member } = talk;
  const lost = await listPendingApplications(db, seesAll(member) ? undefined : member.storeIds);
  if (lost.length > 0)
    throw new UserError('战败和让利都在等您。战败请回：战败同意 / 战败驳回；让利请回：批2000，或点卡片。');
  return meantRequest(talk, meaning);
}

/** The longer window that a bare word decides; asks which is meant when something else waits as well. */
async function meantExtension(talk: Talk, meaning: Meaning): Promise<Customer | undefined> {
  const { db, member } = talk;
  const isNamed = meaning.customerRef && meaning.customerRef !== 'last';
  const waiting = await extensionsFor(talk);
  if (waiting.length === 0) return undefined;
  if (isNamed) {
    const who = await findWho(talk, meaning);
    const named = who.kind === 'found' ? waiting.find(({ id }) => id === who.customer.id) : undefined;
    if (!named) return undefined;
    const isOther =
      (await findPendingApplication(db, { customerId: named.id })) !== undefined ||
      (await waitingFor(talk)).some(({ customer }) => customer.id === named.id);
    if (!isOther) return named;
  }
  const lost = await listPendingApplications(db, seesAll(member) ? undefined : member.storeIds);
  const [only, second] = waiting;
  if (only && !second && !isNamed && lost.length + (await waitingFor(talk)).length === 0) return only;
  const lines = waiting.slice(0, MOST_LISTED).map((customer) => `· ${describe(customer)}延期同意`);
  throw new UserError(
    ['等您批的不止一件，批哪一件？请说全，如：', ...lines, ...(lost.length > 0 ? ['· 战败同意'] : [])].join(
      '\n',
    ),
  );
}

const MOST_LISTED = 5;

async function pendingOne(talk: Talk, meaning: Meaning) {
  const { db, member } = talk;
  const pending = await meantCase(talk, meaning, {
    of: async (customer) => {
      const application = await findPendingApplication(db, { customerId: customer.id });
      return application && { application, customer };
    },
    all: () => listPendingApplications(db, seesAll(member) ? undefined : member.storeIds),
    line: ({ customer }) => `· ${describeApart(customer)}`,
    ask: '有几条申请，是哪一位？回：称呼+战败同意',
  });
  if (pending) return pending;
  if (meaning.customerRef) throw new UserError('这位客户没有等审批的战败申请。');
  const [cancelling] = await listPendingCancellations(db, member.userId);
  const instead = cancelling
    ? `有退订等您审批，回：${describe(cancelling.customer)}退订同意，或：${describe(cancelling.customer)}退订驳回`
    : '';
  throw new UserError(`现在没有等您审批的战败申请。${instead}`);
}

/** What is said with a decision: why, and how often he is to be tried before he may be given up. */
interface Said {
  remark: string | null;
  tries: number;
}
const NOTHING_SAID: Said = { remark: null, tries: 0 };

/** Settles an application, or passes a dead order on to the manager. */
async function decide(
  talk: Talk,
  application: LostApplication,
  customer: Customer,
  approved: boolean,
  said: Said,
): Promise<Pick<Outcome, 'lines'> & { customer: Customer; label: string }> {
  const { member } = talk;
  if (application.by === member.userId && !seesAll(member))
    throw new UserError('自己的申请要请销售经理审批。');
  if (application.endorsedBy && !seesAll(member)) throw new UserError('这条死单已报经理，等经理定。');
  const isManagers = application.kind === 'dead' && approved && !seesAll(member);
  return isManagers
    ? endorse(talk, application, customer)
    : settle(talk, application, customer, approved, said);
}

/** Only a manager makes somebody no customer any more (D35): the supervisor's yes brings it to him. */
async function endorse(talk: Talk, application: LostApplication, customer: Customer) {
  const { db, member, at, messageId } = talk;
  const people = await listStaff(db);
  const manager =
    people.find(({ roles }) => roles.includes('salesManager')) ??
    people.find(({ roles }) => roles.includes('generalManager'));
  if (!manager) throw new UserError('还没有销售经理可以定死单，请让管理员先在通讯录里设置。');
  if (!(await endorseApplication(db, application.id, { endorsedBy: member.userId, endorsedAt: at })))
    throw new UserError('这条申请已经有人处理过了。');
  const taskId = `lost-${application.id}-manager`;
  const applicant = people.find(({ userId }) => userId === application.by);
  const by = `${applicant ? calledBy(applicant) : '顾问'}申请，${member.name}同意`;
  const body = lostCard(taskId, application, customer, by);
  const subjects = [application.id];
  await postCard(db, body, { to: manager.userId, kind: 'lost', subjects, at, cause: messageId });
  return {
    lines: [`${describe(customer)} 的死单已报${calledBy(manager)}，由经理定。`],
    customer,
    label: '已报经理',
  };
}

/** The customer leaves the grades, or goes back to where he was. The applicant is told. */
async function settle(
  talk: Talk,
  application: LostApplication,
  customer: Customer,
  approved: boolean,
  { remark, tries }: Said,
) {
  const { db, member, at, messageId } = talk;
  const first = await decideApplication(db, application.id, {
    state: approved ? 'approved' : 'rejected',
    decidedBy: member.userId,
    decidedAt: at,
    remark,
  });
  if (!first) throw new UserError('这条申请已经有人处理过了。');
  const word = LOST_WORDS[application.kind];
  const calendar = await calendarOf(talk, customer);
  const change: CustomerChange = approved
    ? {
        state: application.kind === 'dead' ? 'dead' : 'lost',
        grade: null,
        gradeSetOn: null,
        windowEndsOn: null,
        windowExtendedOn: null,
        inBaseGroup: false,
        agreedOn: null,
        agreedTime: null,
        putOffTo: null,
      }
    : { state: application.stateBefore };
  if (approved && customer.grade)
    await recordGrade(db, { customer, to: null, criteria: [], reason: word, by: member.userId, at });
  const due = dueOf({ ...customer, ...change }, calendar);
  const changed = await changeCustomer(db, customer, { ...change, ...dueChange(due) });
  if (approved) await dropPromises(db, customer.id);
  if (approved && application.kind === 'dead') await dropRevisits(db, customer.id);
  const revisit =
    approved && application.kind !== 'dead' ? await revisitLost(talk, changed, application.by) : undefined;
  if (approved) await showSample(talk, application, customer);
  const wanted = approved ? 0 : tries;
  if (wanted > 0) {
    const { storeId, id: customerId, ownerId } = changed;
    const dueOn = dayOf(at);
    await askForTries(db, { storeId, customerId, ownerId, times: wanted, dueOn, by: member.userId, at });
  }
  const verdict = approved
    ? `${word}申请已同意`
    : `${word}申请被驳回${remark ? `：${remark}` : ''}，请继续跟进`;
  const text = [
    `${describe(customer)}的${verdict}。`,
    ...(wanted > 0
      ? [`还要再打${wanted}次，每次换个时段（上午、下午、晚上），打满或联系上才能再申请。`]
      : []),
    dueLine(changed, due, calendar),
  ].join('\n');
  // Who has him since he was applied for goes on with him.
  for (const to of new Set([application.by, changed.ownerId]))
    await post(db, {
      key: `lost-decided:${application.id}:${to}`,
      to,
      body: { kind: 'text', text },
      at,
      cause: messageId,
    });
  return {
    lines: [
      `已${approved ? '同意' : '驳回'} ${describe(customer)} 的${word}申请，已告诉申请人。`,
      ...(wanted > 0 ? [`再打${wanted}次已排进他的待办，打满才能再申请`] : []),
      ...(revisit ? [revisit] : []),
    ],
    customer: changed,
    label: approved ? '已同意' : '已驳回',
  };
}

/** One loss in ten is the manager's to look at (D34): always the same ones, whoever decided. */
async function showSample(talk: Talk, application: LostApplication, customer: Customer): Promise<void> {
  const { db, member, at, messageId, book } = talk;
  if (application.kind === 'dead' || seesAll(member)) return;
  if (!isSampled(application.id, book.on(dayOf(at)))) return;
  const people = await listStaff(db, { role: 'salesManager' });
  const [manager] = people;
  if (!manager) return;
  const { reason, competitor, attempts, effectiveContacts } = application;
  const text = [
    `战败抽查：${describeApart({ ...customer, phone: null })}，${member.name}同意的`,
    `原因：${reason}${competitor ? `（${competitor}）` : ''}；拨打${attempts}次，有效${effectiveContacts}次`,
    `有疑问回：激活 ${describe(customer)}`,
  ].join('\n');
  const key = `lost-sample:${application.id}`;
  await post(db, { key, to: manager.userId, body: { kind: 'text', text }, at, cause: messageId });
}
