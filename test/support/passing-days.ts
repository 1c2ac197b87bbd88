import { addDays, addMinutes, dayOf, instantOf } from '../../src/domain/time.ts';
import type { startBot } from './bot.ts';

/** When the jobs run; step-checks, due every five minutes, only where something can come of it. */
const DAY: readonly (readonly [clock: string, job: string])[] = [
  ['03:41', 'reckon-due'],
  ['08:53', 'due-reminders'],
  ['09:07', 'window-watch'],
  ['09:30', 'step-checks'],
  ['11:53', 'supervisor-digest'],
  ['15:23', 'due-reminders'],
  ['17:23', 'supervisor-digest'],
  ['17:30', 'step-checks'],
  ['20:00', 'step-checks'],
];

/**
 * Lets days pass: runs what is scheduled until then, each at its time, and sends it. Faster than `advanceTo`, which
 * runs step-checks every five minutes. Begins where the clock stands.
 */
export function passingDays({ bot, clock, sleepUntil }: Awaited<ReturnType<typeof startBot>>) {
  return async function passTo(until: Date): Promise<void> {
    const from = clock.now();
    for (let on = dayOf(from); on <= dayOf(until); on = addDays(on, 1)) {
      for (const [time, job] of DAY) {
        const at = instantOf(on, time);
        if (at <= from || at > until) continue;
        sleepUntil(at);
        await bot.run(job, at);
        // What is written at a minute goes out a little later, as it does with the real clock.
        sleepUntil(addMinutes(at, 0.5));
        await bot.drain();
      }
    }
    if (clock.now() < until) sleepUntil(until);
  };
}
