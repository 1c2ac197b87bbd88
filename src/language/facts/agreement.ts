import type { Cue } from '../cues.ts';
import type { When } from '../dates/when.ts';
import type { Evidence } from '../evidence.ts';
import type { Intent, Meaning } from '../meaning.ts';

/** What was agreed with the customer: to come, to be called. */
export function agreementOf(
  { dates, text }: Evidence,
  cues: ReadonlySet<Cue>,
  intents: readonly Intent[],
): Partial<Meaning> {
  const ahead = dates.filter(({ value }) => value.direction === 'future' && value.bound === undefined);
  // The last one said is meant: 下周,不是下周,是这周日.
  const when = (/不是|不对/.test(text) ? ahead.at(-1) : ahead[0])?.value;
  if (intents.includes('setAppointment')) {
    const type = cues.has('testDriveAhead')
      ? 'testDrive'
      : /交车|提车/.test(text)
        ? 'delivery'
        : intents.includes('registerCall')
          ? 'firstVisit'
          : 'secondVisit';
    return { appointment: { type, ...(when && agreedWhen(when)) } };
  }
  return intents.includes('setNextContact') && when
    ? { nextContactAt: timeOf(when) ? `${when.from}T${timeOf(when)}` : when.from }
    : {};
}

function agreedWhen(when: When): Partial<NonNullable<Meaning['appointment']>> {
  if (when.grain === 'week') return { ...(when.label !== undefined && { week: when.label }), daySure: false };
  const time = when.time;
  return time ? { at: `${when.from}T${time}` } : { date: when.from, ...(!when.sure && { daySure: false }) };
}

function timeOf(when: When): string | undefined {
  return when.time ?? (when.slot === 'evening' || when.slot === 'night' ? when.defaultTime : undefined);
}
