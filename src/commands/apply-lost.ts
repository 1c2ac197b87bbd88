import { cardFields } from '../chat/card-fields.ts';
import { defineCommand, UserError } from '../chat/command.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { noteCard } from '../db/cards.ts';
import { countContacts } from '../db/contacts.ts';
import { countVisits } from '../db/visits.ts';
import { addLostApplication } from '../db/lost-applications.ts';
import { post } from '../db/outbox.ts';
import { listStaff } from '../db/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { dayOf } from '../domain/time.ts';

export default defineCommand({
  name: '战败申请',
  rank: 120,
  takes: ['applyLost'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '申请战败或失控，由主管审批',
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
  async handle({ db, member, at, messageId, confirmed, book }, meaning, customer) {
    if (customer.state !== 'open') {
      const why = {
        ordered: '已经下订，要先退订',
        delivered: '已经交车',
        lostPending: '已经在审批中',
        lost: '已经战败',
        closed: '不是意向客户',
        pooled: '已收回公司',
        dead: '已作死单',
        open: '',
      };
      throw new UserError(`${describe(customer)}${why[customer.state]}，没有再申请。`);
    }
    const { type, reason, competitor } = meaning.lost ?? { type: '战败', reason: [] };
    if (reason.length === 0) {
      return {
        lines: [
          `${describe(customer)}为什么战败？回原因：价格 / 买了竞品哪款 / 同品牌他店 / 不买了 / 联系不上`,
        ],
        readOnly: true,
        incomplete: true,
      };
    }
    const [{ attempts, effective }, visits] = await Promise.all([
      countContacts(db, customer.id),
      countVisits(db, customer.id),
    ]);
    // D34: nobody is given up who was neither met nor reached nor tried three times.
    const { lostAttempts } = book.on(dayOf(at));
    if (effective + visits === 0 && attempts < lostAttempts) {
      throw new UserError(
        `${describe(customer)}还没联系上，只打过${attempts}次，先不能申请。打满${lostAttempts}次或联系上再报。`,
      );
    }
    const people = await listStaff(db);
    const supervisor = supervisorOf(people, customer.ownerId, customer.storeId);
    if (!supervisor) throw new UserError('还没有主管可以审批，请让管理员先在通讯录里设置主管。');
    const why = `${reason.join('、')}${competitor ? `（${competitor}）` : ''}`;
    if (!confirmed) {
      return {
        lines: [`请核对：${describe(customer)} 申请${type}，原因：${why}`, '对回 1，不对回 2'],
        confirm: true,
      };
    }
    const application = await addLostApplication(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      by: member.userId,
      kind: type === '失控' ? 'outOfControl' : 'lost',
      reason: reason.join('、'),
      competitor: competitor ?? null,
      effectiveContacts: effective,
      attempts,
      gradeBefore: customer.grade,
      at,
    });
    const applicant = people.find(({ userId }) => userId === member.userId);
    const taskId = `lost-${application.id}`;
    await noteCard(db, {
      taskId,
      toId: supervisor.userId,
      kind: 'lost',
      subjects: [application.id],
      createdAt: at,
    });
    await post(db, {
      key: taskId,
      to: supervisor.userId,
      body: {
        kind: 'card',
        taskId,
        title: `${type}申请：${describe(customer)}`,
        text: [
          `${applicant?.alias ?? member.name} 申请，${describeApart(customer)}`,
          `原因：${why}`,
          `记录：拨打${attempts}次，有效${effective}次`,
        ].join('\n'),
        buttons: [
          { key: 'approve', text: '同意', style: 'primary' },
          { key: 'reject', text: '驳回', style: 'warning' },
        ],
      },
      at,
      cause: messageId,
    });
    return {
      lines: [
        `已交${type}申请：${describe(customer)}（${reason.join('、')}）`,
        `等主管${supervisor.alias ?? supervisor.name}审批；记录里拨打${attempts}次、有效${effective}次`,
      ],
      change: { ...cardFields(meaning, customer), state: 'lostPending' },
    };
  },
});
