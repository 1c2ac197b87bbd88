import pino from 'pino';

/** Called as `log.info({ id }, 'lead.added')`: ids first, then a dotted name in the past tense, never a sentence. */
export type Log = pino.Logger;

/** One JSON object per line with the time as ISO 8601; `destination` is standard output unless given. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}
