import { and, asc, eq, inArray } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { Db } from './connect.ts';
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
