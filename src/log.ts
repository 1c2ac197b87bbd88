import { DrizzleQueryError } from 'drizzle-orm';
import pino from 'pino';

/** Called as `log.info({ id }, 'lead.added')`: ids first, then a dotted name in the past tense, never a sentence. */
export type Log = pino.Logger;

/** One JSON object per line with the time as ISO 8601; `destination` is standard output unless given. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: loggedError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** What may be kept of an error, in a log or a table: its name and message without phones, names or words of people. */
export function faultOf(error: unknown): string {
  return error instanceof Error && !(error instanceof DrizzleQueryError)
    ? `${error.name}: ${messageOf(error)}`
    : messageOf(error);
}

/** In the place of pino's own serializer, which writes every property: drizzle's hold the statement's values. */
function loggedError(error: unknown) {
  if (!(error instanceof Error)) return { message: messageOf(error) };
  const code = codeOf(error instanceof DrizzleQueryError ? error.cause : error);
  return { type: error.name, ...(code && { code }), message: messageOf(error), stack: framesOf(error) };
}

function messageOf(error: unknown): string {
  // Its message is the statement with all its values; what went wrong is in the cause.
  if (error instanceof DrizzleQueryError) return `Failed query: ${messageOf(error.cause)}`;
  if (!(error instanceof Error)) return withoutPeople(String(error));
  const code = codeOf(error);
  const own = isOfDatabase(code) ? `${code} ${withoutValues(error.message, code)}` : error.message;
  const cause = error.cause === undefined ? '' : ` (${messageOf(error.cause)})`;
  return withoutPeople(own) + cause;
}

/** A SQLSTATE, or Node's name of a system error. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** SQLSTATE: five characters, the classes being numbers, F0, HV, P0 and XX; EPIPE is none. */
function isOfDatabase(code: string | undefined): code is string {
  return code !== undefined && /^[0-9FHPX][0-9A-Z]{4}$/.test(code);
}

/** PostgreSQL quotes names, which may stay, but in class 22 (data exception) the value; it also ends in values. */
function withoutValues(message: string, code: string): string {
  const [what = ''] = message.split(':');
  return code.startsWith('22') ? what.replaceAll(/".*"/gs, '"…"') : what;
}

/** Our errors are in English and name ids: whatever is Chinese, or a mobile number, came from somebody. */
function withoutPeople(message: string): string {
  return message.replaceAll(/\p{Script=Han}+/gu, '…').replaceAll(/(?<!\d)1\d{10}(?!\d)/g, '…');
}

/** The frames alone: the lines above them repeat the message, of which some may look like frames. */
function framesOf({ stack = '', message }: Error): string {
  const end = stack.indexOf(message) + message.length;
  return stack
    .slice(end)
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .join('\n');
}
