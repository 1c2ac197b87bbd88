import { type Dated, inForce } from './dated.ts';
import type { Grade } from './grade.ts';
import { addDays, type Day, day } from './time.ts';

/**
 * Days from one effective contact to the next: O and B once, A twice a week, C twice a month (促进频率, 1.5).
 * Gap 3 guarantees two contacts in any seven days (4 does not), gap 14 two in every month (15 does not): D5.
 * `care`: days after delivery on which the owner is called (D37).
 */
const CADENCE: Dated<{ gapDays: Record<Grade, number>; care: readonly number[] }> = [
  { since: day('2020-01-01'), gapDays: { O: 7, A: 3, B: 7, C: 14 }, care: [3, 7, 30] },
];

/** A customer who was called but not yet graded is contacted as often as a B until somebody grades him. */
const UNGRADED: Grade = 'B';

export function gapDays(grade: Grade | null, on: Day): number {
  return inForce(CADENCE, on).gapDays[grade ?? UNGRADED];
}

/** How long an agreed date may put off the next contact: 1.5 times the gap, rounded up (D9). */
export function agreedCapDays(grade: Grade | null, on: Day): number {
  return Math.ceil(gapDays(grade, on) * 1.5);
}

export interface DueFacts {
  state: 'open' | 'ordered' | 'delivered' | 'lostPending' | 'lost' | 'closed';
  grade: Grade | null;
  doNotContact: boolean;
  /** Day of the last visit, answered call with content, or two-way message (D6). */
  lastEffectiveOn: Day | null;
  /** Day of the first visit or call-in while nobody has called back since: the clock of step 2. */
  firstCallOwedSince: Day | null;
  /** Day the customer asked to be contacted or come again. */
  agreedOn: Day | null;
  deliveredOn: Day | null;
  /** Day the card was made: the clock of a customer nobody has met yet. */
  createdOn: Day;
}

export type Due =
  | { kind: 'none'; why: 'lostPending' | 'lost' | 'closed' | 'doNotContact' | 'careDone' }
  | {
      kind: 'due';
      on: Day;
      /** `lightTouch`: the agreed day lies beyond the cap, so a short message is due on the cap day. */
      why: 'firstCall' | 'cadence' | 'agreed' | 'lightTouch' | 'care' | 'newCard';
      gapDays?: number;
    };

/**
 * The one day on which a customer is next to be contacted, and why (D5, D8, D9, D37). `today` decides one thing only:
 * a light touch that nobody made stays due on its cap day until the agreed day comes, which is then the day due. Who
 * agrees after the cap day is overdue for the touch at once: without the agreement he would be overdue even longer.
 */
export function nextDue(facts: DueFacts, today: Day): Due {
  const { state, grade, lastEffectiveOn, firstCallOwedSince, agreedOn, deliveredOn, createdOn } = facts;
  if (state === 'lostPending' || state === 'lost' || state === 'closed') return { kind: 'none', why: state };
  if (facts.doNotContact) return { kind: 'none', why: 'doNotContact' };
  if (state === 'delivered' && deliveredOn) return nextCare(deliveredOn, lastEffectiveOn);
  if (firstCallOwedSince) {
    const on = addDays(firstCallOwedSince, 1);
    return agreedOn && agreedOn >= firstCallOwedSince && agreedOn < on
      ? { kind: 'due', on: agreedOn, why: 'agreed' }
      : { kind: 'due', on, why: 'firstCall' };
  }
  if (!lastEffectiveOn) return { kind: 'due', on: addDays(createdOn, 1), why: 'newCard' };

  const gap = gapDays(grade, lastEffectiveOn);
  if (agreedOn && agreedOn >= lastEffectiveOn) {
    const cap = addDays(lastEffectiveOn, agreedCapDays(grade, lastEffectiveOn));
    return cap < agreedOn && today < agreedOn
      ? { kind: 'due', on: cap, why: 'lightTouch', gapDays: gap }
      : { kind: 'due', on: agreedOn, why: 'agreed', gapDays: gap };
  }
  return { kind: 'due', on: addDays(lastEffectiveOn, gap), why: 'cadence', gapDays: gap };
}

function nextCare(deliveredOn: Day, lastEffectiveOn: Day | null): Due {
  const { care } = inForce(CADENCE, deliveredOn);
  const lastContact = lastEffectiveOn && lastEffectiveOn > deliveredOn ? lastEffectiveOn : deliveredOn;
  const next = care.map((days) => addDays(deliveredOn, days)).find((on) => on > lastContact);
  return next ? { kind: 'due', on: next, why: 'care' } : { kind: 'none', why: 'careDone' };
}
