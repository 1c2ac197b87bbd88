import { changeCustomer, type Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { listWindowRequests, refuseWindowRequest } from '../db/window-requests.ts';
import { windowEnd } from '../domain/grade.ts';
import { type Day, dayOf, formatDay } from '../domain/time.ts';
import { maySee } from './access.ts';
import { type Talk, UserError } from './command.ts';
import { describe } from './describe.ts';

/** The last day of the extended window. Throws when it cannot be extended. */
export function extendedEnd({ book, at }: Talk, customer: Customer): Day {
  const { state, grade, windowEndsOn, windowExtendedOn } = customer;
  if (state !== 'open' || !grade || !windowEndsOn)
    throw new UserError(`${describe(customer)}现在没有期限，不用延。`);
  if (windowExtendedOn)
    throw new UserError(
      `${describe(customer)}这个级别已经延过一次（${formatDay(windowExtendedOn)}），不能再延。请成交、降级或报战败。`,
    );
  return windowEnd(book.on(dayOf(at)), grade, windowEndsOn) ?? windowEndsOn;
}

/** Requests for a longer window on which he may decide: those put to him, or, of a named customer, anybody's. */
export function extensionsFor(talk: Talk): Promise<Customer[]> {
  return listWindowRequests(talk.db, talk.member.userId);
}

export async function extensionOf(talk: Talk, { id }: Customer): Promise<Customer | undefined> {
  const waiting = await listWindowRequests(talk.db);
  return waiting.find((customer) => customer.id === id && maySee(talk.member, customer));
}

/** Decides what a consultant asked for, and tells him. Answers the new end of the window, if there is one. */
export async function decideExtension(
  talk: Talk,
  customer: Customer,
  approved: boolean,
): Promise<Day | undefined> {
  const { db, at, messageId } = talk;
  const until = approved ? extendedEnd(talk, customer) : undefined;
  if (until) await changeCustomer(db, customer, { windowEndsOn: until, windowExtendedOn: dayOf(at) });
  else await refuseWindowRequest(db, customer);
  const text = until
    ? `${describe(customer)}延期同意了，期限到${formatDay(until)}。`
    : `${describe(customer)}延期没同意，请在期限前成交、降级或报战败。`;
  const notice = { key: `window-decided:${messageId}`, to: customer.ownerId, at, cause: messageId };
  await post(db, { ...notice, body: { kind: 'text', text } });
  return until;
}

/** The receipt of such a decision. */
export async function extensionDecided(talk: Talk, customer: Customer, approved: boolean) {
  const until = await decideExtension(talk, customer, approved);
  return until
    ? {
        lines: [`已同意 ${describe(customer)} 延期：期限到${formatDay(until)}，已告诉顾问。`],
        did: '审批延期',
      }
    : { lines: [`没同意 ${describe(customer)} 延期，已告诉顾问。`], readOnly: true as const };
}
