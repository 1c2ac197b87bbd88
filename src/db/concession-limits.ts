import { and, desc, eq, isNull, lte, or } from 'drizzle-orm';
import type { ConcessionLimits } from '../domain/concession.ts';
import type { StoreId } from '../domain/ids.ts';
import type { Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { concessionLimits } from './schema/deals.ts';

/** For which cars limits hold: one car, a model, all of them; of one store, or of all. */
export interface ConcessionScope {
  storeId: StoreId | null;
  series: string | null;
  car: string | null;
}

export async function addConcessionLimits(
  db: Db,
  limits: typeof concessionLimits.$inferInsert,
): Promise<void> {
  await db.insert(concessionLimits).values(limits);
}

/** The limits in force for a car on a day: of the narrowest scope that fits, the latest. */
export async function findConcessionLimits(
  db: Db,
  { storeId, series, car }: ConcessionScope,
  on: Day,
): Promise<ConcessionLimits | undefined> {
  const { storeId: ofStore, series: ofSeries, car: ofCar, since, id } = concessionLimits;
  const rows = await db
    .select()
    .from(concessionLimits)
    .where(
      and(
        lte(since, on),
        or(isNull(ofStore), storeId === null ? undefined : eq(ofStore, storeId)),
        or(isNull(ofCar), car === null ? undefined : eq(ofCar, car)),
        or(isNull(ofSeries), series === null ? undefined : eq(ofSeries, series)),
      ),
    )
    .orderBy(desc(since), desc(id));
  const fitting = rows.filter(
    (row) =>
      (row.storeId === null || row.storeId === storeId) &&
      (row.car === null || row.car === car) &&
      (row.car !== null || row.series === null || row.series === series),
  );
  const narrowness = (row: (typeof rows)[number]) =>
    Number(row.car !== null) * 4 + Number(row.series !== null) * 2 + Number(row.storeId !== null);
  return fitting.toSorted((a, b) => narrowness(b) - narrowness(a))[0];
}
