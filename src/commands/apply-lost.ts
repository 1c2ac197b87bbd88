import { cardFields } from '../chat/card-fields.ts';
import { defineCommand, type Outcome, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { settleTries } from '../db/further-tries.ts';
import { postCard } from '../db/cards.ts';
import { countContacts, listContacts } from '../db/contacts.ts';
import type { Customer } from '../db/customers.ts';
import { countVisits } from '../db/visits.ts';
import { addLostApplication } from '../db/lost-applications.ts';
import { listStaff } from '../db/staff.ts';
import { calledBy } from '../domain/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { type Day, dayOf } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import { LOST_WORDS, lostCard } from '../reports/lost-card.ts';

const KINDS = { 战败: 'lost', 失控: 'outOfControl', 死单: 'dead', 延迟购车: undefined } as const;

/** Why nobody can be given up who stands there. */
const SETTLED: Partial<Record<Customer['state'], string>> = {
  ordered: '已经下订，要先退订',
  delivered: '已经交车',
  lostPending: '已经在审批中',
  lost: '已经战败',
  closed: '不是意向客户',
  dead: '已作死单',
};

export default defineCommand({
  name: '战败申请',
  rank: 120,
  takes: ['applyLost'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '申请战败、失控，由主管审批；死单由经理审批',
  examples: [
    {
      say: '战败 钱女士 买了缤智 价格',
      means: {
        intents: ['applyLost'],
        lost: { type: '战败', reason: ['竞品购买', '价格'], competitor: '缤智' },
      },
    },
    {
      say: '孙先生申请战败 打不通',
      means: { intents: ['applyLost'], lost: { type: '失控', reason: ['失联'] } },
    },
  ],
  async handle({ db, member, at, text, messageId, confirmed, book }, meaning, customer) {
    const { type, reason, competitor } = meaning.lost ?? { type: '战败', reason: [] };
    const kind = KINDS[type];
    // Whoever looks again at somebody lost is told 还没兴趣: that gives nobody up a second time.
    if (customer.state === 'lost' && kind !== 'dead' && meaning.intents.includes('logContact'))
      return { lines: [], readOnly: true };
    const settled = SETTLED[customer.state];
    if (settled && !(customer.state === 'lost' && kind === 'dead'))
      throw new UserError(`${describe(customer)}${settled}，没有再申请。`);
    if (!kind) return postponed(customer);
    const missing = missingOf(meaning, text);
    if (missing) return { lines: [`${describe(customer)}${missing}`], readOnly: true, incomplete: true };
    const [{ attempts, effective }, visits] = await Promise.all([
      countContacts(db, customer.id),
      countVisits(db, customer.id),
    ]);
    // D34: nobody is given up who was neither met nor reached nor tried three times; who is no customer at all may be.
    const { lostAttempts } = book.on(dayOf(at));
    if (kind !== 'dead' && effective + visits === 0 && attempts < lostAttempts) {
      throw new UserError(
        `${describe(customer)}还没联系上，只打过${attempts}次，先不能申请。打满${lostAttempts}次或联系上再报。`,
      );
    }
    const tries = customer.attemptDays;
    if (kind === 'outOfControl' && customer.state === 'open' && !isTriedEnough(tries, lostAttempts)) {
      const last = await listContacts(db, customer.id, 1);
      if (!last.some(({ result }) => NO_WAY.includes(result)))
        throw new UserError(
          `${describe(customer)}最近只打过${tries.length}次没联系上，还不能报失控：隔天打满${lostAttempts}次再报，也可以先换微信、换人打。`,
        );
    }
    const owed = kind === 'dead' ? 0 : await settleTries(db, customer, book.on(dayOf(at)), at);
    if (owed > 0)
      throw new UserError(
        `${describe(customer)}的战败刚被驳回，还要再打${owed}次，每次换个时段（上午、下午、晚上）。打满或联系上再申请。`,
      );
    const people = await listStaff(db);
    const supervisor = supervisorOf(people, customer.ownerId, customer.storeId);
    if (!supervisor) throw new UserError('还没有主管可以审批，请让管理员先在通讯录里设置主管。');
    const why = `${reason.join('、')}${competitor ? `（${competitor}）` : ''}`;
    const word = LOST_WORDS[kind];
    if (!confirmed) {
      return {
        lines: [`请核对：${describe(customer)} 申请${word}，原因：${why}`, '对回 1，不对回 2'],
        confirm: true,
      };
    }
    const { state } = customer;
    const application = await addLostApplication(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      by: member.userId,
      kind,
      reason: reason.join('、'),
      competitor: competitor ?? null,
      effectiveContacts: effective,
      attempts,
      gradeBefore: customer.grade,
      stateBefore: state === 'pooled' || state === 'lost' ? state : 'open',
      at,
    });
    const applicant = people.find(({ userId }) => userId === member.userId);
    const taskId = `lost-${application.id}`;
    const subjects = [application.id];
    const by = `${applicant?.alias ?? member.name} 申请`;
    const body = lostCard(taskId, application, customer, by);
    await postCard(db, body, { to: supervisor.userId, kind: 'lost', subjects, at, cause: messageId });
    return {
      lines: [
        `已交${word}申请：${describe(customer)}（${reason.join('、')}）`,
        `等主管${calledBy(supervisor)}审批${kind === 'dead' ? '，再由经理定' : ''}；记录里拨打${attempts}次、有效${effective}次`,
      ],
      change: { ...cardFields(meaning, customer), state: 'lostPending' },
    };
  },
});

/** No further try would reach him. */
const NO_WAY: readonly string[] = ['dead_number', 'wrong_number'];

/** 失控 is whom nobody reaches any more: tried often enough since the last talk, and not on one day alone (D7, D35). */
function isTriedEnough(tries: readonly Day[], lostAttempts: number): boolean {
  return tries.length >= lostAttempts && new Set(tries).size > 1;
}

/** 推迟 gives nobody up (D35): he goes down a grade and gets a day. */
function postponed(customer: Customer): Outcome {
  return {
    lines: [
      `推迟不算战败，${describe(customer)}留着跟，没有申请。`,
      `改级别、约个日子就行，如：${describe(customer)}降C 下个月10号再联系`,
    ],
    readOnly: true,
  };
}

/** What an application cannot do without: a reason, and of a rival which one (R56). */
function missingOf({ lost }: Meaning, text: string): string | undefined {
  const { type, reason, competitor } = lost ?? { type: '战败', reason: [] };
  if (reason.length === 0)
    return type === '死单'
      ? '为什么是死单？回原因：号码不对 / 搬走 / 去世 / 要求删除 / 不是客户'
      : '为什么战败？回原因：价格 / 买了竞品哪款 / 同品牌他店 / 不买了 / 联系不上';
  const isToRival = type === '战败' && reason.includes('竞品购买') && !competitor;
  return isToRival && !/不知道|不清楚|没说|不肯说|不详/.test(text)
    ? '买了哪款竞品？回车型；问不到就回：不知道'
    : undefined;
}
