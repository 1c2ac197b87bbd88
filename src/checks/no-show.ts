import { and, eq, exists, gt, gte, inArray, not, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { defineCheck } from '../check.ts';
import { VISIT_KINDS } from '../db/appointments.ts';
import { OF_CUSTOMER, PROSPECT } from '../db/owed.ts';
import { readRules } from '../db/rules.ts';
import { customers } from '../db/schema/customers.ts';
import { contacts } from '../db/schema/follow-up.ts';
import { appointments, visits } from '../db/schema/showroom.ts';
import { noShowAt } from '../domain/steps.ts';
import { dayOf } from '../domain/time.ts';

/** Who was expected and did not come, until he is invited again, talked with, or comes after all (R47). */
export default defineCheck({
  name: 'noShow',
  step: 3,
  question: '客户爽约后重新邀约了吗',
  short: '约了没来，没再约',
  first: 'supervisorAndManager',
  told: 'digest',
  clock: ({ startedAt }) => ({ nudgeAt: startedAt, dueAt: startedAt, alertAt: startedAt }),
  nudge: (called) =>
    `${called}约好来店没来。先问问是不是有事耽搁，不催，再给两个时间选：“您看今晚7点还是明天上午方便？” 约好回：${called}改约明天上午10点；不来了也回一句聊了什么`,
  async owed(db, since) {
    const book = await readRules(db);
    const later = alias(appointments, 'later');
    const isLater = or(gt(later.on, appointments.on), gt(later.id, appointments.id));
    const invited = db
      .select({ id: later.id })
      .from(later)
      .where(
        and(eq(later.customerId, appointments.customerId), inArray(later.kind, [...VISIT_KINDS]), isLater),
      );
    const afterwards = sql`((${appointments.on} || ' ' || coalesce(${appointments.time}, '00:00') || '+08')::timestamptz)`;
    const came = db
      .select({ id: visits.id })
      .from(visits)
      .where(and(eq(visits.customerId, appointments.customerId), gt(visits.leftAt, afterwards)));
    const talked = db
      .select({ id: contacts.id })
      .from(contacts)
      .where(
        and(
          eq(contacts.customerId, appointments.customerId),
          contacts.effective,
          gt(contacts.at, afterwards),
        ),
      );
    const rows = await db
      .select({ ...OF_CUSTOMER, id: appointments.id, on: appointments.on, time: appointments.time })
      .from(appointments)
      .innerJoin(customers, eq(customers.id, appointments.customerId))
      .where(
        and(
          eq(appointments.state, 'missed'),
          gte(appointments.on, dayOf(since)),
          PROSPECT,
          not(exists(invited)),
          not(exists(came)),
          not(exists(talked)),
        ),
      );
    return rows.map(({ id, on, time, ...row }) => ({
      ...row,
      key: `appointment:${id}`,
      visitId: null,
      startedAt: noShowAt(book, on, time),
    }));
  },
});
