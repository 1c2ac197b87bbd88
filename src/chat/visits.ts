import { closeAppointment } from '../db/appointments.ts';
import type { Customer, CustomerChange } from '../db/customers.ts';
import {
  addVisit,
  changeVisit,
  countVisits,
  findLastVisit,
  listCardless,
  listVisits,
  type Visit,
} from '../db/visits.ts';
import type { StoreId } from '../domain/ids.ts';
import { formatDeadline, soonAfter } from '../domain/steps.ts';
import { addMinutes, clockOf, type Day, dayOf, formatDay, instantOf, NOON } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import { backFill } from './back-filling.ts';
import { type Outcome, type Talk, UserError } from './command.ts';
import { describe } from './describe.ts';
import { announceReturn, REVIEW_QUESTION } from './returning.ts';

/** The store in which somebody works; whoever has none cannot register customers. */
export function homeStore({ member }: Talk): StoreId {
  const [storeId] = member.storeIds;
  if (storeId === undefined) throw new UserError('您不属于任何一家店，不能登记客户。请让顾问或前台登记。');
  return storeId;
}

/** A visit told twice within this time is one visit. */
const SAME_VISIT_MINUTES = 30;

/** When a customer left, if the message says so; else now, when it was registered (D13). Of a past day: its noon. */
export function leftAt(meaning: Meaning, at: Date): Date {
  const said = meaning.visit?.leftAt;
  if (meaning.visit?.on !== undefined) return instantOf(meaning.visit.on, NOON);
  if (said === undefined || said === 'now') return at;
  const instant = new Date(`${said}:00+08:00`);
  return instant > at ? at : instant;
}

/** Batches of nobody in particular; of each a card is owed unless it left nothing. */
export async function noteBatches(
  talk: Talk,
  meaning: Meaning,
  { batches, recorded }: { batches: number; recorded: false | null },
): Promise<Visit[]> {
  const { db, member, at } = talk;
  const noted: Visit[] = [];
  for (let each = 0; each < batches; each += 1)
    noted.push(
      await addVisit(db, {
        storeId: homeStore(talk),
        receivedBy: member.userId,
        nature: 'first',
        recorded,
        partySize: meaning.visit?.partySize ?? null,
        series: meaning.interest?.series ?? null,
        source: meaning.source ?? null,
        heardFrom: meaning.heardFrom ?? null,
        leftAt: leftAt(meaning, at),
        story: talk.text,
        enteredAt: at,
        enteredBy: member.userId,
      }),
    );
  return noted;
}

/** What the receipt says of batches noted: what they count for, or by when a card is owed. */
export function batchLines(talk: Talk, noted: readonly Visit[], seen: readonly string[] = []): string[] {
  const [first] = noted;
  if (!first) return [];
  const about = [...seen, `${clockOf(first.leftAt)}离店`].join('，');
  if (first.recorded === false)
    return [`已记来店${noted.length}批（没留资料，${about}）。算来店，不算留档，不催建卡和短信。`];
  const by = formatDeadline(soonAfter(talk.book, first.leftAt, 'cardMinutes').dueAt, dayOf(talk.at));
  return [
    `已记来店${noted.length}批（${about}），还没建卡，请在${by}前补上。`,
    noted.length > 1 ? '一位一条登记；都没留资料就回：都没留' : '没留资料就回：没留',
  ];
}

interface VisitNoted {
  line: string;
  change: CustomerChange;
  asks?: Outcome['incomplete'];
}

/**
 * Notes that a customer was in the showroom, which is an effective contact. The bot decides whether it was his
 * first visit (R7); a batch that was registered without a card is taken for his.
 */
