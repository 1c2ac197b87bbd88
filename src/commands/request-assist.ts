import { callsSince } from '../chat/assisting.ts';
import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { staffToday } from '../chat/superiors.ts';
import { addAssist, listOpenAssists } from '../db/assists.ts';
import { postCard, taskIdFor } from '../db/cards.ts';
import { listVisitors } from '../db/visits.ts';
import { calledBy } from '../domain/staff.ts';
import { helperFrom, SUPERIORS, superiorsOf } from '../domain/supervision.ts';
import { dayOf } from '../domain/time.ts';
import { assistCard, sendable } from '../reports/assist-card.ts';

const OFFICE = { 主管: 'supervisor', 销售经理: 'salesManager', 总经理: 'generalManager' } as const;

export default defineCommand({
  name: '求助',
  rank: 95,
  takes: ['requestAssist'],
  about: 'customer',
  allow: ['consultant', 'deskAgent'],
  help: '谈不下来，请主管、经理来帮',
  examples: [
    {
      say: '王先生 让主管来一下',
      means: { intents: ['requestAssist'], assist: { role: '主管', urgency: 'now' } },
    },
    {
      say: '请经理来谈',
      means: { intents: ['requestAssist'], assist: { role: '销售经理', urgency: 'now' } },
    },
    { say: '求助', means: { intents: ['requestAssist'] } },
  ],
  async candidates(talk) {
    const visitors = await listVisitors(talk.db, talk.member.userId, callsSince(talk));
    return visitors.flatMap(({ customerId }) => customerId ?? []);
  },
  async handle(talk, { assist: wanted }, customer) {
    const { db, member, at, messageId, book } = talk;
    const { people, resting } = await staffToday(talk);
    const isOff = (userId: (typeof people)[number]['userId']) => resting.has(userId);
    const office = OFFICE[wanted?.role ?? '主管'];
    const helper = helperFrom(superiorsOf(people, member.userId, customer.storeId), office, isOff);
    if (!helper) throw new UserError('上面没有人可以叫了，请直接打电话。');
    const open = await listOpenAssists(db, callsSince(talk), customer.id);
    const called = open.find(
      ({ assist }) =>
        SUPERIORS.findIndex((office) => office === assist.role) >= SUPERIORS.indexOf(helper.office),
    );
    const minutes = called ? Math.round((at.getTime() - called.assist.at.getTime()) / 60_000) : 0;
    const { assistMinutes } = book.on(dayOf(at));
    // Once all above have been called in vain, calling again begins anew.
    if (called && minutes < assistMinutes * SUPERIORS.length) {
      return { lines: [`${minutes}分钟前已经叫过了，还没人应；到时间会再往上叫。`], readOnly: true };
    }
    const { person } = helper;
    const assist = await addAssist(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      by: member.userId,
      role: helper.office,
      at,
    });
    const others = sendable(people, {
      storeId: customer.storeId,
      not: [member.userId, person.userId],
      isOff,
    });
    const body = assistCard(
      taskIdFor(`assist-${assist.id}`, person.userId),
      { asker: member.name, customer, waited: 0 },
      others,
    );
    await postCard(db, body, {
      to: person.userId,
      kind: 'assist',
      subjects: [assist.id],
      at,
      cause: messageId,
    });
    return {
      lines: [`已请${calledBy(person)}来谈 ${describe(customer)}，${assistMinutes}分钟没人应会再往上叫。`],
    };
  },
});
