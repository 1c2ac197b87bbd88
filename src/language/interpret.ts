import type { Role } from '../domain/staff.ts';
import type { Meaning } from './meaning.ts';

export interface Circumstances {
  /** When the message was sent: dates and times are read relative to it. */
  now: Date;
  roles: readonly Role[];
  /** Earlier messages of the same person that this one may lean on, oldest first. */
  context: readonly string[];
}

export function interpret(_text: string, _said: Circumstances): Meaning {
  return { intents: ['none'] };
}