export async function noteVisit(talk: Talk, customer: Customer, meaning: Meaning): Promise<VisitNoted> {
  const { db, member, at } = talk;
  const today = dayOf(at);
  const left = leftAt(meaning, at);
  if (dayOf(left) < today) return notePastVisit(talk, customer, { left, meaning });
  const last = await findLastVisit(db, customer.id);
  if (last && meaning.visit?.leaves && dayOf(last.leftAt) === today)
    return noteLeaving(talk, customer, { visit: last, left });
  if (last && at < addMinutes(last.leftAt, SAME_VISIT_MINUTES)) {
    return { line: `来店：${clockOf(last.leftAt)}那次已经记过，没有重复记`, change: {} };
  }
  const earlier = await countVisits(db, customer.id);
  const nature = earlier > 0 ? 'again' : customer.createdAt < at ? 'carded' : 'first';
  const recorded = customer.phone !== null;
  const [owed] = nature === 'again' ? [] : await listCardless(db, member.userId, instantOf(today, '00:00'));
  const told = {
    customerId: customer.id,
    nature,
    recorded,
    partySize: meaning.visit?.partySize ?? null,
    source: meaning.source ?? null,
    heardFrom: meaning.heardFrom ?? null,
    series: customer.series,
    story: talk.text,
  } as const;
  let visit: Visit;
  if (owed) {
    visit = { ...owed, ...told };
    await changeVisit(db, owed.id, told);
  } else {
    const where = { storeId: homeStore(talk), receivedBy: member.userId };
    visit = await addVisit(db, {
      ...told,
      ...where,
      leftAt: left,
      enteredAt: at,
      enteredBy: member.userId,
    });
  }
  const kept = await closeAppointment(db, customer.id, ['visit', 'testDrive'], 'kept');
  const words = { first: '首次来店', again: `第${earlier + 1}次来店`, carded: '已建卡，首次到店' }[nature];
  const isEarly = customer.agreedOn !== null && customer.agreedOn > today;
  const invited = kept ? (isEarly ? '，比约的早到了' : '，按约到店') : '';
  // Whoever registers him has seen him off, as a rule; of one who 到店了 only the coming is known.
  const isInStore = meaning.visit?.leftAt === undefined && !owed && !meaning.intents.includes('createCard');
  const stay = isInStore
    ? `${clockOf(visit.leftAt)}到店；走了回一声“${describe(customer)}走了”`
    : `${clockOf(visit.leftAt)}离店`;
  const isProspect = customer.state === 'open';
  if (nature !== 'first' && isProspect) {
    const announced = { again: `第${earlier + 1}次来店`, carded: '邀约到店' }[nature];
    const hasLeft = meaning.visit?.leftAt !== undefined;
    await announceReturn(talk, customer, { visit, words: announced, hasLeft });
  }
  return {
    ...(nature === 'again' && isProspect && { asks: REVIEW_QUESTION }),
    line: `来店：${words}${invited}，${stay}${textDue(talk, customer, visit.leftAt)}`,
    change: {
      ...effectiveOn(today),
      // Nobody calls back about a visit before the last one.
      ...(nature === 'again' ? answeredByComing(customer, today) : { firstCallOwedSince: today }),
      ...(nature !== 'first' && isProspect && customer.step < 3 && { step: 3 }),
      ...(kept && { agreedOn: null, agreedTime: null }),
    },
  };
}

/** Who was owed a first call and came again on a later day is met: his grade says when he is called (D5, D8). */
function answeredByComing({ firstCallOwedSince }: Customer, today: Day): CustomerChange {
  return firstCallOwedSince !== null && firstCallOwedSince < today ? { firstCallOwedSince: null } : {};
}

function textDue(talk: Talk, customer: Customer, left: Date): string {
  if (customer.noTexts || customer.doNotContact || customer.phone === null) return '';
  const { dueAt } = soonAfter(talk.book, left, 'textMinutes');
  return `；${formatDeadline(dueAt, dayOf(talk.at))}前发离店短信`;
}

/** He was noted when he came: now it is known when he left, and the text is due from then on (R9, D13). */
async function noteLeaving(
  talk: Talk,
  customer: Customer,
  { visit, left }: { visit: NonNullable<Awaited<ReturnType<typeof findLastVisit>>>; left: Date },
): Promise<VisitNoted> {
  await changeVisit(talk.db, visit.id, { leftAt: left });
  const isUnreviewed = visit.nature === 'again' && visit.reviewedAt === null && customer.state === 'open';
  return {
    line: `来店：${clockOf(left)}离店${visit.text ? '' : textDue(talk, customer, left)}`,
    change: {},
    ...(isUnreviewed && { asks: REVIEW_QUESTION }),
  };
}

/** A visit of a day that is over: nobody can be helped with it any more, and no text is due. */
async function notePastVisit(
  talk: Talk,
  customer: Customer,
  { left, meaning }: { left: Date; meaning: Meaning },
): Promise<VisitNoted> {
  const { db, member, at } = talk;
  const on = dayOf(left);
  const visits = await listVisits(db, customer.id);
  if (visits.some((visit) => dayOf(visit.leftAt) === on))
    return { line: `来店：${formatDay(on)}那次已经记过，没有重复记`, change: {} };
  const isFirst = visits.length === 0;
  await addVisit(db, {
    customerId: customer.id,
    nature: isFirst ? (customer.createdAt < at ? 'carded' : 'first') : 'again',
    recorded: customer.phone !== null,
    partySize: meaning.visit?.partySize ?? null,
    source: meaning.source ?? null,
    heardFrom: meaning.heardFrom ?? null,
    series: customer.series,
    story: talk.text,
    storeId: homeStore(talk),
    receivedBy: member.userId,
    leftAt: left,
    enteredAt: at,
    enteredBy: member.userId,
  });
  const { worth, line } = await backFill(talk, customer, on, '来店');
  const isNewest: boolean = !customer.lastEffectiveOn || on >= customer.lastEffectiveOn;
  return {
    line: `来店：补录${formatDay(on)}${line ? `；${line}` : ''}`,
    change: {
      ...(worth !== 'tooLate' && isNewest && effectiveOn(on)),
      ...(worth !== 'tooLate' && isFirst && customer.createdAt >= at && { firstCallOwedSince: on }),
      ...(worth !== 'tooLate' && isNewest && !isFirst && answeredByComing(customer, on)),
      ...(worth !== 'tooLate' && !isFirst && customer.state === 'open' && customer.step < 3 && { step: 3 }),
    },
  };
}

function effectiveOn(on: Day): CustomerChange {
  return { lastEffectiveOn: on, attemptDays: [], putOffTo: null };
}
