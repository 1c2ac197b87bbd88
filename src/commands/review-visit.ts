import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { REVIEW_HEADING } from '../language/purposes/second-visits.ts';
import { post } from '../db/outbox.ts';
import { changeVisit, findLastReturn, findVisit, listUnreviewed } from '../db/visits.ts';
import { findCustomer } from '../db/customers.ts';
import type { VisitId } from '../domain/ids.ts';
import { addDays, dayOf, formatDay, instantOf } from '../domain/time.ts';

/** A visit is spoken of without a name for so many days. */
const FRESH_DAYS = 1;

export default defineCommand({
  name: '二次来店小结',
  rank: 45,
  takes: ['reviewVisit'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '二次来店后：订交把握住了没有，深度体验讲了什么',
  examples: [
    {
      say: '王先生 差一点 深度讲了安全配置和金融方案',
      means: {
        intents: ['reviewVisit'],
        review: { orderGrasped: false, deepContent: '安全配置和金融方案' },
      },
    },
    {
      say: '把握住了 讲了四驱和保值',
      means: { intents: ['reviewVisit'], review: { orderGrasped: true, deepContent: '四驱和保值' } },
    },
  ],
  async candidates({ db, member, at }) {
    const since = instantOf(addDays(dayOf(at), -FRESH_DAYS), '00:00');
    const open = await listUnreviewed(db, member.userId, since);
    return open.flatMap(({ customerId }) => customerId ?? []);
  },
  async handle({ db, at }, { review = {} }, customer) {
    const visit = await findLastReturn(db, customer.id);
    if (!visit)
      throw new UserError(
        `${describe(customer)}还没有二次来店，不用小结。来了先记：${describe(customer)}二次来店`,
      );
    const orderGrasped = review.orderGrasped ?? visit.orderGrasped;
    const deepContent = review.deepContent ?? visit.deepContent;
    const isWhole = orderGrasped !== null && deepContent !== null;
    await changeVisit(db, visit.id, { orderGrasped, deepContent, reviewedAt: isWhole ? at : null });
    const told = [
      orderGrasped !== null && (orderGrasped ? '订交把握住了' : '订交还没把握住'),
      deepContent !== null && `深度讲了${deepContent}`,
    ].filter(Boolean);
    const lines = [
      `已记 ${describe(customer)} ${formatDay(dayOf(visit.leftAt))}来店小结：${told.join('，')}`,
    ];
    if (!isWhole) {
      const ask =
        orderGrasped === null
          ? '订交把握住了吗？回：把握住了 / 差一点'
          : '深度体验讲了什么？回：讲了安全配置和金融方案';
      return { lines, incomplete: { ask, readWith: REVIEW_HEADING } };
    }
    return { lines, hints: orderGrasped ? ['订车 定金5000'] : ['让主管来一下', '约周六下午2点来店'] };
  },
  onClick: {
    card: 'return',
    done: '二次来店',
    async handle({ db, member, at, messageId }, { key, subjects: [id = 0] }) {
      if (key !== 'come') return '知道了';
      const visit = await findVisit(db, id as VisitId);
      const customer = visit?.customerId && (await findCustomer(db, visit.customerId));
      if (!visit || !customer) return '已失效';
      const text = `${member.name}马上过来，协助您谈${describe(customer)}。`;
      const body = { kind: 'text', text } as const;
      await post(db, {
        key: `return-help:${visit.id}:${member.userId}`,
        to: visit.receivedBy,
        body,
        at,
        cause: messageId,
      });
      return '我去协助';
    },
  },
});
