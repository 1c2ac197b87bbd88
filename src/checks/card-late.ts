import { and, gte, isNull } from 'drizzle-orm';
import { defineCheck } from '../check.ts';
import { visits } from '../db/schema/showroom.ts';
import { soonAfter } from '../domain/steps.ts';
import { clockOf, dayOf } from '../domain/time.ts';

export default defineCheck({
  name: 'cardLate',
  step: 1,
  question: '客户走后马上建卡了吗',
  short: '没建卡',
  first: 'supervisor',
  told: 'digest',
  clock: ({ startedAt }, book) => soonAfter(book, startedAt, 'cardMinutes'),
  nudge: (called, by) =>
    `${called || '刚才那批来店'}还没建卡（应在${by}前）。发：登记 称呼 手机号 车型 级别；没留资料回：没留`,
  async owed(db, since) {
    const rows = await db
      .select({
        visitId: visits.id,
        storeId: visits.storeId,
        aboutId: visits.receivedBy,
        startedAt: visits.leftAt,
        series: visits.series,
      })
      .from(visits)
      .where(and(isNull(visits.recorded), visits.countsAsTraffic, gte(visits.leftAt, since)));
    return rows.map(({ series, ...row }) => {
      const called = series ? `看${series}那批` : '';
      const on = dayOf(row.startedAt);
      const when = `${Number(on.slice(5, 7))}/${Number(on.slice(8))} ${clockOf(row.startedAt)}`;
      return {
        ...row,
        key: `visit:${row.visitId}`,
        customerId: null,
        grade: null,
        called,
        short: `${when}${called || '来店那批'}没建卡`,
      };
    });
  },
});
