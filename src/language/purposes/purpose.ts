import type { Found } from '../found.ts';
import type { Intent } from '../intents.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';

/** One thing that a message may be for. */
export interface Purpose {
  intent: Intent;
  /**
   * The words that show it, or nothing. `others` are the purposes of the same layer that stand before it in its list
   * and were shown.
   */
  shownBy(reading: Reading, others: ReadonlySet<Intent>): Found<unknown> | boolean | undefined;
  /** What the message says for it, beside whom it is about. */
  means?(reading: Reading, intents: ReadonlySet<Intent>): Partial<Meaning>;
}
