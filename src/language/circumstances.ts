import type { Role } from '../domain/staff.ts';

/** What a message is read with, beside its own words. */
export interface Circumstances {
  /** When the message was sent: dates and times are read relative to it. */
  now: Date;
  roles: readonly Role[];
  /** Earlier messages of the same person that this one may lean on, oldest first. */
  context: readonly string[];
}
