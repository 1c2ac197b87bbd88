import { eq, like } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { customers } from '../../src/db/schema/customers.ts';
import {
  concessionLimits,
  deliveries,
  negotiations,
  orders,
  payments,
  priceRequests,
} from '../../src/db/schema/deals.ts';
import { contacts, gradeChanges, lostApplications } from '../../src/db/schema/follow-up.ts';
import { appointments, inboundCalls, leaveTexts, testDrives, visits } from '../../src/db/schema/showroom.ts';
import { alerts, assists } from '../../src/db/schema/supervision.ts';
import type { Phone } from '../../src/domain/phone.ts';

/** An invented number whose last four digits are `last4`. */
export const phoneOf = (last4: string | number) => `1390000${last4}` as Phone;

/** The only card with this number. */
export async function cardOf(db: Db, phone: string) {
  const found = await db
    .select()
    .from(customers)
    .where(eq(customers.phone, phone as Phone));
  expect(found, `cards with ${phone}`).toHaveLength(1);
  return found[0]!;
}

/** Every card whose name begins so. */
export function cardsNamed(db: Db, name: string) {
  return db
    .select()
    .from(customers)
    .where(like(customers.name, `${name}%`));
}

/** What was logged of one customer, oldest first. */
export async function historyOf(db: Db, phone: string) {
  const { id } = await cardOf(db, phone);
  return {
    visits: await db.select().from(visits).where(eq(visits.customerId, id)).orderBy(visits.id),
    calls: await db.select().from(inboundCalls).where(eq(inboundCalls.customerId, id)),
    contacts: await db.select().from(contacts).where(eq(contacts.customerId, id)).orderBy(contacts.id),
    grades: await db
      .select()
      .from(gradeChanges)
      .where(eq(gradeChanges.customerId, id))
      .orderBy(gradeChanges.id),
    appointments: await db
      .select()
      .from(appointments)
      .where(eq(appointments.customerId, id))
      .orderBy(appointments.id),
    testDrives: await db.select().from(testDrives).where(eq(testDrives.customerId, id)),
    texts: await db.select().from(leaveTexts).where(eq(leaveTexts.customerId, id)),
    orders: await db.select().from(orders).where(eq(orders.customerId, id)),
    payments: await db.select().from(payments).where(eq(payments.customerId, id)),
    deliveries: await db.select().from(deliveries).where(eq(deliveries.customerId, id)),
    lost: await db.select().from(lostApplications).where(eq(lostApplications.customerId, id)),
  };
}

/** Every row of the business: compared before and after what must write nothing. */
export async function everyRow(db: Db) {
  return {
    customers: await db.select().from(customers).orderBy(customers.id),
    visits: await db.select().from(visits).orderBy(visits.id),
    calls: await db.select().from(inboundCalls).orderBy(inboundCalls.id),
    contacts: await db.select().from(contacts).orderBy(contacts.id),
    grades: await db.select().from(gradeChanges).orderBy(gradeChanges.id),
    appointments: await db.select().from(appointments).orderBy(appointments.id),
    testDrives: await db.select().from(testDrives).orderBy(testDrives.id),
    texts: await db.select().from(leaveTexts).orderBy(leaveTexts.id),
    orders: await db.select().from(orders).orderBy(orders.id),
    payments: await db.select().from(payments).orderBy(payments.id),
    deliveries: await db.select().from(deliveries).orderBy(deliveries.id),
    lost: await db.select().from(lostApplications).orderBy(lostApplications.id),
    prices: await db.select().from(priceRequests).orderBy(priceRequests.id),
    limits: await db.select().from(concessionLimits).orderBy(concessionLimits.id),
    rounds: await db.select().from(negotiations).orderBy(negotiations.id),
    assists: await db.select().from(assists).orderBy(assists.id),
    alerts: await db.select().from(alerts).orderBy(alerts.id),
  };
}
