import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { CALLED, PROSPECT } from './owed.ts';
import { staff } from './schema/company.ts';
import { customers } from './schema/customers.ts';
import { appointments } from './schema/showroom.ts';

export type Appointment = typeof appointments.$inferSelect;

/** Makes an appointment; an open one of the same customer for the same thing counts as moved. Answers the one that was moved. */
export async function makeAppointment(
  db: Db,
  appointment: typeof appointments.$inferInsert,
): Promise<Appointment | undefined> {
  const moved = await closeAppointment(db, appointment.customerId, [appointment.kind], 'moved');
  await db.insert(appointments).values(appointment);
  return moved;
}

export async function closeAppointment(
  db: Db,
  customerId: CustomerId,
  kinds: readonly Appointment['kind'][],
  state: 'kept' | 'moved' | 'cancelled',
): Promise<Appointment | undefined> {
  const [closed] = await db
    .update(appointments)
    .set({ state })
    .where(
      and(
        eq(appointments.customerId, customerId),
        inArray(appointments.kind, [...kinds]),
        eq(appointments.state, 'open'),
      ),
    )
    .returning();
  return closed;
}

/** What is agreed with a customer, the nearest day first. */
export function listAppointments(db: Db, customerId: CustomerId): Promise<Appointment[]> {
  return db
    .select()
    .from(appointments)
    .where(and(eq(appointments.customerId, customerId), eq(appointments.state, 'open')))
    .orderBy(asc(appointments.on));
}

/** What brings a customer into the showroom before he has bought. */
export const VISIT_KINDS = ['visit', 'testDrive'] as const satisfies readonly Appointment['kind'][];

/** Whom the showroom expects on some days: prospects, with whose they are, by day and time. */
export function listExpected(db: Db, from: Day, to: Day) {
  return db
    .select({
      id: appointments.id,
      on: appointments.on,
      time: appointments.time,
      kind: appointments.kind,
      storeId: appointments.storeId,
      enteredAt: appointments.enteredAt,
      called: CALLED,
      series: customers.series,
      grade: customers.grade,
      ownerId: customers.ownerId,
      owner: staff.name,
      ownerAlias: staff.alias,
    })
    .from(appointments)
    .innerJoin(customers, eq(customers.id, appointments.customerId))
    .innerJoin(staff, eq(staff.userId, customers.ownerId))
    .where(
      and(
        eq(appointments.state, 'open'),
        inArray(appointments.kind, [...VISIT_KINDS]),
        gte(appointments.on, from),
        lte(appointments.on, to),
        PROSPECT,
      ),
    )
    .orderBy(asc(appointments.on), asc(appointments.time), asc(appointments.id));
}
export type Expected = Awaited<ReturnType<typeof listExpected>>[number];

/** Marks what was not kept; answers how many were still open. */
export async function markMissed(db: Db, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  const missed = await db
    .update(appointments)
    .set({ state: 'missed' })
    .where(and(inArray(appointments.id, [...ids]), eq(appointments.state, 'open')))
    .returning({ id: appointments.id });
  return missed.length;
}
