import { and, eq } from 'drizzle-orm';
import type { CustomerId } from '../domain/ids.ts';
import type { Db } from './connect.ts';
import { appointments } from './schema/showroom.ts';

export type Appointment = typeof appointments.$inferSelect;

/** Makes an appointment; an open one of the same customer counts as moved. Answers the one that was moved. */
export async function makeAppointment(
  db: Db,
  appointment: typeof appointments.$inferInsert,
): Promise<Appointment | undefined> {
  const moved = await closeAppointment(db, appointment.customerId, 'moved');
  await db.insert(appointments).values(appointment);
  return moved;
}

export async function closeAppointment(
  db: Db,
  customerId: CustomerId,
  state: 'kept' | 'moved' | 'cancelled',
): Promise<Appointment | undefined> {
  const [closed] = await db
    .update(appointments)
    .set({ state })
    .where(and(eq(appointments.customerId, customerId), eq(appointments.state, 'open')))
    .returning();
  return closed;
}

export async function findAppointment(db: Db, customerId: CustomerId): Promise<Appointment | undefined> {
  const [open] = await db
    .select()
    .from(appointments)
    .where(and(eq(appointments.customerId, customerId), eq(appointments.state, 'open')));
  return open;
}
