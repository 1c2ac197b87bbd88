import { randomBytes, randomInt } from 'node:crypto';

/** What the console of WeCom would show for the app; the bot's WeCom settings take these values. */
export interface Credentials {
  corpId: string;
  agentId: number;
  secret: string;
  callbackToken: string;
  /** 43 characters of a-zA-Z0-9. */
  callbackAesKey: string;
}

export function createCredentials(): Credentials {
  return {
    corpId: `ww${randomBytes(8).toString('hex')}`,
    agentId: randomInt(1_000_002, 1_001_000),
    secret: alphanumeric(43),
    callbackToken: alphanumeric(24),
    callbackAesKey: alphanumeric(43),
  };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function alphanumeric(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** As WeCom's own: a positive 64-bit decimal beyond 2^53, so that a reader who takes it for a number loses digits. */
export function randomMessageId(): string {
  return String(2n ** 62n + randomBytes(8).readBigUInt64BE() / 4n);
}
