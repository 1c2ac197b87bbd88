import type { Customer, CustomerChange } from '../db/customers.ts';
import type { Day } from '../domain/time.ts';

/** How well the customer knows his consultant (1.1, R15): asked once, and never again. */
export function askRapport(
  { rapport, rapportAskedOn }: Customer,
  today: Day,
): { line: string; change: CustomerChange } | undefined {
  if (rapport !== null || rapportAskedOn !== null) return undefined;
  return { line: '他跟您多熟？回：认得我 / 是朋友 / 想到我', change: { rapportAskedOn: today } };
}
