import { seesAll } from '../chat/access.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { judgesGrades } from '../chat/grading.ts';
import { linkReferrer } from '../chat/referrals.ts';
import type { Customer } from '../db/customers.ts';
import { recordGrade } from '../db/grades.ts';
import { post } from '../db/outbox.ts';
import { RAPPORT_WORDS } from '../domain/customer-class.ts';
import { BASE_GROUP, isNearest } from '../domain/grade.ts';

const OWNED_WORDS = { ownSale: '自销保有', otherSale: '他销保有', otherBrand: '他厂牌保有' } as const;

export default defineCommand({
  name: '分类',
  rank: 135,
  takes: ['classify', 'setReferrer'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '熟不熟、开谁家的车、谁介绍的、VIP、先放基本顾客群',
  examples: [
    { say: '王先生认得我', means: { intents: ['classify'], rapport: 'recognises' } },
    { say: '他开的是咱们的车 在别处买的', means: { intents: ['classify'], ownedCar: 'otherSale' } },
    { say: '周先生 李姐介绍的', means: { intents: ['setReferrer'], referrer: { name: '李姐' } } },
    { say: '李姐是VIP', means: { intents: ['classify'], vip: true } },
    { say: '王先生先放基本顾客群', means: { intents: ['classify'], baseGroup: true } },
  ],
  async handle(talk, meaning, customer) {
    const called = describe(customer);
    const { rapport, ownedCar, vip, baseGroup, referrer } = meaning;
    if (rapport) return { lines: [`已记 ${called}：${RAPPORT_WORDS[rapport]}`], change: { rapport } };
    if (ownedCar) return { lines: [`已记 ${called}：${OWNED_WORDS[ownedCar]}`], change: { ownedCar } };
    if (referrer) {
      const { line, change } = await linkReferrer(talk, referrer, customer.id);
      return { lines: [`已记 ${called}`, line], change };
    }
    if (baseGroup) return befriend(talk, customer);
    if (baseGroup === false) return { lines: [`定了级别就出基本顾客群了，回：${called}定C`], readOnly: true };
    if (!seesAll(talk.member))
      throw new UserError('VIP由销售经理定；介绍成交过一位，或买过两台的，自动就是VIP。');
    return {
      lines: [vip ? `已记 ${called}：VIP顾客` : `已取消 ${called} 的VIP`],
      change: { isVip: vip === true },
    };
  },
});

/**
 * Below C (R28): contacted every few months, never overdue. A consultant puts only a C there, or nobody would have to be
 * called any more; from higher up it takes the word of whoever judges his grades, and so it does out of the company's
 * pool: he then stays with whoever has been calling him.
 */
async function befriend(talk: Talk, customer: Customer): Promise<Outcome> {
  const { db, member, at, messageId } = talk;
  const called = describe(customer);
  if (customer.inBaseGroup) return { lines: [`${called}已经在基本顾客群。`], readOnly: true };
  const judges = judgesGrades(talk, customer);
  const isPooled = customer.state === 'pooled';
  if (isPooled && !judges) throw new UserError(`${called}在公司池里，要放基本顾客群请主管来定。`);
  if (customer.state !== 'open' && !isPooled)
    throw new UserError(`${called}现在不是意向客户，不用放基本顾客群。`);
  if (!judges) {
    if (isNearest(customer.grade) || customer.grade === 'B')
      throw new UserError(`${called}还是${customer.grade}级，要放基本顾客群请主管说：${called}放基本顾客群`);
    if (customer.firstCallOwedSince) throw new UserError(`${called}的首次回访还没打，打完再放基本顾客群。`);
  }
  await recordGrade(db, { customer, to: null, criteria: [], reason: BASE_GROUP, by: member.userId, at });
  if (customer.ownerId !== member.userId) {
    const text = `${member.name}把${called}转进了基本顾客群：交朋友、打听买车消息，不催。`;
    const key = `befriended:${customer.id}:${messageId}`;
    await post(db, { key, to: customer.ownerId, body: { kind: 'text', text }, at, cause: messageId });
  }
  return {
    lines: [`已记 ${called}：转基本顾客群，交朋友、打听买车消息，不催`],
    change: {
      ...(isPooled && { state: 'open', recalledOn: null, formerOwnerId: null }),
      inBaseGroup: true,
      grade: null,
      gradeSetOn: null,
      windowEndsOn: null,
      firstCallOwedSince: null,
      putOffTo: null,
    },
    hints: [`${called}定C`],
  };
}
