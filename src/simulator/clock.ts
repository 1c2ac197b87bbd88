import { addDays, addMinutes, clockOf, dayOf, instantOf, weekday } from '../domain/time.ts';
import type { SimulatorStore } from './store.ts';

export type SimulatedClock = ReturnType<typeof createSimulatedClock>;

/**
 * Runs the jobs of the span after `from` up to and including `to`, in order. `stepTo` moves the clock
 * forward within the span, so that what a job sends bears the job's own time.
 */
export type OnAdvance = (from: Date, to: Date, stepTo: (at: Date) => void) => Promise<void>;

/** The real clock plus an offset that only grows and survives a restart. */
export function createSimulatedClock(realNow: () => Date, store: SimulatorStore, onAdvance: OnAdvance) {
  let offsetMs = store.entries.findLast((entry) => entry.kind === 'clock')?.offsetMs ?? 0;
  let advancing = false;

  const now = () => new Date(realNow().getTime() + offsetMs);
  const stepTo = (at: Date) => {
    if (at.getTime() <= now().getTime()) return;
    offsetMs = at.getTime() - realNow().getTime();
    store.append({ kind: 'clock', offsetMs });
  };

  return {
    now,
    isAdvancing: () => advancing,
    isMoved: () => offsetMs > 0,
    /** Answers false, changing nothing, while another move runs or when `to` is not ahead. */
    async advanceTo(to: Date): Promise<boolean> {
      if (advancing || to.getTime() <= now().getTime()) return false;
      advancing = true;
      try {
        await onAdvance(now(), to, stepTo);
        stepTo(to);
        return true;
      } finally {
        advancing = false;
      }
    },
  };
}

export const CLOCK_TARGETS = {
  hour: (at: Date) => addMinutes(at, 60),
  /** The first reminder of the following day; just past midnight that is still a day away. */
  morning: (at: Date) => instantOf(addDays(dayOf(at), 1), '08:53'),
  /** The weekly grade summary: today's if it is Sunday before that time. */
  sunday(at: Date) {
    const sunday = addDays(dayOf(at), 7 - weekday(dayOf(at)));
    return instantOf(
      weekday(dayOf(at)) === 7 && clockOf(at) >= '16:53' ? addDays(sunday, 7) : sunday,
      '16:53',
    );
  },
};
export type ClockTarget = keyof typeof CLOCK_TARGETS;
